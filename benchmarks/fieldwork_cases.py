"""Cases compared with every choice varied, and all pairs of thirty people away. Bars: a second."""

import json
import os
import time
from collections.abc import Callable

import django
import numpy as np

from gongyou.stats.configurations import Raw, analyse, memberships, vary

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongyou.web.settings_for_tests")
BAR, TIMES = 1.0, 3
NAMES = [f"C{i}" for i in range(8)]


def main() -> None:
    """The quickest of a few times each, in seconds of the processor."""
    django.setup()
    _say("30 cases x 8 conditions, fuzzy, all choices varied, s", _fuzzy)
    _say("30 cases x 8 conditions, 1,563 models tied, varied, s", _tied)
    _say("435 pairs of 30 people away, s", _pairs)


def _fuzzy() -> None:
    chance = np.random.default_rng(1)
    x = chance.random((30, 8))
    y = np.clip(x[:, :3].mean(axis=1) + chance.normal(0, 0.2, 30), 0, 1)
    raw = {name: Raw(x[:, i], 0.2, 0.5, 0.8) for i, name in enumerate(NAMES)}
    vary(analyse(memberships(np.c_[x, y], NAMES, "Y"), 0.8, 1, dict.fromkeys(NAMES, 1)), raw)


def _tied() -> None:
    chance = np.random.default_rng(2)
    rows = np.c_[chance.integers(0, 2, (30, 8)), chance.integers(0, 2, 30)]
    vary(analyse(memberships(rows, NAMES, "Y"), 0.8, 1, dict.fromkeys(NAMES, 1)))


def _pairs() -> None:
    from gongyou.fieldwork.queries import scenarios
    from tests.fieldwork.test_scenarios import world_of

    scenarios.pairs(world_of(0), [f"p{n:02}" for n in range(30)])


def _say(what: str, work: Callable[[], None]) -> None:
    spans = []
    for _ in range(TIMES):
        begun = time.process_time()
        work()
        spans.append(time.process_time() - begun)
    took = round(min(spans), 3)
    row = {"bench": "fieldwork_cases", "what": what, "ours": took, "bar": BAR, "kept": took <= BAR}
    print(json.dumps(row))


if __name__ == "__main__":
    main()
