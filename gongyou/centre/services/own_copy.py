"""What the centre keeps about one worker, for the worker: as a paper and as a file."""

import json

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongyou.centre.models import Case, Evidence, Worker
from gongyou.documents import Block, paper
from gongyou.vault.public import Right, everything_about, files, journal


def own_copy(*, by, worker: Worker) -> dict:
    """Everything that is kept about a worker, and what was done with it, as plain values.

    Raises:
        NotYours: the reader may not read names there.
    """
    by.require(Right.READ_IDENTITY, worker.compartment_id)
    kept = {
        each.model._meta.label: {"title": each.title, "rows": each.rows}  # type: ignore[attr-defined]
        for each in everything_about(by, worker)
    }
    return {
        "worker": worker.pseudonym,
        "made_on": timezone.localdate().isoformat(),
        "kept": kept,
        "used_for": _used_for(by, worker),
    }


def _used_for(by, worker: Worker) -> list[dict]:
    """What people did with it, oldest first: each entry of the journal about the worker."""
    about = [worker, *Case.objects.visible_to(by).filter(worker=worker)]
    lines = {line.id: line for record in about for line in journal.history(by, record)}
    return [
        {"on": timezone.localtime(line.at).isoformat(timespec="minutes"), "what": line.sentence}
        for line in sorted(lines.values(), key=lambda line: line.at)
    ]


def as_file(*, by, worker: Worker) -> bytes:
    """The copy as JSON; noted in the journal."""
    made = own_copy(by=by, worker=worker)
    _note(by, worker, "json")
    return json.dumps(made, ensure_ascii=False, indent=2).encode()


def as_paper(*, by, worker: Worker, language: str) -> bytes:
    """The copy as PDF; noted in the journal."""
    with translation.override(language):
        made = own_copy(by=by, worker=worker)
        _note(by, worker, "pdf")
        return paper.render([_blocks(made)], language)


@transaction.atomic
def _note(by, worker: Worker, form: str) -> None:
    journal.append(by, "centre.own_copy", worker, changes={"form": form})


def _blocks(made: dict) -> list[Block]:
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    blocks = [
        Block("title", _("What we keep about you")),
        Block("text", _("Record %(code)s, as of %(day)s") % {"code": made["worker"], "day": today}),
        Block("text", _("You may ask us to correct it, to hand it on, or to destroy it.")),
    ]
    for table in made["kept"].values():
        blocks.append(Block("heading", table["title"]))
        for row in table["rows"]:
            lines = [[name, value] for name, value in row.items()]
            blocks.append(Block("table", rows=lines or [["", ""]]))
    blocks.append(Block("heading", _("What was done with it")))
    used = [[line["on"], line["what"]] for line in made["used_for"]]
    return [*blocks, Block("table", rows=used or [["", ""]])]


def handed_over(actor, compartment) -> dict[str, bytes]:
    """The files of those who agreed that others get theirs, when the centre must end."""
    from gongyou.centre.queries.consent import agreed

    mine = Worker.objects.visible_to(actor, Right.READ_IDENTITY).filter(compartment=compartment)
    given = {}
    for worker in agreed(mine, "share", "pk"):
        copy = json.dumps(own_copy(by=actor, worker=worker), ensure_ascii=False)
        given[f"{worker.pseudonym}.json"] = copy.encode()
        for item in Evidence.objects.filter(case__worker=worker, file__isnull=False):
            given[f"{worker.pseudonym}/{item.file.ref}"] = files.read_file(actor, item.file)
    return given
