"""Groups that answer alike, and sums in which one person weighs too much, stay at home."""

import numpy as np
import pytest

from gongyou.stats.disclosure import Register, count_table, is_dominated, protect
from tests.stats import releases


def shown(data, by, amounts, people=None):
    """Counts and sums of one release of a fresh register."""
    register = Register()
    names = people or [f"p{n}" for n in range(len(amounts))]
    (table,), _ = register.show(count_table(data, by), people=names)
    return register.show_totals("owed", table, np.array(amounts, dtype=float), names)


def test_twelve_of_twelve_is_not_said():
    # The finding: "12 of 12 yes" went out, since twelve is more than ten.
    data = {"place": ["A"] * 12 + ["B"] * 30, "owed": ["yes"] * 12 + ["yes", "no"] * 15}
    (table,), report = Register().show(
        count_table(data, ["place", "owed"]),
        people=[f"p{n}" for n in range(42)],
        sensitive=["owed"],
    )
    assert table["A", "yes"].withheld == table["A", "no"].withheld == "homogeneous"
    assert table["A", "yes"].count == table["A", None].count == 12
    assert report.reasons["homogeneous"] == 2
    # and the other place may not give it away by subtraction
    assert table["B", "yes"].shown is None or table[None, "yes"].shown is None


def test_that_all_newcomers_answer_alike_is_not_said():
    register = Register()
    first = {"owed": ["yes"] * 20 + ["no"] * 20}
    old = [f"p{n}" for n in range(40)]
    register.show(count_table(first, "owed"), people=old, sensitive=["owed"])
    later = {"owed": [*first["owed"], *["yes"] * 15]}
    people = old + [f"q{n}" for n in range(15)]
    (table,), _ = register.show(count_table(later, "owed"), people=people, sensitive=["owed"])
    # The noes are the same twenty as before, so neither the yeses nor all may stand beside them.
    assert table["yes",].withheld == "homogeneous"
    assert table[None,].shown is None


def test_a_sum_of_which_one_holds_nearly_all_is_not_said():
    # The finding: a total of 101,100 yuan of which one person holds 99 % went out.
    sums = shown({"place": ["A"] * 12 + ["B"] * 12}, "place", [100_000] + [100] * 11 + [90] * 12)
    assert sums["A",].withheld == "dominated"
    assert sums["A",].total == 101_100
    assert not (sums["B",].shown and sums[None,].shown)


@pytest.mark.parametrize(("others", "dominated"), [(101, False), (99, True)])
def test_the_largest_is_off_by_ten_percent_for_the_second_largest(others, dominated):
    # 1000 and 500 at the top; the second largest subtracts 500 and is off by what others hold.
    assert is_dominated(np.array([1000.0, 500.0, others])) is dominated


def test_withheld_sums_added_up_say_nothing_either():
    # Two withheld neighbours: their sum would be the total less the third.
    places = ["A"] * 12 + ["B"] * 12 + ["C"] * 12
    amounts = [50_000] + [100] * 11 + [40] * 12 + [100] * 12
    sums = shown({"place": places}, "place", amounts)
    unseen = sum(cell.total for cell in sums.cells if cell.withheld and cell.at != (None,))
    if sums[None,].shown is not None:
        assert unseen >= 50_000 * 1.1
    assert sums["A",].withheld == "dominated"


def test_one_persons_rise_is_not_read_off_two_sums():
    register, people = Register(), [f"p{n}" for n in range(30)]
    table = count_table({"place": ["A"] * 30}, "place")
    (first,), _ = register.show(table, people=people)
    paid = np.full(30, 1000.0)
    assert register.show_totals("owed", first, paid, people)["A",].shown == 30_000
    (second,), _ = Register.from_json(register.to_json()).show(table, people=people)
    later = paid.copy()
    later[7] = 5000
    stored = Register.from_json(register.to_json())
    assert stored.show_totals("owed", second, later, people)["A",].withheld == "difference"


def test_sums_that_tell_nothing_two_by_two_may_not_tell_together():
    # Found by attack: A and B with C, A with B, and B with C in three tables give A's one person.
    register = Register()
    people = [f"p{n}" for n in range(61)]
    paid = np.array([5000.0] + [100.0] * 60)
    seen = []
    for lacking in (range(1, 21), range(21, 41), range(41, 61), range(1)):
        rows = [n for n in range(61) if n not in lacking]
        names = [people[n] for n in rows]
        (table,), _ = register.show(count_table({"x": ["a"] * len(rows)}, "x"), people=names)
        sums = register.show_totals("owed", table, paid[rows], names)
        seen.append(sums["a",].shown is not None)
    # three sums of everyone but twenty, and one of all but the first: not all four
    assert not all(seen)


def test_an_erased_persons_amount_is_dropped_and_protects_on():
    register, people = Register(), [f"p{n}" for n in range(30)]
    table = count_table({"place": ["A"] * 30}, "place")
    (table,), _ = register.show(table, people=people)
    register.show_totals("owed", table, np.arange(1000.0, 1030.0), people)
    register.forget(["p3"])
    assert 1003.0 not in register.totals["owed"].vectors[0]
    assert register.totals["owed"].vectors[0][3] == 1029.0


def test_a_register_of_before_is_still_read():
    register = Register()
    register.show(count_table({"x": ["a"] * 20}, "x"), people=[f"p{n}" for n in range(20)])
    old = register.to_json()
    del old["scopes"], old["totals"], old["publication"]["tags"], old["publication"]["bases"]
    again = Register.from_json(old)
    assert again.published.tags == ["", ""][: len(again.published.cells)]


def test_somebody_who_sees_a_part_does_not_push_the_others_out():
    register, people = Register(), [f"p{n}" for n in range(60)]
    assert register.join(people).all()
    assert register.join(people[:25], scope="east").all()
    assert register.join(people).all()


def test_a_small_crossing_with_an_answer_alike_stays_unknown():
    data = {"place": ["A"] * 40 + ["B"] * 4, "hurt": ["yes", "no"] * 20 + ["yes"] * 4}
    (table,), _ = protect(count_table(data, ["place", "hurt"]))
    assert table["B", "yes"].withheld == "small"


@pytest.mark.parametrize("seed", [0, 10])
def test_half_a_year_of_releases_gives_nobody_away(seed):
    # scripts/soak runs two hundred whole years.
    year = releases.a_year(seed, months=5, start=70)
    assert any(count is not None for _, count in year.groups)
    assert releases.narrowed_counts(year) == []
    assert releases.told_answers(year) == []
    assert releases.told_amounts(year) == []
