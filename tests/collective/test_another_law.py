"""A collective case under an invented law: the roll, what is owed, offers, every page."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongyou.centre.public import Employment, import_roster
from gongyou.collective.queries import costing
from gongyou.collective.services import rosters
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.owed import count_law
from gongyou.collective.services.people import Entry, add_people
from gongyou.law.offers import OfferError
from tests.law import tiny

DAY = date(2015, 4, 20)
PAGES = ["case", "roll", "demands", "bargaining", "promises", "back", "chronicle"]
PAGES += ["representatives", "fund", "protection", "training", "case_edit", "roll_import"]


@pytest.fixture(autouse=True)
def zembla():
    with tiny.installed() as name:
        yield name


@pytest.fixture
def matter(people):
    by = people.coordinator
    case = open_case(by=by, compartment=people.inside, title="Glassworks", opened_on=DAY, law="zz")
    from gongyou.centre.public import add_employer

    case.employer = add_employer(by=by, compartment=people.inside, name="Royal Glassworks")
    case.save()
    people_ = [
        Entry("Ana", facts={"agreed_wage": 900, "sent_away": "by_firm"}),
        Entry("Bo", facts={"agreed_wage": 1100, "sent_away": "by_firm"}),
        Entry("Ciro", facts={"agreed_wage": 1000, "sent_away": "by_self"}),
    ]
    add_people(by=by, case=case, entries=people_, source="worker", joined_on=DAY)
    count_law(by=by, case=case, on=DAY)
    return case


def test_members_are_counted_by_the_law_of_the_case(matter):
    # A month's crowns for those sent away, nothing for who left.
    owed = [m.owed.get("amounts", {}).get("zz.farewell") for m in matter.members.all()]
    assert sorted(Decimal(amount) for amount in owed if amount) == [900, 1100]
    assert sorted(filter(None, (m.owed_total for m in matter.members.all()))) == [900, 1100]
    assert set(Employment.objects.values_list("pack", flat=True)) == {"zz"}
    assert matter.currency == "ZZC"


def test_an_offer_names_what_its_law_grants_and_nothing_of_another(matter):
    cost = costing.cost_for(matter, costing.understood("50% of the farewell", "zz"), DAY)
    assert cost.total.offered == 1000
    with pytest.raises(OfferError):
        costing.understood("50% of severance", "zz")


def test_every_page_opens_and_speaks_of_its_law(matter, people, client_of):
    client = client_of(people.coordinator)
    for name in PAGES:
        answer = client.get(reverse(f"collective:{name}", args=[matter.pk]))
        assert answer.status_code == 200, name
        assert "¥" not in answer.content.decode(), name
    roll = client.get(reverse("collective:roll", args=[matter.pk])).content.decode()
    assert "ZZC" in roll
    demands = client.get(reverse("collective:demands", args=[matter.pk])).content.decode()
    assert "Farewell money" in demands


def test_a_roll_is_read_by_the_law_of_the_case(matter, people):
    book = openpyxl.Workbook()
    for row in (["Name", "Hired", "Crowns"], ["Dora", date(2014, 1, 1), 700]):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    upload = SimpleUploadedFile("roll.xlsx", held.getvalue())
    roster = rosters.upload(by=people.coordinator, case=matter, upload=upload, then="")
    import_roster(by=people.coordinator, roster=roster, body={})
    rosters.take(by=people.coordinator, case=matter, roster=roster, joined_on=DAY)
    assert matter.members.get(start=date(2014, 1, 1)).employment.facts.get().agreed_wage == 700
    assert matter.members.count() == 4
