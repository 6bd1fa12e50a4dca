"""Cases as a table that may be counted: only of those who said yes to being counted."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.centre import codes
from gongyou.centre.counted import Column, Counted, CountedTable, table_of
from gongyou.centre.models import (
    Case,
    CaseGrievance,
    ClaimLine,
    EmploymentFacts,
    FactEvent,
    Outcome,
    Payment,
    PayRecord,
)
from gongyou.centre.queries.consent import agreed, not_asked, refused
from gongyou.centre.services.shown import person_id
from gongyou.law import load_pack, pack_names

DECIDED = ("award", "judgment", "dismissed")
COMPETING = {"withdrawn": 2, "advice": 2, "lost": 3}

COLUMNS = {
    "place": Column("group", _("Place")),
    "sector": Column("group", _("Trade")),
    "sex": Column("group", _("Sex")),
    "year": Column("group", _("Year opened")),
    "grievance": Column("code", _("Main grievance")),
    "wages_owed": Column("flag", _("Wages owed"), sensitive=True),
    "months_owed": Column("number", _("Months owed")),
    "amount_owed": Column("money", _("Wages owed, amount")),
    "due_pay": Column("money", _("Pay due in the months told")),
    "below_minimum": Column("flag", _("Paid below the minimum wage"), sensitive=True),
    "minimum_gap": Column("money", _("Missing to the minimum wage")),
    "overtime_owed": Column("flag", _("Overtime owed"), sensitive=True),
    "overtime_unpaid": Column("money", _("Overtime owed, amount")),
    "overtime_due": Column("money", _("Overtime due")),
    "overtime_paid": Column("money", _("Overtime paid")),
    "lawful_debt": Column("money", _("Owed by law")),
    "lawful_low": Column("money", _("Owed by law, least")),
    "lawful_high": Column("money", _("Owed by law, most")),
    "contract": Column("code", _("Written contract"), sensitive=True),
    "insured": Column("flag", _("Insured"), sensitive=True),
    "base_paid": Column("money", _("Base of contributions paid")),
    "base_due": Column("money", _("Pay due in the same months")),
    "injury_recognised": Column("flag", _("Injury recognised"), sensitive=True),
    "lapsed": Column("flag", _("Some claim out of time"), sensitive=True),
    "lapsed_amount": Column("money", _("Amount out of time")),
    "filing_days": Column("days", _("From opening to filing")),
    "filing_end": Column("number", _("Whether filed")),
    "award_days": Column("days", _("From filing to award")),
    "award_end": Column("number", _("Whether decided")),
    "payment_days": Column("days", _("From award or settlement to the whole payment")),
    "payment_end": Column("number", _("Whether paid in full")),
    "claimed": Column("money", _("Claimed")),
    "awarded": Column("money", _("Awarded")),
    "decided": Column("flag", _("Decided")),
    "due_amount": Column("money", _("Awarded or settled for")),
    "received": Column("money", _("Received")),
    "won": Column("flag", _("With an award or settlement")),
    "recovered_any": Column("flag", _("Money received"), sensitive=True),
    "settled": Column("money", _("Settled for")),
    "ended": Column("code", _("How it was closed")),
    "refused": Column("flag", pgettext_lazy("casework", "Not accepted"), sensitive=True),
    "filed": Column("flag", _("Filed")),
}


def tables(actor) -> list[CountedTable]:
    """The cases that this person may read."""
    return [
        CountedTable(
            name="cases",
            kind="cases",
            title=_("Cases of the centre"),
            population="workers",
            basis="register",
            columns=COLUMNS,
            read=lambda: cases(actor),
        )
    ]


def cases(actor) -> Counted:
    """A row a case; people who refused, or were not asked, are counted as left out."""
    every = Case.objects.visible_to(actor).filter(worker__merged_into=None)
    kept = agreed(every, "statistics")
    return Counted(
        table_of(COLUMNS, _rows(kept)),
        {
            "refused": refused(every, "statistics").count(),
            "not_asked": not_asked(every, "statistics").count(),
        },
    )


def _rows(kept) -> list[dict]:
    found = list(
        kept.values(
            "pk", "worker_id", "employment_id", "status", "opened_on", "closed_on", "place",
            "claimed", "claimed_low", "claimed_high", "awarded", "employer__sector",
        ).order_by()
    )  # fmt: skip
    of_cases, spells = _of_cases(kept), _of_spells(kept)
    return [
        _row(case, of_cases[case["pk"]], spells[case["employment_id"]], timezone.localdate())
        for case in found
    ]


def _row(case: dict, own: dict, spell: dict, today: date) -> dict:
    settled = own.get("settled")
    place = case["place"]
    return {
        "_id": person_id(case["worker_id"]),
        "place": f"{place[:4]}00" if place[:4].isdigit() and len(place) == 6 else place or None,
        "sector": case["employer__sector"] or None,
        "year": str(case["opened_on"].year),
        "grievance": own.get("grievance"),
        "lawful_debt": case["claimed"],
        "lawful_low": case["claimed_low"],
        "lawful_high": case["claimed_high"],
        "claimed": case["claimed"] if own.get("decided") else None,
        "awarded": case["awarded"] if own.get("decided") else None,
        "decided": bool(own.get("decided")),
        "received": own.get("received", Decimal(0)) if own.get("due_amount") else None,
        "due_amount": own.get("due_amount"),
        "won": bool(own.get("due_amount")),
        "recovered_any": own.get("received", 0) > 0 if case["closed_on"] else None,
        "settled": settled,
        "ended": case["status"] if case["status"] in codes.CLOSED_STATUSES else None,
        "refused": bool(own.get("refused")) if own.get("filed_on") or own.get("refused") else None,
        "filed": bool(own.get("filed_on") or own.get("refused")),
        **_spans(case, own, spell, today),
        **{name: spell.get(name) for name in SPELL},
        "overtime_due": _both(spell, "overtime_paid", "overtime_unpaid"),
    }


def _both(spell: dict, one: str, other: str) -> Decimal | None:
    """The sum of two amounts, where both are known."""
    if spell.get(one) is None or spell.get(other) is None:
        return None
    return Decimal(spell[one]) + Decimal(spell[other])


def _spans(case: dict, own: dict, spell: dict, today: date) -> dict:
    """Days from one station to the next, and how they ended; 0 where it is still open."""
    end = case["closed_on"] or today
    other = COMPETING.get(case["status"], 2 if case["closed_on"] else 0)
    filed = own.get("filed_on") or spell.get("filed_on")
    decided, due = own.get("decided"), own.get("due_on")
    found: dict[str, float | None] = {}
    steps = (
        ("filing", case["opened_on"], filed),
        ("award", filed, decided),
        ("payment", due, own.get("paid_on") if _is_paid(own) else None),
    )
    for name, start, reached in steps:
        if start is None or (reached or end) < start:
            continue
        found[f"{name}_days"] = float(((reached or end) - start).days)
        found[f"{name}_end"] = 1.0 if reached else float(other)
    return found


def _is_paid(own: dict) -> bool:
    return bool(own.get("due_amount")) and own.get("received", Decimal(0)) >= own["due_amount"]


def _of_cases(kept) -> dict:
    """Case → first filing and decision, what it gave, what was received, its main grievance."""
    found: dict = defaultdict(dict)
    ids = kept.values("pk")
    for case, code in CaseGrievance.objects.filter(case__in=ids).values_list("case", "code"):
        found[case].setdefault("grievance", code)
    rows = Outcome.objects.filter(case__in=ids, withdrawn_on=None).order_by("on")
    for case, kind, on, amount in rows.values_list("case", "kind", "on", "amount"):
        own = found[case]
        if kind in DECIDED:
            own.setdefault("decided", on)
        if kind == "refused":
            own["refused"] = True
        if kind in ("settlement", "mediation"):
            own["settled"] = amount
        if kind in ("award", "judgment", "settlement", "mediation") and amount:
            own["due_amount"], own["due_on"] = amount, on
    paid = Payment.objects.filter(case__in=ids, withdrawn_on=None).order_by()
    for row in paid.values("case").annotate(total=Sum("amount"), last=Max("on")):
        found[row["case"]] |= {"received": row["total"], "paid_on": row["last"]}
    return found


SPELL = (
    "sex", "wages_owed", "months_owed", "amount_owed", "due_pay", "overtime_paid", "base_paid",
    "base_due", "contract", "insured", "injury_recognised", "below_minimum", "minimum_gap",
    "overtime_owed", "overtime_unpaid", "lapsed", "lapsed_amount",
)  # fmt: skip


def _of_spells(kept) -> dict:
    """Employment → what its pay, facts, events and the law's results say."""
    found: dict = defaultdict(dict)
    ids = list(kept.values_list("employment_id", flat=True))
    _pay(found, ids)
    _facts(found, ids)
    _injuries(found, ids)
    _claims(found, ids)
    return found


