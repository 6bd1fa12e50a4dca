"""Events, their sources, sameness, imports taken back: nothing lost, everything undone exactly."""

from datetime import date

import pytest
from django.forms.models import model_to_dict

from gongyou.advocacy.centre_figures import source_of
from gongyou.advocacy.errors import Refused
from gongyou.advocacy.indicators import compute, indicator
from gongyou.advocacy.models import Event, Match, Outcome, Report, SheetImport
from gongyou.advocacy.public_level import public_view
from gongyou.advocacy.queries.events.event import event_page
from gongyou.advocacy.queries.events.imports import given_back
from gongyou.advocacy.queries.events.listing import Filters, bounds_of, events_of
from gongyou.advocacy.queries.events.statistics import statistics_of
from gongyou.advocacy.services import events, imports, matches
from gongyou.advocacy.sheets import read_file
from gongyou.centre.public import counted_tables
from gongyou.vault.public import NotYours
from tests.advocacy.sheets import clb, data

pytestmark = pytest.mark.django_db
TOLD = {"start": "2024-05-01", "acts": ["strike"], "lasts": True, "as_of": "2024-05-02"}


@pytest.fixture
def source(people):
    return events.add_source(
        by=people.caseworker, compartment=people.inside, kind="press", name="N"
    )


def _event(people, source, **told):
    return events.record_event(by=people.caseworker, source=source, told={**TOLD, **told})


def _take(people, source, content, name="x.xlsx", as_of=None):
    sheet = imports.upload_sheet(
        by=people.caseworker, compartment=people.inside, source=source, upload=content, name=name
    )
    return imports.import_sheet(by=people.caseworker, sheet=sheet, as_of=as_of)


def _state():
    rows = {e.pk: model_to_dict(e) for e in Event.objects.all()}
    spells = sorted(
        (str(e.pk), s.starts, s.ends, s.low) for e in Event.objects.all() for s in e.spells.all()
    )
    return rows, spells


def test_every_cell_of_an_import_comes_back(people, source):
    sheet = _take(people, source, clb())
    content, _name, _kind = given_back(people.caseworker, sheet)
    before, after = read_file(clb(), "x.xlsx"), read_file(content, "x.xlsx")
    assert [row.cells for row in after[0].rows] == [row.cells for row in before[0].rows]
    assert Report.objects.filter(sheet=sheet).count() == 6


def test_the_same_file_twice_adds_nothing(people, source):
    content = clb()
    first, second = _take(people, source, content), _take(people, source, content)
    assert first.pk == second.pk
    assert (SheetImport.objects.count(), Report.objects.count()) == (1, 6)


def test_an_import_is_taken_back_whole(people, source):
    other = _event(people, source)
    before = _state()
    sheet = _take(people, source, clb())
    assert imports.undo_import(by=people.caseworker, sheet=sheet) == 0
    assert _state() == before
    assert Event.objects.get() == other
    assert _take(people, source, clb()).state == "imported"


def test_what_work_lies_on_stays_when_an_import_is_taken_back(people, source):
    sheet = _take(people, source, clb())
    event = Event.objects.filter(demands__isnull=False).first()
    events.record_outcome(by=people.caseworker, event=event, as_of=date(2024, 6, 1))
    assert imports.undo_import(by=people.caseworker, sheet=sheet) == 1
    assert list(Event.objects.all()) == [event]


def test_a_shifted_sheet_changes_nothing(people, source):
    with pytest.raises(Refused, match="Work stoppage beginning date"):
        _take(people, source, data("work-stoppages-2021.json"), "x.json")
    assert not Report.objects.exists()


def test_a_later_sheet_brings_the_case_up_to_date(people, source):
    """Three monthly sheets tell of one strike: one event, the newest word counts, all stay."""
    for name in ("October-2019", "April-2020"):
        _take(people, source, data(f"{name}-Work-Stoppages.xlsx"), f"{name}.xlsx")
    asarco = events_of(people.caseworker).get(employer_printed__startswith="ASARCO Multiple")
    page = event_page(people.caseworker, asarco)
    assert len(page.tellings) == 2
    assert (asarco.state, asarco.last_told) == ("ongoing", date(2020, 4, 30))
    assert Match.objects.filter(certain=True, verdict="same").exists()


