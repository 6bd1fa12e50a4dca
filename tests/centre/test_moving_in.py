"""From another system: every cell becomes a field, a line of a note or a problem; back as a whole.

The folder, counted by hand:

- 40 Excel forms, one a person (the 7th names nobody, the 8th has a day that cannot be read, the
  9th and the 10th are one person by name and phone, the 12th has the name of the 11th alone)
- CiviCRM: 4 contacts (one an organisation) and 3 cases of two of them
- Kobo: 3 submissions with groups, 4 rows of a repeat (one of nobody)
- Airtable: 3 rows, one with a line break in a cell, one without an employer
"""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from gongyou.centre.export import export
from gongyou.centre.models import (
    Case,
    Consent,
    Employer,
    Employment,
    Intake,
    MoveIn,
    MovePlan,
    Note,
    Worker,
)
from gongyou.centre.moving import folder, services
from gongyou.centre.moving.entries import Reader
from gongyou.centre.moving.fields import FIELDS
from gongyou.centre.moving.mapping import grouped
from gongyou.centre.moving.reading import _belong, _rows, body_of, read
from gongyou.centre.moving.tables import opened
from gongyou.centre.moving.values import day_first, day_of
from gongyou.centre.services.cases import change_case
from gongyou.centre.services.notes import write_note
from gongyou.ui.public import RoughDay

FORMS = 40


def form(number: int) -> bytes:
    """An intake form: two columns, a line of two pairs, a value below its label, free text."""
    book = Workbook()
    sheet = book.active
    name = {6: "", 9: "工友9", 11: "工友11"}.get(number, f"工友{number + 1}")
    phone = "139" + f"{8 if number == 9 else number:08d}"
    sheet["A1"] = "劳工服务中心 个案登记表"
    for row, (label, value) in enumerate(
        [
            ("姓名", name),
            ("电话：", phone),
            ("用人单位", f"第{number % 5}工厂"),
            ("入职日期", "2015年3月" if number % 2 else date(2012, 5, 1 + number % 28)),
            ("登记日期", "去年冬天" if number == 7 else date(2020, 1, 1 + number % 28)),
            ("状态", "结案" if number < 10 else "进行中"),
            ("族群", f"第{number}组人"),
        ],
        2,
    ):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, value or None)
    sheet["A10"], sheet["B10"], sheet["C10"], sheet["D10"] = "性别", "女", "案号", f"G-{number:03d}"
    sheet["A12"], sheet["A13"] = "案情简介", f"工厂搬走，没有补偿。第{number}件"
    sheet["F15"] = f"边上的字{number}"
    return saved(book)


def saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def table(rows: list, encoding: str = "utf-8") -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue().encode(encoding)


CONTACTS = [
    (
        "Contact ID",
        "Contact Type",
        "Display Name",
        "Phone",
        "Birth Date",
        "Street Address",
        "State",
    ),
    ("11", "Individual", "Li Xiaohong", "555-010-1234", "1988-03-04", "1 East Gate", "Ohio"),
    ("12", "Individual", "Wang Daming", "555-010-5678", "04/03/1990", "2 West Gate", "Ohio"),
    ("13", "Organization", "Lide Shoes", "555-010-9999", "", "3 Mill Road", "Ohio"),
    ("14", "Individual", "Zhang Sanmei", "", "", "", ""),
]
CASES = [
    ("Case ID", "Contact ID", "Case Type", "Case Subject", "Case Status", "Case Start Date",
     "Case End Date", "Case Manager", "Current Employer"),
    ("901", "11", "Wages", "Unpaid overtime", "Ongoing", "2019-02-03", "", "caseworker",
     "Lide Shoes"),
    ("902", "11", "Injury", "Hand in press", "Resolved", "2018-01-02", "2018-09-01", "",
     "Lide Shoes"),
    ("903", "12", "Dismissal", "Told to go", "On hold for ever", "2019-05-06", "", "Nobody Known",
     "Lide Shoes"),
]  # fmt: skip
AIRTABLE = [
    ("Name", "Mobile", "Company", "Description", "Opened", "Status", "Closed", "Tags"),
    ("Ana Cruz", "555-020-0001", "Bright Toys", "First line\nsecond line, with comma", "4/15/2019",
     "Closed", "6/1/2019", "wages, urgent"),
    ("Ben Ode", "555-020-0002", "Bright Toys", "No contract", "3/4/2020", "Open", "", "contract"),
    ("Cy Poe", "555-020-0003", "", "Came to ask", "5/20/2020", "Open", "", ""),
]  # fmt: skip


