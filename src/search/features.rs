//! Whether a query means an entry: a few features of both, joined by a logistic model.

use std::ops::Range;

use super::asked::Asked;
use super::letters::words;
use super::tally::Tally;
use super::weights::{Logistic, WEIGHTS};
use crate::answer::Signal;

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

/// A feature that is there or not.
pub fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

/// The features of a query with an entry: once for the whole of it, and for each clause of a long one. Those in `context`
/// have nothing to do with an entry. Words that say nothing of a topic ("how are you today") have none, unless they say
/// that something is wrong.
pub fn features(
    tally: &Tally,
    asked: &Asked,
    at: usize,
    number: Number,
    context: &Logistic<f32>,
    clauses: &[Range<usize>],
    is_wrong: bool,
) -> Vec<Logistic<f32>> {
    let strongest = tally.signals(at).first().map(|&(signal, _)| signal);
    let all = 0..asked.units.len();
    let of = |units: Range<usize>| {
        let shares = tally.covered(at, units.clone());
        let (mut size, mut covered, mut rest, mut unknown) = (0.0, 0.0, 0.0, 0.0);
        let (mut strange, mut technical) = (0.0, 0.0_f32);
        let mut has_topic = is_wrong || number != Number::None;
        for (unit, &share) in asked.units[units].iter().zip(shares) {
            let share = share.min(1.0);
            size += unit.size;
            covered += unit.size * share;
            technical = technical.max(-unit.strangeness);
            if !unit.is_common {
                has_topic |= share > 0.0;
                let left = unit.size * (1.0 - share);
                rest += left;
                unknown += if unit.is_known { 0.0 } else { unit.size };
                strange += left * unit.strangeness.max(0.0);
            }
        }
        let is_short = size <= SHORT;
        let size = f32::max(size, 0.5);
        let said = |sum: f32| libm::log2f(1.0 + sum);
        has_topic.then(|| Logistic {
            bias: 1.0,
            strength: said(tally.scores[at] * (covered / size).sqrt()),
            said: said(tally.scores[at]),
            unexplained: rest / size,
            unknown: unknown / size,
            strange: said(strange) * context.strange,
            technical,
            status: flag(number == Number::Status),
            number: flag(number == Number::Bare),
            two: context.two * flag(number != Number::None),
            similar: flag(strongest == Some(Signal::SimilarWords)),
            pinyin: flag(strongest == Some(Signal::Pinyin)),
            short: flag(is_short),
            ..*context
        })
    };
    std::iter::once(all.clone()).chain(clauses.iter().cloned()).filter_map(of).collect()
}

/// How long a query is that is a word, in words.
const SHORT: f32 = 1.5;

/// The probability that an entry with these features is meant.
pub fn probability(features: &Logistic<f32>) -> f32 {
    let pairs = features.fields().into_iter().zip(WEIGHTS.logistic.fields());
    sigmoid(pairs.map(|(feature, weight)| feature * weight).sum())
}

// The standard library would load that of the system for its exponentials and logarithms at each start.
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}

/// Words between clauses, in lower case: what they say stands behind them, or it begins there.
const BETWEEN: &[&str] = &[
    "say", "says", "said", "saying", "show", "shows", "get", "gets", "got", "getting", "report", "reports",
    "answer", "answers", "return", "returns", "fail", "fails", "because", "but", "and", "so", "when",
    "while", "after",
];

/// The same in Chinese. The longer ones come first.
const BETWEEN_HAN: &[&str] = &[
    "提示", "报错", "显示", "返回", "出现", "结果", "但是", "可是", "还是", "一直", "总是", "老是", "怎么",
    "变成", "时候", "报", "说", "但", "却", "时",
];

/// The clauses of a query that is long enough to be told around one, by its units.
pub fn clauses(query: &str, asked: &Asked) -> Vec<Range<usize>> {
    const SHORTEST: f32 = 2.0;
    let size = |range: &Range<usize>| asked.units[range.clone()].iter().map(|unit| unit.size).sum::<f32>();
    let all = 0..asked.units.len();
    if size(&all) < WEIGHTS.rambling {
        return Vec::new();
    }
    let mut clauses = Vec::new();
    let mut start = 0;
    for end in boundaries(query) {
        let before = asked.units[start..].iter().take_while(|unit| unit.bytes.start < end).count();
        clauses.push(start..start + before);
        start += before;
    }
    clauses.retain(|clause| *clause != all && size(clause) >= SHORTEST);
    clauses
}

/// Where clauses of a query may end, in its bytes.
fn boundaries(query: &str) -> Vec<usize> {
    const POINTS: [char; 14] = [',', '，', '、', '。', '.', ':', '：', ';', '；', '!', '！', '?', '？', '\n'];
    /// A word that ends like one of those between clauses.
    const WHOLE: &str = "超时";
    let mut ends: Vec<usize> = query.match_indices(POINTS).map(|(at, _)| at).collect();
    let between = words(query).into_iter().filter(|(_, word)| BETWEEN.contains(&word.as_str()));
    ends.extend(between.flat_map(|(place, _)| [place.start, place.end]));
    let mut rest = query;
    while let Some(c) = rest.chars().next() {
        let at = query.len() - rest.len();
        let word = BETWEEN_HAN.iter().find(|word| rest.starts_with(**word));
        if let Some(word) = word {
            ends.extend([at, at + word.len()]);
        }
        let whole = rest.starts_with(WHOLE).then_some(WHOLE.len());
        rest = &rest[whole.or(word.map(|word| word.len())).unwrap_or(c.len_utf8())..];
    }
    ends.push(query.len());
    ends.sort_unstable();
    ends
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
}
