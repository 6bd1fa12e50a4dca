"""The California school samples as designs, the same as in R's survey documentation."""

from functools import cache
from pathlib import Path

import pyarrow.csv as csv
import pytest

from gongyou import stats

DATA = Path(__file__).parent / "data"
SCHOOL_TYPES = {"E": 4421, "H": 755, "M": 1018}
SCHOOL_WIDE = {"No": 1072, "Yes": 5122}


@cache
def schools(name):
    empty = csv.ConvertOptions(strings_can_be_null=True, null_values=["", "NA"])
    return csv.read_csv(DATA / f"{name}.csv", convert_options=empty)


def srs():
    """svydesign(id=~1, weights=~pw, data=apisrs, fpc=~fpc)"""
    return stats.design(schools("apisrs"), weights="pw", fpc="fpc")


def strat():
    """svydesign(id=~1, strata=~stype, weights=~pw, data=apistrat, fpc=~fpc)"""
    return stats.design(schools("apistrat"), weights="pw", strata="stype", fpc="fpc")


def clus1():
    """svydesign(id=~dnum, weights=~pw, data=apiclus1, fpc=~fpc)"""
    return stats.design(schools("apiclus1"), weights="pw", clusters="dnum", fpc="fpc")


def clus2():
    """svydesign(id=~dnum+snum, fpc=~fpc1+fpc2, data=apiclus2)"""
    return stats.design(schools("apiclus2"), clusters=("dnum", "snum"), fpc=("fpc1", "fpc2"))


def close(*numbers, rel=1e-8):
    return pytest.approx(numbers, rel=rel, abs=1e-12)
