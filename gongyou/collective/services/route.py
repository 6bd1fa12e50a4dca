"""Back to the legal route: individual cases for all or chosen, documents, the group filing."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from gongyou.centre.public import FactEvent, change_case, documents, parted
from gongyou.collective.models import (
    BulkRun,
    CollectiveCase,
    FilingMember,
    GroupFiling,
    Member,
    RunPart,
)
from gongyou.collective.services.bulk_claims import individual_cases
from gongyou.collective.services.chronicle import note
from gongyou.vault.public import Actor, Right, files, journal, next_number

AT_ONCE = 100
SILENT = timedelta(minutes=2)
FEWEST, REPRESENTATIVES = 10, range(3, 6)


class NotAGroup(ValueError):
    """A group filing needs ten applicants and three to five representatives among them."""


def present(case: CollectiveCase, chosen=None):
    """Members with a spell of work, all or those chosen, in the order of the roll."""
    query = Member.objects.filter(case=case, left_on=None, employment__isnull=False)
    if chosen is not None:
        query = query.filter(pk__in=chosen)
    return query.select_related("worker", "employment__employer").order_by("workshop", "pk")


@transaction.atomic
def go_back(
    *, by: Actor, case: CollectiveCase, members: list[Member], on: date | None = None
) -> list:
    """Open the individual route for members: case, claim of the day, days to keep.

    Nothing of the collective case ends by it; letters and promises recorded there interrupt
    the limitation of each.
    """
    by.require(Right.WRITE, case.compartment_id)
    on = on or timezone.localdate()
    made = []
    for start in range(0, len(members), AT_ONCE):
        made += individual_cases(by, case, members[start : start + AT_ONCE], on)[0]
    changes: dict = {"count": len(members), "on": (None, on)}
    about = made if len(made) <= 50 else []
    journal.append(by, "collective.go_back", case, changes=changes, about=about)
    return made


@transaction.atomic
def begin_run(
    *,
    by: Actor,
    case: CollectiveCase,
    members: list[Member],
    language: str,
    kind="application",
    filing=None,
) -> BulkRun:
    """Note a run over many members; `work` does it, part by part."""
    by.require(Right.WRITE, case.compartment_id)
    by.require(Right.READ_IDENTITY, case.compartment_id)
    run = BulkRun.objects.create(
        case=case,
        compartment_id=case.compartment_id,
        owner=by.person,
        kind=kind,
        language=language,
        members=[str(member.pk) for member in members],
        filing=filing,
        total=len(members),
    )
    changes: dict = {"count": len(members), "kind": (None, kind)}
    journal.append(by, "collective.begin_run", case, changes=changes)
    return run


def start(actor: Actor, run: BulkRun) -> None:
    """Work on a run in a thread."""
    parted.start(work, actor, run)


def work(actor: Actor, run: BulkRun, stop_after: int | None = None) -> BulkRun:
    """Do the parts that are not done yet; each is kept before the next begins.

    What a killed process left half done is done again, never twice: a part and its cases are one
    transaction.
    """
    with parted.under_way(run):
        for number, chosen in parted.waiting(run, run.members, AT_ONCE):
            if stop_after is not None and number > stop_after:
                break
            _part(actor, run, number, chosen)
    run.refresh_from_db()
    run.status = "done" if run.done >= run.total else "stopped"
    run.save(update_fields=["status"])
    return run


@transaction.atomic
def _part(actor: Actor, run: BulkRun, number: int, chosen: list[str]) -> None:
    members = list(present(run.case, chosen))
    on = timezone.localdate(run.created_at)
    cases, versions = individual_cases(actor, run.case, members, on)
    content = documents.make(
        actor, cases, kind=run.kind, form="pdf", language=run.language, versions=versions
    )
    stored = files.store(
        actor,
        run.case.compartment,
        content,
        kind="document",
        name=f"{run.kind}-{number}.pdf",
        look_inside=False,
    )
    RunPart.objects.create(run=run, number=number, count=len(chosen), file=stored)
    parted.note_progress(run)
    changes: dict = {"count": len(cases), "part": number}
    journal.append(actor, "collective.go_back", run.case, changes=changes)


def mark_silent(run: BulkRun) -> BulkRun:
    """A run of which nothing was heard for minutes stopped with its process."""
    return parted.mark_silent(run, SILENT)


@transaction.atomic
def prepare_filing(
    *, by: Actor, case: CollectiveCase, members: list[Member], representatives: list[Member]
) -> GroupFiling:
    """Prepare one filing for ten and more with three to five representatives.

    Labour Dispute Mediation and Arbitration Law art. 7; Rules of Arbitration Procedure 62-63.

    Raises:
        NotAGroup: too few applicants, or not three to five representatives among them.
    """
    by.require(Right.WRITE, case.compartment_id)
    chosen = {member.pk for member in representatives}
    if (
        len(members) < FEWEST
        or len(chosen) not in REPRESENTATIVES
        or not chosen <= {m.pk for m in members}
    ):
        raise NotAGroup
    filing = GroupFiling.objects.create(
        case=case,
        compartment_id=case.compartment_id,
        number=next_number(GroupFiling.objects.filter(case=case)),
        prepared_on=timezone.localdate(),
    )
    FilingMember.objects.bulk_create(
        [FilingMember(filing=filing, member=m, represents=m.pk in chosen) for m in members],
        batch_size=1000,
    )
    changes: dict = {"number": (None, filing.number), "count": len(members)}
    journal.append(
        by, "collective.prepare_filing", case, changes=changes, about=list(representatives)
    )
    return filing


@transaction.atomic
def file(*, by: Actor, filing: GroupFiling, on: date) -> GroupFiling:
    """Record that the group filing was handed in; it interrupts the limitation of each."""
    case = filing.case
    by.require(Right.WRITE, case.compartment_id)
    filing.status, filing.filed_on = "filed", on
    filing.save(update_fields=["status", "filed_on"])
    members = [row.member for row in filing.members.select_related("member__individual")]
    spells = [m.employment_id for m in members if m.employment_id]
    known = set(
        FactEvent.objects.filter(
            employment__in=spells, kind="arbitration_filed", date=on
        ).values_list("employment_id", flat=True)
    )
    FactEvent.objects.bulk_create(
        FactEvent(employment_id=pk, kind="arbitration_filed", date=on, source="other")
        for pk in spells
        if pk not in known
    )
    for member in members:
        if member.individual and member.individual.status == "open":
            change_case(by=by, case=member.individual, status="filed")
    note(by, case, "filing", on, 7, "Group filing for arbitration.", {"applicants": len(members)})
    changes: dict = {"number": (None, filing.number), "filed_on": (None, on), "count": len(members)}
    journal.append(by, "collective.file", case, changes=changes)
    return filing
