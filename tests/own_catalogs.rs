//! Catalogs of the user's own: in the configuration directory, in the variable, by the option.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use wqerr::{Catalog, Confidence, Secrets};

/// A configuration directory with the catalogs of `tests/catalogs` that have these names.
fn directory(test: &str, catalogs: &[&str]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let directory = root.join("wqerr");
    fs::create_dir_all(&directory).expect("the test directory can be made");
    for name in catalogs {
        fs::copy(format!("tests/catalogs/{name}"), directory.join(name)).expect("the catalog can be copied");
    }
    root
}

fn wqerr(config: &PathBuf, variable: &str, arguments: &[&str]) -> (Output, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
        .args(arguments)
        .env("XDG_CONFIG_HOME", config)
        .env("WQERR_CATALOG", variable)
        .env("LC_ALL", "C.UTF-8")
        // So wide that each message is a line.
        .env("COLUMNS", "1000")
        .output()
        .expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    (output, stdout, stderr)
}

#[test]
#[cfg(unix)]
fn a_broken_catalog_of_the_directory_is_left_out() {
    let config = directory("left-out", &["own.toml", "ten-mistakes.toml"]);
    let (output, stdout, stderr) = wqerr(&config, "", &["lookup", "429", "403", "--format", "plain"]);
    assert_eq!(output.status.code(), Some(0));
    // The one without mistakes counts: it adds an entry and takes the place of another.
    assert!(stdout.contains("team-quota") && stdout.contains("the finance team"), "{stdout}");
    assert_eq!(stderr.matches("ten-mistakes.toml:").count(), 11, "{stderr}");
    assert!(stderr.contains("ten-mistakes.toml:3:8: ") && stderr.contains("Skipping "), "{stderr}");
}

#[test]
fn a_broken_catalog_that_was_asked_for_is_an_error() {
    let config = directory("asked-for", &[]);
    let (output, stdout, stderr) = wqerr(&config, "tests/catalogs/ten-mistakes.toml", &["lookup", "403"]);
    assert_eq!((output.status.code(), stdout.as_str()), (Some(2), ""));
    assert_eq!(stderr.lines().count(), 10, "{stderr}");
}

#[test]
fn the_option_counts_more_than_the_variable() {
    let config = directory("order", &[]);
    let paths = ["catalog", "paths", "--catalog", "examples/deepseek.toml"];
    let (_, stdout, _) = wqerr(&config, "tests/catalogs/own.toml", &paths);
    let (variable, option) = (stdout.find("own.toml"), stdout.find("deepseek.toml"));
    assert!(variable.is_some() && variable < option, "{stdout}");
}

#[test]
fn catalogs_in_the_documentation_have_no_mistakes() {
    for page in ["docs/catalogs.md", "docs/zh-CN/catalogs.md"] {
        let page = fs::read_to_string(page).expect("the page is there");
        let blocks = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
        let catalogs: Vec<_> = blocks.filter(|block| block.starts_with("schema")).collect();
        assert!(!catalogs.is_empty());
        for text in catalogs {
            wqerr::Catalog::from_toml(text).expect("the example has no mistakes");
        }
    }
    for file in ["examples/deepseek.toml", "examples/zhipu.toml"] {
        let example = fs::read_to_string(file).expect("the example is there");
        wqerr::Catalog::from_toml(&example).expect("the example has no mistakes");
    }
}

/// A catalog of one entry with these fields.
fn own(fields: &str) -> Result<Catalog, String> {
    let source = format!(
        "schema = 1\nname = \"own\"\n[[entry]]\nid = \"jam\"\nstatus = 404\nretry = \"no\"\n\
         actor = \"caller\"\nmeaning.en = \"No jam.\"\n{fields}\n"
    );
    Catalog::from_toml(&source).map_err(|error| error.to_string())
}

/// The entry that explains a text and how surely, over the embedded catalog.
fn explained(own: Catalog, text: &str) -> Vec<(String, Confidence)> {
    let catalog = Catalog::embedded().overlaid(own);
    let explanations = wqerr::explain(&catalog, text, Secrets::Masked);
    let results = explanations.iter().flat_map(|explanation| &explanation.results);
    results.map(|result| (result.entry.id().to_owned(), result.confidence)).collect()
}

fn jam(confidence: Confidence) -> Vec<(String, Confidence)> {
    vec![("jam".to_owned(), confidence)]
}

