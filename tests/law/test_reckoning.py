"""Every amount can be followed with a pocket calculator, from what is written out alone."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from gongyou.law import Facts, claim, load_pack
from gongyou.law.phrasing import reckonings, unit

ON = date(2024, 11, 30)
EMPLOYMENT = {
    "worker": "G-7Q4K",
    "place": "440300",
    "start": date(2021, 3, 15),
    "end": date(2024, 10, 31),
    "end_kind": "unlawful_dismissal",
    "agreed_wage": Decimal(5200),
    "average_wage_12m": Decimal("5633.33"),
    "contract_written": False,
    "working_time_system": "standard",
}
PAY = [
    {
        "month": date(2024, month, 1),
        "due": Decimal(5200),
        "paid": Decimal(5200) if month < 8 else Decimal(0),
        "hours_overtime_workday": Decimal(30),
        "hours_overtime_restday": Decimal(16 + month % 2),
        "overtime_pay_paid": Decimal(300),
    }
    for month in range(1, 11)
]


def calculator(text: str) -> Fraction:
    """What a person with a calculator gets: signs as on its keys, higher and lower by eye."""
    text = re.sub(r"\([^()]*≈ ([\d,.]+)\)", r"(\1)", text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = text.replace("，", ",").replace("（", "(").replace("）", ")")
    for word, name in (
        ("higher of ", "max"),
        ("较高者", "max"),
        ("lower of ", "min"),
        ("较低者", "min"),
    ):
        text = text.replace(word, name)
    text = text.replace("×", "*").replace("÷", "/").replace("−", "-")
    text = re.sub(r"\d+(\.\d+)?", lambda found: f"F('{found[0]}')", text)
    return eval(text, {"F": Fraction, "max": max, "min": min, "__builtins__": {}})


def amount(text: str) -> Fraction:
    return Fraction(re.match(r"-?[\d,.]+", text.removeprefix("≈ "))[0].replace(",", ""))


@pytest.fixture(scope="module", params=["en", "zh-hans"])
def written(request):
    facts = Facts(employment=EMPLOYMENT, pay=PAY, events=[])
    held = claim(facts, "cn", ON)
    due = {r.code: r.amount for r in held.due if r.money}
    return due, reckonings(load_pack("cn"), facts, ON, due, request.param)


def test_the_first_line_comes_to_the_amount(written):
    due, made = written
    assert set(made) == set(due) and len(due) >= 5
    for code, reckoning in made.items():
        assert amount(reckoning.lines[0].value) == Fraction(due[code]), code


def test_each_line_comes_to_what_it_says(written):
    checked = 0
    for reckoning in written[1].values():
        for line in reckoning.lines:
            if re.search(r"\d-\d|[年（(].*\d{4}-", line.numbers):
                continue  # days, not arithmetic
            assert abs(calculator(line.numbers) - amount(line.value)) <= Fraction(1, 200), line
            checked += 1
    assert checked >= 8


def test_each_month_comes_to_its_amount_and_the_months_to_the_total(written):
    overtime = written[1]["cn.overtime.standard"].months[0]
    rows = [row for group in overtime.groups for row in group.rows]
    assert [row.when for row in rows] == [f"2024-{month:02d}" for month in range(1, 11)]
    for row in rows:
        assert abs(calculator(row.numbers) - amount(row.amount)) < Fraction(1, 10_000)
    assert abs(sum(amount(row.amount) for row in rows) - amount(overtime.total)) < Fraction(1, 1000)


def test_only_months_with_something_owed_stand_in_the_table(written):
    unpaid = written[1]["cn.wages.unpaid"]
    (group,) = unpaid.months[0].groups
    # 3 × 5,200, of which nothing was paid
    assert [row.when for row in group.rows] == ["2024-08", "2024-09", "2024-10"]
    assert [row.numbers for row in group.rows] == ["5,200 − 0"] * 3
    assert (unpaid.first, unpaid.last) == (date(2024, 8, 1), date(2024, 10, 1))


def test_what_four_decimals_do_not_write_is_left_as_the_division_it_is():
    """Hong Kong long service: two thirds of 3,000 for 45 years, the first 43 in full: 88,000."""
    pack = load_pack("hk")
    row = {"payment": "long_service", "monthly_wage": Decimal(3000), "years": 45}
    facts = Facts(**{pack.root.name: row})
    made = reckonings(pack, facts, ON, ["hk.eo.sp_lsp_simple"], "en")["hk.eo.sp_lsp_simple"]
    numbers = " ".join(line.numbers for line in made.lines)
    assert "0.6667" not in numbers and "2 ÷ 3" in numbers
    assert calculator(made.lines[0].numbers) == amount(made.lines[0].value) == 88000


def test_units_are_the_words_of_units():
    assert [unit(name, "zh-hans") for name in ("days", "months", "CNY")] == ["天", "个月", "元"]
    assert [unit(name, "en") for name in ("days", "months", "CNY")] == ["days", "months", "yuan"]
