//! The counts by minute, hour, day, value, endpoint or file: a row for each, with a column for each of the most frequent
//! entries whose shade shows where many are.

use wqerr::scan::{Breakdown, Bucket, By};
use wqerr::time::TimeUnit;

use super::numbers::grouped;
use super::{View, name, total, wrapped_faint};
use crate::cli::call::Format;
use crate::cli::messages::Messages;
use crate::cli::render::Style;
use crate::cli::render::markdown::{cell, code};
use crate::cli::render::paint::Paint;
use crate::cli::wrap::{cut, paragraph, width};

/// How many rows of values, endpoints and files are shown if the call does not say. Of times all are.
const ROWS: usize = 20;

/// The widest first column.
const MAX_KEY: usize = 40;

/// What stands between two columns.
const GAP: &str = "  ";

/// A table of counts.
struct Counts {
    /// What the rows are.
    head: &'static str,
    keys: Vec<String>,
    /// For each row all its errors.
    totals: Vec<u64>,
    /// For each entry its id and its counts by row, the most frequent first.
    columns: Vec<(String, Vec<u64>)>,
    /// How many rows are not shown.
    hidden: usize,
    /// How many errors are in no row.
    without: u64,
}

pub fn render(view: View<'_>, format: Format, style: Style) -> String {
    let Some(counts) = view.summary.breakdown.as_ref().map(|by| Counts::new(by, view, style.messages)) else {
        return String::new();
    };
    match format {
        Format::Markdown => counts.markdown(view, style.messages),
        Format::Plain => counts.plain(view, style.messages),
        _ => counts.table(view, style),
    }
}

impl Counts {
    fn new(breakdown: &Breakdown, view: View<'_>, messages: &Messages) -> Self {
        let is_time = matches!(breakdown.by, By::Time(_));
        let all = breakdown.buckets(None).len();
        let rows = breakdown.buckets(view.top.or((!is_time).then_some(ROWS)));
        let columns = view.found().into_iter().filter_map(|found| {
            let place = view.summary.place_of(found)?;
            let counts = rows.iter().map(|(_, counts)| counts.get(place).copied().unwrap_or(0)).collect();
            Some((found.entry.id().to_owned(), counts))
        });
        let columns: Vec<(String, Vec<u64>)> =
            columns.filter(|(_, counts): &(_, Vec<u64>)| counts.iter().any(|&count| count > 0)).collect();
        Self {
            head: head(&breakdown.by, messages),
            keys: rows.iter().map(|(bucket, _)| key(bucket, &breakdown.by, view)).collect(),
            totals: rows.iter().map(|(_, counts)| counts.iter().sum()).collect(),
            columns,
            hidden: all - rows.len(),
            without: breakdown.without,
        }
    }

