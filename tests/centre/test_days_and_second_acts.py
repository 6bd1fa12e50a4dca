"""Days on which people act, on the day before, the day and the day after; and what comes second."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from gongyou.centre.export import export
from gongyou.centre.models import ApiToken, ClaimVersion, EmploymentFacts, FactEvent, PayRecord
from gongyou.centre.queries import feed, my_day, search
from gongyou.centre.roster import services as rosters
from gongyou.centre.services import cases, desk
from gongyou.centre.services import people as people_services
from gongyou.centre.services.facts import add_event
from gongyou.centre.services.intake import record_intake
from gongyou.centre.services.merges import CannotMerge, merge, undo_merge
from tests.people import join

from .test_roster import ROWS, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(people):
    """A worker with a case in the other circle."""
    return record_intake(
        by=people.outsider,
        compartment=people.elsewhere,
        story="老板在工厂门口打人。",
        identity={"name": "赵六", "phone": "13900139000"},
        employer_name="北路玩具厂",
        facts={"start": date(2015, 1, 1), "place": "440113"},
        grievances=["severance"],
    )


def in_both(people, actor, role):
    """A member of the inner circle, with another role in the other one."""
    join(people.outsider, people.elsewhere, actor, role)
    return actor


# --- days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "there"),
    [(-31, False), (-30, True), (-1, True), (0, True), (1, True), (30, True), (31, False)],
)
def test_the_first_page_shows_what_is_due_from_thirty_days_ago_to_thirty_ahead(people, days, there):
    worker = people_services.add_worker(by=people.caseworker, compartment=people.inside, name="甲")
    recorded = record_intake(
        by=people.caseworker, compartment=people.inside, worker=worker, employer_name="厂", facts={}
    )
    due = timezone.localdate() + timedelta(days=days)
    made = cases.add_deadline(by=people.caseworker, case=recorded.case, kind="reply", due_on=due)
    shown = my_day.deadlines_panel(people.caseworker)["deadlines"]
    assert (made in shown) == there


@pytest.mark.parametrize("days", [-31, 0, 1, 30, 366])
def test_a_deadline_stands_in_the_calendar_on_its_day_for_the_whole_day(people, case, days):
    due = timezone.localdate() + timedelta(days=days)
    cases.add_deadline(by=people.caseworker, case=case, kind="reply", due_on=due)
    [event] = [
        part for part in feed.icalendar(people.caseworker.account).decode().split("BEGIN:VEVENT")
        if f"DTSTART;VALUE=DATE:{due:%Y%m%d}\r\n" in part
    ]  # fmt: skip
    assert "DTEND" not in event and case.reference in event


def test_a_claim_that_lacks_a_fact_has_its_last_day_to_file_all_the_same(people):
    """Ended on 20 April 2015: one year, the wage not known."""
    facts = {"start": date(2010, 1, 1), "end": date(2015, 4, 20), "place": "440113",
             "end_kind": "dismissed_no_fault"}  # fmt: skip
    case = record_intake(
        by=people.caseworker, compartment=people.inside, identity={"name": "乙"},
        employer_name="厂", facts=facts, grievances=["severance"],
    ).case  # fmt: skip
    line = case.employment.claim_lines.get(entitlement="cn.severance")
    assert (line.status, line.amount) == ("undetermined", None)
    [day] = case.deadlines.filter(kind="limitation", due_on=date(2016, 4, 20))
    assert "cn.severance" in day.entitlements


def test_a_judgment_gives_days_to_appeal_and_to_enforce_and_none_to_sue(people, case):
    """Fifteen days from 1 March 2024 end on a Saturday: Monday the 18th. Two years to enforce."""
    cases.record_outcome(by=people.caseworker, case=case, kind="judgment", on=date(2024, 3, 1))
    running = {
        day.kind: day.due_on for day in case.deadlines.filter(done_on=None)
        if day.kind in ("appeal", "enforce", "sue")
    }  # fmt: skip
    assert running == {"appeal": date(2024, 3, 18), "enforce": date(2026, 3, 1)}


def test_an_award_gives_a_day_to_sue_and_none_to_appeal(people, case):
    cases.record_outcome(by=people.caseworker, case=case, kind="award", on=date(2024, 3, 1))
    kinds = set(case.deadlines.filter(done_on=None).values_list("kind", flat=True))
    assert "sue" in kinds and "appeal" not in kinds


def test_a_last_day_to_file_that_changed_stands_in_the_new_version(people, case):
    before = ClaimVersion.objects.count()
    add_event(
        by=people.caseworker, employment=case.employment, kind="demand_to_employer",
        date=date(2016, 3, 1),
    )  # fmt: skip
    assert ClaimVersion.objects.count() == before + 1
    changes = ClaimVersion.objects.order_by("number").last().changes
    [day] = [
        (change["before"], change["after"]) for change in changes
        if (change["entitlement"], change["reading"]) == ("cn.unlawful_termination", "worker")
    ]  # fmt: skip
    assert day == ("2016-04-20", "2017-03-01")


# --- joining and separating -------------------------------------------------------------------


def worker(people, name, by=None, where=None):
    by, where = by or people.caseworker, where or people.inside
    return people_services.add_worker(by=by, compartment=where, name=name)


def test_people_of_two_circles_are_not_one_also_for_a_member_of_both(people, theirs):
    both = in_both(people, people.caseworker, "coordinator")
    ours = worker(people, "赵六")
    for kept, folded in ((ours, theirs.worker), (theirs.worker, ours)):
        with pytest.raises(CannotMerge):
            merge(by=both, noun="worker", kept=kept, folded=folded)
    ours.refresh_from_db()
    theirs.worker.refresh_from_db()
    assert (ours.merged_into, theirs.worker.merged_into) == (None, None)


def test_three_joined_in_two_steps_are_separated_step_by_step(people):
    first, second, third = (worker(people, name) for name in "甲乙丙")
    by = people.caseworker
    one = merge(by=by, noun="worker", kept=second, folded=first)
    two = merge(by=by, noun="worker", kept=third, folded=second)

    def stands():
        for each in (first, second, third):
            each.refresh_from_db()
        return first.merged_into, second.merged_into, third.merged_into

    assert stands() == (third, third, None)
    undo_merge(by=by, merge=two)
    assert stands() == (second, None, None)
    undo_merge(by=by, merge=one)
    assert stands() == (None, None, None)


# --- who may ----------------------------------------------------------------------------------


def test_an_export_holds_only_the_circles_in_which_one_may_export(people, case, theirs):
    both = in_both(people, people.lawyer, "caseworker")
    held = json.loads(export(both, "json", names=True))
    assert [row["reference"] for row in held["cases"]] == [case.reference]
    assert [row["name"] for row in held["workers"]] == ["李小红"]
    text = json.dumps(held, ensure_ascii=False)
    for theirs_only in ("赵六", "北路玩具厂", theirs.worker.pseudonym, str(people.elsewhere.pk)):
        assert theirs_only not in text


def test_a_search_opens_only_stories_of_circles_in_which_one_reads_names(people, case, theirs):
    assert [row["kind"] for row in search.find(people.caseworker, "补偿")]
    assert search.find(people.researcher, "补偿") == []
    # Reads names here, and only numbers there.
    both = in_both(people, people.caseworker, "researcher")
    assert search.find(both, "老板在工厂") == []
    assert search.find(both, "赵六") == []
    assert search.find(people.outsider, "老板在工厂")


def asked(client, token):
    return client.get("/api/cases", HTTP_AUTHORIZATION=f"Bearer {token}").status_code


def test_a_token_counts_whole_and_only_while_its_owner_is_there(people, client, case):
    token = desk.new_api_token(by=people.caseworker)
    kept = ApiToken.objects.get()
    for place in (0, len(token) // 2, len(token) - 1):
        other = "A" if token[place] != "A" else "B"
        assert asked(client, token[:place] + other + token[place + 1 :]) == 401
    # One whose digest is the same but for its end is another token.
    whole = kept.digest
    for length in (4, 16, len(whole) - 1):
        changed = whole[:length] + "".join("0" if s != "0" else "1" for s in whole[length:])
        ApiToken.objects.update(digest=changed)
        assert asked(client, token) == 401
    ApiToken.objects.update(digest=whole)
    assert asked(client, token) == 200
    people.caseworker.account.is_active = False
    people.caseworker.account.save(update_fields=["is_active"])
    assert asked(client, token) == 401


# --- rosters ----------------------------------------------------------------------------------


def take_in(people, rows=ROWS):
    roster = rosters.upload_roster(
        by=people.caseworker, compartment=people.inside, upload=workbook(rows),
        employer_name="利得鞋业（广州番禺）有限公司", source="ledger",
    )  # fmt: skip
    rosters.import_roster(by=people.caseworker, roster=roster, body={})
    roster.refresh_from_db()
    return roster


def stored():
    return EmploymentFacts.objects.count(), PayRecord.objects.count(), FactEvent.objects.count()


def test_the_same_workbook_taken_in_twice_says_nothing_twice(people):
    rows = [
        ("工号", "姓名", "入职日期", "应发工资", "月份"),
        ("A001", "李小红", "2005-03-01", 3800, "2015-03"),
        ("A001", "李小红", "2005-03-01", 3900, "2015-04"),
        ("A002", "王大明", "2009-08-15", 4100, "2015-03"),
    ]
    take_in(people, rows)
    once = stored()
    assert once[:2] == (2, 3)
    take_in(people, rows)
    assert stored() == once
    amounts = PayRecord.objects.order_by("due").values_list("due", flat=True)
    assert list(amounts) == [Decimal(3800), Decimal(3900), Decimal(4100)]


def test_a_roster_with_whose_people_somebody_spoke_is_not_taken_back(people):
    roster = take_in(people)
    from gongyou.centre.models import Employment, Intake

    employment = Employment.objects.get(pk=roster.created["employments"][0])
    Intake.objects.create(
        compartment=people.inside, worker=employment.worker, employment=employment,
        received_on=date(2015, 5, 4), taken_by=people.caseworker.account,
    )  # fmt: skip
    before = stored()
    with pytest.raises(rosters.CannotUndo):
        rosters.undo_roster(by=people.caseworker, roster=roster)
    assert stored() == before
    assert Employment.objects.filter(pk=employment.pk).exists()


def test_a_filing_is_told_to_the_law_as_a_filing(people, case):
    cases.record_filing(by=people.caseworker, case=case, on=date(2015, 9, 1))
    told = FactEvent.objects.filter(employment=case.employment).values_list("kind", "date")
    assert list(told) == [("arbitration_filed", date(2015, 9, 1))]
