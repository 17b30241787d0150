//! A text cut into terms: stems of words and parts of codes, Han characters singly and in pairs, syllables.

use std::ops::Range;

use crate::fold::{half_width, is_han};
use crate::simplified::simplified;
use crate::sounds::syllable;

/// Words that say nothing about an error.
const EMPTY_WORDS: &[&str] = &[
    "a", "about", "all", "am", "an", "and", "any", "anyone", "are", "as", "at", "be", "been", "but", "by",
    "can", "could", "d", "did", "do", "does", "doing", "for", "from", "get", "gets", "getting", "give",
    "gives", "go", "got", "had", "has", "have", "he", "help", "her", "here", "him", "his", "how", "i", "if",
    "in", "into", "is", "it", "its", "just", "keep", "keeps", "ll", "m", "me", "mean", "means", "my", "of",
    "on", "or", "our", "please", "re", "s", "say", "says", "saying", "see", "should", "so", "some", "still",
    "t", "that", "the", "their", "them", "then", "there", "they", "thing", "this", "to", "ve", "want", "was",
    "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
];

/// Words that are said around any error: they count where they are said of an entry, and where they are not,
/// nothing is missing.
const COMMON_WORDS: &[&str] = &[
    "api",
    "call",
    "calling",
    "calls",
    "code",
    "error",
    "errors",
    "failed",
    "fails",
    "http",
    "https",
    "issue",
    "llm",
    "message",
    "model",
    "now",
    "problem",
    "response",
    "responses",
    "return",
    "returned",
    "returns",
    "shows",
    "status",
    "something",
    "streamlake",
    "suddenly",
    "today",
    "vanchin",
    "wanqing",
    "yesterday",
];

/// The same in Chinese.
const COMMON_PAIRS: &[&str] = &[
    "报错", "错误", "出错", "接口", "调用", "返回", "提示", "显示", "出现", "问题", "万擎", "快手", "模型",
    "平台", "突然", "一直", "现在", "状态", "代码", "码是", "解决", "处理", "办法", "是不", "不是", "为啥",
    "请问", "大家", "今天", "昨天", "东西",
];

/// What the platform is called, in lower case.
pub const PLATFORM: &[&str] = &["wanqing", "streamlake", "vanchin", "kwai", "万擎", "快手"];

/// What any platform of its kind is spoken of with, in lower case.
pub const DOMAIN: &[&str] = &[
    "api",
    "apis",
    "model",
    "models",
    "llm",
    "sdk",
    "sdks",
    "endpoint",
    "endpoints",
    "token",
    "tokens",
    "request",
    "requests",
    "account",
    "accounts",
    "gateway",
    "gateways",
    "server",
    "servers",
    "service",
    "services",
    "client",
    "clients",
    "http",
    "stream",
    "streams",
    "接口",
    "模型",
    "推理",
    "密钥",
    "请求",
    "账号",
    "账户",
    "网关",
    "服务",
    "调用",
    "报错",
    "返回",
    "客户端",
    "套餐",
    "提示",
];

/// Han characters that say nothing about an error; a pair with one of them is no term.
const EMPTY_CHARACTERS: &str = "的了吗呢啊吧我你您他它们这那个是就都也很请怎么什为何啥下在到给把还又着得地之以及其和与或会能想要来去说看让";

/// A piece of a text to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// The stem of a word, a part of a code, or a whole code in one word.
    Word(String),
    /// Two Han characters that follow each other.
    Pair(char, char),
    /// A Han character.
    Character(char),
    /// The syllables of two Han characters that follow each other.
    Syllables(String),
}

impl Term {
    /// The stem of a word in lower case.
    pub fn of_word(word: &str) -> Self {
        Self::Word(stem(word))
    }

    /// Whether it is the sound of other terms.
    pub const fn is_sound(&self) -> bool {
        matches!(self, Self::Syllables(_))
    }

    /// The term as a text of its own in the index.
    pub fn key(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Pair(a, b) => [*a, *b].iter().collect(),
            Self::Character(c) => c.to_string(),
            Self::Syllables(sound) => format!("~{sound}"),
        }
    }
}

/// A term, the units of the text that it covers, and where it stands: a word is a unit, and so is a Han character.
pub struct Place {
    pub term: Term,
    /// The word before it was stemmed; empty for Han characters.
    pub word: String,
    pub units: Range<usize>,
    /// In bytes of the text.
    pub bytes: Range<usize>,
}

/// Whether a term is said around any error.
pub fn is_common(place: &Place) -> bool {
    match &place.term {
        Term::Word(_) => COMMON_WORDS.contains(&place.word.as_str()),
        Term::Pair(a, b) => COMMON_PAIRS.iter().any(|pair| pair.chars().eq([*a, *b])),
        Term::Character(_) | Term::Syllables(_) => false,
    }
}

