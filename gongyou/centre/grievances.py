"""What people come with, and which of the law's entitlements each leads to.

The prefixes name entitlements of any pack that has them: `cn.overtime` means
every entitlement whose code starts so. Facts are what to ask first.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongyou import law


@dataclass(frozen=True)
class Grievance:
    """One line of the list at intake."""

    code: str
    label: Promise
    entitlements: tuple[str, ...]
    asks: tuple[str, ...] = field(default=())


GRIEVANCES = [
    Grievance("wages_unpaid", _("Wages not paid"), ("cn.wages", "cn.additional_compensation")),
    Grievance("overtime", _("Overtime not paid or paid too low"), ("cn.overtime",)),
    Grievance("minimum_wage", _("Less than the minimum wage"), ("cn.minimum_wage",)),
    Grievance(
        "dismissed",
        _("Dismissed"),
        ("cn.unlawful_termination", "cn.severance", "cn.notice_pay", "cn.medical_subsidy"),
        ("end_kind", "end"),
    ),
    Grievance("severance", _("Contract ended without severance"), ("cn.severance",)),
    Grievance("relocation", _("Plant moved, closed or sold"), ("cn.severance", "cn.notice_pay")),
    Grievance("no_contract", _("No written contract"), ("cn.double_wage",), ("contract_written",)),
    Grievance("social_insurance", _("Social insurance missing or too low"), ("cn.si",)),
    Grievance("housing_fund", _("Housing fund missing"), ("cn.hf", "cn.housing_fund")),
    Grievance("leave", _("Annual leave not given"), ("cn.annual_leave",)),
    Grievance("injury", _("Work injury or disease"), ("cn.injury",)),
    Grievance("heat", _("No heat allowance"), ("cn.heat",)),
    Grievance("maternity", _("Pregnancy and birth"), ("cn.maternity",)),
    Grievance("sick", _("Sick leave and sick pay"), ("cn.sick_pay", "cn.medical_period")),
    Grievance("probation", _("Probation too long or paid too low"), ("cn.probation",)),
    Grievance("deductions", _("Fines and deductions"), ("cn.wages", "cn.deductions")),
    Grievance("agency", _("Agency work, false self-employment"), ("cn.dispatch",)),
    Grievance("harassment", _("Violence, harassment, retaliation"), ()),
    Grievance("other", _("Something else"), ()),
]
BY_CODE = {grievance.code: grievance for grievance in GRIEVANCES}
CHOICES = [(grievance.code, grievance.label) for grievance in GRIEVANCES]


def label(code: str) -> str:
    """The phrase for a grievance's code."""
    return str(BY_CODE[code].label) if code in BY_CODE else code


def entitlements_of(codes, pack: str = "cn") -> set[str]:
    """The entitlements of the pack that the grievances lead to."""
    prefixes = tuple(p for code in codes if code in BY_CODE for p in BY_CODE[code].entitlements)
    known = law.load_pack(pack).entitlements
    return {code for code in known if prefixes and code.startswith(prefixes)}


def grievances_of(entitlement: str) -> list[str]:
    """The grievances that lead to an entitlement."""
    return [g.code for g in GRIEVANCES if g.entitlements and entitlement.startswith(g.entitlements)]
