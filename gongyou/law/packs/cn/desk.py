"""What the Chinese law tells the rooms: grievances, days to keep, forms, papers, words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from gongyou.law.packs.cn.dated_figures import calendar_rows
from gongyou.law.packs.cn.declare import cn
from gongyou.law.packs.cn.place_book import Places, filing_body
from gongyou.law.packs.cn.sample import write as write_sample

desk = cn.desk
_DAYS = {day: kind for day, kind, _ in calendar_rows()}
_YEARS = {day.year for day in _DAYS}


def day_kind(day: date) -> str | None:
    """Workday, rest day or public holiday; None for years not yet announced."""
    if day.year not in _YEARS:
        return None
    return _DAYS.get(day) or ("workday" if day.isoweekday() < 6 else "rest")


cn.schema.day_kind, cn.schema.normal_day = day_kind, Decimal(8)
desk.places, desk.filing_body, desk.sample = Places(), filing_body, write_sample

_paid_days = Fraction(cn.parameters["paid_days_per_month"].figures[-1].value)
desk.paid_days = Decimal(_paid_days.numerator) / Decimal(_paid_days.denominator)

desk.role("minimum_wage", "cn.minimum_wage.shortfall")
desk.role("unpaid_wages", "cn.wages.unpaid")
desk.role(
    "overtime",
    "cn.overtime.standard",
    "cn.overtime.comprehensive",
    "cn.overtime.irregular",
    "cn.overtime.piece",
)
desk.role("severance", "cn.severance")
desk.role("unlawful_ending", "cn.unlawful_termination")
desk.role("notice", "cn.notice_pay")
desk.role("untaken_leave", "cn.annual_leave.untaken_pay")
desk.role("heat", "cn.heat.allowance")
desk.role("sick_pay", "cn.sick_pay")
desk.role("injury", "cn.injury.oneoff")
desk.role("limitation", "cn.limitation.last_filing_date")

desk.grievance("wages_unpaid", "cn.wages", "cn.additional_compensation")
desk.grievance("overtime", "cn.overtime")
desk.grievance("minimum_wage", "cn.minimum_wage")
desk.grievance(
    "dismissed",
    "cn.unlawful_termination",
    "cn.severance",
    "cn.notice_pay",
    "cn.medical_subsidy",
    asks=("end_kind", "end"),
)
for code, en, zh, entitlements, asks in (
    ("severance", "Contract ended without severance", "合同终止无补偿", ("cn.severance",), ()),
    (
        "relocation",
        "Plant moved, closed or sold",
        "工厂搬迁、关闭或转让",
        ("cn.severance", "cn.notice_pay"),
        (),
    ),
    (
        "no_contract",
        "No written contract",
        "未签书面合同",
        ("cn.double_wage",),
        ("contract_written",),
    ),
    ("social_insurance", "Social insurance missing or too low", "未缴或少缴社保", ("cn.si",), ()),
    (
        "housing_fund",
        "Housing fund missing",
        "未缴住房公积金",
        ("cn.hf",),
        (),
    ),
):
    desk.grievance(code, *entitlements, label={"en": en, "zh-hans": zh}, asks=asks)
desk.grievance("leave", "cn.annual_leave")
desk.grievance("injury", "cn.injury")
desk.grievance("heat", "cn.heat", label={"en": "No heat allowance", "zh-hans": "无高温津贴"})
desk.grievance("maternity", "cn.maternity")
desk.grievance("sick", "cn.sick_pay", "cn.medical_period")
desk.grievance(
    "probation",
    "cn.probation",
    label={"en": "Probation too long or paid too low", "zh-hans": "试用期过长或工资过低"},
)
desk.grievance("deductions", "cn.wages")
desk.grievance(
    "agency",
    "cn.dispatch",
    label={"en": "Agency work, false self-employment", "zh-hans": "劳务派遣、假自雇"},
)

desk.day_kinds |= {
    "cn.arbitration.accept_by": "authority",
    "cn.arbitration.serve_by": "authority",
    "cn.arbitration.deadlines": "authority",
    "cn.court.sue_by": "sue",
    "cn.court.set_aside_by": "set_aside",
    "cn.court.appeal_by": "appeal",
    "cn.court.enforce_by": "enforce",
    "cn.mediation.review_by": "review",
}
desk.day_facts |= {
    "award": ("award_received_on",),
    "judgment": ("judgment_received_on", "payment_due_on"),
    "mediation": ("mediation_made_on", "payment_due_on"),
    "settlement": ("payment_due_on",),
}

desk.group(
    "intake", "Work", "工作", "start", "end", "end_kind", "place", "contract_written",
    "agreed_wage", "average_wage_12m", "last_month_wage",
)  # fmt: skip
desk.group(
    "intake", "Contract, insurance, person", "合同、社保、本人", "contract_start", "contract_end",
    "working_time_system", "insured_from", "birth_date", "sex",
)  # fmt: skip
desk.group(
    "spell", "Work", "工作", "start", "end", "end_kind", "dismissal_article", "notice_given_days",
    "place", "workshop", "department", "post", "full_time",
)  # fmt: skip
desk.group(
    "spell", "Contract", "合同", "contract_written", "contract_signed", "contract_start",
    "contract_end", "contract_type", "contract_count", "open_ended_due_from",
    "reinstatement_wanted", "filed_on",
)  # fmt: skip
desk.group(
    "spell", "Wage", "工资", "agreed_wage", "average_wage_12m", "last_month_wage",
    "overtime_base", "leave_wage_average", "injury_wage", "working_time_system",
)  # fmt: skip
desk.group(
    "spell", "Probation", "试用期", "probation_months", "probation_wage", "wage_after_probation"
)
desk.group(
    "spell", "Insurance and leave", "社保和休假", "insured_from", "prior_service_months",
    "total_service_years", "service_years", "leave_taken_days",
)  # fmt: skip
desk.group("spell", "Person", "本人", "birth_date", "sex")
desk.group(
    "pay", "Month of pay", "每月工资", "due", "paid", "paid_on", "base_wage", "overtime_pay_paid",
    "bonus", "allowances", "hours_normal", "hours_overtime_workday", "hours_overtime_restday",
    "hours_overtime_holiday", "days_worked", "days_absent", "days_sick", "si_base_paid",
    "outdoor_or_hot", "heat_allowance_paid", "leave_days_taken", "deductions", "kind",
)  # fmt: skip
desk.group(
    "usual_month", "Usual month", "平常月份", "due", "paid", "base_wage",
    "hours_overtime_workday", "hours_overtime_restday", "hours_overtime_holiday",
)  # fmt: skip
desk.group(
    "survey", "Your work", "您的工作", "start", "end", "end_kind", "agreed_wage",
    "last_month_wage", "contract_written",
)  # fmt: skip

desk.target(
    "cn.severance", "(?:the )?severance(?: pay)?", "经济补偿金?", en="severance", zh="经济补偿"
)
desk.target(
    "cn.wages.unpaid",
    "(?:the )?(?:unpaid|owed|outstanding|back) wages",
    "(?:the )?(?:wage arrears|wages (?:owed|unpaid|outstanding|in arrears))",
    "(?:实际)?(?:拖欠|欠付|所欠|未付|欠发)的?(?:工资|薪水|薪资|工钱)",
    "欠薪",
    en="unpaid wages",
    zh="拖欠工资",
)
desk.target(
    "cn.overtime.standard",
    "(?:the )?(?:unpaid )?overtime(?: pay)?",
    "加班费",
    "加班工资",
    en="overtime pay",
    zh="加班费",
)

for kind, en, zh in (
    (
        "contract",
        "Ask the employer for the worker's own copy; it must hand one over.",
        "向单位要本人的一份；单位依法应当交付。",
    ),
    (
        "payslip",
        "Photograph every payslip; the employer must keep the pay list for two years.",
        "拍下每张工资条；单位应当保存工资支付记录两年以上。",
    ),
    (
        "bank_statement",
        "The bank prints the statement of the wage card at any counter.",
        "带工资卡到任一网点柜台打印流水。",
    ),
    (
        "si_record",
        "The social-insurance counter, app or hotline 12333 gives the record.",
        "社保窗口、手机应用或 12333 热线可查参保记录。",
    ),
    (
        "attendance",
        "Photograph the punch card or app, work plans and shift messages.",
        "拍下打卡记录、排班表和排班信息。",
    ),
    (
        "dismissal_letter",
        "Ask for the dismissal in writing; record the talk or save messages.",
        "要求书面解除通知；谈话录音或保存聊天记录。",
    ),
    (
        "resignation_letter",
        "Keep a copy, and the receipt of sending it by EMS.",
        "保留副本和 EMS 寄送回执。",
    ),
    (
        "work_permit",
        "Work card, uniform, pass, pictures at work, colleagues' words.",
        "工牌、工服、出入证、工作照片、同事证言。",
    ),
    (
        "medical",
        "The hospital copies the file; keep bills and sick notes.",
        "到医院复印病历；保存发票和病假单。",
    ),
    (
        "injury_decision",
        "The labour bureau issues it; the worker may apply within a year.",
        "由人社部门认定；工友可在一年内申请。",
    ),
    (
        "demand_letter",
        "A letter by EMS with a description of contents, or messages that arrived.",
        "写明内件品名的 EMS，或对方已收到的信息。",
    ),
):
    desk.ways[kind] = {"en": en, "zh-hans": zh}

desk.proofs |= {
    "start": (
        "contract",
        "si_record",
        "work_permit",
        "bank_statement",
    ),
    "end": (
        "dismissal_letter",
        "resignation_letter",
        "attendance",
    ),
    "end_kind": (
        "dismissal_letter",
        "resignation_letter",
        "chat",
    ),
    "dismissal_article": ("dismissal_letter",),
    "notice_given_days": ("dismissal_letter",),
    "contract_written": ("contract",),
    "contract_start": ("contract",),
    "contract_end": ("contract",),
    "contract_type": ("contract",),
    "contract_count": ("contract",),
    "agreed_wage": (
        "contract",
        "payslip",
    ),
    "average_wage_12m": (
        "bank_statement",
        "payslip",
    ),
    "last_month_wage": (
        "bank_statement",
        "payslip",
    ),
    "overtime_base": (
        "contract",
        "payslip",
    ),
    "injury_wage": ("si_record",),
    "insured_from": ("si_record",),
    "total_service_years": ("si_record",),
    "leave_taken_days": (
        "attendance",
        "payslip",
    ),
    "due": ("payslip",),
    "paid": (
        "bank_statement",
        "payslip",
    ),
    "hours_overtime_workday": (
        "attendance",
        "payslip",
    ),
    "hours_overtime_restday": (
        "attendance",
        "payslip",
    ),
    "hours_overtime_holiday": (
        "attendance",
        "payslip",
    ),
    "si_base_paid": ("si_record",),
    "base_wage": (
        "payslip",
        "contract",
    ),
    "injury": (
        "injury_decision",
        "medical",
    ),
    "injury_grade": ("injury_decision",),
}

for kind, en, zh in (
    ("application", "Arbitration application", "劳动仲裁申请书"),
    ("evidence_list", "Evidence list", "证据清单"),
    ("power_of_attorney", "Power of attorney", "授权委托书"),
    ("statement", "Worker's statement", "劳动者陈述"),
    ("claim_sheet", "Claim sheet", "应得款项计算表"),
    ("employer_letter", "Letter to the employer", "致用人单位的函"),
):
    desk.papers[kind] = {"en": en, "zh-hans": zh}

# Mediation and Arbitration Law art. 28: of the worker name, sex, age, occupation, workplace and
# residence; of the employer name, seat, name and post of its legal representative or person in
# charge; requests with facts and reasons; evidence and where it comes from, witnesses with name and
# residence. Commissions ask besides for identity number, telephone and address for service.
desk.particulars["application"] = (
    "worker.name",
    "worker.sex",
    "worker.birth",
    "worker.id_number",
    "worker.occupation",
    "worker.workplace",
    "worker.address",
    "worker.service_address",
    "worker.phone",
    "employer.address",
    "employer.head_name",
    "employer.head_post",
    "employer.phone",
    "evidence",
    "claims",
    "told",
    "witnesses.address",
)
desk.particulars["power_of_attorney"] = (
    "worker.id_number",
    "worker.agent_name",
    "worker.agent_about",
    "worker.agent_phone",
)
desk.particulars["evidence_list"] = ("evidence",)
