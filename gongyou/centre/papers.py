"""Which paper shows a fact, and how a worker comes by it."""

from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes

WAYS = {
    "contract": _("Ask the employer for the worker's own copy; it must hand one over."),
    "payslip": _("Photograph every payslip; the employer must keep the pay list for two years."),
    "bank_statement": _("The bank prints the statement of the wage card at any counter."),
    "si_record": _("The social-insurance counter, app or hotline 12333 gives the record."),
    "attendance": _("Photograph the punch card or app, work plans and shift messages."),
    "dismissal_letter": _("Ask for the dismissal in writing; record the talk or save messages."),
    "resignation_letter": _("Keep a copy, and the receipt of sending it by EMS."),
    "work_permit": _("Work card, uniform, pass, pictures at work, colleagues' words."),
    "medical": _("The hospital copies the file; keep bills and sick notes."),
    "injury_decision": _("The labour bureau issues it; the worker may apply within a year."),
    "demand_letter": _("A letter by EMS with a description of contents, or messages that arrived."),
}

BY_FACT = {
    "start": ["contract", "si_record", "work_permit", "bank_statement"],
    "end": ["dismissal_letter", "resignation_letter", "attendance"],
    "end_kind": ["dismissal_letter", "resignation_letter", "chat"],
    "dismissal_article": ["dismissal_letter"],
    "notice_given_days": ["dismissal_letter"],
    "contract_written": ["contract"],
    "contract_start": ["contract"],
    "contract_end": ["contract"],
    "contract_type": ["contract"],
    "contract_count": ["contract"],
    "agreed_wage": ["contract", "payslip"],
    "average_wage_12m": ["bank_statement", "payslip"],
    "last_month_wage": ["bank_statement", "payslip"],
    "overtime_base": ["contract", "payslip"],
    "injury_wage": ["si_record"],
    "insured_from": ["si_record"],
    "total_service_years": ["si_record"],
    "leave_taken_days": ["attendance", "payslip"],
    "due": ["payslip"],
    "paid": ["bank_statement", "payslip"],
    "hours_overtime_workday": ["attendance", "payslip"],
    "hours_overtime_restday": ["attendance", "payslip"],
    "hours_overtime_holiday": ["attendance", "payslip"],
    "si_base_paid": ["si_record"],
    "base_wage": ["payslip", "contract"],
    "injury": ["injury_decision", "medical"],
    "injury_grade": ["injury_decision"],
}
BY_TABLE = {"pay": ["payslip", "bank_statement"], "events": ["other"], "employment": ["contract"]}


def papers_for(name: str, table: str) -> tuple[list[str], list[str]]:
    """Kinds of papers that show a fact, and how to get them, in words."""
    kinds = BY_FACT.get(name) or BY_TABLE.get(table, [])
    labels = dict(codes.EVIDENCE_KINDS)
    return (
        [str(labels[kind]) for kind in kinds if kind in labels],
        [str(WAYS[kind]) for kind in kinds if kind in WAYS],
    )
