"""Quantiles and intervals of shares against R survey 4.1.1."""

import pyarrow.compute as pc
import pytest

from gongyou import stats
from tests.stats import api

# svyquantile(~api00, d, c(.25, .5, .75)): quantile, ci, se
QUARTILES = {
    api.srs: [
        (544, 529, 577, 12.170653592727454),
        (658, 633, 693, 15.213316990909318),
        (752, 739, 787, 12.170653592727454),
    ],
    api.strat: [
        (565, 535, 597, 15.719451132039083),
        (668, 642, 694, 13.184055788161812),
        (756, 726, 778, 13.184055788161812),
    ],
    api.clus1: [
        (552, 492, 627, 31.471661205399485),
        (652, 561, 714, 35.667882699452747),
        (719, 696, 777, 18.882996723239689),
    ],
    api.clus2: [
        (545, 489, 627, 34.112972632885501),
        (653, 580, 766, 45.978354418236975),
        (807, 710, 929, 54.135804395666121),
    ],
}


@pytest.mark.parametrize("design", QUARTILES)
def test_quartiles_and_their_woodruff_intervals(design):
    found = design().quantile("api00")
    for entry, wanted in zip(found, QUARTILES[design], strict=True):
        assert (entry.value, entry.low, entry.high, entry.se) == api.close(*wanted)


# z <- function(v) { m <- svymean((x > v) - (1 - p), d); m / SE(m) }; t <- qt(.975, degf(d))
# first x with z <= t, first x with z <= -t. svyquantile(interval.type="score") looks for the
# same values by uniroot, up to its tolerance, and agrees where all weights are equal.
TESTED = {
    api.srs: [(529, 577), (633, 693), (738, 772)],
    api.strat: [(535, 597), (638, 681), (724, 777)],
    api.clus1: [(512, 639), (566, 703), (662, 754)],
    api.clus2: [(502, 622), (580, 769), (690, 840)],
}


@pytest.mark.parametrize("design", TESTED)
def test_score_intervals_hold_what_a_test_would_not_refuse(design):
    found = design().quantile("api00", interval="score")
    assert [(entry.low, entry.high) for entry in found] == TESTED[design]


@pytest.mark.parametrize(
    ("rule", "values", "errors"),
    [
        # r <- svyquantile(~api00, dstrat, c(.25, .5, .75), qrule=...); coef(r), SE(r)
        ("school", (565, 668, 756), (15.719451132039083, 13.184055788161812, 13.184055788161812)),
        (
            "hf4",
            (562.205608864869987, 667.235755965804174, 755.122596076271861),
            (15.263484775521880, 11.423833923815224, 13.268134129013575),
        ),
        (
            "hf5",
            (565, 667.833358874928422, 756.622596076271861),
            (15.492117814629946, 11.113421412951693, 12.649076750120697),
        ),
        (
            "hf6",
            (563.705608864869987, 668, 757.372596076271861),
            (15.359156987573805, 13.568940936648453, 12.550492086481848),
        ),
        (
            "hf7",
            (565, 667.608572533523329, 755.723353281801224),
            (15.335746889222351, 11.101635893093578, 13.260282339475458),
        ),
    ],
)
def test_the_quantile_rules(rule, values, errors):
    found = api.strat().quantile("api00", rule=rule)
    assert tuple(found.values) == api.close(*values)
    assert tuple(found.errors) == api.close(*errors)


@pytest.mark.parametrize(
    ("interval", "bounds"),
    [
        # svyquantile(~api00, dclus1, c(.1, .5, .9), interval.type=...)
        ("beta", [(472, 547), (555, 717), (733, 827)]),
        ("xlogit", [(478, 547), (564, 714), (733, 825)]),
        ("asin", [(472, 536), (561, 714), (742, 827)]),
    ],
)
def test_the_quantile_intervals(interval, bounds):
    found = api.clus1().quantile("api00", (0.1, 0.5, 0.9), interval=interval)
    assert [(e.low, e.high) for e in found] == bounds


def test_medians_by_domain():
    # svyby(~api00, ~stype, dclus1, svyquantile, quantiles=.5, ci=TRUE)
    found = api.clus1().quantile("api00", 0.5, by="stype")
    assert list(found.values) == [652, 608, 642]
    assert tuple(found.errors) == api.close(
        36.367252948461626, 52.016721014828711, 43.616832017169536
    )


# svyciprop(~I(api00 > 700), d, method=...): share, low, high ("mean" is called t here)
SHARES = {
    api.srs: {
        "logit": (0.415, 0.34923089668945317, 0.48394425871189051),
        "beta": (0.415, 0.34689113381790904, 0.48559603420411568),
        "asin": (0.415, 0.34826008486498861, 0.48334471762916631),
        "t": (0.415, 0.34724434434387302, 0.48275565565612705),
    },
    api.clus1: {
        "logit": (0.33879781420768196, 0.19267104033330637, 0.52384056234040277),
        "beta": (0.33879781420765026, 0.17657860501126574, 0.53446661831734388),
        "asin": (0.33879781420765026, 0.18176482864763865, 0.51668517629014221),
        "t": (0.33879781420765026, 0.16763089345220633, 0.50996473496309425),
    },
    api.clus2: {
        "logit": (0.40147601476014777, 0.21434709331213109, 0.62252533051302283),
        "beta": (0.40147601476014760, 0.19298382577574275, 0.63995282414323240),
        "asin": (0.40147601476014760, 0.20167228178319932, 0.62013065965434100),
        "t": (0.40147601476014760, 0.18530849162211790, 0.61764353789817728),
    },
}


@pytest.mark.parametrize(("design", "interval"), [(d, i) for d in SHARES for i in SHARES[d]])
def test_intervals_of_shares(design, interval):
    base = design()
    table = base.table.arrow
    high = base.spec.attach(table.append_column("high", pc.greater(table["api00"], 700)))
    found = high.proportion("high", categories=[True], interval=interval)[0]
    assert (found.value, found.low, found.high) == api.close(*SHARES[design][interval])


@pytest.mark.parametrize("interval", ["logit", "beta", "wilson", "asin"])
def test_a_share_of_nobody_still_has_an_upper_bound(interval):
    table = {"hurt": ["no"] * 30 + ["yes"], "counted": [True] * 30 + [False]}
    found = stats.design(table).where(table["counted"]).proportion("hurt", interval=interval)
    none = found.only(category="yes")
    assert none.value == 0
    assert none.low == 0
    # Clopper-Pearson for 0 of 30: 1 - 0.025^(1/30) = 0.1157; Wilson: t²/(n + t²)
    assert 0.10 < none.high < 0.14
    assert found.only(category="no").high == 1


def test_the_exact_interval_of_zero_of_thirty():
    from gongyou.stats.intervals import share_interval

    found = share_interval(0.0, 0.0, n=30, df=29, method="beta")
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 30), rel=1e-9)


def test_wilson_is_the_textbook_interval_without_a_design():
    from gongyou.stats.intervals import share_interval

    # 10 of 100: 0.0552 to 0.1744 (Agresti and Coull 1998, z = 1.96)
    found = share_interval(0.1, (0.1 * 0.9 / 100) ** 0.5, n=100, df=float("inf"), method="wilson")
    assert (found.low, found.high) == pytest.approx((0.0552, 0.1744), abs=1e-4)
