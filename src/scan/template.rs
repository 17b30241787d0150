//! The template of a line: all of it but what differs from one error to the next of the same kind.
//!
//! Ids, keys and numbers are masked. Two lines of one template are explained alike, with their values at the same
//! places; so whatever an explanation depends on stays in the template as it is: words, statuses, codes, escapes, and
//! whatever may be part of a text of the catalog.
//!
//! A template is as long as its lines, so that it is quickly seen which template a line can have: then only what is
//! masked has to be looked at again.

use std::collections::HashSet;
use std::ops::Range;

use rare_pairs::Needles;

use crate::catalog::Catalog;
use crate::explain::{gives_status, sign_words};
use crate::fold::{code_key, fold};
use crate::identifiers::{
    ENDPOINT_LEN, ENDPOINT_PREFIX, REQUEST_ID_LEN, REQUEST_PREFIX, is_endpoint, is_request_id,
};
use crate::pattern::Pattern;
use crate::redact::is_key;
use crate::status::{ANNOUNCING, is_status};

/// The longest line that has a template, in bytes.
const MAX_LINE: usize = 8 << 10;

/// Words that the extraction looks for wherever they stand, besides those of [`ANNOUNCING`] and the signs of a system.
const MEANINGFUL: &[&str] = &["errorcode", "choices"];

/// Stands for each masked byte; no text holds such a byte.
const MASK: u8 = 0xff;

/// A line with its ids, keys and numbers masked.
#[derive(Debug)]
pub struct Template {
    text: Vec<u8>,
    masked: Vec<(Range<usize>, Kind)>,
}

impl Template {
    /// Whether a line of the same length is the same but for what is masked.
    fn has_same_rest(&self, line: &[u8]) -> bool {
        /// So many bytes are compared without a branch.
        const STEP: usize = 64;
        let is_same = |(&byte, &own): (&u8, &u8)| byte == own || own == MASK;
        let mut steps = line.chunks(STEP).zip(self.text.chunks(STEP));
        line.len() == self.text.len()
            && steps.all(|(line, own)| line.iter().zip(own).map(is_same).fold(true, |all, same| all & same))
    }
}

/// What is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A day and a time of it.
    Time,
    Digits,
    Hexadecimal,
    Key,
    /// The rest of an id of the platform behind what such ids begin with.
    Id,
}

impl Kind {
    /// Whether a text is of this kind.
    fn fits(self, text: &str) -> bool {
        match self {
            Self::Time => len_of_time(text.as_bytes()) == text.len(),
            Self::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Hexadecimal => is_hexadecimal(text),
            Self::Key => is_key(text),
            Self::Id => is_id(REQUEST_PREFIX, text) || is_id(ENDPOINT_PREFIX, text),
        }
    }
}

/// What of a catalog must stay in templates.
#[derive(Debug)]
pub struct Masks {
    /// Which three characters stand side by side in the texts and names.
    trigrams: Trigrams,
    /// With which they begin, and with which they end.
    beginnings: Trigrams,
    endings: Trigrams,
    /// Behind which characters digits stand in them.
    before_digits: [bool; CLASSES],
    /// With which digits they begin.
    first_digits: [bool; CLASSES],
    /// Whether there are digits behind one of the marks of times, or at the beginning of a text.
    has_parts_of_times: bool,
    /// What stands before the digits of codes, in the form in which codes are compared, all digits alike.
    before_code_digits: Trigrams,
    has_codes_with_digits: bool,
    /// Whether a text may stand within a hexadecimal number.
    has_hexadecimal: bool,
    /// The texts and names that may stand within a key.
    words: Needles,
}

