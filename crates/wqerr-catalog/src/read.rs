//! A catalog file read and checked. Every mistake is reported in one go, each with its line and column.
//!
//! `build.rs` reads the embedded catalog through this, and the program the catalogs of its users.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, DiagnosticKind, FieldType, TomlType};
use crate::entry::{Actor, Details, Entry, Prose, Record, Retry, Usage};
use crate::fold::{self, code_key};
use crate::fragment;
use crate::lang::Bilingual;
use crate::packed::{Lazy, Text};
use crate::pattern::{self, Pattern, PatternError};

/// What a catalog file holds.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Contents {
    pub name: Text,
    pub date: Option<Text>,
    pub elsewhere: Lazy<Vec<Text>>,
    /// Groups of words with much the same meaning.
    pub synonyms: Lazy<Vec<Vec<Text>>>,
    #[serde(with = "crate::entry::packed")]
    pub entries: Vec<Entry>,
}

const CATALOG_FIELDS: &[&str] = &["schema", "name", "date", "docs", "elsewhere", "synonyms", "entry"];
const ENTRY_FIELDS: &[&str] = &[
    "id",
    "origin",
    "status",
    "code",
    "message",
    "placeholders",
    "secrets",
    "variants",
    "aliases",
    "shared",
    "common",
    "retry",
    "actor",
    "docs",
    "meaning",
    "causes",
    "remediation",
    "words",
];
const LANGUAGES: &[&str] = &["en", "zh"];

/// The version of the format that this program reads.
const SCHEMA: i64 = 1;

type Table<'i> = DeTable<'i>;
type Span = Range<usize>;

/// Reads and checks the text of a catalog file.
///
/// # Errors
///
/// All mistakes of the file, in the order of the file.
pub fn read(source: &str) -> Result<Contents, Vec<Diagnostic>> {
    let (document, errors) = DeTable::parse_recoverable(source);
    let mut reader = Reader {
        source,
        line_starts: line_starts(source),
        diagnostics: Vec::new(),
        ids: HashMap::new(),
        codes: HashMap::new(),
        aliases: Vec::new(),
    };
    for error in errors {
        reader.report(error.span().unwrap_or(0..0), DiagnosticKind::Syntax(error.message().to_owned()));
    }
    if !reader.diagnostics.is_empty() {
        return Err(reader.sorted());
    }
    let contents = reader.contents(document.get_ref());
    match contents {
        Some(contents) if reader.diagnostics.is_empty() => Ok(contents),
        _ => Err(reader.sorted()),
    }
}

/// What to look for of the names of an entry and of the families that they belong to.
fn fragments_of<'n>(names: impl Iterator<Item = &'n str>) -> impl Iterator<Item = String> {
    names.flat_map(|name| {
        let family = name.rsplit_once('.').map(|(family, _)| family).filter(|family| !family.is_empty());
        [Some(fragment::of_name(name)), family.map(fragment::of_family)].into_iter().flatten()
    })
}

fn each_once(mut fragments: Vec<String>) -> Text {
    fragments.sort();
    fragments.dedup();
    fragments.join("\n").into()
}

fn line_starts(source: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(memchr::memchr_iter(b'\n', source.as_bytes()).map(|newline| newline + 1))
        .collect()
}

struct Reader<'s> {
    source: &'s str,
    line_starts: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
    /// Where each id was used first.
    ids: HashMap<String, Span>,
    /// The codes of the entries as keys, and where each stands first.
    codes: HashMap<String, Span>,
    /// The aliases of all entries and their spans.
    aliases: Vec<(String, Span)>,
}

