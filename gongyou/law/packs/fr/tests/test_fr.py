"""Boundaries and rules that no published case of the repository covers."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import Facts, claim

ON = date(2026, 6, 1)


def due(code, **facts):
    tables = {name: facts.pop(name, []) for name in ("salaries", "absences")}
    return claim(Facts(employment={"worker": "1", **facts}, **tables), "fr", ON)[code]


LEGAL = "fr.indemnite_legale_licenciement"


@pytest.mark.parametrize(
    ("notified", "status"), [(date(2017, 9, 23), "not_due"), (date(2017, 9, 24), "amount")]
)
def test_eight_months_suffice_from_24_september_2017(notified, status):
    result = due(LEGAL, seniority_years="9/12", seniority_for_right_years="9/12",
                 reference_salary=2000, notified=notified)  # fmt: skip
    assert result.status == status


@pytest.mark.parametrize(
    ("notified", "amount"), [(date(2017, 9, 26), "4000.00"), (date(2017, 9, 27), "5000.00")]
)
def test_the_rate_rises_on_27_september_2017(notified, amount):
    result = due(LEGAL, seniority_years=10, seniority_for_right_years=10, reference_salary=2000,
                 notified=notified)  # fmt: skip
    assert result.amount == Decimal(amount)


def test_serious_misconduct_excludes_the_indemnity():
    result = due(LEGAL, seniority_years=10, seniority_for_right_years=10, reference_salary=2000,
                 notified=date(2024, 1, 1), serious_misconduct=True)  # fmt: skip
    assert result.reason == "serious_misconduct"


def test_a_disabled_worker_has_at_most_three_months_notice():
    result = due("fr.preavis_licenciement", seniority_months=30, disabled_worker=True)
    assert result.value == 3


def test_without_a_salary_the_indemnity_says_what_is_missing():
    result = due(LEGAL, seniority_for_right_years=3, notified=date(2024, 1, 1), reference_salary=1)
    assert {"start", "end"} & set(result.missing)


def test_months_beyond_twelve_do_not_count():
    salaries = [{"worker": "1", "number": n, "total": 1000} for n in range(1, 13)]
    salaries.append({"worker": "1", "number": 13, "total": 9000})
    assert due("fr.salaire_reference", salaries=salaries).amount == 1000


def test_serious_misconduct_takes_the_precarity_bonus_too():
    result = due("fr.prime_precarite", contract="cdd", gross_pay_total=3000,
                 serious_misconduct=True)  # fmt: skip
    assert result.reason == "no_precarity"
