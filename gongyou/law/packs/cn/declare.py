"""The pack of the People's Republic of China: tables, facts, sources, figures, readings."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from gongyou.law import schema
from gongyou.law.engine import (
    Calendar,
    Pack,
    adcode_parents,
)

from . import facts
from .dated_figures import all_rows, calendar_rows
from .sources import SOURCES

cn = Pack(
    "cn",
    currency="CNY",
    title={"en": "People's Republic of China", "zh-hans": "中华人民共和国"},
    folder=Path(__file__).parent,
    place="place",
    places=adcode_parents,
    verified_until="2026-09-09",
    language="zh-hans",
)


KEPT_FOR_PAPERS = (
    "employer",
    "worksite",
    "workshop",
    "department",
    "post",
    "end_reason",
    "event_note",
)
"""Columns that papers and lists show and that no rule can reckon with: they are no facts here."""


cn.stand_ins = frozenset(
    (
        "local_minimum_wage",
        "local_minimum_wage_from",
        "local_minimum_wage_until",
        "local_minimum_wage_class",
        "local_average_wage",
        "local_heat_allowance",
        "heat_season_from",
        "heat_season_until",
        "pooling_average_wage",
        "provincial_average_wage",
        "maternity_days_granted",
        "stopped_work_fraction",
        "subsidy_medical_months",
        "subsidy_employment_months",
        "unemployment_monthly",
        "urban_income",
    )
)


def _declare_kinds() -> None:
    """What the kinds of happenings are called, for lists of what was not asked."""
    for code in schema.TABLES["events"].columns["kind"].codes:
        cn.wording.add(f"kind.events.{code.name}", dict(code.label))


def _declare_figures() -> None:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in all_rows():
        rows[row["parameter"]].append(row)
    for name, members in rows.items():
        local = any(row["place"] != "100000" for row in members)
        classed = any(row["class"] for row in members)
        keys = (*(("place",) if local else ()), *(("class",) if classed else ()))
        inherit = "place" if local else None
        cn.parameter(name, rows=members, keys=keys, inherit=inherit, unit=members[0]["unit"])


def _declare_sources() -> None:
    for source in SOURCES.values():
        number = {"en": f" ({source.number})", "zh-hans": f"（{source.number}）"}
        title = {"en": source.en, "zh-hans": source.zh}
        if source.number:
            title = {lang: title[lang] + number[lang] for lang in title}
        cn.source(
            source.short,
            title,
            in_force=source.since.isoformat(),
            until=source.until.isoformat() if source.until else "",
        )


for _table in schema.TABLES.values():
    cn.table(_table)
cn.columns("employment", facts.EMPLOYMENT)
cn.columns("pay", facts.PAY)
for _name in KEPT_FOR_PAPERS:
    del cn.facts[_name]
_declare_kinds()
_declare_sources()
_declare_figures()

holidays = Calendar(
    "holidays_cn",
    min(day for day, _, _ in calendar_rows()).replace(month=1, day=1),
    max(day for day, _, _ in calendar_rows()).replace(month=12, day=31),
    {day: kind for day, kind, _ in calendar_rows()},
)
"""Working days of the years whose holidays have been announced; a later year is unknown."""

cn.question(
    "limitation",
    {
        "shown": {
            "en": "limitation is shown, nothing is left out for it",
            "zh-hans": "仅提示仲裁时效，不因时效扣减",
        },
        "applied": {
            "en": "what is past its limitation is left out",
            "zh-hans": "扣除已过仲裁时效的部分",
        },
    },
    default="shown",
    label={"en": "Limitation", "zh-hans": "仲裁时效"},
)
cn.question(
    "averaged_months",
    {
        "regular": {
            "en": "months of sick, maternity, injury or stopped pay are left out of the average",
            "zh-hans": "计算平均工资时剔除病假、产假、工伤、停工等非正常月份",
        },
        "all": {"en": "all twelve months count", "zh-hans": "十二个月全部计入"},
    },
    default="regular",
    label={"en": "Which months make the average wage", "zh-hans": "平均工资计入哪些月份"},
)
cn.question(
    "service_count",
    {
        "inclusive": {"en": "first and last day both count", "zh-hans": "首日与末日均计入"},
        "first_day_out": {
            "en": "the first day does not count (Civil Code 201)",
            "zh-hans": "首日不计入（民法典第201条）",
        },
    },
    default="inclusive",
    label={"en": "How service is counted", "zh-hans": "工作年限如何起算"},
)
cn.question(
    "average_wage_year",
    {
        "reference": {
            "en": "average wage of the year before, as the law says",
            "zh-hans": "按法律规定取上年度平均工资",
        },
        "published": {
            "en": "the figure that was published when the contract ended",
            "zh-hans": "取解除时已公布的平均工资",
        },
    },
    default="reference",
    label={"en": "Which local average wage caps severance", "zh-hans": "封顶所用社平工资年度"},
)
cn.question(
    "before_2008",
    {
        "split": {
            "en": "years before 2008 by the old rules, later years by the new law",
            "zh-hans": "2008年前后分段计算",
        },
        "single": {
            "en": "the whole service in one run by the new law",
            "zh-hans": "全部年限按新法连续计算",
        },
    },
    default="split",
    label={"en": "Service before 2008", "zh-hans": "2008年以前的工作年限"},
)
cn.question(
    "second_term_expiry",
    {
        "double": {
            "en": "no renewal after two fixed terms is unlawful ending",
            "zh-hans": "两次固定期限后不续签为违法终止",
        },
        "single": {
            "en": "no renewal after two fixed terms gives severance only",
            "zh-hans": "两次固定期限后不续签仅支付经济补偿",
        },
    },
    default="double",
    local={"310000": "single"},
    label={"en": "Second fixed term expires", "zh-hans": "第二次固定期限届满"},
)
cn.question(
    "double_wage_limitation",
    {
        "monthly": {
            "en": "each month of the second wage has its own year",
            "zh-hans": "二倍工资按月分别计算一年时效",
        },
        "whole": {
            "en": "one year from the end of the whole period",
            "zh-hans": "自违法状态结束起整体计算一年时效",
        },
    },
    default="monthly",
    label={"en": "Limitation of the second wage", "zh-hans": "二倍工资的时效"},
)
cn.question(
    "part_month",
    {
        "workdays": {"en": "working days of that month", "zh-hans": "按当月实际工作日折算"},
        "paid_days": {"en": "21.75 days a month", "zh-hans": "按月计薪天数折算"},
    },
    default="workdays",
    label={"en": "Part months of the second wage", "zh-hans": "二倍工资不足月的折算"},
)
cn.question(
    "double_wage_base",
    {
        "all_pay": {"en": "all pay of the month", "zh-hans": "当月全部应得工资"},
        "regular": {"en": "without overtime pay and bonus", "zh-hans": "剔除加班工资和奖金"},
    },
    default="all_pay",
    local={"310000": "regular"},
    label={"en": "Base of the second wage", "zh-hans": "二倍工资的基数"},
)
cn.question(
    "overtime_proof",
    {
        "whole": {"en": "the whole employment", "zh-hans": "全部在职期间"},
        "two_years": {
            "en": "only the two years of records an employer must keep",
            "zh-hans": "仅用人单位应保存记录的两年",
        },
    },
    default="whole",
    label={"en": "How far back overtime reaches", "zh-hans": "加班费追溯范围"},
)
cn.question(
    "hourly_rounding",
    {
        "exact": {"en": "daily and hourly wage not rounded", "zh-hans": "日、小时工资不取整"},
        "daily": {"en": "daily wage rounded to the fen", "zh-hans": "日工资先取整到分"},
        "hourly": {"en": "hourly wage rounded to the fen", "zh-hans": "小时工资先取整到分"},
    },
    default="exact",
    label={"en": "Rounding of daily and hourly wages", "zh-hans": "日、小时工资的取整"},
)
cn.question(
    "leave_limitation",
    {
        "year_end": {
            "en": "one year from the end of the leave year",
            "zh-hans": "自应休年度年末起一年",
        },
        "carried_over": {
            "en": "one year from the end of the following year, since leave may be carried over",
            "zh-hans": "因可跨年安排，自次年年末起一年",
        },
        "remuneration": {
            "en": "as pay: one year from the end of employment, for all years",
            "zh-hans": "视为劳动报酬，自离职起一年，各年度均可主张",
        },
    },
    default="year_end",
    local={"110000": "carried_over", "410000": "carried_over"},
    label={"en": "Limitation of pay for untaken leave", "zh-hans": "未休年休假工资的时效"},
)
cn.question(
    "late_fee_cap",
    {
        "none": {"en": "late fee without limit", "zh-hans": "滞纳金不封顶"},
        "principal": {"en": "late fee at most the principal", "zh-hans": "滞纳金不超过本金"},
    },
    default="none",
    label={"en": "Limit of the late fee", "zh-hans": "滞纳金是否封顶"},
)
cn.question(
    "maternity_days",
    {
        "local": {"en": "with the days that the province adds", "zh-hans": "含地方奖励假"},
        "national": {"en": "national days only", "zh-hans": "仅国家规定天数"},
    },
    default="local",
    label={"en": "Days of maternity allowance", "zh-hans": "生育津贴天数"},
)
cn.question(
    "maternity_base",
    {
        "employer": {
            "en": "the employer's average wage of last year",
            "zh-hans": "单位上年度月平均工资",
        },
        "own": {"en": "the worker's own wage", "zh-hans": "本人产前工资"},
    },
    default="own",
    label={"en": "Base of the maternity allowance", "zh-hans": "生育津贴基数"},
)
cn.question(
    "part_month_wage",
    {
        "forward": {"en": "paid days worked are counted", "zh-hans": "按出勤计薪天数正算"},
        "backward": {"en": "paid days absent are taken off", "zh-hans": "按缺勤计薪天数反扣"},
    },
    default="forward",
    label={"en": "Wage of a part month", "zh-hans": "不足月工资的算法"},
)
cn.question(
    "low_insurance_base",
    {
        "no_ground": {
            "en": "insurance paid on too low a base does not open severance",
            "zh-hans": "仅社保基数不足不支持经济补偿",
        },
        "ground": {
            "en": "insurance paid on too low a base opens severance",
            "zh-hans": "社保基数不足亦可主张经济补偿",
        },
    },
    default="no_ground",
    label={"en": "Resignation over a low insurance base", "zh-hans": "因社保基数不足解除"},
)
cn.question(
    "amounts",
    {
        "fen": {"en": "rounded half up to the fen", "zh-hans": "四舍五入到分"},
        "yuan": {"en": "cut off to the whole yuan", "zh-hans": "舍去元以下"},
    },
    default="fen",
    label={"en": "Rounding of amounts", "zh-hans": "金额取整"},
)
