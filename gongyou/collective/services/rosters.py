"""A roll out of a roster: the centre's importer reads it, asks and can undo; then people join."""

from dataclasses import dataclass

from django.db import transaction

from gongyou.centre.public import Employment, Roster, person_key, upload_roster
from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.services.roll import add_members
from gongyou.collective.services.workbook import where
from gongyou.vault.public import Actor, Right, files, journal, reveal_many


@dataclass
class Waiting:
    """An imported roster of the case's employer, and how many of it are not on the roll."""

    roster: Roster
    people: int


@dataclass
class Joined:
    """What came of a roster: who joined, and who refused to be brought together with others."""

    joined: int
    left_out: int


def upload(*, by: Actor, case: CollectiveCase, upload, then: str) -> Roster:
    """Keep a workbook for the importer of rosters; `then`: where to go on afterwards.

    Raises:
        Refused: it is no workbook that may be read.
    """
    return upload_roster(
        by=by, compartment=case.compartment, upload=upload, employer=case.employer,
        source="roster", pack=case.law, then=then,
    )  # fmt: skip


def waiting(actor: Actor, case: CollectiveCase) -> list[Waiting]:
    """Imported rosters of the employer of whom not everyone is on the roll, the newest first."""
    if not case.employer_id:
        return []
    rosters = Roster.objects.visible_to(actor, Right.WRITE).filter(
        compartment=case.compartment_id, employer=case.employer_id, status="imported"
    )
    on_roll = {str(pk) for pk in Member.objects.filter(case=case).values_list(
        "employment_id", flat=True)}  # fmt: skip
    found = [
        Waiting(r, len(set(_people(r)) - on_roll)) for r in rosters.select_related("file")[:20]
    ]
    return [one for one in found if one.people]


def _people(roster: Roster) -> list[str]:
    return roster.created.get("everyone") or roster.created.get("employments", [])


@transaction.atomic
def take(*, by: Actor, case: CollectiveCase, roster: Roster, joined_on) -> Joined:
    """Put everyone of an imported roster on the roll but those who said no to it."""
    by.require(Right.WRITE, case.compartment_id)
    spells = list(
        Employment.objects.filter(
            pk__in=_people(roster), compartment=case.compartment
        ).select_related("worker")
    )
    known = set(Member.objects.filter(case=case).values_list("worker_id", flat=True))
    wanted = {spell.worker_id for spell in spells} - known
    places = _places(by, roster, spells)
    joined = add_members(by=by, case=case, employments=spells, joined_on=joined_on, places=places)
    changes = {"count": len(joined)}
    journal.append(by, "collective.import_roll", case, changes=changes, about=[roster])
    return Joined(len(joined), len(wanted) - len(joined))


def _places(by: Actor, roster: Roster, spells: list[Employment]) -> dict:
    """Employment id → workshop, floor and shift, for names that stand once in the workbook."""
    if roster.file is None:
        return {}
    by_name = where(files.read_file(by, roster.file))
    names = reveal_many(by, [spell.worker for spell in spells], ["name"]) if by_name else {}
    told = {pk: person_key(values.get("name")) for pk, values in names.items()}
    return {s.pk: by_name[told[s.worker_id]] for s in spells if told.get(s.worker_id) in by_name}
