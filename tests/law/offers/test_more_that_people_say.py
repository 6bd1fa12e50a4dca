"""Offers with something taken off, raised, in groups, by first years, in parts: read or asked.

`WORKER` served a year and a half for 3,000 yuan a month (N is two months), `OLD` eleven years and
four months for 6,000 (N is eleven and a half). Amounts are reckoned by hand.
"""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law.offers import Offer, OfferAmbiguousError, OfferError, evaluate, parse

WORKER = {
    "service_months": Decimal(18),
    "service_begun": Decimal(18),
    "wage": Decimal(3000),
    "start": date(2013, 1, 1),
    "claim": Decimal(10000),
    "cn.severance": Decimal(6000),
    "cn.overtime.standard": Decimal(2000),
    "cn.wages.unpaid": Decimal(1000),
}
OLD = WORKER | {
    "service_months": Decimal(136),
    "service_begun": Decimal(137),
    "wage": Decimal(6000),
    "start": date(2003, 3, 1),
    "claim": Decimal(200000),
    "cn.severance": Decimal(69000),
}


def read_back(offer):
    return [parse(offer.describe(lang)) for lang in ("en", "zh-hans")]


@pytest.mark.parametrize(
    ("text", "young", "old"),
    [
        # taken off
        ("2N-5000", 7000, 133000),
        ("N-1000元", 5000, 68000),
        ("N+1减2000", 7000, 73000),
        ("2N less 3000 yuan already paid", 9000, 135000),
        ("每人2万元，扣除已预支3000元", 17000, 17000),
        ("N+1 minus the 2000 already paid", 7000, 73000),
        ("N-20000", 0, 49000),
        ("2N-5000，总额最高10万", 7000, 100000),
        # raised and lowered
        ("N+20%", 7200, 82800),
        ("N上浮二成", 7200, 82800),
        ("在N的基础上增加20%", 7200, 82800),
        ("N+1再上浮10%", 9900, 82500),
        ("2N-20%", 9600, 110400),
        ("2N打九折", 10800, 124200),
        ("两N半", 15000, 172500),
        ("half of N", 3000, 34500),
        ("双倍N", 12000, 138000),
        # what is owed, besides
        ("N+1和全部拖欠工资", 10000, 76000),
        ("2N and overtime", 14000, 140000),
        ("2N，另付加班费", 14000, 140000),
        ("2N plus 50% of the overtime", 13000, 139000),
        ("80% of what the law says", 8000, 160000),
        ("two thirds of the claim", Decimal("6666.67"), Decimal("133333.33")),
        ("请求总额的三分之二", Decimal("6666.67"), Decimal("133333.33")),
        ("seventy percent of the claim", 7000, 140000),
        # first years
        ("第一年2000元，以后每年1000元", 2000, 12000),
        ("first year 3000, each further year 1000", 3000, 13000),
        ("3000 for the first year and 1000 for each year after", 3000, 13000),
        ("第一年一个月工资，以后每年半个月", 3000, 36000),
        ("前三年每年2000元，第四年开始每年1500元", 2000, 18000),
        ("第1-5年每年1000元，第6年起每年2000元", 1000, 17000),
        ("first five years 1000 a year, from the sixth year 2000 a year", 1000, 17000),
        # limits
        ("2N封顶20万", 12000, 138000),
        ("2N（最高10万）", 12000, 100000),
        ("2N不超10万", 12000, 100000),
        ("between 8000 and 60000, N+1", 9000, 60000),
        ("每年补半个月，至少2个月", 6000, 33000),
        ("N，每人不低于8000元", 8000, 69000),
        # groups by service and wage
        ("老员工（10年以上）2N，其他N+1", 9000, 138000),
        ("2N for anyone with 10+ years, N+1 for everyone else", 9000, 138000),
        ("N，工龄满10年另加1万元", 6000, 79000),
        ("所有人N，10年以上的再加5000", 6000, 74000),
        ("工资5000以下的N+1，5000以上的N", 9000, 69000),
        ("those earning under 5000: 2N; others N", 12000, 69000),
        # who says it, what it is for
        ("公司愿意支付N+1", 9000, 75000),
        ("We will pay N+1 to everyone", 9000, 75000),
        ("厂方提出每人补偿8000元", 8000, 8000),
        ("按N个月工资+1个月代通知金补偿", 9000, 75000),
        ("N+1+年终奖5000", 14000, 80000),
        ("N+1外加3000元搬家费", 12000, 78000),
        ("基础补偿1万元，另按工龄每年800元", 10800, 18800),
        ("10000 base plus 800 per year", 10800, 18800),
        ("每人15000（税前）", 15000, 15000),
        ("一年一千五百元，不满一年算一年", 3000, 18000),
        ("2000 for each year or part thereof", 4000, 24000),
        ("每年2000，零头按月算", 3000, Decimal("22666.67")),
        ("一个月一年，外加3个月", 12000, 84000),
        ("monthly wage x years of service + 5000", 8000, 71000),
        ("2N（含加班费）", 12000, 138000),
        ("N+1+加班费5000元", 14000, 80000),
        ("拖欠工资全额支付，经济补偿N", 7000, 70000),
        ("补发全部欠薪，另付N+1", 10000, 76000),
        ("80% of unpaid wages and half of overtime", 1800, 1800),
        ("拖欠工资付清，加班费给一半", 2000, 2000),
        ("入职不满一年的500元，满一年的N", 6000, 69000),
        ("less than a year: 500; a year or more: N", 6000, 69000),
        ("2013年3月1日之前入职的2N，之后入职的N", 12000, 138000),
        ("hired before March 2013: 2N, after that N", 12000, 138000),
        ("N+1或者2万元，哪个高给哪个", 20000, 75000),
        ("N+1, or 20000 if that is more", 20000, 75000),
        ("不足2万的补足2万，N+1", 20000, 75000),
        ("N+1, topped up to 10000", 10000, 75000),
        ("N+1，一个月内付清", 9000, 75000),
        ("N+1 within 30 days", 9000, 75000),
        ("N+1，首付三成，余款半年内付清", 9000, 75000),
        ("N+1，离职当日结清", 9000, 75000),
        ("80% of 2N", 9600, 110400),
        ("1.5倍经济补偿", 9000, 103500),
        ("一个N", 6000, 69000),
        ("2N, less 20%", 9600, 110400),
        ("2N in cash", 12000, 138000),
        ("2N，一次付清", 12000, 138000),
        ("2000元/人·年", 2000, 22000),
        ("legal severance", 6000, 69000),
        ("按法律规定支付经济补偿金", 6000, 69000),
        ("依法支付经济补偿，另加3000元", 9000, 72000),
        ("Severance per law plus 3000", 9000, 72000),
        ("前10年每年1个月，10年以后每年半个月", 3000, 63000),
    ],
)
def test_more_ways_to_say_an_offer(text, young, old):
    offer = parse(text)
    for read in (offer, *read_back(offer), Offer.from_json(offer.to_json())):
        assert (evaluate(read, WORKER).amount, evaluate(read, OLD).amount) == (young, old)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("每人不低于5000元", {5000, 10000}),
        ("1.5N plus March wages", {10000, 12000}),
        ("N加拖欠的三月份工资", {7000, 9000}),
        ("法定标准的80%", {8000, 4800}),
        ("按劳动法标准的1.2倍", {12000, 7200}),
        ("120% of the statutory amount", {12000, 7200}),
        ("2N不含加班费", {12000, 14000}),
        ("N+1 times 1.5", {13500, 10500}),
        ("70%的N+1", {6300, 7200}),
        ("三倍工资", {9000, 18000}),
        # Paid over six months, or to those who served longer: read as the latter without asking.
        ("30000 each over 20 months", {30000, 0}),
        ("30000 over 2 years", {30000, 0}),
        ("补三个月", {9000, 3000 * 3}),
    ],
)
def test_more_that_can_mean_two_things_is_asked_back(text, amounts):
    with pytest.raises(OfferAmbiguousError) as asked:
        parse(text)
    assert {evaluate(meaning, WORKER).amount for meaning in asked.value.meanings} == amounts
    assert all(read_back(meaning) == [meaning, meaning] for meaning in asked.value.meanings)