def test_a_verdict_is_undone_exactly(people, source):
    one = _event(people, source, involved=[10, 10], end="2024-05-03")
    two = _event(people, source, involved=[12, 20], as_of="2024-06-01", demands=["bonus"])
    three = _event(people, source, start="2024-04-30", involved=[1, 2])
    before = _state()
    pair = Match.objects.create(first=one, second=two)
    again = Match.objects.create(first=two, second=three)
    matches.decide(by=people.caseworker, match=pair, verdict="same", why="one strike")
    one.refresh_from_db()
    assert (one.involved_low, one.demands, one.ends) == (12, ["bonus"], date(2024, 5, 3))
    matches.decide(by=people.caseworker, match=again, verdict="same")
    assert events_of(people.caseworker).count() == 1
    matches.undo_verdict(by=people.caseworker, match=Match.objects.get(pk=pair.pk))
    assert events_of(people.caseworker).count() == 2
    matches.undo_verdict(by=people.caseworker, match=Match.objects.get(pk=again.pk))
    assert _state() == before


def test_open_pairs_make_bounds_and_a_verdict_closes_them(people, source):
    one, two = _event(people, source), _event(people, source)
    pair = Match.objects.create(first=one, second=two)
    count = bounds_of(people.caseworker, events_of(people.caseworker))
    assert (count.low, count.high) == (1, 2)
    matches.decide(by=people.caseworker, match=pair, verdict="different")
    count = bounds_of(people.caseworker, events_of(people.caseworker))
    assert (count.low, count.high) == (2, 2)


def test_nothing_of_the_strike_map_is_merged_by_itself(people, source):
    _take(people, source, clb())
    assert not Event.objects.exclude(same_as=None).exists()
    pair = Match.objects.get(certain=False, probability__gt=0.9)
    assert "same_title" in pair.reasons


def test_sources_that_disagree_both_stay(people, source):
    event = _event(people, source, involved=[1000, None])
    told = {"involved": [2500, 2500], "as_of": "2024-05-09"}
    events.add_report(by=people.caseworker, event=event, source=source, told=told)
    page = event_page(people.caseworker, event)
    row = next(row for row in page.rows if row[0] == "involved")
    assert row[2]
    assert set(row[1]) == {"≥ 1,000", "2,500"}


def test_a_correction_counts_first_and_writes_over_nothing(people, source):
    event = _event(people, source, involved=[10, 10])
    told = {"involved": [12, 12]}
    events.correct_event(by=people.caseworker, event=event, told=told, why="the roll says so")
    event.refresh_from_db()
    assert event.involved_low == 12
    assert Report.objects.filter(event=event).count() == 2
    with pytest.raises(Refused):
        events.correct_event(by=people.caseworker, event=event, told=told, why=" ")


def test_no_source_tells_is_not_lost(people, source):
    event = _event(people, source)
    with pytest.raises(Refused):
        events.record_outcome(
            by=people.caseworker, event=event, as_of=date(2024, 6, 1), result="lost"
        )
    outcome = events.record_outcome(by=people.caseworker, event=event, as_of=date(2024, 6, 1))
    assert not outcome.told
    assert Outcome.objects.get().paid is None


def test_a_strike_nobody_ended_is_not_told_since(people, source):
    event = _event(people, source, state="ongoing")
    page = event_page(people.caseworker, event)
    assert page.stale
    assert event.state == "ongoing"


def test_a_withdrawn_event_leaves_every_count(people, source):
    event = _event(people, source)
    events.withdraw_event(by=people.caseworker, event=event, why="a hoax")
    assert not events_of(people.caseworker).exists()
    assert statistics_of(people.caseworker, "own") is None


