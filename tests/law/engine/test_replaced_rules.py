"""A law with a replaced rule: only what the rule reaches is compiled, and nothing else changes.

1. a roster's results are the meaning's, whatever is replaced
2. what is reached is found through other rules, and brings its rivals along
3. a large roster gets code of its own
"""

import random
from datetime import date
from decimal import Decimal
from functools import wraps

import pytest

from gongyou.law import claims, load_pack
from gongyou.law.engine import MONEY, TEXT, Art, Pack, case, owed
from gongyou.law.engine.claim import meant
from gongyou.law.engine.compile.law import compiled_family
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.run import rosters
from tests.law.engine.ways import ON, by_claim, by_table
from tests.law.engine.wild import wild

CN = load_pack("cn")
LAW = [Art("ACT", "1")]
PEOPLE = {
    "employment": [
        {"worker": "a", "wage": Decimal(1000), "trade": "smith"},
        {"worker": "b", "wage": Decimal(3000), "trade": "baker"},
        {"worker": "c", "wage": None, "trade": "cook"},
    ]
}


def pack_of_trades():
    """A day's wage, a rest that rests on it, one of two rivals, and what a trade is called."""
    pack = Pack("trades", currency="CNY", title={"en": "Trades"})
    pack.table("employment")
    pack.source("ACT", {"en": "The Act"})
    pack.fact("wage", "employment", MONEY)
    pack.fact("trade", "employment", TEXT)

    @pack.rule("employment", cites=LAW)
    def daily(wage):
        return wage / 20

    @pack.rule("employment", cites=LAW)
    def week(daily):
        return daily * 5

    @pack.entitlement("t.week", cites=LAW)
    def paid_week(week):
        return week

    @pack.entitlement("t.lump", cites=LAW, excludes=["t.week"])
    def lump(wage):
        return owed(wage / 5)

    @pack.entitlement("t.called", cites=LAW, unit="text")
    def called(trade):
        return case((trade == "smith", "Smith"), otherwise=trade)

    return pack


def table(pack, tables=PEOPLE):
    return by_table(pack, claims(tables, pack, ON))


def test_only_what_a_rule_reaches_is_compiled_and_its_rivals_with_it():
    pack = pack_of_trades()
    before = table(pack)
    assert before["a", "t.week"][1] == Decimal(250) and before["a", "t.week"][-1]
    assert not before["a", "t.lump"][-1]
    less = pack.changed(rules={"daily": lambda wage: wage / 50})
    after = table(less)
    assert compiled_family(less, pack.entitlements) is None
    assert compiled_family(less, ["t.week", "t.lump"]) is not None
    assert after["a", "t.week"][1] == Decimal(100) and not after["a", "t.week"][-1]
    assert after["a", "t.lump"][1] == Decimal(200) and after["a", "t.lump"][-1]
    assert after["c", "t.week"][4] == ("wage",)
    assert {k: v for k, v in after.items() if k[1] == "t.called"} == {
        k: v for k, v in before.items() if k[1] == "t.called"
    }
    assert table(pack) == before


def test_a_text_that_a_replaced_rule_gives_is_that_text():
    pack = pack_of_trades()
    table(pack)
    other = pack.changed(
        rules={"called": lambda trade: case((trade == "baker", "Bread"), otherwise=trade)}
    )
    found = table(other)
    assert [found[w, "t.called"][2] for w in "abc"] == ["smith", "bread", "cook"]


def test_an_untouched_law_compiles_nothing_and_a_large_roster_all(monkeypatch):
    pack = pack_of_trades()
    before = table(pack)
    same = pack.changed(rules={"daily": pack.rules["daily"].variants[0].function})
    made = []
    family_of = rosters.family_of
    monkeypatch.setattr(rosters, "family_of", lambda *a: made.append(a) or family_of(*a))
    assert table(same) == before and not made
    monkeypatch.setattr(rosters, "WORTH_ITS_OWN_CODE", 2)
    assert table(same) == before and len(made) == 1


def twice(function):
    """A rule that says twice as much."""

    @wraps(function)
    def made(*values, **named):
        return function(*values, **named) * 2

    return made


@pytest.mark.parametrize("seed", range(6))
def test_a_replaced_rule_of_a_real_law_gives_what_the_meaning_gives(seed):
    draw, tables = random.Random(seed), wild(CN, 4, seed=seed)
    traced = graph_of(CN).traced
    numbers = [
        name
        for name, rule in CN.rules.items()
        if traced[name].expr.kind == "num" and not traced[name].unless and len(rule.variants) == 1
    ]
    name = draw.choice(numbers)
    table(CN, tables)
    other = CN.changed(rules={name: twice(CN.rules[name].variants[0].function)})
    assert table(other, tables) == by_claim(other, tables, way=meant)
    assert compiled_family(other, CN.entitlements) is None


def test_figures_changed_with_the_rule_count_in_every_result():
    pack = pack_of_trades()
    pack.parameter("bonus", rows=[{"valid_from": "2000-01-01", "value": "10"}], unit="CNY")

    @pack.entitlement("t.bonus", cites=LAW)
    def paid_bonus(wage, bonus):
        return wage * 0 + bonus(at=date(2020, 1, 1))

    table(pack)
    rows = [{"valid_from": "2000-01-01", "value": "11"}]
    other = pack.changed({"bonus": rows}, {"daily": lambda wage: wage / 50})
    found = table(other)
    assert found["a", "t.bonus"][1] == Decimal(11)
    assert found["a", "t.week"][1] == Decimal(100)
    assert table(pack)["a", "t.bonus"][1] == Decimal(10)
