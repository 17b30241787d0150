//! Golden cases of the command line. The console blocks of the documentation are cases too.

#[test]
fn commands_print_what_the_cases_say() {
    // The width is the 80 columns of an output that is no terminal, unless a case sets `COLUMNS` itself: what is set
    // here counts more than what a case sets.
    trycmd::TestCases::new()
        .env("LC_ALL", "C.UTF-8")
        // No catalogs of whoever runs the tests.
        .env("XDG_CONFIG_HOME", "/no/such/place")
        .env("APPDATA", "/no/such/place")
        .case("tests/cmd/*.trycmd")
        .case("README.md")
        .case("README.zh-CN.md")
        .case("docs/*.md")
        .case("docs/zh-CN/*.md");
}
