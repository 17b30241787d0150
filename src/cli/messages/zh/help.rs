//! Help and manual in Chinese.

use crate::cli::messages::{Help, Start, ValueNames, Words};

pub const HELP: Help = Help {
    words: WORDS,
    value: VALUE,
    about: "解释快手万擎大模型平台的错误：是什么意思，该怎么办",
    start: Start {
        about: "wqerr 解释快手万擎 API 的错误：是什么意思，该怎么办。",
        calls: [
            ("wqerr lookup 403", "按状态码、错误码或错误码的一部分查"),
            ("wqerr search 余额不足", "按报错内容查，用自己的话说也行"),
            ("某个命令 | wqerr explain", "解释原始报错，什么形式都可以"),
        ],
        more: "全部命令和选项见 wqerr --help。",
    },
    examples: "\
wqerr lookup 403
wqerr search 余额不足
curl -s … | wqerr explain",
    exit_status: "0 有结果，1 没有结果，2 用法或输入有误。",
    lookup: "按状态码、错误码或错误码的一部分查",
    lookup_query: "状态码（403）、状态类别（4xx）、错误码、错误码家族（Forbidden.*）、错误码末段（Frozen）或条目 ID",
    lookup_examples: "\
wqerr lookup 403 429
wqerr lookup Forbidden.Frozen
wqerr lookup 'Forbidden.*'",
    search: "按报错内容或含义查，中英文均可",
    search_text: "错误信息里的词，或自己的说法（拼音也行）",
    search_limit: "最多显示 N 条",
    search_examples: "\
wqerr search 没钱了怎么办
wqerr search \"rate limit\"",
    explain: "解释原始报错：响应体、异常、日志均可",
    explain_text: "原始报错；不写或写 - 则读标准输入",
    explain_file: "从文件读取原始报错",
    explain_retryable: "不输出内容；原样重发可能成功则退出码为 0，否则为 1",
    explain_examples: "\
curl -s … | wqerr explain
wqerr explain -f error.log
until my-call 2>err.txt || ! wqerr explain --retryable -f err.txt; do sleep 5; done",
    scan: "统计并解释日志里的错误",
    scan_files: "日志文件，.gz 和 .zst 也可以；不写或写 - 则读标准输入",
    scan_each: "每读到一行错误，立即输出一行 JSON",
    scan_examples: "\
wqerr scan gateway.log gateway.log.1.gz
kubectl logs -f deploy/gateway | wqerr scan --each
wqerr scan --format markdown *.log > report.md",
    scan_exit: "0 有错误，1 没有错误，2 有日志无法读取，130 被 Ctrl-C 中断。",
    list: "列出整个错误目录，或其中一部分",
    list_status: "只列该状态码（403）或状态类别（4xx），可写多次",
    list_retryable: "只列原样重发可能成功的错误",
    list_origin: "只列该来源的条目：wanqing、public、observed，或自己的目录名，可写多次",
    list_examples: "\
wqerr list --status 4xx
wqerr list --retryable --format plain
wqerr list --format markdown > errors.md",
    catalog: "检查自己的错误目录，查看目录从哪里读取",
    catalog_check: "检查目录文件：列出每处错误的行、列和改法",
    catalog_check_files: "要检查的目录文件",
    catalog_check_exit: "0 没有错误，1 有错误，2 文件无法读取。",
    catalog_paths: "显示从哪些位置读取目录，各有什么",
    catalog_examples: "\
wqerr catalog check my-errors.toml
wqerr catalog paths",
    completions: "输出命令行补全脚本",
    completions_shell: "所用的 Shell",
    completions_examples: "\
wqerr completions bash > ~/.local/share/bash-completion/completions/wqerr
wqerr completions zsh > ~/.zsh/completions/_wqerr
wqerr completions fish > ~/.config/fish/completions/wqerr.fish
wqerr completions powershell >> $PROFILE
wqerr completions elvish >> ~/.config/elvish/rc.elv",
    man: "显示手册页；输出不是终端时给出其源文件",
    man_command: "要说明的命令；不写则为整个程序",
    man_examples: "\
wqerr man
wqerr man explain
wqerr man > ~/.local/share/man/zh_CN/man1/wqerr.1",
    schema: "输出 --format json 所写文档的 JSON Schema",
    schema_name: "要描述的文档；不写则为全部",
    schema_examples: "\
wqerr schema
wqerr schema answers > answers.schema.json",
    usage: "显示本帮助，或某个命令的帮助",
    usage_command: "命令名",
    lang: "输出语言 [默认：跟随系统区域设置]",
    format: "输出格式",
    color: "何时使用颜色",
    catalog_option: "在内置目录之上叠加自己的目录，可写多次",
    show_secrets: "完整显示输入中的 API Key 等敏感信息",
    no_pager: "输出较长时也不使用分页器",
    usage_option: "显示本帮助",
    version_option: "显示版本",
    environment: &[
        ("WQERR_LANG", "未写 --lang 时的语言：en 或 zh。"),
        ("LC_ALL, LC_MESSAGES, LANG, LANGUAGE", "系统区域设置，在以上都没有时决定语言。"),
        ("WQERR_CATALOG", "自己的目录文件，分隔方式与 PATH 相同；叠加在配置目录里的目录之上。"),
        ("COLUMNS", "排版宽度；没有则取终端宽度，再没有则为 80 列。"),
        ("NO_COLOR", "不为空则不使用颜色。"),
        ("CLICOLOR_FORCE", "不为 0 时，即使输出不是终端也使用颜色。"),
        ("TERM", "为 dumb 时不使用颜色、链接和分页器。"),
        ("PAGER", "输出超过一屏时所用的分页器；设为空则不分页。未设置时使用 less（如果有）。"),
    ],
    files: &[
        (
            "$XDG_CONFIG_HOME/wqerr/*.toml, ~/.config/wqerr/*.toml",
            "自己的目录文件，按文件名顺序叠加在内置目录之上。",
        ),
        ("%APPDATA%\\wqerr\\*.toml", "Windows 上的同类文件。"),
    ],
};

const WORDS: Words = Words {
    usage: "用法",
    commands: "命令",
    arguments: "参数",
    options: "选项",
    global_options: "通用选项",
    any_options: "[选项]",
    command: "命令",
    one_of: |values| format!("[可选：{}]", values.join("、")),
    name: "名称",
    synopsis: "用法",
    examples: "示例",
    exit_status: "退出码",
    environment: "环境变量",
    files: "文件",
    see_also: "另见",
    manual: "用户命令",
};

const VALUE: ValueNames = ValueNames {
    command: "命令",
    query: "查询",
    text: "文字",
    file: "文件",
    number: "N",
    lang: "语言",
    format: "格式",
    when: "时机",
    status: "状态码",
    origin: "来源",
    shell: "Shell",
    name: "名称",
};
