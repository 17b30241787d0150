//! What holds of every answer, whatever was asked.

use std::collections::HashSet;

use wqerr::{Answer, Entry};

/// Scores from 0 to 1, the best first, and a reason for each; up to three suggestions, and only where there is no
/// result; no entry twice.
pub fn check(Answer { results, suggestions, .. }: &Answer<'_>) {
    for found in results {
        assert!((0.0..=1.0).contains(&found.score), "{}: {}", found.entry.id(), found.score);
        assert!(!found.matched_by.is_empty(), "{}", found.entry.id());
    }
    assert!(results.is_sorted_by(|a, b| a.score >= b.score));
    assert!(suggestions.len() <= if results.is_empty() { 3 } else { 0 });
    let entries = results.iter().map(|found| found.entry).chain(suggestions.iter().copied());
    let ids: HashSet<&str> = entries.map(Entry::id).collect();
    assert_eq!(ids.len(), results.len() + suggestions.len());
}
