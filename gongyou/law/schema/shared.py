"""Columns that stand in every table ."""

from gongyou.law.schema.column import column

WORKER = column(
    "worker",
    "text",
    "Worker (pseudonym)",
    "工友（代号）",
    "代号",
    "工友",
    "工友代号",
    "工号",
    "员工编号",
    "员工号",
    "人员编号",
    "职工编号",
    "厂牌号",
    "编号",
    "worker",
    "worker id",
    "employee id",
    "employee no",
    "employee number",
    "emp no",
    "emp id",
    "personnel no",
    "staff number",
    "staff no",
    "staff id",
    "id",
    "pseudonym",
    required=True,
    fact="",
)
SOURCE = column("source", "text", "Source", "来源", "数据来源", "资料来源", fact="")
