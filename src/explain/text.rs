//! An explanation as plain text and as JSON.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use wqerr_catalog::document::Brief;

use super::Explanation;
use crate::answer::{Confidence, Match};
use crate::entry::Entry;
use crate::lang::Lang;

impl Explanation<'_> {
    /// The explanation as plain text of several lines: the hints, the best entry with its steps, the others by what
    /// names them. That is also what `Display` prints, in English.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines: Vec<String> = self.hints.iter().map(|hint| hint.text(lang)).collect();
        if let Some((best, others)) = self.results.split_first() {
            self.add_best(&mut lines, best, lang);
            lines.extend(others.iter().map(|other| title(other.entry)));
        } else {
            lines.push(nothing(lang).to_owned());
            lines.extend(self.suggestions.iter().map(|&entry| title(entry)));
        }
        lines.join("\n")
    }

    fn add_best(&self, lines: &mut Vec<String>, best: &Match<'_>, lang: Lang) {
        let entry = best.entry;
        let unsure = match (best.confidence, lang) {
            (Confidence::Certain, _) => String::new(),
            (confidence, Lang::En) => format!(", {}", confidence.text(lang)),
            (confidence, Lang::Zh) => format!("，{}", confidence.text(lang)),
        };
        let message = self.evidence.message.as_deref().unwrap_or_else(|| entry.message());
        lines.push(title(entry) + &unsure);
        lines.push(message.replace('\n', " "));
        lines.push(entry.meaning(lang).to_owned());
        let steps = (1..).zip(entry.remediation(lang));
        lines.extend(steps.map(|(number, step)| format!("{number}. {step}")));
        lines.push(match lang {
            Lang::En => format!("Retry: {}", entry.retry().text(lang)),
            Lang::Zh => format!("能否重试：{}", entry.retry().text(lang)),
        });
        lines.extend(Some(entry.docs().to_owned()).filter(|docs| !docs.is_empty()));
    }
}

/// What names an entry, on a line.
fn title(entry: &Entry) -> String {
    format!("{} {} ({})", entry.status(), entry.code().unwrap_or_else(|| entry.message()), entry.id())
}

const fn nothing(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "No known error recognized.",
        Lang::Zh => "没有识别出已知错误。",
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl Serialize for Explanation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let after = self.evidence.retry_after_seconds;
        let results: Vec<_> = self.results.iter().map(|found| found.document(after)).collect();
        let mut explanation = serializer.serialize_struct("Explanation", 4)?;
        explanation.serialize_field("evidence", &self.evidence)?;
        explanation.serialize_field("results", &results)?;
        explanation.serialize_field("hints", &self.hints)?;
        explanation.serialize_field("suggestions", &Brief::all(&self.suggestions))?;
        explanation.end()
    }
}
