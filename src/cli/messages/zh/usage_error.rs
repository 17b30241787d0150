//! What is wrong with a call, in Chinese.

use crate::cli::misuse::Misuse;

pub fn text(misuse: &Misuse) -> String {
    match misuse {
        Misuse::UnknownCommand { name, .. } => format!("没有 `{name}` 这个命令"),
        Misuse::NoCommand { name, .. } => format!("`{name}` 不是命令"),
        Misuse::UnknownOption { option, .. } => format!("这里没有 `{option}` 这个选项"),
        Misuse::OneTooMany { value, .. } => format!("多了一个参数 `{value}`"),
        Misuse::Missing { what } => format!("缺少参数 `{what}`"),
        Misuse::MissingValue { option, .. } => format!("`{option}` 后面要写取值"),
        Misuse::NotOneOf { option, value, .. } => format!("`{option}` 不能是 `{value}`"),
        Misuse::NoNumber { option, value } => format!("`{option}` 不能是 `{value}`，请写数字，例如 5"),
        Misuse::NoStatus { option, value } => {
            format!("`{option}` 不能是 `{value}`，请写状态码（403）或状态类别（4xx）")
        }
        Misuse::NoValueWanted { option, value } => format!("`{option}` 不带取值，却写了 `{value}`"),
        Misuse::Conflict { one, other } => format!("`{one}` 和 `{other}` 不能同时使用"),
        Misuse::NotText => "有参数不是 UTF-8 文本".to_owned(),
        Misuse::Other => "看不懂这个调用".to_owned(),
    }
}
