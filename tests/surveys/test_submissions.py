"""What is kept aside can be taken in; lists wait for their key; deleted is deleted."""

import uuid

import pytest

from gongyou.surveys.ingest import callers, store
from gongyou.surveys.ingest.incoming import prepare
from gongyou.surveys.models import Collector, Entity, Setback, Submission
from gongyou.surveys.services import collectors, forms, lists, submissions
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.convert import Converted
from tests.surveys.seed import xform

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(people):
    return forms.create_survey(people.coordinator, compartment=people.inside, title="S")


def published(people, survey, xml):
    checked = Converted(xml=xml, schema=read_form(xml))
    draft = forms._keep_draft(people.coordinator, survey, xml, checked)
    forms.publish(people.coordinator, draft.form)
    return draft.form


def answers(form="hh", instance="uuid:1", name="A"):
    return (
        f'<data id="{form}" version="1"><name>{name}</name>'
        f"<meta><instanceID>{instance}</instanceID></meta></data>"
    ).encode()


def send(people, survey, xml):
    caller = callers.of_survey(survey, survey.compartment.current_key)
    (outcome,) = store.store_batch([prepare(caller, xml, [])])
    return outcome


def test_what_came_to_a_closed_form_can_be_taken_in(people, survey):
    form = published(people, survey, xform())
    forms.set_state(people.coordinator, form, "closed")
    assert send(people, survey, answers()).status == 403
    outcome = submissions.take_in(people.coordinator, Setback.objects.get())
    assert outcome.status == 201
    assert Submission.objects.get().instance_id == "uuid:1"
    assert not Setback.objects.exists()


def test_a_conflict_becomes_a_submission_of_its_own(people, survey):
    published(people, survey, xform())
    send(people, survey, answers())
    assert send(people, survey, answers(name="B")).status == 409
    submissions.take_in(people.coordinator, Setback.objects.get())
    assert Submission.objects.count() == 2
    assert Submission.objects.exclude(instance_id="uuid:1").get().set_aside == "conflict"


def test_a_deleted_submission_sent_again_is_told_so(people, survey):
    published(people, survey, xform())
    send(people, survey, answers())
    submissions.delete(people.coordinator, Submission.objects.get())
    assert send(people, survey, answers()).code == "deleted"
    submissions.restore(people.coordinator, Submission.objects.get())
    assert send(people, survey, answers()).status == 201


def test_changed_content_under_an_old_version_is_refused(people, survey):
    from gongyou.surveys.errors import NotPublishable

    published(people, survey, xform())
    with pytest.raises(NotPublishable):
        published(people, survey, xform(title="Another"))


def test_entities_asked_for_without_a_key_wait_for_a_member(people, survey):
    from pyxform.xls2xform import convert

    from tests.surveys.seed import ENTITY_FORM

    form = published(people, survey, convert(ENTITY_FORM, form_name="data").xform.encode())
    entity = uuid.uuid4()
    xml = (
        '<data id="members" version="1"><full_name>Li</full_name><meta><entity dataset="members"'
        f' id="{entity}" create="1"><label>Li</label></entity><instanceID>uuid:9</instanceID>'
        "</meta></data>"
    ).encode()
    assert send(people, survey, xml).status == 201
    assert not Entity.objects.exists()
    assert submissions.perform_waiting(people.coordinator, form) == 1
    key = lists.key_of(people.coordinator, survey)
    assert lists.read(key, Entity.objects.get()).properties == {"full_name": "Li"}


def test_neither_names_nor_tokens_stand_in_the_database_in_clear(people, survey):
    from django.db import connection

    form = published(people, survey, xform())
    added = collectors.add_collector(
        people.coordinator, survey, name="Zhuangbiaoshi", kind=Collector.Kind.TOKEN, forms=[form]
    )
    send(people, survey, answers(name="Yinmingce"))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            content = repr(cursor.fetchall())
            for planted in ("Zhuangbiaoshi", "Yinmingce", added.secret):
                assert planted not in content, table
