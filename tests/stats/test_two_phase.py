"""Two-phase samples against published formulas and against the same sample told another way."""

from itertools import product

import numpy as np
import pyarrow as pa
import pytest

from gongyou.stats import StatsError, design, two_phase

CHANCE = np.random.default_rng(18)
N, FIRST = 4000, 120


@pytest.fixture(scope="module")
def people():
    """A first phase of 120 of 4,000 in three groups; of each group some are asked more."""
    group = np.repeat([0, 1, 2], [60, 40, 20])
    asked = np.zeros(FIRST, dtype=bool)
    for which, taken in ((0, 10), (1, 12), (2, 20)):
        asked[CHANCE.choice(np.flatnonzero(group == which), taken, replace=False)] = True
    wage = np.round(3000 + 800 * group + CHANCE.normal(0, 300, FIRST))
    return {"group": group, "asked": asked, "wage": wage}


def table_of(people, **more):
    known = np.where(people["asked"], people["wage"], np.nan)
    held = {"group": people["group"], "asked": people["asked"].astype(int), "wage": known}
    return pa.table(
        {name: pa.array(values, from_pandas=True) for name, values in {**held, **more}.items()}
    )


def test_double_sampling_for_stratification_as_printed(people):
    """Särndal, Swensson and Wretman (1992, result 9.4.1): simple, then within groups."""
    group, asked, wage = people["group"], people["asked"], people["wage"]
    table = table_of(people, population=np.full(FIRST, N))
    found = two_phase(table, subset="asked", second_strata="group", fpc="population")
    total = found.total("wage")[0]
    share = np.array([60, 40, 20]) / FIRST
    taken = np.array([10, 12, 20])
    means = np.array([wage[asked & (group == g)].mean() for g in range(3)])
    spread = np.array([wage[asked & (group == g)].var(ddof=1) for g in range(3)])
    assert total.value == pytest.approx(N * (share * means).sum())
    there = np.array([60, 40, 20])
    within = ((there - 1) / (FIRST - 1) - (taken - 1) / (N - 1)) * share * spread / taken
    between = share * (means - (share * means).sum()) ** 2
    printed = N * (N - 1) * within.sum() + N * (N - FIRST) / (FIRST - 1) * between.sum()
    assert total.se**2 == pytest.approx(printed, rel=1e-10)
    assert found.mean("wage")[0].value == pytest.approx(total.value / N)


def test_the_whole_is_the_quadratic_form_of_both_phases(people):
    """Clusters first, without population sizes; D written out pair by pair."""
    cluster = np.arange(FIRST) // 6
    rows = np.flatnonzero(people["asked"])
    weight = CHANCE.uniform(10, 50, FIRST)
    table = table_of(people, cluster=cluster, weight=weight)
    found = two_phase(
        table, subset="asked", second_strata="group", clusters="cluster", weights="weight"
    )
    there, taken = np.array([60, 40, 20]), np.array([10, 12, 20])
    group = people["group"]
    u = people["wage"] * weight * (there / taken)[group]
    many = len(set(cluster))
    variance = 0.0
    for k, j in product(rows, rows):
        one = 1.0 if cluster[k] == cluster[j] else -1 / (many - 1)
        two = 0.0
        if k == j:
            two = 1 - taken[group[k]] / there[group[k]]
        elif group[k] == group[j]:
            n1, n2 = there[group[k]], taken[group[k]]
            two = 1 - n2 * (n1 - 1) / (n1 * (n2 - 1))
        variance += (one + two - one * two) * u[k] * u[j]
    assert found.total("wage")[0].se ** 2 == pytest.approx(variance, rel=1e-10)


def test_a_two_stage_sample_told_as_two_phases_is_the_same():
    """Villages, then households in each: R's own example of the two tellings."""
    village = np.repeat(np.arange(8), 5)
    asked = np.tile([1, 1, 1, 0, 0], 8)
    y = CHANCE.normal(50, 10, 40)
    whole = pa.table({"v": village, "asked": asked, "N": np.full(40, 30), "y": y})
    part = pa.table(
        {"v": village, "h": np.arange(40), "N": np.full(40, 30), "M": np.full(40, 5), "y": y}
    )
    part = part.filter(pa.array(asked == 1))
    stages = design(part, clusters=["v", "h"], fpc=["N", "M"])
    phases = two_phase(whole, subset="asked", second_strata="v", clusters="v", fpc="N")
    for question in ("total", "mean"):
        one, other = getattr(stages, question)("y")[0], getattr(phases, question)("y")[0]
        assert (other.value, other.se) == pytest.approx((one.value, one.se), rel=1e-10)


def test_everybody_asked_is_the_first_phase_alone(people):
    table = table_of(people | {"asked": np.ones(FIRST, dtype=bool)}, N=np.full(FIRST, N))
    found = two_phase(table, subset="asked", second_strata="group", fpc="N").mean("wage")[0]
    plain = design(table, fpc="N").mean("wage")[0]
    assert (found.value, found.se) == pytest.approx((plain.value, plain.se))


def test_domains_and_what_cannot_be(people):
    table = table_of(people, N=np.full(FIRST, N))
    found = two_phase(table, subset="asked", second_strata="group", fpc="N")
    assert len(found.mean("wage", by="group")) == 3
    assert found.degrees_of_freedom() == 42 - 3
    nobody = table.set_column(1, "asked", pa.array((people["group"] > 0).astype(int)))
    with pytest.raises(StatsError, match="second phase"):
        two_phase(nobody, subset="asked", second_strata="group")
