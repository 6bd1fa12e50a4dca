"""Numbers for the pictures: money, cases by grievance and month, time to resolution."""

from collections import Counter
from datetime import date

from django.db.models import Count, Max, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongyou.centre import codes, grievances
from gongyou.centre.models import Case, Payment
from gongyou.centre.queries.consent import agreed
from gongyou.vault.public import Actor, Right


def counted(actor: Actor):
    """The cases of people who agreed to be counted; the others are in no figure here."""
    return agreed(Case.objects.visible_to(actor), "statistics")


def money_by_year(actor: Actor) -> dict:
    """Claimed and awarded by the year a case was opened, received by the year it was paid."""
    opened = (
        counted(actor)
        .order_by()
        .values_list("opened_on")
        .annotate(claimed=Sum("claimed"), awarded=Sum("awarded"))
    )
    paid = (
        agreed(Payment.objects.visible_to(actor), "statistics", "case__worker")
        .order_by()
        .values_list("on")
        .annotate(received=Sum("amount"))
    )
    claimed: Counter = Counter()
    awarded: Counter = Counter()
    received: Counter = Counter()
    for day, claim, award in opened:
        claimed[day.year] += claim or 0
        awarded[day.year] += award or 0
    for day, amount in paid:
        received[day.year] += amount or 0
    years = sorted(claimed.keys() | received.keys())
    return {
        "labels": [str(year) for year in years],
        "claimed": [_number(claimed[year]) for year in years],
        "awarded": [_number(awarded[year]) for year in years],
        "received": [_number(received[year]) for year in years],
    }


def _number(amount) -> float:
    return round(float(amount or 0), 2)


def grievances_by_month(actor: Actor, months: int = 24, most: int = 6) -> dict:
    """Cases opened a month up to the latest, stacked by the most frequent grievances."""
    cases = counted(actor).order_by()
    latest = cases.aggregate(day=Max("opened_on"))["day"]
    if latest is None:
        return {"labels": [], "series": []}
    last = latest.year * 12 + latest.month - 1
    all_months = [date(n // 12, n % 12 + 1, 1) for n in range(last - months + 1, last + 1)]
    rows = (
        cases.filter(opened_on__gte=all_months[0])
        .values_list("grievances__code", "opened_on")
        .annotate(n=Count("*"))
    )
    table: Counter = Counter()
    for code, day, n in rows:
        table[code, day.replace(day=1)] += n
    totals: Counter = Counter()
    for (code, _month), n in table.items():
        totals[code] += n if code else 0
    frequent = [code for code, n in totals.most_common(most) if n]
    return {
        "labels": [date_format(month, "YEAR_MONTH_FORMAT") for month in all_months],
        "series": [
            {
                "name": grievances.label(code),
                "values": [table[code, month] for month in all_months],
            }
            for code in frequent
        ],
    }


BANDS = [30, 90, 180, 365, 730]


def time_to_resolution(actor: Actor) -> dict:
    """How many closed cases took how long."""
    spans = counted(actor).order_by().values_list("opened_on", "closed_on").annotate(n=Count("*"))
    counts = [0] * (len(BANDS) + 1)
    for opened, closed, n in spans:
        if closed:
            counts[_band((closed - opened).days)] += n
    return {"bands": BANDS, "values": counts}


def _band(days: int) -> int:
    return next((i for i, limit in enumerate(BANDS) if days <= limit), len(BANDS))


def totals(actor: Actor) -> dict:
    """The headline figures."""
    cases = counted(actor).order_by()
    sums = cases.aggregate(
        n=Count("*"),
        unknown=Count("id", filter=Q(claimed=None)),  # before the sum that takes the name
        claimed=Sum("claimed"),
        received=Sum("received"),
    )
    open_cases = cases.exclude(status__in=codes.CLOSED_STATUSES).count()
    left_out = Case.objects.visible_to(actor).count() - sums["n"]
    return sums | {"open": open_cases, "left_out": left_out}


def page(actor: Actor) -> dict:
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
