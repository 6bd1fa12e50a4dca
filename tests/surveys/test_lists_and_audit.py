"""Lists of entities and logs of interviews, as pages."""

import pytest
from django.test import Client
from django.urls import reverse
from pyxform.xls2xform import convert

from gongyou.surveys.ingest import callers, store
from gongyou.surveys.ingest.incoming import File, prepare
from gongyou.surveys.models import Entity, Submission
from gongyou.surveys.queries.audit import read_log
from gongyou.surveys.rest import entities as rest
from gongyou.surveys.services import collectors, forms, lists
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.convert import Converted
from gongyou.vault.public import api_sign_in
from tests.people import PASSPHRASE
from tests.surveys.seed import ENTITY_FORM

pytestmark = pytest.mark.django_db
LOG = (
    "event,node,start,end,old-value,new-value,change-reason\n"
    "form start,,1700000000000,,,,\n"
    "question,/data/full_name,1700000000000,1700000012000,,Li,\n"
    "question,/data/full_name,1700000020000,1700000021500,Li,Li Hong,misheard\n"
    "something new,/data/people[2]/who,x,,,,\n"
)


def answers(instance, name="Li Hong"):
    return (
        f'<data xmlns:e="http://www.opendatakit.org/xforms/entities" id="members" version="1">'
        f"<full_name>{name}</full_name><site/><meta><instanceID>{instance}</instanceID>"
        f'<e:entity dataset="members" create="1" id="6f4b1f1e-8b7e-4c39-9e57-1c1f3a2b4c5d">'
        f"<e:label>{name}</e:label></e:entity></meta></data>"
    ).encode()


@pytest.fixture
def form(people):
    survey = forms.create_survey(people.coordinator, compartment=people.inside, title="Panel")
    xml = convert(ENTITY_FORM, form_name="data").xform.encode()
    draft = forms._keep_draft(
        people.coordinator, survey, xml, Converted(xml=xml, schema=read_form(xml))
    )
    return forms.publish(people.coordinator, draft.form).form


def send_by_digest(people, form, xml, files=()):
    """Digest shows no token, so what it asks of lists must wait."""
    made = collectors.add_collector(
        people.coordinator, form.survey, name="phone", team="", kind="digest", forms=[form]
    )
    (outcome,) = store.store_batch(
        [prepare(callers.of_collector(made.collector), xml, list(files))]
    )
    return Submission.objects.get(pk=outcome.submission_id)


def test_waiting_wishes_are_done_by_a_member_at_a_button(people, form, client_of):
    send_by_digest(people, form, answers("uuid:1"))
    client = client_of(people.coordinator)
    page = reverse("surveys:survey", args=[form.survey.number])
    perform = reverse("surveys:lists_perform", args=[form.survey.number])
    assert perform in client.get(page).content.decode()
    assert not Entity.objects.exists()
    client.post(perform)
    assert Entity.objects.count() == 1
    assert perform not in client.get(page).content.decode()


def test_a_researcher_cannot_do_them(people, form, client_of):
    send_by_digest(people, form, answers("uuid:1"))
    client_of(people.researcher).post(reverse("surveys:lists_perform", args=[form.survey.number]))
    assert not Entity.objects.exists()


@pytest.fixture
def entity(people, form):
    entity_list = form.survey.entity_lists.get()
    row = {"label": "Li Hong", "data": {"full_name": "Li Hong"}}
    (made,) = lists.create_entities(people.coordinator, entity_list, [row])
    lists.change_entity(people.coordinator, made, {"label": "Li Xiaohong"}, base_version=1)
    return made


def test_a_list_and_an_entity_with_its_versions_for_members(people, entity, client_of):
    client, number = client_of(people.coordinator), entity.list.survey.number
    page = client.get(reverse("surveys:entity_list", args=[number, entity.list.pk]))
    assert "Li Xiaohong" in page.content.decode()
    page = client.get(reverse("surveys:entity", args=[number, entity.list.pk, entity.pk]))
    versions = page.context["versions"]
    assert [each.label for each in versions] == ["Li Xiaohong", "Li Hong"]
    assert versions[0].changed == ["label"]


def test_a_researcher_sees_the_number_and_outsiders_see_nothing(people, entity, client_of):
    number = entity.list.survey.number
    page = reverse("surveys:entity_list", args=[number, entity.list.pk])
    shown = client_of(people.researcher).get(page).content.decode()
    assert "1 entity." in shown
    assert "Li Xiaohong" not in shown
    assert client_of(people.outsider).get(page).status_code == 404
    one = reverse("surveys:entity", args=[number, entity.list.pk, entity.pk])
    assert client_of(people.researcher).get(one).status_code == 404


def test_an_entity_is_taken_off_its_list(people, entity, client_of):
    where = [entity.list.survey.number, entity.list.pk, entity.pk]
    client = client_of(people.coordinator)
    client.post(reverse("surveys:entity_delete", args=where))
    assert client.get(reverse("surveys:entity", args=where)).status_code == 404


def test_a_log_tells_times_changes_and_reasons(form):
    log = read_log(LOG.encode(), read_form(bytes(form.current.xml)))
    assert [event.seconds for event in log.events] == [None, 12.0, 1.5, None]
    assert log.changes == 1
    assert log.slowest == [("Name", 13.5)]
    assert log.events[2].reason == "misheard"
    assert log.events[3].what == "something new"
    assert log.events[3].path == "people/who"


@pytest.mark.parametrize(
    ("content", "events"),
    [
        (b"", 0),
        (b"\xff\xfe\x00", 0),
        (LOG.encode()[:99], 2),
        (LOG.encode()[: LOG.index("Li Hong,mis")], 3),
        (LOG.encode().replace(b"form start", b"form st\xffart"), 4),
    ],
)
def test_a_damaged_log_is_shown_as_far_as_it_goes(form, content, events):
    assert len(read_log(content, read_form(bytes(form.current.xml))).events) == events


def test_the_log_is_a_page_for_those_who_may_read_answers(people, form, client_of):
    log = File("audit.csv", "text/csv", LOG.encode())
    row = send_by_digest(people, form, answers("uuid:1"), [log])
    where = [form.survey.number, form.pk, row.pk]
    page = reverse("surveys:answer_audit", args=where)
    client = client_of(people.coordinator)
    assert page in client.get(reverse("surveys:answer", args=where)).content.decode()
    assert "misheard" in client.get(page).content.decode()
    assert client_of(people.researcher).get(page).status_code == 404


def test_a_page_of_a_list_opens_its_own_rows_only(people, form, monkeypatch):
    """A client that walks a list by pages of two reads, and has noted, each entity once."""
    survey = form.survey
    found = lists.create_list(people.coordinator, survey, name="sites")
    lists.create_entities(people.coordinator, found, [{"label": f"S{n}"} for n in range(5)])
    read = []
    monkeypatch.setattr(rest, "note_reading", lambda actor, of, rows: read.append(len(rows)))
    head = {"Authorization": f"Bearer {api_sign_in('coordinator', PASSPHRASE)}"}
    path = f"/v1/projects/{survey.number}/datasets/sites.svc/Entities?$top=2&$count=true"
    labels, counts = [], []
    while path:
        told = Client().get(path, headers=head).json()
        labels += [row["label"] for row in told["value"]]
        counts.append(told["@odata.count"])
        path = told.get("@odata.nextLink", "").removeprefix("http://testserver")
    assert (sorted(labels), counts) == ([f"S{n}" for n in range(5)], [5, 5, 5])
    assert read == [2, 2, 1]