@pytest.mark.parametrize(
    ("text", "column", "inside", "outside"),
    [
        ("包装车间2N，其余N", "workshop", ("包装车间", "包装"), "裁剪车间"),
        ("一车间2N，其他车间N", "workshop", ("一车间", "1车间"), "二车间"),
        ("生产部2N，行政部N", "department", ("生产部", "生产"), "行政部"),
        (
            "assembly workshop 2N, everyone else N",
            "workshop",
            ("Assembly", "assembly workshop"),
            "x",
        ),
        ("workers in the packing line 2N, others N", "workshop", ("packing line",), "cutting line"),
        ("department office: 2N; others N", "department", ("office",), "sales"),
    ],
)
def test_groups_are_named_as_rosters_name_them(text, column, inside, outside):
    offer = parse(text)
    assert evaluate(offer, WORKER).missing == (column,)
    for read in (offer, *read_back(offer)):
        assert {evaluate(read, WORKER | {column: name}).amount for name in inside} == {12000}
        assert evaluate(read, WORKER | {column: outside}).amount == 6000


def test_three_parts_have_each_their_share_and_day():
    for text in (
        "N，签约付30%，一个月后付30%，三个月后付40%",
        "N: 30% at signing, 30% after one month, 40% after three months",
    ):
        offer = parse(text)
        said = [(p.share, p.months) for p in offer.instalments]
        assert said == [(Decimal("0.3"), None), (Decimal("0.3"), 1), (Decimal("0.4"), 3)]
        assert read_back(offer) == [offer, offer]
    dated = parse("N，先付20%，2027年3月31日前付30%，2027年6月30日前付50%")
    assert [p.by for p in dated.instalments] == [None, date(2027, 3, 31), date(2027, 6, 30)]
    assert read_back(dated) == [dated, dated]
    with pytest.raises(OfferError, match="does not make the whole"):
        parse("N, 30% at signing, 30% after one month, 30% after three months")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20000 each by the end of March 2027", date(2027, 3, 31)),
        ("20000 each, paid on 31 March 2027", date(2027, 3, 31)),
        ("每人2万，2027年2月底前付清", date(2027, 2, 28)),
    ],
)
def test_the_day_of_payment_is_kept(text, day):
    assert [part.by for part in parse(text).instalments] == [day]
    first, rest = parse("N+1，签字时付一半，2027年2月1日前付清").instalments
    assert (first.share, rest.by) == (Decimal("0.5"), date(2027, 2, 1))
    assert [p.share for p in parse("N，分两次付，各50%").instalments] == [Decimal("0.5")] * 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("N+1-1", "多少元"),
        ("N+1，扣除已付部分", "多少元"),
        ("N+1 less what has been paid", "多少元"),
        ("N-1000-2000", "两项扣除"),
        ("10年以上2N，其他N+1减2000", "哪些人"),
        ("每人2万，签字当日付1万，余款一个月内付清", "百分之几"),
        ("N，分三次付，各50%", "不是全部"),
        ("5000 N", "每年多少元"),
        ("每人" + "1" * 1990, "这么长的数"),
    ],
)
def test_what_is_taken_off_without_a_sum_or_a_person_is_asked(text, said):
    with pytest.raises(OfferError) as refused:
        parse(text)
    assert said in refused.value.message("zh-hans")