def test_filters_narrow_and_wrong_ones_are_named(people, source):
    _event(people, source, acts=["transport_strike"])
    _event(people, source, acts=["protest"], start="2024-07-01")
    found = Filters.of({"act": "stoppage"}).on(events_of(people.caseworker))
    assert found.count() == 1
    found = Filters.of({"since": "2024-06-01"}).on(events_of(people.caseworker))
    assert found.get().acts == ["protest"]
    assert Filters.of({"since": "soon"}).wrong == ["soon"]
    assert Filters.of({"since": "2024年3月", "until": "2024.3"}).asked == {
        "since": "2024-03-01",
        "until": "2024-03-31",
    }


def test_the_row_of_2020_comes_out_of_the_room_too(people, source):
    source.dataset = "bls"
    _take(people, source, data("work-stoppages-2020.json"), "x.json", as_of=date(2020, 12, 31))
    row = next(
        r for r in statistics_of(people.caseworker, "bls", "bls").rows if r.first.year == 2020
    )
    assert (row.beginning.best, row.in_effect.best) == (8, 10)
    assert (row.workers_beginning.best, row.workers_in_effect.best) == (27_000, 30_600)
    assert row.days.best == 965_700


@pytest.mark.parametrize("state", ["ongoing", "not_told"])
def test_an_ongoing_action_of_our_own_shows_no_site_employer_or_day(people, state):
    today = date(2024, 5, 10)
    own = events.add_source(by=people.caseworker, compartment=people.inside, kind="own")
    event = _event(
        people, own, state=state, place="441901", employer="Acme", involved=[120, 140],
        detained=[1, 2], as_of="2024-05-09",
    )  # fmt: skip
    shown = public_view(event, today)
    assert not {"starts", "employer", "involved", "detained", "hurt"} & shown.keys()
    assert (shown["month"], shown["place"], shown["involved_band"]) == (
        "2024-05",
        "441900",
        [100, 999],
    )


def test_a_colleague_outside_sees_and_changes_nothing(people, source):
    event = _event(people, source)
    assert not events_of(people.outsider).exists()
    for act in (
        lambda: events.withdraw_event(by=people.outsider, event=event, why="x"),
        lambda: events.add_report(by=people.outsider, event=event, source=source, told={}),
        lambda: events.record_outcome(by=people.outsider, event=event, as_of=date(2024, 1, 1)),
        lambda: imports.upload_sheet(
            by=people.outsider, compartment=people.inside, source=source, upload=clb()
        ),
    ):
        with pytest.raises(NotYours):
            act()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"start": ""}, "start"),
        ({"end": "2024-04-01"}, "end"),
        ({"spells": [{"starts": "2024-04-01", "ends": None}]}, "spells"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(people, source, told, field):
    with pytest.raises(Refused) as refused:
        _event(people, source, **told)
    assert refused.value.field == field
    assert not Event.objects.exists()


def test_the_indicators_of_conflict_are_computed_from_the_events(people, source):
    _take(people, source, data("work-stoppages-2020.json"), "x.json", as_of=date(2021, 1, 31))
    table = next(t for t in counted_tables(people.caseworker) if t.name == "events:bls")
    rows = source_of(table)
    begun = compute(indicator("stoppages"), rows, "year").get("count", "2020")
    assert (begun.low, begun.high) == (8, 8), "as the published row of 2020 has it"
    workers = compute(indicator("involved"), rows, "year").get("count", "2020")
    assert round(workers.low, -2) == 27_000
    told = compute(indicator("outcome_told"), rows).get("share")
    assert told.value == 0, "no source tells, and that is not lost"


def test_an_open_pair_lowers_the_least_and_not_the_most(people, source):
    _take(people, source, clb(), "x.xlsx")
    table = next(t for t in counted_tables(people.caseworker) if t.name == "events:clb")
    events = events_of(people.caseworker).filter(dataset="clb")
    stops = compute(indicator("stoppages"), source_of(table)).get("count")
    found = bounds_of(people.caseworker, events)
    assert found.low - found.high <= stops.low - stops.high <= 0
    assert not [t for t in counted_tables(people.outsider) if t.kind == "events"]