/// The terms of `text` and how many units it has. Numbers and words that say nothing are no terms.
pub fn terms(text: &str) -> (Vec<Place>, usize) {
    let mut places = Vec::new();
    let mut units = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Word(word, bytes) => {
                let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
                if !is_number && !EMPTY_WORDS.contains(&word.as_str()) {
                    let term = Term::of_word(&word);
                    places.push(Place { term, word, units: units..units + 1, bytes });
                    units += 1;
                }
            }
            Piece::Han(characters) => {
                for run in characters.split(|&(_, c)| EMPTY_CHARACTERS.contains(c)) {
                    han(&mut places, run, units);
                    units += run.len();
                }
            }
        }
    }
    (places, units)
}

fn han(places: &mut Vec<Place>, run: &[(usize, char)], units: usize) {
    let end = |&(at, c): &(usize, char)| at + c.len_utf8();
    let place = |term, at: usize, piece: &[(usize, char)]| {
        let bytes = piece[0].0..piece.last().map_or(0, end);
        Place { term, word: String::new(), units: at..at + piece.len(), bytes }
    };
    for (at, one) in (units..).zip(run.chunks(1)) {
        places.push(place(Term::Character(one[0].1), at, one));
    }
    for (at, two) in (units..).zip(run.windows(2)) {
        let pair = [two[0].1, two[1].1];
        places.push(place(Term::Pair(pair[0], pair[1]), at, two));
        places.extend(syllables(&pair).map(|sound| place(Term::Syllables(sound), at, two)));
    }
}

/// A word without the endings of its plural, its past and its other forms. What stays need be no word; the forms of
/// one word only have to come to the same.
fn stem(word: &str) -> String {
    const SHORTEST: usize = 3;
    const ENDINGS: [(&str, &str); 10] = [
        ("iness", "i"),
        ("ies", "i"),
        ("ied", "i"),
        ("sses", "ss"),
        ("ness", ""),
        ("ing", ""),
        ("ed", ""),
        ("ly", ""),
        ("es", ""),
        ("s", ""),
    ];
    let is_long = |stem: &str| {
        stem.len() >= SHORTEST && !word.ends_with("eed") && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
    };
    let shorter = ENDINGS.iter().find_map(|&(ending, kept)| {
        let stem = word.strip_suffix(ending)?;
        (is_long(stem) && !(ending == "s" && stem.ends_with(['s', 'u', 'i']))).then(|| stem.to_owned() + kept)
    });
    let mut stem = shorter.unwrap_or_else(|| word.to_owned());
    let mut ends = stem.bytes().rev();
    let is_doubled = matches!((ends.next(), ends.next()), (Some(a), Some(b)) if a == b && !matches!(a, b's' | b'l' | b'e'));
    if stem.len() > SHORTEST && (is_doubled || stem.ends_with('e')) {
        stem.pop();
    }
    if stem.len() > SHORTEST && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

/// The syllables of Han characters without their tones, in one word. The usual mistyped characters sound like those
/// that were meant.
pub fn syllables(characters: &[char]) -> Option<String> {
    characters.iter().map(|&c| syllable(c)).collect()
}

enum Piece {
    Word(String, Range<usize>),
    /// Han characters and where they stand.
    Han(Vec<(usize, char)>),
}

/// Words in lower case, parts of codes, and runs of Han characters in simplified form.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut word, mut start) = (String::new(), 0);
    let mut characters = Vec::new();
    let mut previous = ' ';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let c = simplified(half_width(c));
        let begins_part = c.is_uppercase() && previous.is_lowercase();
        if (!c.is_alphanumeric() || is_han(c) || begins_part) && !word.is_empty() {
            pieces.push(Piece::Word(std::mem::take(&mut word), start..at));
        }
        if !is_han(c) && !characters.is_empty() {
            pieces.push(Piece::Han(std::mem::take(&mut characters)));
        }
        if is_han(c) {
            characters.push((at, c));
        } else if c.is_alphanumeric() {
            if word.is_empty() {
                start = at;
            }
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for forms in [
            &["stop", "stops", "stopped", "stopping"][..],
            &["close", "closes", "closed", "closing"],
            &["deny", "denies", "denied"],
            &["request", "requests", "requested"],
            &["exceed", "exceeds", "exceeded", "exceeding"],
            &["limit", "limits", "limited"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{stems:?}");
        }
        assert_eq!(stem("status"), "status");
    }

    #[test]
    fn texts_are_cut_into_words_and_characters() {
        let keys = |text| terms(text).0.into_iter().map(|place| place.term.key()).collect::<Vec<_>>();
        assert_eq!(keys("Forbidden.InsufficientBalance 403"), ["forbidden", "insufficient", "balanc"]);
        assert_eq!(keys("我的余额"), ["余", "额", "余额", "~yue"]);
    }
}
