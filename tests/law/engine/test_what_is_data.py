"""Figures and answers are data of the compiled law; only other rules are compiled anew.

1. a changed figure gives another amount by the same code, one that does not fit by other code
2. a reading is asked of the same code, of one worker and of a roster
3. a rule that is replaced is another law, within a third of a second (see benchmarks)
4. a way of computing that lacks an operation, and a rule that says none, raise by name
"""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from gongyou.law import Facts, claim, claims, load_pack, what_if
from gongyou.law.engine import MONEY, MONTH, TEXT, Art, Pack, RuleError, total
from gongyou.law.engine import claim as claim_module
from gongyou.law.engine.compile.code import MIN32
from gongyou.law.engine.compile.law import family_of, law_of
from gongyou.law.engine.compile.layout import shape_of
from gongyou.law.engine.language.nodes import node
from gongyou.law.engine.language.operations import COMPUTED, Lacking, Way
from gongyou.law.engine.meaning import MEANING
from gongyou.law.engine.run import many, one
from gongyou.law.engine.run.bind import MAX32, _with_gaps
from tests.law.engine.ways import explained

ON = date(2024, 6, 30)
LAW = [Art("ACT", "1")]


def small_pack(rows):
    """What is lacking to a place's minimum, month by month."""
    pack = Pack("small", currency="CNY", title={"en": "Small"}, place="place")
    pack.table("employment")
    pack.table("pay", key=("worker", "month"), parent="employment")
    pack.source("ACT", {"en": "The Act"})
    pack.fact("place", "employment", TEXT)
    pack.fact("pay_month", "pay", MONTH, column="month")
    pack.fact("due", "pay", MONEY)
    pack.parameter("minimum", keys=("place",), rows=rows, unit="CNY/month")
    pack.question("half", {"no": {"en": "no"}, "yes": {"en": "yes"}}, "no")

    @pack.rule("pay", cites=LAW)
    def lacking(place, pay_month, due, minimum):
        return minimum(place, at=pay_month) - due

    @pack.entitlement("s.lacking", cites=LAW)
    def lacking_in_all(lacking):
        return total(lacking)

    @pack.entitlement("s.half", cites=LAW, reading="half=yes")
    def half_of_it(lacking):
        return total(lacking) / 2

    return pack


ROWS = [
    {"place": "A", "valid_from": "2024-01-01", "valid_to": "2024-03-31", "value": "2000"},
    {"place": "A", "valid_from": "2024-04-01", "valid_to": "2024-05-31", "value": "2100"},
    {"place": "B", "valid_from": "2020-01-01", "value": "1500"},
]


def facts(place, *months):
    pay = [{"worker": "w", "month": date(2024, m, 1), "due": Decimal(1900)} for m in months]
    return {"employment": [{"worker": "w", "place": place}], "pay": pay}


def told(pack, tables, reading=None, code="s.lacking"):
    """Status, amount and what is missing, of a roster and of one worker: they must agree."""
    (row,) = [
        r for r in claims(tables, pack, ON, [reading or {}]).to_pylist() if r["entitlement"] == code
    ]
    (spell,) = tables["employment"]
    alone = claim(Facts(employment=spell, pay=tables["pay"]), pack, ON, reading)[code]
    assert (row["status"], row["amount"], row["missing"] or []) == (
        *(alone.status, alone.amount),
        alone.missing,
    )
    return alone.status, alone.amount, alone.missing


def test_each_month_takes_the_figure_of_its_days_and_place():
    pack = small_pack(ROWS)
    assert told(pack, facts("A", 3, 4)) == ("amount", Decimal(100 + 200), [])
    assert told(pack, facts("A", 3)) == ("amount", Decimal(100), [])
    assert told(pack, facts("A", 5, 3, 4, 1)) == ("amount", Decimal(200 + 100 + 200 + 100), [])
    assert told(pack, facts("B", 3))[:2] == ("not_due", None)  # 1,500 is less than 1,900


def test_a_month_after_the_last_figure_is_undetermined_and_so_is_one_before_the_first():
    pack = small_pack(ROWS)
    assert told(pack, facts("A", 5, 6)) == ("undetermined", None, ["figure:minimum"])
    before = facts("A", 1)
    before["pay"][0]["month"] = date(2023, 12, 1)
    assert told(pack, before) == ("undetermined", None, ["figure:minimum"])
    assert told(pack, facts("C", 3)) == ("undetermined", None, ["figure:minimum"])


def test_figures_that_overlap_are_refused_with_the_day():
    twice = [*ROWS[:1], {"place": "A", "valid_from": "2024-03-31", "value": "2100"}]
    with pytest.raises(RuleError, match=r"minimum \('A',\): two rows for 2024-03-31"):
        small_pack(twice)


def test_changed_figures_are_other_data_of_the_same_code():
    pack = small_pack(ROWS)
    told(pack, facts("A", 3))
    raised = pack.changed({"minimum": [{**ROWS[0], "value": "2345.67"}]})
    assert told(raised, facts("A", 3)) == ("amount", Decimal("445.67"), [])
    assert told(pack, facts("A", 3)) == ("amount", Decimal(100), [])
    assert law_of(raised) is law_of(pack)


