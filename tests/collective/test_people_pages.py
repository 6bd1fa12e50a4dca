"""The pages of representatives, fund and protection; the public ones need no sign-in."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from gongyou.collective.models import Election, FundEntry, Incident, Mandate
from gongyou.collective.services import elections, fund, mandates, protection, training
from tests.collective.test_elections import DAY, close, opened

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    held = BytesIO()
    Image.new("RGB", (8, 8)).save(held, "PNG")
    return held.getvalue()


@pytest.fixture
def read(people, client_of):
    """Get a page of the room by name as the coordinator."""
    client = client_of(people.coordinator)

    def get(name, *args, **query):
        return client.get(reverse(f"collective:{name}", args=args), query)

    get.client = client
    return get


def text(response):
    assert response.status_code == 200, response.content[:400]
    return response.content.decode()


def post(client, name, /, *args, **data):
    return client.post(reverse(f"collective:{name}", args=args), data)


def test_an_election_online_by_its_pages(matter, people, read, client_of):
    names = [m.worker.pseudonym for m in matter.people]
    post(read.client, "constituency_new", matter.pk, name="全厂", seats=1)
    group = matter.constituencys.get()
    post(read.client, "election_new", group.pk, means="online", quorum=50, quorum_over="on")
    election = Election.objects.get()
    post(read.client, "nominate", election.pk, member=names[0].lower())
    candidate = election.candidates.get()
    post(read.client, "candidate_answer", candidate.pk, shown="王阿姨", accepts="yes")
    slips = post(read.client, "election_open", election.pk)
    assert slips.content.startswith(b"%PDF")
    post(read.client, "slips", election.pk, members=" ".join(names))
    assert "王阿姨" not in text(read("election", election.pk))
    codes = elections.ballots.prepare_box(election=election, count=4)
    voter = client_of(None)
    for code in codes[:3]:
        assert "王阿姨" in text(post(voter, "vote", election.public, code=code))
        done = post(voter, "vote", election.public, code=code, cast=1, choice="1", mark="xy7")
        assert "-XY7" in text(done)
    assert post(voter, "vote", election.public, code=codes[0]).status_code == 422
    assert voter.get(reverse("collective:vote_result", args=[election.public])).status_code == 404
    post(read.client, "election_close", election.pk)
    assert "-XY7" in text(voter.get(reverse("collective:vote_result", args=[election.public])))
    assert Mandate.objects.get().member == matter.people[0]
    text(read("election", election.pk))
    text(read("mandate", Mandate.objects.get().pk))


def test_an_outsider_and_a_made_up_address_get_404(matter, people, client_of):
    election = opened(people.coordinator, matter)
    outsider = client_of(people.outsider)
    for name in ("representatives", "fund", "fund_totals", "protection", "training"):
        assert outsider.get(reverse(f"collective:{name}", args=[matter.pk])).status_code == 404
    assert outsider.get(reverse("collective:election", args=[election.pk])).status_code == 404
    assert outsider.get(reverse("collective:vote", args=[matter.pk])).status_code == 404


def test_paper_counts_of_the_other_person_stay_hidden_until_both_are_in(matter, people, client_of):
    election = opened(people.coordinator, matter, means="paper")
    first, second = client_of(people.coordinator), client_of(people.organiser)
    count = {"c-ballots": 3, "c-invalid": 0, "c-votes_1": 3, "c-votes_2": 0}
    post(first, "count", election.pk, **count)
    seen = text(second.get(reverse("collective:election", args=[election.pk])))
    assert "3 ballots" not in seen
    assert post(second, "count", election.pk, **count | {"c-votes_1": 9}).status_code == 422
    post(second, "count", election.pk, **count)
    post(first, "election_close", election.pk)
    election.refresh_from_db()
    assert election.result["elected"] == [1]


def test_mandates_on_a_day_recall_and_by_election_by_their_pages(matter, people, read):
    election = opened(people.coordinator, matter, quorum=0)
    elections.ballots.cast(election=election, code=election.codes[0], choices=[1])
    mandate = close(people, election).mandates.get()
    post(
        read.client,
        "mandate_authorise",
        mandate.pk,
        members=" ".join(m.worker.pseudonym for m in matter.people),
        on="2015-04-21",
        means="paper",
    )
    shown = text(read("representatives", matter.pk, day="2015-04-21"))
    assert mandate.member.worker.pseudonym in shown
    wrong = {"r-on": "2015-05-01", "r-entitled": 4, "r-yes": 4, "r-no": 3}
    assert post(read.client, "mandate_recall", mandate.pk, **wrong).status_code == 422
    post(read.client, "mandate_recall", mandate.pk, **wrong | {"r-no": 0, "r-reason": "不汇报"})
    assert "不汇报" in text(read("mandate", mandate.pk))
    post(read.client, "by_election", mandate.pk)
    assert Election.objects.filter(replaces=mandate).exists()
    given = post(
        read.client,
        "mandate_new",
        matter.pk,
        member=matter.people[1].worker.pseudonym,
        role="agent",
        starts="2015-05-01",
        powers=["talk"],
    )
    assert given.status_code == 302


def test_the_fund_by_its_pages_and_a_receipt_by_anyone(matter, people, read, client_of):
    names = [m.worker.pseudonym for m in matter.people]
    for name in names[:2]:
        post(read.client, "treasurer_new", matter.pk, **{"t-member": name, "t-since": "2014-12-08"})
    post(
        read.client,
        "fund_receive",
        matter.pk,
        **{"r-member": names[2], "r-amount": "50", "r-on": "2014-12-09", "r-into": "cash"},
    )
    entry = FundEntry.objects.get()
    spend = {
        "s-amount": "80",
        "s-account": "legal",
        "s-on": "2014-12-10",
        "s-out_of": "cash",
        "s-signed_by": [t.ref for t in matter.treasurers.all()],
    }
    assert post(read.client, "fund_spend", matter.pk, **spend).status_code == 422
    assert (
        post(read.client, "fund_spend", matter.pk, **spend | {"s-amount": "30"}).status_code == 302
    )
    assert "20.00" in text(read("fund", matter.pk))
    totals = text(read("fund_totals", matter.pk))
    assert not any(name in totals for name in names)
    told = text(post(client_of(None), "fund_receipt", receipt=entry.receipt.lower()))
    assert "50.00" in told
    assert names[2] not in told
    assert matter.code not in told
    assert post(client_of(None), "fund_receipt", receipt="2222").status_code == 422
    post(read.client, "fund_reverse", entry.pk)
    assert FundEntry.objects.filter(reverses=entry).exists()


def test_protection_by_its_pages_and_papers(matter, people, read):
    by, first = people.coordinator, matter.people[0]
    post(
        read.client,
        "safety_contact_add",
        matter.pk,
        **{"c-kind": "lawyer", "c-name": "段律师", "c-phone": "13800000000"},
    )
    post(
        read.client,
        "safety_plan_make",
        matter.pk,
        **{
            "p-member": first.worker.pseudonym,
            "p-made_on": "2015-04-20",
            "p-every_hours": 12,
            "p-if_silent": "打给律师",
        },
    )
    assert "打给律师" in text(read("protection", matter.pk))
    post(read.client, "check_in", matter.safetyplans.get().pk, answer="well")
    assert "打给律师" not in text(read("protection", matter.pk))
    post(
        read.client,
        "incident_new",
        matter.pk,
        kind="detention",
        by_whom="police",
        on="2015-04-19",
        text="聚会时被带走",
        place="番禺",
    )
    incident = Incident.objects.get()
    protection.add_incident_evidence(by=by, incident=incident, upload=picture())
    post(read.client, "protocol_step", incident.pk, "lawyer", note="已委托")
    shown = text(read("incident", incident.pk))
    assert "已委托" in shown
    assert read("incident_file", incident.evidence.get().pk).status_code == 200
    assert read("safety_card", matter.pk, member=first.worker.pseudonym).content[:4] == b"%PDF"
    assert read("complaint", matter.pk, to="un").content[:4] == b"%PDF"
    assert read("complaint", matter.pk, **{"to": "ilo", "as": "docx"}).content[:2] == b"PK"
    assert read("complaint", matter.pk, to="x").status_code == 404


def test_training_by_its_pages(matter, people, read):
    post(read.client, "training", matter.pk, on="2015-04-01", topic="谈判", hours="3")
    [session] = matter.trainingsessions.all()
    names = " ".join(m.worker.pseudonym for m in matter.people[:2])
    post(read.client, "training_session", session.pk, members=names)
    assert matter.people[0].worker.pseudonym in text(read("training_session", session.pk))
    bad = post(read.client, "training_session", session.pk, members="G-0000")
    assert bad.status_code == 422
    training.add_material(by=people.coordinator, session=session, upload=picture())
    assert read("training_file", session.materials.get().pk).status_code == 200
    assert "谈判" in text(read("training", matter.pk))


def test_a_researcher_reads_pages_but_no_names_and_changes_nothing(matter, people, client_of):
    fund.receive_money(by=people.coordinator, case=matter, on=DAY, amount=Decimal(5))
    mandates.give(by=people.coordinator, member=matter.people[0], starts=date(2015, 1, 1))
    protection.add_safety_contact(
        by=people.coordinator, case=matter, kind="lawyer", name="段律师", phone="1"
    )
    reader = client_of(people.researcher)
    for name in ("representatives", "fund", "protection", "training"):
        assert "段律师" not in text(reader.get(reverse(f"collective:{name}", args=[matter.pk])))
    assert reader.get(reverse("collective:safety_card", args=[matter.pk])).status_code in (403, 404)
    assert post(reader, "fund_receive", matter.pk).status_code in (403, 404)
