"""Two coders, blind; agreement; a third look."""

import pytest

from gongyou.advocacy.errors import Refused
from gongyou.advocacy.models import Report
from gongyou.advocacy.queries.events.agreement import agreement_of
from gongyou.advocacy.queries.events.desk import desk_page, inbox
from gongyou.advocacy.services import coding, events

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(people):
    source = events.add_source(by=people.caseworker, compartment=people.inside, kind="press")
    told = {"start": "2024-05-01", "acts": ["strike"], "responses": ["arrests"]}
    event = events.record_event(
        by=people.caseworker, source=source, told=told, text="Over 100 workers strike; 3 held."
    )
    return Report.objects.get(event=event)


def _values(*acts, low=None, high=None):
    values = {"acts": {"codes": list(acts), "words": ""}}
    if low is not None:
        values["involved"] = {"low": low, "high": high}
    return values


def test_a_second_coder_does_not_see_the_first(people, report):
    coding.code_report(by=people.caseworker, report=report, values=_values("strike"))
    page = desk_page(people.organiser, report)
    assert (page.coders, page.codings, page.proposed) == (1, [], {})
    assert report in inbox(people.organiser, "second")
    assert report not in inbox(people.caseworker, "second")
    coding.code_report(by=people.organiser, report=report, values=_values("protest"))
    assert desk_page(people.organiser, report).codings


def test_what_two_read_alike_stands_and_what_not_waits(people, report):
    coding.code_report(by=people.caseworker, report=report, values=_values("strike", low=100))
    assert Report.objects.get().state == "new"
    coding.code_report(by=people.organiser, report=report, values=_values("protest", low=100))
    assert Report.objects.get().state == "new"
    coding.adjudicate(by=people.lawyer, report=report, values=_values("sit_in", low=100))
    held = Report.objects.select_related("event").get()
    assert (held.state, held.event.acts, held.event.involved_low) == ("coded", ["sit_in"], 100)


def test_two_who_agree_need_no_third(people, report):
    for actor in (people.caseworker, people.organiser):
        coding.code_report(by=actor, report=report, values=_values("slowdown"))
    assert Report.objects.get().state == "coded"


def test_a_coder_settles_nothing_and_codes_once(people, report):
    coding.code_report(by=people.caseworker, report=report, values=_values("strike"))
    with pytest.raises(Refused):
        coding.code_report(by=people.caseworker, report=report, values=_values("strike"))
    with pytest.raises(Refused):
        coding.adjudicate(by=people.lawyer, report=report, values=_values("strike"))
    coding.code_report(by=people.organiser, report=report, values=_values("protest"))
    with pytest.raises(Refused):
        coding.adjudicate(by=people.organiser, report=report, values=_values("strike"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"acts": {"codes": ["invented"]}}, "acts"),
        ({"involved": {"low": 9, "high": 3}}, "involved"),
        ({"mood": {"codes": []}}, "mood"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(people, report, values, field):
    with pytest.raises(Refused) as refused:
        coding.code_report(by=people.caseworker, report=report, values=values)
    assert refused.value.field == field


def test_agreement_is_shown_with_what_may_be_published(people, report):
    source = report.source
    reports = [report]
    for number in range(4):
        told = {"start": f"2024-05-0{number + 2}", "acts": ["strike"], "detained": [1, 1]}
        event = events.record_event(by=people.caseworker, source=source, told=told)
        reports.append(Report.objects.get(event=event))
    for number, one in enumerate(reports):
        first = _values("strike" if number % 2 else "protest", low=100 * number + 1, high=None)
        coding.code_report(by=people.caseworker, report=one, values=first)
        coding.code_report(by=people.organiser, report=one, values=first)
    found = {one.field: one for one in agreement_of(people.lawyer)}
    assert found["acts"].agreement.alpha == 1
    assert found["acts"].gate == "yes"
    assert found["acts"].agreement.units == 5
    assert found["involved"].agreement.alpha == pytest.approx(1)


def test_where_two_code_neither_begins_with_the_sheets_words(people, report):
    assert desk_page(people.caseworker, report).proposed == {}, "it tells of arrests: two code it"
    report.told = {"start": "2024-05-01", "acts": ["strike"]}
    report.save()
    drawn = coding.needs_second(report)
    assert (desk_page(people.caseworker, report).proposed == {}) is drawn
