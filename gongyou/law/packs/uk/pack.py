"""The pack of the United Kingdom: facts of one employment and one pay reference period."""

from __future__ import annotations

from pathlib import Path

from gongyou.law.engine import BOOL, DATE, DAYS, HOURS, INTEGER, MONEY, NUMBER, Code, Pack

uk = Pack(
    "uk",
    currency="GBP",
    title={"en": "United Kingdom", "zh-hans": "英国"},
    folder=Path(__file__).parent,
    verified_until="2026-04-06",
)

uk.table("employment", key="worker")

for short, en, zh, style in (
    ("ERA", "Employment Rights Act 1996", "《1996年雇佣权利法》", "s"),
    ("NMWA", "National Minimum Wage Act 1998", "《1998年全国最低工资法》", "s"),
    ("NMWR", "National Minimum Wage Regulations 2015", "《2015年全国最低工资条例》", "reg"),
    ("WTR", "Working Time Regulations 1998", "《1998年工作时间条例》", "reg"),
    ("NMWM", "HMRC National Minimum Wage Manual", "税务海关总署最低工资手册", ""),
    ("GOVUK", "GOV.UK calculator, published logic", "GOV.UK 官方计算器（公开的算法）", ""),
):
    uk.source(short, {"en": en, "zh-hans": zh}, style=style)

for name, kind, en, zh in (
    ("age_at_relevant_date", INTEGER, "age at the relevant date", "相关日期时的年龄"),
    ("complete_years", INTEGER, "complete years of service", "完整工作年数"),
    ("weekly_pay", MONEY, "a week's pay", "周工资"),
    ("weekly_cap", MONEY, "cap on a week's pay, as stated", "周工资上限（来源所述）"),
    ("relevant_date", DATE, "relevant date", "相关日期"),
    ("nation", Code("GB", "NI"), "Great Britain or Northern Ireland", "大不列颠或北爱尔兰"),
    ("employment_start", DATE, "first day of employment", "入职日期"),
    ("notice_given", DATE, "day the notice was given", "通知送达日期"),
    ("date", DATE, "day the rate is asked for", "查询费率的日期"),
    ("age", INTEGER, "age", "年龄"),
    ("apprentice_rate_applies", BOOL, "apprentice rate applies", "适用学徒费率"),
    ("pay_reference_period_start", DATE, "first day of the pay reference period",
     "工资参照期首日"),
    ("pay_period_days", INTEGER, "days of the pay period", "工资周期天数"),
    ("hours", HOURS, "hours of the period", "本期工时"),
    ("basic_pay", MONEY, "basic pay of the period", "本期基本工资"),
    ("basic_hours", HOURS, "basic hours of the period", "本期基本工时"),
    ("overtime_hours", HOURS, "overtime hours of the period", "本期加班工时"),
    ("overtime_hourly_rate", MONEY, "overtime pay an hour", "加班小时工资"),
    ("charge_per_night", MONEY, "charge for accommodation a night", "每晚住宿收费"),
    ("nights_per_week", NUMBER, "nights a week in the accommodation", "每周住宿晚数"),
    ("offset_per_day", MONEY, "accommodation offset a day, as stated", "住宿抵扣额（来源所述）"),
    ("pay", MONEY, "pay of the period", "本期工资"),
    ("nights_in_period", INTEGER, "nights in the period", "本期住宿晚数"),
    ("rent_in_period", MONEY, "rent of the period", "本期房租"),
    ("assessment_date", DATE, "day of the assessment", "核定日期"),
    ("arrears_owed", MONEY, "arrears owed", "欠付总额"),
    ("paid_within_14_days", BOOL, "all paid within 14 days", "14日内全部付清"),
    ("leave_year_start", DATE, "start of the leave year", "年假年度首日"),
    ("start_date", DATE, "first day, if within the leave year", "入职日期（在该年度内）"),
    ("leaving_date", DATE, "last day, if within the leave year", "离职日期（在该年度内）"),
    ("part_of_year", Code("full", "starter", "leaver", "both"), "part of the leave year worked",
     "年假年度内的工作区段"),
    ("days_per_week", DAYS, "days worked a week", "每周工作天数"),
    ("hours_per_week", HOURS, "hours worked a week", "每周工作小时"),
    ("shifts_per_pattern", NUMBER, "shifts of the pattern", "轮班周期内班次"),
    ("days_per_pattern", DAYS, "days of the pattern", "轮班周期天数"),
    ("hours_in_pay_period", HOURS, "hours worked in the pay period", "工资周期内工时"),
):  # fmt: skip
    uk.fact(
        name,
        "employment",
        kind,
        label={"en": en, "zh-hans": zh},
        column="arrears" if name == "arrears_owed" else None,
    )

for name, en, zh in (
    ("redundancy_weekly_cap", "cap on a week's pay", "周工资上限"),
    ("nmw_youngest", "minimum wage, under 18", "最低工资（18岁以下）"),
    ("nmw_18", "minimum wage, 18 and over", "最低工资（18岁以上）"),
    ("nmw_adult", "minimum wage, adult rate", "最低工资（成人）"),
    ("nmw_adult_age", "age of the adult rate", "成人费率起始年龄"),
    ("national_living_wage", "national living wage", "全国生活工资"),
    ("national_living_wage_age", "age of the national living wage", "全国生活工资起始年龄"),
    ("nmw_apprentice", "minimum wage, apprentices", "最低工资（学徒）"),
    ("nmw_accommodation_offset", "accommodation offset a day", "每日住宿抵扣额"),
    ("nmw_penalty_fraction", "penalty, share of the arrears", "罚款占欠付额比例"),
    ("nmw_penalty_minimum", "least penalty", "罚款下限"),
    ("nmw_penalty_maximum", "most penalty a worker", "每人罚款上限"),
    ("nmw_prompt_payment_fraction", "share if paid in 14 days", "14日内付清的罚款比例"),
    ("holiday_weeks", "weeks of holiday a year", "每年法定假期周数"),
    ("holiday_days_max", "most days of holiday a year", "每年法定假期天数上限"),
    ("irregular_hours_accrual", "holiday accrued an hour worked", "每工时累积的假期"),
):
    uk.parameter(name, label={"en": en, "zh-hans": zh})
