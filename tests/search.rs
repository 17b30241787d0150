//! What people type, and the entries that answer it: `tests/search/`, written by several hands without a look at the
//! catalog's words.

use std::collections::BTreeMap;

use serde_json::Value;
use wqerr::{Catalog, Signal};

/// The shares of the queries that must find an accepted entry first, and of those for which nothing is accepted that
/// must find nothing, in percent: of those that the weights were fitted on, and of those that took no part in it.
const FIT: [usize; 2] = [95, 89];
const HELD: [usize; 2] = [93, 93];
const HELD_2: [usize; 2] = [95, 88];

#[test]
fn queries_that_weights_were_fitted_on_find_what_they_mean() {
    assert_shares(include_str!("search/fit.jsonl"), FIT);
}

#[test]
fn queries_that_were_held_out_find_what_they_mean() {
    assert_shares(include_str!("search/held.jsonl"), HELD);
}

#[test]
fn queries_that_were_written_before_the_last_change_find_what_they_mean() {
    assert_shares(include_str!("search/held-2.jsonl"), HELD_2);
}

fn assert_shares(queries: &str, percent: [usize; 2]) {
    // First those with an answer, then those without: how many are right, of how many.
    let mut counts = [(0, 0); 2];
    let mut misses = Vec::new();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in queries.lines() {
        let case: Value = serde_json::from_str(line).expect("each line is JSON");
        let query = case["query"].as_str().expect("a query is text");
        let accepted: Vec<&str> =
            case["accept"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let answer = wqerr::search(Catalog::embedded(), query);
        let first = answer.results.first().map(|best| best.entry.id());
        let is_right = first.map_or(accepted.is_empty(), |id| accepted.contains(&id));
        let kind = kinds.entry(case["kind"].as_str().unwrap_or_default().to_owned()).or_default();
        for (right, all) in [kind, &mut counts[usize::from(accepted.is_empty())]] {
            *right += usize::from(is_right);
            *all += 1;
        }
        if !is_right {
            misses.push(format!("{query:?} wants {accepted:?} got {first:?}"));
        }
    }
    let are_enough = counts.iter().zip(percent).all(|(&(right, all), percent)| right * 100 >= all * percent);
    assert!(are_enough, "found and refused {counts:?}, of kinds {kinds:?}\n{}", misses.join("\n"));
}

#[test]
fn what_is_not_ours_finds_nothing() {
    for query in [
        "mysql syntax error",
        "微信登录不上",
        "how to bake bread",
        "asdfghjkl",
        "怎么开发票",
        "how to balance a binary search tree",
        "invoice of 12,500 yuan",
        "驾照过期",
    ] {
        let answer = wqerr::search(Catalog::embedded(), query);
        assert!(answer.results.is_empty(), "{query}: {:?}", answer.results[0].entry.id());
    }
}

/// Each query finds its entry first.
fn assert_first(cases: &[(&str, &str)]) {
    for &(query, id) in cases {
        let answer = wqerr::search(Catalog::embedded(), query);
        assert_eq!(answer.results.first().map(|best| best.entry.id()), Some(id), "{query}");
    }
}

#[test]
fn traditional_characters_mistyped_ones_and_pinyin_are_understood() {
    assert_first(&[
        ("餘額不足", "insufficient-balance"),
        ("凍結", "user-frozen"),
        ("使用者資訊錯誤", "user-info-error"),
        ("負載過大", "payload-too-large"),
        ("沒有權限調這個接口", "forbidden"),
        ("余额部足", "insufficient-balance"),
        ("xianliu", "too-many-requests"),
        ("yebz", "insufficient-balance"),
        ("yue bu zu", "insufficient-balance"),
        ("key wuxiao", "invalid-api-key"),
    ]);
}

#[test]
fn codes_that_were_cut_off_are_understood() {
    assert_first(&[
        ("Forbidden.InsufficientBal", "insufficient-balance"),
        ("InvalidArgument.RequestBo", "request-body-invalid"),
        ("MissingRequiredPar", "missing-required-parameter"),
        ("Forbidde", "forbidden"),
        ("UnaccessibleUs", "unaccessible-user"),
        ("Service Unavail", "service-unavailable"),
        ("the upstream gatew", "bad-gateway"),
    ]);
}

#[test]
fn a_result_says_what_counted() {
    for (query, signal) in [
        ("balance", Signal::Words),
        ("余额", Signal::Characters),
        ("blance", Signal::SimilarWords),
        ("帐号余鹅不足", Signal::Sound),
        ("yuebuzu", Signal::Pinyin),
        ("gateway 502", Signal::Status),
        ("金钥错了", Signal::Synonyms),
    ] {
        let answer = wqerr::search(Catalog::embedded(), query);
        let matched_by = answer.results.first().map(|best| best.matched_by.clone()).unwrap_or_default();
        assert!(matched_by.contains(&signal), "{query}: {matched_by:?}");
    }
}

#[test]
fn the_same_query_has_the_same_answer_each_time() {
    let catalog = Catalog::embedded();
    for query in ["cx", "key invalid", "account balance not enough", "请求太多被限流了"] {
        let answer = wqerr::search(catalog, query);
        let is_same = |_| wqerr::search(catalog, query) == answer;
        assert!((0..20).all(is_same), "{query}");
    }
}
