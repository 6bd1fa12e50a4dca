"""Papers that leave the centre: letter, agreement, group filing, complaint pack."""

import io
import subprocess
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document

from gongyou.centre.public import add_employer
from gongyou.collective.forms.bargaining import AgreementForm
from gongyou.collective.models import DemandLetter
from gongyou.collective.papers import agreement_blocks, as_file, filing_blocks, letter_blocks
from gongyou.collective.papers_of_people import complaint_blocks
from gongyou.collective.queries import roll, routes
from gongyou.collective.services import (
    bargaining,
    demands,
    mandates,
    offers,
    promises,
    protection,
    route,
)
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.owed import count_law
from gongyou.collective.services.roll import add_members
from gongyou.vault.journal.models import Entry

from .conftest import DAY, employment_of

pytestmark = pytest.mark.django_db


def text(blocks, lang="zh-hans") -> str:
    content = as_file(blocks, lang, "pdf")
    found = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(found.stdout.decode().split())


@pytest.fixture
def ten(people):
    """Ten members with two full years at 3,000 yuan each: severance of 6,000."""
    by, inside = people.coordinator, people.inside
    employer = add_employer(by=by, compartment=inside, name="利得鞋厂", place="440113")
    case = open_case(by=by, compartment=inside, title="x", employer=employer)
    spells = [employment_of(by, inside, employer, date(2013, 4, 21)) for _ in range(10)]
    members = add_members(by=by, case=case, employments=spells, joined_on=DAY)
    count_law(by=by, case=case, on=DAY)
    for member in members:
        member.refresh_from_db()
    case.people = members
    return case


def test_a_group_filing_names_applicants_representatives_and_sums_but_no_pseudonym(people, ten):
    by = people.coordinator
    filing = route.prepare_filing(
        by=by, case=ten, members=ten.people, representatives=ten.people[:3]
    )
    said = text(filing_blocks(by, filing, "zh-hans"))
    assert "申请人：王小明等10人" in said
    assert "广州市番禺区劳动人事争议仲裁委员会" in said
    assert "经济补偿涉及10人，共60,000.00元" in said
    assert "须经被代表的申请人同意" in said
    assert not any(member.worker.pseudonym in said for member in ten.people)


def test_who_is_not_reckoned_yet_is_named_beside_the_sum_and_not_counted_as_nothing(people, ten):
    by = people.coordinator
    late = employment_of(by, people.inside, ten.employer, date(2013, 4, 21))
    [joined] = add_members(by=by, case=ten, employments=[late], joined_on=DAY)
    filing = route.prepare_filing(
        by=by, case=ten, members=[*ten.people, joined], representatives=ten.people[:3]
    )
    assert joined.owed_total is None
    assert "另有1名申请人的金额后补" in text(filing_blocks(by, filing, "zh-hans"))


def test_a_route_without_an_award_or_a_promise_granted_nothing_known(ten):
    assert [one.granted for one in routes.compare(ten)] == [None, None]
    assert [(one.received, one.share) for one in routes.compare(ten)] == [(None, None)] * 2


def test_a_letter_cites_only_what_was_in_force_when_it_was_written(people, ten):
    by = people.coordinator
    [line] = [line for line in roll.proposals(ten) if line["code"] == "cn.severance"]
    drawn = demands.draw_demand(by=by, case=ten, line=line)
    demands.write_letter(
        by=by, case=ten, demands=[drawn], text="", written_on=DAY, deadline_on=None
    )
    said = text(letter_blocks(by, DemandLetter.objects.get(), "zh-hans"))
    assert "《劳动合同法》第46条" in said
    assert "2025" not in said


def test_a_complaint_without_incidents_says_so(people, ten):
    said = text(complaint_blocks(people.coordinator, ten, "ilo", "en"), "en")
    assert "Noincidentisonrecord." in said
    assert "440113" not in said


@pytest.fixture
def agreed(people, ten):
    """Seventy per cent, accepted by all ten, signed while one of two mandates was in force."""
    by = people.coordinator
    [line] = [line for line in roll.proposals(ten) if line["code"] == "cn.severance"]
    demands.draw_demand(by=by, case=ten, line=line)
    powers = ("talk", "receive")
    mandates.give(by=by, member=ten.people[0], starts=DAY, powers=powers)
    mandates.give(by=by, member=ten.people[1], starts=date(2015, 5, 1), powers=powers)
    offer = offers.make_offer(by=by, case=ten, typed="70% of the claim", counted_to=DAY)
    bargaining.ratify(by=by, offer=offer, on=DAY, means="hands", entitled=10, yes=10, no=0)
    offer.refresh_from_db()
    rest = {"demands": ["D1"], "due_on": "2015-05-25"}
    terms = [{"by_offer": True} | rest, {"text": "搬厂后工龄连续计算"} | rest]
    made = bargaining.agree(
        by=by, case=ten, signed_on=DAY, offer=offer, terms=terms, confidential=True
    )
    promises.promise_terms(by=by, agreement=made, terms=terms)
    return made


