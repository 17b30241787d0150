//! Colours, applied after layout so that no width counts them.

use colored::{Color, Colorize};
use wqerr::{Confidence, QueryWords, Retry};

/// Paints text, or leaves it as it is.
pub struct Paint {
    on: bool,
    /// The words of a search, which are marked where they stand.
    words: Option<QueryWords>,
}

impl Paint {
    /// Pushes the decision about colour into the crate that colours.
    pub fn new(on: bool) -> Self {
        colored::control::set_override(on);
        Self { on, words: None }
    }

    /// The same, with the words of a search marked.
    pub fn marking(on: bool, query: &str) -> Self {
        Self { words: on.then(|| QueryWords::new(query)), ..Self::new(on) }
    }

    /// Whether there are colours at all.
    pub const fn is_on(&self) -> bool {
        self.on
    }

    /// What the eye looks for first: a status with its code.
    pub fn title(&self, text: &str) -> String {
        self.marked(text, |text| text.bold().to_string(), |text| text.bold().underline().to_string())
    }

    /// What there is to read.
    pub fn text(&self, text: &str) -> String {
        self.marked(text, str::to_owned, |text| text.bold().underline().to_string())
    }

    /// The name of a line.
    pub fn label(&self, text: &str) -> String {
        self.paint(text, |text| text.cyan().to_string())
    }

    /// What matters less.
    pub fn faint(&self, text: &str) -> String {
        self.paint(text, |text| text.dimmed().to_string())
    }

    /// A status in the colour of its class.
    pub fn status(&self, text: &str, status: u16) -> String {
        let color = match status / 100 {
            4 => Color::Yellow,
            5 => Color::Red,
            _ => Color::Magenta,
        };
        self.paint(text, |text| text.color(color).bold().to_string())
    }

    /// A verdict in the colour of its answer.
    pub fn retry(&self, text: &str, retry: Retry) -> String {
        let color = match retry {
            Retry::No => Color::Red,
            Retry::Backoff => Color::Yellow,
            Retry::Yes => Color::Green,
        };
        self.paint(text, |text| text.color(color).to_string())
    }

    /// A level of confidence.
    pub fn confidence(&self, text: &str, confidence: Confidence) -> String {
        let color = match confidence {
            Confidence::Certain => Color::Green,
            Confidence::Likely | Confidence::Possible => Color::Yellow,
        };
        self.paint(text, |text| text.color(color).to_string())
    }

    /// Text in which the words of the search look different.
    fn marked(&self, text: &str, rest: impl Fn(&str) -> String, mark: impl Fn(&str) -> String) -> String {
        let Some(words) = self.words.as_ref().filter(|_| self.on) else { return self.paint(text, rest) };
        let (mut painted, mut behind) = (String::with_capacity(text.len()), 0);
        for place in words.places_in(text) {
            painted.push_str(&self.paint(&text[behind..place.start], &rest));
            painted.push_str(&self.paint(&text[place.clone()], &mark));
            behind = place.end;
        }
        painted + &self.paint(&text[behind..], rest)
    }

    fn paint(&self, text: &str, paint: impl Fn(&str) -> String) -> String {
        if self.on && !text.trim().is_empty() { paint(text) } else { text.to_owned() }
    }
}
