//! Colors and links, applied after layout so that no width counts them.
//!
//! The colors are of the fixed part of the 256 colors and of middle brightness: legible on a light and on a
//! dark ground, whatever the theme makes of "yellow".

use colored::{Color, Colorize};
use wqerr::{Confidence, QueryWords, Retry};

use super::Style;

const RED: Color = Color::AnsiColor(160);
const AMBER: Color = Color::AnsiColor(130);
const GREEN: Color = Color::AnsiColor(28);
const BLUE: Color = Color::AnsiColor(31);
const PURPLE: Color = Color::AnsiColor(133);

/// Paints text, or leaves it as it is.
pub struct Paint {
    on: bool,
    links: bool,
    /// The words of a search, which are marked where they stand.
    words: Option<QueryWords>,
}

impl Paint {
    /// Pushes the decision about color into the crate that colors.
    pub fn new(style: Style) -> Self {
        colored::control::set_override(style.color);
        Self { on: style.color, links: style.links, words: None }
    }

    /// The same, with the words of a search marked.
    pub fn marking(style: Style, query: &str) -> Self {
        Self { words: style.color.then(|| QueryWords::new(query)), ..Self::new(style) }
    }

    /// No colors and no links.
    pub const fn off() -> Self {
        Self { on: false, links: false, words: None }
    }

    /// Whether there are colors at all.
    pub const fn is_on(&self) -> bool {
        self.on
    }

    /// What the eye looks for first: a status with its code.
    pub fn title(&self, text: &str) -> String {
        self.marked(text, |text| text.bold().to_string(), |text| text.bold().underline().to_string())
    }

    /// The id of an entry, beside its title.
    pub fn id(&self, text: &str) -> String {
        self.marked(text, |text| text.dimmed().to_string(), |text| text.bold().underline().to_string())
    }

    /// What there is to read.
    pub fn text(&self, text: &str) -> String {
        self.marked(text, str::to_owned, |text| text.bold().underline().to_string())
    }

    /// What there is to read, but matters less.
    pub fn faint_text(&self, text: &str) -> String {
        self.marked(text, |text| text.dimmed().to_string(), |text| text.bold().underline().to_string())
    }

    /// The head of a part of a page.
    pub fn heading(&self, text: &str) -> String {
        self.paint(text, |text| text.bold().underline().to_string())
    }

    /// The name of a line.
    pub fn label(&self, text: &str) -> String {
        self.paint(text, |text| text.color(BLUE).to_string())
    }

    /// What matters less.
    pub fn faint(&self, text: &str) -> String {
        self.paint(text, |text| text.dimmed().to_string())
    }

    /// A status in the color of its class.
    pub fn status(&self, text: &str, status: u16) -> String {
        let color = match status / 100 {
            4 => AMBER,
            5 => RED,
            _ => PURPLE,
        };
        self.paint(text, |text| text.color(color).bold().to_string())
    }

    /// A verdict in the color of its answer.
    pub fn retry(&self, text: &str, retry: Retry) -> String {
        let color = match retry {
            Retry::No => RED,
            Retry::Backoff => AMBER,
            Retry::Yes => GREEN,
        };
        self.paint(text, |text| text.color(color).to_string())
    }

    /// A level of confidence.
    pub fn confidence(&self, text: &str, confidence: Confidence) -> String {
        let color = match confidence {
            Confidence::Certain => GREEN,
            Confidence::Likely | Confidence::Possible => AMBER,
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

    /// The addresses of a line as links.
    pub fn links(&self, line: &str) -> String {
        match line.find("https://").filter(|_| self.links) {
            None => line.to_owned(),
            Some(start) => {
                let rest = &line[start..];
                let is_end = |c: char| !c.is_ascii() || c.is_whitespace() || "()\"'`<>,;\x1b".contains(c);
                let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
                let address = address.trim_end_matches(['.', ':', '?', '!']);
                let (before, behind) = (&line[..start], &rest[address.len()..]);
                let linked = format!("\x1b]8;;{address}\x07{address}\x1b]8;;\x07");
                format!("{before}{linked}{}", self.links(behind))
            }
        }
    }

    fn paint(&self, text: &str, paint: impl Fn(&str) -> String) -> String {
        if self.on && !text.trim().is_empty() { paint(text) } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The luminance of a color of the 6 × 6 × 6 cube, as WCAG defines it.
    fn luminance(color: Color) -> f64 {
        let Color::AnsiColor(number @ 16..=231) = color else { panic!("{color:?} is no color of the cube") };
        let number = usize::from(number - 16);
        let level = |step: usize| {
            let share = [0.0, 95.0, 135.0, 175.0, 215.0, 255.0][step] / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { f64::powf((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * level(number / 36) + 0.7152 * level(number / 6 % 6) + 0.0722 * level(number % 6)
    }

    #[test]
    fn colors_are_legible_on_black_and_on_white() {
        for color in [RED, AMBER, GREEN, BLUE, PURPLE] {
            let luminance = luminance(color) + 0.05;
            let (on_white, on_black) = (1.05 / luminance, luminance / 0.05);
            assert!(
                on_white > 3.5 && on_black > 3.5,
                "{color:?}: {on_white:.1} on white, {on_black:.1} on black"
            );
        }
    }

    #[test]
    fn only_addresses_become_links() {
        let paint = Paint { on: true, links: true, words: None };
        assert_eq!(
            paint.links("see (https://a.b/c), 再看 https://d.e。"),
            "see (\x1b]8;;https://a.b/c\x07https://a.b/c\x1b]8;;\x07), \
             再看 \x1b]8;;https://d.e\x07https://d.e\x1b]8;;\x07。"
        );
        assert_eq!(Paint { on: true, links: false, words: None }.links("https://a.b"), "https://a.b");
    }
}
