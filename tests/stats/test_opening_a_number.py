"""Estimates open to what stands behind them, in both languages, and survive storage."""

import string

import pytest

from gongyou import stats
from gongyou.stats.words import EN, ZH
from tests.stats import api


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same():
    assert EN.keys() == ZH.keys()
    for key, english in EN.items():
        assert ZH[key].strip()
        assert placeholders(english) == placeholders(ZH[key]), key


def test_every_number_says_what_it_stands_on():
    stored = api.clus2().mean("enroll")[0].to_json()
    assert stored["n"] == 120
    assert stored["missing"] == 6
    assert stored["df"] == 37  # 38 districts with a known enrolment, one stratum
    assert stored["notes"]["en"][0].startswith("Taylor linearisation")
    assert stored["notes"]["zh-hans"][0].startswith("按设计")
    assert "Lumley" in stored["source"]


def test_estimates_survive_storage():
    found = api.strat().proportion("stype", by="awards")
    again = stats.Estimates.from_json(found.to_json())
    assert again.to_json() == found.to_json()


def test_one_call_from_a_stored_design():
    spec = api.strat().spec.to_json()
    found = stats.estimate(api.schools("apistrat"), spec, ("mean", "api00"), by="stype")
    assert [e.domain["stype"] for e in found] == ["E", "H", "M"]
    assert stats.estimate(None, api.srs(), "count")[0].value == pytest.approx(6194)
    assert stats.estimate(None, api.srs(), ("median", "api00"))[0].value == 658


def test_estimates_become_data_frames_and_tables():
    found = api.strat().mean("api00", by="stype")
    frame = found.to_pandas()
    assert list(frame["stype"]) == ["E", "H", "M"]
    assert frame["value"].tolist() == pytest.approx(found.values.tolist())
    assert "Standard error" in found._repr_html_()
    assert "标准误" in found.to_html("zh-hans")


def test_an_error_speaks_both_languages():
    with pytest.raises(stats.StatsError) as caught:
        api.srs().mean("wage")
    assert "no column “wage”" in caught.value.message()
    assert caught.value.message("zh-hans") == "表中没有“wage”这一列。"


def test_one_domain_alone_equals_it_among_many():
    design = api.clus2()
    among = design.mean("api00", by="stype").only(stype="H")
    high = [kind == "H" for kind in design.table.arrow["stype"].to_pylist()]
    alone = design.where(high).mean("api00")[0]
    assert (alone.value, alone.se, alone.df) == pytest.approx((among.value, among.se, among.df))


def test_a_crosstab_of_a_small_sample_shows_shares_and_the_margin():
    found = stats.crosstab(None, api.strat(), "awards", "stype")
    shares = [e.value for e in found.cells if e.domain["stype"] == "E"]
    assert sum(shares) == pytest.approx(1)
    assert found.report.reasons == {}
    assert found.to_json()["report"]["k"] == 10


def test_dates_and_ordered_levels_group_and_store():
    import datetime
    import json

    import polars as pl

    size = pl.Series("size", ["small", "large", "small", None], dtype=pl.Enum(["small", "large"]))
    day = pl.Series("day", [datetime.date(2024, 5, 1)] * 4)
    found = stats.design(pl.DataFrame([size, day])).mean("size", by="day")
    assert [(e.category, e.value) for e in found] == [
        ("small", pytest.approx(2 / 3)),
        ("large", pytest.approx(1 / 3)),
    ]
    assert json.loads(json.dumps(found.to_json()))[0]["domain"] == {"day": "2024-05-01"}


def test_nothing_known_is_no_number_and_no_crash():
    for column in ([None, None], []):
        design = stats.design({"a": column}, lonely="remove")
        for found in (design.mean("a"), design.quantile("a", 0.5), design.proportion("a")):
            assert all(e.to_json()["value"] is None and e.n == 0 for e in found)
    nobody = stats.design({"a": [1.0, 2], "b": [0.0, 0]}).ratio("a", "b")[0].to_json()
    assert (nobody["value"], nobody["se"]) == (None, None)


def test_an_unknown_share_has_no_interval_without_first_stage_units():
    table = {"a": ["x", "y"], "psu": [1, 1]}
    found = stats.design(table, clusters="psu", lonely="remove").proportion("a")[0]
    assert found.interval == "none"
    assert found.to_json()["low"] is None
