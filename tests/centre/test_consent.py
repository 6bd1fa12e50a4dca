"""What people agreed to decides who is counted, listed and brought together with others."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.models import Consent, Worker
from gongyou.centre.queries import charts
from gongyou.centre.queries.consent import USES, agreed, not_asked, not_refused, refused, verdicts
from gongyou.centre.services.cases import record_payment
from gongyou.centre.services.consent import record_consent
from gongyou.centre.services.intake import record_intake
from gongyou.collective.queries.findings import findings
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.findings import NothingFound, open_from_finding
from gongyou.collective.services.roll import add_members

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def came(people):
    """Comes in from one firm and agrees to some uses."""

    def came(*uses, compartment=None, by=None):
        return record_intake(
            by=by or people.coordinator,
            compartment=compartment or people.inside,
            identity={"name": "王小明"},
            employer_name="宏达",
            facts={"start": date(2020, 1, 1), "place": "440113"},
            grievances=["severance"],
            consent=["keep", *uses],
            received_on=DAY,
        )

    return came


def say(people, worker, **verdicts):
    record_consent(by=people.coordinator, worker=worker, verdicts=verdicts)


def test_silence_is_neither_yes_nor_no(people, came):
    yes, no, silent = (came(*uses).worker for uses in (["statistics"], [], []))
    say(people, no, statistics="no")
    workers = Worker.objects.filter(pk__in=[yes.pk, no.pk, silent.pk])
    for query, expected in (
        (agreed, {yes}),
        (refused, {no}),
        (not_asked, {silent}),
        (not_refused, {yes, silent}),
    ):
        assert set(query(workers, "statistics", "pk")) == expected, query.__name__
    with pytest.raises(LookupError):
        agreed(workers, "statistic", "pk")


def test_a_later_no_takes_a_yes_back_and_stands_once(people, came):
    worker = came("contact").worker
    say(people, worker, contact="no")
    say(people, worker, contact="no")
    assert verdicts([worker])[worker.pk]["contact"] == "no"
    assert Consent.objects.filter(worker=worker, use="contact").count() == 1


def test_what_cannot_have_been_said_is_refused(people, came):
    worker = came().worker
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    for verdicts_, day in (
        ({"contact": "perhaps"}, None),
        ({"photographs": "yes"}, None),
        ({"contact": "yes"}, tomorrow),
    ):
        with pytest.raises(ValueError, match=r"nobody|no use"):
            record_consent(by=people.coordinator, worker=worker, verdicts=verdicts_, told_on=day)
    assert "contact" not in verdicts([worker])[worker.pk]


def test_figures_count_those_who_agreed_and_tell_the_rest(people, came):
    counted = [came("statistics"), came("statistics")]
    left_out = [came(), came()]
    say(people, left_out[0].worker, statistics="no")
    for recorded in (*counted, *left_out):
        record_payment(by=people.coordinator, case=recorded.case, on=DAY,
                       amount=Decimal(100), means="cash")  # fmt: skip
    totals = charts.totals(people.coordinator)
    assert (totals["n"], totals["left_out"], totals["received"]) == (2, 2, 200)
    assert sum(charts.money_by_year(people.coordinator)["received"]) == 200
    assert sum(map(sum, (s["values"] for s in charts.grievances_by_month(
        people.coordinator)["series"]))) == 2  # fmt: skip
    assert sum(charts.time_to_resolution(people.coordinator)["values"]) == 0


def test_who_did_not_agree_is_on_no_roll_and_who_was_not_asked_is_told_apart(people, came):
    agreeing = [came("collective") for _ in range(3)]
    silent = came()
    refusing = came()
    say(people, refusing.worker, collective="no")
    [one] = findings(people.coordinator)
    assert (one.people, one.to_ask) == (3, 1)
    case = open_from_finding(
        by=people.coordinator, compartment=one.compartment, root=one.root,
        grievance=one.grievance, on=DAY,
    )  # fmt: skip
    on_roll = set(case.members.values_list("worker", flat=True))
    assert on_roll == {recorded.worker.pk for recorded in agreeing}
    spells = [silent.employment, refusing.employment]
    added = add_members(by=people.coordinator, case=case, employments=spells)
    assert [member.worker_id for member in added] == [silent.worker.pk]


def test_three_who_only_agreed_to_be_kept_make_no_collective_case(people, came):
    for _ in range(3):
        came()
    [one] = findings(people.coordinator)
    assert (one.people, one.to_ask) == (0, 3)
    with pytest.raises(NothingFound):
        open_from_finding(by=people.coordinator, compartment=one.compartment, root=one.root,
                          grievance=one.grievance, on=DAY)  # fmt: skip


def test_many_are_asked_on_one_page(people, came, client_of):
    first, second = came().worker, came("contact").worker
    url = reverse("centre:consents")
    client = client_of(people.coordinator)
    page = client.get(url, {"use": "contact"})
    assert [line["worker"] for line in page.context["lines"]] == [first]
    answers = {f"{first.ref}:contact": "yes", f"{first.ref}:share": "no", f"{second.ref}:share": ""}
    assert client.post(url, answers).status_code == 302
    told = verdicts([first, second])
    assert told[first.pk] == {"keep": "yes", "contact": "yes", "share": "no"}
    assert "share" not in told[second.pk]


def test_the_page_is_for_those_inside_and_names_for_those_who_may(people, came, client_of):
    worker = came().worker
    url = reverse("centre:consents")
    assert client_of(None).get(url).status_code == 302
    assert worker.pseudonym not in client_of(people.outsider).get(url).content.decode()
    assert "王小明" not in client_of(people.coordinator).get(url).content.decode()
    assert "王小明" in client_of(people.coordinator).post(url, {"names": "1"}).content.decode()
    refused_ = client_of(people.researcher).post(url, {f"{worker.ref}:contact": "yes"})
    assert refused_.status_code in (302, 403)
    assert "contact" not in verdicts([worker])[worker.pk]
    assert client_of(people.coordinator).put(url).status_code == 405


def test_every_use_says_what_each_answer_allows():
    for use in USES:
        assert all(map(str, (use.yes, use.no, use.not_asked))), use.code


def test_a_case_without_the_collective_use_stays_alone(people, came):
    recorded = came()
    say(people, recorded.worker, collective="no")
    case = open_case(by=people.coordinator, compartment=people.inside, title="x",
                     employer=recorded.employment.employer)  # fmt: skip
    assert add_members(by=people.coordinator, case=case, employments=[recorded.employment]) == []
