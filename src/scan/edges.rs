//! How texts begin and end.

/// The first four bytes of a text, folded and without what may stand between words, as a number that is in the order
/// of texts; zeros where there are no more.
pub type Edge = u32;

/// The edge of a text.
pub fn edge<'b>(text: impl Iterator<Item = &'b u8>) -> Edge {
    edge_of(counting(text))
}

fn edge_of(bytes: impl Iterator<Item = u8>) -> Edge {
    let mut edge = Edge::default().to_be_bytes();
    edge.iter_mut().zip(bytes).for_each(|(own, byte)| *own = byte);
    Edge::from_be_bytes(edge)
}

/// The bytes that count, folded.
fn counting<'b>(text: impl Iterator<Item = &'b u8>) -> impl Iterator<Item = u8> {
    text.filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).map(u8::to_ascii_lowercase)
}

/// How some texts begin.
#[derive(Debug)]
pub struct Edges {
    /// In order.
    all: Vec<Edge>,
    /// By how many bytes some of them are shorter than an edge can be.
    missing: Vec<u32>,
    /// Whether one begins with a byte: most parts of lines get no further.
    are_first: [bool; 1 << u8::BITS],
}

impl Edges {
    pub fn new(mut all: Vec<Edge>) -> Self {
        all.sort_unstable();
        all.dedup();
        let is_missing = |&bytes: &u32| all.iter().any(|edge| edge.trailing_zeros() / u8::BITS == bytes);
        let missing = (1..Edge::BITS / u8::BITS).filter(is_missing).collect();
        let mut are_first = [false; _];
        for &edge in &all {
            are_first[usize::from(edge.to_be_bytes()[0])] = true;
        }
        Self { all, missing, are_first }
    }

    /// Whether one of the texts may begin with a part of a line, or the part with it.
    pub fn begin_some<'b>(&self, part: impl Iterator<Item = &'b u8>) -> bool {
        let mut counting = counting(part).peekable();
        if !counting.peek().is_some_and(|&first| self.are_first[usize::from(first)]) {
            return false;
        }
        let part = edge_of(counting);
        // The part is not empty and has no zeros of its own.
        let zeros = part.trailing_zeros() / u8::BITS;
        let without_last = |bytes: u32| part >> (bytes * u8::BITS);
        let at = self.all.partition_point(|&edge| edge < part);
        let is_begun = self.all.get(at).is_some_and(|edge| edge >> (zeros * u8::BITS) == without_last(zeros));
        let mut shorter = self.missing.iter().filter(|&&bytes| bytes > zeros);
        is_begun
            || shorter
                .any(|&bytes| self.all.binary_search(&(without_last(bytes) << (bytes * u8::BITS))).is_ok())
    }
}