def kobo() -> bytes:
    book = Workbook()
    main = book.active
    main.title = "Intake survey"
    main.append(["start", "end", "who/name", "who/phone_number", "who/sex", "work/factory_name",
                 "work/problem", "work/problem/wages", "work/problem/employer", "_id", "_uuid",
                 "_submission_time", "_index"])  # fmt: skip
    for n, who in enumerate(["阿明", "阿珍", "阿强"], 1):
        main.append([f"2021-05-0{n}T08:00:00", f"2021-05-0{n}T08:20:00", who, f"1370000000{n}",
                     "male", "大明电子", "wages", 1, 0, 700 + n, f"uuid-{n}",
                     f"2021-05-0{n}T09:00:00", n])  # fmt: skip
    repeat = book.create_sheet("months")
    repeat.append(["month", "owed", "_index", "_parent_table_name", "_parent_index"])
    for n, parent in enumerate([1, 1, 3, 99], 1):
        repeat.append([f"2021-0{n}", 1000 + n, n, "Intake survey", parent])
    return saved(book)


def with_macros() -> bytes:
    """A workbook that would run something."""
    held = io.BytesIO(form(1))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return held.getvalue()


@pytest.fixture(scope="module")
def whole() -> list[tuple[str, bytes]]:
    """Everything, as one folder and three files."""
    forms = zipped({f"个案/{n:02d}.xlsx": form(n) for n in range(FORMS)} | {"__MACOSX/._x": b"x"})
    return [
        ("folder.zip", forms),
        ("contacts.csv", table(CONTACTS)),
        ("cases.csv", table(CASES, "utf-16")),
        ("kobo.xlsx", kobo()),
        ("airtable.csv", table(AIRTABLE, "utf-8-sig")),
        ("nothing.csv", b" "),
        ("macros.xlsx", with_macros()),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
    ]


def uploads(files) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content) for name, content in files]


@pytest.fixture
def move(people, whole):
    return services.upload_move(
        by=people.caseworker, compartment=people.inside, uploads=uploads(whole)
    )


def bring(people, move, **said):
    body = body_of(people.caseworker, move) | {"new_employers": True} | said
    return services.move_in(by=people.caseworker, move=move, body=body)


def everything_of(actor) -> str:
    """All that is kept of the people, as text."""
    kept = [w.reveal(actor, n) for w in Worker.objects.all()
            for n in ("name", "phone", "id_number", "address", "notes")]  # fmt: skip
    kept += [note.reveal(actor, "text") for note in Note.objects.all()]
    kept += [intake.reveal(actor, "story") for intake in Intake.objects.all()]
    kept += [case.reveal(actor, "summary") for case in Case.objects.all()]
    kept += list(Case.objects.values_list("assigned_to__login", flat=True))
    kept += [str(day) for day in Intake.objects.values_list("received_on", flat=True)]
    kept += list(Employer.objects.values_list("name", flat=True))
    kept += [str(day) for day in Case.objects.values_list("opened_on", flat=True)]
    kept += [str(day) for day in Case.objects.values_list("closed_on", flat=True)]
    kept += [str(day) for day in Employment.objects.values_list("start", flat=True)]
    return "\n".join(filter(None, kept))


