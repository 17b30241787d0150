//! The beginnings of short spellings, of which a catalog has few.

use std::ops::Range;

/// The longest head, in bytes.
pub const LONGEST: usize = 4;

/// The shortest head that is worth it, in bytes.
pub const SHORTEST: usize = 2;

/// How many places of a block are looked at in one go.
const STEP: usize = 64;

/// The same with what stands behind the last of them; such numbers of bytes are handled best.
const PIECE: usize = STEP + 16;

/// The first bytes of a spelling; digits are all the same, so that the codes `E0001` to `E9999` have one head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    likes: [Like; LONGEST],
    /// How many of them there are; the others are empty.
    len: usize,
}

/// Some bytes that are the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Like {
    byte: u8,
    /// The bits that count.
    bits: u8,
}

impl Like {
    /// Digits, which begin with the same bits, or the capital and the small letter; so are some other characters, which
    /// only costs a second look.
    const fn of(byte: u8) -> Self {
        let bits = if byte.is_ascii_digit() { 0xf0 } else { 0xff - 0x20 };
        Self { byte: byte & bits, bits }
    }

    /// What sets another byte apart; 0 where nothing does.
    const fn difference(self, byte: u8) -> u8 {
        (byte ^ self.byte) & self.bits
    }
}

impl Head {
    pub fn of(spelling: &[u8]) -> Self {
        let mut likes = [Like::default(); LONGEST];
        likes.iter_mut().zip(spelling).for_each(|(like, &byte)| *like = Like::of(byte));
        Self { likes, len: spelling.len().min(LONGEST) }
    }

    /// So much of it at most, in bytes.
    pub fn cut(mut self, len: usize) -> Self {
        self.likes.iter_mut().skip(len).for_each(|like| *like = Like::default());
        Self { len: self.len.min(len), ..self }
    }

    /// How long it is, in bytes.
    pub const fn len(&self) -> usize {
        self.len
    }

    fn likes(&self) -> &[Like] {
        &self.likes[..self.len]
    }

    /// Whether all that begins with another head begins with this one.
    pub fn begins(&self, other: &Self) -> bool {
        other.likes().starts_with(self.likes())
    }

    fn is_at(&self, block: &[u8], at: usize) -> bool {
        let here = block.get(at..at + self.len());
        here.is_some_and(|here| self.likes().iter().zip(here).all(|(like, &byte)| like.difference(byte) == 0))
    }
}

/// Whether one of some heads is at a place.
pub fn any_at(heads: &[Head], block: &[u8], at: usize) -> bool {
    heads.iter().any(|head| head.is_at(block, at))
}

/// The first place within `range` where one of some heads is, and which `is_wanted`.
pub fn find(
    heads: &[Head],
    block: &[u8],
    range: Range<usize>,
    is_wanted: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut at = range.start;
    while let Some(piece) = block[at..].first_chunk().filter(|_| at + STEP <= range.end) {
        let differences = differences(heads, piece);
        if differences.iter().copied().fold(u8::MAX, u8::min) == 0 {
            let mut same = (at..).zip(differences).filter(|&(_, difference)| difference == 0);
            if let Some((place, _)) = same.find(|&(at, _)| is_wanted(at)) {
                return Some(place);
            }
        }
        at += STEP;
    }
    (at..range.end).find(|&at| any_at(heads, block, at) && is_wanted(at))
}

/// For each place of a piece what sets it apart from one of some heads; 0 where one is there. There are no branches, so
/// that many places are looked at with one instruction.
fn differences(heads: &[Head], piece: &[u8; PIECE]) -> [u8; STEP] {
    let mut differences = [u8::MAX; STEP];
    for head in heads {
        match *head.likes() {
            [a, b] => compare(&mut differences, piece, [a, b]),
            [a, b, c] => compare(&mut differences, piece, [a, b, c]),
            [a, b, c, d] => compare(&mut differences, piece, [a, b, c, d]),
            _ => {}
        }
    }
    differences
}

fn compare<const LEN: usize>(differences: &mut [u8; STEP], piece: &[u8; PIECE], head: [Like; LEN]) {
    for (at, least) in differences.iter_mut().enumerate() {
        let difference = (0..LEN).fold(0, |all, byte| all | head[byte].difference(piece[at + byte]));
        *least = difference.min(*least);
    }
}
