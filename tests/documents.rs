//! The documentation: both languages have the same headings, links lead somewhere, and the README stays short.

use std::fs;
use std::path::{Path, PathBuf};

/// Pages for those who change the program, in English alone.
const ENGLISH_ONLY: [&str; 2] = ["development.md", "architecture.md"];

/// As much as one reads before trying a program, in bytes. The rest belongs to `docs`.
const README_LIMIT: usize = 12 * 1024;

fn read(page: &Path) -> String {
    fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// The Markdown files of a directory.
fn pages(directory: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(directory).expect("the directory is there").flatten().map(|file| file.path());
    let mut pages: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    pages.sort();
    pages
}

/// The lines of a page that are in no block of code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// The headings of a page: level and text.
fn headings(text: &str) -> Vec<(usize, &str)> {
    let levels = prose(text).map(|line| (line.bytes().take_while(|&byte| byte == b'#').count(), line));
    levels.filter(|&(level, _)| level > 0).map(|(level, line)| (level, line[level..].trim())).collect()
}

/// The first lines of the blocks of code of a page: the languages of the blocks.
fn blocks(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("```")).step_by(2).collect()
}

#[test]
fn both_languages_have_the_same_sections() {
    let user_pages = pages("docs").into_iter().filter(|page| {
        let name = page.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
        !ENGLISH_ONLY.contains(&name)
    });
    let mut translated = vec![PathBuf::from("README.zh-CN.md")];
    let pairs = user_pages.map(|page| {
        let chinese = Path::new("docs/zh-CN").join(page.file_name().expect("a page has a name"));
        (page, chinese)
    });
    for (english, chinese) in [("README.md".into(), "README.zh-CN.md".into())].into_iter().chain(pairs) {
        let texts = (read(&english), read(&chinese));
        let levels = |text| headings(text).into_iter().map(|(level, _)| level).collect::<Vec<_>>();
        assert_eq!(levels(&texts.0), levels(&texts.1), "{} has other headings", chinese.display());
        assert_eq!(blocks(&texts.0), blocks(&texts.1), "{} has other blocks of code", chinese.display());
        translated.push(chinese);
    }
    for page in pages("docs/zh-CN") {
        assert!(translated.contains(&page), "{} has no English page", page.display());
    }
}

/// The part of an address that GitHub makes of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|&c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>().to_lowercase()
}

#[test]
fn links_lead_somewhere() {
    let readmes = ["README.md".into(), "README.zh-CN.md".into(), "examples/spark/README.md".into()];
    let mut count = 0;
    for page in readmes.into_iter().chain(pages("docs")).chain(pages("docs/zh-CN")) {
        let text = read(&page);
        let links =
            prose(&text).flat_map(|line| line.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("https://")) {
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                page.parent().expect("a file is somewhere").join(file)
            };
            assert!(target.exists(), "{}: there is no {link}", page.display());
            if !fragment.is_empty() {
                let target = read(&target);
                let is_there = headings(&target).iter().any(|(_, heading)| anchor(heading) == fragment);
                assert!(is_there, "{}: there is no heading for {link}", page.display());
            }
            count += 1;
        }
    }
    assert!(count > 50, "only {count} links were found");
}

#[test]
fn the_readme_lists_its_sections_and_stays_short() {
    for page in ["README.md", "README.zh-CN.md"] {
        let text = read(Path::new(page));
        let listed: Vec<_> =
            text.lines().filter_map(|line| line.strip_prefix("- [")?.split_once("](#")).collect();
        let sections: Vec<_> = headings(&text).into_iter().filter(|&(level, _)| level == 2).collect();
        let titles = |titles: &mut dyn Iterator<Item = &str>| titles.map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            titles(&mut listed.iter().map(|(title, _)| *title)),
            titles(&mut sections.iter().map(|(_, title)| *title)),
            "{page}: the table of contents"
        );
    }
    let size = read(Path::new("README.md")).len();
    assert!(size <= README_LIMIT, "README.md has {size} bytes; move something to docs/");
}
