"""A questionnaire made and changed on a page goes back into a workbook without a loss."""

from pathlib import Path

import pytest
from django.urls import reverse

from gongyou.surveys.library import questions
from gongyou.surveys.models import Form, Sketch
from gongyou.surveys.services import forms, sketches
from gongyou.surveys.sheets import Sheets
from gongyou.surveys.xlsform.cells import cells_of

FORMS = sorted((Path(__file__).parents[1] / "conformance" / "forms").glob("*.xlsx"))
CELLS = {
    "survey": [["type", "name", "label::English (en)", "label::中文 (zh)", "my own column"],
               ["select_one l", "q", "Q", "问", "kept"], ["", "", "", "", ""]],
    "choices": [["list name", "name", "label::English (en)", "label::中文 (zh)", "filter"],
                ["l", "1", "one", "一", "x"], ["l", "2", "two", "二", "y"]],
    "notes": [["anything"], ["stays"]],
    "settings": [["form_title", "form_id", "version"], ["T", "t", "2026-1"]],
}  # fmt: skip


@pytest.fixture
def survey(people):
    return forms.create_survey(people.coordinator, compartment=people.inside, title="S")


def filled(cells):
    return {name: [[c.strip() for c in row] for row in rows if any(c.strip() for c in row)]
            for name, rows in cells.items()}  # fmt: skip


@pytest.mark.parametrize("path", FORMS[:4], ids=lambda path: path.stem)
def test_a_workbook_comes_back_cell_by_cell(path):
    cells = cells_of(path.read_bytes())
    again = cells_of(Sheets.from_cells(cells).workbook())
    for name, rows in filled(cells).items():
        width = len(cells[name][0]) if cells[name] else 0
        there = [row[:width] for row in filled(again).get(name, [])]
        assert [row[:width] for row in rows] == [row + [""] * (width - len(row)) for row in there]


def test_a_list_is_changed_and_its_other_columns_stay():
    sheets = Sheets.from_cells(CELLS)
    assert sheets.languages == ["English (en)", "中文 (zh)"]
    sheets.set_choices("l", [["2", "TWO", "贰"], ["3", "three", "三"]])
    assert sheets.table("choices") == [["l", "2", "TWO", "贰", "y"], ["l", "3", "three", "三", ""]]
    assert sheets.rows["notes"] == [["stays"]]


@pytest.mark.django_db
def test_a_form_is_made_of_the_library_and_checked(people, survey, client_of):
    client, base = client_of(people.coordinator), [survey.number]
    new = reverse("surveys:sketch_new", args=base)
    asked = {"title": "Gate 门口", "form_id": "gate", "languages": "English (en), 中文 (zh)"}
    page = client.post(new, asked).headers["Location"]
    every = list(questions())
    client.post(f"{page}act/", {"how": "library", "picked": every})
    client.post(f"{page}row/", {
        "kind": "select_one", "name": "shift", "label::English (en)": "Shift",
        "label::中文 (zh)": "班次", "choices": "1 | day | 白班\n2 | night | 夜班",
    })  # fmt: skip
    client.post(f"{page}act/", {"how": f"up-{len(every)}"})
    taken = client.post(f"{page}row/", {"kind": "text", "name": "shift"})
    assert "already" in taken.content.decode()
    sheets = sketches.sheets_of(Sketch.objects.get())
    assert sheets.get("survey", len(every) - 1, "name") == "shift"
    words = client.get(f"{page}words/").content.decode()
    assert "白班" in client.get(f"{page}words/?page=3").content.decode() or "性别" in words
    checked = client.post(f"{page}act/", {"how": "check"})
    assert checked.status_code == 302, checked.content.decode()[:2000]
    form = Form.objects.get(form_id="gate")
    draft = form.versions.get()
    paths = {each["path"]: each for each in draft.schema["fields"]}
    assert paths["sum_owed"]["labels"]["中文 (zh)"] == "一共被拖欠多少？"
    assert list(draft.schema["choices"]["shift"]) == ["1", "2"]
    assert not [each for each in draft.findings if each["level"] == "error"]
    # Changed again from what was published, with the next version.
    forms.publish(people.coordinator, form)
    client.post(reverse("surveys:sketch_from_form", args=[survey.number, form.pk]))
    assert sketches.sheets_of(Sketch.objects.get()).get("settings", 0, "version") == "2"
    for who in (people.outsider, people.researcher):
        assert client_of(who).get(new).status_code == 404
        assert client_of(who).get(page).status_code == 404


@pytest.mark.parametrize(("old", "new"), [("2026-1", "2026-2"), ("9", "10"), ("", "2"),
                                          ("v3b", "v4b"), ("draft", "draft-2")])  # fmt: skip
def test_the_next_version_counts_on(old, new):
    version = type("V", (), {"version": old})()
    assert sketches.next_version(version) == new
