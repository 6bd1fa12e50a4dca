"""Which of the writes that were answered with yes are not in the database."""

import uuid


def lost(anna, acknowledged: list) -> list:
    """The missing ones. Each is [kind, what was answered or sent]."""
    kinds = {kind for kind, _told in acknowledged}
    present = {kind: LOOK[kind](anna) for kind in kinds}
    return [[kind, told] for kind, told in acknowledged if told not in present[kind]]


def _intakes(_anna) -> set:
    from django.urls import reverse

    from gongyou.centre.models import Case

    return {reverse("centre:case_claim", args=[case.pk]) for case in Case.objects.only("pk")}


def _texts(model, name: str):
    def find(anna) -> set:
        from gongyou.vault.public import reveal_many

        rows = list(model().objects.visible_to(anna))
        return {values[name] for values in reveal_many(anna, rows, [name]).values()}

    return find


def _task():
    from gongyou.centre.models import Task

    return Task


def _evidence():
    from gongyou.centre.models import Evidence

    return Evidence


def _uploads(anna) -> set:
    """Titles of evidence whose file can be read to its last byte."""
    from gongyou.vault.public import files

    found = _evidence().objects.visible_to(anna).select_related("file")
    return {
        item.reveal(anna, "title")
        for item in found
        if item.file and len(files.read_file(anna, item.file)) == item.file.size
    }


def _facts(anna) -> set:
    """Every agreed wage that the journal tells of, whatever came after it."""
    from gongyou.centre.models import Employment
    from gongyou.vault.public import journal

    found = set()
    for employment in Employment.objects.visible_to(anna):
        for line in journal.history(anna, employment):
            for values in line.changes.values():
                found |= {str(value).split(".")[0] for value in values if value is not None}
    return found


def _rosters(anna) -> set:
    from gongyou.centre.models import Roster

    rows = Roster.objects.visible_to(anna).filter(status="imported")
    return {str(len(row.created["workers"])) for row in rows}


def _submissions(_anna) -> set:
    from gongyou.surveys.models import Submission

    return set(Submission.objects.values_list("instance_id", flat=True))


def _members(_anna) -> set:
    from gongyou.collective.models import Member

    return set(Member.objects.values_list("workshop", flat=True))


LOOK = {
    "intake": _intakes,
    "task": _texts(_task, "title"),
    "upload": _uploads,
    "fact": _facts,
    "roster": _rosters,
    "submission": _submissions,
    "roll": _members,
}


def token() -> str:
    """A text that stands nowhere else."""
    return uuid.uuid4().hex[:16]
