//! With what stride the grams of spellings are looked for, and which spellings are looked for by their beginnings.

use super::grams_end;
use super::heads::{self, Head};
use super::spellings::Spellings;
use crate::fragment::GRAM;

/// The widest stride that is worth it: with a wider one more grams of each fragment would be looked for, of which more
/// are in lines without an error.
pub const MAX_STRIDE: usize = 5;

/// The strides that there are, each with code of its own.
const STRIDES: [usize; 4] = [MAX_STRIDE, 4, 3, 1];

/// More heads than this are not worth it with any stride.
const MAX_HEADS: usize = 16;

/// How the spellings of some fragments are looked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many bytes lie between the grams that are looked at; 0 where every line has to be examined.
    pub stride: usize,
    /// How the spellings begin that are too short for the stride.
    pub heads: Vec<Head>,
}

/// The spellings that are just long enough for a stride.
#[derive(Debug, Clone, Default)]
struct Class {
    /// How they begin, unless they are long enough for all strides; one more than [`MAX_HEADS`] where that are more.
    heads: Vec<Head>,
    /// The first place of a gram of digits alone in one of them; lines are full of these.
    number: Option<usize>,
}

impl Plan {
    /// The plan that costs least.
    pub fn of(spellings: &Spellings) -> Self {
        let mut classes = vec![Class::default(); MAX_STRIDE + 1];
        for text in spellings.texts() {
            classes[grams_end(text).min(MAX_STRIDE)].add(text);
        }
        let plans = STRIDES.into_iter().flat_map(|stride| {
            let (short, long) = classes.split_at(stride);
            let has_numbers = long.iter().filter_map(|class| class.number).any(|place| place < stride);
            let without_heads = cost_of_stride(stride, has_numbers);
            all_heads(short).map(move |heads| (without_heads + cost_of_heads(&heads), Self { stride, heads }))
        });
        let best = plans.min_by_key(|(cost, _)| *cost);
        best.map_or(Self { stride: 0, heads: Vec::new() }, |(_, plan)| plan)
    }
}

impl Class {
    fn add(&mut self, text: &[u8]) {
        let is_number = |gram: &[u8]| gram.iter().all(u8::is_ascii_digit);
        let number = text.windows(GRAM).take(MAX_STRIDE).position(is_number);
        self.number = self.number.into_iter().chain(number).min();
        if grams_end(text) < MAX_STRIDE && self.heads.len() <= MAX_HEADS {
            add_head(&mut self.heads, Head::of(text));
        }
    }
}

/// The heads by which the spellings of some classes can be found: one set for each length that they have at most.
fn all_heads(classes: &[Class]) -> impl Iterator<Item = Vec<Head>> {
    let of_length = |len: usize| {
        let mut heads = Vec::new();
        classes.iter().flat_map(|class| &class.heads).for_each(|head| add_head(&mut heads, head.cut(len)));
        heads
    };
    let are_all_there = classes.iter().all(|class| class.heads.len() <= MAX_HEADS);
    let lengths = (heads::SHORTEST..=heads::LONGEST).rev().filter(move |_| are_all_there);
    lengths.map(of_length).filter(|heads| heads.iter().all(|head| head.len() >= heads::SHORTEST))
}

/// Adds a head where no other does for it.
fn add_head(heads: &mut Vec<Head>, head: Head) {
    if !heads.iter().any(|other| other.begins(&head)) {
        heads.retain(|other| !head.begins(other));
        heads.push(head);
    }
}

/// What it costs to look for grams in 16 bytes, more or less, in instructions.
const fn cost_of_stride(stride: usize, has_numbers: bool) -> usize {
    const EACH_GRAM: usize = 6;
    const NUMBERS: usize = 80;
    16 * EACH_GRAM / stride + if has_numbers { NUMBERS } else { 0 }
}

/// The same of heads.
fn cost_of_heads(heads: &[Head]) -> usize {
    /// That there is a second pass at all.
    const PASS: usize = 6;
    const EACH_BYTE: usize = 3;
    let in_vain = |len| match len {
        ..=2 => 32,
        3 => 12,
        _ => 6,
    };
    let each = |head: &Head| EACH_BYTE * head.len() + in_vain(head.len());
    if heads.is_empty() { 0 } else { PASS + heads.iter().map(each).sum::<usize>() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(texts: &[&str]) -> Plan {
        Plan::of(&Spellings::new(texts.iter().copied()))
    }

    fn heads(texts: &[&str]) -> Vec<Head> {
        texts.iter().map(|text| Head::of(text.as_bytes())).collect()
    }

    #[test]
    fn numbers_are_not_looked_for_where_a_smaller_stride_spares_it() {
        for (text, stride) in [("Erro12345678", 4), ("Err12345678", 3), ("Errors", 3), ("Forbidden", 5)] {
            assert_eq!(plan(&[text]), Plan { stride, heads: Vec::new() }, "{text}");
        }
    }

    #[test]
    fn short_spellings_are_looked_for_by_how_they_begin() {
        let codes: Vec<String> = (0..10_000).map(|number| format!("E{number:05}")).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        assert_eq!(plan(&codes), Plan { stride: 5, heads: heads(&["e000"]) });
        assert_eq!(plan(&["X1", "X22", "Forbidden"]), Plan { stride: 5, heads: heads(&["x0"]) });
        assert_eq!(plan(&["Own.", "Forbidden"]), Plan { stride: 5, heads: heads(&["own"]) });
    }

    #[test]
    fn many_short_spellings_make_the_stride_small() {
        let words = ["lock", "busy", "full", "gone", "late", "dead", "Forbidden"];
        assert_eq!(plan(&words), Plan { stride: 1, heads: Vec::new() });
    }

    #[test]
    fn a_spelling_of_one_byte_is_looked_for_in_every_line() {
        assert_eq!(plan(&["Forbidden", "X"]).stride, 0);
    }
}
