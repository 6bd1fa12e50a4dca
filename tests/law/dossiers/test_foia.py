"""Requests under the US Freedom of Information Act: federal holidays and working days.

Holidays are compared with those of pandas, which are not ours; days were counted on a calendar.
"""

from datetime import date, timedelta

import pytest
from pandas.tseries.holiday import USFederalHolidayCalendar

from gongyou.law import load_pack
from gongyou.law.dossiers import Event, kinds_of, period_of, running

PACK = load_pack("us")
KIND = kinds_of(PACK)["foia_request"]
DAY_KIND = PACK.schema.day_kind


def clocks(*events, today=date(2026, 11, 30)):
    made = [Event(code, date.fromisoformat(on)) for code, on in events]
    return {r.clock.code: r for r in running(KIND, made, PACK, DAY_KIND, today)}


def test_federal_holidays_are_those_of_another_calendar():
    first, last = date(1986, 1, 1), date(2040, 12, 31)
    theirs = {d.date() for d in USFederalHolidayCalendar().holidays(first, last)}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    assert {day for day in days if DAY_KIND(day) == "statutory"} == theirs
    assert DAY_KIND(date(1985, 7, 4)) is None


def test_twenty_working_days_over_the_winter_holidays():
    # December 2025: 15-19, 22-24, 26, 29-31 are eleven after the 12th less Christmas and New
    # Year; January: 2, 5-9, 12-14 the rest. Martin Luther King's day is the 19th.
    found = clocks(("received", "2025-12-12"), today=date(2025, 12, 20))
    assert found["answer"].due == date(2026, 1, 13)
    longer = clocks(("received", "2025-12-12"), ("extended", "2026-01-05"), today=date(2026, 1, 6))
    assert longer["answer"].due == date(2026, 1, 28)


def test_time_stands_still_once_while_the_agency_waits_for_us():
    asked = clocks(
        ("received", "2026-03-02"), ("asked_more", "2026-03-09"), today=date(2026, 3, 10)
    )
    assert (asked["answer"].due, asked["answer"].paused) == (None, True)
    # 3-6 March four days, then sixteen from the 17th on, that of our answer not counted.
    told = clocks(
        *(("received", "2026-03-02"), ("asked_more", "2026-03-09"), ("completed", "2026-03-16")),
        *(("asked_more", "2026-03-20"), ("completed", "2026-03-27")),
        today=date(2026, 3, 28),
    )
    assert told["answer"].due == date(2026, 4, 7)


def test_a_refusal_opens_ninety_days_and_a_silence_the_court():
    refused = clocks(("received", "2026-03-02"), ("refused", "2026-03-20"))
    assert refused["appeal"].due == date(2026, 6, 18)
    assert "sue" not in refused
    silent = clocks(("received", "2026-03-02"))
    assert silent["sue"].start == silent["answer"].due == date(2026, 3, 30)


@pytest.mark.parametrize("clock", KIND.clocks, ids=lambda clock: clock.code)
def test_every_length_says_where_it_stands_and_whether_it_was_read(clock):
    found = period_of(PACK, clock.figure, date(2026, 11, 30))
    assert "USC" in found.source
    assert found.confidence == ("low" if "recalled" in found.source else "medium")
