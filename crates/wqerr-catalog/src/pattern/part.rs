//! A message of which a part is missing: cut off by a log, a screen or a client, or ending in other words.

use super::{Found, MAX_VALUE, Pattern, occurrences, open_after};
use crate::fold::{Folded, fold};

/// The shortest beginning that is evidence for a message, in bytes of folded text: about three words.
const MIN_BEGINNING: usize = 16;

/// The same for an end, which says less: sentences end alike more often than they begin alike.
const MIN_END: usize = 32;

/// The length of a beginning that stands for its message even where another end follows.
const UNMISTAKABLE: usize = 40;

/// How many places are looked at: more than an honest text has.
const MAX_PLACES: usize = 64;

impl Pattern {
    /// The best place where the message begins or ends and the rest was cut off, or where so much of its
    /// beginning stands that it can be no other, whatever follows.
    pub fn find_part(&self, text: &Folded<'_>) -> Option<Found> {
        let starts = self.beginning_probe().into_iter().flat_map(|probe| places(text, probe));
        let ends =
            self.ending_probe().into_iter().flat_map(|probe| places(text, probe).map(|at| at + probe.len()));
        let beginnings = starts.filter_map(|start| self.beginning(text, start));
        let endings = ends.filter_map(|end| self.ending(text, end));
        beginnings.chain(endings).max_by_key(|found| found.fixed)
    }

    /// How much fixed text of the message stands in a text that begins with it and breaks off somewhere, in bytes; 0
    /// where the text begins otherwise.
    pub fn begun_by(&self, text: &str) -> usize {
        let text = fold(text.trim_end_matches(['.', '…', ' ']));
        let (mut at, mut fixed) = (0, 0);
        for (number, literal) in self.literals.iter().enumerate() {
            let rest = &text[at..];
            let reach = rest.floor_char_boundary(MAX_VALUE + literal.len());
            let found = if number == 0 {
                rest.starts_with(&**literal).then_some(0)
            } else {
                rest[..reach].find(&**literal)
            };
            let Some(value) = found else {
                // The text may break off within this fixed text, or within the value before it.
                let ends = |&len: &usize| literal.is_char_boundary(len) && rest.ends_with(&literal[..len]);
                let begun = (0..literal.len().min(rest.len() + 1)).rev().find(ends).unwrap_or(0);
                return if number == 0 && begun < rest.len() { 0 } else { fixed + begun };
            };
            at += value + literal.len();
            fixed += literal.len();
        }
        fixed
    }

    /// What every beginning that counts holds: the first fixed text that is long enough to look for, as far as
    /// it is looked for.
    pub(super) fn beginning_probe(&self) -> Option<&str> {
        let literal = &self.literals[self.probed()?];
        Some(&literal[..literal.ceil_char_boundary(MIN_BEGINNING)])
    }

    /// Which of the fixed texts is the first that is long enough to look for.
    pub(super) fn probed(&self) -> Option<usize> {
        self.literals.iter().position(|literal| literal.len() >= MIN_BEGINNING)
    }

    /// What every end that counts ends with.
    pub(super) fn ending_probe(&self) -> Option<&str> {
        let last = self.literals.last()?;
        last.get(last.ceil_char_boundary(last.len().checked_sub(MIN_END)?)..)
    }

    /// How much of the message stands around `probe`, where the first long fixed text has begun.
    fn beginning(&self, text: &Folded<'_>, probe: usize) -> Option<Found> {
        let probed = self.probed()?;
        let mut values = vec![String::new(); self.placeholders.len()];
        let (mut start, mut fixed) = (probe, 0);
        for i in (0..probed).rev() {
            (start, values[i]) = self.before(text, i, start)?;
            fixed += self.literals[i].len();
        }
        let (mut at, mut is_in_number) = (probe, false);
        for (i, literal) in self.literals.iter().enumerate().skip(probed) {
            let agreed = begun(text, at, literal);
            fixed += agreed;
            at += agreed;
            is_in_number = is_digit(literal.as_bytes().get(agreed));
            let Some(value) = values.get_mut(i).filter(|_| agreed == literal.len()) else { break };
            // The next fixed text stands behind the value, or has at least begun there.
            let next = &self.literals[i + 1];
            let whole = self.after(text, i, at).map(|(end, captured)| (end - next.len(), captured));
            let (behind, captured) = whole.unwrap_or_else(|| open_after(text, at));
            if begun(text, behind, next) == 0 {
                break;
            }
            (at, *value) = (behind, captured);
        }
        let rest = &text.source()[text.origin_end(at)..];
        let rest = if is_in_number {
            rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit())
        } else {
            rest
        };
        let is_cut = is_cut_at(rest.chars());
        let is_enough = if is_cut { fixed * 3 >= self.fixed_len() } else { fixed >= UNMISTAKABLE };
        (is_enough && text.is_boundary(start)).then(|| self.part(text, (start, at), fixed, values))
    }

    /// How much of the message stands up to `end`.
    fn ending(&self, text: &Folded<'_>, end: usize) -> Option<Found> {
        let last = self.literals.last()?;
        let fixed = ended(text, end, last);
        let start = end - fixed;
        let is_in_number = is_digit(last.as_bytes().iter().nth_back(fixed));
        let rest = &text.source()[..text.origin(start)];
        let rest =
            if is_in_number { rest.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()) } else { rest };
        let is_cut = is_cut_at(rest.chars().rev());
        let is_enough = is_cut && fixed * 2 >= self.fixed_len() && text.is_boundary(end);
        is_enough.then(|| self.part(text, (start, end), fixed, vec![String::new(); self.placeholders.len()]))
    }

    fn fixed_len(&self) -> usize {
        self.literals.iter().map(|literal| literal.len()).sum()
    }

    fn part(
        &self,
        text: &Folded<'_>,
        (start, end): (usize, usize),
        fixed: usize,
        values: Vec<String>,
    ) -> Found {
        Found { start: text.origin(start), end: text.origin_end(end), fixed, values: self.named(values) }
    }
}

