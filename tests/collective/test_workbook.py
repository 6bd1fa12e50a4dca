"""A roll out of a workbook: workshop, floor and shift; people who are known are not doubled."""

import io
from datetime import date

import pytest
import xlsxwriter

from gongyou.centre.public import Worker, add_employer, add_employment, add_worker
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.workbook import import_roll, read_roll

HEAD = ["序号", "姓名", "车间", "楼层", "班次", "入职日期", "月工资"]
ROWS = [
    [1, "李小红", "针车车间", "3楼", "白班", date(2010, 5, 4), 3200],
    [2, "王建国", "裁断车间", "1楼", "夜班", date(2012, 7, 1), 2900],
    [3, "陈秀英", "针车车间", "3楼", "白班", date(2014, 2, 17), 2700],
]


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, ["利得鞋厂员工名册"])
    sheet.write_row(1, 0, HEAD)
    for number, row in enumerate(ROWS, 2):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_floor_and_shift_are_read_beside_the_facts():
    roll = read_roll(workbook())
    assert [entry.name for entry in roll.entries] == [row[1] for row in ROWS]
    assert roll.entries[1].where == {"workshop": "裁断车间", "floor": "1楼", "shift": "夜班"}
    assert roll.entries[0].facts["start"] == date(2010, 5, 4)


@pytest.mark.django_db
def test_people_known_at_the_employer_get_no_second_record(people):
    by, inside = people.coordinator, people.inside
    employer = add_employer(by=by, compartment=inside, name="利得鞋厂")
    known = add_worker(by=by, compartment=inside, name="李小红")
    add_employment(by=by, worker=known, employer=employer, facts={"start": date(2010, 5, 4)})
    case = open_case(by=by, compartment=inside, title="利得", employer=employer)
    counts = import_roll(by=by, case=case, roll=read_roll(workbook()), joined_on=date(2014, 12, 8))
    assert counts == (2, 1)
    assert (case.members.count(), Worker.objects.count()) == (3, 3)
    member = case.members.get(worker=known)
    assert (member.workshop, member.shift) == ("针车车间", "白班")
    again = import_roll(by=by, case=case, roll=read_roll(workbook()), joined_on=date(2014, 12, 9))
    assert again == (0, 3)
