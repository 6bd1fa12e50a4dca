"""Two things that Zemblans are owed."""

from gongyou.law.engine import HALF_UP_CENT, Art, owed, total

from .pack import zz

zz.reason("went_by_oneself", "who leaves gets no farewell", "自己离开的没有告别金")


@zz.rule(
    "shifts", cites=[Art("ZLC", "3")], unit="ZZC", label={"en": "Night due", "zh-hans": "夜班应付"}
)
def night_due(night_hours, night_crowns, shift_day):
    """Each hour at night at the figure of the day."""
    return night_hours * night_crowns(at=shift_day)


@zz.entitlement(
    "zz.night",
    cites=[Art("ZLC", "3")],
    forum="court",
    rounding=HALF_UP_CENT,
    label={"en": "Night money", "zh-hans": "夜班费"},
)
def night(night_due, night_pay):
    """What is due for nights and was not paid."""
    return total(night_due) - total(night_pay)


@zz.entitlement(
    "zz.farewell",
    cites=[Art("ZLC", "9")],
    forum="court",
    rounding=HALF_UP_CENT,
    label={"en": "Farewell money", "zh-hans": "告别金"},
)
def farewell(agreed_wage, sent_away):
    """A month's crowns for whom the firm sends away."""
    return owed(agreed_wage, unless={"went_by_oneself": sent_away == "by_self"})
