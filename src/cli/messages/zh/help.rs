//! Help and manual in Chinese.

use crate::cli::messages::{Help, Manual, Start, ValueNames, Words};

pub const HELP: Help = Help {
    words: WORDS,
    value: VALUE,
    about: "解释快手万擎大模型平台的报错：含义、原因和处理步骤",
    start: Start {
        about: "wqerr 解释快手万擎 API 的报错：含义、原因和处理步骤。",
        calls: [
            ("wqerr lookup 403", "按状态码、错误码或错误码片段查询"),
            ("wqerr search 余额不足", "按报错内容搜索，可用自己的话描述"),
            ("某个命令 | wqerr explain", "解释任意形式的原始报错"),
        ],
        more: "全部命令和选项见 wqerr --help。",
    },
    examples: "\
wqerr lookup 403
wqerr search 余额不足
curl -s … | wqerr explain",
    exit_status: "0：有结果；1：没有结果；2：用法有误或无法读取输入。",
    lookup: "按状态码、错误码或错误码片段查询",
    lookup_query: "状态码（403）、状态码类别（4xx）、错误码、一类错误码（Forbidden.*）、错误码末段（Frozen）或条目 ID",
    lookup_examples: "\
wqerr lookup 403 429
wqerr lookup Forbidden.Frozen
wqerr lookup 'Forbidden.*'",
    search: "按报错内容和含义搜索，中英文均可",
    search_text: "错误信息中的词，或自己的说法（支持拼音）",
    search_limit: "最多显示 N 条",
    search_examples: "\
wqerr search 没钱了怎么办
wqerr search \"rate limit\"",
    explain: "解释原始报错：响应体、异常、日志均可",
    explain_text: "原始报错；省略或为 - 时读取标准输入",
    explain_file: "从文件读取原始报错",
    explain_retryable: "不输出内容；值得重试时退出码为 0，否则为 1",
    explain_examples: "\
curl -s … | wqerr explain
wqerr explain -f error.log
pause=1
until my-call 2> err.txt; do
  if [ \"$pause\" -gt 16 ] || ! wqerr explain --retryable --file err.txt; then
    cat err.txt >&2
    wqerr explain --file err.txt >&2
    exit 1
  fi
  sleep \"$pause\"
  pause=$((pause * 2))
done",
    explain_exit: "0：识别出错误；1：未识别出错误；2：用法有误或无法读取输入。使用 --retryable 时，0：值得重试；1：不应重试，或未识别出错误。",
    scan: "统计并解释日志里的错误",
    scan_files: "日志文件，纯文本、.gz 或 .zst；省略或为 - 时读取标准输入",
    scan_recursive: "扫描目录中的文件，跳过隐藏文件、二进制文件和 .gitignore 排除的文件",
    scan_since: "只统计此时间及之后的错误：2026-11-27T09:00:00+08:00、\"2026-11-27 09:00\"、today 或 2h（2 小时前）",
    scan_until: "只统计此时间之前的错误",
    scan_by: "分组统计：minute、hour、day、value NAME（例如 value CustomerId）、endpoint 或 file",
    scan_top: "只显示最多的这些行",
    scan_tz: "未注明时区的时间所属的时区，也用于显示：Asia/Shanghai、+08:00、local；默认为 UTC",
    scan_each: "每读完一行即输出其中的错误，每个错误一个 JSON 对象",
    scan_examples: "\
wqerr scan gateway.log gateway.log.1.gz
wqerr scan --since 2h --by minute gateway.log
wqerr scan -r --by value CustomerId --top 10 /var/log/gateway
kubectl logs -f deploy/gateway | wqerr scan --each
wqerr scan --format markdown *.log > report.md",
    scan_exit: "0：发现错误；1：未发现错误；2：有日志无法读取；130：被 Ctrl-C 中断。",
    list: "列出全部或部分错误条目",
    list_status: "只列该状态码（403）或状态码类别（4xx），可重复指定",
    list_retryable: "只列值得重试的错误",
    list_origin: "只列该来源的条目：wanqing、public、observed 或自定义错误库的名称，可重复指定",
    list_examples: "\
wqerr list --status 4xx
wqerr list --retryable --format plain
wqerr list --format markdown > errors.md",
    catalog: "检查自定义错误库，查看从哪里读取",
    catalog_check: "检查错误库文件，列出每处错误的位置和改法",
    catalog_check_files: "要检查的错误库文件",
    catalog_check_exit: "0：没有错误；1：有错误；2：有文件无法读取。",
    catalog_paths: "显示从哪些位置读取错误库，各有什么",
    catalog_new: "输出带注释的错误库模板",
    catalog_examples: "\
wqerr catalog new > my-errors.toml
wqerr catalog check my-errors.toml
wqerr catalog paths",
    completions: "输出命令行补全脚本",
    completions_shell: "Shell 类型",
    completions_examples: "\
mkdir -p ~/.local/share/bash-completion/completions
wqerr completions bash > ~/.local/share/bash-completion/completions/wqerr
mkdir -p ~/.zsh/completions
wqerr completions zsh > ~/.zsh/completions/_wqerr
mkdir -p ~/.config/fish/completions
wqerr completions fish > ~/.config/fish/completions/wqerr.fish
wqerr completions powershell >> $PROFILE
wqerr completions elvish >> ~/.config/elvish/rc.elv",
    man: "显示手册页；输出不是终端时打印 roff 源码",
    man_command: "要查看的命令；省略则为整个程序",
    man_examples: "\
wqerr man
wqerr man explain
mkdir -p ~/.local/share/man/zh_CN/man1
wqerr man > ~/.local/share/man/zh_CN/man1/wqerr.1",
    schema: "输出 --format json 结果或错误库文件的 JSON Schema",
    schema_name: "Schema 名称；省略则为全部输出的 Schema",
    schema_examples: "\
wqerr schema
wqerr schema answers > answers.schema.json
wqerr schema catalog > wqerr-catalog.schema.json",
    usage: "显示总帮助，或某个命令的帮助",
    usage_command: "命令名",
    lang: "输出语言 [默认：跟随系统区域设置]",
    format: "输出格式 [默认：table]",
    color: "何时使用颜色 [默认：auto]",
    catalog_option: "在内置错误库之上叠加自定义错误库，可重复指定",
    show_secrets: "不对 API Key 等敏感信息脱敏",
    no_pager: "输出超过一屏时也不分页",
    usage_option: "显示本帮助",
    version_option: "显示版本",
    manual: MANUAL,
    environment: &[
        ("WQERR_LANG", "未指定 --lang 时的输出语言：en 或 zh。"),
        (
            "LC_ALL, LC_MESSAGES, LANG, LANGUAGE",
            "系统区域设置，--lang 和 WQERR_LANG 均未指定时决定输出语言。",
        ),
        ("WQERR_CATALOG", "自定义错误库文件，分隔方式与 PATH 相同；在配置目录中的文件之后读取。"),
        ("COLUMNS", "排版宽度；没有则取终端宽度，再没有则为 80 列。"),
        ("NO_COLOR", "不为空时不使用颜色。"),
        ("CLICOLOR_FORCE", "不为 0 时，即使输出不是终端也使用颜色。"),
        ("TERM", "为 dumb 时不使用颜色、链接和分页器。"),
        ("PAGER", "输出超过一屏时所用的分页器；设为空则不分页。未设置时使用 less（如果有）。"),
    ],
    files: &[
        ("$XDG_CONFIG_HOME/wqerr/*.toml, ~/.config/wqerr/*.toml", "自定义错误库文件，按文件名顺序读取。"),
        ("%APPDATA%\\wqerr\\*.toml", "Windows 上的对应位置。"),
    ],
};

const MANUAL: Manual = Manual {
    program: "wqerr 的答案来自程序内置的错误库：万擎的两张官方错误码表（平台和网关），以及实际使用中见过的报错。无需联网，也不会发送任何内容。

有完整报错时用 wqerr explain，只有状态码或错误码时用 wqerr lookup，只记得大意时用 wqerr search。每个答案先给出错误和含义，再说明能否重试、由谁处理，然后是处理步骤。

答案写到标准输出，警告、未找到等其他内容写到标准错误。脚本请用 --format json：其中两种语言都有，格式固定（见 wqerr schema）；其他格式的文字可能变化。除非指定 --show-secrets，所有输出中的 API Key 等敏感信息都会脱敏。

语言依次由 --lang、WQERR_LANG 和系统区域设置决定：以 zh 开头为中文，其余为英文。wqerr catalog paths 所示目录中的自定义错误库会叠加在内置错误库之上，ID 相同的条目替换内置条目。",
    lookup: "忽略大小写、空格、下划线和连字符；曾用错误码（InternalError）也能找到对应条目。查询状态码或状态码类别时，条目按状态码排序。多个查询依次作答；由多个单词组成的错误码（如 Bad Gateway）不必加引号。

没有这个名称时，改为像 wqerr search 那样搜索，并在答案中说明。仍无结果时给出至多三个最接近的名称，退出码为 1。",
    search: "少见的词比常见的词权重更高，允许拼写错误，中文也可以用拼音输入。与这些错误无关的文字不会有结果。",
    explain: "输入可以是响应体、任意客户端的异常、curl -i 或 curl -v 的输出、SSE 事件、日志行，或途中被多次转义的响应体。每个不同的错误只报告一次，并列出报错信息中的具体值、请求 ID 及其中编码的时间。

可信度表示综合全部证据后，有多大把握认定这是本平台的错误。确定：只有该条目能解释输入。很可能：报错信息或错误码已知，且没有相反的证据。仅供参考：只匹配到状态码，或其他系统也在用的文字。报错信息优先于状态码，因为网关常改状态码，很少改报错信息。客户端丢弃了响应体时，会说明如何打印。

使用 --retryable 时不输出内容；只有识别出的所有错误都值得重试时，退出码才为 0。",
    scan: "日志可以是纯文本或 JSON Lines，编码为 UTF-8 或 UTF-16，可用 gzip 或 zstd 压缩（按内容而不是按文件名识别）。每行单独匹配，因此 JSON 请写成一行。可信度为确定或很可能的行才计入。每行只检查前 1 MiB。

汇总列出每个错误出现的次数和位置、最常见的具体值，以及首要步骤。按 Ctrl-C 输出到目前为止的汇总。无法读取的文件会报告并跳过。错误库未收录的失败（400 及以上的 HTTP 状态码，或带有其他错误码的错误对象）列在已知错误之后；退出码只看已知错误。

时间按常见写法读取，可以在文本里，也可以在字段里。行里没有时间时，用其中万擎请求 ID 的时间，或前面最近一行的时间。--since 和 --until 可以写 RFC 3339、\"2026-11-27 09:00\"、2026-11-27、09:00、today、yesterday，或距今多久，例如 2h。--by 的结果是次数表，JSON 中为 buckets。使用 --each 时，每读完一行就为其中的错误输出一个 JSON 对象，便于管道处理。",
    list: "条目按状态码排序。使用 --format markdown 时，把整个错误库写成一篇可读的文档。",
    catalog: "错误库是 TOML 文件：wqerr catalog new 输出模板，wqerr schema catalog 输出供编辑器使用的 Schema。wqerr catalog check 以“文件:行:列”的形式报告每处错误和改法；使用 --format json 时，每处错误还带有固定的 kind。

先按文件名顺序读取配置目录中的文件，再读取 WQERR_CATALOG 指定的文件，最后读取 --catalog 指定的文件。配置目录中有错误的文件会跳过并给出警告；明确指定的文件有错误则报错退出。",
    see_program: "wqerr(1) 中的环境变量和文件同样适用。",
};

const WORDS: Words = Words {
    usage: "用法",
    commands: "命令",
    arguments: "参数",
    options: "选项",
    global_options: "通用选项",
    any_options: "[选项]",
    command: "命令",
    one_of: |values| format!("[可选值：{}]", values.join("、")),
    description: "说明",
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
    time: "时间",
    division: "分组",
    zone: "时区",
    lang: "语言",
    format: "格式",
    when: "何时",
    status: "状态码",
    origin: "来源",
    shell: "Shell",
    name: "名称",
};
