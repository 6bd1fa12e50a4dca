"""What goes out, by whom, and what may not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongyou.advocacy.briefs.sources import Recipe
from gongyou.advocacy.centre_figures import FromCentre
from gongyou.advocacy.models import Naming, Release
from gongyou.advocacy.services import figures as acts
from gongyou.advocacy.services import naming as names
from gongyou.vault.public import NotTwoPeople, NotYours

RECIPE = Recipe("recovered_any", "cases", "")


def today():
    return timezone.localdate()


def prepared(people, **more):
    return acts.prepare_release(
        by=people.lawyer, compartment=people.inside, title="x", recipes=[RECIPE], **more
    )


def test_a_release_by_hand(people, client_of):
    row = prepared(people)
    assert (row.state, row.two_people) == ("prepared", False)
    published = acts.publish_release(by=people.lawyer, release=row)
    assert published.state == "published"
    centre = FromCentre(people.lawyer)
    assert centre.forbidden(RECIPE) == ""
    with pytest.raises(acts.NotReleasable, match="reason"):
        acts.withdraw_release(by=people.lawyer, release=row, reason=" ")
    fixed = prepared(people, corrects=row, reason="two cases were counted twice")
    acts.publish_release(by=people.lawyer, release=fixed)
    row.refresh_from_db()
    assert row.state == "corrected"
    acts.withdraw_release(by=people.lawyer, release=fixed, reason="wrong table")
    # It reaches every brief: its check ends with 6.
    assert centre.forbidden(RECIPE) == "withdrawn: wrong table"
    page = client_of(people.lawyer).get(f"/advocacy/releases/{row.ref}/")
    assert "two cases were counted twice" in page.content.decode()
    assert row.ref in client_of(people.lawyer).get("/advocacy/releases/").content.decode()
    assert client_of(people.outsider).get(f"/advocacy/releases/{row.ref}/").status_code == 404
    for name in ("indicators/", "releases/", "namings/", "indicators/recovered_any/"):
        assert client_of(people.lawyer).get(f"/advocacy/{name}").status_code == 200


def test_rows_never_go_out_by_one_person(people):
    row = prepared(people, events=True)
    with pytest.raises(acts.NotReleasable, match="alone"):
        acts.publish_release(by=people.lawyer, release=row)
    with pytest.raises(NotYours):
        acts.publish_release(by=people.caseworker, release=row)
    assert acts.publish_release(by=people.coordinator, release=row).agreed_by_id
    assert Release.objects.get(pk=row.pk).state == "published"


def test_somebody_outside_may_be_the_second_after_seven_days(people):
    row = prepared(people, events=True)
    second, words = acts.name_outside_second(
        by=people.coordinator, compartment=people.inside, name="Ms Ho, law clinic"
    )
    for wrong, why in ((words, "outside_young"), ("not these words", "outside_unknown")):
        with pytest.raises(acts.NotReleasable, match=why):
            acts.publish_release(by=people.lawyer, release=row, passphrase=wrong)
    type(second).objects.filter(pk=second.pk)
    second.named_on = today() - timedelta(days=7)
    assert acts._mark(words) == second.mark
    assert acts._mark("not these words") != second.mark


TOLD = {
    "employer": "锦绣制衣厂",
    "said": "did not pay for two months",
    "interest": "wages of many",
    "source_kinds": ["official", "papers"],
    "workers": 12,
    "headcount": 300,
    "level": "documented",
}


def naming(**more):
    """A naming that lacks nothing, but for what is given."""
    given = {"asked_on": today() - timedelta(days=7), "review_on": today() + timedelta(days=90)}
    return Naming(**{**TOLD, **given, **more})


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, ""),
        ({"level": "alleged"}, "alleged"),
        ({"interest": " "}, "interest"),
        ({"source_kinds": ["papers", "papers"]}, "sources"),
        ({"source_kinds": []}, "sources"),
        ({"workers": 9}, "workers"),
        ({"workers": None}, "workers"),
        ({"headcount": 29}, "headcount"),
        ({"headcount": None}, "headcount"),
        ({"asked_on": None}, "asked"),
        ({"level": "admitted", "asked_on": None}, "asked"),
        ({"level": "decided", "asked_on": None}, "authority"),
    ],
)
def test_below_the_level_of_evidence_no_employer_is_named(more, why):
    assert names.why_not(naming(**more), today()) == why


def test_the_employer_has_seven_days_to_reply():
    asked = {"asked_on": today() - timedelta(days=6)}
    assert names.why_not(naming(**asked), today()) == "reply"
    assert names.why_not(naming(**asked, replied_on=today()), today()) == ""


def test_an_employer_is_named_by_two_people(people):
    given = {"asked_on": today() - timedelta(days=8), "review_on": today() + timedelta(days=90)}
    row = names.prepare_naming(by=people.lawyer, compartment=people.inside, **TOLD, **given)
    with pytest.raises(acts.NotReleasable, match="alone"):
        names.name_employer(by=people.lawyer, naming=row)
    assert names.name_employer(by=people.coordinator, naming=row).state == "published"
    assert NotTwoPeople
    names.withdraw_naming(by=people.lawyer, naming=row, reason="it paid")
    assert Naming.objects.get(pk=row.pk).state == "withdrawn"
