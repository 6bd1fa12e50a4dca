"""Whether two coders agree, a field at a time, with intervals; what may be published on it."""

from dataclasses import dataclass

from django.db.models import Count

from gongyou.advocacy.codebook.words import EDITION
from gongyou.advocacy.models import Coding, Report
from gongyou.stats import StatsError
from gongyou.stats.agreement import Agreement, by_code, with_interval
from gongyou.vault.public import Actor, Right, reveal_many

NOTED, PUBLISHED = 0.67, 0.5
SCALES = {
    "acts": "masi",
    "demands": "masi",
    "responses": "masi",
    "result": "jaccard",
    "involved": "range",
    "present": "range",
    "detained": "range",
    "hurt": "range",
}


@dataclass
class FieldAgreement:
    """One field: alpha with its interval; for lists each code's own agreement."""

    field: str
    scale: str
    agreement: Agreement
    codes: dict

    @property
    def gate(self) -> str:
        """yes, note (below 0.67) or no (below 0.5): customary limits of Krippendorff."""
        if self.agreement.alpha < PUBLISHED:
            return "no"
        return "note" if self.agreement.alpha < NOTED else "yes"


def double_coded(actor: Actor) -> list[tuple[Report, list[dict]]]:
    """Reports that two or more have coded, with what each said, in the order of their coming in."""
    reports = list(
        Report.objects.visible_to(actor, Right.READ_IDENTITY)
        .annotate(coders=Count("codings"))
        .filter(coders__gte=2)
        .order_by("pk")
    )
    codings = list(Coding.objects.filter(report__in=reports, edition=EDITION))
    opened = reveal_many(actor, codings, ["values"]) if codings else {}
    by_report: dict = {}
    for coding in codings:
        values = (opened.get(coding.pk) or {}).get("values") or {}
        by_report.setdefault(coding.report_id, []).append(values)
    return [(report, by_report.get(report.pk, [])) for report in reports]


def agreement_of(actor: Actor) -> list[FieldAgreement]:
    """Every field that two coders gave for two reports or more."""
    held = [codings for _report, codings in double_coded(actor)]
    found = []
    for field, scale in SCALES.items():
        first = [_value(codings[0].get(field), scale) for codings in held]
        second = [_value(codings[1].get(field), scale) for codings in held]
        try:
            agreement = with_interval([first, second], scale, draws=200)
        except StatsError:
            continue
        codes = by_code(first, second) if scale != "range" else {}
        found.append(FieldAgreement(field, scale, agreement, codes))
    return found


def _value(held: dict | None, scale: str):
    if held is None:
        return None
    if scale == "range":
        ends = (held.get("low"), held.get("high"))
        return None if ends == (None, None) else ends
    return held.get("codes", [])
