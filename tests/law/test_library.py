"""The library as a notebook uses it: a claim shows itself, opens, and answers what-if questions."""

from datetime import date
from decimal import Decimal
from html import escape

import pytest

from gongyou.law import Facts, claim, what_if
from gongyou.law.engine import year

ON = date(2015, 1, 20)
EMPLOYMENT = {
    "place": "440306",
    "start": date(2006, 3, 1),
    "end": date(2014, 12, 31),
    "end_kind": "agreed_by_employer",
    "average_wage_12m": Decimal(30000),
}
FACTS = Facts(employment=EMPLOYMENT)
# Shenzhen's monthly average of 2013 was 5,218 yuan: the cap of article 47(2) is three times that.
# Two months for 2006-2007 have no cap; seven years from 2008 do.
BY_HAND = 2 * 30000 + 7 * 3 * 5218


@pytest.fixture(scope="module")
def made():
    return claim(FACTS, "cn", ON)


def test_a_claim_is_one_line_and_a_result_too(made):
    assert made["cn.severance"].amount == BY_HAND
    assert repr(made).startswith("<Claim cn on 2015-01-20: 169,578.00 CNY; ")
    assert repr(made["cn.severance"]) == "<Result cn.severance: 169,578.00 yuan>"
    assert "\n" not in repr(made)


@pytest.mark.parametrize(
    ("lang", "title", "article", "figure"),
    [
        ("en", "Severance: 169,578.00 yuan", "Labour Contract Law, art. 47", "wage 5218"),
        ("zh-hans", "经济补偿: 169,578.00 元", "《劳动合同法》第47条", "平均工资 5218"),
    ],
)
def test_an_explanation_names_articles_and_figures(made, lang, title, article, figure):
    said = made["cn.severance"].explain(lang)
    assert said.startswith(title)
    assert article in said
    assert figure in said


def test_a_notebook_shows_what_is_due_and_what_is_missing(made):
    page = made._repr_html_()
    assert "169,578.00" in page
    for result in made:
        named = f"<summary>{escape(result.label('en'))}<" in page
        assert named == (result.status != "not_due"), result.code


def test_what_if_the_cap_were_four_times_the_average():
    four = [{"valid_from": date(2008, 1, 1), "value": 4}]
    now, then = what_if(FACTS, "cn", ON, parameters={"severance_cap_multiple": four})
    assert now["cn.severance"].amount == BY_HAND
    assert then["cn.severance"].amount == 2 * 30000 + 7 * 4 * 5218
    # The pack itself is as it was.
    assert claim(FACTS, "cn", ON)["cn.severance"].amount == BY_HAND


def test_what_if_a_rule_were_another():
    def severance_years(last_day):
        """Years counted, one more than the law gives."""
        return year(last_day) - 2014 + 8

    _, then = what_if(FACTS, "cn", ON, rules={"severance_years": severance_years})
    assert then["cn.severance"].amount == BY_HAND + 3 * 5218
