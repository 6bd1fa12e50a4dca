"""A manager's day: thirty phones from a list, answers as a table, quotas, a sample, a form."""

import pytest
from django.urls import reverse

from gongyou.surveys.models import Collector, Form
from gongyou.surveys.services import forms
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.convert import Converted
from tests.surveys.seed import xform

pytestmark = pytest.mark.django_db


def publish(actor, survey, xml):
    draft = forms._keep_draft(actor, survey, xml, Converted(xml=xml, schema=read_form(xml)))
    forms.publish(actor, draft.form)
    return Form.objects.select_related("current", "survey").get(pk=draft.form_id)


@pytest.fixture
def survey(people):
    return forms.create_survey(people.coordinator, compartment=people.inside, title="S")


@pytest.fixture
def form(people, survey):
    return publish(people.coordinator, survey, xform())


def test_thirty_devices_come_from_one_list_with_one_sheet(people, survey, form, client_of):
    client = client_of(people.coordinator)
    page = reverse("surveys:collectors_new", args=[survey.number])
    lines = "\n".join(f"Enumerator {n}\t{'east' if n % 2 else ''}" for n in range(30))
    sent = {"people": lines, "team": "west", "kind": "token", "forms_allowed": [form.ref]}
    answer = client.post(page, sent)
    assert Collector.objects.count() == 30
    assert Collector.objects.filter(team="west").count() == 15
    sheet = client.get(answer.headers["Location"]).content.decode()
    assert sheet.count("data:image/svg+xml") == 30
    assert sheet.count("Enumerator 7") == 1
    assert client.get(answer.headers["Location"] + "&team=west").content.decode().count(
        "data:image/svg+xml"
    ) == 15  # fmt: skip
    for who in (people.outsider, people.researcher):
        assert client_of(who).get(page).status_code == 404
        assert client_of(who).get(answer.headers["Location"]).status_code == 404


@pytest.mark.parametrize("lines", ["", "A\nA", ",team only", "x" * 121, "A\n" * 201])
def test_a_list_with_a_slip_adds_no_device(people, survey, form, client_of, lines):
    page = reverse("surveys:collectors_new", args=[survey.number])
    sent = {"people": lines, "kind": "token", "forms_allowed": [form.ref]}
    client_of(people.coordinator).post(page, sent)
    assert not Collector.objects.exists()
