//! What is wrong in a catalog file, in Chinese.

use super::{DiagnosticKind, FieldType, TomlType};
use crate::pattern::PatternError;

pub fn text(mistake: &DiagnosticKind) -> String {
    match mistake {
        DiagnosticKind::Syntax(what) => format!("不是合法的 TOML：{}", syntax(what)),
        DiagnosticKind::UnknownField(field, Some(near)) => format!("未知字段 `{field}`，请改为 `{near}`"),
        DiagnosticKind::UnknownField(field, None) => format!("未知字段 `{field}`，请删除"),
        DiagnosticKind::MissingField(field) => format!("缺少 `{field}`，请补上"),
        DiagnosticKind::Empty(field) => format!("`{field}` 为空，请补上内容或删除"),
        DiagnosticKind::Unprintable(field, c) => {
            format!("`{field}` 中有控制字符 U+{:04X}，请删除", u32::from(*c))
        }
        DiagnosticKind::WrongType(field, wanted, found) => {
            format!("`{field}` 是{}，应为{}", form(*found), expected(*wanted))
        }
        DiagnosticKind::NotOneOf(field, value, allowed) => {
            format!("`{field}` 不能是 `{value}`，可选值：{}", allowed.join("、"))
        }
        DiagnosticKind::BadId(id) => {
            format!("ID `{id}` 无效，只能包含小写字母、数字和连字符，且至少有一个字母")
        }
        DiagnosticKind::BadStatus(status) => {
            format!("`{status}` 不是 HTTP 状态码，应为 100 到 599，没有状态码则写 0")
        }
        DiagnosticKind::RepeatedId(id, line) => format!("ID `{id}` 与第 {line} 行重复，请换一个"),
        DiagnosticKind::RepeatedAlias(alias, line) => {
            format!("`{alias}` 已被第 {line} 行的条目使用，请从其中一处删除")
        }
        DiagnosticKind::NotHttps(link) => format!("`{link}` 不是 HTTPS 链接，请写以 https:// 开头的链接"),
        DiagnosticKind::BadMessage(error) => message(error),
        DiagnosticKind::NothingToFindBy => {
            "`message` 的固定文字太少，无法识别，请写得长一些，或写上错误码 `code`".to_owned()
        }
        DiagnosticKind::UnknownPlaceholder(field, name) => {
            format!("`{field}` 中的 `{name}` 不在 `message` 里，请改正其中一处")
        }
        DiagnosticKind::UnknownWording(field, text) => {
            format!("`{field}` 提到的 `{text}` 不是该条目的错误码、别名、报错信息或其变体；请改正其中一处")
        }
        DiagnosticKind::Unparallel(field, en, zh) => {
            format!("`{field}` 的英文有 {en} 条、中文有 {zh} 条，条数须一致")
        }
    }
}

fn message(error: &PatternError) -> String {
    match error {
        PatternError::Brace => "`message` 里的花括号不成对或缺少名称，请写成 {Name}".to_owned(),
        PatternError::Repeated(name) => {
            format!("`message` 里的占位符 {{{name}}} 出现了两次，请换成不同的名字")
        }
        PatternError::Adjacent => "`message` 里有两个占位符相邻，请补上它们之间的文字".to_owned(),
        PatternError::TooShort => "`message` 的固定文字太少，无法识别，请写得长一些".to_owned(),
    }
}

const fn expected(expected: FieldType) -> &'static str {
    match expected {
        FieldType::Text => "双引号括起的字符串",
        FieldType::Texts => "字符串数组",
        FieldType::Groups => "由字符串数组组成的数组",
        FieldType::Status => "数字，例如 403",
        FieldType::Date => "日期，例如 2026-11-23",
        FieldType::Entry | FieldType::Entries => "[[entry]] 表",
        FieldType::Languages => "含 `en` 和 `zh` 的表",
    }
}

const fn form(form: TomlType) -> &'static str {
    match form {
        TomlType::Text => "字符串",
        TomlType::Number => "数字",
        TomlType::Truth => "布尔值",
        TomlType::Date => "日期",
        TomlType::Time => "时间",
        TomlType::List => "数组",
        TomlType::Block => "表",
    }
}

/// What the TOML reader found, which it says in English.
fn syntax(what: &str) -> &'static str {
    const KNOWN: &[(&str, &str)] = &[
        ("duplicate", "键或表重复，请删除其中一处"),
        ("comma", "逗号不对，列表各项之间要有一个逗号"),
        ("unclosed", "括号没有闭合，请补上另一半"),
        ("quote", "引号不成对，请在文字两端各写一个英文双引号"),
        ("string", "引号不成对，请在文字两端各写一个英文双引号"),
        ("escape", "反斜杠后的字符不对，要写反斜杠本身请写两个"),
        ("value", "键后面要写等号和值，文字要加英文双引号"),
        ("key", "这里要写键，后面是等号和值"),
        ("`=`", "等号不对，键和值之间要有一个等号"),
    ];
    let known = KNOWN.iter().find(|(word, _)| what.contains(word));
    known.map_or("请检查引号、等号、逗号和括号", |&(_, advice)| advice)
}
