//! Prepares `neighbours.toml`: what of it is one platform's alone is worked out here, once for all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;
use wqerr_catalog::entry::{Entry, Retry};
use wqerr_catalog::fold::{code_key, fold};
use wqerr_catalog::lang::Bilingual;
use wqerr_catalog::neighbours::{Code, Message, Neighbours, Provider, Row, Shape};

pub const FILE: &str = "neighbours.toml";

/// Names of fields that the error bodies of most platforms have.
const COMMON_FIELDS: [&str; 6] = ["error", "message", "code", "type", "param", "request_id"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: u8,
    shared: Vec<String>,
    provider: Vec<ProviderTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProviderTable {
    id: String,
    name: NameTable,
    hosts: Vec<String>,
    #[serde(default)]
    resells: bool,
    #[serde(default)]
    ids: Vec<String>,
    docs: String,
    #[serde(rename = "read")]
    _read: String,
    envelopes: Vec<String>,
    rows: Vec<RowTable>,
    #[serde(default, rename = "sources")]
    _sources: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct NameTable {
    en: String,
    zh: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowTable {
    status: Option<u16>,
    #[serde(default)]
    code: OneOrMore,
    #[serde(default)]
    r#type: OneOrMore,
    #[serde(default)]
    message: OneOrMore,
    retry: Option<String>,
    #[serde(default)]
    shared: bool,
    #[serde(rename = "from")]
    _from: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        Self::More(Vec::new())
    }
}

impl OneOrMore {
    fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
}

/// The prepared platforms, and the hosts as Rust for `src/explain/signs.rs`.
pub struct Prepared {
    pub neighbours: Neighbours,
    pub hosts: String,
}

pub fn prepare(text: &str, catalog: &[Entry]) -> Prepared {
    let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("{FILE}: {error}"));
    let users = Users::new(&file, catalog);
    let mut neighbours =
        Neighbours { providers: Vec::new(), rows: Vec::new(), codes: Vec::new(), messages: Vec::new() };
    let mut hosts = Vec::new();
    for (number, table) in (0_u8..).zip(&file.provider) {
        hosts.extend(table.hosts.iter().map(|host| (host, number, table.resells)));
        neighbours.providers.push(provider(table));
        for row in &table.rows {
            push_row(&mut neighbours, row, number, &users);
        }
    }
    neighbours.codes.sort_by_cached_key(|code| (code_key(&code.text), code.row));
    neighbours.messages.sort_by(|a, b| a.parts.cmp(&b.parts).then(a.row.cmp(&b.row)));
    let (mut names, mut owners) = (String::new(), String::new());
    for (host, number, resells) in hosts {
        names += &format!("{host:?},\n");
        owners += &format!("Owner {{ number: {number}, resells: {resells} }},\n");
    }
    let hosts = format!("const HOSTS: &[&str] = &[\n{names}];\nconst OWNERS: &[Owner] = &[\n{owners}];\n");
    Prepared { neighbours, hosts }
}

fn provider(table: &ProviderTable) -> Provider {
    Provider {
        id: table.id.as_str().into(),
        name: Bilingual { en: table.name.en.as_str().into(), zh: table.name.zh.as_str().into() },
        docs: table.docs.as_str().into(),
        ids: table.ids.iter().map(|id| shape(id)).collect(),
        envelopes: table
            .envelopes
            .iter()
            .map(|envelope| fields(envelope))
            .filter(|fields| !fields.is_empty())
            .collect(),
    }
}

fn push_row(neighbours: &mut Neighbours, table: &RowTable, provider: u8, users: &Users) {
    let number = u16::try_from(neighbours.rows.len()).expect("there are some hundred rows");
    let retry = table.retry.as_deref().map(|name| {
        let verdict = Retry::NAMES.into_iter().find(|(known, _)| *known == name);
        verdict.unwrap_or_else(|| panic!("{FILE}: there is no verdict `{name}`")).1
    });
    neighbours.rows.push(Row { provider, status: table.status, retry });
    for (list, is_type) in [(&table.code, false), (&table.r#type, true)] {
        for code in list.all() {
            let is_own = !table.shared && users.is_only(&code_key(code));
            neighbours.codes.push(Code { text: code.as_str().into(), row: number, is_own, is_type });
        }
    }
    for message in table.message.all() {
        let parts = parts(message);
        let is_own = !table.shared && users.is_only_message(message, &parts);
        let parts = parts.iter().map(|part| part.as_str().into()).collect();
        neighbours.messages.push(Message { parts, row: number, is_own });
    }
}

/// Who uses each code and message.
struct Users {
    /// For each key of a code, and each folded message, the platforms that have it.
    of: HashMap<String, BTreeSet<String>>,
    shared: BTreeSet<String>,
    /// The codes and messages of the catalog.
    catalog: BTreeSet<String>,
}

impl Users {
    fn new(file: &File, catalog: &[Entry]) -> Self {
        let mut of: HashMap<String, BTreeSet<String>> = HashMap::new();
        for provider in &file.provider {
            for row in &provider.rows {
                let codes = row.code.all().iter().chain(row.r#type.all()).map(|code| code_key(code));
                let messages = row.message.all().iter().map(|message| parts(message).concat());
                for text in codes.chain(messages) {
                    of.entry(text).or_default().insert(provider.id.clone());
                }
            }
        }
        let shared = file.shared.iter().flat_map(|text| [code_key(text), bare(&parts(text).concat())]);
        let own = catalog.iter().flat_map(|entry| {
            let names = entry.code().into_iter().chain(entry.aliases()).map(code_key);
            names.chain([bare(&fold(entry.message()))]).collect::<Vec<_>>()
        });
        Self { of, shared: shared.collect(), catalog: own.collect() }
    }

    fn is_only(&self, text: &str) -> bool {
        let is_shared = self.shared.contains(text) || self.catalog.contains(text);
        let users = self.of.get(text).map_or(0, BTreeSet::len);
        !is_shared && users <= 1 && !text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_only_message(&self, message: &str, parts: &[String]) -> bool {
        let text = parts.concat();
        let begins_own =
            || self.catalog.iter().any(|own| !message.contains('{') && own.starts_with(&bare(&text)));
        !self.shared.contains(&bare(&text))
            && self.of.get(&text).map_or(0, BTreeSet::len) <= 1
            && !begins_own()
    }
}

/// A folded message without its final stop.
fn bare(folded: &str) -> String {
    folded.trim_end_matches(['.', '!']).to_owned()
}

/// The fixed texts of a message, folded. A value is `{Name}`.
fn parts(message: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = message;
    while let Some((before, behind)) = rest.split_once('{') {
        parts.push(fold(before));
        let (_, behind) =
            behind.split_once('}').unwrap_or_else(|| panic!("{FILE}: {message}: a brace is open"));
        rest = behind;
    }
    parts.push(fold(rest));
    parts.retain(|part| !part.is_empty());
    parts
}

/// The names of the fields of a body that few platforms have.
fn fields(envelope: &str) -> Vec<wqerr_catalog::packed::Text> {
    let quoted = envelope.split('"').skip(1).step_by(2);
    let behind = envelope.split('"').skip(2).step_by(2);
    let names = quoted.zip(behind).filter(|(_, behind)| behind.starts_with(':')).map(|(name, _)| name);
    let names: BTreeSet<&str> = names.filter(|name| !COMMON_FIELDS.contains(name)).collect();
    names.into_iter().map(Into::into).collect()
}

/// The shape of an id, from the regular expressions of the file: letters, classes and counts.
fn shape(id: &str) -> Shape {
    let mut shape: Shape = Vec::new();
    let mut rest = id.bytes().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'{' => {
                let count = String::from_utf8_lossy(
                    &rest.by_ref().take_while(|&byte| byte != b'}').collect::<Vec<_>>(),
                )
                .parse();
                let count = count.unwrap_or_else(|_| panic!("{FILE}: {id}: a count is a number"));
                shape.last_mut().unwrap_or_else(|| panic!("{FILE}: {id}: a count of nothing")).1 = count;
            }
            b'[' => {
                let mut class: Vec<(u8, u8)> = Vec::new();
                while let Some(from) = rest.next().filter(|&byte| byte != b']') {
                    let to = if rest.next_if_eq(&b'-').is_some() { rest.next() } else { Some(from) };
                    class.push((from, to.unwrap_or(from)));
                }
                shape.push((class, 1));
            }
            b'\\' | b'(' | b'|' | b'*' | b'+' | b'?' | b'.' => {
                panic!("{FILE}: {id}: only classes and counts")
            }
            _ => shape.push((vec![(byte, byte)], 1)),
        }
    }
    shape
}
