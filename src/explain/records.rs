//! The records of a log: what one of them says is not about another.

/// Where the records of a log begin: lines that start with a time, an address or a field, or are JSON as a whole.
/// A text with one such line only is no log.
pub fn records(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins_record(line.trim_end()) {
            starts.push(at);
        }
        at += line.len();
    }
    if starts.len() < 2 { Vec::new() } else { starts }
}

fn begins_record(line: &str) -> bool {
    const FIELDS: [&str; 5] = ["time=", "ts=", "level=", "timestamp=", "date="];
    if line.starts_with('{') {
        return line.ends_with('}') && line.len() > 2;
    }
    let line = line.trim_start_matches(['[', '(', '"', '<']);
    // Dates and times, with their digits alike.
    let mut head = [b' '; 12];
    for (to, byte) in head.iter_mut().zip(line.bytes()) {
        *to = if byte.is_ascii_digit() { b'0' } else { byte };
    }
    let is_time = [b"0000-00-00".as_slice(), b"0000/00/00", b"0000.00.00", b"00:00:00", b"00/00/00"];
    let is_syslog =
        || head[3] == b' ' && head[..3].iter().all(u8::is_ascii_alphabetic) && head[5..].contains(&b':');
    let is_klog = || matches!(head[0], b'I' | b'W' | b'E' | b'F') && head[1..].starts_with(b"0000 ");
    let is_address = || {
        let word = line.split(' ').next().unwrap_or_default();
        word.split('.').count() == 4 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    is_time.iter().any(|form| head.starts_with(form))
        || FIELDS.iter().any(|field| line.starts_with(field))
        || is_klog()
        || is_syslog()
        || is_address()
}
