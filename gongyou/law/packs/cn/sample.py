"""A payroll of an invented plant in Guangdong, as messy as real ones, the same on every run.

No person in it exists: names are drawn from common signs, numbers count up. Demo and
benchmark read it like a stranger's file.
"""

# ruff: noqa: S311 - drawn for show, nothing secret
from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 20141206
_FAMILY = "李王张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "小大春秋冬梅兰英华丽芳强军平勇明国建志文海波玉秀红霞云燕凤桂荣福贵山水生根发财顺安宁"
_WORKSHOPS = ("一车间", "二车间", "手缝组", "裁断组", "品检部", "仓库")
_PLACES = ("深圳市宝安区", "440306", "广东省深圳市宝安区", "深圳宝安")
_ENDS = (
    ("协商解除",) * 5 + ("搬迁",) * 3 + ("辞职", "被迫辞职", "合同到期", "违法解除", "在职", "在职")
)
_BASE = {2011: 1320, 2012: 1500, 2013: 1600, 2014: 1808, 2015: 2030}
"""Base wages: what the plant pays for normal hours, by year."""

_HEADER = (
    "工号",
    "姓名",
    "车间",
    "出勤天数",
    "基本工资",
    "平时加班(小时)",
    "周末加班（小时）",
    "节假日加班(小时)",
    "加班费",
    "奖金",
    "应发工资",
    "代扣社保(个人)",
    "代扣个税",
    "实发工资",
)


@dataclass(frozen=True)
class Worker:
    """One invented worker."""

    number: str
    name: str
    workshop: str
    start: date
    end: date | None
    end_kind: str
    wage: int
    contract: bool
    sex: str


def workers(count: int = 3000, seed: int = SEED) -> list[Worker]:
    """The workers of the plant."""
    rng = random.Random(seed)
    return [_worker(rng, number) for number in range(1, count + 1)]


def _worker(rng: random.Random, number: int) -> Worker:
    kind = rng.choice(_ENDS)
    start = date(1998, 1, 1) + timedelta(days=int(16.8 * 365 * rng.random() ** 0.7))
    end = (
        None
        if kind == "在职"
        else date(2014, 12, 31) - timedelta(days=rng.choice([0, 0, 0, 31, 61]))
    )
    given = "".join(rng.sample(_GIVEN, rng.choice([1, 2])))
    return Worker(
        number=f"{number:05d}",
        name=rng.choice(_FAMILY) + given,
        workshop=rng.choice(_WORKSHOPS),
        start=min(start, date(2014, 10, 31)),
        end=end,
        end_kind=kind,
        wage=rng.choice([0, 0, 100, 200, 300, 500, 800, 1500]),
        contract=rng.random() < 0.8,
        sex=rng.choice(["女", "女", "女", "男"]),
    )


