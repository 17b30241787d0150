//! The reader of "name, separator, value" in whatever notation: it finds what stands behind the name of a secret.

use std::ops::Range;

use super::MASK;
use super::names::{Kind, may_end_name};
use super::verdict::{self, Strength, is_fragment, is_scheme, is_secret};
use super::view::{ESCAPED_BREAK, View};

/// The values of one name, and where to go on behind them.
pub struct Values {
    pub secrets: Vec<Range<usize>>,
    pub end: usize,
}

/// How far a value is read before it is known whether it is a secret, in bytes.
const DECIDES: usize = 128;

/// How far the end of a string is looked for, in bytes. A longer one is read as if it had no quotes.
const LONGEST_STRING: usize = 1024;

/// How much may stand between a name and its value, in bytes.
const MAX_GAP: usize = 160;

/// How many line breaks may stand there.
const MAX_BREAKS: usize = 2;

/// A quote: its character and the backslashes before it, which tell how deep it is nested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quote {
    mark: u8,
    backslashes: usize,
}

/// What stands between a name and its value.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a sign of its own that a notation may have")]
struct Gap {
    /// A colon, an equals sign or an arrow.
    is_explicit: bool,
    /// A tab, several spaces, or the line of a table.
    is_column: bool,
    has_comma: bool,
    has_break: bool,
    /// The colon of a sentence: something else may follow than a value.
    is_sentence: bool,
    quote: Option<Quote>,
    /// With what the list ends that has begun.
    closer: Option<u8>,
    /// Whether each value stands on a line of its own behind a hyphen.
    has_dash: bool,
    /// Where it ends.
    end: usize,
}

impl Gap {
    const fn strength(&self) -> Strength {
        let is_listed = matches!(self.closer, Some(b']'));
        let is_set_off = self.is_column || self.is_sentence || self.quote.is_some() || is_listed;
        let is_below = self.has_break && !self.has_dash && self.quote.is_none();
        if self.is_explicit && !is_below && !self.has_comma {
            Strength::Explicit
        } else if is_set_off || is_below || self.has_comma {
            Strength::Column
        } else {
            Strength::Space
        }
    }
}

/// Reads what stands behind a name.
pub struct Reader<'v> {
    view: &'v View<'v>,
    bytes: &'v [u8],
}

impl<'v> Reader<'v> {
    pub fn new(view: &'v View<'v>) -> Self {
        Self { view, bytes: view.bytes() }
    }

    /// The secrets behind a name; behind an option of a command line no sign is needed.
    pub fn values(&self, kind: Kind, name: Range<usize>, is_option: bool) -> Values {
        let mut values = Values { secrets: Vec::new(), end: name.end };
        if let Some(mut gap) = self.gap(kind, &name) {
            gap.is_explicit |= is_option;
            self.read_values(kind, &gap, &mut values);
        }
        values
    }

    /// The secret before a name that is itself a value: `{"value": "…", "name": "x-api-key"}`. `before` is what may be
    /// looked at, up to the name.
    pub fn value_before(&self, kind: Kind, before: Range<usize>) -> Option<Range<usize>> {
        const NAMES: &[&[u8]] = &[b"name", b"key", b"header", b"Name", b"Key"];
        const VALUES: &[&[u8]] = &[b"value", b"val", b"Value"];
        let from = before.start.max(before.end.saturating_sub(LONGEST_STRING));
        let mut head = Head(self.bytes.get(from..before.end)?);
        head.quote()?;
        head.sign(b':')?;
        head.string().filter(|(_, name)| NAMES.contains(name))?;
        head.sign(b',')?;
        let (start, value) = head.string()?;
        head.sign(b':')?;
        head.string().filter(|(_, name)| VALUES.contains(name))?;
        let start = from + start;
        is_secret(kind, Strength::Explicit, value).then(|| start..start + value.len())
    }

    fn at(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn rest(&self, at: usize) -> &'v [u8] {
        &self.bytes[at.min(self.bytes.len())..]
    }

    fn is_masked(&self, at: usize) -> bool {
        self.rest(at).starts_with(MASK.as_bytes())
    }

