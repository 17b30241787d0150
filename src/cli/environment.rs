//! What depends on the environment: language, width, color, links, pager and catalogs, each decided once.
//!
//! The decisions are functions of values; only [`Environment::of_this_process`] reads the process.

use std::io::IsTerminal;
use std::path::PathBuf;

use wqerr::Lang;

use super::call::Color;
use super::output::{Pager, Screen};

/// The width if neither the environment nor a terminal says one.
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
    /// The columns and rows of the terminal.
    terminal: fn() -> Option<(usize, usize)>,
}

impl Environment {
    /// The environment of this process.
    pub fn of_this_process() -> Self {
        Self {
            variable: |name| std::env::var(name).ok(),
            is_terminal: std::io::stdout().is_terminal(),
            terminal: || {
                let (width, height) = terminal_size::terminal_size()?;
                Some((usize::from(width.0), usize::from(height.0)))
            },
        }
    }

    /// Whether a person reads standard error, on a terminal that can move its cursor.
    pub fn errors_on_terminal(&self) -> bool {
        std::io::stderr().is_terminal() && !self.is_dumb()
    }

    /// A variable that is set to something.
    fn set(&self, name: &str) -> Option<String> {
        (self.variable)(name).filter(|value| !value.is_empty())
    }

    fn is_set(&self, name: &str) -> bool {
        self.set(name).is_some()
    }

    /// The language: what `--lang` asked for, `WQERR_LANG`, or the locale.
    pub fn lang(&self, asked: Option<&str>) -> Lang {
        let asked = asked.and_then(named_language);
        asked.or_else(|| named_language(&self.set("WQERR_LANG")?)).unwrap_or_else(|| self.locale_language())
    }

    /// The language of the locale, as glibc reads it.
    fn locale_language(&self) -> Lang {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| self.set(name));
        language_of_locale(locale.as_deref(), self.set("LANGUAGE").as_deref())
    }

    /// The width for tables and text, in columns.
    pub fn width(&self) -> usize {
        let columns = self.set("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|&width| width > 0);
        let of_terminal = || (self.terminal)().map(|(columns, _)| columns);
        columns.or_else(of_terminal).unwrap_or(DEFAULT_WIDTH).clamp(MIN_WIDTH, MAX_WIDTH)
    }

    /// Whether to color: `--color`, `NO_COLOR`, `CLICOLOR_FORCE`, `TERM`, or whether a person reads.
    pub fn color(&self, asked: Color) -> bool {
        match asked {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if self.is_set("NO_COLOR") => false,
            Color::Auto if self.set("CLICOLOR_FORCE").is_some_and(|force| force != "0") => true,
            Color::Auto => self.is_terminal && !self.is_dumb(),
        }
    }

    fn is_dumb(&self) -> bool {
        self.set("TERM").as_deref() == Some("dumb")
    }

    /// Whether addresses are written as links: on a colored terminal that is known to have them.
    pub fn links(&self, color: bool) -> bool {
        color && self.is_terminal && !self.is_dumb() && self.terminal_has_links()
    }

    fn terminal_has_links(&self) -> bool {
        const PROGRAMS: &[&str] = &["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"];
        const TERMS: &[&str] = &["xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour"];
        const SINCE_VTE: u32 = 5000;
        let term = self.set("TERM").unwrap_or_default();
        // Inside tmux and screen the variables are those of the terminal around.
        if term.starts_with("screen") || term.starts_with("tmux") {
            return self.set("TERM_PROGRAM_VERSION").is_some_and(|version| tmux_has_links(&version))
                && self.set("TERM_PROGRAM").as_deref() == Some("tmux");
        }
        self.set("TERM_PROGRAM").is_some_and(|program| PROGRAMS.contains(&program.as_str()))
            || TERMS.iter().any(|known| term.starts_with(known))
            || ["WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM"]
                .iter()
                .any(|name| self.is_set(name))
            || self
                .set("VTE_VERSION")
                .and_then(|version| version.parse().ok())
                .is_some_and(|vte: u32| vte >= SINCE_VTE)
    }

    /// The screen that an answer may be too long for; none where it goes elsewhere or is not to be paged.
    pub fn screen(&self, may_page: bool) -> Option<Screen> {
        if !may_page || !self.is_terminal || self.is_dumb() {
            return None;
        }
        let pager = match (self.variable)("PAGER") {
            None => Pager::Less,
            Some(command) if command.trim().is_empty() => return None,
            Some(command) => Pager::Command(command),
        };
        let (columns, rows) = (self.terminal)()?;
        Some(Screen { columns, rows, pager })
    }

    /// The directory of the user's own catalogs.
    pub fn config_directory(&self) -> Option<PathBuf> {
        self.directory("APPDATA", "XDG_CONFIG_HOME", ".config")
    }

    /// The directory of what can be made again.
    pub fn cache_directory(&self) -> Option<PathBuf> {
        self.directory("LOCALAPPDATA", "XDG_CACHE_HOME", ".cache")
    }

    /// The program's part of a directory: that of a variable on Windows, elsewhere that of a variable of XDG or one
    /// in the home directory.
    fn directory(&self, on_windows: &str, of_xdg: &str, in_home: &str) -> Option<PathBuf> {
        let directory = if cfg!(windows) {
            self.set(on_windows).map(PathBuf::from)
        } else {
            // The standard has paths that are not absolute ignored.
            let of_xdg = self.set(of_xdg).map(PathBuf::from).filter(|path| path.is_absolute());
            of_xdg.or_else(|| Some(PathBuf::from(self.set("HOME")?).join(in_home)))
        };
        directory.map(|directory| directory.join("wqerr"))
    }

    /// The catalogs that the environment names, separated as in `PATH`.
    pub fn own_catalogs(&self) -> Vec<PathBuf> {
        let paths = self.set("WQERR_CATALOG").unwrap_or_default();
        std::env::split_paths(&paths).filter(|path| !path.as_os_str().is_empty()).collect()
    }
}