impl Masks {
    pub fn new(catalog: &Catalog) -> Self {
        let words = [ANNOUNCING, MEANINGFUL].concat().into_iter().chain(sign_words());
        let mut texts: HashSet<String> = words.map(str::to_owned).collect();
        let mut codes = HashSet::new();
        for entry in catalog.entries() {
            entry.seen_patterns(|patterns| {
                texts.extend(patterns.iter().flat_map(Pattern::fixed_texts).map(str::to_owned));
                // A value that is the name of its placeholder is none.
                texts.extend(patterns.iter().flat_map(Pattern::placeholders).map(fold));
            });
            for name in entry.code().into_iter().chain(entry.aliases()) {
                codes.extend(Some(code_key(name)).filter(|key| key.contains(|c: char| c.is_ascii_digit())));
                // Numbers count in code fields only.
                texts.extend(Some(fold(name)).filter(|name| !name.bytes().all(|byte| byte.is_ascii_digit())));
            }
        }
        texts.remove("");
        let mut masks = Self {
            trigrams: Trigrams::default(),
            beginnings: Trigrams::default(),
            endings: Trigrams::default(),
            before_digits: [false; _],
            first_digits: [false; _],
            has_parts_of_times: false,
            before_code_digits: Trigrams::default(),
            has_codes_with_digits: !codes.is_empty(),
            has_hexadecimal: texts.iter().any(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit())),
            words: Needles::new(texts.iter().filter(|text| text.bytes().all(is_in_run)), b""),
        };
        for text in &texts {
            masks.add(text);
        }
        for code in &codes {
            for (at, _) in code.match_indices(|c: char| c.is_ascii_digit()) {
                masks.before_code_digits.add(before_digits_of_code(code.as_bytes(), at));
            }
        }
        let behind_mark = b"-T:.".iter().any(|&mark| masks.before_digits[usize::from(class(mark))]);
        masks.has_parts_of_times = behind_mark || masks.first_digits.contains(&true);
        masks
    }

    fn add(&mut self, text: &str) {
        let classes: Vec<Class> = text.bytes().filter(|&byte| counts(byte)).map(class).collect();
        for trigram in classes.windows(3) {
            self.trigrams.add([trigram[0], trigram[1], trigram[2]]);
        }
        if let Some((first, last)) = classes.first_chunk().zip(classes.last_chunk()) {
            self.beginnings.add(*first);
            self.endings.add(*last);
        }
        let is_digit = |class: Class| (DIGIT..DIGIT + 10).contains(&class);
        for pair in classes.windows(2).filter(|pair| is_digit(pair[1])) {
            self.before_digits[usize::from(pair[0])] = true;
        }
        if let Some(&first) = classes.first().filter(|&&first| is_digit(first)) {
            self.first_digits[usize::from(first)] = true;
        }
    }

    /// The template of a line; `None` if it is too long to have one.
    pub fn template(&self, line: &str) -> Option<Template> {
        if line.len() > MAX_LINE {
            return None;
        }
        let mut template = Template { text: line.as_bytes().to_vec(), masked: Vec::new() };
        let mut end = 0;
        for run in runs_with_digits(line.as_bytes()) {
            if run.start >= end {
                end = self.mask_run(line, run, &mut template);
            }
        }
        Some(template)
    }

    /// Whether a line is of a template.
    pub fn has(&self, line: &str, template: &Template) -> bool {
        template.has_same_rest(line.as_bytes())
            && template
                .masked
                .iter()
                .all(|(part, kind)| kind.fits(&line[part.clone()]) && self.is_free(line, part, *kind))
    }

    /// Masks what can be masked of a run of letters, digits, `_` and `-`, or of the time that begins there; where that
    /// ends.
    fn mask_run(&self, line: &str, run: Range<usize>, template: &mut Template) -> usize {
        let end = run.end;
        let mut mask = |part: &Range<usize>, kind| {
            let is_masked = !may_be_escaped(line, part) && self.is_free(line, part, kind);
            if is_masked {
                template.text[part.clone()].fill(MASK);
                template.masked.push((part.clone(), kind));
            }
            is_masked
        };
        let time = run.start..run.start + len_of_time(&line.as_bytes()[run.start..]);
        if !time.is_empty() && mask(&time, Kind::Time) {
            return time.end.max(end);
        }
        if let Some((id, kind)) = id_in(line, &run)
            && mask(&id, kind)
        {
            return end;
        }
        for word in parts(line, run, |a, b| is_joint(*a) == is_joint(*b)) {
            if is_hexadecimal(&line[word.clone()]) && mask(&word, Kind::Hexadecimal) {
                continue;
            }
            for digits in parts(line, word, |a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
                if line.as_bytes()[digits.start].is_ascii_digit() && !is_code(line, digits.start) {
                    mask(&digits, Kind::Digits);
                }
            }
        }
        end
    }

    /// Whether an explanation cannot depend on what stands in a part of a line.
    fn is_free(&self, line: &str, part: &Range<usize>, kind: Kind) -> bool {
        let bytes = line.as_bytes();
        let digits = bytes[part.clone()].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 && may_be_status(line, part.start..part.start + digits) {
            return false;
        }
        if matches!(kind, Kind::Digits | Kind::Time) {
            let last = last_that_counts(bytes, part.start);
            let is_of_text = self.before_digits[usize::from(last)]
                || self.first_digits[usize::from(class(bytes[part.start]))]
                || kind == Kind::Time && self.has_parts_of_times
                || self.has_codes_with_digits && self.may_be_of_code(line, part.start);
            return !is_of_text;
        }
        !self.is_beside_text(bytes, part)
            && match kind {
                Kind::Hexadecimal => !self.has_hexadecimal,
                _ => self.words.find(&bytes[part.clone()]).is_none(),
            }
    }

    /// Whether digits may be those of a code, where nothing but letters and digits counts.
    fn may_be_of_code(&self, line: &str, at: usize) -> bool {
        let [first, second, _] = before_digits_of_code(line.as_bytes(), at);
        let is_known = [first, NOTHING].into_iter().any(|first| {
            // Digits at the beginning of the value of a field stay in any case.
            second != NOTHING && self.before_code_digits.has([first, second, DIGIT])
        });
        is_known && may_be_in_code(line, at)
    }

    /// Whether a text of the catalog may begin or end in a part of a line and go on beyond it.
    fn is_beside_text(&self, line: &[u8], part: &Range<usize>) -> bool {
        let classes = |bytes: &mut dyn Iterator<Item = &u8>| {
            let mut counting = bytes.filter(|&&byte| counts(byte)).map(|&byte| class(byte));
            [counting.next().unwrap_or(NOTHING), counting.next().unwrap_or(NOTHING)]
        };
        let [last, before_last] = classes(&mut line[..part.start].iter().rev());
        let [next, after_next] = classes(&mut line[part.end..].iter());
        let [first, second] = classes(&mut line[part.clone()].iter());
        let [end, before_end] = classes(&mut line[part.clone()].iter().rev());
        // It ends with the first character, or goes on.
        self.endings.has([before_last, last, first])
            || self.trigrams.has([last, first, second])
            // It begins with the last character, or before that.
            || self.beginnings.has([end, next, after_next])
            || self.trigrams.has([before_end, end, next])
    }
}

