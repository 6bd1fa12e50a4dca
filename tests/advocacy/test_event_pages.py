"""Every page of the events part opens in both languages, for whom it is."""

import pytest
from django.urls import reverse

from gongyou.advocacy.models import Event, Match, Report, SheetImport
from gongyou.advocacy.services import events, imports
from tests.advocacy.sheets import clb

pytestmark = pytest.mark.django_db
LISTS = (
    *("home", "events", "event_new", "statistics", "imports", "reports", "agreement"),
    *("codebook", "pairs", "disputes"),
)


@pytest.fixture
def world(people):
    """An import, an event by hand, a foreign sheet that waits."""
    by = people.caseworker
    source = events.add_source(by=by, compartment=people.inside, kind="press", name="日报")
    sheet = imports.upload_sheet(
        by=by, compartment=people.inside, source=source, upload=clb(), name="map.xlsx"
    )
    imports.import_sheet(by=by, sheet=sheet)
    foreign = "日期,地点\n2025-05-01,东莞\n".encode()
    imports.upload_sheet(
        by=by, compartment=people.inside, source=source, upload=foreign, name="f.csv"
    )
    told = {
        "start": "2024-05-01",
        "acts": ["strike"],
        "involved": [10, None],
        "spells": [{"starts": "2024-05-01", "ends": "2024-05-03", "low": 10, "high": 20}],
        "end": "2024-05-03",
    }
    events.record_event(by=by, source=source, told=told, text="停工三天。")
    return people


def _paths():
    found = [reverse(f"advocacy:{name}") for name in LISTS]
    found += [reverse("advocacy:event", args=[e.pk]) for e in Event.objects.all()[:3]]
    found += [reverse("advocacy:import", args=[s.pk]) for s in SheetImport.objects.all()]
    found += [reverse("advocacy:report", args=[Report.objects.filter(state="new")[0].pk])]
    return [*found, reverse("advocacy:pairs") + "?which=decided"]


def test_every_page_opens_for_its_people_and_no_other(world, client_of):
    inside, outside = client_of(world.caseworker), client_of(world.outsider)
    for language in ("en", "zh-hans"):
        for path in _paths():
            answer = inside.get(path, headers={"accept-language": language})
            assert answer.status_code == 200, path
            assert "{%" not in answer.content.decode()
    for event in Event.objects.all()[:1]:
        assert outside.get(reverse("advocacy:event", args=[event.pk])).status_code == 404
    for sheet in SheetImport.objects.all():
        assert outside.get(reverse("advocacy:import", args=[sheet.pk])).status_code == 404
    assert (
        Event.objects.first().code not in outside.get(reverse("advocacy:events")).content.decode()
    )


def test_filters_stand_in_the_address(world, client_of):
    page = client_of(world.caseworker).get(
        reverse("advocacy:events"), {"act": "stoppage", "dataset": "own", "since": "soon"}
    )
    assert len(page.context["page"].rows) == 1
    assert "soon" in page.content.decode()


def test_an_event_is_recorded_corrected_and_refused_at_the_field(world, client_of):
    client = client_of(world.caseworker)
    answer = client.post(
        reverse("advocacy:event_new"),
        {
            "compartment": str(world.inside.pk), "start": "2024-06-02", "acts": ["protest"],
            "source_kind": "press", "present_low": "50", "present_high": "40",
        },
    )  # fmt: skip
    assert answer.status_code == 422
    assert "present_high" in answer.context["form"].errors
    event = Event.objects.get(employer_printed="", starts="2024-05-01")
    wrong = client.post(
        reverse("advocacy:event_outcome", args=[event.pk]),
        {"as_of": "2024-06-01", "result": "lost"},
    )
    assert wrong.status_code == 422
    assert "report" in wrong.context["outcome_form"].errors
    done = client.post(
        reverse("advocacy:event_correct", args=[event.pk]), {"end": "2024-05-04", "why": "roll"}
    )
    assert done.status_code == 302
    assert client.get(reverse("advocacy:event_correct", args=[event.pk])).status_code == 405


def test_a_foreign_sheet_is_mapped_and_taken_in_and_back(world, client_of):
    client = client_of(world.caseworker)
    sheet = SheetImport.objects.get(form="csv")
    refused = client.post(reverse("advocacy:import_map", args=[sheet.pk]), {"column_1": "city"})
    assert refused.status_code == 422
    client.post(
        reverse("advocacy:import_map", args=[sheet.pk]),
        {"column_0": "start", "column_1": "city", "name": "notebook"},
    )
    client.post(reverse("advocacy:import_take", args=[sheet.pk]), {})
    assert Event.objects.filter(dataset="mapped").count() == 1
    assert client.get(reverse("advocacy:import_export", args=[sheet.pk])).status_code in (403, 404)
    export = client_of(world.coordinator).get(reverse("advocacy:import_export", args=[sheet.pk]))
    assert export.content.decode().splitlines()[0] == "日期,地点"
    client.post(reverse("advocacy:import_undo", args=[sheet.pk]))
    assert not Event.objects.filter(dataset="mapped").exists()


def test_a_pair_is_decided_and_taken_back(world, client_of):
    client = client_of(world.caseworker)
    match = Match.objects.filter(verdict="")[0]
    for verdict, stands in (("same", "same"), ("undo", ""), ("nonsense", "")):
        client.post(reverse("advocacy:pair_decide", args=[match.pk]), {"verdict": verdict})
        assert Match.objects.get(pk=match.pk).verdict == stands
    assert (
        client_of(world.outsider)
        .post(reverse("advocacy:pair_decide", args=[match.pk]), {"verdict": "same"})
        .status_code
        == 404
    )
