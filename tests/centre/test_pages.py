"""Every page opens for those inside, is not there for others, and lists what it should."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.models import Deadline, Employer, Intake, SavedFilter
from gongyou.centre.services import cases as services
from gongyou.centre.services import desk
from gongyou.centre.services.facts import set_facts

ONE = ["case", "case_claim", "case_timeline", "case_evidence", "case_documents", "case_edit"]
WORK = ["employment_facts", "employment_claim", "pay_edit"]


@pytest.mark.parametrize("name", ONE)
def test_parts_of_a_case_are_for_members_only(people, client_of, case, name):
    url = reverse(f"centre:{name}", args=[case.pk])
    assert client_of(people.caseworker).get(url).status_code == 200
    assert client_of(people.outsider).get(url).status_code == 404
    assert client_of(people.stranger).get(url).status_code == 404


@pytest.mark.parametrize("name", WORK)
def test_parts_of_a_spell_of_work_are_for_members_only(people, client_of, case, name):
    url = reverse(f"centre:{name}", args=[case.employment_id])
    assert client_of(people.caseworker).get(url).status_code == 200
    assert client_of(people.outsider).get(url).status_code == 404


LISTS = ["cases", "workers", "employers", "deadlines", "calendar", "charts", "rosters", "documents",
         "document_templates", "duplicates", "tokens"]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_and_show_an_outsider_nothing(people, client_of, case, name):
    url = reverse(f"centre:{name}")
    inside = client_of(people.caseworker).get(url)
    outside = client_of(people.outsider).get(url)
    assert (inside.status_code, outside.status_code) == (200, 200)
    assert case.worker.pseudonym not in outside.content.decode()
    assert "利得" not in outside.content.decode()


def test_the_other_pages_open(people, client_of, case):
    client = client_of(people.caseworker)
    version = case.employment.claims.first()
    for name, args in [
        ("worker", [case.worker_id]),
        ("worker_edit", [case.worker_id]),
        ("employment_new", [case.worker_id]),
        ("employer", [case.employer_id]),
        ("employer_edit", [case.employer_id]),
        ("worksite_new", [case.employer_id]),
        ("intake", [Intake.objects.get().pk]),
        ("intake_new", []),
        ("facts_source", [case.employment_id, "worker"]),
        ("fact_edit", [case.employment_id, "average_wage_12m"]),
        ("fact_edit", [case.employment_id, "end_cause"]),
        ("claim_result", [case.employment_id, version.number, "cn.severance"]),
        ("document_template", ["application", "zh-hans"]),
    ]:
        assert client.get(reverse(f"centre:{name}", args=args)).status_code == 200, name


def test_no_page_title_or_address_carries_a_name(people, client_of, case):
    client = client_of(people.caseworker)
    for name in ONE:
        page = client.get(reverse(f"centre:{name}", args=[case.pk])).content.decode()
        title = page.split("<title>")[1].split("</title>")[0]
        assert "李小红" not in title


def test_names_stand_in_a_list_only_when_asked_for(people, client_of, case):
    client = client_of(people.caseworker)
    url = reverse("centre:cases")
    assert "李小红" not in client.get(url).content.decode()
    assert "李小红" in client.post(url).content.decode()


def test_filters_narrow_the_list_and_can_be_kept(people, client_of, case):
    client = client_of(people.caseworker)
    url = reverse("centre:cases")
    for query, found in [
        ("state=open", True),
        ("state=won", False),
        ("grievance=severance", True),
        ("grievance=injury", False),
        ("q=lide", False),
        ("q=利得", True),
        (f"q={case.worker.pseudonym}", True),
        ("place=番禺", True),
        ("place=440300", False),
        ("opened_after=2020-01-01", False),
        ("within=30", True),
        ("mine=on", True),
    ]:
        page = client.get(f"{url}?{query}").content.decode()
        assert (reverse("centre:case", args=[case.pk]) in page) == found, query
    client.post(reverse("centre:filter_save"), {"query": "state=open&grievance=severance"})
    assert "state=open&amp;grievance=severance" in client.get(url).content.decode()
    client.post(reverse("centre:filter_drop", args=[SavedFilter.objects.get().pk]))
    assert not SavedFilter.objects.exists()


def test_each_small_form_of_the_case_page_adds_its_row(people, client_of, case):
    client = client_of(people.caseworker)
    rows = {
        "deadline": {"kind": "reply", "due_on": "2026-01-02", "note": "打电话"},
        "task": {"kind": "call", "title": "问工资条", "due_on": "2026-01-02"},
        "hearing": {"kind": "arbitration", "starts_at": "2026-01-02T09:30", "venue": "番禺"},
        "filing": {"on": "2015-09-01"},
        "outcome": {"kind": "award", "on": "2016-01-02", "amount": "60000"},
        "payment": {"on": "2016-02-02", "amount": "60000", "means": "bank"},
    }
    for noun, values in rows.items():
        url = reverse("centre:case_add", args=[case.pk, noun])
        data = {f"{noun}-{name}": value for name, value in values.items()}
        assert client.post(url, data).status_code == 302, noun
        assert client.post(url, {}).status_code == 422, noun
        assert client_of(people.researcher).post(url, data).status_code == 404
    page = client.get(reverse("centre:case", args=[case.pk])).content.decode()
    assert "问工资条" in page
    assert "60,000.00" in page


def test_made_up_nouns_and_facts_are_not_there(people, client_of, case):
    client = client_of(people.caseworker)
    assert client.post(reverse("centre:case_add", args=[case.pk, "nothing"])).status_code == 404
    url = reverse("centre:fact_edit", args=[case.employment_id, "nothing"])
    assert client.get(url).status_code == 404


def test_a_fact_changed_on_the_page_changes_the_claim(people, client_of, case):
    client = client_of(people.caseworker)
    url = reverse("centre:fact_edit", args=[case.employment_id, "average_wage_12m"])
    claim = reverse("centre:employment_claim", args=[case.employment_id])
    assert "105,000.00" not in client.get(claim).content.decode()
    answer = client.post(url, {"source": "worker", "value": "5000"})
    assert answer.url == claim
    assert "105,000.00" in client.get(claim).content.decode()


def test_the_home_page_shows_what_today_asks_for(people, client_of, case):
    soon = timezone.localdate() + timedelta(days=5)
    services.add_deadline(by=people.caseworker, case=case, kind="reply", due_on=soon)
    page = client_of(people.caseworker).get("/").content.decode()
    assert case.reference in page
    assert case.reference not in client_of(people.outsider).get("/").content.decode()


def test_the_calendar_feed_has_pseudonyms_and_no_names(people, client_of, case):
    soon = timezone.localdate() + timedelta(days=5)
    services.add_deadline(by=people.caseworker, case=case, kind="reply", due_on=soon, note="李小红")
    token = desk.new_calendar_feed(by=people.caseworker)
    url = reverse("centre:calendar_feed", args=[token])
    feed = client_of(None).get(url)
    assert feed.status_code == 200
    assert case.worker.pseudonym in feed.content.decode()
    assert "李小红" not in feed.content.decode()
    desk.new_calendar_feed(by=people.caseworker)
    assert client_of(None).get(url).status_code == 404


def test_search_finds_pseudonyms_names_pinyin_employers_and_stories(people, case):
    from gongyou.centre.queries.search import find

    case_url = reverse("centre:worker", args=[case.worker_id])
    for term in (case.worker.pseudonym, "李小红", "lixiaohong", "13800138000"):
        assert any(row["url"] == case_url for row in find(people.caseworker, term)), term
    assert any("利得" in row["title"] for row in find(people.caseworker, "lide"))
    assert any("补偿" in row["note"] for row in find(people.caseworker, "没有给补偿"))
    assert find(people.outsider, "李小红") == []
    assert find(people.researcher, "李小红") == []


def test_an_employer_of_another_compartment_is_copied_not_shared(people, case):
    from gongyou.centre.services.people import employer_in

    mine = employer_in(by=people.outsider, compartment=people.elsewhere, employer=case.employer)
    assert mine.pk != case.employer_id
    assert mine.compartment == people.elsewhere
    assert Employer.objects.visible_to(people.outsider).get() == mine


def test_the_timeline_tells_of_the_changed_fact(people, client_of, case):
    set_facts(
        by=people.caseworker,
        employment=case.employment,
        source="payslip",
        values={"agreed_wage": 2500},
    )
    page = client_of(people.caseworker).get(reverse("centre:case_timeline", args=[case.pk]))
    assert "2,500" in page.content.decode()


def test_limitation_days_come_from_the_law(case):
    # One year from the end of the relationship on 20 April 2015 (LDMAL 27).
    assert Deadline.objects.filter(case=case, kind="limitation").last().due_on.isoformat() == (
        "2016-04-20"
    )


def test_lists_are_filtered_by_how_a_pseudonym_begins(people, client_of, case):
    client = client_of(people.caseworker)
    pseudonym = case.worker.pseudonym
    for page in ("/cases/", "/workers/"):
        for term in (pseudonym, pseudonym[:4].lower()):
            assert pseudonym in client.get(page, {"q": term}).content.decode(), (page, term)
        assert pseudonym not in client.get(page, {"q": pseudonym[1:]}).content.decode()


def test_a_full_day_of_the_calendar_leads_to_all_of_it(people, client_of, case):
    day = timezone.localdate().replace(day=15)
    for _ in range(9):
        services.add_deadline(by=people.caseworker, case=case, kind="reply", due_on=day)
    client = client_of(people.caseworker)
    page = client.get("/calendar/").content.decode()
    assert page.count(case.reference) == 4
    assert "and 5 more" in page
    assert f"/deadlines/?day={day}" in page
    assert client.get(f"/deadlines/?day={day}").content.decode().count(case.reference) == 9
