//! Catalogs of the user's own: in the configuration directory, in the variable, by the option.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

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
    assert!(stdout.contains("team-quota") && stdout.contains("our finance team"), "{stdout}");
    assert_eq!(stderr.lines().count(), 11, "{stderr}");
    assert!(stderr.contains("ten-mistakes.toml:3:8: ") && stderr.contains("is left out"), "{stderr}");
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
    let readme = fs::read_to_string("README.md").expect("README.md is there");
    let blocks = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let catalogs: Vec<_> = blocks.filter(|block| block.starts_with("schema")).collect();
    assert!(!catalogs.is_empty());
    for text in catalogs {
        wqerr::Catalog::from_toml(text).expect("the example has no mistakes");
    }
    let example = fs::read_to_string("examples/deepseek.toml").expect("the example is there");
    wqerr::Catalog::from_toml(&example).expect("the example has no mistakes");
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
