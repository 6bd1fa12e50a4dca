"""Combinations of conditions against R's QCA 3.25.1, published values and laws of the method."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.stats import StatsError
from gongyou.stats.configurations import (
    Raw,
    analyse,
    by_exchange,
    calibrate,
    complete,
    free_of_contradictions,
    memberships,
    necessity_of,
    vary,
)
from gongyou.stats.configurations.covers import all_fewest

REFERENCE = json.loads((Path(__file__).parent / "data/qca_reference.json").read_text())["analyses"]
KINDS = ("conservative", "parsimonious", "intermediate")


def _read(name):
    a = REFERENCE[name]
    data = memberships(a["data"], a["conditions"], a["outcome"], a["cases"])
    return a, data, analyse(data, a["cut"], a["n_cut"], dict.fromkeys(a["conditions"], 1))


@pytest.mark.parametrize("name", REFERENCE)
def test_truth_tables_are_those_of_r(name):
    a, _data, found = _read(name)
    rows = [(r.name, str(r.out), r.n) for r in found.table.rows]
    assert rows == [(name_, out, n) for name_, out, n, _i, _p in a["truth"]]
    mine = [(r.inclusion, r.pri) for r in found.table.rows]
    np.testing.assert_allclose(mine, [(float(i), float(p)) for *_r, i, p in a["truth"]], atol=1e-9)


@pytest.mark.parametrize(("name", "kind"), list(product(REFERENCE, KINDS)))
def test_every_tied_model_is_found_and_no_other(name, kind):
    a, _data, found = _read(name)
    mine = {frozenset(model.names) for model in found.solutions[kind].models}
    assert mine == {frozenset(model) for model in a[kind]}
    if f"{kind}_fit" in a:
        first = next(m for m in found.solutions[kind].models if set(m.names) == set(a[kind][0]))
        fit = (first.fit.inclusion, first.fit.pri, first.fit.coverage)
        np.testing.assert_allclose(fit, a[f"{kind}_fit"], atol=1e-6)


def test_necessity_of_the_published_example():
    _a, data, _found = _read("LF")
    lit, stb = (0, 0, 2, 0, 0), (0, 0, 0, 0, 2)
    both = (0, 0, 2, 0, 2)
    for term, inclusion, relevance in (
        (lit, 0.991, 0.509),
        (stb, 0.920, 0.680),
        (both, 0.915, 0.800),
    ):
        found = necessity_of(data, [term])
        assert (found.inclusion, found.relevance) == pytest.approx((inclusion, relevance), abs=5e-4)


def test_exactly_a_half_is_refused_by_case_and_condition():
    with pytest.raises(StatsError) as told:
        memberships([[0.5, 1, 1], [0.2, 0.5, 0]], ["A", "B"], "Y", ["Lide", "Citizen"])
    assert "Lide: A; Citizen: B" in told.value.message("en")
    assert memberships([[0.4, 0.5], [0.9, 1]], ["A"], "Y").y[0] == 0.5


@pytest.mark.parametrize(
    "rows", [[[1.2, 1]], [[-1, 1]], [[None, 1]], [["x", 1]], [[1, 2]], [[1]], []]
)
def test_what_is_no_membership_is_refused(rows):
    with pytest.raises(StatsError):
        memberships(rows, ["A"], "Y")


def test_conditions_of_many_values_are_minimised_value_by_value():
    # A takes 0, 1, 2. The outcome comes with A=2, and with A=1 where B is there.
    rows = [[a, b, int(a == 2 or (a == 1 and b))] for a in range(3) for b in range(2)]
    found = analyse(memberships(rows, ["A", "B"], "Y"))
    models = found.solutions["conservative"].models
    assert [set(m.names) for m in models] == [{"A[2]", "A[1]*B[1]"}]
    assert found.solutions["parsimonious"].models[0].names == models[0].names


@settings(max_examples=25, deadline=None)
@given(st.lists(st.booleans(), min_size=16, max_size=16), st.integers(0, 2**16 - 1))
def test_a_solution_covers_what_it_must_and_nothing_else(outcomes, seen):
    rows = list(product((0, 1), repeat=4))
    kept = [
        [*row, int(y)]
        for i, (row, y) in enumerate(zip(rows, outcomes, strict=True))
        if seen >> i & 1
    ]
    if not kept or not any(row[-1] for row in kept):
        return
    data = memberships(kept, list("ABCD"), "Y")
    found = analyse(data, expectations={"A": 1, "B": 0})
    for kind, solution in found.solutions.items():
        # Of the intermediate ones there is one or more for each pair of the others.
        sizes = {len(model.terms) for model in solution.models}
        assert kind == "intermediate" or len(sizes) == 1
        for model in solution.models:
            whole = np.maximum.reduce([data.term(t) for t in model.terms])
            assert whole.tolist() == data.y.tolist()
            assert kind != "conservative" or not model.assumed


def test_all_covers_of_the_fewest_are_those_of_trying_all():
    chance = np.random.default_rng(4)
    for _ in range(20):
        patterns = [int(p) for p in chance.integers(1, 64, 8)]
        full = int(np.bitwise_or.reduce(patterns))
        sets = [
            tuple(i for i in range(8) if chosen >> i & 1)
            for chosen in range(1, 256)
            if int(np.bitwise_or.reduce([patterns[i] for i in range(8) if chosen >> i & 1])) == full
        ]
        least = min(map(len, sets))
        assert all_fewest(patterns, full) == sorted(s for s in sets if len(s) == least)


def test_calibration_goes_through_its_anchors():
    # calibrate(x, thresholds = "e=2, c=5, i=9") of R's QCA
    found = calibrate([2, 5, 9, 0, 7], 2, 5, 9)
    np.testing.assert_allclose(found[:3], [0.05, 0.5, 0.95])
    np.testing.assert_allclose(calibrate([9, 5, 2], 9, 5, 2), [0.05, 0.5, 0.95])
    with pytest.raises(StatsError):
        calibrate([1], 2, 9, 5)


def test_chance_alone_gives_tables_without_contradiction():
    # by simulation: 62 % of 8 cases on 5 conditions, 35 % of 12, 9 % of 18, 97 % of 6 on 8
    for cases, conditions, share in ((8, 5, 0.62), (12, 5, 0.35), (18, 5, 0.09), (6, 8, 0.97)):
        assert free_of_contradictions(cases, 2**conditions) == pytest.approx(share, abs=0.03)
    assert free_of_contradictions(3, 1) == pytest.approx(2 / 8)


def test_dealing_outcomes_anew_counts_every_deal():
    # rows of 2, 1, 1 cases, two with the outcome: only {2} and {1, 1} of six deals agree
    assert by_exchange([2, 1, 1], 2) == pytest.approx(2 / 6)


def test_a_solution_is_followed_through_every_small_change():
    a, data, found = _read("LC")
    variations = vary(found)
    assert len([v for v in variations if v.what == "case"]) == len(a["cases"])
    for v in variations:
        if v.what == "case":
            place = data.cases.index(v.name)
            again = analyse(data.without(place), a["cut"])
        else:
            again = analyse(data, v.value)
        for kind, holds in v.holds.items():
            names = found.solutions[kind].models[0].names
            assert holds == again.solutions[kind].holds(names)


def test_anchors_are_moved_and_a_case_on_the_line_is_told():
    values = [0.0, 2.0, 5.5, 6.0, 10.0, 9.0]
    x = calibrate(values, 1, 5, 9)
    data = memberships(np.c_[x, [0, 0, 1, 1, 1, 1]], ["A"], "Y")
    variations = vary(analyse(data, 0.8), {"A": Raw(values, 1, 5.1, 9)})
    assert {v.what for v in variations} == {"case", "cut", "out", "cross", "full"}
    on_the_line = vary(analyse(data, 0.8), {"A": Raw(values, 1, 5.9, 9)})
    assert [v.holds["parsimonious"] for v in on_the_line if v.what == "cross"].count(None) == 1


ROWS = [[1, 1, 1], [1, 0, 1], [0, 1, 0], [0, 0, 0], [1, 1, 1]]
NAMES = ["a", "b", "c", "d", "e"]


def test_an_unknown_is_tried_both_ways():
    found = complete([[1, None, 1], *ROWS[1:]], ["A", "B"], "Y", NAMES)
    assert (found.count, found.unknown) == (2, 1)
    held = {h.names: h.word for h in found.models["parsimonious"]}
    assert held == {("A",): "all"}
    open_end = complete([[1, 1, 1], [None, 1, 0], [0, 0, 0]], ["A", "B"], "Y", NAMES[:3])
    assert {h.word for h in open_end.models["conservative"]} <= {"some", "none"}


def test_a_case_of_which_nothing_is_known_changes_nothing():
    before = complete(ROWS, ["A", "B"], "Y", NAMES)
    after = complete([*ROWS, [None, None, 1], [1, 1, None]], ["A", "B"], "Y", [*NAMES, "f", "g"])
    assert after.models == before.models
    assert after.set_aside == ("f", "g")


def test_too_many_unknowns_are_refused_before_anything_is_tried():
    with pytest.raises(StatsError):
        complete(
            [[None] * 5 + [1], [1] * 6, [None] * 5 + [0]] + [[None, 1, 1, 1, 1, 1]] * 12,
            list("ABCDE"),
            "Y",
            list(range(15)),
        )


def test_every_choice_about_thirty_cases_with_eight_conditions_is_varied():
    chance = np.random.default_rng(1)
    x = chance.random((30, 8))
    y = np.clip(x[:, :3].mean(axis=1) + chance.normal(0, 0.2, 30), 0, 1)
    names = [f"C{i}" for i in range(8)]
    raw = {name: Raw(x[:, i], 0.2, 0.5, 0.8) for i, name in enumerate(names)}
    found = analyse(memberships(np.c_[x, y], names, "Y"), 0.8, 1, dict.fromkeys(names, 1))
    assert len(vary(found, raw)) == 30 + 4 + 48


def test_thousands_of_tied_models_are_listed_up_to_a_bound_without_working_out_each():
    """Dealt by chance: 1,563 parsimonious models tie."""
    chance = np.random.default_rng(2)
    rows = np.c_[chance.integers(0, 2, (30, 8)), chance.integers(0, 2, 30)]
    names = [f"C{i}" for i in range(8)]
    found = analyse(memberships(rows, names, "Y"), 0.8, 1, dict.fromkeys(names, 1))
    assert len(vary(found)) > 30
    assert len(found.solutions["parsimonious"].models) == 1563
    between = found.solutions["intermediate"]
    assert (len(between.models), between.cut_short) == (2000, True)
    model = found.solutions["parsimonious"].models[700]
    whole = np.maximum.reduce([model.data.term(t) for t in model.terms])
    assert model.fit.inclusion == pytest.approx(np.minimum(whole, rows[:, -1]).sum() / whole.sum())
