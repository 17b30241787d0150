//! What is wrong with a call, in Chinese.

use crate::cli::usage_error::UsageErrorKind;

pub fn text(usage_error: &UsageErrorKind) -> String {
    match usage_error {
        UsageErrorKind::UnknownCommand { name, .. } => format!("未知命令 `{name}`"),
        UsageErrorKind::NoCommand { name, .. } => format!("`{name}` 不是命令"),
        UsageErrorKind::UnknownOption { option, .. } => format!("未知选项 `{option}`"),
        UsageErrorKind::OneTooMany { value, .. } => format!("多余的参数 `{value}`"),
        UsageErrorKind::Missing { what } => format!("缺少参数 `{what}`"),
        UsageErrorKind::MissingValue { option, .. } => format!("`{option}` 缺少值"),
        UsageErrorKind::NotOneOf { option, value, .. } => format!("`{option}` 的值 `{value}` 无效"),
        UsageErrorKind::NoNumber { option, value } => {
            format!("`{option}` 的值 `{value}` 无效，应为数字，例如 5")
        }
        UsageErrorKind::NoStatus { option, value } => {
            format!("`{option}` 的值 `{value}` 无效，应为状态码（403）或状态码类别（4xx）")
        }
        UsageErrorKind::NoTime { option, value } => format!(
            "`{option}` 的值 `{value}` 无效，应为时间（2026-11-27T09:00:00+08:00、\"2026-11-27 09:00\"、2026-11-27、09:00、\
             today、yesterday）或距今多久（2h、30m、1d）"
        ),
        UsageErrorKind::NoZone { option, value } => format!(
            "`{option}` 的值 `{value}` 无效，应为时区名（Asia/Shanghai）、时差（+08:00）、UTC 或 local"
        ),
        UsageErrorKind::NoDivision { option, value } => {
            format!("`{option}` 的值 `{value}` 无效，应为 minute、hour、day、value NAME、endpoint 或 file")
        }
        UsageErrorKind::NoValueWanted { option, value } => format!("`{option}` 不接受值，但指定了 `{value}`"),
        UsageErrorKind::Conflict { one, other } => format!("`{one}` 和 `{other}` 不能同时使用"),
        UsageErrorKind::NotText => "有参数不是 UTF-8 文本".to_owned(),
        UsageErrorKind::Other => "无法解析命令行参数".to_owned(),
    }
}
