"""Changes of one entity made offline arrive in any order and end as the phone made them."""

from itertools import permutations

import pytest
from django.urls import reverse
from pyxform.xls2xform import convert

from gongyou.surveys.entity_contents import key_of, read
from gongyou.surveys.models import Entity, HeldChange, Submission
from gongyou.surveys.services import forms
from gongyou.surveys.services import submissions as acts
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.convert import Converted

pytestmark = pytest.mark.django_db
WHO = "6f4b1f1e-8b7e-4c39-9e57-1c1f3a2b4c5d"
FORM = """
| survey | | | | |
| | type | name | label | save_to |
| | integer | age | Age | age |
| entities | | |
| | list_name | label |
| | ppl | ${age} |
| settings | | |
| | form_title | form_id | version |
| | People | people | 1 |
"""


def xml(name, age, how, **more):
    marks = "".join(f' {key}="{value}"' for key, value in more.items())
    return (
        '<data xmlns:e="http://www.opendatakit.org/xforms/entities" id="people" version="1">'
        f"<age>{age}</age><meta><instanceID>uuid:{name}</instanceID>"
        f'<e:entity dataset="ppl" {how}="1" id="{WHO}"{marks}><e:label>P</e:label></e:entity>'
        "</meta></data>"
    ).encode()


STEPS = {
    "create": xml("a", 1, "create"),
    "second": xml("b", 2, "update", baseVersion=1, trunkVersion="", branchId="B"),
    "third": xml("c", 3, "update", baseVersion=2, trunkVersion="", branchId="B"),
}


@pytest.fixture
def form(people):
    survey = forms.create_survey(people.coordinator, compartment=people.inside, title="S")
    made = convert(FORM, form_name="data").xform.encode()
    draft = forms._keep_draft(
        people.coordinator, survey, made, Converted(xml=made, schema=read_form(made))
    )
    return forms.publish(people.coordinator, draft.form).form


def age(people, form):
    entity = Entity.objects.get()
    content = read(key_of(people.coordinator, form.survey), entity)
    return entity.version, content.properties["age"], entity.conflict


@pytest.mark.parametrize("order", list(permutations(STEPS)))
def test_a_chain_ends_the_same_in_every_order(people, form, order):
    """central #669 and #698, collect #6392."""
    for step in order:
        assert acts.submit(people.coordinator, form, STEPS[step]).status == 201
    assert age(people, form) == (3, "3", "")
    assert not HeldChange.objects.exists()
    assert not Submission.objects.exclude(entity_problem="").exists()


def test_what_waits_is_seen_and_settled_on_a_page(people, form, client_of):
    acts.submit(people.coordinator, form, STEPS["third"])
    acts.submit(people.coordinator, form, STEPS["create"])
    client = client_of(people.coordinator)
    number = form.survey.number
    page = reverse("surveys:trouble", args=[number])
    assert "waits for an earlier change" in client.get(page).content.decode()
    waits = Submission.objects.get(entity_problem="held")
    settle = reverse("surveys:trouble_settle", args=[number, waits.pk])
    assert client_of(people.outsider).post(settle, {"how": "apply"}).status_code == 404
    client.post(settle, {"how": "apply"})
    assert age(people, form)[:2] == (2, "3")
    assert not Submission.objects.exclude(entity_problem="").exists()


def test_what_is_left_changes_nothing_and_what_is_tried_twice_counts_once(people, form):
    acts.submit(people.coordinator, form, STEPS["third"])
    acts.leave_entities(people.coordinator, Submission.objects.get())
    acts.submit(people.coordinator, form, STEPS["create"])
    acts.submit(people.coordinator, form, STEPS["second"])
    one = Submission.objects.get(instance_id="uuid:b")
    assert acts.retry_entities(people.coordinator, one) == ""
    assert age(people, form)[:2] == (2, "2")
