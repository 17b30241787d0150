//! What a call of the program asks for.

use std::ffi::OsStr;
use std::path::PathBuf;

use wqerr::Secrets;
use wqerr::scan::By;
use wqerr::time::{Time, TimeUnit, Zone};

/// A call of the program.
#[derive(Debug)]
pub struct Call {
    pub request: Request,
    pub lang: Option<String>,
    pub format: Format,
    pub color: Color,
    /// Catalogs to add to the built-in one.
    pub catalogs: Vec<PathBuf>,
    pub secrets: Secrets,
    /// Whether long answers may go through a pager.
    pub pager: bool,
}

/// What is asked.
#[derive(Debug)]
pub enum Request {
    Lookup { queries: Vec<String> },
    Search { text: String, limit: usize },
    Explain(Explain),
    Scan(Scan),
    List(List),
    CheckCatalogs(Vec<PathBuf>),
    CatalogPaths,
    NewCatalog,
    Completions { shell: String },
    Man { command: Vec<String> },
    Schema { name: Option<String> },
    Help { command: Vec<String> },
}

/// What `explain` is asked.
#[derive(Debug)]
pub struct Explain {
    /// Where the raw error is.
    pub input: Input,
    /// Whether only the exit status is wanted.
    pub retryable: bool,
}

/// What `scan` is asked.
#[derive(Debug)]
pub struct Scan {
    /// The logs, in their order.
    pub inputs: Vec<Input>,
    /// Whether the files in directories are meant.
    pub recursive: bool,
    /// Whether each finding is wanted, and not their sum.
    pub each: bool,
    /// The period of the errors that count.
    pub period: Period,
    /// By what errors are counted, beside their entries.
    pub by: Option<Division>,
    /// How many of the most frequent are shown.
    pub top: Option<usize>,
    /// The zone of times that name none, and of all that are shown.
    pub zone: NamedZone,
}

/// The period of the errors that count.
#[derive(Debug, Clone, Copy, Default)]
pub struct Period {
    pub since: Option<Time>,
    pub until: Option<Time>,
}

impl Period {
    /// Whether only some errors count.
    pub const fn is_limited(self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether a time is in it. The end is not.
    pub fn has(self, time: Time) -> bool {
        self.since.is_none_or(|since| since <= time) && self.until.is_none_or(|until| time < until)
    }
}

/// A zone as it was named.
#[derive(Debug, Clone)]
pub struct NamedZone {
    pub name: String,
    pub zone: Zone,
}

impl Default for NamedZone {
    fn default() -> Self {
        Self { name: "UTC".to_owned(), zone: Zone::default() }
    }
}

/// By what errors are counted, and its name in the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    pub name: String,
    pub by: By,
}

impl Division {
    /// The first of the two words of `value NAME`.
    pub const VALUE: &str = "value";

    /// `hour`, or `value NAME`.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let by = match words.as_slice() {
            ["minute"] => By::Time(TimeUnit::Minute),
            ["hour"] => By::Time(TimeUnit::Hour),
            ["day"] => By::Time(TimeUnit::Day),
            ["endpoint"] => By::Endpoint,
            ["file"] => By::Input,
            [Self::VALUE, name] => By::Value((*name).to_owned()),
            _ => return Err("something to count by is needed"),
        };
        Ok(Self { name: words.join(" "), by })
    }
}

/// Where text to examine is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Text(String),
    Stdin,
    File(PathBuf),
}

impl Input {
    /// A file, or standard input where it is named `-`.
    pub fn named(file: PathBuf) -> Self {
        if file.as_os_str() == OsStr::new("-") { Self::Stdin } else { Self::File(file) }
    }
}

/// What `list` is asked. Nothing asked of one kind, all of it is shown.
#[derive(Debug)]
pub struct List {
    pub statuses: Vec<Statuses>,
    pub retryable: bool,
    pub origins: Vec<String>,
}

/// A status or a class of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statuses {
    One(u16),
    /// All that begin with this digit.
    Class(u16),
}

impl Statuses {
    /// `403` or `4xx`.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let wrong = "a status or a class is needed";
        let class = text.strip_suffix("xx").or_else(|| text.strip_suffix("XX"));
        match class {
            Some(digit) => digit.parse().ok().filter(|digit| *digit < 6).map(Self::Class).ok_or(wrong),
            None => text.parse().ok().filter(|status| *status < 600).map(Self::One).ok_or(wrong),
        }
    }

    /// Whether `status` is one of these.
    pub const fn has(self, status: u16) -> bool {
        match self {
            Self::One(one) => one == status,
            Self::Class(digit) => digit == status / 100,
        }
    }
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Table,
    Plain,
    Json,
    Markdown,
}

pub const FORMATS: [(&str, Format); 4] = [
    ("table", Format::Table),
    ("plain", Format::Plain),
    ("json", Format::Json),
    ("markdown", Format::Markdown),
];

/// When an answer is colored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    Auto,
    Always,
    Never,
}

pub const COLORS: [(&str, Color); 3] =
    [("auto", Color::Auto), ("always", Color::Always), ("never", Color::Never)];
