"""Clocks of dossiers: from dated figures, over holidays, and refused where no calendar says.

Working days are counted by chinesecalendar, which is not ours; articles are those of the texts.
"""

from datetime import date, timedelta

import chinese_calendar
import pytest

from gongyou.law import load_pack
from gongyou.law.dossiers import (
    ANYONE,
    CONSENT,
    INTERNATIONAL,
    UNION,
    Event,
    count,
    kinds_of,
    period_of,
    running,
)

PACK = load_pack("cn")
DAY_KIND = PACK.schema.day_kind
KINDS = kinds_of(PACK)
TODAY = date(2026, 11, 30)


def clocks(kind, *events, today=TODAY):
    made = [Event(code, date.fromisoformat(on), *more) for code, on, *more in events]
    return {r.clock.code: r for r in running(KINDS[kind], made, PACK, DAY_KIND, today)}


def working_day_after(start, wanted):
    """The n-th working day by chinesecalendar."""
    day = start
    while wanted:
        day += timedelta(days=1)
        wanted -= chinese_calendar.is_workday(day)
    return day


@pytest.mark.parametrize("kind", KINDS)
def test_every_clock_has_a_dated_figure_with_its_source(kind):
    for clock in KINDS[kind].clocks:
        found = period_of(PACK, clock.figure, TODAY)
        assert found and found.value > 0 and found.source and found.since <= TODAY
        assert found.confidence in ("high", "medium", "low")
        assert set(clock.label) >= {"en", "zh-hans"}
    assert KINDS[kind].signers and set(KINDS[kind].label) >= {"en", "zh-hans"}


def test_what_could_not_be_read_says_so():
    for name in ("ilo_further_information_months", "un_reply_days", "oecd_assessment_months"):
        found = period_of(PACK, name, TODAY)
        assert found.confidence == "low"
        assert "recalled" in found.source


@pytest.mark.parametrize("year", range(2020, 2026))
@pytest.mark.parametrize("length", [5, 7, 20, 60])
def test_working_days_are_those_of_the_official_calendar(year, length):
    period = period_of(PACK, "information_answer_working_days", date(2026, 1, 1))
    wanted = type(period)(length, *list(period.__dict__.values())[1:])
    for start in (date(year, 1, 20), date(year, 4, 28), date(year, 9, 20), date(year, 9, 30)):
        assert count(DAY_KIND, start, wanted)[0] == working_day_after(start, length)


def test_twenty_working_days_over_the_spring_festival_of_2026():
    # Counted on the published calendar: 10-14 February five, 24-28 February five, ten in March.
    found = clocks("information_request", ("received", "2026-02-09"))
    assert found["answer"].due == date(2026, 3, 13)


def test_over_the_spring_festival_of_2027_it_is_refused_until_the_calendar_is_published():
    found = clocks("information_request", ("received", "2026-12-31"))["answer"]
    assert (found.due, found.safe, found.problem) == (None, None, "no_calendar")


def test_ours_has_the_unmoved_day_as_a_safe_one():
    found = clocks("information_request", ("received", "2026-11-02"), ("refused", "2026-11-20"))
    assert found["review"].due is None
    assert found["review"].safe == date(2027, 1, 19)  # 60 days, art. 20


def test_a_period_whose_last_day_is_a_holiday_ends_on_the_next_working_day():
    # 60 days from 2026-08-03 end on Friday 2 October; the holiday lasts until the 7th.
    found = clocks("information_request", ("received", "2026-07-01"), ("refused", "2026-08-03"))
    assert found["review"].due == date(2026, 10, 8)


def test_an_extension_adds_and_an_answer_ends():
    first = clocks("information_request", ("received", "2026-03-02"))
    more = clocks("information_request", ("received", "2026-03-02"), ("extended", "2026-03-20"))
    assert first["answer"].due == working_day_after(date(2026, 3, 2), 20)
    assert more["answer"].due == working_day_after(date(2026, 3, 2), 40)
    done = clocks("information_request", ("received", "2026-03-02"), ("answered", "2026-03-09"))
    assert done["answer"].ended == date(2026, 3, 9)
    assert "review" not in done


def test_time_for_third_parties_does_not_count():
    plain = clocks("information_request", ("received", "2026-03-02"))["answer"].due
    asked = ("third_party", "2026-03-09", date(2026, 3, 13))
    paused = clocks("information_request", ("received", "2026-03-02"), asked)["answer"]
    assert paused.due == working_day_after(plain, 5)
    open_ = clocks("information_request", ("received", "2026-03-02"), ("third_party", "2026-03-09"))
    assert open_["answer"].paused and open_["answer"].due is None


def test_completion_starts_the_answer_anew():
    found = clocks(
        "information_request",
        ("received", "2026-03-02"),
        ("asked_more", "2026-03-09"),
        ("completed", "2026-03-16"),
    )
    assert found["answer"].due == working_day_after(date(2026, 3, 16), 20)
    assert found["complete"].ended == date(2026, 3, 9)


def test_silence_opens_the_review_on_the_day_the_answer_was_due():
    found = clocks("information_request", ("received", "2026-03-02"))
    assert found["review"].start == found["answer"].due
    not_yet = clocks("information_request", ("received", "2026-11-20"))
    assert "review" not in not_yet


def test_an_inspection_runs_from_acceptance_and_is_extended_once():
    found = clocks(
        "inspection_complaint",
        ("breach_ended", "2025-01-31"),
        ("received", "2026-03-02"),
        ("accepted", "2026-03-06"),
        ("extended", "2026-05-20"),
    )
    assert (found["act"].due, found["act"].safe) == (None, date(2027, 1, 31))
    assert found["act"].ended == date(2026, 3, 2)
    assert found["accept"].due == working_day_after(date(2026, 3, 2), 5)
    assert found["finish"].due == working_day_after(date(2026, 3, 6), 90)


def test_a_petition_goes_through_its_three_rounds():
    found = clocks(
        "petition",
        ("received", "2026-03-02"),
        ("accepted", "2026-03-10"),
        ("answered", "2026-04-20"),
        ("review_asked", "2026-05-06"),
        ("review_answered", "2026-06-01"),
    )
    assert found["notice"].due == date(2026, 3, 17)
    assert found["finish"].due == date(2026, 5, 9)  # a Saturday that was worked
    assert found["review"].due == date(2026, 5, 20)
    assert found["review_answer"].due == date(2026, 6, 5)
    assert found["recheck"].due == date(2026, 7, 1)


def test_a_law_that_was_not_in_force_gives_no_length():
    found = clocks("petition", ("received", "2020-03-02"), ("accepted", "2020-03-10"))
    assert found["finish"].problem == "no_figure"
    old = clocks("information_request", ("received", "2018-03-01"))["answer"]
    assert old.period.value == 15  # the text of 2007


def test_who_may_sign_what():
    assert INTERNATIONAL["ilo_cfa"].signers == (UNION,)
    assert INTERNATIONAL["un_special_procedures"].signers == (CONSENT,)
    assert KINDS["information_request"].signers == (ANYONE,)
    assert KINDS["petition"].most_representatives == 5


@pytest.mark.parametrize("name", ["uk", "hk", "fr"])
def test_another_law_has_the_international_kinds_alone(name):
    assert kinds_of(load_pack(name)) == INTERNATIONAL
