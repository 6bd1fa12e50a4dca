"""A questionnaire from the grievance list: with consent its answers open an intake."""

import pytest

from gongyou.surveys import law_form
from gongyou.surveys.errors import SurveyError
from gongyou.surveys.models import Submission
from gongyou.surveys.services import forms, intakes, submissions
from gongyou.surveys.xlsform.convert import convert

pytestmark = pytest.mark.django_db
checked = {}


@pytest.fixture
def form(people):
    survey = forms.create_survey(people.coordinator, compartment=people.inside, title="Gate")
    if not checked:
        checked["form"] = convert(law_form.workbook())
    draft = forms._keep_draft(people.coordinator, survey, b"PK", checked["form"])
    forms.publish(people.coordinator, draft.form)
    return draft.form


def answer(people, form, consent):
    xml = (
        f'<data id="{law_form.FORM_ID}" version="{form.current.version}">'
        "<grievances>severance overtime</grievances><start>2020-03-01</start>"
        "<end>2026-02-28</end><end_kind>layoff</end_kind><agreed_wage>5000</agreed_wage>"
        "<last_month_wage>5200.50</last_month_wage><contract_written>no</contract_written>"
        f"<consent_help>{consent}</consent_help><employer>Bright Shoes</employer>"
        f"<name>李小红</name><meta><instanceID>uuid:{consent}</instanceID></meta></data>"
    )
    outcome = submissions.submit(people.coordinator, form, xml.encode())
    return Submission.objects.select_related("form__survey").get(pk=outcome.submission_id)


def test_it_passes_both_gates_in_both_languages(form):
    assert checked["form"].errors == []
    schema = checked["form"].schema
    assert schema.languages == ["English (en)", "中文 (zh)"]
    question = schema.by_path()["grievances"]
    assert schema.choice_label(question, "overtime", "zh-hans") != "overtime"


def test_with_consent_an_intake_is_opened_with_facts_and_grievances(people, form):
    recorded = intakes.open_intake(people.coordinator, answer(people, form, "yes"))
    assert recorded.worker.reveal(people.coordinator, "name") == "李小红"
    facts = recorded.employment.facts.get()
    assert str(facts.start) == "2020-03-01"
    assert facts.contract_written is False
    assert {g.code for g in recorded.case.grievances.all()} == {"severance", "overtime"}


def test_with_consent_a_claim_is_computed_and_without_it_nothing(people, form):
    claim = intakes.claim_of(people.coordinator, answer(people, form, "yes"))
    # Laid off after six full years at 5,000 a month (LCL 47); double wages from the second to the
    # twelfth month without a written contract (LCL 82), whose limitation is shown and cuts nothing.
    assert claim["cn.severance"].amount == 6 * 5000
    assert claim.total == 6 * 5000 + 11 * 5000
    refused = answer(people, form, "no")
    assert intakes.claim_of(people.coordinator, refused) is None
    with pytest.raises(SurveyError):
        intakes.open_intake(people.coordinator, refused)
