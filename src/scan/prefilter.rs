//! Where in a block of lines an error of the catalog can be.
//!
//! Each entry has fragments of which every line that it explains holds one. All spellings of all fragments are looked
//! for in one pass, however many there are: each by a [pair](Pairs) of its bytes that is rare in the log at hand.

mod frequencies;
mod grams;
mod numbers;
mod owners;
mod pairs;
mod rounds;
mod spellings;
mod vectors;

use std::sync::OnceLock;

use self::frequencies::{Frequencies, SAMPLE};
use self::owners::{Owners, owned};
use self::pairs::Pairs;
use self::spellings::Spellings;
use super::failures::marks;
use crate::catalog::Catalog;

/// The fragments of a catalog, ready to be found in lines.
#[derive(Debug)]
pub struct Prefilter {
    spellings: Spellings,
    /// What they are found by in all lines, once so many have come that it is known what is rare in them.
    learned: OnceLock<Option<Pairs>>,
    /// The same until then. Where there are none, every line has to be examined.
    unlearned: OnceLock<Option<Pairs>>,
    owners: Owners,
}

impl Prefilter {
    pub fn new(catalog: &Catalog) -> Self {
        let (fragments, owners) = owned(catalog);
        let spellings = Spellings::with_marks(fragments.into_iter(), marks());
        Self { spellings, learned: OnceLock::new(), unlearned: OnceLock::new(), owners }
    }

    /// The first place from `from` on where a fragment stands, or a byte of it; the line there has to be examined.
    pub fn find(&self, block: &[u8], from: usize) -> Option<usize> {
        // The words of lines nearly always are too short.
        if self.spellings.are_longer_than(block) {
            return None;
        }
        // A pair may seem to be that of a fragment that stands before it, in a line that has been examined.
        let mut is_fragment = |start| start >= from && self.spellings.any_at(block, start, &mut |_| true);
        match self.pairs(block) {
            Some(pairs) => pairs.find(block, from, &mut is_fragment),
            None => (from..block.len()).next(),
        }
    }

    /// The entries of which a fragment stands in the line, by their places in the catalog, in order.
    pub fn entries_in(&self, line: &[u8]) -> Vec<usize> {
        let mut found = Vec::new();
        match self.pairs(line) {
            Some(pairs) => {
                let mut add = |fragment| {
                    found.extend(self.owners.of(fragment));
                    false
                };
                pairs.find(line, 0, &mut |start| self.spellings.any_at(line, start, &mut add));
            }
            None => found.extend(self.owners.all()),
        }
        #[expect(clippy::stable_sort_primitive, reason = "those of each fragment are in order")]
        found.sort();
        found.dedup();
        found
    }

