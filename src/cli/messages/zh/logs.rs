//! What is said about the times and the unknown rest of logs, in Chinese.

use crate::cli::messages::logs::Logs;

pub const LOGS: Logs = Logs {
    time: "时间",
    range: |first, last| if first == last { first.to_owned() } else { format!("{first} 至 {last}") },
    timeline: |range, zone, bar| format!("分布按时间绘制：{range}（{zone}），每格 {bar}。"),
    duration: |seconds| match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0, seconds) => format!("{seconds} 秒"),
        (0, 0, minutes, 0) => format!("{minutes} 分钟"),
        (0, 0, minutes, seconds) => format!("{minutes} 分 {seconds} 秒"),
        (0, hours, 0, _) => format!("{hours} 小时"),
        (0, hours, minutes, _) => format!("{hours} 小时 {minutes} 分"),
        (days, 0, ..) => format!("{days} 天"),
        (days, hours, ..) => format!("{days} 天 {hours} 小时"),
    },
    assumed_zone: |zone| format!("未注明时区的时间按 {zone} 处理，可用 --tz 指定时区。"),
    undated: |count| format!("另有 {count} 个错误所在的行没有时间，未计入。"),
    without: |count| format!("另有 {count} 个错误所在的行没有该项信息，未列入表中。"),
    more_rows: |count| format!("另有 {count} 行未显示，可用 --top 调整行数。"),
    has_forgotten: "不同的值过多，最少见的已略去。",
    minute: "分钟",
    hour: "小时",
    day: "日期",
    endpoint: "推理点",
    file: "文件",
    total: "合计",
    rest: "其他",
    others: |count| format!("其他平台的错误：{count} 个"),
    unknown: |count| format!("错误库未收录的失败：{count} 个"),
    more_kinds: |count| format!("另有 {count} 种，可用 --format json 查看全部。"),
    is_directory: |directory| format!("{directory} 是目录；要扫描其中的文件，请加 -r"),
    read: |size, rate| format!("已读取 {size}，每秒 {rate}"),
    no_files: "目录中没有可扫描的文件。",
};
