"""What the bargaining page shows of an offer: totals, distribution, who gains, side by side."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from gongyou.collective.law_words import entitlement_label
from gongyou.collective.models import CollectiveCase, Member, Offer
from gongyou.collective.queries import costing
from gongyou.collective.queries.roll import bars
from gongyou.law import offers

SHOWN = 12
CODE = re.compile(r"\bcn(?:\.[a-z_0-9]+)+")
ALL = Decimal(1)


@dataclass
class Costed:
    """An offer costed for everyone, made ready for the page."""

    said: str
    total: offers.Summary
    gains: int
    less: int
    lowest: list[dict]
    groups: list[tuple[str, list[tuple[str, offers.Summary]]]]
    shares: dict
    amounts: dict
    unknown: list[tuple[str, int]]


def costed(case: CollectiveCase, formula: offers.Offer, on: date, lang: str) -> Costed:
    """Everything the page shows of one offer."""
    return shown(costing.cost_for(case, formula, on), lang)


def meanings(case: CollectiveCase, error: offers.OfferAmbiguousError, on: date, lang: str):
    """What a doubtful sentence can mean, each with what it would come to: (sentence, shown)."""
    return [(meaning.describe(lang), costed(case, meaning, on, lang)) for meaning in error.meanings]


def said(formula: offers.Offer, lang: str) -> str:
    """The offer as a sentence, entitlements by their names."""
    return CODE.sub(lambda found: entitlement_label(found[0]), formula.describe(lang))


def said_by(offer: Offer, lang: str) -> str:
    """What an offer that was kept says."""
    return said(offers.Offer.from_json(offer.formula), lang)


def term_text(term: dict, offer: Offer | None, lang: str) -> str:
    """A term of an agreement; what the formula of its offer gives, in the reader's language."""
    return said_by(offer, lang) if term.get("by_offer") and offer else term.get("text", "")


def shown(cost: offers.Cost, lang: str) -> Costed:
    """A cost made ready for the page."""
    rows = cost.rows
    known = [row for row in rows if row.share is not None]
    amounts = [(row.offer, row.claim) for row in rows if row.offer is not None]
    return Costed(
        said=said(cost.offer, lang),
        total=cost.total,
        gains=sum(row.share >= ALL for row in known),  # type: ignore[operator]
        less=sum(row.share < ALL for row in known),  # type: ignore[operator]
        lowest=_named(cost.below_half()[:SHOWN]),
        groups=_groups(cost),
        shares=_shares(cost.total),
        amounts=_amounts(amounts),
        unknown=_unknown(rows),
    )


def _named(rows) -> list[dict]:
    members = Member.objects.select_related("worker").in_bulk([row.worker for row in rows])
    found = {str(pk): member for pk, member in members.items()}
    return [{"member": found[row.worker], "row": row} for row in rows if row.worker in found]


def _groups(cost: offers.Cost) -> list:
    titles = {"workshop": _("By workshop"), "seniority": _("By years of service")}
    order = [word for _limit, word in costing.BANDS] + [costing.LONGEST]
    found = []
    for name, title in titles.items():
        held = list(cost.groups.get(name, {}).items())
        if name == "seniority":
            held.sort(key=lambda item: order.index(item[0]) if item[0] in order else 99)
        found.append((title, [(word or str(_("not known")), summary) for word, summary in held]))
    return found


def _shares(total: offers.Summary) -> dict:
    words = ["0–25%", "25–50%", "50–75%", "75–100%", "≥100%"]
    return {
        "kind": "bar",
        "unit": "",
        "categories": words,
        "series": [{"name": str(_("members")), "values": list(total.bands)}],
    }


def _amounts(amounts: list) -> dict:
    held = [float(offer) for offer, _claim in amounts]
    return {"kind": "bar", "unit": "", **bars(held, str(_("members")))}


def _unknown(rows) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.missing:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda item: -item[1])


@dataclass
class Column:
    """One offer among others."""

    offer: Offer
    said: str
    cost: offers.Cost
    better: int
    worse: int

    @property
    def total(self) -> offers.Summary:
        """Its totals."""
        return self.cost.total


def side_by_side(case: CollectiveCase, lang: str, most: int = 5) -> list[Column]:
    """The last offers over the same people, each against the one before."""
    kept = list(case.offers.order_by("-number")[:most])[::-1]
    columns: list[Column] = []
    people = {day: costing.people_of(case, day) for day in {o.counted_to for o in kept}}
    for offer in kept:
        formula = offers.Offer.from_json(offer.formula)
        held = people[offer.counted_to]
        cost = offers.cost_people(formula, held, group_by=costing.GROUPS)
        before = {r.worker: r.offer for r in columns[-1].cost.rows} if columns else {}
        better = worse = 0
        for row in cost.rows:
            earlier = before.get(row.worker)
            if earlier is not None and row.offer is not None:
                better += row.offer > earlier
                worse += row.offer < earlier
        columns.append(Column(offer, said(formula, lang), cost, better, worse))
    return columns


def compared(columns: list[Column]) -> dict:
    """Shares of the law's claim by seniority, an offer a line."""
    order = [word for _limit, word in costing.BANDS] + [costing.LONGEST]
    return {
        "kind": "bar",
        "unit": "CNY",
        "categories": order,
        "series": [
            {
                "name": str(_("Offer %(n)s") % {"n": column.offer.number}),
                "values": [_median(column, word) for word in order],
            }
            for column in columns
        ],
    }


def _median(column: Column, word: str) -> float:
    summary = column.cost.groups["seniority"].get(word)
    return float(summary.median) if summary and summary.median is not None else 0.0