#[test]
fn messages_of_a_few_chinese_characters_are_good() {
    for (message, text) in [
        ("模型 {Name} 不存在", "{\"error\":\"模型 gpt-4 不存在\"}"),
        ("参数 {Name} 缺失", "参数 top_p 缺失"),
        ("令牌 {Name} 已失效", r#"{"msg":"\u4ee4\u724c ab12 \u5df2\u5931\u6548"}"#),
    ] {
        let own = own(&format!("code = \"E01234\"\nmessage = \"{message}\"\nsecrets = [\"Name\"]"));
        assert_eq!(explained(own.expect(message), text), jam(Confidence::Certain), "{text}");
    }
}

#[test]
fn an_entry_whose_message_is_too_short_is_found_by_its_code() {
    let short = || own("code = \"E01234\"\nmessage = \"限流\"").expect("it has a code");
    assert_eq!(explained(short(), "E01234: 限流"), jam(Confidence::Certain));
    // A search finds it as well, which is no more than a guess.
    let guesses = explained(short(), "网关开始限流");
    assert!(guesses.iter().all(|(_, confidence)| *confidence == Confidence::Possible), "{guesses:?}");
    let number = own("code = \"20003\"\nmessage = \"限流\"").expect("it has a code");
    assert_eq!(explained(number, r#"{"code":20003,"message":"限流"}"#), jam(Confidence::Certain));
}

#[test]
fn nothing_is_told_that_follows_from_another_mistake() {
    let mistakes = |fields: &str| own(fields).expect_err("it has a mistake");
    let short = "9:11: the message has too little fixed text to match; make it longer";
    assert_eq!(mistakes("message = \"{Jar} 过期\"\nsecrets = [\"Jar\"]"), short);
    let brace = "9:11: unmatched or unnamed brace in the message; write {Name}";
    assert_eq!(mistakes("message = \"Out of {Jar marmalade\"\nsecrets = [\"Jar\"]"), brace);
}

#[test]
fn a_number_is_a_code_only_where_a_field_says_so() {
    let own = || own("code = \"1113\"\naliases = [\"2-14\"]\nmessage = \"Out of marmalade\"");
    let own = || own().expect("a good catalog");
    for text in
        ["\"GET / HTTP/1.1\" 200 1113", r#"{"bytes":1113}"#, "took 1113", "on 2-14", "wanqing said 1113"]
    {
        assert!(!explained(own(), text).iter().any(|(id, _)| id == "jam"), "{text}");
    }
    for text in [
        r#"{"code":1113}"#,
        r#"{"error":{"code":"1113"}}"#,
        "error_code=1113",
        "Error code: 1113 - no jam",
        "错误码：1113",
        r#"{"code":"2-14"}"#,
    ] {
        assert_eq!(explained(own(), text), jam(Confidence::Certain), "{text}");
    }
    let other = r#"{"error":{"code":1113,"message":"There is no such emoji"}}"#;
    assert_eq!(explained(own(), other), jam(Confidence::Likely));
}

#[test]
fn a_code_that_the_program_knows_too_is_shared() {
    let own = own("code = \"TooManyRequests\"\nmessage = \"Out of marmalade\"").expect("a good catalog");
    let found = explained(own, r#"{"error":{"code":"TooManyRequests"}}"#);
    let expected = [("jam", Confidence::Likely), ("too-many-requests", Confidence::Possible)];
    assert_eq!(found, expected.map(|(id, confidence)| (id.to_owned(), confidence)));
}

#[test]
#[cfg(unix)]
fn a_large_catalog_is_prepared_once_and_again_when_it_changes() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache");
    _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).expect("the test directory can be made");
    let file = root.join("large.toml");
    let entry = |number: usize| {
        let shelf = if number == 7 { "seven".to_owned() } else { format!("of letter {}", number % 26) };
        format!(
            "[[entry]]\nid = \"e-{number}\"\nstatus = 404\nmessage = \"Shelf {shelf} is empty\"\n\
             meaning.en = \"There is nothing left on it.\"\nretry = \"no\"\nactor = \"caller\"\n\n"
        )
    };
    let head = "schema = 1\nname = \"shop\"\n\n";
    let search = |text: &str, cache: &str| {
        fs::write(&file, text).expect("the catalog can be written");
        let arguments = ["search", "shelf seven empty", "--limit", "1", "--format", "plain"];
        let output = Command::new(env!("CARGO_BIN_EXE_wqerr"))
            .args(arguments)
            .env("XDG_CONFIG_HOME", &root)
            .env("XDG_CACHE_HOME", root.join(cache))
            .env("WQERR_CATALOG", &file)
            .output()
            .expect("the program starts");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let text = head.to_owned() + &(0..1000).map(entry).collect::<String>();
    let first = search(&text, "made");
    assert!(first.contains("e-7"), "{first}");
    assert_eq!(fs::read_dir(root.join("made/wqerr")).expect("the cache is there").count(), 1);
    assert_eq!(search(&text, "made"), first);
    let changed = text.replace("e-7\"", "e-7-changed\"");
    assert!(search(&changed, "made").contains("e-7-changed"));
    // Where the cache cannot be written the answer is the same.
    fs::write(root.join("file"), "").expect("the file can be written");
    assert_eq!(search(&text, "file"), first);
}
