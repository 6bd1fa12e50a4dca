"""Nothing that is published gives a small number away, alone or by subtraction."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from gongyou import stats
from gongyou.stats import disclosure


def people(counts):
    """A table with so many people in each (place, trade)."""
    rows = [at for at, n in counts.items() for _ in range(n)]
    return {"place": [p for p, _ in rows], "trade": [t for _, t in rows]}


WORKERS = people({
    ("A", "sewing"): 40, ("A", "dyeing"): 4, ("A", "packing"): 30,
    ("B", "sewing"): 25, ("B", "dyeing"): 20, ("B", "packing"): 35,
    ("C", "sewing"): 50, ("C", "dyeing"): 60, ("C", "packing"): 15,
})  # fmt: skip


def attack(table):
    """The range of each withheld cell that an attacker can work out from the shown ones."""
    cells = table.cells
    rows, right = [], []
    for total, parts in table.sums:
        row = np.zeros(len(cells))
        row[total] = -1
        row[list(parts)] = 1
        rows.append(row)
        right.append(0)
    for place, cell in enumerate(cells):
        if not cell.withheld:
            row = np.zeros(len(cells))
            row[place] = 1
            rows.append(row)
            right.append(cell.count)
    found = {}
    for place, cell in enumerate(cells):
        if cell.withheld:
            goal = np.zeros(len(cells))
            goal[place] = 1
            low = optimize.linprog(goal, A_eq=rows, b_eq=right)
            high = optimize.linprog(-goal, A_eq=rows, b_eq=right)
            found[cell.at] = (low.fun, np.inf if high.status == 3 else -high.fun)
    return found


def test_a_small_cell_takes_others_with_it():
    (table,), report = disclosure.protect(disclosure.count_table(WORKERS, ["place", "trade"]))
    assert table["A", "dyeing"].withheld == "small"
    assert report.reasons["small"] == 1
    # a 2-way table needs at least a rectangle of four
    assert report.reasons["secondary"] >= 3
    assert table["A", None].shown == 74
    low, high = attack(table)["A", "dyeing"]
    assert high - low >= 10


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=12, max_size=12))
def test_no_attacker_can_narrow_a_small_cell(counts):
    names = [(p, t) for p in "ABC" for t in ("s", "d", "p", "k")]
    data = people(dict(zip(names, counts, strict=True)))
    if not data["place"]:
        return
    (table,), _ = disclosure.protect(disclosure.count_table(data, ["place", "trade"]))
    ranges = attack(table)
    small = [cell for cell in table.cells if 0 < cell.count < 10]
    assert [cell.at for cell in small if cell.shown is not None] == []
    widths = [ranges[cell.at][1] - ranges[cell.at][0] for cell in small]
    assert all(width >= 10 - 1e-6 for width in widths)


def test_two_tables_cannot_be_subtracted():
    # all 300 people, then all but the 4 of one site: the difference is the site
    sites = ["north"] * 150 + ["south"] * 146 + ["hut"] * 4
    hurt = (["yes", "no"] * 150)[:300]
    data = {"site": sites, "hurt": hurt}
    publication = disclosure.Publication()
    (first,), _ = publication.add(disclosure.count_table(data, "hurt"))
    assert first["yes",].shown == 150
    without = np.array(sites) != "hut"
    (second,), report = publication.add(disclosure.count_table(data, "hurt", without))
    assert second["yes",].withheld == "difference"
    assert report.shown == 0


def test_yesterdays_and_todays_answers_cannot_be_subtracted():
    publication = disclosure.Publication()
    hurt = ["yes", "no"] * 30
    publication.add(
        disclosure.count_table({"hurt": hurt}, "hurt"), people=[f"a{i}" for i in range(60)]
    )
    stored = disclosure.Publication.from_json(publication.to_json())
    # three more answers came and one was deleted since
    later = disclosure.count_table({"hurt": hurt[1:] + ["yes"] * 3}, "hurt")
    (table,), _ = stored.add(later, people=[f"a{i}" for i in range(1, 63)])
    assert table["yes",].shown is None


@pytest.mark.parametrize(("fewer", "reason"), [(1, "difference"), (9, "difference"), (10, "")])
def test_two_counts_that_differ_by_nine_are_not_both_shown_and_by_ten_they_may(fewer, reason):
    publication = disclosure.Publication()
    data = {"hurt": ["yes"] * 50 + ["no"] * 50}
    publication.add(disclosure.count_table(data, "hurt"))
    (table,), _ = publication.add(disclosure.count_table(data, "hurt", np.arange(100) >= fewer))
    assert table["yes",].count == 50 - fewer
    assert table["yes",].withheld == reason


@pytest.mark.parametrize(("more", "reason"), [(1, "difference"), (9, "difference"), (10, "")])
def test_later_answers_are_compared_person_by_person_whatever_their_order(more, reason):
    publication = disclosure.Publication()
    yes, no = [f"y{n}" for n in range(40)], [f"n{n}" for n in range(40)]
    first = {"hurt": ["yes"] * 40 + ["no"] * 40}
    publication.add(disclosure.count_table(first, "hurt"), people=yes + no)
    # Some more say yes and half of the noes are gone, so no total tells; the order is another.
    later = [(f"z{n}", "yes") for n in range(more)] + [(p, "no") for p in no[20:]]
    later += [(p, "yes") for p in reversed(yes)]
    table = disclosure.count_table({"hurt": [said for _, said in later]}, "hurt")
    (table,), _ = publication.add(table, people=[person for person, _ in later])
    assert (table["yes",].count, table["yes",].withheld) == (40 + more, reason)
    assert table["no",].withheld == ("secondary" if reason else "")


def test_bands_that_hardly_differ_are_not_both_shown():
    ages = {"age": ["young"] * 50 + ["old"] * 50, "band": ["low"] * 53 + ["high"] * 47}
    by_age, by_band = (disclosure.count_table(ages, name) for name in ("age", "band"))
    (first, second), _ = disclosure.protect(by_age, by_band)
    assert first["young",].shown is None or second["low",].shown is None


def test_a_mean_of_few_answers_is_withheld():
    answers = {"place": ["A"] * 40 + ["B"] * 40, "wage": [None] * 36 + [3000.0] * 44}
    found, report = stats.publish(answers, stats.DesignSpec(), ("mean", "wage"), "place")
    assert found.only(place="A").withheld == "small"
    assert found.only(place="B").value == 3000 or found.only(place="B").withheld == "secondary"
    assert report.shown < report.cells
    whole, _ = stats.publish(answers, stats.DesignSpec(), ("mean", "wage"))
    assert whole[0].n == 44


def test_the_same_cell_in_two_tables_has_one_fate():
    by_place = disclosure.count_table(WORKERS, "place")
    both = disclosure.count_table(WORKERS, ["place", "trade"])
    (single, crossed), _ = disclosure.protect(by_place, both)
    assert bool(single["A",].withheld) == bool(crossed["A", None].withheld)


def test_what_was_published_is_not_counted_on_as_secret():
    # the places were published; a later table must protect its small cell without them
    publication = disclosure.Publication()
    publication.add(
        disclosure.count_table(WORKERS, "place"), disclosure.count_table(WORKERS, "trade")
    )
    (table,), _ = publication.add(disclosure.count_table(WORKERS, ["place", "trade"]))
    assert table["A", None].shown == 74
    low, high = attack(table)["A", "dyeing"]
    assert high - low >= 10


def test_a_later_table_cannot_undo_what_an_earlier_one_withheld():
    publication = disclosure.Publication()
    (first,), _ = publication.add(disclosure.count_table(WORKERS, ["place", "trade"]))
    place, trade = (np.array(WORKERS[name]) for name in ("place", "trade"))
    hidden = [cell for cell in first.cells if cell.withheld and None not in cell.at]
    # the small one, and at least three of its rectangle
    assert ("A", "dyeing") in [cell.at for cell in hidden] and len(hidden) >= 4
    for cell in hidden:
        only = (place == cell.at[0]) & (trade == cell.at[1])
        (again,), _ = publication.add(disclosure.count_table(WORKERS, "trade", only))
        assert again[cell.at[1],].shown is None


def test_a_table_without_small_cells_is_shown_whole():
    data = people({("A", "s"): 20, ("B", "s"): 30, ("A", "d"): 12, ("B", "d"): 10})
    (_,), report = disclosure.protect(disclosure.count_table(data, ["place", "trade"]))
    assert report.reasons == {}
    assert report.sentences("zh-hans") == ["9 个单元格中公布 9 个"]


def test_withheld_estimates_carry_no_number():
    found = stats.crosstab(WORKERS, stats.DesignSpec(), "trade", "place")
    hidden = [e for e in found.cells if e.withheld]
    assert hidden
    for entry in hidden:
        stored = entry.to_json()
        numbers = ("value", "se", "low", "high", "weighted_n", "deff", "cv")
        assert all(stored[key] is None for key in numbers)
        assert (stored["n"], stored["df"]) == (0, 0)
    assert "withheld" in found.to_html()
    assert "不公布" in found.to_html("zh-hans")


def test_a_group_below_the_threshold_hides_its_shares():
    data = people({("A", "s"): 4, ("B", "s"): 30, ("B", "d"): 40, ("C", "s"): 30, ("C", "d"): 25})
    found = stats.crosstab(data, stats.DesignSpec(), "trade", "place")
    assert all(e.withheld for e in found.cells if e.domain["place"] == "A")


def test_top_coding_leaves_at_least_k_at_the_limit():
    wages = np.arange(100.0)
    coded = disclosure.top_code(wages, k=10)
    assert coded.limit == 90
    assert (coded.values == 90).sum() == 10
    assert coded.changed == 9
    assert (disclosure.bottom_code(wages, k=10).values == 9).sum() == 10


def test_random_rounding_is_unbiased_and_within_the_base():
    counts = np.full(20_000, 7)
    rounded = disclosure.round_counts(counts, base=5, seed=1)
    assert set(rounded.tolist()) == {5, 10}
    assert rounded.mean() == pytest.approx(7, abs=0.1)
    assert disclosure.round_counts([2, 3, 8], base=5).tolist() == [0, 5, 10]
