"""Days as people type them; expected values from the calendar of 2025 and 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongyou.ui.rough_words import read_days
from gongyou.ui.typed_times import read_moment

TODAY = date(2026, 11, 30)  # a Monday

DAYS = {
    "2026-11-30": date(2026, 11, 30),
    "2026.11.3": date(2026, 11, 3),
    "2026/1/2": date(2026, 1, 2),
    "20260102": date(2026, 1, 2),
    "2026年1月2日": date(2026, 1, 2),
    "26年1月2号": date(2026, 1, 2),
    "二〇二六年十一月三十日": date(2026, 11, 30),
    "11月3日": date(2026, 11, 3),
    "1月5日": date(2027, 1, 5),
    "十月一日": date(2026, 10, 1),
    "11.3": date(2026, 11, 3),
    "30.11.2026": date(2026, 11, 30),
    "30/11/2026": date(2026, 11, 30),
    "去年3月5日": date(2025, 3, 5),
    "上月15号": date(2026, 10, 15),
    "今天": TODAY,
    "昨天": date(2026, 11, 29),
    "前天": date(2026, 11, 28),
    "tomorrow": date(2026, 12, 1),
    "3天前": date(2026, 11, 27),
    "两周后": date(2026, 12, 14),
    "5 days ago": date(2026, 11, 25),
    "in 2 weeks": date(2026, 12, 14),
    "上周三": date(2026, 11, 25),
    "下星期五": date(2026, 12, 11),
    "本周日": date(2026, 12, 6),
    "last Friday": date(2026, 11, 27),
    "Friday": date(2026, 12, 4),
    "5 March 2024": date(2024, 3, 5),
    "March 5th, 2024": date(2024, 3, 5),
    "29 Feb 2024": date(2024, 2, 29),
}
SPANS = {
    "2026.11": ("month", date(2026, 11, 1), date(2026, 11, 30)),
    "2024-02": ("month", date(2024, 2, 1), date(2024, 2, 29)),
    "202402": ("month", date(2024, 2, 1), date(2024, 2, 29)),
    "去年3月": ("month", date(2025, 3, 1), date(2025, 3, 31)),
    "前年十二月份": ("month", date(2024, 12, 1), date(2024, 12, 31)),
    "上个月": ("month", date(2026, 10, 1), date(2026, 10, 31)),
    "March 2024": ("month", date(2024, 3, 1), date(2024, 3, 31)),
    "last month": ("month", date(2026, 10, 1), date(2026, 10, 31)),
    "2024": ("year", date(2024, 1, 1), date(2024, 12, 31)),
    "去年": ("year", date(2025, 1, 1), date(2025, 12, 31)),
    "2024年3月份": ("month", date(2024, 3, 1), date(2024, 3, 31)),
    "about March 2024": ("span", date(2024, 2, 15), date(2024, 4, 15)),
    "大约2024年3月": ("span", date(2024, 2, 15), date(2024, 4, 15)),
    "2024年3月左右": ("span", date(2024, 2, 15), date(2024, 4, 15)),
    "around 5 March 2024": ("span", date(2024, 2, 27), date(2024, 3, 12)),
    "end of 2024": ("span", date(2024, 10, 1), date(2024, 12, 31)),
    "去年年底": ("span", date(2025, 10, 1), date(2025, 12, 31)),
    "early March 2024": ("span", date(2024, 3, 1), date(2024, 3, 10)),
    "2024年3月中旬": ("span", date(2024, 3, 11), date(2024, 3, 20)),
    "上个月底": ("span", date(2026, 10, 21), date(2026, 10, 31)),
    "2024年上半年": ("span", date(2024, 1, 1), date(2024, 6, 30)),
    "spring 2024": ("span", date(2024, 3, 1), date(2024, 5, 31)),
    "2024年冬天": ("span", date(2024, 12, 1), date(2025, 2, 28)),
    "2024年三季度": ("span", date(2024, 7, 1), date(2024, 9, 30)),
    "March to May 2024": ("span", date(2024, 3, 1), date(2024, 5, 31)),
    "2024年3、4月": ("span", date(2024, 3, 1), date(2024, 4, 30)),
    "2024-11-01..2024-12-31": ("span", date(2024, 11, 1), date(2024, 12, 31)),
    "三年前": ("span", date(2023, 6, 1), date(2024, 5, 30)),
}


@pytest.mark.parametrize(("said", "day"), DAYS.items())
def test_a_day_is_read(said, day):
    found = read_days(said, TODAY)
    assert found is not None and found.exact and found.first == day


@pytest.mark.parametrize(("said", "meant"), SPANS.items())
def test_a_month_or_year_is_a_span_and_not_its_first_day(said, meant):
    found = read_days(said, TODAY)
    assert found is not None
    assert (found.precision, found.first, found.last) == meant


NEITHER = ["03/04/2026", "2026-13-01", "2026-02-30", "soon", "", "31 Feb 2024", "99999999"]


@pytest.mark.parametrize("said", NEITHER)
def test_what_could_be_two_days_or_none_is_not_read(said):
    assert read_days(said, TODAY) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_in_iso_and_in_chinese_is_itself(day):
    for said in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", day.strftime("%Y%m%d")):
        assert read_days(said, TODAY).first == read_days(said, TODAY).last == day


@given(st.text(max_size=30))
def test_no_text_breaks_it(text):
    found = read_days(text, TODAY)
    assert found is None or found.first <= found.last


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-12-03 14:30", "2026-12-03T14:30"),
        ("2026-12-03T14:30", "2026-12-03T14:30"),
        ("明天下午两点半", "2026-12-01T14:30"),
        ("12月3日上午9时30分", "2026-12-03T09:30"),
        ("下周五 9:00", "2026-12-11T09:00"),
        ("tomorrow 2 pm", "2026-12-01T14:00"),
        ("3 Dec 2026, 9.30 am", "2026-12-03T09:30"),
        ("30.11.2026 9:05", "2026-11-30T09:05"),
        ("tomorrow at noon", "2026-12-01T12:00"),
        ("3pm", "2026-11-30T15:00"),
        ("2026-12-03", None),
        ("tomorrow 25:00", None),
        ("March 2026 9:00", None),
    ],
)
def test_a_day_and_a_time_as_people_type_them(said, moment):
    found = read_moment(said, TODAY)
    assert (found and found.isoformat(timespec="minutes")) == moment
