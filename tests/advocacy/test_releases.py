"""What goes out, by whom, and what may not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongyou.advocacy.briefs.sources import Recipe
from gongyou.advocacy.centre_figures import FromCentre
from gongyou.advocacy.models import Naming, Release
from gongyou.advocacy.services import events
from gongyou.advocacy.services import figures as acts
from gongyou.advocacy.services import naming as names
from gongyou.advocacy.services.event_release import release_events
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


def _event(people, kind, **told):
    source = events.add_source(by=people.caseworker, compartment=people.inside, kind=kind)
    told = {"start": "2024-05-01", "acts": ["strike"], "place": "440304", **told}
    return events.record_event(by=people.caseworker, source=source, told=told, text="x")


@pytest.fixture
def three(people):
    return [
        _event(people, "press", employer="Alleged Ltd", involved=[100, 200]),
        _event(people, "court", employer="Decided Ltd", involved=[40, 40]),
        _event(people, "worker", employer="Told Ltd", involved=[40, 40], detained=[2, 2]),
    ]


def test_rows_name_no_employer_below_the_level_and_no_day_of_a_workers_word(people, three):
    made = release_events(by=people.lawyer, compartment=people.inside, title="x", events=three)
    rows = {row["code"]: row for row in made.rows}
    press, court, word = (rows[event.code] for event in three)
    assert "employer" not in press
    assert court["employer"] == "Decided Ltd"
    assert word.keys().isdisjoint({"employer", "starts", "ends", "involved", "present"})
    assert (word["month"], word["place"], word["involved_band"]) == ("2024-05", "440300", [10, 99])
    Naming.objects.create(
        compartment=people.inside, employer="Alleged Ltd", level="documented", interest="x",
        said="x", review_on=today(), state="published", prepared_by=people.lawyer.account,
        prepared_on=today(),
    )  # fmt: skip
    again = release_events(by=people.lawyer, compartment=people.inside, title="x", events=three)
    assert "Alleged Ltd" in {row.get("employer") for row in again.rows}


def test_rows_are_published_by_another_and_a_withdrawn_event_is_not_among_them(
    people, three, client_of
):
    made = release_events(by=people.lawyer, compartment=people.inside, title="x", events=three)
    table = f"/advocacy/releases/{made.ref}/rows/"
    assert client_of(people.lawyer).get(table).status_code == 404, "it is only prepared"
    with pytest.raises(acts.NotReleasable, match="alone"):
        acts.publish_release(by=people.lawyer, release=made)
    events.withdraw_event(by=people.caseworker, event=three[0], why="was none")
    acts.publish_release(by=people.coordinator, release=made)
    held = client_of(people.lawyer).get(table).content.decode()
    assert three[1].code in held
    assert three[0].code not in held
    assert "Told Ltd" not in held
    assert client_of(people.outsider).get(table).status_code == 404


def test_rows_are_prepared_from_the_list_with_its_filters(people, three, client_of):
    client = client_of(people.lawyer)
    page = client.get("/advocacy/events/?employer=Decided").content.decode()
    assert "events/release/?employer=Decided" in page
    client.post(
        "/advocacy/events/release/?employer=Decided",
        {"title": "x", "compartment": str(people.inside.pk)},
    )
    assert [row["code"] for row in Release.objects.get().rows] == [three[1].code]
    assert (
        three[1].code
        in client.get(f"/advocacy/releases/{Release.objects.get().ref}/").content.decode()
    )