def test_an_agreement_is_written_from_its_terms_for_those_who_could_talk(people, ten, agreed):
    said = text(agreement_blocks(people.coordinator, agreed, "zh-hans"))
    assert "用人单位：利得鞋厂" in said
    assert "1.请求总额的70%" in said
    assert "2.搬厂后工龄连续计算" in said
    assert "2015年5月25日" in said
    assert "保密" in said
    # one representative of that day signs, and ten stand in the annex
    assert said.count("工人代表：王小明") == 1
    assert not any(member.worker.pseudonym in said for member in ten.people)


def test_an_agreement_can_be_enforced_sum_people_day_and_annex(people, ten, agreed):
    said = text(agreement_blocks(people.coordinator, agreed, "zh-hans"))
    # 70 % of 6,000 yuan for each of ten
    assert "合计42,000.00元，共10人" in said
    assert said.count("4,200.00") == 10
    assert "附件：每人所得金额" in said
    assert "工龄计算至" in said


def test_each_term_has_the_day_that_it_names():
    form = AgreementForm(
        {
            "signed_on": "2025-12-01",
            "terms": "2027年1月31日前付清欠薪\n补缴社保\n2027-03-05 前装好空调",
            "due_on": "2026-12-31",
        }
    )
    assert form.is_valid()
    days = [term["due_on"] for term in form.terms_of(None)]
    assert days == ["2027-01-31", "2026-12-31", "2027-03-05"]


def test_the_language_of_a_paper_is_the_readers(people, client_of, agreed):
    client = client_of(people.coordinator)
    address = reverse("collective:agreement_file", args=[agreed.pk])
    page = client.get(address, headers={"accept-language": "en"}).content
    found = subprocess.run(["pdftotext", "-", "-"], input=page, capture_output=True, check=True)
    assert "用人单位" in found.stdout.decode()
    page = client.get(address, {"lang": "en"}).content
    found = subprocess.run(["pdftotext", "-", "-"], input=page, capture_output=True, check=True)
    assert "Employer" in found.stdout.decode()


def test_a_chinese_complaint_pack_is_chinese(people, ten):
    by = people.coordinator
    protection.record_incident(
        by=by, case=ten, kind="threat", by_whom="employer", on=DAY, text="主管威胁开除"
    )
    said = text(complaint_blocks(by, ten, "ilo", "zh-hans"))
    assert "主管威胁开除" in said
    assert "Incidentrecorded" not in said and "记录事件" not in said  # told once, above
    assert DAY.isoformat() not in said  # one way of writing days


def test_papers_come_as_word_files_too_for_those_who_may_read_names(people, client_of, agreed):
    address = reverse("collective:agreement_file", args=[agreed.pk])
    answer = client_of(people.coordinator).get(address, {"as": "docx"})
    document = Document(io.BytesIO(answer.content))
    assert any("70%" in paragraph.text for paragraph in document.paragraphs)
    assert document.core_properties.author == ""
    assert Entry.objects.filter(act="collective.print_agreement").exists()
    assert client_of(people.coordinator).get(address)["Content-Type"] == "application/pdf"
    assert client_of(people.outsider).get(address).status_code == 404
    assert client_of(people.researcher).get(address).status_code in (403, 404)


def test_an_agreement_names_what_it_settles_in_its_readers_language(people, agreed):
    with translation.override("en"):  # whoever prints it reads English
        said = text(agreement_blocks(people.coordinator, agreed, "zh-hans"))
    assert "本条了结以下诉求：经济补偿" in said and "Severance" not in said


def test_a_group_filing_has_room_for_all_that_the_law_asks_of_the_other_side(people, ten):
    filing = route.prepare_filing(
        by=people.coordinator, case=ten, members=ten.people, representatives=ten.people[:3]
    )
    said = text(filing_blocks(people.coordinator, filing, "zh-hans"))
    for words in ("住所", "法定代表人或主要负责人", "职务", "电话", "证据和证据来源"):
        assert words in said, words
