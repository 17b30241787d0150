//! Lines broken as a reader of English or Chinese expects it.
//!
//! Words of Latin script stay whole, codes and links too, so that they can be copied. Between Han characters
//! a line may end anywhere, but none begins with a closing punctuation mark or ends with an opening one.

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

/// The columns of a line without its escape sequences, which are those of colours and links.
fn visible_width(line: &str) -> usize {
    let mut parts = line.split('\x1b');
    let first = parts.next().map_or(0, width);
    let behind = |part: &str| {
        let end = if part.starts_with(']') { '\x07' } else { 'm' };
        part.split_once(end).map_or(0, |(_, text)| width(text))
    };
    first + parts.map(behind).sum::<usize>()
}

/// Breaks `text` into lines of at most `columns`. A word that is longer has a line of its own.
pub fn wrap(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        wrap_line(line, columns, &mut lines);
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

fn wrap_line<'t>(text: &'t str, columns: usize, lines: &mut Vec<&'t str>) {
    if is_plain(text) && !text.contains('`') {
        return wrap_plain(text, columns, lines);
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
        if used > columns && c != ' ' && end > start {
            lines.push(text[start..end].trim_end());
            (start, used) = (end, used - end_used);
        }
        previous = c;
    }
    lines.push(text[start..].trim_end());
}

/// The same for text in which each byte takes a column and lines end at spaces alone: most English text.
fn wrap_plain<'t>(text: &'t str, columns: usize, lines: &mut Vec<&'t str>) {
    let mut rest = text;
    while rest.len() > columns {
        let fitting = &rest.as_bytes()[..=columns];
        let space = fitting.iter().rposition(|&byte| byte == b' ').filter(|&at| at > 0);
        let Some(end) = space.or_else(|| rest.find(' ')) else { break };
        lines.push(rest[..end].trim_end());
        rest = rest[end..].trim_start();
    }
    lines.push(rest.trim_end());
}

fn columns_of(c: char) -> usize {
    if c.is_ascii() { 1 } else { c.width().unwrap_or(0) }
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
        for columns in 4..40 {
            let lines = wrap("账号（余额）不足，请充值；再用 `curl -i` 重试。“好”的！", columns);
            for line in &lines {
                assert!(!line.starts_with(is_closing), "{columns}: {lines:?}");
                assert!(!line.ends_with(is_opening), "{columns}: {lines:?}");
            }
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
    fn lines_fit() {
        assert_eq!(wrap("请求已停止的推理点", 8), ["请求已停", "止的推理", "点"]);
        assert_eq!(wrap("a b  c", 3), ["a b", "c"]);
        assert_eq!(wrap("", 3), [""]);
    }
}
