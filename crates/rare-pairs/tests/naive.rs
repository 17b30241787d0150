//! The search finds what a naive search finds, whatever the needles, the text and the sample.

use proptest::collection::vec;
use proptest::prelude::*;
use rare_pairs::{Match, Needles};

/// All that stands in a text, found by comparing each needle at each place.
fn naive(needles: &[Vec<u8>], haystack: &[u8]) -> Vec<Match> {
    let mut found = Vec::new();
    for (needle, text) in needles.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        for (start, window) in haystack.windows(text.len()).enumerate() {
            if window.eq_ignore_ascii_case(text) {
                found.push(Match { needle, start, end: start + text.len() });
            }
        }
    }
    found
}

fn assert_as_naive(needles: &[Vec<u8>], haystack: &[u8], sample: &[u8]) {
    let mut expected = naive(needles, haystack);
    let mut found: Vec<Match> = Needles::new(needles, sample).find_iter(haystack).collect();
    let is_behind = |one: &Match, other: &Match| other.start >= one.end && other.start - one.start >= 16;
    for (at, later) in found.iter().enumerate() {
        assert!(!found[..at].iter().any(|earlier| is_behind(later, earlier)), "{found:?}");
    }
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

/// Some bytes of few kinds, so that much is found, or of any.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => vec(prop::sample::select(b"abAB0 _".to_vec()), 0..most),
        1 => vec(any::<u8>(), 0..most),
        1 => "[a-zA-Z0-9 _.:请求\u{e9}]*".prop_map(move |text| text.bytes().take(most).collect()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn all_is_found(needles in vec(bytes(24), 0..12), haystack in bytes(400), sample in bytes(400)) {
        assert_as_naive(&needles, &haystack, &sample);
        assert_as_naive(&needles, &haystack, &haystack);
    }

    #[test]
    fn needles_of_the_text_are_found(
        haystack in bytes(300),
        places in vec((any::<prop::sample::Index>(), 1..40_usize), 1..40),
        sample in bytes(300),
    ) {
        let needle = |(at, len): &(prop::sample::Index, usize)| {
            let at = at.index(haystack.len().max(1));
            haystack.iter().skip(at).take(*len).copied().collect()
        };
        let needles: Vec<Vec<u8>> = places.iter().map(needle).collect();
        assert_as_naive(&needles, &haystack, &sample);
    }
}

#[test]
fn a_needle_is_found_at_every_place() {
    let needles = ["frozen", "X1", "E00001", "p", "请求", "a_bcd", "12345", "a needle of more than 16 bytes"];
    let needles = needles.map(|needle| needle.as_bytes().to_vec());
    for needle in &needles {
        for before in 0..140 {
            for behind in [0, 1, 3, 200] {
                let upper = needle.to_ascii_uppercase();
                let haystack = [b"~".repeat(before), upper, b"~".repeat(behind)].concat();
                assert_as_naive(&needles, &haystack, b"{\"msg\": \"chat completion ok\"}");
            }
        }
    }
}

#[test]
fn many_needles_are_told_apart() {
    let needles: Vec<Vec<u8>> =
        (0..20_000).map(|number| format!("Rejected{number:05}").into_bytes()).collect();
    let haystack = b"rejected 00017 rejected00017 REJECTED19999 Rejected20000".as_slice();
    let found: Vec<usize> =
        Needles::new(&needles, haystack).find_iter(haystack).map(|found| found.needle).collect();
    assert_eq!(found, [17, 19_999]);
}

#[test]
fn without_needles_nothing_is_found() {
    let none: [&str; 0] = [];
    assert!(Needles::new(none, b"text").is_empty());
    assert_eq!(Needles::new(none, b"text").find(b"text"), None);
    assert_eq!(Needles::new([""], b"text").find(b"text"), None);
    assert_eq!(Needles::new(["text"], b"").find(b""), None);
}
