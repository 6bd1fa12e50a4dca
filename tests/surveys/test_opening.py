"""A draft that the browser cannot open says so at the cell of the formula that is in the way."""

import io
import json

import pytest
from django.urls import reverse
from openpyxl import Workbook
from pyxform.xls2xform import convert

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.models import FormVersion
from gongyou.surveys.services import forms
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.convert import Converted

pytestmark = pytest.mark.django_db
ROWS = {
    "survey": [
        ("type", "name", "label", "calculation", "choice_filter", "default"),
        ("date", "born", "Born", None, None, "date(${seen})"),
        ("calculate", "age", None, "decimal-date-time(${born})"),
        ("date", "seen", "Seen"),
    ],
    "settings": [("form_title", "form_id", "version"), ("Ages", "ages", "1")],
}


@pytest.fixture
def draft(people):
    book = Workbook()
    book.remove(book.active)
    for name, rows in ROWS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    xml = convert(io.BytesIO(kept.getvalue()), file_type=".xlsx", form_name="data").xform.encode()
    survey = forms.create_survey(people.coordinator, compartment=people.inside, title="S")
    made = Converted(xml=xml, schema=read_form(xml))
    return forms._keep_draft(people.coordinator, survey, kept.getvalue(), made)


def address(draft, name, *more):
    return reverse(f"surveys:{name}", args=[draft.form.survey.number, draft.form.pk, *more])


def test_what_does_not_open_stands_at_its_cell_until_it_opens(people, client_of, draft):
    client = client_of(people.coordinator)
    assert "check" in client.get(address(draft, "form")).content.decode()
    told = [{"path": "/data/age", "attribute": "calculate", "why": "no valid date"}]
    note = address(draft, "form_opened", draft.pk)
    assert client.post(note, {"problems": json.dumps(told)}).status_code == 204
    kept = FormVersion.objects.get(pk=draft.pk)
    [finding] = [each for each in kept.findings if each["code"] == "BROWSER_FAILS"]
    # The formula stands in the fourth column of the third row.
    assert (finding["sheet"], finding["row"], finding["cell"]) == ("survey", 3, "D3")
    assert "填写页" in finding["message"]["zh-hans"] and "age" in finding["message"]["en"]
    assert "D3" in client.get(address(draft, "form")).content.decode()
    told = [{"path": "/data/born", "attribute": "default", "why": "no valid date"}]
    assert client.post(note, {"problems": json.dumps(told)}).status_code == 204
    kept.refresh_from_db()
    assert [each["cell"] for each in kept.findings] == ["F2"]
    assert client.post(note, {"problems": "[]"}).status_code == 204
    kept.refresh_from_db()
    assert (kept.findings, kept.schema["opens"]) == ([], "yes")


@pytest.mark.parametrize("problems", ["", "no list", "{}", "[1]"])
def test_nonsense_about_a_draft_is_refused_and_outsiders_find_none(
    people, client_of, draft, problems
):
    note = address(draft, "form_opened", draft.pk)
    assert client_of(people.coordinator).post(note, {"problems": problems}).status_code == 400
    assert client_of(people.outsider).post(note, {"problems": "[]"}).status_code == 404


def test_a_list_in_a_strange_encoding_is_turned_or_refused(people, draft):
    table = "name,label\na,东门电子厂\n"
    kept = forms.attach_file(
        people.coordinator, draft, name="a.CSV", content=table.encode("gbk"), content_type=""
    )
    assert bytes(kept.content) == table.encode()
    with pytest.raises(SurveyError, match="UTF-8"):
        forms.attach_file(
            people.coordinator, draft, name="b.csv", content="é,à,Région".encode("latin-1"),
            content_type="",
        )  # fmt: skip