impl Reader<'_> {
    fn contents(&mut self, root: &Table<'_>) -> Option<Contents> {
        self.known_fields(root, CATALOG_FIELDS);
        self.schema(root);
        let name = self.required(root, "name", 0..0);
        let date = root.get("date").and_then(|date| self.date(date));
        let docs = self.link(root).unwrap_or_default();
        let entries: Vec<Entry> = match root.get("entry").map(|list| (list.get_ref(), list.span())) {
            Some((DeValue::Array(list), _)) => list
                .iter()
                .filter_map(|item| match item.get_ref() {
                    DeValue::Table(table) => {
                        self.entry(table, item.span(), name.as_ref().map_or("", |(name, _)| name), &docs)
                    }
                    other => self.wrong_type(item.span(), "entry", FieldType::Entry, other),
                })
                .collect(),
            Some((other, span)) => self.wrong_type(span, "entry", FieldType::Entries, other)?,
            None => {
                self.report(0..0, DiagnosticKind::MissingField("entry"));
                return None;
            }
        };
        self.aliases_are_unique();
        let elsewhere = self.list(root, "elsewhere").into_iter().map(|(system, _)| system);
        let synonyms = self.groups(root, "synonyms").into();
        let (name, _) = name?;
        // A system of which the catalog tells the errors is not another one.
        let others =
            elsewhere.map(|system| system.to_lowercase()).filter(|system| *system != name.to_lowercase());
        let elsewhere: Vec<Text> = others.map(Text::from).collect();
        Some(Contents { name: name.into(), date, elsewhere: elsewhere.into(), synonyms, entries })
    }

    fn schema(&mut self, root: &Table<'_>) {
        let Some(schema) = root.get("schema") else {
            self.report(0..0, DiagnosticKind::MissingField("schema"));
            return;
        };
        let number = schema.get_ref().as_integer().and_then(|n| n.as_str().parse::<i64>().ok());
        if number != Some(SCHEMA) {
            let value = self.source[schema.span()].to_owned();
            self.report(schema.span(), DiagnosticKind::NotOneOf("schema", value, vec!["1"]));
        }
    }

    fn date(&mut self, date: &Spanned<DeValue<'_>>) -> Option<Text> {
        match date.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() => Some(date.to_string().into()),
            other => self.wrong_type(date.span(), "date", FieldType::Date, other),
        }
    }

    fn entry(&mut self, table: &Table<'_>, span: Span, catalog: &str, docs: &Text) -> Option<Entry> {
        self.known_fields(table, ENTRY_FIELDS);
        let id = self.id(table, span.clone());
        let status = self.status(table, span.clone());
        let code = self.optional(table, "code");
        if let Some((code, span)) = &code {
            self.codes.entry(code_key(code)).or_insert_with(|| span.clone());
        }
        let message = self.required(table, "message", span.clone());
        let elsewhere = self.elsewhere(table);
        let patterns =
            message.as_ref().map(|(text, span)| self.patterns(table, text, span.clone(), &elsewhere));
        let (patterns, mut fragments) = patterns.unzip();
        let aliases = self.list(table, "aliases");
        let names = code.iter().chain(&aliases).map(|(name, _)| name.as_str());
        fragments.get_or_insert_default().extend(fragments_of(names));
        self.aliases.extend(aliases.iter().cloned());
        let retry = self.choice(table, "retry", &Retry::NAMES, span.clone());
        let actor = self.choice(table, "actor", &Actor::NAMES, span.clone());
        let meaning = self.meaning(table, span).unwrap_or_default();
        let causes = self.parallel(table, "causes");
        let remediation = self.parallel(table, "remediation");
        let words = self.in_both(table, "words");
        Some(Entry::from(Record {
            id: id?.into(),
            origin: self
                .optional(table, "origin")
                .map_or_else(|| catalog.into(), |(origin, _)| origin.into()),
            status: status?,
            key: code.as_ref().map_or_else(String::new, |(code, _)| code_key(code)).into(),
            code: code.map(|(code, _)| code.into()),
            aliases: aliases.into_iter().map(|(alias, _)| alias.into()).collect::<Vec<_>>().into(),
            elsewhere: elsewhere.into(),
            retry: retry?,
            actor: actor?,
            patterns: patterns?.into(),
            fragments: each_once(fragments?),
            details: Box::new(Details {
                message: message?.0.into(),
                docs: self.link(table).unwrap_or_else(|| docs.clone()),
                prose: Bilingual {
                    en: prose(meaning.en, causes.en, remediation.en),
                    zh: prose(meaning.zh, causes.zh, remediation.zh),
                },
                words: Bilingual { en: words.en.into(), zh: words.zh.into() },
            })
            .into(),
        }))
    }

    fn id(&mut self, table: &Table<'_>, span: Span) -> Option<String> {
        let (id, span) = self.required(table, "id", span)?;
        let is_usable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        // Digits alone are a status to those who look it up.
        if !id.chars().all(is_usable) || !id.contains(|c: char| c.is_ascii_lowercase()) {
            self.report(span, DiagnosticKind::BadId(id));
            return None;
        }
        if let Some(first) = self.ids.get(&id) {
            let line = self.line_and_column(first.start).0;
            self.report(span, DiagnosticKind::RepeatedId(id, line));
            return None;
        }
        self.ids.insert(id.clone(), span);
        Some(id)
    }

    fn status(&mut self, table: &Table<'_>, span: Span) -> Option<u16> {
        let Some(value) = table.get("status") else {
            self.report(span, DiagnosticKind::MissingField("status"));
            return None;
        };
        let DeValue::Integer(number) = value.get_ref() else {
            return self.wrong_type(value.span(), "status", FieldType::Status, value.get_ref());
        };
        let status = u16::from_str_radix(number.as_str(), number.radix()).ok();
        let status = status.filter(|status| matches!(status, 0 | 100..=599));
        if status.is_none() {
            let written = self.source[value.span()].to_owned();
            self.report(value.span(), DiagnosticKind::BadStatus(written));
        }
        status
    }

    /// The message and its variants, of which the message comes first; and what to look for in raw lines. A message
    /// that is too short to be found by is left out where there is a code.
    fn patterns(
        &mut self,
        table: &Table<'_>,
        message: &str,
        span: Span,
        elsewhere: &[(Text, Usage)],
    ) -> (Vec<Pattern>, Vec<String>) {
        let placeholders = self.list(table, "placeholders");
        let secrets = self.list(table, "secrets");
        let names = |list: &[(String, Span)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let (words, hidden) = (names(&placeholders), names(&secrets));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let hidden: Vec<&str> = hidden.iter().map(String::as_str).collect();
        let mut wordings = vec![(message.to_owned(), span)];
        wordings.extend(self.list(table, "variants"));
        let names: Vec<Option<Vec<&str>>> =
            wordings.iter().map(|(wording, _)| pattern::names(wording, &words)).collect();
        // Values are only hidden where the message is found.
        let has_secret = names[0].iter().flatten().any(|name| hidden.contains(name));
        let mut patterns = Vec::with_capacity(wordings.len());
        let mut fragments = Vec::new();
        for (number, (wording, span)) in wordings.iter().enumerate() {
            match Pattern::new(wording, &words, &hidden) {
                Ok(pattern) => {
                    fragments.extend(pattern.fragments(wording, &words));
                    let key = code_key(wording);
                    let usage = elsewhere.iter().find(|(known, _)| **known == *key);
                    patterns.push(pattern.used(usage.map_or(Usage::Own, |&(_, usage)| usage)));
                }
                Err(PatternError::TooShort) if number == 0 && !has_secret => {
                    if !table.contains_key("code") {
                        self.report(span.clone(), DiagnosticKind::NothingToFindBy);
                    }
                }
                Err(error) => self.report(span.clone(), DiagnosticKind::BadMessage(error)),
            }
        }
        // Braces that are wrong were told; what they would name is not known.
        if let Some(known) = names.into_iter().collect::<Option<Vec<_>>>() {
            self.names_are_known(&known.concat(), [("placeholders", &placeholders), ("secrets", &secrets)]);
        }
        (patterns, fragments)
    }

    /// The lists name placeholders that a message has.
    fn names_are_known(&mut self, known: &[&str], lists: [(&'static str, &[(String, Span)]); 2]) {
        for (field, list) in lists {
            for (name, span) in list.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
                self.report(span.clone(), DiagnosticKind::UnknownPlaceholder(field, name.clone()));
            }
        }
    }

    /// What the error means; a language that is not there says what the other does.
    fn meaning(&mut self, table: &Table<'_>, span: Span) -> Option<Bilingual<Text>> {
        let Some(languages) = self.languages(table, "meaning") else {
            if !table.contains_key("meaning") {
                self.report(span, DiagnosticKind::MissingField("meaning"));
            }
            return None;
        };
        let en = self.optional(languages, "en").map(|(text, _)| Text::from(text));
        let zh = self.optional(languages, "zh").map(|(text, _)| Text::from(text));
        let one = en.clone().or_else(|| zh.clone());
        if one.is_none() && languages.is_empty() {
            self.report(span, DiagnosticKind::Empty("meaning"));
        }
        let one = one?;
        Some(Bilingual { en: en.unwrap_or_else(|| one.clone()), zh: zh.unwrap_or(one) })
    }

    /// A list that says the same in both languages, item by item.
    fn parallel(&mut self, table: &Table<'_>, field: &'static str) -> Bilingual<Vec<Text>> {
        let mut list = self.in_both(table, field);
        match (list.en.len(), list.zh.len()) {
            (_, 0) => list.zh.clone_from(&list.en),
            (0, _) => list.en.clone_from(&list.zh),
            (en, zh) if en != zh => {
                let span = table.get(field).map_or(0..0, Spanned::span);
                self.report(span, DiagnosticKind::Unparallel(field, en, zh));
            }
            _ => {}
        }
        list
    }

    fn in_both(&mut self, table: &Table<'_>, field: &'static str) -> Bilingual<Vec<Text>> {
        let Some(languages) = self.languages(table, field) else { return Bilingual::default() };
        let mut list = |lang| self.list(languages, lang).into_iter().map(|(text, _)| text.into()).collect();
        Bilingual { en: list("en"), zh: list("zh") }
    }

    fn languages<'t, 'i>(&mut self, table: &'t Table<'i>, field: &'static str) -> Option<&'t Table<'i>> {
        let value = table.get(field)?;
        let DeValue::Table(languages) = value.get_ref() else {
            return self.wrong_type(value.span(), field, FieldType::Languages, value.get_ref());
        };
        self.known_fields(languages, LANGUAGES);
        Some(languages)
    }

    fn link(&mut self, table: &Table<'_>) -> Option<Text> {
        let (link, span) = self.optional(table, "docs")?;
        if !link.starts_with("https://") {
            self.report(span, DiagnosticKind::NotHttps(link));
            return None;
        }
        Some(link.into())
    }

    fn choice<T: Copy>(
        &mut self,
        table: &Table<'_>,
        field: &'static str,
        names: &[(&'static str, T)],
        span: Span,
    ) -> Option<T> {
        let Some(value) = table.get(field) else {
            self.report(span, DiagnosticKind::MissingField(field));
            return None;
        };
        let span = value.span();
        // A value of another type, such as `true`, is answered with the values there are as well.
        let value = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            _ => self.source[span.clone()].to_owned(),
        };
        let chosen = names.iter().find(|(name, _)| *name == value).map(|&(_, choice)| choice);
        if chosen.is_none() {
            let allowed = names.iter().map(|&(name, _)| name).collect();
            self.report(span, DiagnosticKind::NotOneOf(field, value, allowed));
        }
        chosen
    }

    /// The names and wordings of an entry that other systems use as well, by their keys.
    fn elsewhere(&mut self, table: &Table<'_>) -> Vec<(Text, Usage)> {
        let names =
            ["code", "message"].map(|field| table.get(field).and_then(|name| name.get_ref().as_str()));
        let lists =
            ["aliases", "variants"].map(|field| table.get(field).and_then(|list| list.get_ref().as_array()));
        let listed = lists
            .into_iter()
            .flatten()
            .flat_map(|list| list.iter().filter_map(|item| item.get_ref().as_str()));
        let known: Vec<&str> = names.into_iter().flatten().chain(listed).collect();
        let mut elsewhere = Vec::new();
        for (field, usage) in [("shared", Usage::Shared), ("common", Usage::Common)] {
            for (text, span) in self.list(table, field) {
                if !known.contains(&text.as_str()) {
                    self.report(span, DiagnosticKind::UnknownWording(field, text));
                    continue;
                }
                elsewhere.push((code_key(&text).into(), usage));
            }
        }
        elsewhere
    }

    fn required(&mut self, table: &Table<'_>, field: &'static str, span: Span) -> Option<(String, Span)> {
        if !table.contains_key(field) {
            self.report(span, DiagnosticKind::MissingField(field));
        }
        self.optional(table, field)
    }

    fn optional(&mut self, table: &Table<'_>, field: &'static str) -> Option<(String, Span)> {
        let value = table.get(field)?;
        self.string(field, FieldType::Text, value)
    }

    fn list(&mut self, table: &Table<'_>, field: &'static str) -> Vec<(String, Span)> {
        match table.get(field).map(|value| (value.get_ref(), value.span())) {
            None => Vec::new(),
            Some((DeValue::Array(items), _)) => {
                items.iter().filter_map(|item| self.string(field, FieldType::Texts, item)).collect()
            }
            Some((other, span)) => self.wrong_type(span, field, FieldType::Texts, other).unwrap_or_default(),
        }
    }

    /// A list of lists of texts.
    fn groups(&mut self, table: &Table<'_>, field: &'static str) -> Vec<Vec<Text>> {
        let Some(value) = table.get(field) else { return Vec::new() };
        let DeValue::Array(groups) = value.get_ref() else {
            return self
                .wrong_type(value.span(), field, FieldType::Groups, value.get_ref())
                .unwrap_or_default();
        };
        let mut read = |group: &Spanned<DeValue<'_>>| match group.get_ref() {
            DeValue::Array(items) => {
                let texts = items.iter().filter_map(|item| self.string(field, FieldType::Groups, item));
                Some(texts.map(|(text, _)| text.into()).collect())
            }
            other => self.wrong_type(group.span(), field, FieldType::Groups, other),
        };
        groups.iter().filter_map(&mut read).collect()
    }

    fn string(
        &mut self,
        field: &'static str,
        expected: FieldType,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<(String, Span)> {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.report(value.span(), DiagnosticKind::Empty(field));
                None
            }
            DeValue::String(text) if text.contains(|c| !is_text(c, field)) => {
                let c = text.chars().find(|&c| !is_text(c, field)).unwrap_or_default();
                self.report(value.span(), DiagnosticKind::Unprintable(field, c));
                None
            }
            DeValue::String(text) => Some((text.clone().into_owned(), value.span())),
            other => self.wrong_type(value.span(), field, expected, other),
        }
    }

    fn known_fields(&mut self, table: &Table<'_>, known: &[&'static str]) {
        for field in table.keys() {
            let name = field.get_ref();
            if !known.contains(&&**name) {
                let near = known
                    .iter()
                    .copied()
                    .max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
                let near = near.filter(|near| strsim::jaro_winkler(name, near) > 0.8);
                self.report(field.span(), DiagnosticKind::UnknownField(name.to_string(), near));
            }
        }
    }

    /// An alias leads to one entry: no other may have it as a code or an alias.
    fn aliases_are_unique(&mut self) {
        let mut taken = std::mem::take(&mut self.codes);
        for (alias, span) in std::mem::take(&mut self.aliases) {
            match taken.entry(code_key(&alias)) {
                Slot::Vacant(slot) => _ = slot.insert(span),
                Slot::Occupied(first) => {
                    let line = self.line_and_column(first.get().start).0;
                    self.report(span, DiagnosticKind::RepeatedAlias(alias, line));
                }
            }
        }
    }

    fn wrong_type<T>(
        &mut self,
        span: Span,
        field: &'static str,
        expected: FieldType,
        found: &DeValue<'_>,
    ) -> Option<T> {
        let found = match found {
            DeValue::String(_) => TomlType::Text,
            DeValue::Integer(_) | DeValue::Float(_) => TomlType::Number,
            DeValue::Boolean(_) => TomlType::Truth,
            DeValue::Datetime(date) if date.time.is_none() => TomlType::Date,
            DeValue::Datetime(_) => TomlType::Time,
            DeValue::Array(_) => TomlType::List,
            DeValue::Table(_) => TomlType::Block,
        };
        self.report(span, DiagnosticKind::WrongType(field, expected, found));
        None
    }

    fn report(&mut self, span: Span, kind: DiagnosticKind) {
        let (line, column) = self.line_and_column(span.start);
        self.diagnostics.push(Diagnostic { line, column, kind });
    }

    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|&start| start <= at);
        let start = self.line_starts[line - 1];
        (line, self.source.get(start..at).map_or(0, |head| head.chars().count()) + 1)
    }

    fn sorted(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
        self.diagnostics
    }
}

/// Whether a text in this field may have this character. Names stand in lines and in cells of tables.
fn is_text(c: char, field: &str) -> bool {
    const PROSE: [&str; 8] = ["message", "variants", "shared", "common", "en", "zh", "causes", "remediation"];
    !fold::is_unsafe(c) && (!matches!(c, '\n' | '\t') || PROSE.contains(&field))
}

fn prose(meaning: Text, causes: Vec<Text>, remediation: Vec<Text>) -> Lazy<Box<Prose>> {
    Box::new(Prose { meaning, causes: causes.into(), remediation }).into()
}
