//! What an error object says of its codes, worked out once however many errors stand in it.

use std::collections::HashMap;
use std::ops::Range;

use super::decide::Claim;
use super::evidence::is_bare_number;
use super::fields::{Group, Name};
use super::hints::Hint;
use super::policy::Clue;
use crate::answer::Signal;
use crate::catalog::Catalog;
use crate::entry::{Entry, Usage};
use crate::fold::code_key;
use crate::names::family_of;
use crate::status;

/// The entries that a code names, and what there is to say about that.
pub type Named<'c> = (Vec<Claim<'c>>, Option<Hint>);

/// The entries that the value of a code field names: in running text other words may follow a number.
pub fn named<'c>(catalog: &'c Catalog, code: &str) -> Named<'c> {
    let named = with_key(catalog, &code_key(code));
    match leading_number(code) {
        Some(number) if named.0.is_empty() => with_key(catalog, &code_key(number)),
        _ => named,
    }
}

/// Whether there is such an entry.
fn is_named(catalog: &Catalog, code: &str) -> bool {
    let has = |key: &str| {
        catalog.with_code(key).len() > 0
            || catalog.with_alias(key).len() > 0
            || family_of(key).is_some_and(|family| catalog.of_family(family).len() > 0)
    };
    let has_name = |code: &str| Some(code_key(code)).is_some_and(|key| !key.is_empty() && has(&key));
    has_name(code) || leading_number(code).is_some_and(has_name)
}

/// The entries with this code or alias, or else those of its family.
fn with_key<'c>(catalog: &'c Catalog, key: &str) -> Named<'c> {
    if key.is_empty() {
        return (Vec::new(), None);
    }
    let codes = catalog.with_code(key);
    if codes.len() > 0 {
        return (codes.map(|entry| Claim::by_code(entry, Signal::Code, key)).collect(), None);
    }
    let aliased = catalog.with_alias(key);
    if aliased.len() > 0 {
        return (aliased.map(|entry| Claim::by_code(entry, Signal::Alias, key)).collect(), None);
    }
    let Some(family) = family_of(key) else { return (Vec::new(), None) };
    let is_common = catalog.of_family(family).any(|entry| entry.usage_of(family) == Usage::Common);
    let kin = catalog.of_family(family).map(|entry| {
        let mut claim = Claim::new(entry, vec![Signal::Family]);
        claim.clues.add(if is_common { Clue::CommonFamily } else { Clue::OwnFamily });
        claim
    });
    let hint = (kin.len() > 0).then_some(Hint::UnknownOfFamily);
    (kin.collect(), hint)
}

fn leading_number(code: &str) -> Option<&str> {
    code.split_whitespace().next().filter(|word| is_bare_number(word))
}

/// What an error object says of itself.
pub struct Object {
    /// Whether it has a code that is neither one of the catalog nor a reason phrase nor a word with which relays say
    /// that something failed.
    pub has_other_code: bool,
    /// Whether its code or its message is the text of an XML element.
    pub is_xml: bool,
    /// The status of which its type is the reason phrase.
    pub phrase: Option<u16>,
    /// Its codes, as keys.
    keys: Vec<String>,
    /// Of an entry, by its id, whether a code of the object is the current one; `None` where no code is one of it.
    named: HashMap<String, Option<bool>>,
}

impl Object {
    /// What the object of `group` says, which stands in `text`.
    pub fn new(group: &Group, text: &str, catalog: &Catalog) -> Self {
        let codes = || group.all(Name::Code).map(|field| field.value.as_str());
        let numbers = group.all(Name::Number).map(|field| field.value.as_str());
        let mut fields = group.fields.iter().filter(|field| matches!(field.name, Name::Code | Name::Message));
        Self {
            has_other_code: codes().chain(numbers).any(|code| is_other(code, catalog)),
            is_xml: fields.any(|field| is_element(text, &field.place)),
            phrase: group.get(Name::Type).and_then(status::status_of_phrase),
            keys: codes().map(code_key).collect(),
            named: HashMap::new(),
        }
    }

    /// Whether a code of the object is the current one of an entry and not a former one; `None` where none is one of it.
    pub fn names(&mut self, entry: &Entry) -> Option<bool> {
        if let Some(&known) = self.named.get(entry.id()) {
            return known;
        }
        let is_of = |key: &&String| {
            entry.key() == key.as_str() || entry.aliases().any(|alias| code_key(alias) == **key)
        };
        let named = self.keys.iter().find(is_of).map(|key| entry.key() == key);
        self.named.insert(entry.id().to_owned(), named);
        named
    }
}

/// Whether what stands at `span` of a text is the text of an XML element.
pub fn is_element(text: &str, span: &Range<usize>) -> bool {
    /// How much white space and indentation may stand between, in bytes.
    const REACH: usize = 64;
    let before = &text[text.ceil_char_boundary(span.start.saturating_sub(REACH))..span.start];
    let behind = &text[span.end..text.floor_char_boundary(span.end + REACH)];
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!'));
    before.trim_end().ends_with('>') && behind.starts_with('<')
}

fn is_other(code: &str, catalog: &Catalog) -> bool {
    if is_named(catalog, code) {
        return false;
    }
    if let Some(number) = leading_number(code) {
        return number.parse().is_ok_and(|number: u32| !matches!(number, 0 | 100..=599));
    }
    let is_of_relay = code.starts_with("ERR_") || code.ends_with("_error") || code.contains(' ');
    !is_of_relay && status::status_of_phrase(code).is_none()
}
