//! `wqerr catalog new`: a catalog file to fill in.

use wqerr::Lang;

/// Every field that most catalogs need, with comments in this language; the rest is in the JSON Schema that `wqerr schema
/// catalog` prints.
pub const fn skeleton(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("new_catalog/en.toml"),
        Lang::Zh => include_str!("new_catalog/zh.toml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_skeleton_is_a_catalog() {
        for lang in [Lang::En, Lang::Zh] {
            let catalog = wqerr::Catalog::from_toml(skeleton(lang)).expect("the skeleton has no mistakes");
            assert_eq!((catalog.name(), catalog.entries().len()), ("my-errors", 1));
        }
    }

    #[test]
    fn what_the_comments_offer_can_be_used() {
        // Fields stand behind `#`, prose behind `# `.
        let field = |line: &'static str| match line.strip_prefix('#') {
            Some(field) if !field.is_empty() && !field.starts_with([' ', ':']) => field,
            _ => line,
        };
        for lang in [Lang::En, Lang::Zh] {
            let text = skeleton(lang).lines().map(field).collect::<Vec<_>>().join("\n");
            let catalog = wqerr::Catalog::from_toml(&text).expect("all fields are right");
            assert_eq!(catalog.entries()[0].aliases().collect::<Vec<_>>(), ["QuotaExceeded"]);
        }
    }

    #[test]
    fn both_skeletons_have_the_same_fields() {
        let fields = |lang| {
            let lines = skeleton(lang).lines().map(|line| line.trim_start_matches('#'));
            let fields = lines.filter_map(|line| line.split_once(" = ").map(|(name, _)| name));
            fields.filter(|name| !name.starts_with(' ')).collect::<Vec<_>>()
        };
        assert_eq!(fields(Lang::En), fields(Lang::Zh));
    }
}
