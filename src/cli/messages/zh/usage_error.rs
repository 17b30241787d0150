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
        UsageErrorKind::NoValueWanted { option, value } => format!("`{option}` 不接受值，但指定了 `{value}`"),
        UsageErrorKind::Conflict { one, other } => format!("`{one}` 和 `{other}` 不能同时使用"),
        UsageErrorKind::NotText => "有参数不是 UTF-8 文本".to_owned(),
        UsageErrorKind::Other => "无法解析命令行参数".to_owned(),
    }
}
