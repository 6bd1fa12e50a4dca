"""What a claim cites was law on the day of the claim, and its formulas are in plain words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import Facts, claim, load_pack
from gongyou.law.engine.phrases import phrases_of

PACK = load_pack("cn")


def dismissed(end: date) -> Facts:
    """Seven years at a plant in Shenzhen, dismissed without a reason."""
    return Facts(
        employment={
            "worker": "G-1",
            "place": "440306",
            "start": end.replace(year=end.year - 7),
            "end": end,
            "end_kind": "unlawful_dismissal",
            "contract_written": False,
            "full_time": True,
            "agreed_wage": Decimal(4200),
        },
        pay=[{"month": end.replace(day=1), "due": Decimal(4200), "paid": Decimal(4000)}],
        events=[],
    )


def cited(made):
    """Short names of the statutes that a claim cites."""
    steps = [step for r in made for step in [*r.steps, *r.details]]
    limits = [r.limitation for r in made if r.limitation]
    return {cite.short.split()[0] for held in [*steps, *limits] for cite in held.cites}


@pytest.mark.parametrize("on", [date(2009, 3, 1), date(2016, 1, 10), date(2021, 6, 1)])
def test_a_text_of_a_later_day_is_not_cited(on):
    found = cited(claim(dismissed(on.replace(month=1)), PACK, on))
    assert "LCL" in found
    later = {name for name in found if date.fromisoformat(PACK.sources[name].in_force) > on}
    assert later == set()


def test_the_interpretation_of_2020_is_cited_from_its_first_day():
    end = date(2020, 11, 30)
    before = cited(claim(dismissed(end), PACK, date(2020, 12, 31)))
    after = cited(claim(dismissed(end), PACK, date(2021, 1, 1)))
    assert "SPC-I" in after - before


def test_what_the_law_is_is_shown_with_every_text():
    variant = PACK.rules["reinstatement_wages"].variants[0]
    assert {c.short.split()[0] for c in phrases_of(PACK).cites(variant)} >= {"LCL", "SPC-II"}


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_every_formula_is_the_plain_one_of_the_pack(lang):
    for name in PACK.rules:
        said = phrases_of(PACK).formulas(name)[lang]
        assert said == PACK.text(f"formula.{name}", lang)
        assert len(said) < 200
