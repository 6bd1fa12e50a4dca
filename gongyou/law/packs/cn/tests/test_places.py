"""Places by name, as people write them: former names, short forms, separators, pinyin."""

from __future__ import annotations

import pytest

from gongyou.law.packs.cn.place_names import counties_of, find_place, former_places, place_name


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("440306", "440306"),
        ("4403", "440300"),
        ("广东省深圳市宝安区", "440306"),
        ("深圳宝安", "440306"),
        ("深圳市/宝安区", "440306"),
        ("广东省-深圳市-宝安区", "440306"),
        ("深圳（宝安）", "440306"),
        ("中国广东深圳", "440300"),
        ("西安", "610100"),  # before 西安区 of two northern cities
        ("海南", "460000"),
        ("中山", "442000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("彭水县", "500243"),
        ("彭水", "500243"),
        ("延边", "222400"),
        ("延边州", "222400"),
        ("凉山", "513400"),
        ("伊犁", "654000"),
        ("东莞虎门", "441900"),
        ("东莞长安镇", "441900"),
        ("重庆市渝北区", "500112"),  # until 2025
        ("重庆市江北区", "500105"),
        ("广州市增城市", "440183"),
        ("从化市", "440184"),
        ("崇明县", "310230"),
        ("闸北区", "310108"),
        ("襄樊市", "420600"),  # renamed 襄阳 in 2010, same code
        ("巢湖", "340181"),  # the county-level city in force before the city dissolved in 2011
        ("Shenzhen", "440300"),
        ("Guangzhou City", "440100"),
        ("Foshan, Guangdong", "440600"),
        ("Bao'an District, Shenzhen", "440306"),
        ("Chaoyang, Beijing", "110105"),
        ("Xi'an", "610100"),
        ("Inner Mongolia", "150000"),
        ("China", "100000"),
    ],
)
def test_a_place_is_found_as_people_write_it(written, code):
    assert find_place(written) == (code, None)


@pytest.mark.parametrize(
    "written", ["朝阳", "朝阳区", "通州区", "南山", "鼓楼区", "Suzhou", "Fuzhou"]
)
def test_a_name_of_several_places_is_asked_back(written):
    assert find_place(written) == (None, "ambiguous_place")


@pytest.mark.parametrize("written", ["桃花源", "东莞", "Atlantis", "999999", ""])
def test_what_is_no_place_is_not_taken_for_one(written):
    expected = ("441900", None) if written == "东莞" else (None, "unknown_place")
    assert find_place(written) == expected


def test_a_former_place_knows_until_when_and_what_took_it_in():
    yubei, zhabei = former_places()["500112"], former_places()["310108"]
    assert (yubei.until[:4], yubei.now) == ("2025", "500157")
    assert (zhabei.until, zhabei.now) == ("2015-11", "310106")
    assert former_places()["440183"].now == "440118"  # 增城市 became 增城区
    assert place_name("500112") == "重庆市渝北区"


def test_counties_are_told_from_districts():
    shijiazhuang = counties_of("130100")
    assert "130123" in shijiazhuang and "130108" not in shijiazhuang
