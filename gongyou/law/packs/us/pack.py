"""The pack of the United States: workweeks, what was paid for them, figures, sources."""

from __future__ import annotations

from pathlib import Path

from gongyou.law.engine import (
    BOOL,
    DATE,
    DAYS,
    HOURS,
    INTEGER,
    MONEY,
    NUMBER,
    TEXT,
    Code,
    Pack,
)

us = Pack(
    "us",
    currency="USD",
    title={"en": "United States (federal)", "zh-hans": "美国（联邦）"},
    folder=Path(__file__).parent,
    verified_until="2026-11-24",
)

us.table("employment", key="worker")
us.table("weeks", parent="employment", key=("worker", "week"))
us.table("pay", parent="weeks", key=("worker", "week", "component"), empty="none")
us.table("clockings", parent="weeks", key=("worker", "week", "clocking"), empty="none")

for short, en, zh, style in (
    ("FLSA", "Fair Labor Standards Act, 29 USC", "《公平劳动标准法》，29 USC", "§"),
    ("CFR531", "29 CFR part 531 (wage payments)", "29 CFR 第531部分（工资支付）", "§"),
    ("CFR541", "29 CFR part 541 (exemptions)", "29 CFR 第541部分（豁免）", "§"),
    ("CFR778", "29 CFR part 778 (overtime)", "29 CFR 第778部分（加班）", "§"),
    ("CFR785", "29 CFR part 785 (hours worked)", "29 CFR 第785部分（工作时间）", "§"),
    ("FS15", "DOL Fact Sheet 15", "劳工部第15号说明", ""),
    ("FS16", "DOL Fact Sheet 16", "劳工部第16号说明", ""),
    ("FS53", "DOL Fact Sheet 53", "劳工部第53号说明", ""),
    ("FS54", "DOL Fact Sheet 54", "劳工部第54号说明", ""),
):
    us.source(short, {"en": en, "zh-hans": zh}, style=style)

KINDS = (
    "hourly",
    "shift_differential",
    "bonus_nondiscretionary",
    "bonus_discretionary",
    "piece_rate",
    "waiting_time",
    "day_rate",
    "salary",
    "cash_wages",
    "facilities_3m",
)

for name, table, kind, en, zh in (
    ("week", "weeks", TEXT, "workweek", "工作周"),
    ("date", "employment", DATE, "day of the work", "工作日期"),
    ("hours_worked", "weeks", HOURS, "hours worked in the workweek", "本周实际工时"),
    ("overtime_hours_given", "weeks", HOURS, "overtime hours of the period", "本期加班工时"),
    ("pay_week", "pay", TEXT, "workweek of the component", "工资项目所属周"),
    ("clocking_week", "clockings", TEXT, "workweek of the clocking", "打卡所属周"),
    ("component", "pay", INTEGER, "number of the pay component", "工资项目序号"),
    ("kind", "pay", Code(*KINDS), "kind of pay", "工资种类"),
    ("amount", "pay", MONEY, "amount", "金额"),
    ("rate", "pay", NUMBER, "rate", "费率"),
    ("hours", "pay", HOURS, "hours paid at this rate", "按此费率计薪的小时"),
    ("days", "pay", DAYS, "days paid at this rate", "按此费率计薪的天数"),
    ("guaranteed_hourly", "pay", MONEY, "guaranteed hourly rate", "保底小时工资"),
    ("period", "pay", Code("week", "biweekly", "semimonth", "month", "year"), "period", "周期"),
    ("covers_hours", "pay", HOURS, "weekly hours the salary is for", "薪金所涵盖的每周工时"),
    ("fluctuating", "pay", BOOL, "salary for whatever hours", "不论工时多少的固定周薪"),
    ("deduct_for_hours_lost", "weeks", BOOL, "deduction for hours lost agreed", "约定扣缺勤工时"),
    ("bonus", "employment", MONEY, "bonus paid later", "事后发放的奖金"),
    ("bonus_weeks", "employment", NUMBER, "weeks the bonus is for", "奖金所属周数"),
    ("weeks_in_period", "employment", NUMBER, "weeks of the period", "期间周数"),
    ("commission", "employment", MONEY, "commission paid later", "事后发放的佣金"),
    ("allocation", "employment", Code("equal_per_hour", "equal_per_week"), "spread", "分摊方式"),
    ("commission_period", "employment", Code("week", "biweekly", "semimonth", "month", "year"),
     "period of the commission", "佣金周期"),
    ("hours_in_period", "employment", HOURS, "hours of the period", "期间总工时"),
    ("agreed_rate", "employment", MONEY, "agreed hourly rate", "约定小时工资"),
    ("agreed_hours", "employment", HOURS, "hours paid whatever the time taken", "固定计薪工时"),
    ("guaranteed_hours", "employment", HOURS, "guaranteed hours a week", "每周保底工时"),
    ("agreed_overtime_rate", "employment", MONEY, "agreed overtime rate", "约定加班小时工资"),
    ("hourly_rate", "employment", MONEY, "hourly rate", "小时工资"),
    ("minimum_wage_given", "employment", MONEY, "minimum wage that applies", "适用的最低工资"),
    ("cash_wage", "employment", MONEY, "cash wage of a tipped worker", "小费员工的现金工资"),
    ("unrecorded_minutes", "employment", NUMBER, "unrecorded minutes a day", "每日未记录分钟"),
    ("unrecorded_days", "employment", NUMBER, "days with unrecorded time", "有未记录工时的天数"),
    ("clocking", "clockings", INTEGER, "number of the clocking", "打卡序号"),
    ("clock_in", "clockings", INTEGER, "clocked in, minute of the day", "上班打卡（当日第几分钟）"),
    ("clock_out", "clockings", INTEGER, "clocked out, minute of the day",
     "下班打卡（当日第几分钟）"),
    ("unpaid_break", "clockings", INTEGER, "unpaid break, minutes", "不计薪休息分钟"),
):  # fmt: skip
    column = {
        "minimum_wage_given": "minimum_wage",
        "agreed_rate": "rate",
        "agreed_overtime_rate": "overtime_rate",
        "overtime_hours_given": "overtime_hours",
        "commission_period": "period",
        "pay_week": "week",
        "clocking_week": "week",
    }.get(name)
    us.fact(name, table, kind, label={"en": en, "zh-hans": zh}, column=column)

for name, en, zh in (
    ("federal_minimum_wage", "federal minimum wage", "联邦最低工资"),
    ("youth_minimum_wage", "youth minimum wage, first 90 days", "青年最低工资（入职90日内）"),
    ("tipped_cash_wage", "least cash wage of a tipped worker", "小费员工最低现金工资"),
    ("weekly_overtime_threshold", "weekly hours before overtime", "每周加班起算工时"),
    ("overtime_multiple", "overtime multiple", "加班倍数"),
    ("belo_guaranty_max_hours", "most hours of a weekly guaranty", "每周保底工时上限"),
):
    us.parameter(name, label={"en": en, "zh-hans": zh})
