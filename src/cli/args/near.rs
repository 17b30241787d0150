//! The names that a mistyped word is near to.

/// How many names are suggested.
const SUGGESTIONS: usize = 3;

/// The distance beyond which a name is no longer near, in edits for a hundred letters.
const TOO_FAR: usize = 45;

/// The names that are near to `word`, the nearest first. One that begins as the word does is nearer.
pub fn near(word: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let letters = |text: &str| text.trim_start_matches('-').to_lowercase();
    let word = letters(word.split('=').next().unwrap_or(word));
    let distance = |name: &str| {
        let name = letters(name);
        let longest = name.chars().count().max(word.chars().count()).max(1);
        let edits = strsim::damerau_levenshtein(&name, &word) * 100 / longest;
        let is_prefix = word.len() > 1 && (name.starts_with(&word) || word.starts_with(&name));
        if is_prefix { edits / 4 } else { edits }
    };
    let mut ranked: Vec<_> = names.map(|name| (distance(&name), name)).collect();
    ranked.sort();
    ranked.dedup();
    let near = ranked.into_iter().filter(|&(distance, _)| distance <= TOO_FAR);
    near.take(SUGGESTIONS).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(word: &str, names: &[&str]) -> Vec<String> {
        near(word, names.iter().map(|&name| name.to_owned()))
    }

    #[test]
    fn near_names_are_ranked_by_edits_and_beginnings() {
        let commands = ["lookup", "search", "explain", "list", "catalog", "completions", "schema"];
        assert_eq!(nearest("lokup", &commands), ["lookup"]);
        assert_eq!(nearest("comp", &commands), ["completions"]);
        assert_eq!(nearest("sech", &commands), ["search"]);
        assert_eq!(nearest("--frmat=json", &["--format", "--color"]), ["--format"]);
        assert_eq!(nearest("403", &commands), [""; 0]);
    }
}