def _pay(found: dict, ids: list) -> None:
    """Months in which both due and paid are told; of two sources the worker's own stands."""
    rows = PayRecord.objects.filter(employment__in=ids).order_by("employment", "month", "source")
    seen: dict = {}
    for row in rows.values(
        "employment", "month", "source", "due", "paid", "overtime_pay_paid", "si_base_paid"
    ).iterator(chunk_size=5000):
        key = row["employment"], row["month"]
        if key not in seen or row["source"] == "worker":
            seen[key] = row
    for (employment, _month), row in seen.items():
        own = found[employment]
        if row["due"] is not None and row["paid"] is not None:
            gap = max(row["due"] - row["paid"], Decimal(0))
            own["wages_owed"] = own.get("wages_owed", False) or gap > 0
            own["months_owed"] = own.get("months_owed", 0) + (gap > 0)
            own["amount_owed"] = own.get("amount_owed", 0) + gap
            own["due_pay"] = own.get("due_pay", 0) + row["due"]
        if row["overtime_pay_paid"] is not None:
            own["overtime_paid"] = own.get("overtime_paid", 0) + row["overtime_pay_paid"]
        if row["si_base_paid"] is not None:
            own["insured"] = own.get("insured", False) or row["si_base_paid"] > 0
        if row["si_base_paid"] is not None and row["due"] is not None:
            own["base_paid"] = own.get("base_paid", 0) + row["si_base_paid"]
            own["base_due"] = own.get("base_due", 0) + row["due"]


