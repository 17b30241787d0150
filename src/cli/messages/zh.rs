//! What the program says in Chinese.

mod help;
mod logs;
mod usage_error;

use std::io;

use wqerr::{Lang, Retry};

use super::{Catalogs, Labels, Messages, Reference, Scan, Source};

pub const MESSAGES: Messages = Messages {
    lang: Lang::Zh,
    help: help::HELP,
    label: LABELS,
    retry: |retry| retry.text(Lang::Zh),
    actor: |actor| actor.text(Lang::Zh),
    confidence: |confidence| confidence.text(Lang::Zh),
    empty_query: "查询内容为空。请输入状态码或错误码，例如：wqerr lookup 403",
    not_found: |query| format!("没有找到与“{query}”相关的错误。"),
    not_near: |query, nearest| match nearest {
        [] => format!("没有与“{query}”足够接近的错误。"),
        _ => format!("没有与“{query}”足够接近的错误，最接近的是：{}。", nearest.join("、")),
    },
    try_search: "按内容搜索（可用自己的话描述）：wqerr search 文字",
    not_recognized: "没有识别出已知错误。",
    unknown_error: "错误库未收录该错误。如来自万擎，请附上请求 ID 和时间提交工单；若要下次能够解释，可自建错误库：\
                    wqerr catalog new",
    empty_input: "输入为空，请用管道把报错传给 `wqerr explain`，或写在参数里。",
    paste_now: "粘贴报错内容，然后在空行按 Ctrl-D。",
    see_one: |id| format!("查看某一条的全部原因和步骤，例如：wqerr lookup {id}"),
    have_whole: "有完整的报错？用管道传给 wqerr explain",
    seconds: |seconds| format!("{seconds} 秒"),
    no_code: "（无错误码）",
    no_status: "0：没有收到 HTTP 响应，访问日志和控制台这样记录",
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
    total: |lines, size, matched| format!("共 {lines} 行（{size}），其中 {matched} 行包含已知错误"),
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
        io::ErrorKind::FileTooLarge => "超过 8 MiB，错误库文件不能更大",
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

const LABELS: Labels = Labels {
    status: "状态码",
    code: "错误码",
    r#type: "类型",
    message: "错误信息",
    meaning: "含义",
    causes: "可能原因",
    remediation: "处理步骤",
    retry: "能否重试",
    actor: "由谁处理",
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
