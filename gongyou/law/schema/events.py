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
        fact="event_kind",
    ),
    column("date", "date", "Date", "日期", "发生日期", "事件日期", "时间", fact="event_date"),
    column("end_date", "date", "Until", "截止日期", "结束日期", "至", fact="event_end"),
    column(
        "value",
        "number",
        "Value (grade, amount, days)",
        "数值",
        "等级",
        "金额",
        "天数",
        signed=True,
        fact="event_value",
    ),
    column("note_code", "text", "Code of a note", "备注代码", fact="event_note"),
    SOURCE,
)
