"""Ten minutes through the demonstration: from an intake to a sheet, an offer, an estimate."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Stop:
    """One thing to do, why, and where."""

    minutes: int
    title: object
    text: object
    address: str


WAY = (
    (
        2,
        _("Somebody comes in"),
        _("Write down a name, an employer, since when, the wage, and what is wrong. Save."),
        "centre:intake_new",
    ),
    (
        2,
        _("What is owed"),
        _(
            "Open the case that was made and look at the tab with what is owed: each line has its "
            "article and its steps. Answer one of the questions and see the sum change."
        ),
        "centre:cases",
    ),
    (
        1,
        _("The sheet for the worker"),
        _("In the same case, Documents: make the claim sheet and open it. It is one page."),
        "centre:cases",
    ),
    (
        3,
        _("An offer and what it costs"),
        _(
            "Open the collective case, go to the rounds, and write what the employer offers, as "
            "people say it: N+1, or 2000 a year. You see who gets less than half."
        ),
        "collective:cases",
    ),
    (
        2,
        _("Answers and an estimate"),
        _("Open a survey, look at its answers, then at the estimates with their ranges."),
        "surveys:list",
    ),
)


def stops() -> list[Stop]:
    """The stops, with their addresses where the room has them."""
    return [Stop(minutes, title, text, _address(name)) for minutes, title, text, name in WAY]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
