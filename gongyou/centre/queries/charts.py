"""Numbers for the pictures: money, cases by grievance and month, time to resolution."""

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth, TruncYear
from django.utils.translation import gettext as _

from gongyou.centre import codes, grievances
from gongyou.centre.models import Case, CaseGrievance, Payment
from gongyou.vault.public import Right


def money_by_year(actor) -> dict:
    """Claimed and awarded by the year a case was opened, received by the year it was paid."""
    opened = (
        Case.objects.visible_to(actor)
        .order_by()
        .annotate(year=TruncYear("opened_on"))
        .values_list("year")
        .annotate(claimed=Sum("claimed"), awarded=Sum("awarded"))
    )
    paid = (
        Payment.objects.visible_to(actor)
        .order_by()
        .annotate(year=TruncYear("on"))
        .values_list("year")
        .annotate(received=Sum("amount"))
    )
    claimed = {year.year: (a, b) for year, a, b in opened if year}
    received = {year.year: amount for year, amount in paid if year}
    years = sorted(claimed.keys() | received.keys())
    return {
        "labels": [str(year) for year in years],
        "claimed": [_number(claimed.get(y, (0, 0))[0]) for y in years],
        "awarded": [_number(claimed.get(y, (0, 0))[1]) for y in years],
        "received": [_number(received.get(y)) for y in years],
    }


def _number(amount) -> float:
    return round(float(amount or 0), 2)


def grievances_by_month(actor, months: int = 24, most: int = 6) -> dict:
    """Cases opened a month, stacked by the most frequent grievances."""
    rows = list(
        CaseGrievance.objects.filter(case__in=Case.objects.visible_to(actor))
        .annotate(month=TruncMonth("case__opened_on"))
        .values_list("code", "month")
        .annotate(n=Count("id"))
    )
    all_months = sorted({month for _code, month, _n in rows if month})[-months:]
    totals: dict[str, int] = {}
    for code, _month, n in rows:
        totals[code] = totals.get(code, 0) + n
    frequent = sorted(totals, key=totals.get, reverse=True)[:most]
    table = {(code, month): n for code, month, n in rows}
    return {
        "labels": [f"{month:%Y-%m}" for month in all_months],
        "series": [
            {
                "name": grievances.label(code),
                "values": [table.get((code, month), 0) for month in all_months],
            }
            for code in frequent
        ],
    }


BANDS = [30, 90, 180, 365, 730]


def time_to_resolution(actor) -> dict:
    """How many closed cases took how long."""
    spans = (
        Case.objects.visible_to(actor)
        .filter(closed_on__isnull=False)
        .order_by()
        .values_list("opened_on", "closed_on")
    )
    counts = [0] * (len(BANDS) + 1)
    for opened, closed in spans.iterator(chunk_size=5000):
        counts[_band((closed - opened).days)] += 1
    return {"bands": BANDS, "values": counts}


def _band(days: int) -> int:
    return next((i for i, limit in enumerate(BANDS) if days <= limit), len(BANDS))


def totals(actor) -> dict:
    """The headline figures."""
    cases = Case.objects.visible_to(actor).order_by()
    sums = cases.aggregate(n=Count("id"), claimed=Sum("claimed"), received=Sum("received"))
    open_cases = cases.exclude(status__in=codes.CLOSED_STATUSES).count()
    return sums | {"open": open_cases}


def page(actor) -> dict:
    """The charts of the figures page, in the form that the shell draws."""
    money, cases, spans = (
        money_by_year(actor),
        grievances_by_month(actor),
        time_to_resolution(actor),
    )
    return {
        "totals": totals(actor),
        "may_export": actor.may_somewhere(Right.EXPORT),
        "money": {
            "kind": "bar",
            "unit": "CNY",
            "categories": money["labels"],
            "series": [
                {"name": str(_("claimed")), "values": money["claimed"]},
                {"name": str(_("awarded or agreed")), "values": money["awarded"]},
                {"name": str(_("received")), "values": money["received"]},
            ],
        },
        "cases": {
            "kind": "bar",
            "unit": "",
            "categories": cases["labels"],
            "series": [{**series, "stack": "cases"} for series in cases["series"]],
        },
        "spans": {
            "kind": "bar",
            "unit": "",
            "categories": _band_words(spans["bands"]),
            "series": [{"name": str(_("cases")), "values": spans["values"]}],
        },
    }


def _band_words(bands: list[int]) -> list[str]:
    words = [_("up to %(days)s days") % {"days": days} for days in bands]
    return [*words, _("longer")]
