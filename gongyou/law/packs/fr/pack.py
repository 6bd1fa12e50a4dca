"""The pack of France: one employment, its monthly salaries and absences."""

from __future__ import annotations

from pathlib import Path

from gongyou.law.engine import BOOL, DATE, FRACTION, INTEGER, MONEY, NUMBER, TEXT, Code, Pack

fr = Pack(
    "fr",
    currency="EUR",
    title={"en": "France", "zh-hans": "法国"},
    folder=Path(__file__).parent,
    verified_until="2026-11-24",
)

fr.table("employment", key="worker")
fr.table("salaries", parent="employment", key=("worker", "number"), empty="none")
fr.table("absences", parent="employment", key=("worker", "number"), empty="none")

fr.source("CT", {"en": "Code du travail (France)", "zh-hans": "法国劳动法典"})
fr.source("CDTN", {"en": "Code du travail numérique, published tool",
                   "zh-hans": "官方数字劳动法典工具"}, style="")  # fmt: skip

ABSENCES = (
    "non_occupational_sickness",
    "commuting_accident",
    "sabbatical",
    "business_creation_leave",
    "unpaid_leave",
    "strike",
    "disciplinary_layoff",
    "parental_leave_full_time",
    "occupational_accident",
    "occupational_disease",
    "maternity",
    "paternity",
    "paid_leave",
)

for name, table, kind, en, zh in (
    ("month_number", "salaries", INTEGER, "month, counted back (1 the most recent)",
     "月份倒数序号（1为最近）"),
    ("total_pay", "salaries", MONEY, "gross pay of the month", "当月税前工资"),
    ("annual_bonus", "salaries", MONEY, "of which annual bonus", "其中年度奖金"),
    ("absence_number", "absences", INTEGER, "number of the absence", "缺勤序号"),
    ("absence_kind", "absences", Code(*ABSENCES), "kind of absence", "缺勤种类"),
    ("absence_months", "absences", FRACTION, "months of absence", "缺勤月数"),
    ("contract", "employment", Code("cdi", "cdd", "ctt"), "kind of contract", "合同种类"),
    ("serious_misconduct", "employment", BOOL, "grave or gross misconduct", "严重过错"),
    ("occupational_unfitness", "employment", BOOL, "unfitness of occupational origin",
     "职业原因丧失劳动能力"),
    ("start", "employment", DATE, "first day of employment", "入职日期"),
    ("end", "employment", DATE, "last day of employment, notice included",
     "合同终止日期（含通知期）"),
    ("notified", "employment", DATE, "day the dismissal was notified", "解雇通知日期"),
    ("signed", "employment", DATE, "day the agreement was signed", "协议签署日期"),
    ("seniority_years", "employment", FRACTION, "seniority, years", "工龄（年）"),
    ("seniority_for_right_years", "employment", FRACTION, "seniority when notified, years",
     "通知时工龄（年）"),
    ("seniority_months", "employment", NUMBER, "seniority, months", "工龄（月）"),
    ("reference_salary", "employment", MONEY, "reference salary",
     "参考工资"),
    ("twelve_month_total", "employment", MONEY, "pay of the last twelve months",
     "最近12个月工资总额"),
    ("disabled_worker", "employment", BOOL, "disabled worker", "残障劳动者"),
    ("initiative", "employment", Code("employer", "employee"), "who retires",
     "退休的提出方"),
    ("band", "employment", TEXT, "published range", "公布的区间"),
    ("gross_pay_total", "employment", MONEY, "gross pay of the whole contract",
     "合同期税前工资总额"),
    ("ended_in_trial_period", "employment", BOOL, "ended in the trial period", "试用期内终止"),
    ("permanent_hire_at_once", "employment", BOOL, "hired permanently at once", "随即转为长期合同"),
    ("refused_permanent_job", "employment", BOOL, "refused an equivalent permanent job",
     "拒绝同等长期岗位"),
    ("refused_renewal", "employment", BOOL, "refused an agreed renewal", "拒绝约定的续签"),
    ("early_end_by_employee", "employment", BOOL, "ended early by the employee", "劳动者提前终止"),
    ("grave_misconduct", "employment", BOOL, "ended for grave misconduct", "因严重过错终止"),
    ("force_majeure", "employment", BOOL, "ended by force majeure", "因不可抗力终止"),
    ("training_assignment", "employment", BOOL, "training assignment", "培训性任务"),
    ("refused_flexibility_clause", "employment", BOOL, "refused under a flexibility clause",
     "依灵活性条款拒绝"),
    ("other_exclusion", "employment", BOOL, "another legal exclusion", "其他法定排除情形"),
):  # fmt: skip
    column = {
        "month_number": "number",
        "total_pay": "total",
        "annual_bonus": "of_which_annual_bonus",
        "absence_number": "number",
        "absence_kind": "kind",
        "absence_months": "months",
    }.get(name)
    fr.fact(name, table, kind, label={"en": en, "zh-hans": zh}, column=column)

for name, en, zh in (
    ("indemnity_rate_first_ten", "months a year, first ten years", "前十年每年月数"),
    ("indemnity_rate_beyond_ten", "months a year, beyond ten", "十年以上每年月数"),
    ("minimum_seniority_months", "least seniority", "最低工龄"),
    ("precarity_rate", "precarity bonus, share of pay", "不稳定津贴比例"),
    ("disabled_notice_cap_months", "most notice of a disabled worker", "残障劳动者通知期上限"),
):
    fr.parameter(name, label={"en": en, "zh-hans": zh})
