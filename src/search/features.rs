//! Whether a query means an entry: a few features of both, joined by a logistic model.

use std::ops::Range;

use super::asked::Asked;
use super::tally::Tally;
use super::weights::{Logistic, WEIGHTS};
use crate::answer::Signal;
use crate::index::log2;

/// What a query says apart from any entry.
pub struct Context {
    pub names_platform: bool,
    /// Another system is named, and neither this platform nor anything of its kind.
    pub is_elsewhere: bool,
    /// It asks which, how much or whether.
    pub asks: bool,
}

/// Words of questions that are not about an error, in lower case and simplified characters.
const ASKING: &[&str] = &[
    "which",
    "how many",
    "how much",
    "how do i",
    "how to",
    "can you",
    "can i",
    "can the",
    "do you",
    "does",
    "what is the",
    "哪个",
    "哪些",
    "哪种",
    "多少",
    "多久",
    "如何",
    "推荐",
    "支持",
    "有没有",
    "能不能",
    "会不会",
    "可以",
    "怎么看",
    "怎么用",
    "怎么写",
    "怎么新建",
    "怎么开",
    "怎么查",
    "怎么换",
];

/// Whether a query in lower case and simplified characters asks which, how much or whether.
pub fn asks(query: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    let said = words(query);
    ASKING.iter().any(|word| if word.is_ascii() { said.contains(&words(word)) } else { query.contains(word) })
}

/// How the number of an entry's status stands in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    None,
    /// Nothing says that it is a status.
    Bare,
    Status,
}

impl Number {
    /// What it counts beside the words.
    pub const fn weight(self) -> f32 {
        match self {
            Self::None => 0.0,
            Self::Bare => WEIGHTS.number,
            Self::Status => WEIGHTS.status,
        }
    }
}

/// The features of a query with an entry: once for the whole of it, and for each clause of a long one.
pub fn features(
    tally: &Tally,
    asked: &Asked,
    at: usize,
    number: Number,
    context: &Context,
    clauses: &[Range<usize>],
) -> Vec<Logistic<f32>> {
    let flag = |is: bool| if is { 1.0 } else { 0.0 };
    let strongest = tally.signals(at).first().map(|&(signal, _)| signal);
    let of = |units: Range<usize>| {
        let shares = tally.covered(at, units.clone());
        let (mut size, mut covered, mut rest, mut strange, mut technical) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (unit, &share) in asked.units[units].iter().zip(shares) {
            let share = share.min(1.0);
            size += unit.size;
            covered += unit.size * share;
            technical += unit.size * (-unit.strangeness).max(0.0);
            if !unit.is_common {
                rest += unit.size * (1.0 - share);
                strange += unit.size * (1.0 - share) * unit.strangeness.max(0.0);
            }
        }
        let size = f32::max(size, 0.5);
        Logistic {
            bias: 1.0,
            strength: log2(1.0 + tally.scores[at] * super::root(covered / size)),
            covered: covered / size,
            unexplained: rest / size,
            strange,
            strange_share: strange / size,
            technical: technical / size,
            status: flag(number == Number::Status),
            number: flag(number == Number::Bare),
            similar: flag(strongest == Some(Signal::SimilarWords)),
            pinyin: flag(strongest == Some(Signal::Pinyin)),
            platform: flag(context.names_platform),
            common: flag(asked.units.iter().any(|unit| unit.is_common)),
            elsewhere: flag(context.is_elsewhere),
            asks: flag(context.asks),
        }
    };
    std::iter::once(0..asked.units.len()).chain(clauses.iter().cloned()).map(of).collect()
}

/// The probability that an entry with these features is meant.
pub fn probability(features: &Logistic<f32>) -> f32 {
    let pairs = features.fields().into_iter().zip(WEIGHTS.logistic.fields());
    sigmoid(pairs.map(|(feature, weight)| feature * weight).sum())
}

/// The logistic function. The exponential function of the mathematics library would have to be loaded at each start;
/// this one is its definition as a limit, near enough.
fn sigmoid(x: f32) -> f32 {
    const HALVINGS: i32 = 10;
    let base = 1.0 - x.clamp(-30.0, 30.0) / 1024.0;
    1.0 / (1.0 + (0..HALVINGS).fold(base, |power, _| power * power))
}

/// The clauses of a query that is long enough to be told around one, by its units.
pub fn clauses(query: &str, asked: &Asked) -> Vec<Range<usize>> {
    let size = |range: &Range<usize>| asked.units[range.clone()].iter().map(|unit| unit.size).sum::<f32>();
    let all = 0..asked.units.len();
    if size(&all) < WEIGHTS.rambling {
        return Vec::new();
    }
    let ends =
        query.match_indices([',', '，', '。', '.', ';', '；', '!', '！', '?', '？', '\n']).map(|(at, _)| at);
    let mut clauses = Vec::new();
    let mut start = 0;
    for end in ends.chain([query.len()]) {
        let before = asked.units[start..].iter().take_while(|unit| unit.bytes.start < end).count();
        clauses.push(start..start + before);
        start += before;
    }
    clauses.retain(|clause| *clause != all && size(clause) >= 2.0);
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_becomes_a_probability() {
        for (x, expected) in [(0.0, 0.5), (2.0, 0.8808), (-3.0, 0.0474), (100.0, 1.0), (-100.0, 0.0)] {
            assert!((sigmoid(x) - expected).abs() < 0.002, "{x}");
        }
    }

    #[test]
    fn questions_that_are_not_about_an_error_are_told() {
        assert!(asks("which model is cheapest") && asks("上下文最长是多少"));
        assert!(!asks("why is my account frozen") && !asks("余额不足"));
    }
}
