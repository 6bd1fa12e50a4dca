"""An ordinary worker's claim is decided in every city of China, or says between what it lies."""

from __future__ import annotations

import pytest

from gongyou.law.packs.cn.coverage import CASES, DECIDED, RANGE, every_place, measured, outcome
from gongyou.law.packs.cn.tests.people import PACK

SOME = every_place()[::11]


def test_every_prefecture_is_asked():
    # 333 places of prefecture rank by GB/T 2260 and its changes, four municipalities, Xiong'an
    assert len(every_place()) == 338


@pytest.mark.parametrize("case", [case for case in CASES if CASES[case][4] is not None])
def test_what_no_figure_bears_is_decided_everywhere_or_lies_between_two_ends(case):
    [(_, counts)] = measured(SOME, [case])
    assert counts[DECIDED] + counts[RANGE] == len(SOME)
    assert counts[RANGE] == 0 or case == "layoff 2026 at 15,000"


@pytest.mark.parametrize("case", ["1,500 for July 2025", "1,500 for July 2026"])
def test_pay_below_every_minimum_wage_is_never_nothing(case):
    [(_, counts)] = measured(SOME, [case])
    assert counts[DECIDED] + counts[RANGE] == len(SOME)


def test_the_missing_class_of_a_county_leaves_the_ends_of_the_province():
    # 井陉县 of Shijiazhuang: Hebei 2026 pays by class; the county's class is not confirmed.
    said, result = outcome(PACK, "130121", "1,500 for July 2026")
    assert said == RANGE and 0 < result.least < result.most
