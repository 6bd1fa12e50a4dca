"""Places by name, as people write them: former names, short forms, separators, pinyin.

The codes are those of GB/T 2260 and its changes; mergers by the State Council's approvals.
"""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from gongyou.law.packs.cn.place_names import (
    counties_of,
    former_places,
    known_place,
    place_name,
)
from gongyou.law.packs.cn.place_search import places_called

from .people import amount, months

WRITTEN = """
440306 440306 | 4403 440300 | 广东省深圳市宝安区 440306 | 深圳宝安 440306 | 深圳市/宝安区 440306
广东省-深圳市-宝安区 440306 | 深圳（宝安） 440306 | 宝安区，深圳市 440306 | 中国广东深圳 440300
西安 610100 | 海南 460000 | 中山 441999 | 吉林 220000 | 吉林市 220200 | 吉林吉林 220200
彭水县 500243 | 彭水 500243 | 延边 222400 | 延边州 222400 | 凉山 513400 | 伊犁 654000
海南州 632500 | 喀什 653100 | 喀什市 653101 | 河北 130000 | 河北区 120105 | 大同 140200
中山区 210202 | 洛龙区 410311 | 定安县 469021 | 昆山县 320583 | 朝阳市 211300 | 济源 419001
东莞虎门 441900 | 东莞厚街 441900 | 汉口 420100 | 燕郊 131082
东莞长安镇 441900 | 深圳沙井 440300 | 佛山顺德乐从 440606
宝安区创业二路8号 440306 | 深圳市龙华新区民治街道 440309 | 深圳Shenzhen 440300
廣州 440100 | 東莞長安鎮 441900 | 瀋陽 210100 | 廈門市 350200 | 重慶江北 500105
重庆市渝北区 500112 | 重庆市江北区 500105 | 广州市增城市 440183 | 从化市 440184 | 崇明县 310230
闸北区 310108 | 卢湾区 310103 | 崇文区 110103 | 莱芜市 371200 | 莱芜 370116 | 襄樊市 420600
巢湖 340181 | 萧山市 330109 | 杭州萧山市 330109 | 顺德市 440606 | 南海市 440605 | 番禺市 440113
锡山市 320205 | 江宁县 320115 | 大兴县 110115 | 通县 110112 | 鄞县 330212 | 中甸县 533401
芳村区 440103 | 广州东山区 440104 | 川沙县 310115 | 思茅市 530800 | 儋县 460400
坪山新区 440310 | 光明新区 440311 | 深圳市光明新区 440311 | 大鹏新区 440307 | 浦东新区 310115
滨海新区 120116 | 雄安 133100 | 西咸新区 610000 | 成都天府新区 510100 | 两江新区 500157
郑州市郑东新区 410100 | 合肥高新区 340100 | 武汉东湖高新区 420100 | 苏州园区 320576
青岛西海岸新区 370211 | 广州开发区 440100 | 南京江北新区 320100
羊城 440100 | 鹏城 440300 | 魔都 310000 | 帝都 110000 | 蓉城 510100 | 呼市 150100 | 内蒙 150000
内蒙包头 150200 | 呼市赛罕区 150105 | 锡盟 152500 | 粤 440000 | 沪 310000 | 版纳 532800
东莞长安 441900 | 中山西区 442000 | 通什 469001 | 洋浦 460400 | 新疆兵团 650000 | 深圳布吉 440307
中国 100000
""".replace("中山 441999", "中山 442000")
LATIN = """
Shenzhen 440300 | SHENZHEN 440300 | shen zhen 440300 | Guangzhou City 440100 | China 100000
Foshan, Guangdong 440600 | Bao'an District, Shenzhen 440306 | Baoan Shenzhen 440306
Bao An, Shenzhen, Guangdong Province, P.R. China 440306 | Chaoyang, Beijing 110105
Beijing Chaoyang 110105 | Chaoyang City 211300 | Xi'an 610100 | Xi’an 610100 | Xian 610100
Shaanxi Xian 610100 | Shaanxi 610000 | Shanxi 140000 | Shanxi Taiyuan 140100 | Lu'an 341500
Luan 341500 | Lüliang 141100 | Lyuliang 141100 | Lvliang 141100 | Guǎngzhōu 440100
Guangdong sheng Shenzhen shi Baoan qu 440306 | Guangdong Guangzhou 440100 | Canton 440100
Chongqing Jiangbei 500105 | Jiangbei, Chongqing 500105 | Jiangbei Ningbo 330205
Baiyun District Guangzhou 440111 | Baiyun, Guangzhou 440111 | GuangzhouPanyu 440113
panyuguangzhou 440113 | Dongguan Humen 441900 | Humen Town, Dongguan 441900 | Nansha 440115
Pudong New Area 310115 | Tianjin Binhai 120116 | Binhai New Area 120116 | Binhai County 320922
Jilin Province 220000 | Jilin City 220200 | Jilin, Jilin 220200 | Suzhou Jiangsu 320500
Suzhou, Anhui 341300 | Taizhou Zhejiang 331000 | Ürümqi 650100 | Kashgar 653100
Inner Mongolia 150000 | Guangxi Zhuang Autonomous Region 450000 | Hong Kong 810000
Guangzhou Tianhe District Guangdong Province 440106 | Xi'an High-tech Zone 610100
shenzhenshi 440300 | Dongguan Changan Town 441900 | Shenzhen Baoan Shajing 440306
Guangdongsheng Shenzhenshi Baoanqu 440306
Enshi Tujia and Miao Autonomous Prefecture 422800 | Macao SAR 820000
"""
SHARED = {
    "江北区": {"330205", "500105"},
    "江北": {"330205", "500105"},
    "Jiangbei": {"330205", "500105"},
    "朝阳": {"110105", "211300", "220104"},
    "朝阳区": {"110105", "220104"},
    "鼓楼区": {"320106", "320302", "350102", "410204"},
    "Gulou": {"320106", "320302", "350102", "410204"},
    "城关": {"540102", "620102"},
    "通州区": {"110112", "320612"},
    "宝山": {"230506", "310113"},
    "白云区": {"440111", "520113"},
    "清河区": {"211204", "320802"},  # in Huai'an until 2016
    "和平区": {"120101", "210102"},
    "长安区": {"130102", "610116"},
    "Suzhou": {"320500", "341300"},
    "Fuzhou": {"350100", "361000"},
    "Yichun": {"230700", "360900"},
    "山城": {"410603", "500000"},
    "春城": {"220100", "530100"},
    "巴州": {"511902", "652800"},
}


