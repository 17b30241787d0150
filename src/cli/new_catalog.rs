//! `wqerr catalog new`: a catalog file to fill in.

/// Every field that most catalogs need; the rest is in the JSON Schema that `wqerr schema catalog` prints.
pub const SKELETON: &str = include_str!("new_catalog/skeleton.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_skeleton_is_a_catalog() {
        let catalog = wqerr::Catalog::from_toml(SKELETON).expect("the skeleton has no mistakes");
        assert_eq!((catalog.name(), catalog.entries().len()), ("my-errors", 1));
    }

    #[test]
    fn what_the_comments_offer_can_be_used() {
        // Fields stand behind `#`, prose behind `# `.
        let lines = SKELETON.lines().map(|line| match line.strip_prefix('#') {
            Some(field) if !field.is_empty() && !field.starts_with([' ', ':']) => field,
            _ => line,
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let catalog = wqerr::Catalog::from_toml(&text).expect("all fields are right");
        assert_eq!(catalog.entries()[0].aliases().collect::<Vec<_>>(), ["QuotaExceeded"]);
    }
}
