//! The entries of a catalog by what their codes are called, worked out when it is first asked for.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::entry::Entry;
use crate::fold::code_key;
use crate::names::family_of;

/// The entries by keys, in the form in which codes are compared.
#[derive(Debug, Default)]
pub struct Keys {
    codes: OnceLock<ByKey>,
    aliases: OnceLock<ByKey>,
    families: OnceLock<ByKey>,
}

/// The places of entries in the catalog by keys, of which each may have several.
type ByKey = HashMap<String, Vec<usize>>;

impl Keys {
    /// The places of the entries with a code.
    pub fn of_code(&self, entries: &[Entry], key: &str) -> &[usize] {
        let codes = || by_key(entries, |entry| vec![entry.key().to_owned()]);
        with(self.codes.get_or_init(codes), key)
    }

    /// The places of the entries with a former name.
    pub fn of_alias(&self, entries: &[Entry], key: &str) -> &[usize] {
        let aliases = || by_key(entries, |entry| entry.aliases().map(code_key).collect());
        with(self.aliases.get_or_init(aliases), key)
    }

    /// The places of the entries whose code is of a family, or is the family itself.
    pub fn of_family(&self, entries: &[Entry], key: &str) -> &[usize] {
        let families = |entry: &Entry| {
            let own = Some(entry.key()).filter(|key| !key.is_empty());
            own.into_iter().chain(family_of(entry.key())).map(str::to_owned).collect()
        };
        with(self.families.get_or_init(|| by_key(entries, families)), key)
    }
}

fn with<'k>(keys: &'k ByKey, key: &str) -> &'k [usize] {
    keys.get(key).map(Vec::as_slice).unwrap_or_default()
}

fn by_key(entries: &[Entry], keys: impl Fn(&Entry) -> Vec<String>) -> ByKey {
    let mut map = ByKey::new();
    for (place, entry) in entries.iter().enumerate() {
        let mut keys = keys(entry);
        keys.sort();
        keys.dedup();
        for key in keys {
            map.entry(key).or_default().push(place);
        }
    }
    map
}
