"""The pack of Hong Kong: one employment, its wages, time not worked, figures, sources."""

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

hk = Pack(
    "hk",
    currency="HKD",
    title={"en": "Hong Kong", "zh-hans": "香港"},
    folder=Path(__file__).parent,
    verified_until="2026-05-01",
)

hk.table("employment", key="worker")
hk.table("wages", parent="employment", key=("worker", "number"))
hk.table("not_worked", parent="employment", key=("worker", "number"), empty="none")

for short, en, zh, style in (
    ("EO", "Employment Ordinance (Cap. 57)", "《雇佣条例》（第57章）", "s"),
    ("MWO", "Minimum Wage Ordinance (Cap. 608)", "《最低工资条例》（第608章）", "s"),
    (
        "OFFSET",
        "Offsetting Arrangement (Amendment) Ordinance 2022",
        "《2022年取消强积金对冲安排修订条例》",
        "s",
    ),
    ("LD", "Labour Department, subsidy scheme and guides", "劳工处：资助计划及指引", ""),
    ("SEC", "Standard Employment Contract, guidance notes", "标准雇佣合约指引", ""),
):
    hk.source(short, {"en": en, "zh-hans": zh}, style=style)

for name, table, kind, en, zh in (
    ("number", "wages", INTEGER, "number of the wage period", "工资期序号"),
    ("wage_of_period", "wages", MONEY, "wages of the period", "工资期工资"),
    ("item", "not_worked", INTEGER, "number of the item", "项目序号"),
    ("pay_not_worked", "not_worked", MONEY, "pay for time not worked", "非工作时间的报酬"),
    ("payment", "employment", Code("severance", "long_service"), "kind of payment", "款项种类"),
    ("start", "employment", DATE, "first day of employment", "入职日期"),
    ("end", "employment", DATE, "last day of employment", "离职日期"),
    ("last_full_month_wage_before_transition", "employment", MONEY,
     "last full month's wages before 1 May 2025", "2025年5月1日前最后一个完整月的工资"),
    ("last_full_month_wage", "employment", MONEY, "last full month's wages",

         "最后一个完整月的工资"),
    ("average_monthly_wage", "employment", MONEY, "12-month average, if chosen",
     "选用的12个月平均工资"),
    ("years", "employment", NUMBER, "years of service", "服务年数"),
    ("monthly_wage", "employment", MONEY, "monthly wage", "月工资"),
    ("termination_date", "employment", DATE, "day of termination", "终止雇佣日期"),
    ("pre_transition_payment", "employment", MONEY, "payment for service before 1 May 2025",
     "2025年5月1日前服务的款项"),
    ("post_transition_payment", "employment", MONEY, "payment for service from 1 May 2025",
     "2025年5月1日起服务的款项"),
    ("employer_mandatory_contributions", "employment", MONEY,
     "employer's mandatory contributions", "雇主强制性供款"),
    ("gratuities_and_voluntary", "employment", MONEY,
     "voluntary contributions and gratuities", "自愿性供款及按年资支付的酬金"),
    ("year_after_abolition", "employment", INTEGER, "year after the abolition", "取消对冲后第几年"),
    ("within_500000_threshold", "employment", BOOL, "within the first 500,000 of the year",
     "在本年首50万元之内"),
    ("wages_12_months", "employment", MONEY, "wages of the 12 months", "12个月工资"),
    ("days_12_months", "employment", INTEGER, "days of the 12 months", "12个月日数"),
    ("days", "employment", INTEGER, "days of the periods", "工资期日数"),
    ("daily_wage_given", "employment", NUMBER, "average daily wage, as stated",
     "每日平均工资（来源所述）"),
    ("disregarded_days", "employment", DAYS, "days disregarded", "不予计算的日数"),
    ("disregarded_wages", "employment", MONEY, "wages disregarded", "不予计算的工资"),
    ("holidays", "employment", DAYS, "statutory holidays", "法定假日数"),
    ("leave_days", "employment", DAYS, "days of annual leave", "年假日数"),
    ("sickness_days", "employment", DAYS, "sickness days", "病假日数"),
    ("days_normally_payable", "employment", DAYS, "days of the notice normally paid",
     "通知期内应付工资日数"),
    ("date", "employment", DATE, "day the rate is asked for", "查询费率的日期"),
    ("wage_period_start", "employment", DATE, "first day of the wage period", "工资期首日"),
    ("hours_worked", "employment", HOURS, "hours worked in the wage period", "工资期工作时数"),
    ("wages_total", "employment", MONEY, "wages of the wage period", "工资期工资总额"),
    ("wages_for_hours_worked", "employment", MONEY, "wages for hours worked",
     "工作时数的工资"),
    ("calendar_days", "employment", INTEGER, "calendar days of the month", "当月历日数"),
    ("contractual_days_off", "employment", INTEGER, "unpaid contractual days off",
     "无薪合约休息日"),
    ("hours_per_day", "employment", HOURS, "hours a day", "每日时数"),
    ("paid_days_from", "employment", INTEGER, "paid days before", "原受薪日数"),
    ("paid_days_to", "employment", INTEGER, "paid days after", "新受薪日数"),
    ("hours_per_day_from", "employment", HOURS, "hours a day before", "原每日时数"),
    ("hours_per_day_to", "employment", HOURS, "hours a day after", "新每日时数"),
    ("regime", "employment", TEXT, "regime", "适用制度"),
):  # fmt: skip
    column = {
        "wage_of_period": "amount",
        "pay_not_worked": "amount",
        "item": "number",
        "daily_wage_given": "average_daily_wage",
    }.get(name)
    hk.fact(name, table, kind, label={"en": en, "zh-hans": zh}, column=column)

for name, en, zh in (
    ("sp_lsp_maximum", "maximum of the payment", "款项上限"),
    ("fully_reckonable_years", "years that count in full", "全数计算的年数"),
    ("monthly_wage_ceiling", "ceiling of monthly wages", "月工资上限"),
    ("sp_lsp_fraction", "share of monthly wages a year", "每年月工资比例"),
    ("sickness_min_days", "least consecutive sickness days", "连续病假日数下限"),
    ("sickness_fraction", "sickness allowance, share of wages", "疾病津贴比例"),
    ("statutory_minimum_wage", "statutory minimum wage", "法定最低工资"),
    ("gss_share_within", "employer's share, first 500,000", "雇主分担比例（首50万元内）"),
    ("gss_share_beyond", "employer's share, beyond 500,000", "雇主分担比例（50万元以外）"),
    ("gss_cap_within", "most the employer bears a case", "雇主每宗分担上限"),
):
    hk.parameter(name, label={"en": en, "zh-hans": zh})
