"""A roster of three hundred people and thirteen sheets is looked at in small pages."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import Workbook

from gongyou.centre.models import Roster
from gongyou.centre.roster.parts import packed, part, unpacked
from gongyou.centre.roster.services import upload_roster

pytestmark = pytest.mark.django_db
PEOPLE, SHEETS = 300, 13
HEAD = "工号 姓名 入职日期 应发工资 实发工资 出勤天数 平时加班小时 休息日加班小时 社保 备注".split()  # noqa: SIM905


def workbook() -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number in range(SHEETS):
        month = f"{2025 + number // 12}年{number % 12 + 1}月"
        sheet = book.create_sheet(month)
        sheet.append(HEAD)
        for n in range(PEOPLE):
            wage = "面议" if n == 7 else 3000 + n
            who = [f"{n:05d}", f"工人{n}", date(2020, 1, 1 + n % 28)]
            sheet.append([*who, 4000, wage, 22, 10, 8, 300, ""])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.fixture
def roster(people):
    return upload_roster(by=people.caseworker, compartment=people.inside, upload=workbook(),
                         employer_name="大厂", source="roster")  # fmt: skip


def test_each_page_of_the_review_is_small_and_together_they_hold_everyone(people, roster,
                                                                          client_of):  # fmt: skip
    client, url = client_of(people.caseworker), reverse("centre:roster", args=[roster.pk])
    first = client.get(url)
    assert len(first.content) <= 300_000
    assert first.context["fresh"].total == PEOPLE
    seen = {p.name for p in first.context["fresh"].rows}
    last = client.get(url + f"?fresh={first.context['fresh'].pages}&sheet=13&problems=9")
    assert len(last.content) <= 300_000
    assert not seen & {p.name for p in last.context["fresh"].rows}
    assert last.context["sheet"].number == SHEETS
    # One cell a sheet can't be read, and every one of them is on some page.
    assert first.context["problems"].total >= SHEETS


def test_columns_of_one_sheet_are_changed_and_those_of_the_others_stay(people, roster, client_of):
    client, url = client_of(people.caseworker), reverse("centre:roster", args=[roster.pk])
    page = client.get(url + "?sheet=2").context
    data = {"mapping": page["mapping"], "shown_sheet": "1", "column:1:4": "", "skip:1": "on"}
    answer = client.post(url + "?sheet=2", data)
    assert answer.status_code == 302 and answer.url.endswith("?sheet=2")
    body = Roster.objects.get().reveal(people.caseworker, "body")
    sheets = body["mapping"]["sheets"]
    assert sheets[1]["skip"] and not sheets[0].get("skip")
    assert sheets[1]["columns"][4].get("fact") is None and sheets[0]["columns"][4]["fact"]


@pytest.mark.parametrize("sent", ["", "e30=", "not base64!", "[]", "eJz" * 10])
def test_a_mapping_that_the_page_did_not_send_is_refused(people, roster, client_of, sent):
    url = reverse("centre:roster", args=[roster.pk])
    answer = client_of(people.caseworker).post(url, {"mapping": sent})
    assert answer.status_code in (302, 400)
    assert (Roster.objects.get().reveal(people.caseworker, "body") or {}).get("mapping") is None


def test_a_page_beyond_the_last_is_the_last_and_nonsense_the_first():
    rows = list(range(95))
    assert part(rows, "x", "99", 40).rows == rows[80:]
    assert part(rows, "x", "²", 40).rows == rows[:40]
    assert part([], "x", None, 40).pages == 1
    assert unpacked(packed({"a": ["工资"]})) == {"a": ["工资"]}