@pytest.mark.parametrize(
    ("rows", "amount"),
    [
        ([{**ROWS[0], "value": "2000000"}], Decimal(1_998_100)),  # larger than there is room for
        ([{**ROWS[0], "value": "2000.123"}], Decimal("100.123")),  # finer
        ([{**ROWS[0], "place": "D"}], None),  # another key
    ],
)
def test_figures_that_do_not_fit_get_code_of_their_own(rows, amount):
    pack = small_pack(ROWS)
    other = pack.changed({"minimum": rows})
    place = rows[0]["place"]
    expected = Decimal(100) if amount is None else amount
    assert told(other, facts(place, 3)) == ("amount", expected, [])
    assert family_of(other) is not family_of(pack)


def test_code_for_one_roster_lies_as_that_for_all_whoever_asks_for_it_first(monkeypatch):
    """With more figures the answers would lie elsewhere, but they are written at one place only."""
    monkeypatch.setattr(many, "WORTH_ITS_OWN_CODE", 1)
    pack = small_pack(ROWS)
    told(pack, facts("B"))  # nobody has a pay slip: code without a column of pay
    yearly = [
        {"place": "A", "valid_from": f"{year}-01-01", "valid_to": f"{year}-12-31", "value": "2000"}
        for year in range(1950, 2024)
    ]
    changed = pack.changed({"minimum": yearly})
    half = told(changed, facts("A", 3, 4), {"half": "yes"}, "s.half")
    assert half == ("amount", Decimal(150), [])


def test_a_figure_above_the_room_of_a_shape_does_not_fit_and_one_at_its_end_does():
    pack = small_pack(ROWS)
    shape = shape_of(pack.parameters["minimum"])
    most = Decimal(shape.high) / shape.below
    for value, fits in ((most, True), (most + 1, False)):
        other = pack.changed({"minimum": [row | {"value": value} for row in ROWS]})
        assert shape.fits(other.parameters["minimum"]) is fits


def test_a_series_with_its_gaps_says_something_of_every_day_there_is():
    figures = [f for f in small_pack(ROWS).parameters["minimum"].figures if f.keys[0] == "A"]
    spans = _with_gaps(sorted(figures, key=lambda figure: figure.valid_from))
    assert (spans[0][0], spans[0][2], spans[-1][1]) == (MIN32, None, MAX32)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(spans))


def test_a_reading_is_asked_of_the_same_code():
    pack = small_pack(ROWS)
    assert told(pack, facts("A", 3), {"half": "yes"}, "s.half") == ("amount", Decimal(50), [])
    assert told(pack, facts("A", 3), {}, "s.half")[0] == "undetermined"  # no version is in force
    assert len(family_of(pack).laws) == 1


def test_another_rule_is_another_law():
    pack = small_pack(ROWS)

    def lacking(due, minimum, place, pay_month):
        return (minimum(place, at=pay_month) - due) * 3

    given = facts("A", 3)
    worker = Facts(employment=given["employment"][0], pay=given["pay"])
    now, then = what_if(worker, pack, ON, rules={"lacking": lacking})
    assert (now["s.lacking"].amount, then["s.lacking"].amount) == (Decimal(100), Decimal(300))


# --- operations --------------------------------------------------------------------------------


def test_the_first_claims_of_a_law_do_not_wait_for_it_to_be_compiled(monkeypatch):
    """So a rule that is tried out is answered at once, and by both ways the same."""
    monkeypatch.setattr(claim_module, "FEW", 2)
    asked = []
    compiled = one.compiled
    monkeypatch.setattr(one, "compiled", lambda *a: asked.append(a) or compiled(*a))
    pack = small_pack(ROWS)
    pay = facts("A", 3, 4)
    given = Facts(employment=pay["employment"][0], pay=pay["pay"])
    made = [explained(claim(given, pack, ON)) for _ in range(4)]
    assert len(asked) == 2
    assert made == [made[0]] * 4
    assert made[0]["s.lacking"][1] == Decimal(300)


def test_an_operation_that_a_way_lacks_is_named():
    way = Way("a new way")
    way.says(*(name for name in COMPUTED if name not in ("round", "restarted")))(print)
    with pytest.raises(Lacking, match="a new way lacks round, restarted"):
        way.check()
    MEANING.check()


def test_a_way_cannot_say_what_is_no_operation():
    with pytest.raises(Lacking, match="no operation is called power"):
        Way("a new way").says("power")(print)


def test_a_rule_that_says_no_operation_is_refused_when_it_is_recorded():
    with pytest.raises(RuleError, match="no operation is called power"):
        node("power", (), None, "num")


def test_the_packs_compile_for_rosters_and_for_one():
    from gongyou.law import pack_names
    from gongyou.law.engine.compile.law import ONE, ROSTER

    for name in pack_names():
        for size in (ROSTER, ONE):
            assert law_of(load_pack(name), size=size).wasm.startswith(b"\0asm")
