//! Lines broken as a reader of English or Chinese expects it.
//!
//! Words of Latin script stay whole, codes and links too, so that they can be copied. Between Han characters
//! a line may end anywhere, but none begins with a closing punctuation mark or ends with an opening one. In a
//! frame, and where a value of the input stands, words that are wider than a line are broken too.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that `text` takes on a terminal.
pub fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.width() }
}

/// Whether every byte of `text` takes one column: the common case, and a quick one.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The rows that a printed text takes on a terminal.
pub fn rows(text: &str, columns: usize) -> usize {
    text.lines().map(|line| visible_width(line).div_ceil(columns.max(1)).max(1)).sum()
}

/// The columns of a line without its escape sequences, which are those of colors and links.
fn visible_width(line: &str) -> usize {
    let mut parts = line.split('\x1b');
    let first = parts.next().map_or(0, width);
    let behind = |part: &str| {
        let end = if part.starts_with(']') { '\x07' } else { 'm' };
        part.split_once(end).map_or(0, |(_, text)| width(text))
    };
    first + parts.map(behind).sum::<usize>()
}

/// What becomes of a word that is wider than a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WideWord {
    Whole,
    Broken,
}

/// Where the part of `text` ends that takes at most so many columns.
pub fn columns_in(text: &str, columns: usize) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|&end| width(&text[..end]) <= columns).last().unwrap_or(0)
}

/// `text` on one line of at most so many columns; what is cut off is shown by an ellipsis.
pub fn cut(text: &str, columns: usize) -> String {
    const ELLIPSIS: char = '…';
    let text = text.replace('\n', " ");
    if width(&text) <= columns {
        return text;
    }
    // In Chinese fonts an ellipsis is as wide as a character.
    let first = fit(&text, columns.saturating_sub(2).max(1))[0];
    let first = first.trim_end_matches(|c: char| is_closing(c) || is_opening(c) || c == ' ');
    format!("{first}{ELLIPSIS}")
}

/// The same, cut in the middle: messages that begin alike are told apart by how they end.
pub fn cut_middle(text: &str, columns: usize) -> String {
    let text = text.replace('\n', " ");
    if width(&text) <= columns {
        return text;
    }
    let start = cut(&text, columns / 2);
    let room = columns.saturating_sub(width(&start) + 1);
    let starts = text.char_indices().map(|(at, _)| at).filter(|&at| at == 0 || may_break_before(&text, at));
    let end = starts.map(|at| &text[at..]).find(|end| width(end) <= room).unwrap_or_default();
    start + end.trim_start()
}

/// Whether a new word begins there.
fn may_break_before(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let after = text[at..].chars().next().unwrap_or(' ');
    after != ' ' && (matches!(before, ' ' | ',' | '，') || may_break(before, after))
}

/// Breaks `text` into lines of at most `columns`. A word that is longer has a line of its own.
pub fn wrap(text: &str, columns: usize) -> Vec<&str> {
    lines_of(text, columns, WideWord::Whole)
}

/// The same, but no line is wider: a word that is longer, a path or a value, is broken where it reads best.
pub fn fit(text: &str, columns: usize) -> Vec<&str> {
    lines_of(text, columns, WideWord::Broken)
}

fn lines_of(text: &str, columns: usize, wide_word: WideWord) -> Vec<&str> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        wrap_line(line, columns, wide_word, &mut lines);
    }
    lines
}

/// The same for a text that ends with a call of the program, which stays on one line to be copied.
pub fn wrap_with_call(text: &str, columns: usize) -> Vec<&str> {
    match text.find("wqerr ").filter(|&at| at > 0 && width(text) > columns) {
        Some(at) => [wrap(text[..at].trim_end(), columns), vec![&text[at..]]].concat(),
        None => wrap(text, columns),
    }
}

/// A text as lines of their own.
pub fn paragraph(text: &str, columns: usize) -> String {
    wrap(text, columns).join("\n") + "\n"
}

/// The same for a text that ends with a call of the program.
pub fn paragraph_with_call(text: &str, columns: usize) -> String {
    wrap_with_call(text, columns).join("\n") + "\n"
}