def test_a_folder_comes_in_whole_and_goes_out_again_and_nothing_of_it_is_lost(people, move, whole):
    by = people.caseworker
    reading = read(by, move, body_of(by, move))
    # 40 forms + 4 contacts + 3 cases + 3 submissions + 4 rows of a repeat + 3 of Airtable
    assert reading.rows == 57
    # forms: 40 less one of the two that are one; contacts 3; Kobo 3; Airtable 3
    assert len(reading.people) == 39 + 3 + 3 + 3
    assert reading.counts["cases"] == 40 + 3 + 3 + 2
    assert reading.counts["intakes"] == 1
    assert reading.counts["out"] == 2  # the organisation, the repeat of nobody
    codes = [one.code for one in reading.troubles]
    assert [codes.count(f"file_{why}") for why in ("empty", "type", "macros")] == [1, 1, 1]
    where = {(one.code, one.at) for one in reading.troubles if "07.xlsx" in one.file}
    assert ("no_day", "B6") in where
    assert codes.count("name_not_told") == 1
    assert codes.count("unknown_state") == 1
    assert codes.count("namesake") == 1
    bring(people, move)
    assert (Worker.objects.count(), Case.objects.count(), Intake.objects.count()) == (48, 48, 49)
    assert Consent.objects.count() == 0
    move.refresh_from_db()
    assert len(body_of(by, move)["troubles"]) == len(reading.troubles)  # they stay to be read
    held = everything_of(by) + "\n".join(one.held for one in reading.troubles)
    for name, content in [("f.xlsx", form(n)) for n in range(FORMS)] + whole[1:5]:
        for each in opened([(name, content)], {})[0]:
            for cell in [c for row in each.rows for c in row.cells] + each.outside:
                day = day_of(cell.value)[0] or day_of(cell.value, first=False)[0]
                seen = cell.text in held or (day and str(day)[:10] in held)
                assert seen or cell.text in ("女", "male"), (name, cell)
    _fields_are_right(by)
    _it_goes_out(people)


def _fields_are_right(by):
    of = {w.reveal(by, "name"): w for w in Worker.objects.all()}
    first, second = of["Li Xiaohong"].cases.order_by("opened_on")
    assert (first.status, first.closed_on) == ("won", date(2018, 9, 1))
    assert (second.status, second.assigned_to) == ("open", by.account)
    assert second.reveal(by, "summary") == "Case ID: 901"
    assert first.employment == second.employment
    assert second.intakes.get().reveal(by, "story") == "Unpaid overtime"
    ana = of["Ana Cruz"].cases.get()
    # 6/1 is the first of June, since 4/15 of the same table can only be a day in April
    assert (ana.opened_on, ana.closed_on) == (date(2019, 4, 15), date(2019, 6, 1))
    assert ana.status == "advice"
    ming = of["阿明"]
    assert ming.employments.get().start is None  # "start" of Kobo is when the form was opened
    assert ming.cases.get().opened_on == date(2021, 5, 1)
    assert "owed: 1002" in ming.notes_on.get().reveal(by, "text")
    spell = Employment.objects.filter(start=date(2015, 3, 1)).first()
    assert spell.facts.get().more["rough"] == {"start": "2015-03-01/2015-03-31"}
    assert spell.facts.get().sex == "female"


def _it_goes_out(people):
    out = json.loads(export(people.lawyer, "json", names=True))
    assert {"Ana Cruz", "阿明"} <= {row["name"] for row in out["workers"]}
    assert any("owed: 1002" in row["text"] for row in out["notes"])
    assert "Unpaid overtime" in {row["story"] for row in out["intakes"]}
    assert "Case ID: 901" in {row["summary"] for row in out["cases"]}
    with zipfile.ZipFile(io.BytesIO(export(people.lawyer, "zip", names=True))) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    readme = files.pop("README.txt")
    assert {"workers.csv", "employments.csv", "notes.csv", "consents.csv"} <= set(files)
    rows = {name: list(csv.DictReader(io.StringIO(text))) for name, text in files.items()}
    assert len(rows["cases.csv"]) == 48 and len(rows["intakes.csv"]) == 49
    for name, found in rows.items():
        said = readme.split(f"\n{name} ")[1].split("\n\n")[0]
        meanings = dict(line.split(maxsplit=1) for line in said.splitlines()[2:])
        columns = found[0] if found else ()
        assert not [column for column in columns if meanings[column] == column], name