    /// The quote at a place, and its length.
    fn quote(&self, at: usize) -> Option<(Quote, usize)> {
        /// No text is nested deeper.
        const DEEPEST: usize = 32;
        let backslashes = self.rest(at).iter().take(DEEPEST).take_while(|&&byte| byte == b'\\').count();
        let mark = self.at(at + backslashes).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
        Some((Quote { mark, backslashes }, backslashes + 1))
    }

    /// Reads on from a name to its value; none where something else follows.
    fn gap(&self, kind: Kind, name: &Range<usize>) -> Option<Gap> {
        let mut gap = Gap::default();
        let (mut at, is_quoted) = self.behind_name(name);
        at = self.behind_fillers(at, &mut gap);
        let is_tag = name.start > 0 && self.bytes[name.start - 1] == b'<';
        let limit = at + MAX_GAP;
        let mut breaks = 0;
        while at < limit {
            let byte = self.at(at)?;
            // What follows was masked before, or is an object with names of its own.
            if self.is_masked(at) || byte == b'{' && !gap.is_explicit && !gap.has_comma {
                return None;
            }
            let before = at.checked_sub(1).map_or(b' ', |before| self.bytes[before]);
            if let Some((quote, len)) = self.quote(at) {
                gap.quote = Some(quote);
                at += len;
                break;
            }
            match byte {
                b' ' => gap.is_column |= self.at(at + 1) == Some(b' '),
                b'\t' => gap.is_column = true,
                b'\n' | ESCAPED_BREAK => {
                    breaks += 1;
                    gap.has_break |= byte == b'\n';
                    if breaks > MAX_BREAKS {
                        return None;
                    }
                }
                b':' if self.rest(at).starts_with(b"://") => return None,
                b':' => {
                    gap.is_explicit = true;
                    gap.is_sentence |= self.at(at + 1) == Some(b' ');
                }
                b'=' => gap.is_explicit = true,
                b'>' if is_tag || is_quoted || matches!(before, b'=' | b'-') => gap.is_explicit = true,
                b'>' | b'+' if gap.is_explicit || matches!(before, b'\n' | b' ') => gap.is_column = true,
                b'-' if self.at(at + 1) == Some(b'>') || matches!(before, b'|' | b'>') => {}
                b'-' if gap.has_break && self.at(at + 1) == Some(b' ') => gap.has_dash = true,
                b'|' => gap.is_column = true,
                b',' if is_quoted => gap.has_comma = true,
                b'*' | b'?' => {}
                b'b' | b'u' | b'r' | b'f' | b'$' | b'@' if self.quote(at + 1).is_some() => {}
                b'[' if self.at(at + 1) == Some(b']') => at = self.behind_go_type(at)?,
                b'[' | b'(' | b'{' if gap.is_explicit || gap.has_comma || byte != b'{' => {
                    gap.closer = Some(match byte {
                        b'[' => b']',
                        b'(' => b')',
                        _ => b'}',
                    });
                }
                _ => break,
            }
            at += 1;
        }
        gap.end = at;
        self.behind_field(kind, gap, is_quoted)
    }

    /// The place behind the quotes and brackets that close a name, and whether there was a quote.
    fn behind_name(&self, name: &Range<usize>) -> (usize, bool) {
        const MOST: usize = 4;
        let (mut at, mut is_quoted) = (name.end, false);
        for _ in 0..MOST {
            if let Some((_, len)) = self.quote(at) {
                at += len;
                is_quoted = true;
            } else if matches!(self.at(at), Some(b']' | b')' | b'*')) && !self.is_masked(at) {
                at += 1;
            } else {
                break;
            }
        }
        (at, is_quoted)
    }

    /// The place behind words that say nothing: "API key *provided*", "the token *is*".
    fn behind_fillers(&self, from: usize, gap: &mut Gap) -> usize {
        const FILLERS: &[&str] = &[
            "provided", "is", "was", "value", "given", "used", "supplied", "sent", "received", "passed",
            "为", "是", "值",
        ];
        let mut at = from;
        for _ in 0..2 {
            let start = at + self.rest(at).iter().take_while(|&&byte| byte == b' ').take(1).count();
            let rest = self.rest(start);
            let filler = FILLERS.iter().find(|filler| {
                let is_whole = !filler.is_ascii()
                    || !rest
                        .get(filler.len())
                        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
                rest.starts_with(filler.as_bytes()) && is_whole && (start > at || !filler.is_ascii())
            });
            let Some(filler) = filler else { break };
            at = start + filler.len();
            gap.is_sentence = true;
        }
        at
    }

