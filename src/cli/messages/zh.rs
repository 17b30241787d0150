//! What the program says in Chinese.

use wqerr::{Actor, Confidence, Hint, Lang, Retry};

use super::{Help, Labels, Messages};

pub const MESSAGES: Messages = Messages {
    lang: Lang::Zh,
    help: HELP,
    label: LABELS,
    retry: |retry| match retry {
        Retry::No => "不能，先解决原因，原样重发仍会失败",
        Retry::Backoff => "可以，先等待再原样重发，每次等得更久",
        Retry::Yes => "可以，立即原样重发即可",
    },
    actor: |actor| match actor {
        Actor::Caller => "调用方（需要改请求或程序）",
        Actor::AccountOwner => "账号所有者（处理费用、密钥、权限或推理点）",
        Actor::Platform => "平台；若迟迟不恢复，提交工单",
        Actor::Network => "你与平台之间的网络或代理的维护者",
    },
    confidence: |confidence| match confidence {
        Confidence::Certain => "确定",
        Confidence::Likely => "很可能",
        Confidence::Possible => "仅供参考，只有状态码或通用词对得上",
    },
    hint: |hint| match hint {
        Hint::BodyDropped => {
            "输入里没有错误的响应体：被客户端丢掉了，或没有复制全。如果访问的是万擎的域名，多半是边缘网关的错误，\
             已排在最前。\
             用 `curl -i` 重发同一个请求即可看到响应体。"
        }
        Hint::UnknownOfFamily => "目录里没有这个错误码；它与所列错误码同属一族，原因相近。",
    },
    not_found: |query| format!("没有找到与“{query}”相关的错误。"),
    try_search: "按内容查，用自己的话说也行：wqerr search 文字",
    not_recognised: "没有识别出万擎的错误。",
    empty_input: "输入为空：用管道把错误传给 `wqerr explain`，或直接写在参数里。",
    paste_now: "粘贴报错内容，然后在空行按 Ctrl-D。",
    see_one: |id| format!("查看某一条的全部原因和步骤：wqerr lookup {id}"),
    created: |endpoint, time| format!("{endpoint}（创建于 {time}）"),
    unreadable: |file, why| format!("无法读取 {file}：{why}"),
    no_input: |why| format!("无法读取标准输入：{why}"),
    unwritable: |why| format!("无法写出结果：{why}"),
    colon: "：",
};

const LABELS: Labels = Labels {
    status: "状态码",
    code: "错误码",
    r#type: "类型",
    message: "错误信息",
    meaning: "含义",
    causes: "可能原因",
    remediation: "怎么办",
    meaning_and_step: "含义和第一步",
    retry: "能否重试",
    actor: "谁来处理",
    values: "具体取值",
    request_id: "请求 ID",
    time: "请求时间",
    endpoint: "推理点",
    retry_after: "等待时间",
    certainty: "把握",
    entry: "条目",
    docs: "官方文档",
    near: "相近的错误：",
    hint: "提示",
    found: "输入中的内容：",
    of_input: |label| format!("输入的{label}"),
};

const HELP: Help = Help {
    about: "解释快手万擎大模型平台的错误：是什么意思，该怎么办",
    start: "\
wqerr 解释快手万擎 API 的错误：是什么意思，该怎么办。

  wqerr lookup 403              按状态码、错误码或错误码的一部分查
  wqerr search 余额不足         按报错内容查，用自己的话说也行
  某个命令 | wqerr explain      解释原始报错，什么形式都可以

全部选项见 wqerr --help。
",
    examples: "\
示例：
  wqerr lookup 403
  wqerr search 余额不足
  curl -s … | wqerr explain

退出码：0 有结果，1 没有结果，2 用法或输入有误。",
    lookup: "按状态码、错误码或错误码的一部分查",
    lookup_query: "状态码（403）、状态类别（4xx）、错误码、错误码家族（Forbidden.*）、错误码末段（Frozen）或条目 ID",
    lookup_examples: "\
示例：
  wqerr lookup 403 429
  wqerr lookup Forbidden.Frozen
  wqerr lookup 'Forbidden.*'",
    search: "按报错内容或含义查，中英文均可",
    search_text: "错误信息里的词，或自己的说法（拼音也行）",
    search_limit: "最多显示 N 条",
    search_examples: "\
示例：
  wqerr search 没钱了怎么办
  wqerr search \"rate limit\"",
    explain: "解释原始报错：响应体、异常、日志均可",
    explain_text: "原始报错；不写或写 - 则读标准输入",
    explain_file: "从文件读取原始报错",
    explain_retryable: "不输出内容；原样重发可能成功则退出码为 0，否则为 1",
    explain_examples: "\
示例：
  curl -s … | wqerr explain
  wqerr explain -f error.log
  until my-call 2>err.txt || ! wqerr explain --retryable -f err.txt; do sleep 5; done",
    lang: "输出语言 [默认：跟随系统区域设置]",
    format: "输出格式",
    color: "何时使用颜色",
    show_secrets: "完整显示输入中的 API Key 等敏感信息",
};
