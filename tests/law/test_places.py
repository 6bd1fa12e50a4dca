"""What the rooms get of a place by name: a code, or all the places that may be meant."""

from __future__ import annotations

from gongyou.law.places import common_region, find_place, titles_called


def test_a_name_of_one_place_is_its_code_and_others_say_what_is_wrong():
    assert find_place("深圳宝安") == ("440306", None)
    assert find_place("江北区") == (None, "ambiguous_place")
    assert find_place("桃花源") == (None, "unknown_place")


def test_what_is_asked_back_names_the_places_in_full():
    assert titles_called("江北区", "zh-hans") == "浙江省宁波市江北区、重庆市江北区"
    assert "重庆市江北区" in titles_called("江北区", "en")


def test_places_of_one_name_in_one_province_leave_the_province_known():
    assert common_region("江苏鼓楼区") == "320000"
    assert common_region("鼓楼区") is None
    assert common_region("桃花源") is None
