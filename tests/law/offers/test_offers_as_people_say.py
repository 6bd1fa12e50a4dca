"""Offers in the words of bargaining tables: read right, or asked back with what they can mean.

The worker of the examples: hired 1 January 2013, left 30 June 2014 (a year and six months,
two of the law's severance years), 3,000 yuan a month.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongyou.law.chinese_numbers import value
from gongyou.law.offers import OfferAmbiguousError, OfferError, cost, evaluate, parse

WORKER = {
    "service_months": Decimal(18),
    "service_begun": Decimal(18),
    "wage": Decimal(3000),
    "start": date(2013, 1, 1),
    "claim": Decimal(10000),
}


def given_by(text, **facts):
    return evaluate(parse(text), WORKER | facts).amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("每人1万元", 10000),
        ("10万元", 100000),
        ("1.2万元", 12000),
        ("每年1.2万元", 12000),
        ("三千五元", 3500),
        ("每人1万2", 12000),
        ("一人一万二", 12000),
        ("每人两千", 2000),
        ("每人一次性补偿人民币贰万元整", 20000),
        ("N+1，总额不超过5万元", 9000),
        ("N+2000", 8000),
        ("2N+3000", 15000),
        ("N+3个月", 15000),
        ("N加一", 9000),
        ("2000元/年封顶6年", 2000),
        ("2000/year", 2000),
        ("一年补两千，最多六年", 2000),
        ("lump sum of 5000 each", 5000),
        ("3k per year", 3000),
        ("two thousand yuan a year", 2000),
        ("half a month's pay per year", 1500),
        ("3000 per year of service but at least 5000", 5000),
        ("每年工龄1000元，最低不少于5000元", 5000),
        ("每满一年补偿一个月工资，不满半年的补偿半个月工资", 6000),
        ("打七折", 7000),
        ("打七五折", 7500),
        ("按工龄每年补偿1个月工资，外加2000元搬迁补助", 5000),
        ("工龄补偿每年800元加一次性5000元", 5800),
        ("2000元每年，1万封顶，3000保底", 3000),
        ("2015年前入职的每人12000元，其余6000元", 12000),
        ("hired before 2013-01-01: 12000; others 6000", 6000),
        ("2013年1月1日以后入职的3000元，其余8000元", 3000),
        ("N+1，分三期支付", 9000),
    ],
)
def test_everyday_words_come_to_what_they_say(text, amount):
    assert given_by(text) == amount


def test_a_cap_behind_n_plus_one_holds_for_both_together():
    # Twenty years of 8,000: N is 160,000, N+1 168,000.
    old = {"service_months": Decimal(240), "service_begun": Decimal(240), "wage": Decimal(8000)}
    assert given_by("N+1，上限10万", **old) == 100000
    assert given_by("N+1", **old) == 168000
    assert given_by("2N+3000，上限10万", **old) == 100000


def test_steps_of_service_are_read_in_the_order_of_their_words():
    steps = "工龄5年以下3000元；5至10年8000元；10年以上15000元"
    for months, amount in ((59, 3000), (60, 8000), (119, 8000), (120, 15000)):
        assert given_by(steps, service_months=Decimal(months)) == amount
    same = "under 5 years: 3000; 5 to 10 years: 8000; over 10 years: 15000"
    assert parse(steps) == parse(same) == parse(steps.replace("；", "，"))


def test_a_group_is_a_condition_and_unknown_membership_is_named():
    text = "孕期、产期、哺乳期女工2N，其他人N+1"
    assert given_by(text, maternity="yes") == 12000
    assert given_by(text, maternity="no") == 9000
    unknown = evaluate(parse(text), WORKER)
    assert (unknown.amount, unknown.missing) == (None, ("maternity",))
    assert given_by("女工3000元，男工2000元", sex="male") == 2000


def test_instalments_are_kept_and_make_the_whole():
    offer = parse("每年2000元，先付50%，三个月内付清余款")
    assert [(p.share, p.months) for p in offer.instalments] == [
        (Decimal("0.5"), None),
        (Decimal("0.5"), 3),
    ]
    assert [(p.share, p.days) for p in parse("N+1, paid within 30 days").instalments] == [(1, 30)]
    three = parse("N，分三期支付").instalments
    assert sum(part.share for part in three) == 1
    assert [part.months for part in three] == [None, 1, 2]
    with pytest.raises(OfferError, match="when it is paid"):
        parse("先付50%，三个月内付清余款")


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("3000 per year; 1500 if under 2 years", {1500, 4500}),
        ("满1年1000元；1年半以上2000元".replace("1年半", "18个月"), {2000, 3000}),
        ("over 12 months: 8000; over 18 months: 15000", {15000, 23000}),
        ("每年1500元，女工每年2000元", {2000, 3500}),
        ("2.000 per year", {2, 2000}),
        ("1.500元每年", {Decimal("1.5"), 1500}),
        ("1,5 months of wage per year", {4500, 45000}),
    ],
)
def test_what_can_mean_two_things_is_asked_back_with_both(text, amounts):
    with pytest.raises(OfferAmbiguousError) as asked:
        parse(text)
    worker = WORKER | {"sex": "female"}
    assert {evaluate(m, worker).amount for m in asked.value.meanings} == amounts
    for meaning in asked.value.meanings:
        for lang in ("en", "zh-hans"):
            assert meaning.describe(lang) in asked.value.message(lang)
            assert parse(meaning.describe(lang)) == meaning


@pytest.mark.parametrize("text", ["N+50", "N另加1", "每人5"])
def test_a_number_that_may_be_months_or_yuan_is_asked(text):
    with pytest.raises(OfferError, match="months of wage"):
        parse(text)


@pytest.mark.parametrize("text", ["不低于2N", "每年2000元，最高2N", "at most 3N"])
def test_a_limit_of_so_many_n_is_no_limit_in_yuan(text):
    with pytest.raises(OfferError):
        parse(text)


def test_conditions_that_never_meet_are_no_question():
    assert given_by("2000 per year, at most 6 years; 166 per month if under one year") == 2000


def test_an_offer_far_from_the_claim_is_not_believed():
    person = {"worker": "A", "start": date(2010, 1, 1), "end": date(2014, 12, 31)}
    claims = {"A": {"claim": Decimal(10000)}}
    shares = {}
    for amount in (99, 100, 30000, 30001):
        held = cost(parse(f"{amount} yuan"), [person], claims)
        shares[amount] = held.total.implausible
    assert shares == {99: True, 100: False, 30000: False, 30001: True}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三千五", 3500), ("三千零五", 3005), ("一万二", 12000), ("1万2", 12000),
        ("1万2000", 12000), ("12万5千", 125000), ("二〇一四", 2014), ("一百二", 120),
        ("二十五", 25), ("叁仟伍佰", 3500), ("一万零五百", 10500), ("1.2万", 12000),
        ("半", Decimal("0.5")), ("万", None), ("三x", None), ("", None),
    ],
)  # fmt: skip
def test_chinese_numbers_are_read_as_they_are_said(text, number):
    assert value(text) == number


_SIGNS = "零一二三四五六七八九"


def _said(number: int) -> str:
    """A number below ten thousand in Chinese words, written by the rules of the language."""
    text, gap = "", False
    for step, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            text += ("零" if gap and text else "") + _SIGNS[digit] + sign
        gap = not digit
    return text


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_a_number_said_in_full_is_read_back(high, low):
    assert value(_said(high)) == high
    if low >= 1000:
        assert value(f"{_said(high)}万{_said(low)}") == high * 10000 + low


OLD = WORKER | {
    "service_months": Decimal(136),  # eleven years and four months: eleven and a half of the law's
    "service_begun": Decimal(137),
    "wage": Decimal(6000),
    "start": date(2003, 3, 1),
    "claim": Decimal(200000),
}


@pytest.mark.parametrize(
    ("text", "young", "old"),
    [
        ("半个月工资每年，封顶12年", 1500, 33000),
        ("按工龄每年半个月工资，封顶12个月", 1500, 33000),
        ("2 months per year of service up to 24 months' pay", 6000, 132000),
        ("2N，最高12个月工资", 12000, 72000),
        ("2N, at least 5 months' wages", 15000, 138000),
        ("N+1（N封顶8）", 9000, 54000),
        ("N+1，N最多8年", 9000, 54000),
        ("N+1, at most 8 months of wage in all", 9000, 48000),
        ("2(N+1)", 18000, 150000),
        ("(N+1)的80%", 7200, 60000),
        ("80% of N", 4800, 55200),
        ("N打八折", 4800, 55200),
        ("N×3000", 6000, 34500),
        ("2000×工龄", 2000, 22000),
        ("月工资×工龄×0.5", 1500, 33000),
        ("每人补3万，工龄超过10年的再加1万", 30000, 40000),
        ("满5年N+1，其余N", 6000, 75000),
        ("工龄1-3年5000，3-5年8000，5年以上12000", 5000, 12000),
        ("满10年4万，5到10年3万，5年以下1万", 10000, 40000),
        ("前5年每年1000元，以后每年1500元", 1000, 14000),
        ("first 5 years 1000 each, then 1500 per year", 1000, 14000),
        ("每满一年1500元，不满一年按一年计算", 3000, 18000),
        ("1500 per year, part years count as full", 3000, 18000),
        ("1500元/年，按月折算", 2250, 17000),
        ("1500 per year, pro rata", 2250, 17000),
        ("每年1500元，不满半年按半年，满半年不满一年按一年计算", 3000, 17250),
        ("一年一个半月", 4500, 99000),
        ("a month for each year", 3000, 66000),
        ("八百块一年", 800, 8800),
        ("1000一年，封顶8000", 1000, 8000),
        ("N+1 or 30000, whichever is higher", 30000, 75000),
        ("N+1与3万就低", 9000, 30000),
        ("N+1+2000元", 11000, 77000),
        ("half of the claim", 5000, 100000),
        ("应得金额的六成五", 6500, 130000),
        ("应得的百分之六十五", 6500, 130000),
        ("每人2w", 20000, 20000),
        ("one thousand five hundred per year", 1500, 16500),
        ("每人10，000元", 10000, 10000),
        ("10 000元", 10000, 10000),
        ("一口价1.2万", 12000, 12000),
        ("N plus one", 9000, 75000),
        ("N plus 5000", 11000, 74000),
        ("5000元+N", 11000, 74000),
        ("二N加一", 15000, 144000),
        ("每月100元，不满一个月按一个月算", 1800, 13700),
        ("工作满一年补一个月，最多补六个月", 3000, 36000),
        ("每年一个月，六个月封顶", 3000, 36000),
        ("one month's salary a year up to a maximum of six months", 3000, 36000),
        ("经济补偿N+1，另外每人奖励5000元", 14000, 80000),
        ("N+1并支付5000元奖金", 14000, 80000),
        ("每位员工1万元", 10000, 10000),
        ("10,000 RMB/person", 10000, 10000),
        ("for those over 10 years 30000, for the rest 20000", 20000, 30000),
        ("2N，总数不超过10万", 12000, 100000),
        ("1.2个月/年", 3600, 79200),
        ("每人5000，工龄10年以上的多给1000", 5000, 6000),
        ("先给一半，另一半三个月后给，N+1", 9000, 75000),
        ("¥3,000 per year, minimum ¥5,000, maximum ¥30,000", 5000, 30000),
    ],
)
def test_what_is_said_at_tables_comes_to_the_same_for_young_and_old(text, young, old):
    offer = parse(text)
    assert (evaluate(offer, WORKER).amount, evaluate(offer, OLD).amount) == (young, old)
    for lang in ("en", "zh-hans"):
        again = parse(offer.describe(lang))
        assert (evaluate(again, WORKER).amount, evaluate(again, OLD).amount) == (young, old)


@pytest.mark.parametrize(
    ("text", "old"),
    [
        # Half a month for each of twelve years is six months of wage, not twelve.
        ("half a month per year, at most 8", {24000, 33000}),
        ("N+1，封顶8个月工资", {54000, 48000}),
        ("2N封顶8", {96000, 48000}),
        ("2000 per year, at most 8", {16000, 8}),
    ],
)
def test_a_limit_that_does_not_say_of_what_is_asked(text, old):
    with pytest.raises(OfferAmbiguousError) as asked:
        parse(text)
    assert {evaluate(m, OLD).amount for m in asked.value.meanings} == old
    for meaning in asked.value.meanings:
        assert parse(meaning.describe("en")) == parse(meaning.describe("zh-hans")) == meaning


def test_a_limit_in_months_of_wage_is_no_limit_of_service():
    # "At most twelve months" of N are twelve months of wage, as the law says, not one year's.
    assert evaluate(parse("N，封顶12个月"), OLD).amount == 69000
    with pytest.raises(OfferError, match="in years or in yuan"):
        parse("2000 per year, at most 6 months")


def test_nobody_falls_between_steps_of_whole_years():
    steps = "1到5年1000元，6到10年5000元"
    got = [given_by(steps, service_months=Decimal(m)) for m in (11, 12, 60, 71, 72, 119)]
    assert got == [0, 1000, 1000, 1000, 5000, 5000]


@pytest.mark.parametrize("text", ["总额30万元", "5000 each, 300,000 in total", "30万，大家分"])
def test_one_sum_for_everybody_is_refused_with_what_to_write(text):
    with pytest.raises(OfferError, match="one sum for everybody"):
        parse(text)


def test_a_day_by_which_it_is_paid_is_kept():
    for text in ("N+1，2027年1月31日前付清", "N+1, paid by 31 January 2027"):
        [part] = parse(text).instalments
        assert (part.share, part.by) == (1, date(2027, 1, 31))
        assert parse(parse(text).describe("zh-hans")) == parse(text)
    with pytest.raises(OfferError, match="names no day"):
        parse("N+1，2027年2月31日前付清")
    with pytest.raises(OfferError, match="do not make the whole"):
        parse("N+1, 30% now, 60% within 60 days")


def test_what_is_not_understood_says_what_to_write_instead():
    for text, said in (
        ("每人5000左右", "确定的数"),
        ("5000至8000元", "谁得多少"),
        ("管理人员N，普通员工N+1", "部门为"),
        ("按最低工资标准N+1", "本人平均工资"),
    ):
        with pytest.raises(OfferError) as refused:
            parse(text)
        assert said in refused.value.message("zh-hans")


def test_an_absurd_sum_is_asked_also_where_no_claim_is_known():
    person = {"worker": "A", "start": date(2010, 1, 1), "end": date(2014, 12, 31)}
    told = [cost(parse(f"{n} yuan"), [person]).total.implausible for n in (10, 5000, 3_000_000)]
    assert told == [True, False, True]


# --- multiples, notice, shares, bases, and when the rest is paid ---------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        # N is two years of 3,000: 6,000.
        ("N*2", 12000),
        ("1.5×N", 9000),
        ("N/2", 3000),
        ("一点五N", 9000),
        ("N*2+1", 15000),
        ("N*2000", 4000),
        ("双倍经济补偿", 12000),
        ("severance plus one month", 9000),
        ("经济补偿金加一个月代通知金", 9000),
        ("N+1+5000", 14000),
        ("半年工资", 18000),
        ("a year's pay", 36000),
        ("2倍月工资", 6000),
        ("N+1（月工资按2000元算）", 6000),
        ("3000元底数，每年加500元", 3500),
        ("5000元，每年再加500元", 5500),
        ("8000 or 2 months' wages, whichever is higher", 8000),
        ("the higher of N and 8000", 8000),
        ("whichever is less: 2N or 10000", 10000),
        ("2000 a year for the first 3 years, 3000 a year after", 2000),
        ("1-3 years: 5000; 3+ years: 9000", 5000),
        ("请求总额加5000", 15000),
        ("N+1 if hired before March 2013, else N", 9000),
        ("N+1 for those with 5 years or more, N for the rest", 6000),
        ("hired after 1 January 2013: 3000; others 5000", 5000),
        ("每工作满6个月支付半个月工资", 4500),
        ("每人补偿8000元，工龄每满一年另加1000元", 9000),
        ("工龄5年以内8000，5年以上每多一年加1000", 8000),
        ("(N+1)×3000", 9000),
        ("2000×N元", 4000),
        ("one and a half months per year", 4500),
    ],
)
def test_multiples_bases_and_words_for_severance_are_read(text, amount):
    assert given_by(text) == amount


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        # A day is a thirtieth of 3,000, or one of 21.75 paid days (15 × 3,000 / 21.75).
        ("15 days' wages", {1500, Decimal("2068.97")}),
        ("每满一年支付15天工资", {1500, Decimal("2068.97")}),
        ("two weeks' wages", {1400, Decimal("1379.31")}),
        ("hired after 2013: 5000; others 8000", {5000, 8000}),
        ("2012年后入职的5000元，其余8000元", {5000}),
        ("8000至10000元", {8000, 10000}),
        ("3到5个月工资", {9000, 15000}),
        ("N*12", {72000, 24}),
        ("N+1 or 2N", {9000, 12000}),
        ("60%", {6000, 1200}),
        ("3个月", {9000}),
        ("2000元/月，6个月", {12000}),
    ],
)
def test_words_for_two_amounts_are_asked_back_with_each(text, amounts):
    with pytest.raises(OfferAmbiguousError) as asked:
        parse(text)
    worker = WORKER | {"cn.severance": Decimal(2000)}
    assert len(asked.value.meanings) == 2
    assert {evaluate(m, worker).amount for m in asked.value.meanings} == amounts
    for meaning in asked.value.meanings:
        assert parse(meaning.describe("en")) == parse(meaning.describe("zh-hans")) == meaning


def test_years_beyond_the_first_five_come_on_top():
    text = "工龄5年以内8000，5年以上每多一年加1000"
    assert given_by(text, service_months=Decimal(96)) == 11000


def test_what_is_taken_off_is_no_second_amount():
    # N+1 is three months of 3,000.
    assert given_by("N+1-5000") == 4000


def test_working_days_are_paid_days():
    assert given_by("15个工作日工资") == given_by("15 working days' wages") == Decimal("2068.97")


@pytest.mark.parametrize("text", ["N，工资按社平三倍封顶", "2N，基数不超过当地社平工资三倍"])
def test_a_cap_by_the_local_average_is_asked(text):
    with pytest.raises(OfferAmbiguousError) as asked:
        parse(text)
    [meaning] = asked.value.meanings
    assert meaning.describe("en") in ("100% of severance", "200% of severance")


def test_the_rest_is_paid_by_a_day_and_a_month_without_its_year_is_asked():
    for text in (
        "N，现在付一半，2027年6月底前付清另一半",
        "N, half now, half in June 2027",
        "N, 50% on signing and the balance by 30 June 2027",
    ):
        first, rest = parse(text).instalments
        assert (first.share, rest.share, rest.by) == (
            Decimal("0.5"),
            Decimal("0.5"),
            date(2027, 6, 30),
        )
        assert parse(parse(text).describe("en")) == parse(parse(text).describe("zh-hans"))
    for text in ("N, half now, half in June", "N，签字当天付60%，余款年底前付清"):
        with pytest.raises(OfferError, match="with its year"):
            parse(text)


def test_the_last_of_steps_of_whole_years_holds_through_its_year():
    steps = "1到5年1000元，6到10年5000元"
    assert [given_by(steps, service_months=Decimal(m)) for m in (120, 131, 132)] == [5000, 5000, 0]


def test_shares_of_several_things_are_each_of_their_own():
    offer = parse("overtime 50%, severance 80%")
    assert [(t.of, t.rate) for t in offer.terms] == [
        ("cn.overtime.standard", Decimal("0.5")),
        ("cn.severance", Decimal("0.8")),
    ]
    assert offer == parse("加班费50%，经济补偿金80%") == parse(offer.describe("zh-hans"))
    assert parse("拖欠工资的70%").terms[0].of == "cn.wages.unpaid"
