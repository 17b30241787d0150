//! The rules about `codes.toml`, each a walk over all of it.

use unicode_width::UnicodeWidthStr;
use wqerr::{Catalog, Confidence, Entry, Lang, Secrets, Text};

/// The rows of the official page: table, status, id, code, message, meaning.
const OFFICIAL: &str = include_str!("official/error-codes.tsv");

const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Zh];

fn entries() -> &'static [Entry] {
    Catalog::embedded().entries()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

fn has_han(text: &str) -> bool {
    text.contains(is_han)
}

/// The message as it arrives: with a value in place of each placeholder.
fn with_values(entry: &Entry) -> String {
    let message = entry.message().replace("xxx", "model");
    let mut filled = String::new();
    let mut rest = message.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').expect("braces are paired");
        filled += before;
        filled += if name == "CustomerId" { "20012345" } else { "SomeValue1" };
        rest = tail;
    }
    filled + rest
}

#[test]
fn every_official_row_is_there_verbatim() {
    let rows: Vec<Vec<&str>> = OFFICIAL.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 22, "rows are lost");
    for row in &rows {
        let &[table, status, id, code, message, meaning] = row.as_slice() else {
            panic!("{row:?} has six fields")
        };
        let entry = Catalog::embedded().get(id).unwrap_or_else(|| panic!("codes.toml lacks {id}"));
        let found = (
            entry.origin(),
            entry.status().to_string(),
            entry.code(),
            entry.message(),
            entry.meaning(Lang::Zh),
        );
        assert_eq!(found, (table, status.to_owned(), Some(code), message, meaning), "{id}");
    }
    let official = entries().iter().filter(|entry| entry.origin() != "observed").map(Entry::id);
    assert!(official.eq(rows.iter().map(|row| row[2])), "the official rows stand in their order");
}

/// Fails with all that is wrong, an entry each line.
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "codes.toml:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_in_no_official_table_is_marked_as_observed() {
    let mut wrong = Vec::new();
    for entry in entries().iter().filter(|entry| !OFFICIAL.contains(&format!("\t{}\t", entry.id()))) {
        if entry.origin() != "observed" {
            wrong.push(format!("{} is in no official table: write origin = \"observed\"", entry.id()));
        }
    }
    assert_none(&wrong);
}

#[test]
fn both_languages_say_everything() {
    const STEPS: usize = 2;
    const WORDS: usize = 10;
    let mut wrong = Vec::new();
    for entry in entries() {
        for lang in LANGUAGES {
            let lists = [
                ("causes", entry.causes(lang).len(), 1),
                ("remediation", entry.remediation(lang).len(), STEPS),
                ("words", entry.words(lang).len(), WORDS),
            ];
            let short = lists.iter().filter(|(_, len, least)| len < least);
            wrong.extend(short.map(|(field, len, least)| {
                format!("{} has {len} in {field}.{lang}: write at least {least}", entry.id())
            }));
        }
    }
    assert_none(&wrong);
}

/// All prose of an entry in one language, sentence by sentence.
fn prose(entry: &Entry, lang: Lang) -> impl Iterator<Item = &str> {
    let lists = entry.causes(lang).iter().chain(entry.remediation(lang));
    std::iter::once(entry.meaning(lang)).chain(lists.map(|text: &Text| &**text))
}

/// The text without what is in parentheses.
fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|&c| {
        depth += usize::from(c == '(');
        let is_outside = depth == 0;
        depth -= usize::from(c == ')').min(depth);
        is_outside
    });
    outside.collect()
}

#[test]
fn each_language_keeps_to_its_script() {
    let mut wrong = Vec::new();
    for entry in entries() {
        // The console has its names of pages in Chinese, so the English texts give them in parentheses.
        let en = prose(entry, Lang::En).map(without_parentheses);
        let en = en.chain(entry.words(Lang::En).iter().map(ToString::to_string)).filter(|text| has_han(text));
        wrong.extend(en.map(|text| format!("{}: Chinese in the English {text:?}", entry.id())));
        let zh = prose(entry, Lang::Zh).chain(entry.words(Lang::Zh).iter().map(|word| &**word));
        let zh = zh.filter(|text| !has_han(text));
        wrong.extend(zh.map(|text| format!("{}: no Chinese in {text:?}", entry.id())));
    }
    assert_none(&wrong);
}

/// The Chinese prose of an entry that is our own: the meanings of the official rows are verbatim.
fn own_chinese(entry: &Entry) -> impl Iterator<Item = &str> {
    prose(entry, Lang::Zh).skip(usize::from(entry.origin() != "observed"))
}