def months(count: int = 36, last: date = date(2014, 12, 1)) -> list[date]:
    """The months of the payroll, the last one last."""
    index = last.year * 12 + last.month - 1
    return [date(i // 12, i % 12 + 1, 1) for i in range(index - count + 1, index + 1)]


def write(
    path: str | Path,
    *,
    people: int = 3000,
    last_months: int = 36,
    seed: int = SEED,
    messy: bool = True,
) -> Path:
    """Write the plant's workbook: a roster and a sheet a month. Returns the path."""
    import xlsxwriter

    made = Path(path)
    rng = random.Random(seed + 1)
    roster = workers(people, seed)
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        form = book.add_format({"num_format": "yyyy-mm-dd"})
        title = book.add_format({"bold": True, "align": "center"})
        _write(book.add_worksheet("花名册"), _roster(rng, roster, messy), form, title)
        for month in months(last_months):
            sheet = book.add_worksheet(f"{month.year}年{month.month}月")
            _write(sheet, _payroll(rng, roster, month, messy), form, title)
    return made


def _write(sheet: Any, rows: Iterator[list[Any]], form: Any, title: Any) -> None:
    for top, row in enumerate(rows):
        for left, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(top, left, value, form)  # type: ignore[arg-type]
            elif isinstance(value, str):
                sheet.write_string(top, left, value, title if top == 0 else None)
            elif value is not None:
                sheet.write_number(top, left, value)


def _roster(rng: random.Random, roster: list[Worker], messy: bool) -> Iterator[list[Any]]:
    if messy:
        yield ["某鞋业有限公司员工花名册（2014年12月）"]
        yield []
    yield [
        "序号",
        "工号",
        "姓名",
        "性别",
        "车间",
        "工作地点",
        "入职日期",
        "离职日期",
        "离职方式",
        "约定月工资",
        "是否签订书面合同",
        "联系电话",
        "备注",
    ]
    for index, worker in enumerate(roster, 1):
        wage: Any = _BASE[2014] + worker.wage
        yield [
            index,
            worker.number,
            worker.name,
            worker.sex,
            worker.workshop,
            rng.choice(_PLACES),
            _day(rng, worker.start, messy),
            _day(rng, worker.end, messy) or "至今",
            worker.end_kind,
            _amount(rng, wage, messy),
            rng.choice("是√有") if worker.contract else rng.choice("否无"),
            None,
            None,
        ]
    if messy:
        yield [None, "合计", f"{len(roster)}人"]
        yield [None, "制表：人事部"]


def _payroll(
    rng: random.Random, roster: list[Worker], month: date, messy: bool
) -> Iterator[list[Any]]:
    if messy:
        yield [f"某鞋业有限公司{month.year}年{month.month}月工资表"]
        yield ["单位：元"]
    yield list(_HEADER)
    total = 0.0
    for place, worker in enumerate(roster):
        if worker.start > _end(month) or (worker.end and worker.end < month):
            continue
        row = _pay(rng, worker, month)
        total += row[10]
        if messy and rng.random() < 0.01:
            _spoil(rng, row)
        yield row
        if messy and place % 1000 == 999:
            yield []
    if messy:
        yield ["合计", *[None] * 9, round(total, 2)]
        yield ["审核：", None, None, "制表："]


def _pay(rng: random.Random, worker: Worker, month: date) -> list[Any]:
    """One month: overtime is paid by the hour at the plain rate, which is less than the law's."""
    base = _BASE[month.year] + worker.wage
    workday, rest = rng.choice([0, 20, 36, 44, 60]), rng.choice([0, 16, 32, 32])
    holiday = 8 if month.month in (5, 10) and rng.random() < 0.3 else 0
    overtime = round(base / 174 * (workday + rest + holiday), 2)
    bonus = rng.choice([0, 0, 50, 100])
    due = round(base + overtime + bonus, 2)
    insured = round(base * 0.08, 2) if worker.contract else 0
    tax = round(max(due - insured - 3500, 0) * 0.03, 2)
    return [
        worker.number,
        worker.name,
        worker.workshop,
        rng.choice([21, 22, 23]),
        base,
        workday,
        rest,
        holiday,
        overtime,
        bonus,
        due,
        insured,
        tax,
        round(due - insured - tax, 2),
    ]


def _spoil(rng: random.Random, row: list[Any]) -> None:
    """What happens to one row in a hundred."""
    column = rng.choice([5, 6, 8, 10, 13])
    value = row[column]
    row[column] = rng.choice(
        [
            f"{value}元",
            f"{value:,}",
            f"约{value}",
            "—",
            "#REF!",
            f"￥{value}",
            "无",
            "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in str(value)),
        ]
    )


def _day(rng: random.Random, day: date | None, messy: bool) -> Any:
    if day is None or not messy:
        return day
    return rng.choice(
        [
            day,
            day,
            day.isoformat(),
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year}.{day.month}.{day.day}",
            f"{day.year}/{day.month}/{day.day}",
            f"{day:%Y%m%d}",
        ]
    )


def _amount(rng: random.Random, amount: int, messy: bool) -> Any:
    return rng.choice([amount, amount, f"{amount}元", f"{amount:,}"]) if messy else amount


def _end(month: date) -> date:
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


OFFERS = (
    ("2000 a year", "每满一年2000元，最多6年；不满一年每月166元"),
    ("3000 a year", "每满一年3000元"),
    ("N", "N"),
    ("N+1", "N+1"),
    ("seven tenths", "请求总额的七成"),
)
"""Five offers for show, named."""
