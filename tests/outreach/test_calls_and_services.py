"""Calls without numbers, a directory with dates, referrals with consent, a report that is safe."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.outreach.hsds import hsds
from gongyou.outreach.models import Call, Referral, Service
from gongyou.outreach.queries.report import report
from gongyou.outreach.services import calls, directory


def told(people, **more):
    return {
        "compartment": str(people.inside.pk), "on": timezone.localdate().isoformat(), "half": "am",
        "channel": "phone", "language": "zh-hans", "topics": ["unpaid"], "done": "answered", **more,
    }  # fmt: skip


@pytest.fixture
def service(people):
    return directory.add_service(
        by=people.caseworker,
        compartment=people.inside,
        organisation="东莞法律援助处",
        name="法律援助",
        topics=["arbitration"],
        places=["441900"],
        languages=["zh-hans"],
        phone="12348",
    )


def confirm(people, service, found, days_ago=0):
    return directory.confirm_service(
        by=people.caseworker,
        service=service,
        on=timezone.localdate() - timedelta(days=days_ago),
        how="called",
        found=found,
    )


def fresh(service):
    return Service.objects.prefetch_related("confirmations").get(pk=service.pk)


def test_a_call_is_logged_with_one_post_and_keeps_no_number(people, client_of):
    client = client_of(people.caseworker)
    page = reverse("outreach:calls")
    assert client.post(page, told(people, note="两个月没发")).status_code == 302
    call = Call.objects.get()
    assert call.number is None
    assert call.reveal(people.caseworker, "note") == "两个月没发"
    assert "<tbody><tr" in "".join(client.get(page).content.decode().split("\n")).replace("  ", "")
    refused = client.post(page, told(people, number="13800138000"))
    assert refused.status_code == 422
    assert Call.objects.count() == 1


def test_a_number_lives_until_the_call_back(people, client_of):
    client = client_of(people.caseworker)
    page = reverse("outreach:calls")
    assert client.post(page, told(people, done="call_back")).status_code == 422
    client.post(page, told(people, done="call_back", number="13800138000"))
    assert "13800138000" in client.get(page).content.decode()
    call = Call.objects.get()
    back = reverse("outreach:call_back", args=[call.pk])
    assert client_of(people.outsider).post(back).status_code == 404
    assert client.get(back).status_code == 405
    client.post(back)
    call.refresh_from_db()
    assert call.number is None
    assert "13800138000" not in client.get(page).content.decode()


def test_no_number_and_no_note_stand_in_clear(people):
    from django.db import connection

    calls.log_call(
        by=people.caseworker, compartment=people.inside, on=date(2026, 11, 2), half="am",
        channel="phone", language="en", topics=["unpaid"], done="call_back",
        note="王小明没拿到钱", number="13912345678",
    )  # fmt: skip
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str(cursor.fetchall())
            assert "13912345678" not in text
            assert "王小明" not in text


def test_a_service_says_how_old_its_confirmation_is(people, service):
    assert fresh(service).is_old
    confirm(people, service, "right", days_ago=200)
    assert fresh(service).is_old
    assert not fresh(service).not_first
    confirm(people, service, "right")
    assert not fresh(service).is_old


def test_two_times_nobody_answers_hides_it_everywhere_until_confirmed(people, service, client_of):
    confirm(people, service, "right", days_ago=30)
    confirm(people, service, "no_answer", days_ago=2)
    assert not fresh(service).is_hidden
    confirm(people, service, "no_answer", days_ago=1)
    assert fresh(service).is_hidden
    exported = client_of(people.caseworker).get(reverse("outreach:services_hsds")).json()
    assert exported == {"services": []}
    confirm(people, service, "right")
    assert not fresh(service).is_hidden


def test_the_export_has_what_hsds_asks_for(people, service):
    confirm(people, service, "right")
    made = hsds(fresh(service))
    assert {"id", "name", "status", "organization"} <= set(made)
    assert made["status"] == "active"
    assert made["service_areas"][0]["extent"] == "441900"
    assert made["assured_date"] == timezone.localdate().isoformat()


def test_a_referral_has_consent_a_day_and_an_outcome(people, service, client_of):
    client = client_of(people.caseworker)
    data = {
        "compartment": str(people.inside.pk), "service": str(service.pk), "origin": "call",
        "on": "2026-11-02", "due_on": "2026-11-16", "consent": "可以告诉他们我的事",
    }  # fmt: skip
    page = reverse("outreach:referrals")
    assert client.post(page, data | {"consent": ""}).status_code == 422
    assert client.post(page, data).status_code == 302
    referral = Referral.objects.get()
    close = reverse("outreach:referral_close", args=[referral.pk])
    assert client_of(people.outsider).post(close, {"outcome": "helped"}).status_code == 404
    client.post(close, {"outcome": "helped"})
    referral.refresh_from_db()
    assert referral.outcome == "helped"
    assert "可以告诉他们我的事" in client.get(page).content.decode()


@pytest.mark.parametrize("name", ["services", "calls", "referrals", "home", "sessions"])
def test_lists_show_only_what_is_inside(people, service, client_of, name):
    inside = client_of(people.caseworker).get(reverse(f"outreach:{name}"))
    assert inside.status_code == 200
    outside = client_of(people.outsider).get(reverse(f"outreach:{name}"))
    assert "法律援助" not in outside.content.decode()


def test_the_report_shows_no_cell_below_ten_and_none_that_can_be_worked_out(people, client_of):
    for number in range(60):
        calls.log_call(
            by=people.caseworker, compartment=people.inside,
            on=date(2026, 1 + number % 12, 3), half="am", channel="phone", language="zh-hans",
            topics=["unpaid" if number % 5 else "injured"],
            place="441900" if number % 7 else "440300",
            done="answered" if number % 3 else "guide",
        )  # fmt: skip
    found = report(people.coordinator, 2026)
    page = client_of(people.coordinator).get(reverse("outreach:report", args=[2026]))
    said = page.content.decode()
    for words in ("Quarter × Topic", "Wages not paid", "Dongguan", "guide sent", "withheld"):
        assert words in said, words
    assert "unpaid" not in said and "441900" not in said
    shown = [c.shown for _, table in found.tables for c in table.cells if c.shown is not None]
    assert shown
    assert min(shown) >= 10
    for _, table in found.tables:  # a withheld cell never stands alone in its row or column
        for axis in range(len(table.by)):
            levels = {}
            for cell in table.cells:
                if None not in cell.at:
                    levels.setdefault(cell.at[axis], []).append(cell.withheld)
            assert not [row for row in levels.values() if sum(map(bool, row)) == 1 and len(row) > 1]


def test_the_report_is_for_those_who_may_export(people, client_of):
    page = reverse("outreach:report", args=[2026])
    assert client_of(people.coordinator).get(page).status_code == 200
    assert client_of(people.caseworker).get(page).status_code == 404
    assert (
        client_of(people.coordinator).get(reverse("outreach:report", args=[1900])).status_code
        == 404
    )


def test_a_number_is_kept_only_for_a_call_back(people):
    call = calls.log_call(
        by=people.caseworker, compartment=people.inside, on=date(2026, 11, 2), half="am",
        channel="phone", language="en", topics=["unpaid"], done="answered", number="13912345678",
    )  # fmt: skip
    assert call.number is None
