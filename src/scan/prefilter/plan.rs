//! Which spellings are looked for by their grams, and which by their windows.

use super::grams::{MAX_STRIDE, grams_end};
use super::spellings::Spellings;
use super::windows::Windows;
use crate::fragment::GRAM;

/// The strides that there are, and what it costs to look for grams with each in 16 bytes, more or less in instructions.
const STRIDES: [(usize, f32); 4] = [(MAX_STRIDE, 19.0), (4, 24.0), (3, 32.0), (1, 96.0)];

/// What it costs more where grams of digits alone are looked for; lines are full of these.
const NUMBERS: f32 = 80.0;

/// What it costs more where there are [so many](CROWD) spellings that lines without an error have some of their grams.
const CROWDED: f32 = 40.0;
const CROWD: usize = 500;

/// What it costs when all places in 16 bytes look like a window.
const VAIN: f32 = 8000.0;

/// How the spellings of some fragments are looked for. Where there are neither grams nor windows, every line has to be
/// examined.
#[derive(Debug, Default)]
pub struct Plan {
    /// How many bytes lie between the grams that are looked at.
    pub stride: Option<usize>,
    /// The windows of the spellings that are too short for the stride.
    pub windows: Option<Windows>,
}

impl Plan {
    /// The plan that costs least; `cost` is that of looking for windows in 16 bytes.
    pub fn of(spellings: &Spellings, cost: Option<f32>) -> Self {
        let with_windows = |stride: Option<usize>, of_grams: f32| {
            let is_short = |text: &&[u8]| stride.is_none_or(|stride| grams_end(text) < stride);
            let short = spellings.texts().filter(is_short);
            if stride.is_some() && short.clone().next().is_none() {
                return Some((of_grams, Self { stride, windows: None }));
            }
            let cost = cost?;
            let windows = Windows::of(short)?;
            let of_windows = cost + VAIN * windows.chance;
            Some((of_grams + of_windows, Self { stride, windows: Some(windows) }))
        };
        let numbers = first_numbers(spellings);
        let crowded = if spellings.texts().count() > CROWD { CROWDED } else { 0.0 };
        let by_grams = STRIDES.into_iter().filter_map(|(stride, cost)| {
            let has_numbers = numbers[stride..].iter().flatten().any(|&place| place < stride);
            with_windows(Some(stride), cost + crowded + if has_numbers { NUMBERS } else { 0.0 })
        });
        let plans = by_grams.chain(with_windows(None, 0.0));
        plans.min_by(|(a, _), (b, _)| a.total_cmp(b)).map_or_else(Self::default, |(_, plan)| plan)
    }
}

/// For the spellings of each number of grams, all long ones in one, the first place of a gram of digits alone.
fn first_numbers(spellings: &Spellings) -> [Option<usize>; MAX_STRIDE + 1] {
    let mut first = [None; _];
    for text in spellings.texts() {
        let is_number = |gram: &[u8]| gram.iter().all(u8::is_ascii_digit);
        let number = text.windows(GRAM).take(MAX_STRIDE).position(is_number);
        let first = &mut first[grams_end(text).min(MAX_STRIDE)];
        *first = number.into_iter().chain(*first).min();
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stride, and whether there are windows, where these cost as much as that.
    fn plan(texts: &[&str], cost: Option<f32>) -> (Option<usize>, bool) {
        let plan = Plan::of(&Spellings::new(texts.iter().copied()), cost);
        (plan.stride, plan.windows.is_some())
    }

    #[test]
    fn numbers_are_not_looked_for_where_a_smaller_stride_spares_it() {
        for (text, stride) in [("Erro12345678", 4), ("Err12345678", 3), ("Errors", 3), ("Forbidden", 5)] {
            assert_eq!(plan(&[text], None), (Some(stride), false), "{text}");
        }
    }

    #[test]
    fn few_spellings_are_looked_for_by_windows_alone() {
        assert_eq!(plan(&["Forbidden", "frozen"], Some(8.0)), (None, true));
        assert_eq!(plan(&["Forbidden", "frozen"], None), (Some(3), false));
    }

    #[test]
    fn short_spellings_are_looked_for_by_windows_beside_the_grams_of_many() {
        let letter = |number: usize| char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
        let word = |number: usize| {
            [letter(number), letter(number / 26), letter(number * 7)].iter().collect::<String>()
        };
        let many: Vec<String> = (0..26 * 26).map(|number| word(number).repeat(3)).collect();
        let mut texts: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(plan(&texts, Some(8.0)), (Some(5), false));
        texts.push("X1");
        assert_eq!(plan(&texts, Some(8.0)), (Some(5), true));
        // Else every line would have to be examined.
        assert_eq!(plan(&texts, None), (None, false));
    }

    #[test]
    fn short_words_make_the_stride_small_where_there_are_no_windows() {
        assert_eq!(
            plan(&["lock", "busy", "full", "gone", "late", "dead", "Forbidden"], None),
            (Some(1), false)
        );
    }
}