    /// What the spellings are found by. The first block that is large enough tells what is rare.
    fn pairs(&self, block: &[u8]) -> Option<&Pairs> {
        let new = || Pairs::of(&self.spellings, &Frequencies::of_sample(block), vectors::cost());
        let pairs = if block.len() >= SAMPLE {
            self.learned.get_or_init(new)
        } else {
            self.learned.get().unwrap_or_else(|| self.unlearned.get_or_init(new))
        };
        pairs.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::entry::Entry;
    use crate::fragment::{ANY_SEPARATOR, CODE_NUMBER};

    /// A catalog with an entry for each number, with these codes.
    fn numbered(numbers: Range<usize>, code: fn(usize) -> String) -> Catalog {
        let entry = |number: usize| {
            format!(
                "[[entry]]\nid = \"e{number}\"\nstatus = 400\ncode = \"{}\"\n\
                 message = \"第 {number} 个请求被拒绝\"\nretry = \"no\"\nactor = \"caller\"\nmeaning.en = \"It failed.\"\n",
                code(number)
            )
        };
        let entries: Vec<String> = numbers.map(entry).collect();
        Catalog::from_toml(&format!("schema = 1\nname = \"own\"\n{}", entries.concat())).expect("it is valid")
    }

    /// A fragment as it may stand in a line.
    fn written(fragment: &str) -> String {
        fragment.replace(ANY_SEPARATOR, "_").replace(CODE_NUMBER, "code=")
    }

    /// Of a log of such lines.
    const LINE: &str =
        "{\"ts\": \"2026-11-26\", \"msg\": \"chat completion ok\", \"error\": null, \"id\": \"e0-x1\"}\n";

    /// What is looked for in a catalog, before anything is known of the log, and when it is.
    fn prepared(catalog: &Catalog) -> [Prefilter; 2] {
        let (unlearned, learned) = (Prefilter::new(catalog), Prefilter::new(catalog));
        learned.find(LINE.repeat(SAMPLE / LINE.len() + 1).as_bytes(), 0);
        assert!(learned.learned.get().is_some() && unlearned.learned.get().is_none());
        [unlearned, learned]
    }

    #[test]
    fn a_fragment_is_found_wherever_it_stands() {
        let own = [
            numbered(0..30, |number| format!("Err{number}")),
            numbered(0..30, |number| format!("Own.Error{number}")),
            numbered(0..30, |number| format!("E{number:05}")),
            numbered(0..30, |number| format!("X{number}")),
            numbered(10_000..10_030, |number| format!("{number}")),
            // Many grams.
            numbered(0..3000, |number| format!("{:08X}Err", number * 0x1_6789)),
        ];
        for catalog in own.iter().chain([Catalog::embedded()]) {
            let all = prepared(catalog);
            for (place, entry) in catalog.entries().iter().enumerate().take(100) {
                for text in entry.fragments().map(|text| written(text).to_uppercase()) {
                    for (before, behind) in (0..140).zip([0, 1, 200].into_iter().cycle()) {
                        let block = ["~".repeat(before), text.clone(), "~".repeat(behind)].concat();
                        for prefilter in &all {
                            assert!(prefilter.find(block.as_bytes(), 0).is_some(), "{block}");
                            assert!(prefilter.entries_in(block.as_bytes()).contains(&place), "{block}");
                        }
                    }
                }
            }
            let others = "~".repeat(1000);
            assert!(all.iter().all(|prefilter| prefilter.find(others.as_bytes(), 0).is_none()));
        }
    }

    #[test]
    fn the_first_fragment_is_found_whatever_its_length() {
        let catalog = numbered(0..30, |number| {
            if number % 2 == 0 { format!("X{number}") } else { format!("Forbidden{number}") }
        });
        let all = prepared(&catalog);
        let texts = ["X4", "forbidden5"];
        for before in [0, 1, 60, 64, 100, 8 << 10] {
            for (first, second) in [(0, 1), (1, 0), (0, 0), (1, 1)] {
                for between in [1, 70, 8 << 10] {
                    let between = "~".repeat(between);
                    let block =
                        ["~".repeat(before), texts[first].into(), between, texts[second].into()].concat();
                    for prefilter in &all {
                        let place = prefilter.find(block.as_bytes(), 0).expect("it is there");
                        let expected = before..before + texts[first].len();
                        assert!(expected.contains(&place), "{before} {first} {second}");
                    }
                }
            }
        }
    }

    #[test]
    fn whatever_the_log_all_fragments_in_a_line_are_found() {
        let own = numbered(0..300, |number| match number % 5 {
            4 => format!("{}", number + 10_000),
            0 => format!("Ok{number}"),
            1 => format!("Quota.Used{number}"),
            2 => format!("ModelLevel{}", &"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26..]),
            _ => format!("chat_{number}_message"),
        });
        let mut seed = 1_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        let texts: Vec<String> = own.entries().iter().flat_map(Entry::fragments).map(written).collect();
        for log in [LINE, "Quota.Used17 chat_17_message ModelLevelA\n", "\u{8bf7}\u{6c42}0123456789\n"] {
            let prefilter = Prefilter::new(&own);
            prefilter.find(log.repeat(SAMPLE / log.len() + 1).as_bytes(), 0);
            for _ in 0..500 {
                let mut line = String::new();
                while line.len() < 150 {
                    match random(4) {
                        0 => line += &texts[random(texts.len())],
                        1 => line += &texts[random(texts.len())].to_uppercase(),
                        2 => line += &log[..random(log.len() / 4) / 3 * 3],
                        _ => line.extend((' '..='~').nth(random(95))),
                    }
                }
                let line = line.as_bytes();
                let mut expected = Vec::new();
                for at in 0..line.len() {
                    prefilter.spellings.any_at(line, at, &mut |fragment| {
                        expected.extend(prefilter.owners.of(fragment));
                        false
                    });
                }
                expected.sort_unstable();
                expected.dedup();
                assert_eq!(prefilter.entries_in(line), expected);
                assert_eq!(prefilter.find(line, 0).is_some(), !expected.is_empty());
            }
        }
    }

    #[test]
    fn a_fragment_of_the_line_before_is_none_of_a_line() {
        let own = numbered(0..2, |number| ["X1", "Frosenlq"][number].to_owned());
        let prefilter = Prefilter::new(&own);
        // Its rarest pair is at its end.
        assert_eq!(prefilter.find(b"~~~~~~~~ frosenlq", 0), Some(15));
        // If it stood there it would begin where the other one does.
        assert_eq!([0, 4].map(|from| prefilter.find(b"X1~\nenlq", from)), [Some(0), None]);
    }

    #[test]
    fn the_entries_of_a_fragment_are_told_each_once() {
        let catalog = numbered(0..200, |number| format!("Forbidden.Rule{number}"));
        let prefilter = Prefilter::new(&catalog);
        let entries = prefilter.entries_in("Forbidden.Rule7: 第 7 个请求被拒绝".as_bytes());
        assert!(entries.is_sorted_by(|a, b| a < b) && entries.contains(&7));
        assert_eq!(prefilter.entries_in(b"nothing"), []);
    }
}