    /// The last byte of a type of Go as in `[]string{"…"}`.
    fn behind_go_type(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at + 2);
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        (rest.get(len) == Some(&b'{')).then_some(at + 2 + len)
    }

    /// A gap goes on behind the name of another field that holds the value: `{"name": "x-api-key", "value": "…"}`. Of
    /// any other field the name is no value.
    fn behind_field(&self, kind: Kind, mut gap: Gap, is_quoted: bool) -> Option<Gap> {
        const FIELDS: &[&[u8]] = &[b"value", b"val", b"values", b"content", b"data", b"Value"];
        /// Types that stand between a name and its value: `api_key: str = "…"`.
        const TYPES: &[&[u8]] =
            &[b"str", b"string", b"String", b"SecretStr", b"bytes", b"any", b"Optional[str]"];
        let rest = self.rest(gap.end);
        let len = rest.iter().take(MAX_GAP).take_while(|&&byte| is_name(byte)).count();
        let mut behind = gap.end + len;
        if gap.quote.is_some() {
            behind += self.quote(behind).map_or(0, |(_, len)| len);
        }
        let spaces = self.rest(behind).iter().take_while(|&&byte| byte == b' ').take(2).count();
        let sign = self.at(behind + spaces);
        let is_sign = matches!(sign, Some(b':' | b'='));
        if FIELDS.contains(&&rest[..len]) && is_sign && (is_quoted || gap.has_break || gap.closer.is_some()) {
            gap.quote = None;
            gap.closer = None;
            return self.to_value(gap, behind + spaces + 1);
        }
        if let Some(name) = TYPES.iter().find(|name| rest.starts_with(name))
            && gap.quote.is_none()
        {
            let behind = gap.end + name.len();
            let spaces = self.rest(behind).iter().take_while(|&&byte| byte == b' ').take(2).count();
            if self.at(behind + spaces) == Some(b'=') {
                return self.to_value(gap, behind + spaces + 1);
            }
        }
        // The name of the next field stands there, and no value.
        let name = &rest[..len];
        let is_apart = gap.has_comma || gap.closer.is_some() || gap.has_break || may_end_name(name);
        let is_other = len > 0 && is_sign && is_apart;
        let behind_sign = self.at(behind + spaces + 1);
        let ends_string = gap.quote.is_some() && matches!(behind_sign, Some(b'"' | b'\''));
        let is_padding =
            sign == Some(b'=') && (ends_string || matches!(behind_sign, None | Some(b'=' | b' ')));
        (!is_other || kind == Kind::Cookies || is_padding).then_some(gap)
    }

    fn to_value(&self, mut gap: Gap, from: usize) -> Option<Gap> {
        let mut at = from;
        while matches!(self.at(at)?, b' ' | b'\t' | b'[' | b'(') {
            at += 1;
        }
        gap.quote = self.quote(at).map(|(quote, len)| {
            at += len;
            quote
        });
        (gap.is_explicit, gap.has_comma, gap.has_break, gap.end) = (true, false, false, at);
        Some(gap)
    }

    fn read_values(&self, kind: Kind, gap: &Gap, values: &mut Values) {
        let mut at = gap.end;
        let mut quote = gap.quote;
        while let Some((value, is_quoted)) = self.value(at, quote, gap.closer) {
            let end = value.end;
            let Some(secret) = self.secret(kind, gap, value, is_quoted) else {
                // In a list of secrets each element may be one.
                if gap.closer.is_none() || quote.is_none() && self.at(end) != Some(b',') {
                    break;
                }
                let Some(next) = self.next_element(end, quote, gap) else { break };
                (at, quote) = next;
                continue;
            };
            values.end = secret.end.max(end);
            values.secrets.push(secret);
            let Some(next) = self.next_element(values.end, quote, gap) else { break };
            (at, quote) = next;
        }
        if let Some(quote) = quote.filter(|_| !values.secrets.is_empty())
            && self.quote(values.end).is_some_and(|(closing, _)| closing == quote)
        {
            // The closing quote opens nothing.
            values.end += quote.backslashes + 1;
        }
    }

    /// The next element of a list: where its value begins, and its quote.
    fn next_element(&self, end: usize, quote: Option<Quote>, gap: &Gap) -> Option<(usize, Option<Quote>)> {
        let mut at = end + quote.and_then(|_| self.quote(end)).map_or(0, |(_, len)| len);
        let from = at;
        let is_between = |byte: u8| match byte {
            b' ' | b'\t' | b'\n' | ESCAPED_BREAK => true,
            b',' => gap.closer.is_some(),
            b'-' => gap.has_dash,
            _ => false,
        };
        gap.closer.filter(|_| true).or(gap.has_dash.then_some(b'-'))?;
        while self.at(at).is_some_and(is_between) && at - from < MAX_GAP {
            at += 1;
        }
        let between = &self.bytes[from..at];
        let is_next = if gap.has_dash {
            between.contains(&b'-')
        } else {
            between.contains(&b',') || !between.is_empty()
        };
        if !is_next || self.at(at)? == gap.closer.unwrap_or(b'\n') {
            return None;
        }
        Some(self.quote(at).map_or((at, None), |(quote, len)| (at + len, Some(quote))))
    }

    /// The value that begins at a place, and whether it is a whole string.
    fn value(&self, at: usize, quote: Option<Quote>, closer: Option<u8>) -> Option<(Range<usize>, bool)> {
        if let Some(end) = self.block_end(at) {
            return Some((at..end, true));
        }
        // `{Name}` stands for a value and is none.
        if quote.is_none() && closer == Some(b'}') {
            return None;
        }
        let quoted = quote.and_then(|quote| self.closing(quote, at));
        let end = quoted.unwrap_or_else(|| self.unquoted_end(at, at + DECIDES, closer));
        (end > at).then_some((at..end, quoted.is_some()))
    }

    /// Where a string ends; none where that is far away, or behind a line break that is not part of a secret.
    fn closing(&self, quote: Quote, from: usize) -> Option<usize> {
        let near = &self.bytes[from..self.bytes.len().min(from + LONGEST_STRING)];
        let unit = quote.backslashes + 1;
        let mut backslashes = 0_usize;
        for (at, &byte) in near.iter().enumerate() {
            if byte == quote.mark {
                let more = backslashes.saturating_sub(quote.backslashes);
                if (more / unit).is_multiple_of(2) {
                    let end = at - backslashes.min(quote.backslashes);
                    let is_one_line = !near[..end].contains(&b'\n');
                    let is_pieces =
                        || near[..end].iter().all(|&byte| verdict::is_key_char(byte) || is_space(byte));
                    return (is_one_line || is_pieces()).then_some(from + end);
                }
            }
            backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
        }
        None
    }

    /// Where a value without quotes ends, `limit` at last: before a white space, and before a mark behind which no
    /// value goes on.
    fn unquoted_end(&self, from: usize, limit: usize, closer: Option<u8>) -> usize {
        let limit = limit.min(self.bytes.len());
        let mut at = from;
        while at < limit {
            let byte = self.bytes[at];
            let is_end = match byte {
                byte if is_space(byte) => {
                    !(self.view.is_percent(at) && from > 0 && !self.view.is_percent(from - 1))
                }
                byte if Some(byte) == closer => self.ends_behind(at + 1),
                b'\\' => self.quote(at).is_some_and(|(_, len)| self.ends_behind(at + len)),
                b'<' => self.at(at + 1).is_some_and(|next| next == b'/' || next.is_ascii_alphabetic()),
                b',' | b';' | b'&' => self.ends_behind(at + 1) || self.is_pair(at + 1),
                b'"' | b'\'' | b'`' | b')' | b']' | b'}' | b'>' | b'|' | b'.' | b':' => {
                    self.ends_behind(at + 1)
                }
                byte => !byte.is_ascii(),
            };
            if is_end {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether no value goes on at a place.
    fn ends_behind(&self, at: usize) -> bool {
        self.at(at).is_none_or(|byte| {
            is_space(byte)
                || !byte.is_ascii()
                || matches!(
                    byte,
                    b'"' | b'\''
                        | b'`'
                        | b'\\'
                        | b','
                        | b';'
                        | b')'
                        | b']'
                        | b'}'
                        | b'>'
                        | b'<'
                        | b':'
                        | b'.'
                )
        })
    }

    /// Whether another name with its value begins at a place.
    fn is_pair(&self, at: usize) -> bool {
        const LONGEST: usize = 40;
        let near = self.rest(at);
        let near = &near[..near.len().min(LONGEST)];
        let len = near.iter().take_while(|&&byte| is_name(byte)).count();
        len > 0
            && near[0].is_ascii_alphabetic()
            && (near.get(len) == Some(&b'=') || len > 1 && near.get(len) == Some(&b':'))
    }

    /// What of a value is secret.
    fn secret(&self, kind: Kind, gap: &Gap, value: Range<usize>, is_quoted: bool) -> Option<Range<usize>> {
        if self.block_end(value.start).is_some() {
            return Some(value);
        }
        match kind {
            Kind::Header => self.credentials(gap, value, is_quoted),
            Kind::Cookies => self.cookies(gap, value, is_quoted),
            _ => self.whole_secret(kind, gap, value, is_quoted),
        }
    }

    /// A value that is a secret as a whole, with its further pieces.
    fn whole_secret(
        &self,
        kind: Kind,
        gap: &Gap,
        value: Range<usize>,
        is_quoted: bool,
    ) -> Option<Range<usize>> {
        if is_quoted {
            return is_secret(kind, gap.strength(), self.head(&value)).then_some(value);
        }
        let whole = self.with_pieces(value.clone(), gap);
        if whole.end > value.end {
            return Some(whole);
        }
        let is_sentence = gap.is_sentence && self.is_in_sentence(&value);
        (!is_sentence && is_secret(kind, gap.strength(), self.head(&value))).then(|| self.to_end(value, gap))
    }

    /// As much of a value as tells what it is.
    fn head(&self, value: &Range<usize>) -> &'v [u8] {
        let text = str::from_utf8(&self.bytes[value.clone()]).unwrap_or_default();
        &text.as_bytes()[..text.floor_char_boundary(DECIDES)]
    }

    /// A secret without quotes up to its end, if it was read in part.
    fn to_end(&self, value: Range<usize>, gap: &Gap) -> Range<usize> {
        if value.len() < DECIDES {
            return value;
        }
        value.start..self.unquoted_end(value.end, self.bytes.len(), gap.closer)
    }

    /// Whether a value is a word of a sentence: letters alone, and another word behind them.
    fn is_in_sentence(&self, value: &Range<usize>) -> bool {
        let is_word = |text: &[u8]| text.iter().all(u8::is_ascii_alphabetic);
        let behind = self.rest(value.end);
        let next = behind.strip_prefix(b" ").unwrap_or_default();
        let len = next.iter().take(DECIDES).take_while(|byte| byte.is_ascii_alphabetic()).count();
        is_word(&self.bytes[value.clone()]) && len > 1 && !matches!(next.get(len), Some(b'=' | b':' | b'_'))
    }

    /// The credentials behind the word for a scheme, with the pairs that follow them; without such a word, all.
    fn credentials(&self, gap: &Gap, value: Range<usize>, is_quoted: bool) -> Option<Range<usize>> {
        let text = &self.bytes[value.clone()];
        let first = if is_quoted { text.split(|&byte| is_space(byte)).next()? } else { text };
        let scheme = first.strip_suffix(b":").unwrap_or(first);
        let from = value.start + first.len();
        let is_between = |&&byte: &&u8| matches!(byte, b' ' | b'\t' | b':' | b'[' | b'"' | b'\'');
        let start = from + self.rest(from).iter().take(MAX_GAP).take_while(is_between).count();
        if is_scheme(scheme) && start > from {
            let end = if is_quoted {
                value.end.max(start)
            } else {
                self.unquoted_end(start, start + DECIDES, gap.closer)
            };
            // Behind a scheme a secret is as sure as behind a colon.
            let kind = if gap.strength() == Strength::Space { Kind::Mixed } else { Kind::Secret };
            if let Some(secret) = self.whole_secret(kind, gap, start..end, is_quoted) {
                let end = if is_quoted { secret.end } else { self.behind_pairs(secret.end) };
                return Some(secret.start..end);
            }
            if verdict::is_reference(self.head(&(start..end))) {
                return None;
            }
        }
        self.whole_secret(Kind::Header, gap, value, is_quoted)
    }

    /// The place behind pairs that belong to the same header, as in `Credential=…, SignedHeaders=…, Signature=…`.
    fn behind_pairs(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(b',' | b';') = self.at(end) {
            let at = end + 1 + self.rest(end + 1).iter().take_while(|&&byte| byte == b' ').take(1).count();
            if !self.is_pair(at) {
                break;
            }
            end = self.unquoted_end(at, self.bytes.len(), None).max(at + 1);
        }
        end
    }

    /// A header with pairs of names and values, up to its end.
    fn cookies(&self, gap: &Gap, value: Range<usize>, is_quoted: bool) -> Option<Range<usize>> {
        if gap.strength() == Strength::Space {
            return None;
        }
        let is_pair = self.bytes[value.clone()].contains(&b'=');
        if is_quoted {
            return (is_pair || is_secret(Kind::Mixed, gap.strength(), self.head(&value))).then_some(value);
        }
        if !is_pair {
            return is_secret(Kind::Mixed, gap.strength(), self.head(&value)).then_some(value);
        }
        // A quote that closes what is around the header ends it, and so does the end of its list.
        let around = self.enclosing_quote(value.start);
        let len = self.rest(value.start).iter().position(|&byte| {
            matches!(byte, b'\n' | ESCAPED_BREAK) || Some(byte) == around || Some(byte) == gap.closer
        });
        let end = len.map_or(self.bytes.len(), |len| value.start + len);
        Some(value.start..end)
    }

    /// The quote within which a header stands as a whole: the one right before its name.
    fn enclosing_quote(&self, at: usize) -> Option<u8> {
        const NEAR: usize = 24;
        let near = &self.bytes[at.saturating_sub(NEAR)..at];
        near.iter().rev().copied().find(|byte| matches!(byte, b'"' | b'\''))
    }

    /// A value with its further pieces, where a space, a line break or what stands before lines divides it.
    fn with_pieces(&self, value: Range<usize>, gap: &Gap) -> Range<usize> {
        /// The lengths of Wanqing's keys.
        const KEYS: [usize; 2] = [43, 36];
        const MOST: usize = 12;
        let is_word = |text: &[u8]| text.iter().all(|&byte| is_name(byte));
        let first = &self.bytes[value.clone()];
        if first.len() >= KEYS[0]
            || !is_word(first)
            || gap.strength() == Strength::Space && !is_fragment(first)
        {
            return value;
        }
        let (mut end, mut known, mut total) = (value.end, value.end, first.len());
        for _ in 0..MOST {
            let Some(start) = self.behind_break(end) else { break };
            let len = self.rest(start).iter().take(KEYS[0] + 1).take_while(|&&byte| is_name(byte)).count();
            let piece = &self.bytes[start..start + len];
            total += len;
            // A word of the sentence goes on with no key.
            let is_word = piece.iter().skip(1).all(u8::is_ascii_lowercase);
            if len == 0 || is_word && len > 1 || total > KEYS[0] || self.is_pair(start) {
                break;
            }
            end = start + len;
            let is_key = KEYS.contains(&total) && self.bytes[value.start..end].iter().any(u8::is_ascii_digit);
            if is_key && is_fragment(self.bytes.get(value.start..end).unwrap_or_default()) {
                return value.start..end;
            }
            if is_fragment(first) && is_fragment(piece) {
                known = end;
            }
        }
        value.start..known
    }

    /// The place behind white space, and what decorates a line behind its break.
    fn behind_break(&self, from: usize) -> Option<usize> {
        const MOST: usize = 48;
        let spaces = |at: usize| {
            at + self.rest(at).iter().take(MOST).take_while(|&&byte| is_space(byte) && byte != b'\n').count()
        };
        let mut at = spaces(from);
        // The right border of a box.
        let border = spaces(at + usize::from(self.at(at) == Some(b'|')));
        if self.at(border) == Some(b'\n') {
            at = border;
        }
        if self.at(at) == Some(b'\n') {
            at = spaces(at + 1);
            let name =
                self.rest(at).iter().take(MOST).take_while(|&&byte| is_name(byte) || byte == b'.').count();
            let bar = spaces(at + name);
            if self.at(bar) == Some(b'|') && (bar > at + name || name == 0) {
                at = spaces(bar + 1);
            }
            while self.at(at) == Some(b'>') {
                at = spaces(at + 1);
            }
        }
        (at > from).then_some(at)
    }

    /// Where a block of a private key ends that begins at a place: `-----BEGIN PRIVATE KEY-----` and on.
    pub fn block_end(&self, at: usize) -> Option<usize> {
        const BEGIN: &[u8] = b"-----BEGIN ";
        const END: &[u8] = b"-----END ";
        const DASHES: &[u8] = b"-----";
        const LONGEST_LABEL: usize = 60;
        /// The shortest line of a key that is no last one.
        const LINE: usize = 16;
        let label = self.rest(at).strip_prefix(BEGIN)?;
        let label = &label[..label.len().min(LONGEST_LABEL)];
        let dashes = memchr::memmem::find(label, DASHES)?;
        memchr::memmem::find(&label[..dashes], b"PRIVATE KEY")?;
        let from = at + BEGIN.len() + dashes + DASHES.len();
        // What lines are decorated with, their escapes, and the headers of an encrypted key may stand within.
        let is_body =
            |byte: u8| byte.is_ascii_alphanumeric() || is_space(byte) || b"+/=-,:\\\"'>|.*_".contains(&byte);
        let body = self.rest(from);
        let head = &body[..body.len().min(LONGEST_STRING)];
        let mut lines = head.split(|byte| !byte.is_ascii_alphanumeric() && !b"+/".contains(byte));
        let is_key = lines.any(|line| line.len() >= LINE);
        // A text that only speaks of such blocks is not read to its end for each.
        let near = if is_key { body } else { head };
        let len = near.iter().position(|&byte| !is_body(byte)).unwrap_or(near.len());
        let end = memchr::memmem::find(&near[..len], END).and_then(|end| {
            let label = &near[end + END.len()..];
            let label = &label[..label.len().min(LONGEST_LABEL)];
            Some(end + END.len() + memchr::memmem::find(label, DASHES)? + DASHES.len())
        });
        end.or(is_key.then_some(len)).map(|len| from + len)
    }
}

/// What stands before a place, read from its end.
struct Head<'v>(&'v [u8]);