/// The first places where a probe stands in a text.
fn places<'t>(text: &'t Folded<'_>, probe: &'t str) -> impl Iterator<Item = usize> {
    occurrences(text.text().as_bytes(), probe.as_bytes()).take(MAX_PLACES)
}

/// How many bytes of a fixed text stand in a text from `at` on.
fn begun(text: &Folded<'_>, at: usize, literal: &str) -> usize {
    let here = text.text().as_bytes()[at..].iter();
    agreeing(here, literal.as_bytes().iter(), |agreed| text.is_boundary(at + agreed))
}

/// How many of its last bytes stand there up to `end`.
fn ended(text: &Folded<'_>, end: usize, literal: &str) -> usize {
    let here = text.text().as_bytes()[..end].iter().rev();
    agreeing(here, literal.as_bytes().iter().rev(), |agreed| text.is_boundary(end - agreed))
}

/// How many bytes a fixed text has in common with what stands in a text, where a word may end behind so many of them.
/// Another number has no digit in common.
fn agreeing<'a, I>(mut here: I, mut literal: I, ends_word: impl Fn(usize) -> bool) -> usize
where
    I: DoubleEndedIterator<Item = &'a u8> + ExactSizeIterator + Clone,
{
    let agreed = here.clone().zip(literal.clone()).take_while(|(a, b)| a == b).count();
    let digits = literal.clone().take(agreed).rev().take_while(|byte| byte.is_ascii_digit()).count();
    let is_other = is_digit(here.nth(agreed)) && !ends_word(agreed) || is_digit(literal.nth(agreed));
    if is_other { agreed - digits } else { agreed }
}

fn is_digit(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_digit)
}

/// Whether a text breaks off where these characters follow: nothing, the end of a line or a value, dots.
fn is_cut_at(mut following: impl Iterator<Item = char>) -> bool {
    match following.find(|c| !matches!(c, ' ' | '\t' | '\\')) {
        None | Some('\n' | '"' | '\'' | '`' | '…' | '[' | '<' | '│') => true,
        Some('.') => following.next() == Some('.'),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_part(message: &str, text: &str) -> bool {
        Pattern::new(message, &[], &[]).expect("a good pattern").find_part(&Folded::new(text)).is_some()
    }

    #[test]
    fn a_message_that_was_cut_off_is_found() {
        const STOPPED: &str = "The requested endpoint has been stopped and is currently unavailable.";
        assert!(is_part(STOPPED, "The requested endpoint has been stopped and i…"));
        assert!(is_part(STOPPED, "msg=\"The requested endpoint has been\""));
        assert!(is_part(STOPPED, "...endpoint has been stopped and is currently unavailable."));
        assert!(is_part(
            "Customer:{Id} is frozen, not allow to access",
            "Customer:1 is frozen, not allow to…"
        ));
        assert!(!is_part(STOPPED, "The requested endpoint is fine"));
        assert!(!is_part(STOPPED, "The requested endpoint was stopped"));
    }

    #[test]
    fn a_beginning_may_break_off_anywhere() {
        let pattern = Pattern::new("Customer:{Id} is frozen, not allow to access action: {Action}", &[], &[]);
        let begun = |text: &str| pattern.as_ref().expect("a good pattern").begun_by(text);
        assert_eq!(begun("Customer:2000 is froz"), "customer:isfroz".len());
        assert_eq!(begun("Customer:2000 is frozen, not allow to access action: Chat"), 41);
        assert_eq!(
            [begun("Customer:20"), begun("Custom..."), begun("Customs are closed"), begun("")],
            [9, 6, 0, 0]
        );
    }

    #[test]
    fn a_number_agrees_as_a_whole() {
        let fixed = |text: &str| {
            let pattern = Pattern::new("Refused by the gate, rule 17 of 30 was it", &[], &[]);
            let found = pattern.expect("a good pattern").find_part(&Folded::new(text));
            found.map(|found| found.fixed)
        };
        let same = fixed("Refused by the gate, rule\"");
        assert!(same.is_some());
        // Nobody knows what the number was that was cut off.
        for cut in [
            "Refused by the gate, rule 1…",
            "Refused by the gate, rule 175…",
            "Refused by the gate, rule 2\"",
        ] {
            assert_eq!(fixed(cut), same, "{cut}");
        }
        assert_eq!(fixed("Refused by the gate, rule 18 of 30 was it"), None);
        assert!(fixed("Refused by the gate, rule 17\"") > same);
    }

    #[test]
    fn a_long_beginning_stands_for_its_message() {
        const REJECTED: &str =
            "Request was rejected due to reason: user is not allowed to access, reason: {Why} limit";
        let text = "Request was rejected due to reason: user is not allowed to access, reason: a new one";
        assert!(is_part(REJECTED, text));
    }

    #[test]
    fn sentences_that_only_end_alike_are_others() {
        const INVALID: &str = "Invalid request body format, please check the request body format.";
        assert!(!is_part(INVALID, "Required body invalid, please check the request body format."));
        assert!(!is_part("The balance is insufficient.", "Sorry, your account balance is insufficient"));
    }
}