/// Whether a version of tmux such as `3.4` passes links on.
fn tmux_has_links(version: &str) -> bool {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (3, 4)
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
        Environment { variable, is_terminal, terminal: || Some((132, 40)) }
    }

    #[test]
    fn color_is_decided_by_the_strongest_word() {
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

    #[test]
    fn links_are_for_terminals_that_have_them() {
        let links = |variable: fn(&str) -> Option<String>| environment(variable, true).links(true);
        assert!(!links(|_| None));
        assert!(links(|name| (name == "VTE_VERSION").then(|| "7600".into())));
        assert!(!links(|name| (name == "VTE_VERSION").then(|| "4800".into())));
        assert!(links(|name| (name == "TERM_PROGRAM").then(|| "WezTerm".into())));
        assert!(links(|name| (name == "TERM").then(|| "xterm-kitty".into())));
        assert!(!links(|name| match name {
            "TERM" => Some("screen-256color".into()),
            "KITTY_WINDOW_ID" => Some("1".into()),
            _ => None,
        }));
        assert!(links(|name| match name {
            "TERM" => Some("tmux-256color".into()),
            "TERM_PROGRAM" => Some("tmux".into()),
            "TERM_PROGRAM_VERSION" => Some("3.5a".into()),
            _ => None,
        }));
        let kitty = |name: &str| (name == "TERM").then(|| "xterm-kitty".into());
        assert!(!environment(kitty, true).links(false) && !environment(kitty, false).links(true));
    }

    #[test]
    fn long_answers_are_paged_on_terminals_only() {
        let pager = |variable: fn(&str) -> Option<String>, is_terminal| {
            environment(variable, is_terminal).screen(true).map(|screen| screen.pager)
        };
        assert_eq!(pager(|_| None, true), Some(Pager::Less));
        assert_eq!(pager(|_| None, false), None);
        assert_eq!(pager(|name| (name == "PAGER").then(String::new), true), None);
        assert_eq!(
            pager(|name| (name == "PAGER").then(|| "more -s".into()), true),
            Some(Pager::Command("more -s".into()))
        );
        assert_eq!(pager(|name| (name == "TERM").then(|| "dumb".into()), true), None);
        assert!(environment(|_| None, true).screen(false).is_none());
    }

    #[test]
    #[cfg(unix)]
    fn catalogs_lie_where_the_standard_puts_them() {
        let directory = |variable: fn(&str) -> Option<String>| environment(variable, true).config_directory();
        let home = |name: &str| (name == "HOME").then(|| "/home/li".to_owned());
        assert_eq!(directory(home), Some("/home/li/.config/wqerr".into()));
        assert_eq!(
            directory(|name| (name == "XDG_CONFIG_HOME").then(|| "/etc/xdg".into())),
            Some("/etc/xdg/wqerr".into())
        );
        assert_eq!(directory(|name| (name == "XDG_CONFIG_HOME").then(|| "relative".into())), None);
        let named = environment(|name| (name == "WQERR_CATALOG").then(|| "a.toml::b.toml".into()), true);
        assert_eq!(named.own_catalogs(), [PathBuf::from("a.toml"), PathBuf::from("b.toml")]);
    }
}
