//! What a query does: whether it says that something is wrong, tells what was answered, or asks.

use super::letters::Spoken;

/// Words of questions that are not about an error, in lower case and simplified characters.
const ASKING: &[&str] = &[
    "which",
    "how many",
    "how much",
    "how do i",
    "how to",
    "can you",
    "can i",
    "can the",
    "do you",
    "what is the",
    "difference between",
    "哪个",
    "哪些",
    "哪种",
    "多少",
    "多久",
    "如何",
    "推荐",
    "支持",
    "有没有",
    "能不能",
    "会不会",
    "可以",
    "怎么",
];

/// Words with which a question begins that is not about an error.
const ASKING_FIRST: &[&str] = &["does", "do"];

/// Words of any question, and those with which one begins.
const QUESTIONS: &[&str] = &["哪", "怎", "吗", "什么", "几", "是否"];
const QUESTIONS_FIRST: &[&str] =
    &["is", "are", "can", "could", "what", "which", "how", "where", "when", "who", "should", "will"];

/// Words that say that something is wrong, in any walk of life. `t` is what is left of `don't`.
const WRONG: &[&str] = &[
    "not",
    "no",
    "t",
    "cannot",
    "cant",
    "dont",
    "doesnt",
    "nothing",
    "nobody",
    "never",
    "none",
    "without",
    "invalid",
    "wrong",
    "bad",
    "incorrect",
    "malformed",
    "illegal",
    "unknown",
    "unexpected",
    "empty",
    "fail",
    "fails",
    "failed",
    "failing",
    "failure",
    "error",
    "errors",
    "problem",
    "issue",
    "deny",
    "denied",
    "reject",
    "rejected",
    "refuse",
    "refuses",
    "refused",
    "forbidden",
    "unauthorized",
    "missing",
    "absent",
    "lack",
    "lacks",
    "lacking",
    "forgot",
    "lost",
    "lose",
    "stop",
    "stops",
    "stopped",
    "closed",
    "dropped",
    "disconnect",
    "disconnected",
    "reset",
    "cut",
    "dead",
    "died",
    "down",
    "outage",
    "unavailable",
    "unable",
    "crash",
    "crashed",
    "break",
    "breaks",
    "broke",
    "broken",
    "hang",
    "hangs",
    "stuck",
    "slow",
    "timeout",
    "timed",
    "too",
    "over",
    "out",
    "exceed",
    "exceeded",
    "limit",
    "limits",
    "limited",
    "throttled",
    "overloaded",
    "insufficient",
    "zero",
    "owe",
    "overdue",
    "unpaid",
    "expired",
    "block",
    "blocked",
    "banned",
    "locked",
    "suspended",
    "freeze",
    "frozen",
    "disabled",
    "deleted",
    "revoked",
    "removed",
];
const WRONG_HAN: &str = "不无没错误超断停封冻拒禁失败缺欠限挂崩坏满爆频卡删掉太异漏忘";

/// Words with which somebody tells what was answered.
const TELLING: &[&str] = &[
    "error",
    "errors",
    "status",
    "http",
    "return",
    "returns",
    "returned",
    "returning",
    "say",
    "says",
    "said",
    "saying",
    "log",
    "logs",
    "show",
    "shows",
    "get",
    "gets",
    "getting",
    "got",
    "give",
    "gives",
];
const TELLING_HAN: &[&str] = &["报", "返回", "提示", "日志", "状态", "显示", "错误码"];

/// What a query does.
pub struct Manner {
    /// Something is wrong in it.
    pub is_wrong: bool,
    /// It tells what was answered.
    pub tells: bool,
    pub question: Question,
}

/// Which kind of question a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// None.
    None,
    /// Of any kind: how, what, why.
    Any,
    /// Which, how much or whether.
    Which,
}

impl Manner {
    pub fn new(query: &Spoken) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| query.has(word));
        let begins = |words: &[&str]| words.iter().any(|word| query.begins_with(word));
        let question = if has(ASKING) || begins(ASKING_FIRST) {
            Question::Which
        } else if has(QUESTIONS) || begins(QUESTIONS_FIRST) {
            Question::Any
        } else {
            Question::None
        };
        Self {
            is_wrong: query.has_word(WRONG) || query.has_any(WRONG_HAN),
            tells: query.has_word(TELLING) || has(TELLING_HAN),
            question,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manner(text: &str) -> Manner {
        Manner::new(&Spoken::new(text))
    }

    #[test]
    fn questions_that_are_not_about_an_error_are_told() {
        let asks = |text: &str| manner(text).question == Question::Which;
        assert!(asks("which model is cheapest") && asks("上下文最长是多少") && asks("Does it stream"));
        assert!(!asks("the model does not exist") && !asks("余额不足"));
    }

    #[test]
    fn what_is_wrong_and_what_was_answered_are_told() {
        for text in ["it doesn't work", "Invalid key", "余额不足", "too many"] {
            assert!(manner(text).is_wrong, "{text}");
        }
        assert!(!manner("how do I create a key").is_wrong && !manner("支持流式输出吗").is_wrong);
        assert!(manner("the log says so").tells && manner("一直报这个").tells && !manner("余额不足").tells);
        assert_eq!(manner("支持流式输出吗").question, Question::Which);
        assert_eq!(manner("what a day").question, Question::Any);
    }
}
