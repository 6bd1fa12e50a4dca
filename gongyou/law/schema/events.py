"""Columns of `events`: what starts, interrupts or suspends a period."""

from gongyou.law.schema import codes
from gongyou.law.schema.column import column
from gongyou.law.schema.shared import SOURCE, WORKER

EVENTS = (
    WORKER,
    column(
        "kind",
        "code",
        "What happened",
        "事件",
        "事件类型",
        "事项",
        "类型",
        "event",
        codes=codes.EVENT_KINDS,
        open=True,
        required=True,
    ),
    column("date", "date", "Date", "日期", "发生日期", "事件日期", "时间"),
    column("end_date", "date", "Until", "截止日期", "结束日期", "至"),
    column("value", "number", "Value (grade, amount, days)", "数值", "等级", "金额", "天数"),
    column("note_code", "text", "Code of a note", "备注代码"),
    SOURCE,
)
