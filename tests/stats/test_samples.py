"""Samples: repeatable, of the right size, with the inclusion probabilities they claim."""

import numpy as np
import pytest

from gongyou import stats
from gongyou.stats import samples
from gongyou.stats.samples.unequal import draw, inclusion_probabilities

RANDOM = np.random.default_rng(0)
FRAME = {
    "unit": list(range(400)),
    "village": [f"v{i // 20:02d}" for i in range(400)],
    "kind": ["large"] * 40 + ["small"] * 360,
    "size": RANDOM.integers(1, 30, 400).tolist(),
    "wage": RANDOM.normal(3000, 500, 400).tolist(),
}
DRAWS = {
    "simple": lambda seed: samples.simple(FRAME, 40, seed=seed),
    "systematic": lambda seed: samples.systematic(FRAME, 40, seed=seed),
    "stratified": lambda seed: samples.stratified(FRAME, "kind", 40, seed=seed),
    "cluster": lambda seed: samples.cluster(FRAME, "village", 5, seed=seed),
    "two_stage": lambda seed: samples.two_stage(FRAME, "village", 8, 5, seed=seed),
    "two_stage_pps": lambda seed: samples.two_stage(
        FRAME, "village", 8, 5, seed=seed, first="sampford"
    ),
    "sampford": lambda seed: samples.pps(FRAME, "size", 20, seed=seed),
    "brewer": lambda seed: samples.pps(FRAME, "size", 20, seed=seed, method="brewer"),
    "pps_systematic": lambda seed: samples.pps(FRAME, "size", 20, seed=seed, method="systematic"),
    "with_replacement": lambda seed: samples.pps(
        FRAME, "size", 20, seed=seed, method="with_replacement"
    ),
}


@pytest.mark.parametrize("kind", DRAWS)
def test_the_same_seed_draws_the_same_units(kind):
    one, again, other = DRAWS[kind](1), DRAWS[kind](1), DRAWS[kind](2)
    assert one.to_json() == again.to_json()
    assert one.rows.tolist() != other.rows.tolist()


@pytest.mark.parametrize("kind", DRAWS)
def test_the_estimated_total_is_right_on_average_and_its_error_honest(kind):
    truth = sum(FRAME["wage"])
    found = [DRAWS[kind](seed).design().total("wage")[0] for seed in range(150)]
    values = np.array([e.value for e in found])
    spread = values.std(ddof=1)
    assert abs(values.mean() - truth) < 4 * spread / np.sqrt(len(values))
    if "systematic" not in kind:  # its variance has no unbiased estimate
        errors = np.sqrt(np.mean([e.se**2 for e in found]))
        assert errors == pytest.approx(spread, rel=0.35)


@pytest.mark.parametrize("method", ["systematic", "sampford", "brewer"])
def test_units_are_drawn_as_often_as_their_probability_says(method):
    chance = inclusion_probabilities(np.array([1.0, 2, 3, 4, 5, 6, 20]), 3)
    assert chance[-1] == 1
    random = np.random.default_rng(3)
    hits = np.zeros(7)
    for _ in range(4000):
        rows = draw(chance, method, random)
        assert len(rows) == 3
        hits[rows] += 1
    np.testing.assert_allclose(hits / 4000, chance, atol=0.03)


def test_probabilities_add_up_to_the_sample_size():
    chance = inclusion_probabilities(np.array(FRAME["size"]), 37)
    assert chance.sum() == pytest.approx(37)
    assert chance.max() <= 1


def test_neyman_takes_more_where_answers_vary_more():
    # Cochran (1977), 5.5: n_h proportional to N_h S_h
    found = samples.allocate({"a": 1000, "b": 1000}, 100, "neyman", deviations={"a": 3.0, "b": 1.0})
    assert found == {"a": 75, "b": 25}


def test_proportional_allocation_adds_up_and_keeps_two_for_the_variance():
    found = samples.allocate({"a": 5, "b": 300, "c": 695}, 100)
    assert sum(found.values()) == 100
    assert found["a"] == 2
    assert found["c"] in {68, 69}


def test_no_stratum_gives_more_than_it_has():
    found = samples.allocate({"a": 10, "b": 1000}, 100, "neyman", deviations={"a": 90, "b": 1})
    assert found == {"a": 10, "b": 90}


def test_a_sample_larger_than_the_frame_is_refused():
    with pytest.raises(stats.StatsError, match="401 is asked from 400"):
        samples.simple(FRAME, 401, seed=0)


def test_the_design_of_a_sample_survives_storage():
    sample = DRAWS["two_stage"](4)
    spec = stats.DesignSpec.from_json(sample.to_json()["spec"])
    assert spec.attach(sample.table()).mean("wage")[0] == sample.design().mean("wage")[0]