    /// The first line: how much was read; and the rows, the last ones of which may be too wide.
    fn table(&self, view: View<'_>, style: Style) -> String {
        let paint = Paint::new(style);
        let logs = &style.messages.logs;
        let mut text = paragraph(&total(view.summary, style.messages), style.width) + "\n";
        let keys: Vec<String> = self.keys.iter().map(|key| cut(key, MAX_KEY.min(style.width / 2))).collect();
        let head = self.headed(view);
        let left = keys.iter().map(|key| width(key)).chain([width(&head)]).max().unwrap_or(0);
        let totals = column(logs.total, &self.totals);
        let mut columns: Vec<Vec<String>> = vec![totals];
        let mut used = left + GAP.len() + width(&columns[0][0]);
        let mut shown = 0;
        for (number, (_, counts)) in (1..).zip(&self.columns) {
            let column = column(&number.to_string(), counts);
            let is_last = number == self.columns.len();
            // The rest needs a column too.
            let rest = if is_last { 0 } else { GAP.len() + width(&self.rest_from(number, logs.rest)[0]) };
            if used + GAP.len() + width(&column[0]) + rest > style.width {
                break;
            }
            used += GAP.len() + width(&column[0]);
            columns.push(column);
            shown = number;
        }
        if shown < self.columns.len() {
            columns.push(self.rest_from(shown, logs.rest));
        }
        for line in 0..=keys.len() {
            let key = if line == 0 { &head } else { &keys[line - 1] };
            let key = format!("{key}{}", " ".repeat(left - width(key)));
            let cells: Vec<&str> = columns.iter().map(|column| column[line].as_str()).collect();
            let cells = cells.join(GAP);
            let row = if line == 0 {
                paint.label(format!("{key}{GAP}{cells}").trim_end())
            } else {
                format!("{}{GAP}{cells}", paint.text(&key))
            };
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text.push('\n');
        for (number, (id, counts)) in (1..).zip(self.columns.iter().take(shown)) {
            let all = grouped(counts.iter().sum());
            text.push_str(&format!(
                "{number:>3}{GAP}{}  {}\n",
                paint.title(id),
                paint.faint(&format!("({all})"))
            ));
        }
        for remark in self.remarks(style.messages) {
            text.push_str(&wrapped_faint(&remark, style, &paint));
        }
        text
    }

    fn plain(&self, view: View<'_>, messages: &Messages) -> String {
        let mut text = total(view.summary, messages) + "\n";
        for (row, key) in self.keys.iter().enumerate() {
            text.push_str(&format!("\n{}{}{key}\n", self.headed(view), messages.colon));
            text.push_str(&format!(
                "{}{}{}\n",
                messages.scan.count,
                messages.colon,
                grouped(self.totals[row])
            ));
            for (id, counts) in self.columns.iter().filter(|(_, counts)| counts[row] > 0) {
                text.push_str(&format!("{GAP}{id}{}{}\n", messages.colon, grouped(counts[row])));
            }
        }
        for remark in self.remarks(messages) {
            text.push_str(&format!("\n{remark}\n"));
        }
        text
    }

    fn markdown(&self, view: View<'_>, messages: &Messages) -> String {
        let ids: Vec<String> = self.columns.iter().map(|(id, _)| format!(" {} |", code(id))).collect();
        let ids = ids.concat();
        let mut text = format!(
            "{}\n\n| {} | {} |{ids}\n|---|--:|{}\n",
            total(view.summary, messages),
            self.headed(view),
            messages.logs.total,
            "--:|".repeat(self.columns.len()),
        );
        for (row, key) in self.keys.iter().enumerate() {
            text.push_str(&format!("| {} | {} |", cell(key), grouped(self.totals[row])));
            for (_, counts) in &self.columns {
                text.push_str(&format!(" {} |", grouped(counts[row])));
            }
            text.push('\n');
        }
        for remark in self.remarks(messages) {
            text.push_str(&format!("\n{remark}\n"));
        }
        text
    }

    /// The head of the rows, times with their zone.
    fn headed(&self, view: View<'_>) -> String {
        match view.by.map(|by| &by.by) {
            Some(By::Time(_)) => format!("{} ({})", self.head, view.zone.name),
            Some(By::Value(name)) => name.clone(),
            _ => self.head.to_owned(),
        }
    }

    /// The column of all entries that have none.
    fn rest_from(&self, shown: usize, head: &str) -> Vec<String> {
        let rest = |row: usize| self.columns[shown..].iter().map(|(_, counts)| counts[row]).sum();
        column(head, &(0..self.keys.len()).map(rest).collect::<Vec<u64>>())
    }

    fn remarks(&self, messages: &Messages) -> Vec<String> {
        let logs = &messages.logs;
        let hidden = (self.hidden > 0).then(|| (logs.more_rows)(&grouped(self.hidden as u64)));
        let without = (self.without > 0).then(|| (logs.without)(&grouped(self.without)));
        hidden.into_iter().chain(without).collect()
    }
}

/// The cells of a column below its head, all of one width: a shade, and the number.
fn column(head: &str, counts: &[u64]) -> Vec<String> {
    const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let shade = |count: u64| {
        let level = (u128::from(count) * (SHADES.len() as u128 - 1)).div_ceil(u128::from(most));
        SHADES[usize::try_from(level).unwrap_or(0)]
    };
    let number = |count: u64| if count == 0 { "·".to_owned() } else { grouped(count) };
    let texts: Vec<String> = counts.iter().map(|&count| number(count)).collect();
    let room = texts.iter().map(|text| width(text)).max().unwrap_or(0).max(width(head).saturating_sub(2));
    let right = |text: &str, room: usize| " ".repeat(room.saturating_sub(width(text))) + text;
    let cells =
        counts.iter().zip(&texts).map(|(&count, text)| format!("{} {}", shade(count), right(text, room)));
    std::iter::once(right(head, room + 2)).chain(cells).collect()
}

fn head(by: &By, messages: &Messages) -> &'static str {
    let logs = &messages.logs;
    match by {
        By::Time(TimeUnit::Minute) => logs.minute,
        By::Time(TimeUnit::Hour) => logs.hour,
        By::Time(TimeUnit::Day) => logs.day,
        By::Endpoint => logs.endpoint,
        By::Value(_) | By::Input => logs.file,
    }
}

/// What a row is about.
fn key(bucket: &Bucket, by: &By, view: View<'_>) -> String {
    match bucket {
        Bucket::Start(time) => {
            let shown = view.zone.zone.shown(*time);
            let len = if matches!(by, By::Time(TimeUnit::Day)) {
                "2026-11-27".len()
            } else {
                "2026-11-27 09:00".len()
            };
            shown.get(..len).unwrap_or(&shown).to_owned()
        }
        Bucket::Text(text) => text.clone(),
        Bucket::Input(input) => name(&view.inputs[*input]),
    }
}
