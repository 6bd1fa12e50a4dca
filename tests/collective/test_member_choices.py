"""A member is chosen by name or pseudonym; names are offered only to whoever may read them."""

import pytest
from django.urls import reverse

from gongyou.centre.public import change_worker
from gongyou.collective.forms.people import CaseForm, MemberField, MembersField
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.roll import add_members
from tests.collective.conftest import DAY, employment_of

pytestmark = pytest.mark.django_db


class Form(CaseForm):
    one = MemberField(required=False)
    many = MembersField(required=False)


@pytest.fixture
def named(people, matter):
    for member, name in zip(matter.people, ["徐英", "韩云", "王小明", "王小明"], strict=True):
        change_worker(by=people.coordinator, worker=member.worker, name=name)
    return matter


def chosen(actor, case, **data):
    form = Form(data, case=case, actor=actor)
    return (form.cleaned_data if form.is_valid() else {}), form.errors


def test_a_name_that_one_member_has_is_that_member(people, named):
    data, errors = chosen(people.coordinator, named, one="徐英", many="韩云、徐英")
    assert not errors
    assert data["one"] == named.people[0]
    assert set(data["many"]) == set(named.people[:2])


def test_of_two_members_of_one_name_none_is_taken_and_both_are_named(people, named):
    for field in ("one", "many"):
        data, errors = chosen(people.coordinator, named, **{field: "王小明"})
        assert not data
        for member in named.people[2:]:
            assert member.worker.pseudonym in str(errors[field])


def test_a_member_of_another_case_is_not_chosen_here(people, named):
    by = people.coordinator
    other = open_case(
        by=by, compartment=people.inside, title="搬迁二厂", employer=named.employer, opened_on=DAY
    )
    spell = employment_of(by, people.inside, named.employer, DAY)
    change_worker(by=by, worker=spell.worker, name="赵六妹")
    (member,) = add_members(by=by, case=other, employments=[spell], joined_on=DAY)
    _data, errors = chosen(by, named, one="赵六妹")
    assert "one" in errors
    data, _errors = chosen(by, other, one="赵六妹")
    assert data["one"] == member


def test_who_may_not_read_names_finds_nobody_by_name(people, named):
    _data, errors = chosen(people.researcher, named, one="徐英")
    assert "one" in errors
    data, _errors = chosen(people.researcher, named, one=named.people[0].worker.pseudonym)
    assert data["one"] == named.people[0]


def test_who_fits_is_offered_while_it_is_typed(people, named, client_of):
    url = reverse("collective:member_choices", args=[named.pk])
    page = client_of(people.coordinator).post(url, {"t-member": "xuy"}).content.decode()
    assert named.people[0].worker.pseudonym in page and "徐英" in page
    assert "韩云" not in page
    assert "徐英" not in client_of(people.researcher).post(url, {"m": "徐英"}).content.decode()
    assert client_of(people.outsider).post(url, {"m": "徐英"}).status_code == 404
