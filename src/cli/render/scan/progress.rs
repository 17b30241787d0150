//! How far a scan is, in one line.

use std::time::Duration;

use super::numbers::size;
use crate::cli::render::Style;
use crate::cli::wrap::width;

/// A bar of fewer columns says nothing.
const MIN_BAR: u64 = 8;

/// The line when `read` of `all` bytes took `elapsed`; `all` is 0 if it is not known. It leaves the last column of `style.width` free: some terminals
/// go on to the next line there.
pub fn progress(read: u64, all: u64, elapsed: Duration, style: Style) -> String {
    let columns = style.width.saturating_sub(1);
    if all == 0 {
        let rate = u128::from(read) * 1000 / elapsed.as_millis().max(1);
        let text = (style.messages.logs.read)(&size(read), &size(u64::try_from(rate).unwrap_or(u64::MAX)));
        return if width(&text) <= columns { text } else { String::new() };
    }
    // A file may grow while it is read.
    let read = read.min(all);
    let of_all = |whole: u64| u64::try_from(u128::from(whole) * u128::from(read) / u128::from(all.max(1)));
    let percent = format!("{}%", of_all(100).unwrap_or(100));
    let text = (style.messages.scan.progress)(&percent, &size(all), left(read, all, elapsed));
    let beside = u64::try_from(columns.saturating_sub(width(&text) + 1)).unwrap_or(u64::MAX);
    match of_all(beside) {
        Ok(full) if beside >= MIN_BAR => {
            let bar: String = (0..beside).map(|at| if at < full { '█' } else { '░' }).collect();
            format!("{bar} {text}")
        }
        _ if width(&text) <= columns => text,
        _ => percent,
    }
}

/// The seconds that the rest takes if it is read as fast as what was read.
fn left(read: u64, all: u64, elapsed: Duration) -> Option<u64> {
    let left = elapsed.as_millis() * u128::from(all - read);
    u64::try_from(left.checked_div(u128::from(read))?.div_ceil(1000)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::messages;
    use wqerr::Lang;

    fn line(read: u64, lang: Lang, width: usize) -> String {
        let style = Style { messages: messages::of(lang), width, color: false, links: false };
        progress(read, 4 << 30, Duration::from_secs(30), style)
    }

    #[test]
    fn the_line_fits_and_leaves_the_last_column() {
        assert_eq!(line(1 << 30, Lang::En, 48), "███░░░░░░░░░░░░ 25% of 4.0 GiB, 1 min 30 s left");
        for lang in [Lang::En, Lang::Zh] {
            for read in [0, 1, 1 << 20, 3 << 30, 4 << 30, 5 << 30] {
                for columns in 5..200 {
                    let line = line(read, lang, columns);
                    assert!(width(&line) < columns, "{line} in {columns} columns");
                    assert!(
                        !line.contains('█') || width(&line) == columns - 1,
                        "{line} in {columns} columns"
                    );
                }
            }
        }
    }

    #[test]
    fn of_a_stream_it_is_said_how_fast_it_comes() {
        let style = Style { messages: messages::of(Lang::En), width: 80, color: false, links: false };
        assert_eq!(progress(3 << 30, 0, Duration::from_secs(3), style), "3.0 GiB read, 1.0 GiB/s");
        assert_eq!(progress(3 << 30, 0, Duration::ZERO, Style { width: 9, ..style }), "");
    }

    #[test]
    fn what_cannot_be_known_is_not_said() {
        assert!(!line(0, Lang::En, 80).contains("left"));
        assert!(line(1, Lang::En, 80).contains(" h "));
        assert!(line(5 << 30, Lang::Zh, 80).contains("100%，共 4.0 GiB，剩余 0 秒"));
    }
}
