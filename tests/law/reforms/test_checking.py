"""What a reform's file can get wrong, each told at its place, and what is only worth knowing."""

import pytest

from gongyou.law import load_pack
from gongyou.law.reforms import ReformError, check_reform, load_reform
from tests.law.reforms.roster import raised, written

PACK = load_pack("cn")


def problems(reform):
    return {(p.code, p.at) for p in check_reform(PACK, load_reform(reform))}


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        (raised() | {"figure": "minimum_wage_mnth"}, "no_figure", "changes[1]"),
        (raised(place="999999"), "no_place", "changes[1].where.place"),
        (raised() | {"where": {"plaice": "440300"}}, "no_such_key", "changes[1].where.plaice"),
        (raised("-1"), "negative", "changes[1].set"),
        (raised("250000"), "far_off", "changes[1].set"),
        (raised("1808", until="2014-12-31"), "same_already", "changes[1].set"),
        (
            {"figure": "noncompete_default_fraction", "from": "2014-01-01", "set": "12"},
            "above_one",
            "changes[1].set",
        ),
        ({"rule": "severance_yeers", "text": "1"}, "no_rule", "changes[1]"),
        ({"answer": {"amonts": "yuan"}}, "no_question", "changes[1].answer"),
        ({"answer": {"amounts": "cents"}}, "no_option", "changes[1].answer.amounts"),
        (
            {
                "figure": "annual_leave_days",
                "where": {"class": "7"},
                "from": "2014-01-01",
                "set": 9,
            },
            "no_class",
            "changes[1].where.class",
        ),
        (
            {"figure": "severance_cap_multiple", "from": "2008-01-01", "set": 2},
            "label_says",
            "changes[1]",
        ),
    ],
)
def test_each_mistake_is_told_at_its_place(change, code, at):
    assert (code, at) in problems(written(change))


def test_the_nearest_name_is_offered():
    (found,) = check_reform(PACK, load_reform(written(raised() | {"figure": "minimum_wage_mont"})))
    assert "minimum_wage_month?" in found.text("en")
    assert "minimum_wage_month?" in found.text("zh-hans")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [1, 2", "not_yaml"),
        ("- 1", "not_a_map"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("reform: x", "lacking"),
        ("reform: ../x\npack: cn\nsource: s\nchanges: []", "bad_name"),
        ("reform: x\npack: cn\nsource: s\nchanges: 5", "not_a_list"),
        ("reform: x\npack: cn\nsource: s\nchange: []", "unknown_key"),
        ("reform: x\npack: cn\nsource: s\nchanges: [{figure: f, set: 1}]", "no_day"),
        (
            "reform: x\npack: cn\nsource: s\nchanges: [{figure: f, set: 1, from: 1.2.14}]",
            "not_a_day",
        ),
        (
            "reform: x\npack: cn\nsource: s\nchanges: [{figure: f, set: many, from: 2014-01-01}]",
            "not_a_number",
        ),
        (
            "reform: x\npack: cn\nsource: s\nchanges: [{figure: f, set: 1/0, from: 2014-01-01}]",
            "not_a_number",
        ),
        (
            "reform: x\npack: cn\nsource: s\nchanges: [{figure: f, set: 1, add: 2}]",
            "which_value",
        ),
        (
            "reform: x\npack: cn\nsource: s\nchanges: [{figure: f, set: 1, from: 2014-02-01,"
            " until: 2014-01-01}]",
            "days_reversed",
        ),
        ("reform: x\npack: cn\nsource: s\nchanges: [{rule: r, answer: {}}]", "which_change"),
        ("reform: x\npack: cn\nsource: s\nchanges: []\nassume: {take_up: 1.5}", "share"),
        ("a: " + "[" * 50_000, "too_deep"),
        ("[a," * 301, "too_deep"),
        ("- " * 5_000 + "a", "too_deep"),
        ("\n".join(" " * n + "a:" for n in range(300)), "too_deep"),
        ("x" * 100_001, "too_long"),
    ],
)
def test_a_file_that_is_no_reform_is_refused_in_words(text, code):
    with pytest.raises(ReformError) as refused:
        load_reform(text)
    assert code in {p.code for p in refused.value.problems}
    assert all(p.text("zh-hans") and p.text("en") for p in refused.value.problems)


def test_all_mistakes_come_at_once():
    text = "reform: X\npack: cn\nchanges: [{figure: f, set: a, from: b}, {set: 1}]"
    with pytest.raises(ReformError) as refused:
        load_reform(text)
    assert {p.code for p in refused.value.problems} == {
        "bad_name",
        "lacking",
        "not_a_number",
        "not_a_day",
        "which_change",
    }


def test_the_same_content_has_the_same_digest_and_another_another():
    one, again = load_reform(written(raised())), load_reform(written(raised()))
    assert one.digest == again.digest
    assert load_reform(one.text).digest == one.digest
    assert load_reform(written(raised("2501"))).digest != one.digest


def test_a_tenth_is_a_tenth_however_it_is_given():
    as_float = load_reform(written(raised() | {"set": 0.1}))
    as_text = load_reform(written(raised() | {"set": "0.1"}))
    assert as_float.changes == as_text.changes