impl<'v> Head<'v> {
    /// Goes back over a quote, with the backslashes before it.
    fn quote(&mut self) -> Option<u8> {
        let (&mark, before) = self.0.split_last().filter(|(mark, _)| matches!(mark, b'"' | b'\''))?;
        self.0 = without_end(before, |byte| byte == b'\\');
        Some(mark)
    }

    /// Goes back over a sign and the spaces around it.
    fn sign(&mut self, sign: u8) -> Option<()> {
        let before = without_end(self.0, is_space).strip_suffix(&[sign])?;
        self.0 = without_end(before, is_space);
        Some(())
    }

    /// Goes back over a string: where it begins, and what it says.
    fn string(&mut self) -> Option<(usize, &'v [u8])> {
        let mark = self.quote()?;
        let start = self.0.iter().rposition(|&byte| byte == mark)? + 1;
        let text = &self.0[start..];
        self.0 = without_end(&self.0[..start - 1], |byte| byte == b'\\');
        Some((start, text))
    }
}

/// A text without the bytes at its end that are like this.
fn without_end(text: &[u8], is_end: impl Fn(u8) -> bool) -> &[u8] {
    &text[..text.iter().rposition(|&byte| !is_end(byte)).map_or(0, |last| last + 1)]
}

/// A byte of a name, or of a secret without marks.
pub const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

pub const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | ESCAPED_BREAK)
}