@pytest.fixture
def some(people):
    """Three forms, of which one is a closed case."""
    files = [(f"{n}.xlsx", form(n)) for n in (3, 20, 21)]
    return services.upload_move(
        by=people.caseworker, compartment=people.inside, uploads=uploads(files)
    )


def test_undone_nothing_is_left_and_it_may_come_again(people, some):
    bring(people, some)
    services.undo_move(by=people.caseworker, move=some)
    kept = (Worker, Case, Intake, Note, Employment, Employer)
    assert [model._base_manager.count() for model in kept] == [0] * 6
    some.refresh_from_db()
    assert some.status == "undone"
    bring(people, some)
    assert Worker.objects.count() == 3


def test_what_was_worked_on_is_not_taken_back(people, client_of, some):
    by = people.caseworker
    bring(people, some)
    first, last = Case.objects.filter(status="open")
    write_note(by=by, case=first, text="called", on=date(2026, 1, 2))
    change_case(by=by, case=last, route="collective")
    with pytest.raises(services.CannotUndo) as told:
        services.undo_move(by=by, move=some)
    assert told.value.args == (2,)
    page = client_of(by).post(reverse("centre:move_undo", args=[some.pk]), follow=True)
    assert "2 records" in page.content.decode() and Worker.objects.count() == 3


def test_the_pages_from_the_upload_to_the_cases(people, client_of):
    client = client_of(people.caseworker)
    given = {"compartment": str(people.inside.pk), "files": uploads([("a.csv", table(AIRTABLE))])}
    page = client.post(reverse("centre:moves"), given)
    move = MoveIn.objects.get()
    url = reverse("centre:move", args=[move.pk])
    assert page.url == url
    form_ = client.get(url).context["form"]
    ((_, role, columns),) = form_.column_rows()
    sent = {role.html_name: "cases"} | {f.html_name: f.value() or "" for _, _, f in columns}
    sent |= {field.html_name: field.value() for field, _ in form_.state_rows()}
    names = {header: field.html_name for header, _, field in columns}
    wrong = client.post(url, sent | {names["Tags"]: "salary"})
    assert wrong.status_code == 422 and names["Tags"] in wrong.context["form"].errors
    twice = client.post(url, sent | {names["Tags"]: "name"})
    assert twice.status_code == 422 and names["Tags"] in twice.context["form"].errors
    sent |= {names["Tags"]: "remark", "save_as": "Airtable of 2019", "act": "import"}
    client.post(url, sent)
    assert not Worker.objects.exists()  # nobody said that the employers are new
    client.post(url, sent | {"new_employers": "on", "no_employer": "not told", "state:1": "won"})
    assert (Worker.objects.count(), Case.objects.count()) == (3, 3)
    ana = next(w for w in Worker.objects.all() if w.reveal(people.caseworker, "name") == "Ana Cruz")
    assert ana.reveal(people.caseworker, "notes") == "wages, urgent"
    assert client.get(url).status_code == 200
    # The next file of the same system: the mapping is there, the employer and Ana are known.
    client.post(reverse("centre:moves"), given | {"files": uploads([("b.csv", table(AIRTABLE))])})
    later = MoveIn.objects.exclude(pk=move.pk).get()
    plan = MovePlan.objects.get()
    url = reverse("centre:move", args=[later.pk])
    taken = {"act": "take", "plan": str(plan.pk), names["Tags"]: "", "save_as": ""}
    assert client.post(url, sent | taken).status_code == 302
    later.refresh_from_db()
    reading = read(people.caseworker, later, body_of(people.caseworker, later))
    assert reading.groups[0].fields["Tags"] == "remark" and not reading.new_employers
    assert [person.known is not None for person in reading.people] == [True] * 3
    for actor in (people.outsider, people.stranger):
        assert client_of(actor).get(url).status_code == 404
        assert (
            client_of(actor).post(reverse("centre:move_drop", args=[later.pk])).status_code == 404
        )
    client.post(reverse("centre:move_drop", args=[later.pk]))
    assert MoveIn.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019年3月5日", date(2019, 3, 5)),
        ("2019-03-05T08:00:00.000+08:00", date(2019, 3, 5)),
        (43529.0, date(2019, 3, 5)),
        ("15/04/2019", date(2019, 4, 15)),
        ("04/05/2019", None),
        ("3月5日", None),
        ("last week", None),
        ("ten years", None),
    ],
)
def test_a_day_is_read_only_where_it_is_one(text, day):
    assert day_of(text)[0] == day


