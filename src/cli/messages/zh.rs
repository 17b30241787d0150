//! What the program says in Chinese.

mod help;
mod logs;
mod mistake;
mod usage_error;

use std::io;

use wqerr::{Actor, Client, Confidence, Hint, Lang, Retry};

use super::{Catalogs, Labels, Messages, Reference, Scan, Source};

pub const MESSAGES: Messages = Messages {
    lang: Lang::Zh,
    help: help::HELP,
    label: LABELS,
    retry: |retry| match retry {
        Retry::No => "不能，请先排除原因，原样重试仍会失败",
        Retry::Backoff => "可以，请退避重试，间隔逐次加长",
        Retry::Yes => "可以，直接重试即可",
    },
    actor: |actor| match actor {
        Actor::Caller => "调用方（修改请求或程序）",
        Actor::AccountOwner => "账号管理员（处理费用、API Key、权限或推理点）",
        Actor::Platform => "平台；持续不恢复时请提交工单",
        Actor::Network => "断开连接的一方：客户端、网络或代理的维护者",
    },
    confidence: |confidence| match confidence {
        Confidence::Certain => "确定",
        Confidence::Likely => "很可能",
        Confidence::Possible => "仅供参考，只匹配到状态码或其他系统也在用的文案",
    },
    hint,
    searched: |query| format!("没有名为“{query}”的条目，以下为搜索结果。"),
    not_found: |query| format!("没有找到与“{query}”相关的错误。"),
    not_near: |query, nearest| match nearest {
        [] => format!("没有与“{query}”足够接近的错误。"),
        _ => format!("没有与“{query}”足够接近的错误，最接近的是：{}。", nearest.join("、")),
    },
    try_search: "按内容搜索（可用自己的话描述）：wqerr search 文字",
    not_recognized: "没有识别出已知错误。",
    empty_input: "输入为空，请用管道把报错传给 `wqerr explain`，或写在参数里。",
    paste_now: "粘贴报错内容，然后在空行按 Ctrl-D。",
    see_one: |id| format!("查看某一条的全部原因和步骤：wqerr lookup {id}"),
    have_whole: "有完整的报错？用管道传给 wqerr explain",
    created: |endpoint, time| format!("{endpoint}（创建于 {time}）"),
    version: |version, commit, date| {
        let commit = commit.map(|commit| format!("提交 {commit}"));
        let date = date.map(|date| format!("错误库 {date}"));
        let facts: Vec<_> = commit.into_iter().chain(date).collect();
        format!("wqerr {version}（{}）", facts.join("，"))
    },
    usage_error: usage_error::text,
    r#try: |call| format!("试试：{call}"),
    did_you_mean: |names| format!("你是不是想用：{}？", names.join("、")),
    can_be: |values| format!("可选值：{}", values.join("、")),
    see_help: |call| format!("查看帮助：{call}"),
    mistake: mistake::text,
    catalogs: CATALOGS,
    scan: SCAN,
    logs: logs::LOGS,
    reference: REFERENCE,
    several: "多个错误共用",
    status_class: |digit| format!("从 {digit}00 到 {digit}99 的所有状态码"),
    no_such_origin: |asked, known| {
        format!("没有来源为 {} 的条目；现有来源：{}。", asked.join("、"), known.join("、"))
    },
    nothing_left: "没有符合全部筛选条件的条目。",
    reason,
    packed: |unpack| format!("不支持这种压缩格式，请先解压：`{unpack} 文件 | wqerr scan`"),
    unreadable: |file, why| format!("无法读取 {file}：{why}"),
    no_input: |why| format!("无法读取标准输入：{why}"),
    unwritable: |why| format!("无法输出结果：{why}"),
    colon: "：",
};

const CATALOGS: Catalogs = Catalogs {
    embedded: "程序内置",
    entries: |count, name| format!("`{name}`，共 {count} 条"),
    mistakes: |count| format!("有 {count} 处错误，已跳过"),
    none_there: "没有文件",
    unreadable: |why| format!("无法读取：{why}"),
    skipped: |file| format!("已跳过 {file}：该错误库有错误或无法读取。"),
    sound: |file, count| format!("{file}：共 {count} 条，没有错误"),
    named_by: |state, source| match source {
        Source::Directory => state.to_owned(),
        Source::Environment => format!("{state}（WQERR_CATALOG）"),
        Source::Option => format!("{state}（--catalog）"),
    },
};

