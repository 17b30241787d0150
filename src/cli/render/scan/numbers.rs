//! Large numbers, sizes and shares as people read them, and small pictures of them.

/// A number with its digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of bytes in the largest unit of which there is at least one.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "one digit behind the point is shown")]
    let mut size = bytes as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

/// A share in hundredths.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.1 { "<0.1%".to_owned() } else { format!("{percent:.1}%") }
}

/// A bar for each count, the highest for the largest, the lowest for nothing.
pub fn sparkline(counts: &[u64]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = u128::from(counts.iter().copied().max().unwrap_or(0).max(1));
    let bar = |&count: &u64| match count {
        0 => BARS[0],
        count => {
            let height = (u128::from(count) * (BARS.len() as u128 - 1)).div_ceil(most);
            BARS[usize::try_from(height).unwrap_or(BARS.len()).clamp(1, BARS.len() - 1)]
        }
    };
    counts.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1000, 1_052_000].map(grouped), ["0", "999", "1,000", "1,052,000"]);
    }

    #[test]
    fn sizes_have_the_unit_that_fits() {
        assert_eq!([0, 1023, 1024, 268_918_291].map(size), ["0 B", "1023 B", "1.0 KiB", "256.5 MiB"]);
        assert_eq!(size(u64::MAX), "16384.0 PiB");
    }

    #[test]
    fn small_shares_are_not_nothing() {
        assert_eq!([0.0, 0.0001, 0.5, 1.0].map(percent), ["0.0%", "<0.1%", "50.0%", "100.0%"]);
    }

    #[test]
    fn bars_are_as_high_as_the_counts() {
        assert_eq!(sparkline(&[0, 1, 4, 7, 1]), "▁▂▅█▂");
        assert_eq!(sparkline(&[0, 0]), "▁▁");
    }
}