fn wrap_line<'t>(text: &'t str, columns: usize, wide_word: WideWord, lines: &mut Vec<&'t str>) {
    if is_plain(text) && !text.contains('`') {
        return wrap_plain(text, columns, wide_word, lines);
    }
    // Where the line begins, and the last place behind which it may end with the columns up to there.
    let (mut start, mut end, mut end_used) = (0, 0, 0);
    let mut used = 0;
    let mut previous = ' ';
    // A command in backticks stays on one line where it fits one.
    let (mut span_end, mut is_whole) = (0, false);
    for (at, c) in text.char_indices() {
        if at > start && !(at < span_end && is_whole) && may_break(previous, c) {
            (end, end_used) = (at, used);
        }
        if c == '`' && at >= span_end {
            let span = text[at + 1..].find('`').map_or(1, |len| len + 2);
            (span_end, is_whole) = (at + span, width(&text[at..at + span]) <= columns);
        }
        used += columns_of(c);
        // Behind a break a wide character may still be too wide for what goes to the next line.
        while used > columns && c != ' ' && (end > start || wide_word == WideWord::Broken && at > start) {
            if end == start {
                end = at.min(start + end_within(&text[start..], columns));
                end_used = width(&text[start..end]);
            }
            lines.push(text[start..end].trim_end());
            (start, used) = (end, used.saturating_sub(end_used));
        }
        previous = c;
    }
    lines.push(text[start..].trim_end());
}

/// The same for text in which each byte takes a column and lines end at spaces alone: most English text.
fn wrap_plain<'t>(text: &'t str, columns: usize, wide_word: WideWord, lines: &mut Vec<&'t str>) {
    let mut rest = text;
    while rest.len() > columns {
        let fitting = &rest.as_bytes()[..=columns];
        let space = fitting.iter().rposition(|&byte| byte == b' ').filter(|&at| at > 0);
        let behind = || match wide_word {
            WideWord::Whole => rest.find(' '),
            WideWord::Broken => Some(end_within(rest, columns)),
        };
        let Some(end) = space.or_else(behind) else { break };
        lines.push(rest[..end].trim_end());
        rest = rest[end..].trim_start();
    }
    lines.push(rest.trim_end());
}

/// Where the first line of `text` ends if it must end within a word: behind a space or a slash, else behind
/// another joint that leaves no short line, else where the line is full.
fn end_within(text: &str, columns: usize) -> usize {
    let ends = || text.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
    let first = ends().next().map_or(text.len(), |(end, _)| end);
    let full = ends().map(|(end, _)| end).take_while(|&end| width(&text[..end]) <= columns).last();
    let full = full.unwrap_or(first);
    let mut best = (None, full);
    for (end, before) in ends().take_while(|&(end, _)| end <= full) {
        let Some(after) = text[end..].chars().next() else { break };
        let is_good = !is_closing(after) && !is_opening(before) && after.width() != Some(0);
        let joint = Joint::between(before, after).filter(|joint| joint.is_strong() || end * 3 >= full);
        if is_good && joint >= best.0 {
            best = (joint, end);
        }
    }
    best.1
}

/// Where a word may be broken, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    /// Before a capital.
    Capital,
    Mark,
    Slash,
    /// In a command, which is one word otherwise.
    Space,
}

impl Joint {
    const fn between(before: char, after: char) -> Option<Self> {
        match before {
            ' ' => Some(Self::Space),
            '/' | '\\' => Some(Self::Slash),
            '.' | '-' | '_' | ',' | ':' | ';' | '=' | '&' | '?' => Some(Self::Mark),
            _ if before.is_ascii_lowercase() && after.is_ascii_uppercase() => Some(Self::Capital),
            _ => None,
        }
    }

    /// Whether it is better than any other place, however short the line.
    fn is_strong(self) -> bool {
        self >= Self::Slash
    }
}

fn columns_of(c: char) -> usize {
    // Behind a narrow character it makes a wide one.
    const AS_EMOJI: char = '\u{fe0f}';
    if c.is_ascii() || c == AS_EMOJI { 1 } else { c.width().unwrap_or(0) }
}

fn may_break(before: char, after: char) -> bool {
    if before.is_ascii() && after.is_ascii() {
        return before == ' ' && after != ' ';
    }
    after != ' '
        && !is_closing(after)
        && !is_opening(before)
        && (before == ' ' || is_wide(before) || is_wide(after))
}