def test_a_month_is_kept_as_a_month_and_an_order_is_proved_by_the_column():
    assert day_of("2019年3月")[0] == RoughDay.between(date(2019, 3, 1), date(2019, 3, 31))
    assert day_first(["04/05/2019", "25/05/2019"]) is True
    assert day_first(["04/05/2019"]) is None
    assert day_of("04/05/2019", first=True)[0] == date(2019, 5, 4)


def test_a_form_is_a_form_and_a_list_is_a_list():
    tables, _ = opened([("a.xlsx", form(3)), ("b.csv", table(AIRTABLE))], {})
    assert [each.kind for each in tables] == ["forms", "rows"]
    forms, rows = grouped(tables, {}, [])
    assert {FIELDS[n].name for n in forms.fields.values() if n} == {
        "name", "phone", "employer", "start", "opened_on", "state", "sex", "case_number", "story",
    }  # fmt: skip
    assert rows.fields["Tags"] == "" and rows.fields["Mobile"] == "phone"


def test_a_form_of_odk_central_takes_its_repeats_and_a_list_of_codes_stays_out():
    main = [
        ("SubmissionDate", "start", "meta-instanceID", "who-name", "who-tel", "KEY"),
        ("2022-03-04T05:06:07.000Z", "2022-03-04", "uuid:1", "阿兰", "13712345678", "uuid:1"),
    ]
    repeat = [("month", "PARENT_KEY", "KEY"), ("2022-01", "uuid:1", "uuid:1/m[1]")]
    inner = [("hours", "PARENT_KEY", "KEY"), ("88", "uuid:1/m[1]", "uuid:1/m[1]/h[1]")]
    codes = [("code", "label", "order"), ("w", "wages", "1")]
    files = {"form": main, "form-m": repeat, "form-h": inner, "codes": codes}
    tables, _ = opened([(f"{name}.csv", table(rows)) for name, rows in files.items()], {})
    groups = grouped(tables, {}, [])
    assert [group.role for group in groups] == ["cases", "parts", "parts", "out"]
    troubles: list = []
    entries, parts, rows = _rows(groups, Reader({}, lambda text: None), troubles, {})
    _belong(parts, entries, troubles)
    (entry,) = entries
    assert (rows, entry.name, entry.opened_on) == (4, "阿兰", date(2022, 3, 4))
    assert entry.phones == {"13712345678"} and "start" not in entry.facts
    assert "88" in [text for _, text in entry.rest]
    assert [(one.code, one.held) for one in troubles] == [("row_out", "w · wages · 1")]


def test_a_zip_of_a_chinese_windows_keeps_its_names_and_a_bomb_does_not_come_in(monkeypatch):
    held = zipped({"x.csv": b"a,b\n1,2\n"}).replace(b"x.csv", "个.cs".encode("gb18030"))
    ((name, content),) = folder.gathered(uploads([("a.zip", held)]))
    assert (name, content) == ("个.cs", b"a,b\n1,2\n")
    monkeypatch.setattr(folder, "MOST_BYTES", 1000)
    with pytest.raises(folder.TooMuch):
        folder.gathered(uploads([("b.zip", zipped({"x": bytes(5000)}))]))
