"""Offers of the three public cases, typed in both languages, and people computed by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.law.offers import Offer, OfferError, cost, evaluate, parse

LIDE = (
    "2000 per year of service, at most 6 years; 166 per month if under one year",
    "每满一年2000元，最多6年；不满一年每月166元",
)


def person(start, end, **facts):
    return {"worker": "A", "start": start, "end": end, **facts}


def offered(text, *people, **more):
    return [row.offer for row in cost(parse(text), list(people), **more).rows]


@pytest.mark.parametrize("text", LIDE)
@pytest.mark.parametrize(
    ("start", "end", "amount"),
    [
        (date(2004, 12, 1), date(2014, 11, 30), 12000),  # ten years, capped at six
        (date(2008, 12, 31), date(2014, 12, 30), 12000),  # exactly six
        (date(2009, 1, 2), date(2014, 12, 31), 10000),  # two days short of six
        (date(2014, 1, 1), date(2014, 11, 30), 1826),  # eleven months × 166
        (date(2014, 1, 1), date(2014, 12, 31), 2000),  # one year, both days counted
        (date(2014, 12, 20), date(2014, 12, 31), 0),  # no full month
    ],
)
def test_lide_pays_2000_a_year_for_at_most_six_years(text, start, end, amount):
    assert offered(text, person(start, end)) == [amount]


def test_university_town_pays_27000_for_nine_years():
    nine = person(date(2005, 9, 1), date(2014, 8, 31))
    assert offered("3000 per year of service", nine) == [27000]
    assert offered("每满一年3000元", nine) == [27000]


def test_citizen_pays_seven_tenths_of_a_claim_of_about_11000():
    row = person(date(2005, 1, 1), date(2011, 10, 31))
    claims = {"A": {"claim": Decimal(11000)}}
    for text in ("0.7 of the claim", "请求总额的七成"):
        (held,) = cost(parse(text), [row], claims).rows
        assert (held.offer, held.share, held.below_half) == (7700, Decimal("0.7"), False)


def test_citizens_first_offer_was_a_flat_sum_and_100_for_each_further_year():
    text = "300 flat plus 100 per further year"
    two, seven = (
        person(date(2009, 10, 1), date(2011, 9, 30)),
        person(date(2004, 10, 1), date(2011, 9, 30)),
    )
    assert offered(text, two, seven) == [400, 900]


def test_n_plus_one_counts_half_years_as_the_law_does():
    wage = {"average_wage_12m": Decimal(4000)}
    people = [
        person(date(2010, 1, 1), date(2014, 6, 30), **wage),  # 4 years 6 months: 5
        person(date(2010, 1, 1), date(2014, 6, 29), **wage),  # short of 6 months: 4.5
        person(date(2010, 1, 1), date(2013, 12, 31), **wage),
    ]  # 4 years: 4
    assert offered("N+1", *people) == [24000, 22000, 20000]
    assert offered("2N", *people) == [40000, 36000, 32000]


def test_lump_sums_go_by_band_of_service_wage_or_workshop():
    text = "不满一年500元；满1年不满3年1000元；满3年以上2000元"
    ends = [person(date(y, 1, 1), date(2014, 12, 31)) for y in (2014, 2012, 2011)]
    assert offered(text, person(date(2014, 2, 1), date(2014, 12, 31)), *ends) == [
        500,
        1000,
        2000,
        2000,
    ]
    shops = [person(None, None, workshop=w) for w in ("一车间", "二车间", "仓库")]
    assert offered("车间为一车间，3000元；车间为二车间，2000元；其余1000元", *shops) == [
        3000,
        2000,
        1000,
    ]
    paid = [person(None, None, average_wage_12m=Decimal(w)) for w in (2999, 3000)]
    assert offered("月工资低于3000元的2000元；月工资3000元以上的1000元", *paid) == [2000, 1000]


def test_limits_hold_for_a_term_or_for_the_whole():
    long = person(date(1994, 1, 1), date(2013, 12, 31))
    assert offered("2000 per year, at most 30,000; 500 flat", long) == [30500]
    assert offered("2000 per year; 500 flat; at most 30,000 in all", long) == [30000]
    assert offered("每年100元；每人最低5000元", long) == [5000]


@pytest.mark.parametrize(
    ("years", "amount"), [(2, 1000), (3, 1000), (4, 1100), (7, 1400), (10, 1700)]
)
def test_further_years_count_from_the_number_that_is_named(years, amount):
    worker = person(date(2010, 1, 1), date(2009 + years, 12, 31))
    assert offered("1,000; 100 per further year beyond the first 3", worker) == [amount]


@pytest.mark.parametrize(
    ("text", "years", "amount"),
    [
        ("1000 per half year, at most 3 years", 2, 4000),
        ("1000 per half year, at most 3 years", 3, 6000),
        ("1000 per half year, at most 3 years", 5, 6000),
        ("100 per month, at most 2 years", 2, 2400),
        ("100 per month, at most 2 years", 3, 2400),
        ("100 per month, at most 18 months", 2, 1800),
        ("100 per month, at most 18 months", 1, 1200),
        ("1000 per year, at most 3 years", 5, 3000),
    ],
)
def test_a_limit_in_years_limits_years_whatever_the_rate_counts(text, years, amount):
    worker = person(date(2010, 1, 1), date(2009 + years, 12, 31))
    assert offered(text, worker) == [amount]


def test_the_share_compares_offer_and_claim_of_the_same_people():
    known = person(date(2012, 1, 1), date(2014, 12, 31)) | {"worker": "A"}
    unknown = person(None, None) | {"worker": "B"}
    claims = {"A": {"claim": Decimal(8000)}, "B": {"claim": Decimal(90000)}}
    held = cost(parse("2000 per year"), [known, unknown], claims)
    assert held.total.share == Decimal(6000) / Decimal(8000)
    assert (held.total.offered, held.total.claimed, held.total.unknown) == (6000, 98000, 1)


def test_unknown_facts_are_named_and_never_counted_as_nothing():
    held = cost(parse(LIDE[0]), [person(None, date(2014, 12, 31))])
    assert held.rows[0].offer is None and held.rows[0].missing == ("service_months",)
    assert held.total.unknown == 1
    other = cost(parse("workshop is A: 3000; otherwise 1000"), [person(None, None)])
    assert other.rows[0].offer is None and other.rows[0].missing == ("workshop",)


def test_who_is_offered_less_than_half_is_listed():
    people = [
        {"worker": w, "start": date(2012, 1, 1), "end": date(2014, 12, 31), "workshop": s}
        for w, s in (("A", "one"), ("B", "one"), ("C", "two"))
    ]
    claims = {"A": {"claim": Decimal(12001)}, "B": {"claim": Decimal(12000)}, "C": {}}
    held = cost(parse("2000 per year"), people, claims, group_by=["workshop"])
    assert [row.worker for row in held.below_half()] == ["A"]
    assert (held.total.offered, held.total.below_half, held.total.unknown) == (18000, 1, 1)
    assert held.groups["workshop"]["one"].claimed == 24001
    assert held.to_arrow().column_names[:4] == ["worker", "offer", "claim", "share"]


@pytest.mark.parametrize(
    "text",
    [
        "2000 per yaer",
        "给很多钱",
        "70%",
        "100 200",
        "",
        "2000 at most 6 years",
        "at most 5000 in all",
        "不是每年2000元",
        "2000 per year not under one year",
        "3 to 1 years: 100",
        "{}",
        '{"a":',
        "每年2000元，最多6年，最多7年",
        "2000 每年 of the claim",
        "__import__('os')",
        "x" * 3000,
        '{"gongyou_offer": 1, "terms": [{"kind": "yuan", "rate": 0.1}]}',
    ],
)
def test_what_is_not_clear_is_refused_in_both_languages(text):
    with pytest.raises(OfferError) as error:
        parse(text)
    assert error.value.message("en") and error.value.message("zh-hans")


_AMOUNT = st.decimals(0, 10**6, places=2, allow_nan=False).map(lambda d: d.normalize() + 0)
_COUNT = st.integers(1, 30).map(Decimal)
_WHEN = st.one_of(
    st.tuples(st.integers(0, 100), st.integers(1, 100)).map(
        lambda p: {"fact": "service_months", "from": str(p[0]), "below": str(p[0] + p[1])}
    ),
    _AMOUNT.map(lambda a: {"fact": "wage", "below": str(a)}),
    st.sampled_from(["一车间", "Line A", "二三线", "9"]).map(
        lambda v: {"fact": "workshop", "is": [v]}
    ),
)


@st.composite
def _offers(draw):
    terms = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["yuan", "share", "wage"]))
        rate = draw(_COUNT if kind == "wage" else _AMOUNT)
        term = {"kind": kind, "rate": str(rate / 100 if kind == "share" else rate)}
        if kind == "share":
            term["of"] = draw(st.sampled_from(["claim", "cn.severance"]))
        else:
            term["unit"] = draw(
                st.sampled_from(
                    [
                        None,
                        "year",
                        "month",
                        "half_year",
                        "n",
                        "year_begun",
                        "month_begun",
                        "further_year",
                    ]
                )
            )
            if term["unit"] == "further_year":
                term["after"] = str(draw(_COUNT))
            if term["unit"] in ("year", "n") and draw(st.booleans()):
                term["most_units"] = str(draw(_COUNT))
        if draw(st.booleans()):
            term["most"] = str(draw(_AMOUNT))
        if draw(st.booleans()):
            term["when"] = [draw(_WHEN)]
        terms.append(term)
    return Offer.from_json({"gongyou_offer": 1, "terms": terms})


@settings(max_examples=150, deadline=None)
@given(offer=_offers(), lang=st.sampled_from(["en", "zh-hans"]))
def test_an_offer_explained_and_typed_again_is_the_same(offer, lang):
    assert parse(offer.describe(lang)) == offer
    assert Offer.from_json(offer.to_json()) == offer


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="每满一年月不2000元%of per year;，,+n claim至-“”0.", max_size=40))
def test_any_text_is_an_offer_or_an_error(text):
    try:
        offer = parse(text)
    except OfferError:
        return
    given_ = evaluate(
        offer,
        {
            "service_months": Decimal(30),
            "service_begun": Decimal(31),
            "wage": Decimal(3000),
            "claim": Decimal(1),
        },
    )
    if given_.amount is not None:
        # can fail: a share of the claim or months less the cap could turn it round
        assert given_.amount >= 0


@settings(max_examples=60, deadline=None)
@given(months=st.integers(0, 500), more=st.integers(0, 100))
def test_longer_service_is_never_offered_less(months, more):
    for text in (
        "2000 per year, at most 6 years",
        "N+1",
        "300; 100 per further year",
        "每满半年1000元",
    ):
        low, high = (
            evaluate(
                parse(text),
                {"service_months": Decimal(m), "wage": Decimal(3000), "service_begun": Decimal(m)},
            ).amount
            for m in (months, months + more)
        )
        assert low <= high
