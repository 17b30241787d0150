//! Which pairs of bytes stand in a text: enough to see that most entries are not in it, before a search for each of
//! their texts is made ready, which costs more than to search a small text.

use crate::entry::Entry;
use crate::pattern::Pattern;

/// The pairs of neighboring bytes of a folded text.
pub struct Pairs {
    /// A bit for each pair.
    seen: Vec<u64>,
}

impl Pairs {
    pub fn of(folded: &str) -> Self {
        let mut seen = vec![0; (1 << 16) / 64];
        for pair in folded.as_bytes().windows(2) {
            let (word, bit) = place(pair[0], pair[1]);
            seen[word] |= bit;
        }
        Self { seen }
    }

    /// Whether a message, a part of one or a name of an entry may be in the text.
    pub fn may_hold_entry(&self, entry: &Entry) -> bool {
        let mut literals = entry.patterns().iter().flat_map(Pattern::literals);
        literals.any(|literal| self.may_hold(literal.bytes()))
            || entry.code().into_iter().chain(entry.aliases()).any(|name| self.may_hold_name(name))
    }

    /// Whether a name may be in the text, in any case. What is beyond ASCII is folded in more ways than are known here.
    fn may_hold_name(&self, name: &str) -> bool {
        let letters =
            name.bytes().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| byte.to_ascii_lowercase());
        !name.is_ascii() || self.may_hold(letters)
    }

    fn may_hold(&self, text: impl Iterator<Item = u8>) -> bool {
        let mut before = None;
        text.into_iter().all(|byte| {
            let pair = before.replace(byte).map(|before| place(before, byte));
            pair.is_none_or(|(word, bit)| self.seen[word] & bit != 0)
        })
    }
}

fn place(first: u8, second: u8) -> (usize, u64) {
    let pair = usize::from(first) << 8 | usize::from(second);
    (pair / 64, 1 << (pair % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::fold::fold;

    #[test]
    fn every_message_and_name_is_found_where_it_stands() {
        for entry in Catalog::embedded().entries() {
            for text in [entry.message()].into_iter().chain(entry.code()).chain(entry.aliases()) {
                assert!(Pairs::of(&fold(text)).may_hold_entry(entry), "{text}");
            }
            assert!(!Pairs::of("ok").may_hold_entry(entry), "{}", entry.id());
        }
    }
}
