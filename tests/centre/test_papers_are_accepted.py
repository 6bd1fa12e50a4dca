"""What an authority asks for can be entered, is asked for before printing, and stands on paper."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from docx import Document

from gongyou.centre.documents import make
from gongyou.centre.documents.context import contexts
from gongyou.centre.documents.particulars import UNDECIDED, missing
from gongyou.centre.models import Witness
from gongyou.centre.queries.particulars import witnesses_of
from gongyou.centre.services import particulars as services
from gongyou.centre.services.cases import change_case
from gongyou.centre.services.evidence import add_evidence
from gongyou.centre.services.facts import set_facts, set_pay
from gongyou.vault.public import NotYours, journal, laptops
from tests.centre.test_documents import text_of_pdf, text_of_word

APPLICANT = {
    "name": "李小红",
    "sex": "female",
    "birth_date": "1988-03-04",
    "id_number": "440101198803041234",
    "phone": "13800138000",
    "address": "番禺区大石街一巷2号",
    "service_address": "番禺区市桥街8号",
    "occupation": "针车工",
    "workplace": "二车间",
    "agent_name": "王律师",
    "agent_about": "广东某律师事务所",
    "agent_phone": "13900139000",
    "facts": "2015年4月20日，主管说工厂搬走了，让我们明天不用来。",
}
OPPONENT = {
    "address": "番禺区工业路1号",
    "head_name": "陈大文",
    "head_post": "总经理",
    "phone": "020-88888888",
}


def posted():
    return {f"applicant-{k}": v for k, v in APPLICANT.items()} | {
        f"opponent-{k}": v for k, v in OPPONENT.items()
    }


@pytest.fixture
def wages(people, case):
    """Three months without pay, two workers' days apart from the law's own words."""
    rows = [
        {"month": date(2015, month, 1), "due": Decimal(3800), "paid": Decimal(0)}
        for month in (1, 2, 3)
    ]
    set_pay(by=people.caseworker, employment=case.employment, source="worker", rows=rows)
    return case


def test_what_is_missing_is_said_before_an_application_is_printed(people, case, client_of):
    client = client_of(people.caseworker)
    wanted = {"kind": "application", "form": "pdf", "language": "zh-hans"}
    address = reverse("centre:case_documents", args=[case.pk])
    answer = client.post(address, wanted)
    assert answer.status_code == 422
    page = answer.content.decode()
    for lacking in ("occupation", "seat", "legal representative", "evidence", "residence"):
        assert lacking in page, lacking
    assert client.post(address, wanted | {"anyway": "1"}).content.startswith(b"%PDF")


def test_a_problem_that_was_named_and_has_no_amount_is_told_before_the_paper(
    people, case, client_of
):
    change_case(by=people.caseworker, case=case, grievances=["wages_unpaid", "severance"])
    wanted = {"kind": "application", "form": "pdf", "language": "zh-hans"}
    address = reverse("centre:case_documents", args=[case.pk])
    page = client_of(people.caseworker).post(address, wanted).content.decode()
    assert "Wages not paid: no amount yet" in page and "missing: pay records" in page
    rows = [{"month": date(2015, 3, 1), "due": Decimal(3800), "paid": Decimal(0)}]
    set_pay(by=people.caseworker, employment=case.employment, source="worker", rows=rows)
    page = client_of(people.caseworker).post(address, wanted).content.decode()
    assert "no amount yet" not in page


def test_every_particular_can_be_entered_on_one_page_and_stands_on_paper(people, wages, client_of):
    client = client_of(people.caseworker)
    address = reverse("centre:case_particulars", args=[wages.pk])
    page = client.get(address)
    seen = {
        name: value
        for form in (page.context["applicant"], page.context["opponent"])
        for name, value in [(form.add_prefix("seen"), form["seen"].value())]
    }
    assert client.post(address, posted() | seen).status_code == 302
    services.add_witness(
        by=people.caseworker, case=wages, name="赵五", address="大石街9号", can_say="当天在场"
    )
    add_evidence(
        by=people.caseworker,
        case=wages,
        kind="payslip",
        title="2014年工资条",
        origin="单位每月发放",
        held_by="worker",
    )
    wanted = {"kind": "application", "form": "pdf", "language": "zh-hans"}
    answer = client.post(reverse("centre:case_documents", args=[wages.pk]), wanted)
    assert answer.status_code == 200  # nothing is missing any more
    word = client.post(answer.request["PATH_INFO"], wanted | {"form": "docx"}).content
    for text in (text_of_pdf(answer.content), "".join(text_of_word(word).split())):
        for value in [*APPLICANT.values(), *OPPONENT.values()]:
            if value not in ("female", "1988-03-04"):
                assert "".join(value.split()) in text, value
        for value in ("女", "1988年3月4日", "赵五", "大石街9号", "单位每月发放", "2014年工资条"):
            assert value in text, value


def test_a_request_names_its_months_and_its_reckoning(people, wages):
    text = text_of_pdf(make.make_for(people.caseworker, [wages], "application", "pdf", "zh-hans"))
    # 3,800 a month, nothing paid in three months
    assert "2015年1月至2015年3月拖欠工资人民币11,400.00元" in text
    assert "(3,800−0)×3个月=11,400" in text


def test_facts_are_told_without_what_the_law_calls_them(people, wages):
    set_facts(
        by=people.caseworker,
        employment=wages.employment,
        source="worker",
        values={"working_time_system": "standard"},
    )
    text = text_of_pdf(make.make_for(people.caseworker, [wages], "application", "pdf", "zh-hans"))
    assert "2015年4月20日，被申请人" in text
    for words in ("违法解除。", "离职方式", "standard", "追溯起始日", "工时制度为"):
        assert words not in text, words
    assert not re.search(r"\d\.\d{3,}元", text)


@pytest.mark.parametrize("kind", ["application", "claim_sheet", "power_of_attorney"])
def test_word_files_are_a4_and_the_centre_is_their_author(people, case, kind):
    services.set_letterhead(
        by=people.caseworker,
        compartment=people.inside,
        name="番禺工友中心",
        phone="020-1",
        address="",
    )
    made = make.make_for(people.caseworker, [case], kind, "docx", "zh-hans")
    document = Document(BytesIO(made))
    (section,) = {(s.page_width.mm, s.page_height.mm) for s in document.sections}
    assert [round(side) for side in section] == [210, 297]
    assert document.core_properties.author == "番禺工友中心"
    assert document.core_properties.created.year >= 2026
    if kind == "claim_sheet":
        assert "020-1" in text_of_word(made)


def test_the_claim_sheet_of_a_case_writes_every_month_out(people, wages):
    for form, read in (("pdf", text_of_pdf), ("docx", text_of_word)):
        made = make.make_for(people.caseworker, [wages], "claim_sheet", form, "zh-hans")
        text = "".join(read(made).split())
        for words in ("2015-01", "3,800−0", "给您本人：接下来怎么办", "广州市番禺区"):
            assert words in text, (form, words)


def test_a_paper_says_that_two_laptops_changed_something_until_somebody_decides(people, wages):
    sides = [{"value": value, "entry": "0" * 32, "account": None, "device": "0" * 32,
              "at": "2026-01-01T10:00:00+00:00"} for value in ("one", "two")]  # fmt: skip
    with transaction.atomic():
        clash = laptops.Clash.objects.create(
            compartment=people.inside, table="centre_worker", row=wages.worker_id.hex,
            column="language", pair="a:b", values=sides,
        )  # fmt: skip
        journal.append(people.caseworker, "vault.merge", changes={"count": 0})

    def said() -> tuple[bool, bool]:
        (context,) = contexts(people.caseworker, [wages], "en")
        sheet = make.make_for(people.caseworker, [wages], "claim_sheet", "docx", "en")
        lacks = missing("application", context, "cn")
        return str(UNDECIDED) in lacks, str(UNDECIDED) in text_of_word(sheet)

    assert said() == (True, True)
    laptops.decide(people.caseworker, clash, 1)
    assert said() == (False, False)


def test_the_language_of_a_paper_goes_by_its_reader(case):
    assert make.language_of_reader("application", case) == "zh-hans"
    case.worker.language = "en"
    assert make.language_of_reader("claim_sheet", case) == "en"
    assert make.language_of_reader("employer_letter", case) == "zh-hans"
    case.worker.language = "yue"  # who speaks Cantonese reads Chinese
    with translation.override("en"):
        assert make.language_of_reader("claim_sheet", case) == "zh-hans"


def test_a_witness_taken_off_the_papers_stays_in_the_history(people, case, client_of):
    witness = services.add_witness(by=people.caseworker, case=case, name="赵五")
    client = client_of(people.caseworker)
    client.post(reverse("centre:witness_withdraw", args=[witness.pk]))
    assert Witness.objects.get().withdrawn_on
    assert witnesses_of(people.caseworker, [case]) == {case.pk: []}


@pytest.mark.parametrize("name", ["case_particulars", "witness_add"])
def test_particulars_are_for_those_who_may_write_here(people, case, client_of, name):
    address = reverse(f"centre:{name}", args=[case.pk])
    assert client_of(people.outsider).post(address, posted()).status_code == 404
    with pytest.raises(NotYours):
        services.set_particulars(by=people.outsider, case=case, occupation="…")


def test_the_letterhead_has_a_page(people, client_of):
    client = client_of(people.caseworker)
    assert client.get(reverse("centre:letterhead")).status_code == 200
    client.post(reverse("centre:letterhead"), {"name": "番禺工友中心", "phone": "020-1"})
    assert "番禺工友中心" in client.get(reverse("centre:letterhead")).content.decode()
    assert client.delete(reverse("centre:letterhead")).status_code == 405


@pytest.fixture
def overtime(people, case):
    """Sixteen months of extra hours, different each time, and wages kept back in all of them."""
    rows = [
        {
            "month": date(2014, 1 + n % 12, 1).replace(year=2014 + n // 12),
            "due": Decimal(3800 + 7 * n),
            "paid": Decimal(1000),
            "hours_overtime_workday": Decimal(31 + n),
        }
        for n in range(16)
    ]
    facts = {"working_time_system": "standard", "agreed_wage": Decimal(3800)}
    set_facts(by=people.caseworker, employment=case.employment, source="worker", values=facts)
    set_pay(by=people.caseworker, employment=case.employment, source="worker", rows=rows)
    return case


def test_an_annex_writes_money_to_the_fen_and_ends_in_the_amount_that_is_asked_for(
    people, overtime
):
    made = make.make_for(people.caseworker, [overtime], "application", "docx", "zh-hans")
    said = text_of_word(made)
    text = "".join(said.split())
    annex = text[text.index("附表：加班费") :]
    assert "2014-01" in annex and "2015-04" in annex
    # 31 hours at one and a half of 3,800 ÷ 21.75 ÷ 8
    assert "1,015.52" in annex
    assert not re.search(r"\d\.\d{3,}", said)
    [total] = set(re.findall(r"合计：([\d,.]+)元", annex.split("附表：")[1]))
    assert f"加班费（标准工时）人民币{total}元" in text


def test_a_letter_speaks_as_the_worker_and_not_as_a_party(people, case):
    for kind in ("employer_letter", "statement"):
        chinese = text_of_pdf(make.make_for(people.caseworker, [case], kind, "pdf", "zh-hans"))
        assert "申请人" not in chinese and "本人于2005年3月1日入职" in chinese, kind
        english = text_of_pdf(make.make_for(people.caseworker, [case], kind, "pdf", "en"))
        assert "applicant" not in english and "Ihaveworkedfor" in english, kind


def test_a_sheet_names_no_inner_word_of_a_rule(people, overtime):
    for lang, inner in (("zh-hans", "条件："), ("en", "reading averaged")):
        sheet = make.make_for(people.caseworker, [overtime], "claim_sheet", "docx", lang)
        text = text_of_word(sheet)
        assert inner not in text and "averaged_months" not in text, lang