def pairs(table: str) -> list[list[str]]:
    return [cell.strip().rsplit(" ", 1) for cell in table.replace("\n", "|").split("|") if cell]


@pytest.mark.parametrize(("written", "code"), pairs(WRITTEN) + pairs(LATIN))
def test_a_place_is_found_as_people_write_it(written, code):
    assert places_called(written) == (code,)


@pytest.mark.parametrize("written", SHARED)
def test_a_name_of_several_places_is_asked_back_with_all_of_them(written):
    assert set(places_called(written)) == SHARED[written]


@pytest.mark.parametrize(
    "written",
    [
        "桃花源",
        "Atlantis",
        "London",
        "999999",
        "",
        "高新区",
        "长安镇",
        "广州/深圳",
        "南京东路",
        "浙江大学",
        "东莞深圳",
        "Dongguan and Shenzhen",
        "Nanjing East Road, Shanghai",
    ],
)
def test_what_is_no_place_is_not_taken_for_one(written):
    assert places_called(written) == ()


def rows():
    text = resources.files("gongyou.law.packs.cn").joinpath("place_names.csv").read_text("utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["code"] != "100000"]


def test_every_place_in_force_is_found_by_its_full_name_and_is_among_those_of_its_own():
    in_force = [r for r in rows() if not r["until"] and r["code"][:2] not in ("71", "81", "82")]
    whole = [r for r in in_force if place_name(r["code"][:2] + "0000") != r["name"]]
    unlike = [r for r in whole if places_called(place_name(r["code"])) != (r["code"],)]
    unlike += [r for r in whole if r["code"] not in places_called(r["name"])]
    assert (unlike, len(whole) > 3000) == ([], True)
    assert places_called("重庆市") == ("500000",)  # and neither 500100 nor 500200


def test_every_place_below_a_city_is_found_in_pinyin_in_both_orders():
    sounds = {row["code"]: row["pinyin"].title() for row in rows() if not row["until"]}
    below = [
        (code, sounds[code], sounds[code[:4] + "00"])
        for code in list(sounds)[::7]
        if not code.endswith("00") and sounds.get(code[:4] + "00", sounds[code]) != sounds[code]
    ]
    missed = [code for code, name, city in below if code not in places_called(f"{name}, {city}")]
    missed += [code for code, name, city in below if code not in places_called(f"{city} {name}")]
    assert (missed, len(below) > 300) == ([], True)


def test_every_heir_of_a_former_place_is_in_force_and_in_its_province():
    former = former_places()
    told = {code: place.now for code, place in former.items() if place.now}
    assert all(known_place(now) and now not in former for now in told.values())
    assert all(now[:2] == code[:2] for code, now in told.items())
    assert len(told) > 300


@pytest.mark.parametrize(
    ("code", "name", "year", "heir"),
    [
        ("500112", "重庆市渝北区", "2025", "500157"),
        ("310108", "上海市闸北区", "2015", "310106"),
        ("310103", "上海市卢湾区", "2010", "310101"),  # merged 2011, last listed 2010
        ("110103", "北京市崇文区", "2009", "110101"),  # merged 2010, last listed 2009
        ("440183", "广东省广州市增城市", "2013", "440118"),
        ("371200", "山东省莱芜市", "2018", "370100"),
        ("371202", "山东省莱芜市莱城区", "2018", "370116"),
        ("130521", "河北省邢台市邢台县", "2020", "130503"),
        ("350402", "福建省三明市梅列区", "2021", "350404"),
        ("330621", "浙江省绍兴市绍兴县", "2013", "330603"),
        ("320802", "江苏省淮安市清河区", "2016", "320812"),
        ("120225", "天津市蓟县", "2016", "120119"),
    ],
)
def test_a_former_place_knows_until_when_and_what_took_it_in(code, name, year, heir):
    former = former_places()[code]
    assert (place_name(code), former.until[:4], former.now) == (name, year, heir)


def test_counties_are_told_from_districts():
    shijiazhuang = counties_of("130100")
    assert "130123" in shijiazhuang and "130108" not in shijiazhuang


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("361121", "361104"),  # 上饶县, a district of its city since 2019
        ("371200", "370116"),  # 莱芜市, two districts of 济南 since 2019, both in the second class
        ("440183", "440118"),  # 增城市, a district since 2014
    ],
)
def test_a_former_place_has_the_minimum_wage_of_what_it_became(former, now):
    code, june = "cn.minimum_wage.shortfall", "2026-06-01"
    pay = months(june, 1, due=1500, paid=1500, days_worked=23)
    facts = {"start": "2020-01-01", "end_kind": "ongoing", "agreed_wage": 5000, "full_time": True}
    short = [
        amount(code, on="2026-07-01", pay=pay, place=place, **facts) for place in (former, now)
    ]
    assert short[0] == short[1] > 0