#[test]
fn sentences_end_as_sentences() {
    let mut wrong = Vec::new();
    for entry in entries() {
        let english = prose(entry, Lang::En).filter(|text| !text.ends_with('.'));
        let chinese = own_chinese(entry).filter(|text| !text.ends_with('。'));
        let texts = english.chain(chinese);
        wrong.extend(texts.map(|text| format!("{}: {text:?} lacks its full stop", entry.id())));
    }
    assert_none(&wrong);
}

/// What is wrong between two characters of Chinese prose.
fn wrong_between(a: char, b: char) -> Option<&'static str> {
    let touches = is_han(a) && b.is_ascii_alphanumeric() || a.is_ascii_alphanumeric() && is_han(b);
    match b {
        ',' | ';' | ':' | '?' | '!' | '(' if is_han(a) => Some("half-width punctuation"),
        _ if touches => Some("no space"),
        _ => None,
    }
}

#[test]
fn chinese_prose_uses_chinese_punctuation() {
    let mut wrong = Vec::new();
    for entry in entries() {
        for text in own_chinese(entry) {
            for (a, b) in text.chars().zip(text.chars().skip(1)) {
                wrong.extend(
                    wrong_between(a, b).map(|what| format!("{}: {what} at {a}{b} in {text:?}", entry.id())),
                );
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn first_steps_fit_a_line() {
    // The 80 columns of a terminal without the indent and the arrow of a list.
    const COLUMNS: usize = 73;
    let mut wrong = Vec::new();
    for entry in entries() {
        let steps = LANGUAGES.iter().filter_map(|&lang| entry.remediation(lang).first());
        let long = steps.filter(|step| step.width() > COLUMNS);
        wrong.extend(long.map(|step| format!("{}: {} columns in {:?}", entry.id(), step.width(), &**step)));
    }
    assert_none(&wrong);
}

#[test]
fn links_are_https() {
    for entry in entries() {
        assert!(entry.docs().starts_with("https://"), "{}", entry.id());
        for lang in LANGUAGES {
            assert!(prose(entry, lang).all(|text| !text.contains("http://")), "{}", entry.id());
        }
    }
}

#[test]
fn every_message_finds_its_own_entry_first() {
    let catalog = Catalog::embedded();
    for entry in entries() {
        let message = with_values(entry);
        let body = format!(
            r#"{{"error":{{"message":"{message}","type":"","param":"","code":"{}"}}}}"#,
            entry.code().unwrap_or_default()
        );
        for input in [message.as_str(), body.as_str()] {
            let explanations = wqerr::explain(catalog, input, Secrets::Masked);
            let best = explanations[0].results.first().map(|best| best.entry.id());
            assert_eq!(best, Some(entry.id()), "explain {input}");
        }
        let found = wqerr::search(catalog, &message);
        assert_eq!(found.results[0].entry.id(), entry.id(), "search {message}");
    }
}

#[test]
fn every_name_finds_its_entry() {
    let catalog = Catalog::embedded();
    for entry in entries() {
        let names = entry.code().into_iter().chain(entry.aliases()).chain([entry.id()]);
        for name in names {
            let found = wqerr::lookup(catalog, name);
            assert!(found.results.iter().any(|found| found.entry.id() == entry.id()), "lookup {name}");
        }
        let by_id = wqerr::lookup(catalog, entry.id());
        assert_eq!(
            (by_id.results.len(), by_id.results[0].confidence),
            (1, Confidence::Certain),
            "{}",
            entry.id()
        );
    }
}

#[test]
fn ids_and_aliases_are_unique() {
    let mut ids: Vec<&str> = entries().iter().map(Entry::id).collect();
    let mut aliases: Vec<&str> = entries().iter().flat_map(Entry::aliases).collect();
    for names in [&mut ids, &mut aliases] {
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}

#[test]
fn the_source_reads_as_the_embedded_catalog() {
    let read = Catalog::from_toml(include_str!("../codes.toml")).expect("codes.toml has no mistakes");
    assert_eq!(&read, Catalog::embedded());
}

/// A catalog of one entry, with a field of its own and the status of the entry.
fn breakfast(field: &str, status: &str) -> Result<Catalog, String> {
    let source = format!(
        r#"
        schema = 1
        name = "breakfast"
        {field}
        [[entry]]
        id = "jam"
        status = {status}
        message = "Marmalade has run out."
        retry = "yes"
        actor = "caller"
        meaning.en = "No marmalade."
        "#
    );
    Catalog::from_toml(&source).map_err(|error| error.diagnostics()[0].to_string())
}

#[test]
fn a_status_counts_as_what_it_is_in_toml() {
    let status = |written| breakfast("", written).map(|own| own.entries()[0].status());
    assert_eq!((status("0x193"), status("4_03"), status("+403")), (Ok(403), Ok(403), Ok(403)));
    let error = "7:18: `0x403` is not an HTTP status; use 100 to 599, or 0 for none";
    assert_eq!(status("0x403"), Err(error.to_owned()));
}

#[test]
fn the_date_of_a_catalog_is_a_day() {
    let date =
        |written| breakfast(&format!("date = {written}"), "403").map(|own| own.date().map(str::to_owned));
    assert_eq!(date("2026-11-23"), Ok(Some("2026-11-23".to_owned())));
    for time in ["07:32:00", "2026-11-23T07:32:00", "2026-11-23T07:32:00Z"] {
        let error = "4:16: `date` is a time; use a date such as 2026-11-23";
        assert_eq!(date(time), Err(error.to_owned()), "{time}");
    }
}

#[test]
fn a_catalog_is_no_other_system_to_itself() {
    let own = |systems| breakfast(systems, "403").expect("a good catalog");
    let named = "elsewhere = [\"lunch\", \"Breakfast\"]";
    assert_eq!(own(named), own("elsewhere = [\"lunch\"]"));
    assert_eq!(own(named).overlaid(own(named)), own(named));
}

#[test]
fn another_system_is_known_however_its_name_is_written() {
    let systems = "elsewhere = [\"Lunch\", \"Azure OpenAI\", \"食堂\"]";
    let own = breakfast(systems, "403").expect("a good catalog");
    let is_found = |query: &str| !wqerr::search(&own, query).results.is_empty();
    assert!(is_found("marmalade run out slowly"));
    assert!(is_found("Azure opens marmalade run out slowly"));
    for system in ["lunch", "LUNCH", "Azure-openai", "食堂"] {
        assert!(!is_found(&format!("{system} marmalade run out slowly")), "{system}");
    }
}

#[test]
fn an_id_has_a_letter() {
    let named = |id: &str| {
        let entry = "status = 403\nmessage = \"Out of jam.\"\nretry = \"no\"\nactor = \"caller\"\nmeaning.en = \"No jam.\"";
        let source = format!("schema = 1\nname = \"breakfast\"\n[[entry]]\nid = \"{id}\"\n{entry}\n");
        Catalog::from_toml(&source).map(|_| ()).map_err(|error| error.diagnostics()[0].to_string())
    };
    let error = |id| {
        format!(
            "4:6: invalid id `{id}`; use lower-case letters, digits and hyphens, with at least one letter"
        )
    };
    assert_eq!(
        (named("403-jam"), named("403"), named("4-03")),
        (Ok(()), Err(error("403")), Err(error("4-03")))
    );
}

#[test]
fn a_catalog_laid_over_itself_is_the_same() {
    let own = Catalog::from_toml(include_str!("../codes.toml")).expect("the build has checked it");
    let both = Catalog::embedded().overlaid(own);
    assert!(both == *Catalog::embedded());
    let ids = |catalog: &Catalog| {
        let answer = wqerr::search(catalog, "余额不足 balance");
        answer.results.iter().map(|found| found.entry.id().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&both), ids(Catalog::embedded()));
}

#[test]
fn an_entry_of_the_upper_catalog_replaces_and_others_follow() {
    let entry = |id: &str, words: &str| {
        format!(
            r#"
            [[entry]]
            id = "{id}"
            status = 499
            message = "Marmalade {{Jar}} has run out."
            retry = "yes"
            actor = "caller"
            meaning.en = "No marmalade."
            words.en = ["{words}"]
            "#
        )
    };
    let source = format!(
        "schema = 1\nname = \"breakfast\"{}{}",
        entry("user-frozen", "ice cold"),
        entry("jam", "jelly")
    );
    let own = Catalog::from_toml(&source).expect("a good catalog");
    let both = Catalog::embedded().overlaid(own);
    let first =
        |query: &str| wqerr::search(&both, query).results.first().map(|found| found.entry.id().to_owned());
    assert_eq!(first("ice cold").as_deref(), Some("user-frozen"));
    assert_eq!(first("jelly").as_deref(), Some("jam"));
    assert_eq!(first("balance").as_deref(), Some("insufficient-balance"));
    assert_eq!(both.get("user-frozen").map(Entry::status), Some(499));
    assert_eq!(both.entries().len(), entries().len() + 1);
    assert_ne!(first("用户被冻结").as_deref(), Some("user-frozen"), "its former words are gone");
}
