//! `wqerr completions`: the completion script of each shell.

/// The shells, and the script of each.
pub const SHELLS: [(&str, &str); 5] = [
    ("bash", include_str!("../../completions/wqerr.bash")),
    ("zsh", include_str!("../../completions/_wqerr")),
    ("fish", include_str!("../../completions/wqerr.fish")),
    ("powershell", include_str!("../../completions/wqerr.ps1")),
    ("elvish", include_str!("../../completions/wqerr.elv")),
];

/// The script for a shell.
pub fn script(shell: &str) -> &'static str {
    SHELLS.iter().find(|(name, _)| *name == shell).map_or("", |(_, script)| script)
}
