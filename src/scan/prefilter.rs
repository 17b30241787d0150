//! Where in a block of lines an error of the catalog can be.
//!
//! Each entry has fragments of which every line that it explains holds one. All spellings of all fragments are looked
//! for in one pass: where these have few [windows](Windows), by vectors at all places; else by their [grams](Grams) at
//! every few bytes, however many there are. Spellings that are too short for that are looked for by their windows in a
//! second pass.

mod grams;
mod plan;
mod spellings;
mod vectors;
mod windows;

use self::grams::Grams;
use self::plan::Plan;
use self::spellings::Spellings;
use self::windows::Windows;
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::scan::buckets::hash_of;

/// How much is looked at by grams before its windows are looked at, in bytes: little enough that it does not matter
/// when the rest of it is looked at again behind the next line with an error.
const SPAN: usize = 8 << 10;

/// The fragments of a catalog, ready to be found in lines.
#[derive(Debug)]
pub struct Prefilter {
    /// Where there are neither grams nor windows, every line has to be examined.
    grams: Option<Grams>,
    windows: Option<Windows>,
    spellings: Spellings,
    /// The entries of each fragment, by their places in the catalog, one fragment behind the other.
    owners: Vec<usize>,
    /// Where those of each fragment end.
    ends: Vec<usize>,
}

impl Prefilter {
    pub fn new(catalog: &Catalog) -> Self {
        Self::planned(catalog, vectors::cost())
    }

    /// `cost` is that of windows.
    fn planned(catalog: &Catalog, cost: Option<f32>) -> Self {
        let entries = catalog.entries().iter().map(Entry::fragments).enumerate();
        let mut owned: Vec<(u64, usize, &str)> = entries
            .flat_map(|(entry, fragments)| fragments.iter().map(move |text| (text, entry)))
            .map(|(text, entry)| (hash_of(text.as_bytes()), entry, &**text))
            .collect();
        // By their hashes, which is quicker than by their texts. That the same text may stand at two places does no harm.
        owned.sort_unstable_by_key(|owned| owned.0);
        let fragments = owned.chunk_by(|a, b| a.0 == b.0 && a.2 == b.2);
        let spellings = Spellings::new(fragments.clone().map(|owned| owned[0].2));
        let ends = fragments.scan(0, |end, owned| {
            *end += owned.len();
            Some(*end)
        });
        let Plan { stride, windows } = Plan::of(&spellings, cost);
        Self {
            grams: stride.map(|stride| Grams::new(&spellings, stride)),
            windows,
            spellings,
            ends: ends.collect(),
            owners: owned.iter().map(|owned| owned.1).collect(),
        }
    }

    /// The first place from `from` on where a fragment stands, or a byte of it; the line there has to be examined.
    pub fn find(&self, block: &[u8], from: usize) -> Option<usize> {
        let mut has_fragment = |at| self.spellings.any_at(block, at);
        match (&self.grams, &self.windows) {
            (None, None) => (from..block.len()).next(),
            // The words of lines nearly always are.
            _ if self.spellings.are_longer_than(block) => None,
            (Some(grams), None) => grams.find(block, from..block.len(), &self.spellings),
            (None, Some(windows)) => windows.find(block, from..block.len(), &mut has_fragment),
            (Some(grams), Some(windows)) => (from..block.len()).step_by(SPAN).find_map(|at| {
                let end = (at + SPAN).min(block.len());
                let by_grams = grams.find(block, at..end, &self.spellings);
                windows.find(block, at..by_grams.unwrap_or(end), &mut has_fragment).or(by_grams)
            }),
        }
    }

    /// The entries of which a fragment stands in the line, by their places in the catalog, in order.
    pub fn entries_in(&self, line: &[u8]) -> Vec<usize> {
        let mut found: Vec<usize> = if self.grams.is_none() && self.windows.is_none() {
            self.owners.clone()
        } else {
            let fragments =
                self.starts_in(line).into_iter().flat_map(|at| self.spellings.fragments_at(line, at));
            fragments.flat_map(|fragment| self.owners_of(fragment)).copied().collect()
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where in a line fragments may begin.
    fn starts_in(&self, line: &[u8]) -> Vec<usize> {
        let mut starts = Vec::new();
        if let Some(grams) = &self.grams {
            starts.extend((0..line.len()).filter(|&at| grams.may_begin(line, at)));
        }
        if let Some(windows) = &self.windows {
            windows.find(line, 0..line.len(), &mut |start| {
                starts.push(start);
                false
            });
        }
        starts
    }

    fn owners_of(&self, fragment: usize) -> &[usize] {
        let start = fragment.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.owners[start..self.ends[fragment]]
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

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

    /// A catalog looked for in all ways that are not blind: by grams, by windows too where these cost much, and where
    /// they cost nothing.
    fn prepared(catalog: &Catalog) -> Vec<Prefilter> {
        let all = [None, Some(50.0), Some(0.0)].map(|cost| Prefilter::planned(catalog, cost));
        assert!(all[1..].iter().all(|prefilter| prefilter.windows.is_some() || prefilter.grams.is_some()));
        all.into_iter().filter(|prefilter| prefilter.windows.is_some() || prefilter.grams.is_some()).collect()
    }

    #[test]
    fn a_fragment_is_found_wherever_it_stands() {
        let own = [
            numbered(0..30, |number| format!("Err{number}")),
            numbered(0..30, |number| format!("Own.Error{number}")),
            numbered(0..30, |number| format!("E{number:05}")),
            numbered(0..30, |number| format!("X{number}")),
            // Many grams.
            numbered(0..3000, |number| format!("{:08X}Err", number * 0x1_6789)),
        ];
        for catalog in own.iter().chain([Catalog::embedded()]) {
            let all = prepared(catalog);
            for (place, entry) in catalog.entries().iter().enumerate().take(100) {
                for text in entry.fragments().iter().map(|text| text.replace('-', "_").to_uppercase()) {
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
        for before in [0, 1, 60, 64, 100].into_iter().chain(SPAN - 70..SPAN + 2).chain([3 * SPAN - 3]) {
            for (first, second) in [(0, 1), (1, 0), (0, 0), (1, 1)] {
                for between in [1, 70, SPAN] {
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
}