/// Letters are alike in either case; so are all characters beyond ASCII, and some marks.
type Class = u8;

/// How many classes there are.
const CLASSES: usize = 1 << 6;

/// Stands for a character where there is none.
const NOTHING: Class = 0;

/// The class of the digit 0, before those of the others.
const DIGIT: Class = 0x10;

const fn class(byte: u8) -> Class {
    match byte {
        b'0'..=b'9' => DIGIT + (byte - b'0'),
        b'a'..=b'z' | b'A'..=b'Z' => 0x20 | byte & 0x1f,
        0x80.. => 0x3f,
        // Marks keep what tells the frequent ones apart.
        _ => 1 + byte % 15,
    }
}

/// Whether a byte counts for texts: white space does not, and backslashes are often those of escapes.
const fn counts(byte: u8) -> bool {
    byte.is_ascii_graphic() && byte != b'\\' || !byte.is_ascii()
}

/// The last two characters before the digits at a place that count in codes, and a digit: what divides digits does not
/// count.
fn before_digits_of_code(text: &[u8], at: usize) -> [Class; 3] {
    /// Names of errors are shorter, in bytes.
    const REACH: usize = 64;
    let near = text[at.saturating_sub(REACH)..at].iter().rev();
    let counts = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'.' || !byte.is_ascii();
    let mut before = near.filter(counts).skip_while(|byte| byte.is_ascii_digit());
    let mut next = || match before.next() {
        Some(byte) if byte.is_ascii_digit() => DIGIT,
        Some(&byte) => class(byte),
        None => NOTHING,
    };
    let second = next();
    [next(), second, DIGIT]
}

