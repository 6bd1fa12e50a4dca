"""A roster comes in as a whole and goes out as a whole."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongyou.centre.models import Employment, PayRecord, Roster, Worker
from gongyou.centre.roster import services
from gongyou.centre.roster.reading import people_in, read
from gongyou.centre.services.notes import add_contact

ROWS = [
    ("工号", "姓名", "入职日期", "应发工资", "月份"),
    ("A001", "李小红", "2005-03-01", 3800, "2015-03"),
    ("A002", "王大明", "2009-08-15", 4100, "2015-03"),
    ("A003", "张三妹", "2011-02-30", "三千多", "2015-03"),
]


def workbook(rows=ROWS) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("名册.xlsx", file.getvalue())


@pytest.fixture
def roster(people, recorded):
    return services.upload_roster(
        by=people.caseworker,
        compartment=people.inside,
        upload=workbook(),
        employer_name="利得鞋业（广州番禺）有限公司",
        source="ledger",
    )


def test_new_and_known_people_are_told_apart(people, recorded):
    roster = services.upload_roster(
        by=people.caseworker,
        compartment=people.inside,
        upload=workbook(),
        employer_name="广州番禺利得鞋业有限公司",
        source="ledger",
    )
    found = people_in(people.caseworker, roster, read(people.caseworker, roster, {}), {})
    assert [(p.name, p.is_new) for p in found] == [
        ("李小红", False),
        ("王大明", True),
        ("张三妹", True),
    ]


def test_an_import_brings_everyone_and_an_undo_takes_everyone_back(people, roster):
    before = (Worker.objects.count(), Employment.objects.count(), PayRecord.objects.count())
    services.import_roster(by=people.caseworker, roster=roster, body={})
    wang = next(w for w in Worker.objects.all() if w.reveal(people.caseworker, "name") == "王大明")
    assert wang.employments.get().start == date(2009, 8, 15)
    assert wang.employments.get().pay.get().source == "ledger"
    services.undo_roster(by=people.caseworker, roster=roster)
    after = (Worker.objects.count(), Employment.objects.count(), PayRecord.objects.count())
    assert before == after


def test_an_import_that_was_worked_on_cannot_be_undone(people, roster):
    from gongyou.centre.services.cases import open_case

    services.import_roster(by=people.caseworker, roster=roster, body={})
    employment = Employment.objects.get(pk=roster.created["employments"][0])
    open_case(by=people.caseworker, employment=employment)
    with pytest.raises(services.CannotUndo):
        services.undo_roster(by=people.caseworker, roster=roster)


def test_unreadable_cells_are_shown_with_their_reason(people, client_of, roster):
    page = client_of(people.caseworker).get(reverse("centre:roster", args=[roster.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "D4" in text
    assert "C4" in text


def test_a_mended_cell_is_read(people, client_of, roster):
    client = client_of(people.caseworker)
    url = reverse("centre:roster", args=[roster.pk])
    client.post(url, {"fix:Sheet!D4": "3000", "fix:Sheet!C4": "2011-02-28"})
    client.post(reverse("centre:roster_import", args=[roster.pk]))
    zhang = next(w for w in Worker.objects.all() if w.reveal(people.caseworker, "name") == "张三妹")
    assert zhang.employments.get().start == date(2011, 2, 28)
    assert zhang.employments.get().pay.get().due == 3000


def test_the_whole_way_through_the_pages(people, client_of, recorded):
    client = client_of(people.caseworker)
    answer = client.post(
        reverse("centre:rosters"),
        {
            "compartment": str(people.inside.pk),
            "employer_name": "新的工厂",
            "source": "roster",
            "file": workbook(),
        },
    )
    roster = Roster.objects.get()
    assert answer.url == reverse("centre:roster", args=[roster.pk])
    assert client.get(answer.url).status_code == 200
    client.post(reverse("centre:roster_import", args=[roster.pk]))
    assert client.get(answer.url).status_code == 200
    client.post(reverse("centre:roster_undo", args=[roster.pk]))
    roster.refresh_from_db()
    assert roster.status == "undone"


def test_a_file_that_is_no_workbook_is_refused(people, client_of):
    answer = client_of(people.caseworker).post(
        reverse("centre:rosters"),
        {
            "compartment": str(people.inside.pk),
            "employer_name": "厂",
            "source": "roster",
            "file": SimpleUploadedFile("a.xlsx", b"\x00\x01 not a workbook"),
        },
    )
    assert answer.status_code == 422
    assert not Roster.objects.exists()


def test_an_import_on_which_somebody_noted_something_is_not_undone(people, client_of, roster):
    by = people.caseworker
    client = client_of(by)
    client.post(reverse("centre:roster_import", args=[roster.pk]))
    roster.refresh_from_db()
    worker = Worker.objects.get(pk=roster.created["workers"][0])
    add_contact(by=by, worker=worker, kind="relative", value="13900000000")
    client.post(reverse("centre:roster_undo", args=[roster.pk]))
    roster.refresh_from_db()
    assert roster.status == "imported" and Worker.objects.filter(pk=worker.pk).exists()