def _facts(found: dict, ids: list) -> None:
    rows = EmploymentFacts.objects.filter(employment__in=ids)
    names = ("employment", "sex", "contract_written", "filed_on")
    for employment, sex, written, filed in rows.values_list(*names).iterator(chunk_size=5000):
        own = found[employment]
        if sex:
            own.setdefault("sex", sex)
        if written is not None:
            own.setdefault("contract", "yes" if written else "none")
        if filed:
            own.setdefault("filed_on", filed)


def _injuries(found: dict, ids: list) -> None:
    rows = FactEvent.objects.filter(employment__in=ids, kind__in=("injury", "injury_grade"))
    for employment, kind in rows.values_list("employment", "kind"):
        own = found[employment]
        if kind == "injury_grade":
            own["injury_recognised"] = True
        else:
            own.setdefault("injury_recognised", None)


def _claims(found: dict, ids: list) -> None:
    """What the law says: an amount is a yes, an open fact is unknown, none of both a no."""
    roles = _roles("minimum_wage", "overtime")
    today = timezone.localdate()
    lines = ClaimLine.objects.filter(employment__in=ids)
    computed = set(
        lines.model._meta.apps.get_model("centre", "ClaimVersion")
        .objects.filter(employment__in=ids)
        .values_list("employment", flat=True)
    )
    flags = {"minimum_wage": "below_minimum", "overtime": "overtime_owed"}
    sums = {"minimum_wage": "minimum_gap", "overtime": "overtime_unpaid"}
    for employment in computed:
        found[employment] |= {"lapsed": False, "lapsed_amount": Decimal(0)}
        if "wages_owed" in found[employment]:  # pay is told, so that silence of the law is a no
            found[employment] |= dict.fromkeys(flags.values(), False)
    values = ("employment", "entitlement", "status", "amount", "in_total", "file_by")
    for employment, code, status, amount, in_total, file_by in lines.values_list(*values):
        own = found[employment]
        role = next((name for name, of in roles.items() if code in of), None)
        if role:
            known = status == "amount"
            if own.get(flags[role]) is not True:
                own[flags[role]] = bool(amount) if known else None
            if known:
                own[sums[role]] = own.get(sums[role], 0) + amount
        if in_total and file_by and file_by < today and amount:
            own["lapsed"] = True
            own["lapsed_amount"] = own.get("lapsed_amount", 0) + amount


def _roles(*names: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in names}
    for pack in pack_names():
        for name in names:
            found[name] |= set(load_pack(pack).desk.roles.get(name, ()))
    return found
