"""Tables, facts, sources and figures of Zembla."""

from pathlib import Path

from gongyou.law.engine import HOURS, MONEY, Pack
from gongyou.law.schema.column import code, column

zz = Pack(
    "zz", currency="ZZC", title={"en": "Zembla", "zh-hans": "赞巴拉"}, folder=Path(__file__).parent
)
zz.table("employment")
zz.table(
    "shifts",
    parent="employment",
    key=("worker", "day"),
    empty="none",
    label={"en": "Shifts by day", "zh-hans": "每日班次"},
)
zz.columns(
    "employment",
    (
        column("start", "date", "First day", "第一天", "hired"),
        column("end", "date", "Last day", "最后一天", "left"),
        column("agreed_wage", "money", "Crowns a month", "月薪（克朗）", "crowns"),
        column(
            "sent_away",
            "code",
            "Who ended it",
            "谁提出结束",
            codes=(code("by_firm", "the firm", "公司"), code("by_self", "the worker", "本人")),
        ),
    ),
)
zz.columns(
    "shifts",
    (
        column("day", "date", "Day of the shift", "班次日期", fact="shift_day"),
        column("night_hours", HOURS, "Hours at night", "夜班小时", "night hours"),
        column("night_pay", MONEY, "Paid for the night", "已付夜班费", "night pay"),
    ),
)
zz.source("ZLC", {"en": "Zemblan Labour Code", "zh-hans": "赞巴拉劳动法典"})
zz.parameter("night_crowns", label={"en": "crowns a night hour", "zh-hans": "夜班每小时克朗"})