fn last_that_counts(line: &[u8], at: usize) -> Class {
    line[..at].iter().rev().find(|&&byte| counts(byte)).map_or(NOTHING, |&byte| class(byte))
}

/// Which three classes stand side by side in some texts, a bit for each.
#[derive(Debug)]
struct Trigrams(Vec<u64>);

impl Default for Trigrams {
    fn default() -> Self {
        Self(vec![0; CLASSES * CLASSES])
    }
}

impl Trigrams {
    fn add(&mut self, [a, b, c]: [Class; 3]) {
        self.0[usize::from(a) * CLASSES + usize::from(b)] |= 1 << c;
    }

    fn has(&self, [a, b, c]: [Class; 3]) -> bool {
        self.0[usize::from(a) * CLASSES + usize::from(b)] >> c & 1 != 0
    }
}

/// The length of a time at the beginning of a text, `2026-11-23T07:00:00.123`; 0 if there is none.
fn len_of_time(text: &[u8]) -> usize {
    const FORM: &[u8] = b"0000-00-00T00:00:00";
    let is_alike = |(&byte, &form): (&u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b' '),
        _ => byte == form,
    };
    let Some((head, rest)) = text.split_at_checked(FORM.len()) else { return 0 };
    if !head.iter().zip(FORM).all(is_alike) {
        return 0;
    }
    let fraction = rest.strip_prefix(b".").or_else(|| rest.strip_prefix(b",")).unwrap_or_default();
    match fraction.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => FORM.len(),
        digits => FORM.len() + 1 + digits,
    }
}

/// The part of a run that is an id or a key as a whole.
fn id_in(line: &str, run: &Range<usize>) -> Option<(Range<usize>, Kind)> {
    const SHORTEST_KEY: usize = 36;
    let text = &line[run.clone()];
    match text.len() {
        // What they begin with shows the platform.
        REQUEST_ID_LEN if is_request_id(text) => Some((run.start + REQUEST_PREFIX.len()..run.end, Kind::Id)),
        ENDPOINT_LEN if is_endpoint(text) => Some((run.start + ENDPOINT_PREFIX.len()..run.end, Kind::Id)),
        ..SHORTEST_KEY => None,
        _ => {
            // What joins it to a text beside it stays.
            let joint = |c: char| is_joint(c as u8);
            let start = run.end - text.trim_start_matches(joint).len();
            let key = start..start + text.trim_matches(joint).len();
            let is_long_key = key.len() >= SHORTEST_KEY && is_key(&line[key.clone()]);
            is_long_key.then_some((key, Kind::Key))
        }
    }
}

/// Whether the rest of an id is one behind a beginning.
fn is_id(prefix: &str, rest: &str) -> bool {
    let id = [prefix, rest].concat();
    id.len() == REQUEST_ID_LEN && is_request_id(&id) || id.len() == ENDPOINT_LEN && is_endpoint(&id)
}

