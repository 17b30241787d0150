//! What is wrong with a call, in English.

use crate::cli::usage_error::UsageErrorKind;

pub fn text(usage_error: &UsageErrorKind) -> String {
    match usage_error {
        UsageErrorKind::UnknownCommand { name, .. } => format!("unknown command `{name}`"),
        UsageErrorKind::NoCommand { name, .. } => format!("`{name}` is not a command"),
        UsageErrorKind::UnknownOption { option, .. } => format!("unknown option `{option}`"),
        UsageErrorKind::OneTooMany { value, .. } => format!("unexpected argument `{value}`"),
        UsageErrorKind::Missing { what } => format!("missing argument `{what}`"),
        UsageErrorKind::MissingValue { option, .. } => format!("`{option}` needs a value"),
        UsageErrorKind::NotOneOf { option, value, .. } => format!("invalid value `{value}` for `{option}`"),
        UsageErrorKind::NoNumber { option, value } => {
            format!("invalid value `{value}` for `{option}`: expected a number such as 5")
        }
        UsageErrorKind::NoStatus { option, value } => {
            format!("invalid value `{value}` for `{option}`: expected a status (403) or a class (4xx)")
        }
        UsageErrorKind::NoTime { option, value } => format!(
            "invalid value `{value}` for `{option}`: expected a time (2026-11-27T09:00:00+08:00, \"2026-11-27 09:00\", \
             2026-11-27, 09:00, today, yesterday) or how long ago it is (2h, 30m, 1d)"
        ),
        UsageErrorKind::NoZone { option, value } => format!(
            "invalid value `{value}` for `{option}`: expected the name of a time zone (Asia/Shanghai), an offset \
             (+08:00), UTC or local"
        ),
        UsageErrorKind::NoDivision { option, value } => format!(
            "invalid value `{value}` for `{option}`: expected minute, hour, day, value NAME, endpoint or file"
        ),
        UsageErrorKind::NoValueWanted { option, value } => {
            format!("`{option}` takes no value, but got `{value}`")
        }
        UsageErrorKind::Conflict { one, other } => format!("`{one}` and `{other}` cannot be used together"),
        UsageErrorKind::NotText => "an argument is not valid UTF-8".to_owned(),
        UsageErrorKind::Other => "cannot parse the command line".to_owned(),
    }
}
