//! Rows of numbers, most of them small, each in as few bytes as it needs.

use serde::{Deserialize, Serialize};

use crate::packed::{Bytes, Numbers};

/// Rows that are read where they lie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rows {
    /// For each row where it begins in `bytes`; one more at the end.
    starts: Numbers,
    bytes: Bytes,
}

/// A byte holds so many bits of a number, the lowest first; the bit above them says that more follow.
const BITS: u32 = 7;
const MORE: u8 = 1 << BITS;

impl Rows {
    /// The numbers of a row.
    pub fn get(&self, row: u32) -> impl Iterator<Item = u32> {
        let [start, end] = [row, row + 1].map(|row| self.starts.get(row as usize) as usize);
        let mut bytes = self.bytes.get(start..end).unwrap_or_default().iter();
        std::iter::from_fn(move || {
            let (mut number, mut place) = (0, 0);
            loop {
                let byte = *bytes.next()?;
                number |= u32::from(byte & !MORE) << place;
                if byte < MORE {
                    return Some(number);
                }
                place += BITS;
            }
        })
    }
}

impl<R: IntoIterator<Item = u32>> FromIterator<R> for Rows {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let (mut starts, mut bytes) = (vec![0], Vec::new());
        for row in rows {
            row.into_iter().for_each(|number| push(&mut bytes, number));
            starts.push(super::place(bytes.len()));
        }
        Self { starts: starts.into_iter().collect(), bytes: bytes.into() }
    }
}

fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= u32::from(MORE) {
        bytes.push(number.to_le_bytes()[0] | MORE);
        number >>= BITS;
    }
    bytes.push(number.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_were_written() {
        let written = [vec![0, 127, 128, 16_383, 16_384, u32::MAX], vec![], vec![300]];
        let rows: Rows = written.iter().cloned().collect();
        for (number, row) in (0..).zip(written) {
            assert_eq!(rows.get(number).collect::<Vec<_>>(), row);
        }
        assert_eq!(rows.get(3).next(), None);
    }
}