const SCAN: Scan = Scan {
    paste_now: "粘贴日志内容，然后在空行按 Ctrl-D。",
    total: |lines, size, recognised| format!("共 {lines} 行（{size}），其中 {recognised} 行包含已知错误"),
    none: |lines| format!("共 {lines} 行，未发现已知错误。"),
    cut: |count, size| format!("有 {count} 行超过 {size}，只检查了开头部分。"),
    broken_off: |read| format!("已中断，只读取了 {read}。"),
    retry: |retry| match retry {
        Retry::No => "不要重试",
        Retry::Backoff => "等待后可重试",
        Retry::Yes => "可立即重试",
    },
    // The spaces before the measure words are such that no line ends there.
    times: |value, count| format!("{value}（{count}\u{a0}次）"),
    others: |count, is_all| {
        if is_all { format!("另有 {count}\u{a0}个") } else { format!("另有 {count}\u{a0}个以上") }
    },
    comma: "、",
    lines: |first, last| {
        if first == last { format!("第 {first} 行") } else { format!("第 {first} 至 {last} 行") }
    },
    in_file: |file, lines| format!("{file}，{lines}"),
    places: |first, last| if first == last { first.to_owned() } else { format!("{first} 至 {last}") },
    count: "次数",
    share: "占比",
    error: "错误、具体值和首要步骤",
    place: "位置",
    spread: "分布",
    progress: |percent, size, left| {
        let left = left.map(|left| format!("，剩余 {}", duration(left))).unwrap_or_default();
        format!("{percent}，共 {size}{left}")
    },
};

const REFERENCE: Reference = Reference {
    title: "万擎 API 错误一览",
    as_of: |date| format!("最近核对日期：{date}。"),
    entries: "全部条目",
    overview: "总览",
    origin: "来源",
    aliases: "其他写法",
    retry: "能否重试",
    yes: "能",
    no: "不能",
};

/// A time in seconds.
fn duration(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} 秒"),
        (0, minutes, seconds) => format!("{minutes} 分 {seconds} 秒"),
        (hours, minutes, _) => format!("{hours} 小时 {minutes} 分"),
    }
}

/// Why reading or writing failed.
fn reason(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => "文件不存在",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::IsADirectory => "是目录，不是文件",
        io::ErrorKind::InvalidData => "不是 UTF-8 文本",
        io::ErrorKind::FileTooLarge => "超过 8 MiB，目录文件不能更大",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::InvalidInput => "压缩数据已损坏",
        io::ErrorKind::UnexpectedEof => "内容不完整",
        _ => {
            return error
                .raw_os_error()
                .map_or_else(|| "未知错误".to_owned(), |number| format!("系统错误 {number}"));
        }
    };
    text.to_owned()
}

/// Advice that belongs to no entry.
fn hint(hint: Hint) -> String {
    match hint {
        Hint::BodyDropped { client, has_edge_rows } => {
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
        Hint::UnknownOfFamily => "未收录该错误码；以下为同类错误码，原因通常相近。".to_owned(),
        Hint::EmptyError => {
            "网关返回的错误没有报错信息，原因不明。请重试；持续出现时，请附上请求 ID 和时间提交工单。"
                .to_owned()
        }
        Hint::Reseller => {
            "你与万擎之间还有一层转售方：错误里的 Key 和账号属于转售方，不是你的。请在转售方换一个上游，\
                           或把转售方自己的请求 ID 发给他们。"
                .to_owned()
        }
        Hint::OtherSystem(other) => {
            let verb = if other.confidence > Confidence::Possible { "来自" } else { "可能来自" };
            let code = other.code.map(|code| format!("，错误码 `{code}`")).unwrap_or_default();
            format!("这个错误{verb}其他平台：{}{code}。见其错误码页面：{}", other.name.zh, other.docs)
        }
    }
}

const LABELS: Labels = Labels {
    status: "状态码",
    code: "错误码",
    r#type: "类型",
    message: "错误信息",
    meaning: "含义",
    causes: "可能原因",
    remediation: "处理步骤",
    retry: "能否重试",
    actor: "处理方",
    values: "具体值",
    request_id: "请求 ID",
    time: "请求时间",
    endpoint: "推理点",
    retry_after: "建议等待",
    confidence: "可信度",
    entry: "条目",
    docs: "参考文档",
    near: "相近的错误：",
    hint: "提示",
    found: "输入中的内容：",
    of_input: |label| format!("输入中的{label}"),
};
