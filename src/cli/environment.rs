//! What depends on the environment: language, width and colour, each decided once.
//!
//! The decisions are functions of values; only [`Environment::of_this_process`] reads the process.

use std::io::IsTerminal;

use wqerr::Lang;

use super::args::Color;

/// The width where neither the environment nor a terminal tells one.
const DEFAULT_WIDTH: usize = 80;

/// The narrowest width for which text is laid out.
const MIN_WIDTH: usize = 24;

/// The widest: no terminal has more, and no text needs it.
const MAX_WIDTH: usize = 1000;

/// The part of the process's environment that matters here.
pub struct Environment {
    variable: fn(&str) -> Option<String>,
    /// Whether a person reads standard output.
    pub is_terminal: bool,
    terminal_width: fn() -> Option<usize>,
}

impl Environment {
    /// The environment of this process.
    pub fn of_this_process() -> Self {
        Self {
            variable: |name| std::env::var(name).ok().filter(|value| !value.is_empty()),
            is_terminal: std::io::stdout().is_terminal(),
            terminal_width: || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        }
    }

    /// The language: what `--lang` asked for, `WQERR_LANG`, or the locale.
    pub fn lang(&self, asked: Option<&str>) -> Lang {
        let asked = asked.and_then(named_language);
        asked
            .or_else(|| named_language(&(self.variable)("WQERR_LANG")?))
            .unwrap_or_else(|| self.locale_language())
    }

    /// The language of the locale, as glibc reads it.
    fn locale_language(&self) -> Lang {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(self.variable);
        language_of_locale(locale.as_deref(), (self.variable)("LANGUAGE").as_deref())
    }

    /// The width for tables and text, in columns.
    pub fn width(&self) -> usize {
        let columns =
            (self.variable)("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|&width| width > 0);
        columns.or_else(self.terminal_width).unwrap_or(DEFAULT_WIDTH).clamp(MIN_WIDTH, MAX_WIDTH)
    }

    /// Whether to colour: `--color`, `NO_COLOR`, `CLICOLOR_FORCE`, `TERM`, or whether a person reads.
    pub fn color(&self, asked: Color) -> bool {
        match asked {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if (self.variable)("NO_COLOR").is_some() => false,
            Color::Auto if (self.variable)("CLICOLOR_FORCE").is_some_and(|force| force != "0") => true,
            Color::Auto => self.is_terminal && (self.variable)("TERM").as_deref() != Some("dumb"),
        }
    }
}

/// A language by name; `auto` and unknown names leave the choice to others.
fn named_language(name: &str) -> Option<Lang> {
    let name = name.to_ascii_lowercase();
    match name.get(..2) {
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        _ => None,
    }
}

/// The language of a locale and of the list of preferences in `LANGUAGE`, which counts unless the locale is
/// `C` (of any encoding) or `POSIX`. Any Chinese locale is Chinese, all else English.
fn language_of_locale(locale: Option<&str>, preferences: Option<&str>) -> Lang {
    let locale = locale.unwrap_or("C");
    let preferences = preferences.filter(|_| !matches!(locale.split('.').next(), Some("C" | "POSIX")));
    let named = match preferences {
        Some(list) => list.split(':').find_map(named_language),
        None => named_language(locale),
    };
    named.unwrap_or(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_is_read_as_glibc_reads_it() {
        let cases = [
            (None, None, Lang::En),
            (Some("C"), Some("zh"), Lang::En),
            (Some("POSIX"), Some("zh_CN"), Lang::En),
            (Some("C.UTF-8"), None, Lang::En),
            (Some("C.UTF-8"), Some("zh"), Lang::En),
            (Some("zh_CN.UTF-8"), None, Lang::Zh),
            (Some("zh_TW"), None, Lang::Zh),
            (Some("de_DE.UTF-8"), None, Lang::En),
            (Some("en_US.UTF-8"), Some("zh_CN:en"), Lang::Zh),
            (Some("zh_CN.UTF-8"), Some("en:zh"), Lang::En),
            (Some("zh_CN.UTF-8"), Some("de:zh"), Lang::Zh),
            (Some("zh_CN.UTF-8"), Some("de"), Lang::En),
            (None, Some("zh"), Lang::En),
        ];
        for (locale, preferences, expected) in cases {
            assert_eq!(language_of_locale(locale, preferences), expected, "{locale:?} {preferences:?}");
        }
    }

    fn environment(variable: fn(&str) -> Option<String>, is_terminal: bool) -> Environment {
        Environment { variable, is_terminal, terminal_width: || Some(132) }
    }

    #[test]
    fn colour_is_decided_by_the_strongest_word() {
        let plain = environment(|_| None, true);
        assert!(plain.color(Color::Auto) && !plain.color(Color::Never));
        let piped = environment(|_| None, false);
        assert!(!piped.color(Color::Auto) && piped.color(Color::Always));
        let no_color =
            environment(|name| (name == "NO_COLOR" || name == "CLICOLOR_FORCE").then(|| "1".into()), true);
        assert!(!no_color.color(Color::Auto) && no_color.color(Color::Always));
        let forced = environment(|name| (name == "CLICOLOR_FORCE").then(|| "1".into()), false);
        assert!(forced.color(Color::Auto));
        let dumb = environment(|name| (name == "TERM").then(|| "dumb".into()), true);
        assert!(!dumb.color(Color::Auto));
    }

    #[test]
    fn the_width_is_that_of_columns_or_of_the_terminal() {
        assert_eq!(environment(|_| None, true).width(), 132);
        assert_eq!(environment(|name| (name == "COLUMNS").then(|| "60".into()), true).width(), 60);
        assert_eq!(environment(|name| (name == "COLUMNS").then(|| "none".into()), true).width(), 132);
        assert_eq!(environment(|name| (name == "COLUMNS").then(|| "1".into()), true).width(), MIN_WIDTH);
    }
}
