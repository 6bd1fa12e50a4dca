"""Facts about reading that a wrong change must not leave standing; each counted by hand."""

from datetime import date

import pytest

from gongyou.law.schema import TABLES
from gongyou.law.sources import READINGS, resolve
from tests.law.workbooks.test_layouts import JUNE, codes, read, rows

PAY = ["工号", "姓名", "应发工资"]


@pytest.mark.parametrize(
    "word",
    ["合计", "小计", "总计", "总合计", "共计", "累计", "平均", "平均数", "平均值", "汇总", "总数",
     "本页合计", "本月小计", "部门合计", "车间小计", "全厂总计", "合计12人", "Total", "Subtotal"],
)  # fmt: skip
def test_a_row_of_totals_is_nobodys_pay(word):
    result = read(**{"2023年6月": [PAY, ["A1", "甲一", 5100], [word, "", 5100], ["A2", "乙二", 1]]})
    assert result.workers == ["A1", "A2"]
    assert ("totals_row", "A3") in codes(result)


def test_a_spell_that_begins_on_the_last_day_of_the_other_is_the_same():
    head = ["工号", "入职日期", "离职日期"]
    same = read(名册=[head, ["A1", date(2015, 1, 1), date(2017, 5, 15)],
                   ["A1", date(2017, 5, 15), date(2019, 1, 1)]])  # fmt: skip
    assert len(rows(same, "employment")) == 1
    apart = read(名册=[head, ["A1", date(2015, 1, 1), date(2017, 5, 14)],
                    ["A1", date(2017, 5, 15), date(2019, 1, 1)]])  # fmt: skip
    assert [r["worker"] for r in rows(apart, "employment")] == ["A1", "A1/2"]


def test_the_broken_first_month_of_a_second_spell_is_that_spells():
    result = read(
        名册=[["工号", "入职日期", "离职日期"], ["A1", date(2015, 1, 1), date(2017, 4, 30)],
            ["A1", date(2017, 5, 15), date(2019, 1, 1)]],
        **{"2017年5月": [["工号", "应发工资"], ["A1", 2500]],
           "2017年4月": [["工号", "应发工资"], ["A1", 5000]]},
    )  # fmt: skip
    assert {r["worker"]: r["due"] for r in rows(result, "pay")} == {"A1/2": 2500, "A1": 5000}


def test_the_employers_ledger_alone_proves_nothing():
    told = [{"worker": "A1", "agreed_wage": 4000, "source": "ledger"}]
    (proved,) = resolve(TABLES["employment"], told, READINGS["proved"]) or [{}]
    assert proved.get("agreed_wage") is None


@pytest.mark.parametrize("source", ["decision", "bank", "si_record", "payslip", "contract"])
def test_each_kind_of_proof_counts_as_proved(source):
    told = [{"worker": "A1", "agreed_wage": 4000, "source": source}]
    assert resolve(TABLES["employment"], told, READINGS["proved"])[0]["agreed_wage"] == 4000


def test_the_best_evidence_asks_a_bank_before_a_payslip_and_the_worker_before_the_ledger():
    def due(*sources):
        told = [
            {"worker": "A1", "month": JUNE, "due": n, "source": s} for n, s in enumerate(sources, 1)
        ]
        return resolve(TABLES["pay"], told, READINGS["best"])[0]["due"]

    assert due("payslip", "bank") == 2
    assert due("ledger", "worker") == 2
    assert due("neighbour", "ledger") == 2


def test_a_row_without_a_worker_that_holds_figures_is_reported():
    result = read(**{"2023年6月": [PAY, ["A1", "甲一", 5100], ["", "", 4000]]})
    assert ("no_worker", "3") in codes(result)


def test_two_columns_for_bonus_are_added_and_two_for_wage_are_not():
    head = ["工号", "应发工资", "全勤奖", "奖金", "应发合计"]
    (row,) = rows(read(**{"2023年6月": [head, ["A1", 5000, 100, 200, 5300]]}), "pay")
    assert row["bonus"] == 300 and row["due"] in (5000, 5300)


def test_months_beyond_december_are_the_next_year():
    head = ["工号", "11月应发", "12月应发", "1月应发"]
    result = read(**{"2014年工资": [head, ["A1", 1, 2, 3]]})
    assert {r["month"]: r["due"] for r in rows(result, "pay")} == {
        date(2014, 11, 1): 1, date(2014, 12, 1): 2, date(2015, 1, 1): 3,
    }  # fmt: skip


def test_a_yuan_header_over_sick_pay_is_no_day_of_sickness():
    result = read(**{"2023年6月": [["工号", "应发工资", "病假工资"], ["A1", 5100, 20]]})
    assert "days_sick" not in rows(result, "pay")[0]


def test_fourteen_days_of_columns_are_no_attendance_sheet():
    head = ["工号", "应发工资", *range(1, 15)]
    result = read(**{"2023年6月": [head, ["A1", 5100, *["√"] * 14]]})
    assert "grid_read" not in dict(codes(result))
