"""Claims change by versions: what changed, because of which fact."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from gongyou.centre.models import ClaimVersion
from gongyou.centre.queries.claims import claim_page
from gongyou.centre.queries.facts import tables_of
from gongyou.centre.services.claims import compute_claim, read_claims
from gongyou.centre.services.facts import add_event, remove_event, set_facts


def amount(employment, code, reading="worker"):
    return employment.claims.first().readings[reading][code].amount


def test_a_changed_fact_makes_a_version_that_says_why(people, case):
    set_facts(
        by=people.caseworker,
        employment=case.employment,
        source="worker",
        values={"average_wage_12m": Decimal(4000)},
    )
    first, second = case.employment.claims.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert second.because == [
        {
            "table": "employment",
            "fact": "average_wage_12m",
            "source": "worker",
            "before": "3800.00",
            "after": "4000",
        }
    ]
    change = next(
        c
        for c in second.changes
        if (c["entitlement"], c["reading"]) == ("cn.unlawful_termination", "worker")
    )
    assert (change["before"], change["after"]) == ("79800.00", "84000.00")


def test_the_same_facts_again_make_no_version(people, case):
    before = ClaimVersion.objects.count()
    compute_claim(by=people.caseworker, employment=case.employment)
    assert ClaimVersion.objects.count() == before


def test_sources_stand_side_by_side_and_each_reading_has_its_amount(people, case):
    set_facts(
        by=people.caseworker,
        employment=case.employment,
        source="ledger",
        values={"average_wage_12m": Decimal(3000)},
    )
    assert amount(case.employment, "cn.unlawful_termination") == Decimal("79800.00")
    assert amount(case.employment, "cn.unlawful_termination", "employer") == Decimal("63000.00")
    assert amount(case.employment, "cn.unlawful_termination", "proved") is None
    case.refresh_from_db()
    assert (case.claimed_low, case.claimed_high) == (Decimal("63000.00"), Decimal("79800.00"))


def test_a_demand_starts_the_limitation_anew(people, case):
    before = case.deadlines.filter(kind="limitation").order_by("due_on").last().due_on
    event = add_event(
        by=people.caseworker,
        employment=case.employment,
        kind="demand_to_employer",
        date=date(2016, 3, 1),
    )
    after = case.deadlines.filter(kind="limitation").order_by("due_on").last().due_on
    assert after > before
    remove_event(by=people.caseworker, employment=case.employment, event=event)
    assert case.deadlines.filter(kind="limitation").order_by("due_on").last().due_on == before


def test_a_stored_claim_is_read_back_as_it_was(case):
    version = ClaimVersion.objects.get()
    tables = tables_of([case.employment])
    fresh, _facts = read_claims(case.employment.pack, tables, version.on)
    assert not version.drifted
    for name, claim in fresh.items():
        assert version.readings[name].to_json() == claim.to_json()


def test_an_old_version_keeps_its_own_facts(people, case):
    set_facts(
        by=people.caseworker,
        employment=case.employment,
        source="worker",
        values={"average_wage_12m": Decimal(9000)},
    )
    first = case.employment.claims.get(number=1)
    assert first.readings["worker"]["cn.unlawful_termination"].amount == Decimal(79800)


def test_what_nobody_asked_is_not_said_to_be_not_due(people, case):
    page = claim_page(case.employment.claims.first(), "en")
    by_name = {each.name: each for each in page.not_asked}
    assert by_name["events:injury"].label
    assert by_name["worked_on_after_expiry"].table == "employment"
    assert not {"cn.injury.employment_subsidy"} & {row.code for row in page.not_due}


def test_asked_and_there_was_none_makes_it_not_due(people, case, client_of):
    address = reverse("centre:fact_none", args=[case.employment.pk])
    client = client_of(people.caseworker)
    names = ("events:injury", "events:injury_grade", "disability_grade", "stop_work_months")
    for name in names:
        assert client.post(address, {"name": name}).status_code == 302
    page = claim_page(case.employment.claims.first(), "en")
    assert not [each for each in page.not_asked if "injury" in each.name]
    assert "cn.injury.employment_subsidy" in {row.code for row in page.not_due}


def test_only_a_kind_of_event_can_be_asked_about_and_only_inside(people, case, client_of):
    address = reverse("centre:fact_none", args=[case.employment.pk])
    caseworker = client_of(people.caseworker)
    assert caseworker.post(address, {"name": "events:moon"}).status_code == 404
    assert caseworker.get(address).status_code == 405
    told = {"name": "events:injury"}
    assert client_of(people.outsider).post(address, told).status_code == 404
