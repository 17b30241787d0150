//! Statuses in words: `four oh three`, `five hundred`, 四零三, 四百二十九.

use std::ops::Range;

use super::letters::words;
use crate::status::FIRST_ERROR;

/// The greatest status.
const LAST: u16 = 599;

const DIGITS: [&[&str]; 10] = [
    &["zero", "oh", "o"],
    &["one"],
    &["two"],
    &["three"],
    &["four"],
    &["five"],
    &["six"],
    &["seven"],
    &["eight"],
    &["nine"],
];
const FROM_TEN: [&str; 10] = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Chinese digits; some stand twice, as they are written and as they are read aloud.
const CHINESE_DIGITS: [&[char]; 10] = [
    &['零', '〇'],
    &['一', '幺'],
    &['二', '两'],
    &['三'],
    &['四'],
    &['五'],
    &['六'],
    &['七'],
    &['八'],
    &['九'],
];

/// The text with the statuses that it has in words written in digits.
pub fn in_digits(text: &str) -> String {
    let mut found = english(text);
    found.extend(chinese(text));
    found.sort_by_key(|(place, _)| place.start);
    let mut written = String::with_capacity(text.len());
    let mut end = 0;
    for (place, status) in found {
        written += &text[end..place.start];
        written += &status.to_string();
        end = place.end;
    }
    written + &text[end..]
}

/// A number, if it may be the status of an error.
fn status(number: u16) -> Option<u16> {
    (FIRST_ERROR..=LAST).contains(&number).then_some(number)
}

fn english(text: &str) -> Vec<(Range<usize>, u16)> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest: Vec<&str> = words[at..].iter().take(5).map(|(_, word)| word.as_str()).collect();
        if let Some((number, used)) = spoken(&rest).and_then(|(number, used)| Some((status(number)?, used))) {
            found.push((words[at].0.start..words[at + used - 1].0.end, number));
            at += used;
        } else {
            at += 1;
        }
    }
    found
}

/// The number of three digits with which words begin, and how many of them it takes.
fn spoken(words: &[&str]) -> Option<(u16, usize)> {
    let (&first, rest) = words.split_first()?;
    let hundreds = digit(first)? * 100;
    match rest {
        ["hundred", "and", rest @ ..] => {
            below_hundred(rest).map(|(number, used)| (hundreds + number, used + 3))
        }
        ["hundred", rest @ ..] => {
            let (number, used) = below_hundred(rest).unwrap_or((0, 0));
            Some((hundreds + number, used + 2))
        }
        _ => below_hundred(rest)
            .filter(|&(_, used)| used == 2 || rest.first().is_some_and(|word| digit(word).is_none()))
            .map(|(number, used)| (hundreds + number, used + 1)),
    }
}

/// The number below a hundred with which words begin: `oh three`, `thirteen`, `twenty nine`, `nine`.
fn below_hundred(words: &[&str]) -> Option<(u16, usize)> {
    let ones = words.get(1).and_then(|word| digit(word));
    let first = *words.first()?;
    if let Some(tens) = digit(first) {
        return Some(ones.map_or((tens, 1), |ones| (tens * 10 + ones, 2)));
    }
    if let Some(number) = (10..).zip(FROM_TEN).find(|&(_, word)| word == first) {
        return Some((number.0, 1));
    }
    let (tens, _) = (2..).zip(TENS).find(|&(_, word)| word == first)?;
    Some(ones.map_or((tens * 10, 1), |ones| (tens * 10 + ones, 2)))
}

fn digit(word: &str) -> Option<u16> {
    (0..).zip(DIGITS).find(|(_, words)| words.contains(&word)).map(|(digit, _)| digit)
}

fn chinese(text: &str) -> Vec<(Range<usize>, u16)> {
    let is_part = |c: char| matches!(c, '百' | '十') || chinese_digit(c).is_some();
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let run = &rest[start..];
        let run = &run[..run.find(|c| !is_part(c)).unwrap_or(run.len())];
        let at = text.len() - rest.len() + start;
        if let Some(number) = read(&run.chars().collect::<Vec<_>>()).and_then(status) {
            found.push((at..at + run.len(), number));
        }
        rest = &rest[start + run.len()..];
    }
    found
}

fn chinese_digit(c: char) -> Option<u16> {
    (0..).zip(CHINESE_DIGITS).find(|(_, characters)| characters.contains(&c)).map(|(digit, _)| digit)
}

/// The number of three digits that Chinese characters are: 四零三, 五百, 四百零三, 四百二十九.
fn read(characters: &[char]) -> Option<u16> {
    let digits: Vec<Option<u16>> = characters.iter().map(|&c| chinese_digit(c)).collect();
    match (characters, &*digits) {
        ([_, '百'], &[Some(a), _]) => Some(a * 100),
        ([_, '百', _, '十'], &[Some(a), _, Some(b), _]) => Some(a * 100 + b * 10),
        ([_, '百', '零' | '〇', _], &[Some(a), _, _, Some(c)]) => Some(a * 100 + c),
        ([_, '百', '十', _], &[Some(a), _, _, Some(c)]) => Some(a * 100 + 10 + c),
        (_, &[Some(a), Some(b), Some(c)]) | ([_, '百', _, '十', _], &[Some(a), _, Some(b), _, Some(c)]) => {
            Some(a * 100 + b * 10 + c)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_in_words_are_written_in_digits() {
        for (text, expected) in [
            ("error four oh three", "error 403"),
            ("Four zero eight", "408"),
            ("status five hundred", "status 500"),
            ("four twenty nine again", "429 again"),
            ("five hundred and three", "503"),
            ("four thirteen, why", "413, why"),
            ("返回四零三了", "返回403了"),
            ("四百二十九错误", "429错误"),
            ("四百零八", "408"),
            ("五百", "500"),
        ] {
            assert_eq!(in_digits(text), expected);
        }
        for text in
            ["four of us", "four o'clock", "oh one", "一二三", "三百块", "四五个人", "one two three", ""]
        {
            assert_eq!(in_digits(text), text);
        }
    }
}
