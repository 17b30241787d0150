//! What hints say, in both languages.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Client, Hint, OtherSystem};
use crate::answer::Confidence;
use crate::lang::{Bilingual, Lang};

impl Hint {
    /// What the hint says.
    pub fn text(self, lang: Lang) -> String {
        match lang {
            Lang::En => self.in_english(),
            Lang::Zh => self.in_chinese(),
        }
    }

    fn in_english(self) -> String {
        match self {
            Self::BodyDropped { client, has_edge_rows } => {
                let body = match client {
                    Client::Python => "print it with `print(e.response.text)`",
                    Client::Node => "print `error.error`, or `await error.response?.text()`",
                    Client::DotNet => "print `await response.Content.ReadAsStringAsync()`",
                    Client::Other => "send the same request with `curl -i`",
                };
                let edge = if has_edge_rows {
                    " If the request went to a Wanqing host, it was most likely an error of the edge gateway; those are \
                     listed first."
                } else {
                    ""
                };
                format!(
                    "The error body is missing: the client dropped it, or it was not copied. To see it, {body}.{edge}"
                )
            }
            Self::UnknownOfFamily => "This code is not in the catalog. The entries below are of the same family and usually \
                                      have similar causes."
                .to_owned(),
            Self::EmptyError => "The gateway sent an error without a message, so its cause is unknown. Retry; if it \
                                 persists, open a ticket with the request ID and the time."
                .to_owned(),
            Self::Reseller => "A reseller sits between you and Wanqing: the key and the account in this error are the \
                               reseller's, not yours. Choose another upstream there, or send the reseller its own request \
                               ID."
                .to_owned(),
            Self::OtherSystem(other) => {
                let verb = if other.confidence > Confidence::Possible { "is" } else { "may be" };
                let code = other.code.map(|code| format!(": `{code}`")).unwrap_or_default();
                format!("This {verb} an error of {}{code}. See its page: {}", other.name.en, other.docs)
            }
        }
    }

    fn in_chinese(self) -> String {
        match self {
            Self::BodyDropped { client, has_edge_rows } => {
                let body = match client {
                    Client::Python => "用 `print(e.response.text)` 打印",
                    Client::Node => "打印 `error.error`，或 `await error.response?.text()`",
                    Client::DotNet => "打印 `await response.Content.ReadAsStringAsync()`",
                    Client::Other => "用 `curl -i` 重发同一个请求",
                };
                let edge = if has_edge_rows {
                    "如果请求的是万擎域名，多半是边缘网关返回的错误，已排在最前。"
                } else {
                    ""
                };
                format!("缺少响应体：可能被客户端丢弃，或没有复制完整。要查看响应体，请{body}。{edge}")
            }
            Self::UnknownOfFamily => "未收录该错误码；以下为同类错误码，原因通常相近。".to_owned(),
            Self::EmptyError => {
                "网关返回的错误没有报错信息，原因不明。请重试；持续出现时，请附上请求 ID 和时间提交工单。"
                    .to_owned()
            }
            Self::Reseller => {
                "你与万擎之间还有一层转售方：错误里的 Key 和账号属于转售方，不是你的。请在转售方换一个上游，\
                               或把转售方自己的请求 ID 发给他们。"
                    .to_owned()
            }
            Self::OtherSystem(other) => {
                let verb = if other.confidence > Confidence::Possible { "来自" } else { "可能来自" };
                let code = other.code.map(|code| format!("，错误码 `{code}`")).unwrap_or_default();
                format!("这个错误{verb}其他平台：{}{code}。见其错误码页面：{}", other.name.zh, other.docs)
            }
        }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

/// A hint as JSON has it.
#[derive(Serialize)]
struct Document {
    id: &'static str,
    text: Bilingual<String>,
    #[serde(flatten)]
    other: Option<OtherSystem>,
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let other = match *self {
            Self::OtherSystem(other) => Some(other),
            _ => None,
        };
        Document { id: self.name(), text: Bilingual::of(|lang| self.text(lang)), other }.serialize(serializer)
    }
}
