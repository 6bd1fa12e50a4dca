"""A reform changes the days, keys and places that it names, and nothing else.

1. the place and those below, with series of their own or not; `only` leaves those
2. every other day and place as it was; a gap in a series stays a gap
3. set, scale, add and as, exactly
4. nothing that a page was sent can be more than an expression
"""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from gongyou.law import Facts, claim, load_pack
from gongyou.law.engine import RuleError
from gongyou.law.reforms import ReformError, check_reform, load_reform, reform_pack
from tests.law.reforms.roster import raised, written

PACK = load_pack("cn")
EVE, FIRST = date(2014, 1, 31), date(2014, 2, 1)


def reformed(*changes, **more):
    return reform_pack(PACK, load_reform(written(*changes, **more)))


def minimum(pack, place, day):
    found = pack.parameters["minimum_wage_month"].find((place,), day)
    return None if found is None else found.value


@pytest.mark.parametrize("place", ["440300", "440306", "440304", "440309", "440311"])
def test_the_named_place_and_those_below_it_change_from_that_day(place):
    pack = reformed(raised())
    assert minimum(pack, place, FIRST) == 2500
    assert minimum(pack, place, date(2030, 1, 1)) == 2500
    assert minimum(pack, place, EVE) == minimum(PACK, place, EVE) == 1600


@pytest.mark.parametrize("place", ["440100", "310000", "110000", "440600"])
def test_every_other_place_is_as_it_was(place):
    pack = reformed(raised())
    for year in range(2008, 2027):
        day = date(year, 7, 1)
        assert minimum(pack, place, day) == minimum(PACK, place, day)


def test_days_behind_the_last_day_are_as_they_were():
    pack = reformed(raised(until="2014-12-31"))
    assert minimum(pack, "440306", date(2014, 12, 31)) == 2500
    assert minimum(pack, "440306", date(2015, 1, 1)) == 1808  # Shenzhen, from 2014-02-01
    assert minimum(pack, "440306", date(2015, 3, 1)) == 2030


def test_a_reform_of_the_future_leaves_every_earlier_day():
    pack = reformed(raised(**{"from": "2030-01-01"}))
    for year in range(2008, 2030):
        assert minimum(pack, "440306", date(year, 7, 1)) == minimum(
            PACK, "440306", date(year, 7, 1)
        )


def test_only_leaves_districts_that_have_figures_of_their_own():
    pack = reformed(raised(only="true"))
    assert minimum(pack, "440300", FIRST) == 2500
    assert minimum(pack, "440306", FIRST) == 1808


def test_a_place_that_only_inherited_keeps_its_parent_s_days_before():
    # Dapeng, 440312, has no series: it follows Shenzhen.
    assert ("440312",) not in PACK.parameters["minimum_wage_month"].index
    pack = reformed(raised(place="440312"))
    assert minimum(pack, "440312", FIRST) == 2500
    assert minimum(pack, "440312", EVE) == 1600
    assert minimum(pack, "440306", FIRST) == 1808


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"scale": "1.1"}, Fraction(9944, 5)),  # 1808 x 1.1 = 1988.8
        ({"add": "200"}, 2008),
        ({"add": "0.1"}, Fraction(18081, 10)),
        ({"as": {"place": "310000"}}, 1620),  # Shanghai until 2014-03-31
    ],
)
def test_scale_add_and_as_are_exact(change, expected):
    named = {k: v for k, v in raised().items() if k != "set"} | change
    assert minimum(reformed(named), "440306", FIRST) == expected


def test_as_another_place_follows_its_days():
    named = {k: v for k, v in raised().items() if k != "set"} | {"as": {"place": "310000"}}
    pack = reformed(named)
    for days in range(0, 4000, 90):
        day = FIRST + timedelta(days=days)
        assert minimum(pack, "440306", day) == minimum(PACK, "310000", day)


def test_a_gap_is_neither_scaled_nor_filled():
    name = "heat_allowance_month"
    keys = next(iter(PACK.parameters[name].index))
    first = PACK.parameters[name].index[keys][0].valid_from
    change = {"figure": name, "from": "1990-01-01", "scale": "2"}
    pack = reformed(change)
    before = first - timedelta(days=1)
    assert PACK.parameters[name].find(keys, before) is None
    assert pack.parameters[name].find(keys, before) is None
    assert pack.parameters[name].find(keys, first).value == (
        2 * PACK.parameters[name].find(keys, first).value
    )


