"""Agreements and demands speak the language of who reads them."""

import pytest
from django.urls import reverse
from django.utils import translation

from gongyou.collective import papers
from gongyou.collective.queries import roll
from gongyou.collective.queries.chronicle import demand_lines, event_lines
from gongyou.collective.services import bargaining, demands, offers

from .conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(people, matter):
    """An offer of seventy per cent that the four members accepted."""
    by = people.coordinator
    offer = offers.make_offer(by=by, case=matter, typed="70% of the claim", counted_to=DAY)
    bargaining.ratify(by=by, offer=offer, on=DAY, means="hands", entitled=4, yes=4, no=0)
    offer.refresh_from_db()
    return offer


def page(client, name, case, lang):
    client.cookies["language"] = lang
    return client.get(reverse(f"collective:{name}", args=[case.pk])).content.decode()


def test_an_agreement_from_an_offer_is_read_in_either_language(people, client_of, matter, accepted):
    client = client_of(people.coordinator)
    answer = client.post(
        reverse("collective:agreement_add", args=[matter.pk]),
        {
            "agreement-signed_on": "2015-04-25",
            "agreement-offer": str(accepted.pk),
            "agreement-due_on": "2015-05-25",
            "agreement-terms": "搬厂后工龄连续计算",
        },
    )
    assert answer.status_code == 302
    for name in ("bargaining", "promises"):
        english, chinese = (page(client, name, matter, lang) for lang in ("en", "zh-hans"))
        assert "70% of the claim" in english
        assert "70% of the claim" not in chinese
        assert "70%" in chinese
        assert "搬厂后工龄连续计算" in english
    first, second = matter.promises.order_by("pk")
    assert first.shares.count() == 3
    assert second.shares.count() == 0


def test_what_recurs_holds_from_the_signing(people, matter, accepted):
    terms = [
        {"by_offer": True, "due_on": "2015-05-25"},
        {"text": "每月15日前发放工资", "due_on": "2015-05-25"},
        {"text": "补缴社会保险", "due_on": "2015-06-30"},
    ]
    made = bargaining.agree(
        by=people.coordinator, case=matter, signed_on=DAY, offer=accepted, terms=terms
    )
    blocks = papers.agreement_blocks(people.coordinator, made, "zh-hans")
    said = [block.text for block in blocks]
    wages = said.index("2. 每月15日前发放工资")
    assert said[wages + 1] == "自本协议签订之日起执行。"
    assert said[said.index("3. 补缴社会保险") + 1] == "履行期限：2015年6月30日前。"


def test_an_agreement_without_offer_and_terms_is_refused(people, client_of, matter):
    client = client_of(people.coordinator)
    address = reverse("collective:agreement_add", args=[matter.pk])
    client.post(address, {"agreement-signed_on": "2015-04-25"})
    assert not matter.agreements.exists()


def test_what_was_typed_stays_when_a_form_of_the_talks_is_refused(
    people, client_of, matter, accepted
):
    client = client_of(people.coordinator)
    sent = {
        "round_add": {"round-on": "nonsense", "round-minutes": "kept words"},
        "report_add": {"report-on": "", "report-text": "kept words"},
        "agreement_add": {"agreement-signed_on": "", "agreement-terms": "kept words"},
        "vote_add": {"vote-offer": str(accepted.pk), "vote-entitled": "4", "vote-yes": "717"},
    }
    for name, data in sent.items():
        answer = client.post(reverse(f"collective:{name}", args=[matter.pk]), data)
        said = answer.content.decode()
        assert answer.status_code == 422
        assert ("717" if name == "vote_add" else "kept words") in said
        assert 'aria-invalid="true"' in said


def test_a_demand_drawn_from_claims_is_read_in_either_language_until_it_is_reworded(people, matter):
    by = people.coordinator
    [line] = [line for line in roll.proposals(matter) if line["code"] == "cn.severance"]
    demand = demands.draw_demand(by=by, case=matter, line=line)
    said = {}
    for lang in ("en", "zh-hans"):
        with translation.override(lang):
            [(_demand, content)] = demand_lines(by, matter)
            said[lang] = content["text"], content["legal_basis"][0]
    assert said["en"][0] == "Severance"
    assert said["zh-hans"][0] == "经济补偿"
    assert said["en"][1].startswith("Labour Contract Law, art. 46")
    assert said["zh-hans"][1].startswith("《劳动合同法》第46条")
    demands.change_demand(by=by, demand=demand, text="Pay us")
    with translation.override("zh-hans"):
        assert demand_lines(by, matter)[0][1]["text"] == "Pay us"


def test_what_acts_leave_in_the_chronicle_is_read_in_either_language(people, matter, accepted):
    with translation.override("zh-hans"):
        [line] = event_lines(people.coordinator, matter, {"kind": "ratification"})
    assert line.text == "成员就方案进行表决。"
