//! What an error object says of its codes, worked out once however many errors stand in it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::decide::Claim;
use super::evidence::is_bare_number;
use super::fields::{Group, Name};
use super::hints::Hint;
use super::hits::Among;
use super::policy::Clue;
use crate::answer::Signal;
use crate::entry::{Entry, Usage};
use crate::fold::code_key;
use crate::names::family_of;
use crate::status;

/// The entries that a code names, and what there is to say about that.
pub type Named<'c> = (Vec<Claim<'c>>, Option<Hint>);

/// The entries by the keys of their names.
type ByKey<'c> = HashMap<String, Vec<&'c Entry>>;

/// The entries that are looked for, by their names. A text may have a code in every line.
pub struct Names<'c, 'e> {
    among: Among<'c, 'e>,
    codes: OnceCell<ByKey<'c>>,
    aliases: OnceCell<ByKey<'c>>,
    families: OnceCell<ByKey<'c>>,
}

impl<'c, 'e> Names<'c, 'e> {
    pub const fn new(among: Among<'c, 'e>) -> Self {
        Self { among, codes: OnceCell::new(), aliases: OnceCell::new(), families: OnceCell::new() }
    }

    /// The entries that the value of a code field names: in running text other words may follow a number.
    pub fn of(&self, code: &str) -> Named<'c> {
        let named = self.with_key(&code_key(code));
        match leading_number(code) {
            Some(number) if named.0.is_empty() => self.with_key(&code_key(number)),
            _ => named,
        }
    }

    /// The entries with this code or alias, or else those of its family.
    fn with_key(&self, key: &str) -> Named<'c> {
        let claims = |entries: &[&'c Entry], signal: Signal| -> Vec<Claim<'c>> {
            entries.iter().map(|entry| Claim::by_code(entry, signal, key)).collect()
        };
        if key.is_empty() {
            return (Vec::new(), None);
        }
        if let Some(same) = self.codes().get(key) {
            return (claims(same, Signal::Code), None);
        }
        if let Some(aliased) = self.aliases().get(key) {
            return (claims(aliased, Signal::Alias), None);
        }
        let Some(family) = family_of(key) else { return (Vec::new(), None) };
        let Some(kin) = self.families().get(family) else { return (Vec::new(), None) };
        let is_common = kin.iter().any(|entry| entry.usage_of(family) == Usage::Common);
        let kin = kin.iter().map(|entry| {
            let mut claim = Claim::new(entry, vec![Signal::Family]);
            claim.clues.add(if is_common { Clue::CommonFamily } else { Clue::OwnFamily });
            claim
        });
        (kin.collect(), Some(Hint::UnknownOfFamily))
    }

    fn codes(&self) -> &ByKey<'c> {
        self.codes.get_or_init(|| by_key(self.among.named(&|_| true), |entry| vec![entry.key().to_owned()]))
    }

    fn aliases(&self) -> &ByKey<'c> {
        self.aliases.get_or_init(|| {
            by_key(self.among.named(&|_| true), |entry| entry.aliases().map(code_key).collect())
        })
    }

    fn families(&self) -> &ByKey<'c> {
        let families = |entry: &Entry| {
            let own = Some(entry.key()).filter(|key| !key.is_empty());
            own.into_iter().chain(family_of(entry.key())).map(str::to_owned).collect()
        };
        self.families.get_or_init(|| by_key(self.among.of_family(&|_| true), families))
    }
}

/// Entries by keys of which each may have several.
fn by_key(entries: Vec<&Entry>, keys: impl Fn(&Entry) -> Vec<String>) -> ByKey<'_> {
    let mut map = ByKey::new();
    for entry in entries {
        let mut keys = keys(entry);
        keys.sort();
        keys.dedup();
        for key in keys {
            map.entry(key).or_default().push(entry);
        }
    }
    map
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
    pub fn new(group: &Group, text: &str, names: &Names<'_, '_>) -> Self {
        let codes = || group.all(Name::Code).map(|field| field.value.as_str());
        let numbers = group.all(Name::Number).map(|field| field.value.as_str());
        let mut fields = group.fields.iter().filter(|field| matches!(field.name, Name::Code | Name::Message));
        Self {
            has_other_code: codes().chain(numbers).any(|code| is_other(code, names)),
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

fn is_other(code: &str, names: &Names<'_, '_>) -> bool {
    if !names.of(code).0.is_empty() {
        return false;
    }
    if let Some(number) = leading_number(code) {
        return number.parse().is_ok_and(|number: u32| !matches!(number, 0 | 100..=599));
    }
    let is_of_relay = code.starts_with("ERR_") || code.ends_with("_error") || code.contains(' ');
    !is_of_relay && status::status_of_phrase(code).is_none()
}
