"""Three public cases become disputes with their spells."""

from pathlib import Path

import pytest

import gongyou.collective
from gongyou.advocacy.models import Dispute, Event
from gongyou.advocacy.services.disputes import take_chronicle
from gongyou.centre.public import offered_chronicles
from gongyou.collective.chronicle_file import parse
from gongyou.collective.services.import_chronicle import import_chronicle

pytestmark = pytest.mark.django_db
CASES = Path(gongyou.collective.__file__).parent / "cases"


def _take(people, name):
    data = parse((CASES / f"{name}.yaml").read_text("utf-8"))
    import_chronicle(by=people.coordinator, compartment=people.inside, data=data)
    (chronicle,) = offered_chronicles(people.coordinator)
    assert not offered_chronicles(people.outsider)
    dispute = take_chronicle(by=people.coordinator, chronicle=chronicle)
    assert take_chronicle(by=people.coordinator, chronicle=chronicle) == dispute
    return list(Event.objects.filter(dispute=dispute).order_by("starts"))


def test_lide_is_one_dispute_with_three_stoppages(people):
    strikes = [event for event in _take(people, "lide") if event.acts == ["strike"]]
    assert [e.starts.isoformat() for e in strikes] == ["2014-12-06", "2014-12-17", "2015-04-20"]
    assert (strikes[0].involved_low, strikes[0].involved_high) == (1000, 2500)
    assert strikes[1].precision == "about"
    assert not strikes[1].spells.exists()
    assert Dispute.objects.count() == 1


def test_university_town_goes_from_petition_to_strike(people):
    found = _take(people, "university_town")
    assert [event.acts[0] for event in found] == ["petition", "protest", "strike", "strike"]
    warning, strike = found[2:]
    assert (warning.starts, warning.ends) == (warning.ends, warning.starts)
    assert (strike.starts.isoformat(), strike.ends.isoformat()) == ("2014-08-26", "2014-09-11")
    assert strike.spells.get().low == 200


def test_citizens_bounds_hold_every_sources_number(people):
    strike = next(e for e in _take(people, "citizen_watch") if e.acts == ["strike"])
    for told in (1178, 1100, 1200, 2000):
        assert strike.involved_low <= told <= strike.involved_high
    assert strike.state == "not_told"
