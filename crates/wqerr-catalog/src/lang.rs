//! The two languages of the catalog.

use serde::{Deserialize, Serialize};

use crate::named;

/// A language in which the catalog speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// English.
    En,
    /// Chinese, simplified.
    Zh,
}

impl Lang {
    /// Both languages and their names.
    pub const NAMES: [(&'static str, Self); 2] = [("en", Self::En), ("zh", Self::Zh)];

    /// The name of the language, as in locales.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

named!(Lang);

/// The same thing said in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual<T> {
    /// In English.
    pub en: T,
    /// In Chinese.
    pub zh: T,
}

impl<T> Bilingual<T> {
    /// What `text` says in each language.
    pub fn of(text: impl Fn(Lang) -> T) -> Self {
        Self { en: text(Lang::En), zh: text(Lang::Zh) }
    }

    /// What is said in `lang`.
    pub const fn get(&self, lang: Lang) -> &T {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}