def test_the_reform_s_figure_is_the_one_in_the_steps_with_its_source():
    facts = Facts(
        employment={
            "place": "440306",
            "start": date(2006, 3, 1),
            "end": date(2014, 12, 31),
            "end_kind": "agreed_by_employer",
            "average_wage_12m": 30000,
        }
    )
    pack = reformed({"figure": "severance_cap_multiple", "from": "2008-01-01", "set": "2"})
    found = claim(facts, pack, date(2015, 1, 20))["cn.severance"]
    # Two months before 2008 without a cap, seven years at twice Shenzhen's 5,218.
    assert found.amount == 2 * 30000 + 7 * 2 * 5218
    said = found.explain("en")
    assert "trial: draft of 2014-01-15" in said
    assert "three times the local average wage [Cap multiple: 2]" in said
    assert "[" not in claim(facts, PACK, date(2015, 1, 20))["cn.severance"].explain("en")


def test_a_rule_by_its_text_counts_as_the_text_says():
    change = {"rule": "severance_years", "text": "year(last_day) - 2014 + 8", "cites": "art. 47"}
    facts = Facts(
        employment={
            "place": "440306",
            "start": date(2006, 3, 1),
            "end": date(2014, 12, 31),
            "end_kind": "agreed_by_employer",
            "average_wage_12m": 3000,
        }
    )
    pack = reformed(change)
    found = claim(facts, pack, date(2015, 1, 20))["cn.severance"]
    assert found.amount == 2 * 3000 + 8 * 3000  # the text gives eight years from 2008
    assert "A trial (art. 47)" in found.explain("en")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('id')",
        "().__class__.__bases__[0]",
        "open('/etc/passwd')",
        "[x for x in (1,)]",
        "lambda: 1",
        "start.__class__",
        "exec('1')",
        "getattr(start, 'op')",
        "f'{start}'",
        "2 ** 999999",
        "(" * 300 + "1" + ")" * 300,
        "no_such_name + 1",
        "start +",
        "1 if start",
    ],
)
def test_a_text_that_is_more_than_an_expression_is_refused(text):
    reform = load_reform(written({"rule": "severance_years", "text": text}))
    with pytest.raises(ReformError):
        reform_pack(PACK, reform)
    assert check_reform(PACK, reform)


def test_python_is_not_run_for_strangers():
    reform = load_reform(written({"rule": "severance_years", "python": "os.getcwd"}))
    with pytest.raises(ReformError, match="notebook"):
        reform_pack(PACK, reform)


# --- the library's own `changed` -----------------------------------------------------------------


def test_changed_rows_no_longer_make_people_vanish():
    """One city's row used to replace every other city's series: results turned undetermined."""
    row = {"place": "440300", "valid_from": "2014-02-01", "value": "2500"}
    pack = PACK.changed({"minimum_wage_month": [row]})
    assert minimum(pack, "440306", FIRST) == 2500
    assert minimum(pack, "440100", FIRST) == minimum(PACK, "440100", FIRST) == 1550
    assert minimum(pack, "440300", EVE) == 1600


def test_the_narrower_place_keeps_its_own_row():
    rows = [
        {"place": "440306", "valid_from": "2014-02-01", "value": "2600"},
        {"place": "440300", "valid_from": "2014-02-01", "value": "2500"},
    ]
    pack = PACK.changed({"minimum_wage_month": rows})
    assert minimum(pack, "440306", FIRST) == 2600
    assert minimum(pack, "440304", FIRST) == 2500


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"no_such": []}, "cn has no figure no_such"),
        ({"minimum_wage_month": [{"place": "440300"}]}, "a row has no value"),
    ],
)
def test_changed_says_what_it_does_not_know(parameters, said):
    with pytest.raises(RuleError, match=said):
        PACK.changed(parameters)


def test_changed_says_which_rule_it_does_not_know():
    with pytest.raises(RuleError, match="cn has no rule no_such"):
        PACK.changed(rules={"no_such": lambda start: start})
