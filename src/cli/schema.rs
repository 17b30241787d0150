//! `wqerr schema`: the JSON Schemas of what `--format json` writes and of catalog files.

/// The documents, and the schema of each.
const DOCUMENTS: [(&str, &str); 5] = [
    ("answers", include_str!("../../schemas/answers.json")),
    ("scan", include_str!("../../schemas/scan.json")),
    ("scan-each", include_str!("../../schemas/scan-each.json")),
    ("catalog-check", include_str!("../../schemas/catalog-check.json")),
    ("catalog-paths", include_str!("../../schemas/catalog-paths.json")),
];

/// The schema of catalog files, which the program reads and does not write.
pub const CATALOG: (&str, &str) = ("catalog", include_str!("../../schemas/catalog.json"));

/// The names of all schemas.
pub fn names() -> impl Iterator<Item = &'static str> {
    DOCUMENTS.iter().chain([&CATALOG]).map(|&(name, _)| name)
}

/// One schema, or those of all documents in one.
pub fn text(name: Option<&str>) -> String {
    let one = DOCUMENTS.iter().chain([&CATALOG]).find(|&&(known, _)| Some(known) == name);
    one.map_or_else(bundle, |(_, schema)| (*schema).to_owned())
}

/// All schemas in one, as the standard bundles them: each keeps its `$id`.
fn bundle() -> String {
    let references = DOCUMENTS.map(|(name, _)| format!(r#"    {{ "$ref": "urn:wqerr:schema:{name}" }}"#));
    let schemas = DOCUMENTS.map(|(name, schema)| {
        let schema = schema.trim_end().replace('\n', "\n    ");
        format!(r#"    "{name}": {schema}"#)
    });
    format!(
        r#"{{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:wqerr:schema",
  "title": "What wqerr writes with --format json",
  "anyOf": [
{}
  ],
  "$defs": {{
{}
  }}
}}
"#,
        references.join(",\n"),
        schemas.join(",\n"),
    )
}
