"""Verdicts a use: what was said last holds, a withdrawal wins, what is not asked is not allowed."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.fieldwork import codes
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.models import Consent
from gongyou.fieldwork.queries.consent import NEEDS, _all_uses, may
from gongyou.fieldwork.services.people import add_participant, record_consent
from gongyou.fieldwork.services.studies import open_study

DAY = dt.date(2026, 3, 1)
ALL = dict.fromkeys(codes.USE_CODES, "yes") | {"show_first": "no"}


def row(day=DAY, answers=None, **values) -> Consent:
    return Consent(on=day, answers=ALL if answers is None else answers, **values)


def answer(rows, use, day=dt.date(2026, 6, 1)):
    return _all_uses(rows, day)[use].answer


def test_what_was_not_asked_is_not_allowed():
    assert answer([], "read") == "not_asked"
    assert answer([row(answers={"read": "yes"})], "read") == "not_asked", "transcribing was not"


def test_the_latest_answer_holds():
    later = row(DAY + dt.timedelta(5), {"quote": "no"})
    assert answer([row(), later], "quote") == "no"
    assert answer([row(), later], "read") == "yes"


def test_a_withdrawal_wins_over_answers_of_its_day():
    same_day = [row(), row(answers={}, withdraws="text"), row(answers={"read": "yes"})]
    assert answer(same_day, "read") == "no"
    assert answer(same_day, "contact") == "yes", "only the texts were withdrawn"


def test_an_embargo_holds_back_only_what_leaves_the_team():
    rows = [row(embargo=dt.date(2027, 1, 1))]
    assert answer(rows, "read") == "yes"
    assert answer(rows, "quote") == "not_before"
    assert answer(rows, "quote", dt.date(2027, 1, 1)) == "yes"


def test_a_consent_ends():
    rows = [row(until=dt.date(2026, 5, 31))]
    assert answer(rows, "read", dt.date(2026, 5, 31)) == "yes"
    assert answer(rows, "read", dt.date(2026, 6, 1)) == "no"


def test_quotations_that_are_shown_first_are_asked_about():
    assert answer([row(answers=ALL | {"show_first": "yes"})], "quote") == "ask"


ANSWERS = st.sampled_from(["yes", "no", "ask", "2026-01-01", "2027-01-01"])
ROWS = st.lists(
    st.builds(
        row,
        st.dates(dt.date(2026, 1, 1), dt.date(2026, 5, 1)),
        st.dictionaries(st.sampled_from(codes.USE_CODES), ANSWERS),
        embargo=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
    ),
    max_size=4,
).map(lambda rows: sorted(rows, key=lambda one: one.on))


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(codes.USE_CODES), st.sampled_from(["no", "ask"]))
def test_a_stricter_answer_never_shows_more(rows, use, stricter):
    before = _all_uses(rows, dt.date(2026, 6, 1))
    last = row(dt.date(2026, 5, 2), {use: stricter})
    after = _all_uses([*rows, last], dt.date(2026, 6, 1))
    assert after[use].answer != "yes"
    others = [one for one in codes.USE_CODES if use not in (one, "show_first")]
    assert [one for one in others if after[one].allows and not before[one].allows] == []


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_no_use_is_allowed_whose_ground_is_not(rows):
    found = _all_uses(rows, dt.date(2026, 6, 1))
    wrong = [
        (use, below)
        for use, needed in NEEDS.items()
        for below in needed
        if found[use].allows and not found[below].allows
    ]
    assert wrong == []


@pytest.fixture
def study(people):
    return open_study(by=people.coordinator, desk=people.inside, field=people.inside, title="S")


def test_consent_is_noted_and_asked(people, study):
    who = add_participant(by=people.coordinator, study=study, name="Chen Mei")
    assert not may(who, "read").allows
    options = {"how": "spoken", "language": "en", "on": DAY}
    record_consent(by=people.coordinator, participant=who, answers=ALL, **options)
    assert may(who, "read").allows
    for bad in ({"fly": "yes"}, {"read": "maybe"}):
        with pytest.raises(FieldworkError):
            record_consent(by=people.coordinator, participant=who, answers=bad, **options)
    assert who.consents.count() == 1, "what was refused changed nothing"
