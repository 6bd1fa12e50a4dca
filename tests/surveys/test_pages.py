"""The pages of those who run a survey: as a member, as a researcher, as someone outside."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.urls import reverse

from gongyou.surveys import demo
from gongyou.surveys.models import Collector, Form, Submission, Survey
from gongyou.surveys.services import forms

pytestmark = pytest.mark.django_db


checked = {}


@pytest.fixture
def survey(people, monkeypatch):
    """The demonstration's survey; its workbook goes through the two gates once."""
    whole = forms.convert

    def once(content, fallback_id):
        name = (fallback_id, len(content) // 500)
        if name not in checked:
            checked[name] = whole(content, fallback_id)
        return replace(checked[name])

    monkeypatch.setattr(forms, "convert", once)
    demo.load(people.coordinator, 60)
    return Survey.objects.get()


def pages(survey):
    form = Form.objects.get(survey=survey)
    answer = Submission.objects.filter(form=form).first()
    number = survey.number
    device = Collector.objects.filter(survey=survey).first()
    return {
        "survey": [number], "setbacks": [number], "trouble": [number], "form": [number, form.pk],
        "form_columns": [number, form.pk], "form_preview": [number, form.pk],
        "form_preview_xml": [number, form.pk], "answers": [number, form.pk],
        "answer": [number, form.pk, answer.pk], "analysis": [number, form.pk],
        "checks": [number, form.pk], "collector_new": [number], "collector": [number, device.pk],
        "export": [number, form.pk], "codebook": [number, form.pk],
    }  # fmt: skip


def test_every_page_opens_for_a_member_and_is_not_there_for_others(survey, people, client_of):
    coordinator, outsider = client_of(people.coordinator), client_of(people.outsider)
    nobody, researcher = client_of(None), client_of(people.researcher)
    for name, arguments in pages(survey).items():
        url = reverse(f"surveys:{name}", args=arguments)
        assert coordinator.get(url).status_code == 200, name
        assert outsider.get(url).status_code == 404, name
        assert nobody.get(url).status_code == 302, name
        expected = 404 if name in ("collector", "collector_new", "export") else 200
        assert researcher.get(url).status_code == expected, name
    assert coordinator.get(reverse("surveys:list")).status_code == 200


def test_a_researcher_sees_numbers_and_no_free_text(survey, people, client_of):
    answer = Submission.objects.first()
    form = Form.objects.get()
    url = reverse("surveys:answer", args=[survey.number, form.pk, answer.pk])
    assert "生成的回答" in client_of(people.coordinator).get(url).content.decode()
    assert "生成的回答" not in client_of(people.researcher).get(url).content.decode()
    url = reverse("surveys:analysis", args=[survey.number, form.pk])
    assert "生成的回答" not in client_of(people.researcher).get(url).content.decode()


def test_a_broken_workbook_shows_its_cell_in_the_language_of_the_reader(survey, people, client_of):
    from pathlib import Path

    path = Path(__file__).parents[1] / "conformance/forms/onadata__MCH_v1.xlsx"
    client = client_of(people.coordinator)
    client.cookies["language"] = "zh-hans"
    with path.open("rb") as file:
        answer = client.post(reverse("surveys:form_upload", args=[survey.number]), {"file": file})
    assert answer.status_code == 422
    assert "A17" in answer.content.decode()
    assert "不认识题型" in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "sav", "dta", "parquet"])
def test_an_export_without_identities_holds_no_free_text(survey, people, client_of, kind, settings):
    form = Form.objects.get()
    url = reverse("surveys:export", args=[survey.number, form.pk])
    answer = client_of(people.coordinator).post(url, {"kind": kind, "identities": "no"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    content = answer.content
    if kind != "xlsx":
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = archive.read(f"answers.{kind}")
    assert "生成的回答".encode() not in content
    assert b"uuid:" not in content


def test_labels_travel_with_spss_files(survey, people, tmp_path):
    import pyreadstat

    from gongyou.surveys.services.exports import export

    form = Form.objects.get()
    packed = export(people.coordinator, form, "sav", identities=True, language="en")
    path = tmp_path / "answers.sav"
    path.write_bytes(zipfile.ZipFile(io.BytesIO(packed)).read("answers.sav"))
    frame, meta = pyreadstat.read_sav(path)
    assert len(frame) == 60
    assert meta.column_names_to_labels["contract"] == "Do you have a written contract?"
    assert set(meta.variable_value_labels["sex"].values()) == {"female", "male"}


def test_spreadsheets_get_no_formulas(survey, people):
    from gongyou.vault.public import safe_cell as safe

    assert safe("=1+1") == "'=1+1"
    assert safe("@x") == "'@x"
    assert safe("plain") == "plain"
