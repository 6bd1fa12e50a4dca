"""A roll out of a workbook: workshop, floor and shift; people who are known are not doubled."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongyou.centre.public import (
    Roster,
    Worker,
    add_employer,
    add_employment,
    add_worker,
    import_roster,
    record_consent,
)
from gongyou.centre.queries.duplicates import worker_pairs
from gongyou.centre.roster.reading import people_in, read
from gongyou.centre.roster.services import undo_roster
from gongyou.collective.services import rosters
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.workbook import where

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


def test_floor_and_shift_are_read_by_their_headings():
    assert where(workbook())["王建国"] == {"workshop": "裁断车间", "floor": "1楼", "shift": "夜班"}


def uploaded(name="a.xlsx", content=None):
    return SimpleUploadedFile(name, content or workbook())


@pytest.fixture
def at_plant(people):
    """Li Xiaohong works at the plant since 2010, and is known there."""
    by, inside = people.coordinator, people.inside
    employer = add_employer(by=by, compartment=inside, name="利得鞋厂")
    known = add_worker(by=by, compartment=inside, name="李小红")
    add_employment(by=by, worker=known, employer=employer, facts={"start": date(2010, 5, 4)})
    case = open_case(by=by, compartment=inside, title="利得", employer=employer)
    case.known = known
    return case


def take_in(by, case, upload, body=None):
    roster = rosters.upload(by=by, case=case, upload=upload, then="")
    import_roster(by=by, roster=roster, body=body or {})
    return roster


@pytest.mark.django_db
def test_people_known_at_the_employer_get_no_second_record(people, at_plant):
    by = people.coordinator
    roster = take_in(by, at_plant, uploaded())
    [waits] = rosters.waiting(by, at_plant)
    assert waits.people == 3
    done = rosters.take(by=by, case=at_plant, roster=roster, joined_on=date(2014, 12, 8))
    assert (done.joined, done.left_out) == (3, 0)
    assert (at_plant.members.count(), Worker.objects.count()) == (3, 3)
    member = at_plant.members.get(worker=at_plant.known)
    assert (member.workshop, member.shift) == ("针车车间", "白班")
    assert rosters.waiting(by, at_plant) == []
    again = take_in(by, at_plant, uploaded())
    assert rosters.take(by=by, case=at_plant, roster=again, joined_on=date(2014, 12, 9)).joined == 0
    assert Worker.objects.count() == 3


SAME_NAMES = """姓名,工号,车间,入职日期,约定月工资,联系电话,备注
李小红,00270,一车间,2013-04-06,1900,13800000001,住厂区
程秋,00173,一车间,2006-07-26,2000,13800000002,
程秋,00211,二车间,2008-01-20,2100,13800000003,
"""


@pytest.mark.django_db
def test_a_name_alone_makes_nobody_the_same(people, at_plant):
    """Another first day: the roster's Li Xiaohong is asked about, and new until somebody says."""
    by = people.coordinator
    upload = uploaded("a.csv", SAME_NAMES.encode())
    roster = rosters.upload(by=by, case=at_plant, upload=upload, then="")
    reading = read(by, roster, {})
    asked = {p.number: p for p in people_in(by, roster, reading, {}) if p.asked}
    assert list(asked) == ["00270"] and asked["00270"].is_new
    assert asked["00270"].asked[0].differ == ["start"]
    import_roster(by=by, roster=roster, body={})
    assert Worker.objects.count() == 4
    told = [(w.reveal(by, "phone"), w.reveal(by, "notes")) for w in Worker.objects.all()]
    assert {("13800000001", "住厂区"), ("13800000002", None), ("13800000003", None)} <= set(told)
    pairs = worker_pairs(by, people.inside)
    assert pairs == []  # other first days at one employer are other people
    undo_roster(by=by, roster=roster)
    assert Worker.objects.count() == 1


@pytest.mark.django_db
def test_a_namesake_is_the_same_when_somebody_says_so(people, at_plant):
    by = people.coordinator
    told = {"as_known": {"00270": str(at_plant.known.pk)}}
    take_in(by, at_plant, uploaded("a.csv", SAME_NAMES.encode()), told)
    assert Worker.objects.count() == 3


@pytest.mark.django_db
def test_who_said_no_is_left_out_and_told(people, at_plant, client_of):
    by = people.coordinator
    record_consent(by=by, worker=at_plant.known, verdicts={"collective": "no"})
    roster = take_in(by, at_plant, uploaded())
    client = client_of(by)
    url = reverse("collective:roll_take", args=[at_plant.pk])
    assert client_of(people.outsider).post(url, {"roster": str(roster.pk)}).status_code == 404
    client.post(url, {"roster": str(roster.pk), "joined_on": "2014-12-08"})
    assert at_plant.members.count() == 2
    page = client.get(reverse("collective:roll", args=[at_plant.pk])).content.decode()
    assert "1 person is left out" in page


@pytest.mark.django_db
def test_the_page_sends_a_workbook_to_the_importer_and_comes_back(people, at_plant, client_of):
    client = client_of(people.coordinator)
    url = reverse("collective:roll_import", args=[at_plant.pk])
    sent = client.post(url, {"file": uploaded()})
    roster = Roster.objects.get()
    assert sent.url == reverse("centre:roster", args=[roster.pk])
    assert at_plant.members.count() == 0
    client.post(reverse("centre:roster_import", args=[roster.pk]))
    assert url in client.get(sent.url).content.decode()
    assert "3 people are not on the roll" in client.get(url).content.decode()