fn is_wide(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(2) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

const fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '？' | '！' | '、' | '”' | '’' | '…' | '—' | '～' | '％')
        || matches!(c, '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '］' | '｝' | '．')
        || matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '%')
}

const fn is_opening(c: char) -> bool {
    matches!(c, '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '［' | '｛' | '“' | '‘' | '(' | '[' | '{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes_stay_whole() {
        assert_eq!(
            wrap("see InvalidArgument.MissingRequiredParameter now", 12),
            ["see", "InvalidArgument.MissingRequiredParameter", "now"]
        );
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for wrap in [wrap, fit] {
            for columns in 4..40 {
                let lines = wrap("账号（余额）不足，请充值；再用 `curl -i` 重试。“好”的！", columns);
                for line in &lines {
                    assert!(!line.starts_with(is_closing), "{columns}: {lines:?}");
                    assert!(!line.ends_with(is_opening), "{columns}: {lines:?}");
                }
            }
        }
    }

    #[test]
    fn wide_words_are_broken_where_they_read_best() {
        assert_eq!(
            fit("in logs/gateway/today.log, line 7", 14),
            ["in", "logs/gateway/", "today.log,", "line 7"]
        );
        assert_eq!(
            fit("InvalidArgument.MissingRequiredParameter", 33),
            ["InvalidArgument.", "MissingRequiredParameter"]
        );
        assert_eq!(fit("MissingRequiredParameter", 17), ["MissingRequired", "Parameter"]);
        // A joint that leaves a short line is none.
        assert_eq!(fit("a-0123456789abcdef", 12), ["a-0123456789", "abcdef"]);
        assert_eq!(fit("0123456789, 路径 0123456789。", 10), ["012345678", "9, 路径", "012345678", "9。"]);
        assert_eq!(fit("see InvalidArgument now", 15), ["see", "InvalidArgument", "now"]);
    }

    #[test]
    fn no_line_of_wide_words_is_too_wide() {
        let word = "值=a1/`b2 c3`。“☁️☁️☁️”。。。。。。。。。。。。_é́é́é́é́é́é́é́é́（é）wqerr-7d9c6bdf5c".repeat(3);
        for columns in 2..40 {
            let lines = fit(&word, columns);
            let wide = lines.iter().find(|line| width(line) > columns);
            assert_eq!(wide, None, "{columns}: {lines:?}");
            let is_kept = |c: &char| *c != ' ';
            assert!(lines.concat().chars().filter(is_kept).eq(word.chars().filter(is_kept)), "{lines:?}");
        }
    }

    #[test]
    fn commands_stay_whole_where_they_fit() {
        assert_eq!(wrap("run `curl -i` now", 9), ["run", "`curl -i`", "now"]);
        assert_eq!(wrap("run `curl -i -v` now", 8), ["run", "`curl -i", "-v` now"]);
    }

    #[test]
    fn rows_are_those_of_the_screen() {
        assert_eq!(rows("ab\n\nabcdef\n", 4), 4);
        assert_eq!(rows("\x1b[31mabcd\x1b[0m\n", 4), 1);
        assert_eq!(rows("\x1b]8;;https://example.com\x07账号\x1b]8;;\x07\n", 4), 1);
    }

    #[test]
    fn what_is_cut_off_is_shown() {
        let text =
            "Request was rejected, reason: CustomerId:{CustomerId},Action:{Action},No balance, limit request";
        assert_eq!(cut(text, 30), "Request was rejected…");
        assert_eq!(cut_middle(text, 50), "Request was rejected…No balance, limit request");
        for columns in 4..100 {
            for text in [text, "请求被拒绝，原因：余额不足且无资源包，限制请求"] {
                assert!(
                    width(&cut(text, columns)) <= columns && width(&cut_middle(text, columns)) <= columns
                );
            }
        }
    }

    #[test]
    fn lines_fit() {
        assert_eq!(wrap("请求已停止的推理点", 8), ["请求已停", "止的推理", "点"]);
        assert_eq!(wrap("a b  c", 3), ["a b", "c"]);
        assert_eq!(wrap("", 3), [""]);
    }
}
