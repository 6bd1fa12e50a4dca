"""Numbers at their edges, by hand: the meaning, one worker, a roster and the phone agree."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import claims
from gongyou.law.engine import DATE, INTEGER, NUMBER, Art, Pack, add_days, add_months, year
from gongyou.law.engine.claim import meant
from gongyou.law.engine.dates import FURTHEST_DAYS, FURTHEST_MONTHS
from tests.law.engine.test_rows_by_example import WAYS
from tests.law.engine.ways import ON, by_claim, by_phone, by_table

LAW = [Art("ACT", "1")]


@pytest.fixture(scope="module")
def pack():
    """A quotient, steps of months and days, and two claims on one rule that can overflow."""
    made = Pack("edges", currency="CNY", title={"en": "Edges"})
    made.table("employment")
    made.source("ACT", {"en": "The Act"})
    made.fact("start", "employment", DATE)
    for name, type_ in {"a": INTEGER, "b": NUMBER, "steps": INTEGER, "fine": NUMBER}.items():
        made.fact(name, "employment", type_, column=None)

    def quotient(a, b):
        return (a - 100) / (b - 100)

    def months(start, steps):
        return year(add_months(start, steps - 10_000))

    def days(start, steps):
        return year(add_days(start, steps - 1_000_000))

    def power(a):
        return a * a * a * a

    def first_of_power(power):
        return power / 10**10

    def second_of_power(power):
        return power / (5 * 10**9)

    def power_of_fine(fine):
        return fine * fine * fine * fine / 1000

    made.rule("employment", cites=LAW)(power)
    for write in (quotient, months, days, first_of_power, second_of_power, power_of_fine):
        made.entitlement(f"x.{write.__name__}", cites=LAW, unit="CNY")(write)
    return made


def found(pack, way, **facts):
    """Amounts by name; None of what cannot be known."""
    told = {name: Decimal(value) for name, value in facts.items()}
    tables = {"employment": [{"worker": "A", "start": date(2020, 1, 1)} | told]}
    made = {
        "meaning": lambda: by_claim(pack, tables, way=meant),
        "alone": lambda: by_claim(pack, tables),
        "roster": lambda: by_table(pack, claims(tables, pack, ON)),
        "phone": lambda: by_phone(pack, tables),
    }[way]()
    return {
        code.removeprefix("x."): None if status == "undetermined" else amount or 0
        for (_, code), (status, amount, *_) in made.items()
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("a", "b"), [(110, 104), (90, 96)])
def test_a_quotient_has_its_sign(pack, way, a, b):
    """10 by 4, and -10 by -4."""
    assert found(pack, way, a=a, b=b)["quotient"] == Decimal("2.5")


@pytest.mark.parametrize("way", WAYS)
def test_a_quotient_by_nothing_is_not_known(pack, way):
    assert found(pack, way, a=10, b=100)["quotient"] is None


@pytest.mark.parametrize("way", WAYS)
def test_what_is_larger_than_a_word_is_exact_wherever_it_is_used(pack, way):
    """2^64 fits no 64 bits, and what is left of it there is 0."""
    said = found(pack, way, a=2**16)
    assert round(said["first_of_power"], 4) == Decimal("1844674407.3710")
    assert round(said["second_of_power"], 4) == Decimal("3689348814.7419")


@pytest.mark.parametrize("way", WAYS)
def test_a_denominator_larger_than_a_word_is_exact_too(pack, way):
    """Four places four times, and three more: 10^19 fits no 64 bits."""
    assert found(pack, way, fine="1.5")["power_of_fine"] == Decimal("0.0051")


@pytest.mark.parametrize("way", WAYS)
def test_a_step_out_of_the_calendar_gives_no_date(pack, way):
    assert found(pack, way, steps=10_000 - 12)["months"] == 2019
    for steps in (-FURTHEST_MONTHS - 1, FURTHEST_MONTHS + 1):
        assert found(pack, way, steps=10_000 + steps)["months"] is None, steps
    assert found(pack, way, steps=10**6 + 366)["days"] == 2021
    for steps in (-FURTHEST_DAYS - 1, FURTHEST_DAYS + 1):
        assert found(pack, way, steps=10**6 + steps)["days"] is None, steps