/// Whether a text is a number in hexadecimal, but not one of digits alone.
fn is_hexadecimal(text: &str) -> bool {
    const SHORTEST: usize = 6;
    text.len() >= SHORTEST
        && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

const fn is_joint(byte: u8) -> bool {
    matches!(byte, b'_' | b'-')
}

/// A part of a line cut between bytes that are not alike.
fn parts(
    line: &str,
    part: Range<usize>,
    alike: impl Fn(&u8, &u8) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let mut end = part.start;
    line.as_bytes()[part].chunk_by(alike).map(move |bytes| {
        end += bytes.len();
        end - bytes.len()..end
    })
}

/// Whether a part of a line may begin in an escape, `\u0022403`, `%20`, `&#34`, or has one beside it.
fn may_be_escaped(line: &str, part: &Range<usize>) -> bool {
    /// No escape is longer, with the two characters beside the part, in bytes.
    const REACH: usize = 10;
    let begins_escape = |byte: &u8| matches!(byte, b'\\' | b'%' | b'&' | b'#');
    let bytes = line.as_bytes();
    let near = |pair: &[u8]| begins_escape(&pair[0]) && (pair[1].is_ascii_alphanumeric() || pair[1] == b'#');
    bytes[part.start.saturating_sub(REACH)..=part.start].windows(2).any(near)
        || bytes[part.end..(part.end + REACH).min(bytes.len())].windows(2).any(near)
        || bytes.get(part.end).is_some_and(|byte| matches!(byte, b'%' | b'&'))
}

/// Whether digits are a status by what stands around them, or may be the value of a field that holds one.
fn may_be_status(line: &str, digits: Range<usize>) -> bool {
    let Range { start, end } = digits;
    let number = &line.as_bytes()[start..end];
    // Zeros may stand before it.
    let zeros = number.iter().take_while(|&&byte| byte == b'0').count();
    if !matches!(number[zeros..], [] | [b'1'..=b'5', _, _]) {
        return false;
    }
    match &line.as_bytes()[..start] {
        // Fractions, paths, and the rest of a word.
        [.., b'.' | b'/' | b'a'..=b'z' | b'A'..=b'Z'] => false,
        // Times.
        [.., digit, b':'] if digit.is_ascii_digit() => end - start == 3 && is_status(line, start, end),
        _ => is_status(line, start, end) || gives_status(line, start),
    }
}

/// Whether the value of a field that holds a code begins at a place.
fn is_code(line: &str, at: usize) -> bool {
    let is_inside = match &line.as_bytes()[..at] {
        [.., digit, b':'] => digit.is_ascii_digit(),
        [.., before] => before.is_ascii_alphanumeric() || matches!(before, b'-' | b'_' | b'.' | b'/'),
        [] => true,
    };
    !is_inside && gives_status(line, at)
}

/// Whether the name of a code field may stand before a place, escaped or not.
fn may_be_in_code(line: &str, at: usize) -> bool {
    /// What every name of a field holds that gives a code or the number of an error, if it is ASCII: `errcode`, `errno`.
    const NAMES: [&[u8]; 2] = [b"code", b"err"];
    /// How far before a number the name of its field is looked for, in bytes: a value is shorter.
    const REACH: usize = 256;
    let before = &line.as_bytes()[at.saturating_sub(REACH)..at];
    let holds = |name: &[u8]| before.windows(name.len()).any(|window| window.eq_ignore_ascii_case(name));
    !before.is_ascii()
        || before.iter().any(|byte| matches!(byte, b'\\' | b'%'))
        || NAMES.into_iter().any(holds)
}

/// The runs of letters, digits, `_` and `-` with a digit in them; the others are words.
fn runs_with_digits(line: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let digit = at + line[at..].iter().position(u8::is_ascii_digit)?;
        let start = digit - line[at..digit].iter().rev().take_while(|&&byte| is_in_run(byte)).count();
        at = digit + line[digit..].iter().take_while(|&&byte| is_in_run(byte)).count();
        Some(start..at)
    })
}

const fn is_in_run(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
