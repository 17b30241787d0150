//! Strings in their order, each written as what it has beyond the one before it.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::packed::{Bytes, Numbers};

/// Distinct strings without control characters, read where they lie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Sorted {
    /// For each string how many bytes it shares with the one before, which is less than any byte of text, and the
    /// bytes that follow.
    bytes: Bytes,
    /// Where each block begins, with a string that is there in full.
    blocks: Numbers,
}

/// A look-up reads half of a block on average.
const BLOCK: usize = 16;

/// The first byte of text; those below it are control characters.
const TEXT: u8 = b' ';

impl Sorted {
    /// Writes strings that are in their order.
    pub fn new<'s>(strings: impl IntoIterator<Item = &'s str>) -> Self {
        let (mut bytes, mut blocks) = (Vec::new(), Vec::new());
        let mut before = "";
        for (at, string) in strings.into_iter().enumerate() {
            if at % BLOCK == 0 {
                blocks.push(super::place(bytes.len()));
                before = "";
            }
            let pairs = (0..TEXT - 1).zip(before.bytes().zip(string.bytes()));
            let shared = pairs.take_while(|(_, (a, b))| a == b).last().map_or(0, |(at, _)| at + 1);
            bytes.push(shared);
            bytes.extend(&string.as_bytes()[shared.into()..]);
            before = string;
        }
        Self { bytes: bytes.into(), blocks: blocks.into_iter().collect() }
    }

    /// The place of a string.
    pub fn find(&self, wanted: &str) -> Option<u32> {
        let wanted = wanted.as_bytes();
        let (mut low, mut high) = (0, self.blocks.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.first(middle) <= wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.visit(low.checked_sub(1)?, |at, string| match string {
            _ if string == wanted => ControlFlow::Break(Some(at)),
            _ if string > wanted => ControlFlow::Break(None),
            _ => ControlFlow::Continue(()),
        })?
    }

    /// The string at a place.
    pub fn get(&self, wanted: u32) -> Option<String> {
        self.visit(wanted as usize / BLOCK, |at, string| match string {
            _ if at == wanted => ControlFlow::Break(text(string).to_owned()),
            _ => ControlFlow::Continue(()),
        })
    }

    /// Shows all strings with their places.
    pub fn for_each(&self, mut show: impl FnMut(u32, &str)) {
        self.visit(0, |at, string| {
            show(at, text(string));
            ControlFlow::<()>::Continue(())
        });
    }

    /// The first string of a block.
    fn first(&self, block: usize) -> &[u8] {
        let rest = &self.bytes[self.blocks.get(block) as usize + 1..];
        &rest[..text_len(rest)]
    }

    /// Shows the strings with their places, from those of a block on, until there is something to return.
    fn visit<T>(&self, block: usize, mut show: impl FnMut(u32, &[u8]) -> ControlFlow<T>) -> Option<T> {
        let mut rest = &self.bytes[self.blocks.get(block) as usize..];
        let mut string = Vec::new();
        let mut at = super::place(block * BLOCK);
        while let Some((&shared, following)) = rest.split_first() {
            let (own, following) = following.split_at(text_len(following));
            string.truncate(shared.into());
            string.extend_from_slice(own);
            if let ControlFlow::Break(found) = show(at, &string) {
                return Some(found);
            }
            (rest, at) = (following, at + 1);
        }
        None
    }
}

/// What was written as a string.
fn text(string: &[u8]) -> &str {
    str::from_utf8(string).unwrap_or_default()
}

/// How many bytes of text there are before a string ends.
fn text_len(bytes: &[u8]) -> usize {
    bytes.iter().position(|&byte| byte < TEXT).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_at_their_places() {
        let long = "a".repeat(40);
        let mut strings: Vec<String> = (0..100).map(|number| format!("{long}{number:02}")).collect();
        strings.extend(["b", "余", "余额", "余额不足"].map(str::to_owned));
        let sorted = Sorted::new(strings.iter().map(String::as_str));
        for (at, string) in (0..).zip(&strings) {
            assert_eq!(sorted.find(string), Some(at), "{string}");
            assert_eq!(sorted.get(at).as_ref(), Some(string));
        }
        for missing in ["", "a", &long, "aab", "ba", "余额不", "余额不足了"] {
            assert_eq!(sorted.find(missing), None, "{missing}");
        }
        let mut shown = Vec::new();
        sorted.for_each(|at, string| shown.push((at, string.to_owned())));
        assert_eq!(shown, (0..).zip(strings).collect::<Vec<_>>());
        assert_eq!(Sorted::new([]).find("a"), None);
    }
}
