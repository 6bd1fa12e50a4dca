"""Documents for many cases: part by part with progress, taken up again after a kill.

A part is kept, encrypted, before the next begins; at the end the parts become one file.
"""

import logging
import zipfile
from datetime import timedelta
from io import BytesIO

from django.db import transaction

from gongyou.centre.documents import parted
from gongyou.centre.documents.make import make
from gongyou.centre.models import Case, DocumentPart, DocumentRun
from gongyou.centre.queries.claims import latest_versions
from gongyou.centre.services.claims import bring_claims
from gongyou.documents import TemplateError, word
from gongyou.vault.public import Actor, Right, Shredded, Tampered, files, journal

log = logging.getLogger(__name__)
AT_ONCE = 100
# What one case may raise; whatever else goes wrong is the program's and stops the run.
ONE_RECORD = (TemplateError, word.Unfit, Tampered, Shredded, LookupError, ValueError, TypeError)
SILENT = timedelta(minutes=3)


@transaction.atomic
def begin_run(*, by: Actor, cases: list[Case], kind: str, form: str, language: str) -> DocumentRun:
    """Note a run over many cases of one compartment; `work` does it."""
    compartment = cases[0].compartment_id
    by.require(Right.READ_IDENTITY, compartment)
    by.require(Right.WRITE, compartment)
    run = DocumentRun.objects.create(
        compartment_id=compartment,
        owner=by.person,
        kind=kind,
        form=form,
        language=language,
        cases=[str(case.pk) for case in cases],
        total=len(cases),
    )
    changes = {"kind": kind, "form": form, "count": len(cases)}
    journal.append(by, "centre.make_documents", run, changes=changes)
    return run


def start(actor: Actor, run: DocumentRun) -> None:
    """Work on a run in a thread."""
    parted.start(work, actor, run)


def work(actor: Actor, run: DocumentRun) -> DocumentRun:
    """Make the parts that are not done yet, then join them."""
    with parted.under_way(run):
        for number, chosen in parted.waiting(run, run.cases, AT_ONCE):
            _part(actor, run, number, chosen)
        _join(actor, run)
    run.refresh_from_db()
    return run


def _part(actor: Actor, run: DocumentRun, number: int, chosen: list[str]) -> None:
    cases = _in_order(actor, chosen)
    content, failed = _made(actor, run, cases)
    with transaction.atomic():
        if content is not None:
            file = _store(actor, run, content)
            DocumentPart.objects.create(run=run, number=number, count=len(chosen), file=file)
        parted.note(run, failed=sorted({*_failed(run), *failed}))
        parted.note_progress(run)


def _made(actor: Actor, run: DocumentRun, cases: list[Case]) -> tuple[bytes | None, list[str]]:
    """The papers of some cases, and the references of those that cannot be made.

    One record never stops the rest: when the whole fails, each is tried for itself.
    """
    try:
        return _make(actor, run, cases), []
    except ONE_RECORD as error:
        if len(cases) == 1:
            log.warning("a document could not be made: %s", type(error).__name__)
            return None, [cases[0].reference]
    half = len(cases) // 2
    first, left_out = _made(actor, run, cases[:half])
    second, left_out_too = _made(actor, run, cases[half:])
    made = [one for one in (first, second) if one is not None]
    join = join_pdf if run.form == "pdf" else join_zip
    joined = join(made) if len(made) > 1 else made[0] if made else None
    return joined, left_out + left_out_too


def _make(actor: Actor, run: DocumentRun, cases: list[Case]) -> bytes:
    return make(
        actor,
        cases,
        kind=run.kind,
        form=run.form,
        language=run.language,
        versions=_versions(actor, cases),
        archive=run.total > 1,
    )


def _failed(run: DocumentRun) -> list[str]:
    return DocumentRun.objects.values_list("failed", flat=True).get(pk=run.pk)


def _in_order(actor: Actor, chosen: list[str]) -> list[Case]:
    """The cases of these ids, in this order, as far as the user may see them."""
    query = Case.objects.visible_to(actor, Right.READ_IDENTITY).filter(pk__in=chosen)
    found = {
        str(case.pk): case for case in query.select_related("worker", "employer", "employment")
    }
    return [found[pk] for pk in chosen if pk in found]


def _versions(actor: Actor, cases: list[Case]) -> dict:
    """Employment → its latest claim; whoever has none gets one of today."""
    held = latest_versions([case.employment_id for case in cases])
    spells = {case.employment_id: case.employment for case in cases}
    waiting = [spell for pk, spell in spells.items() if pk not in held]
    return held | bring_claims(by=actor, employments=waiting)


def _store(actor: Actor, run: DocumentRun, content: bytes):
    name = f"{run.kind}.{run.ending}"
    return files.store(
        actor, run.compartment, content, kind="document", name=name, look_inside=False
    )


@transaction.atomic
def _join(actor: Actor, run: DocumentRun) -> None:
    """One file out of the parts, which then go."""
    parts = list(run.parts.select_related("file"))
    if not parts:
        parted.note(run, status="failed")
        return
    if len(parts) == 1:
        file = parts[0].file
        parts[0].delete()
    else:
        join = join_pdf if run.form == "pdf" else join_zip
        content = join([files.read_file(actor, part.file) for part in parts])
        file = _store(actor, run, content)
        for part in parts:
            part.delete()
            files.delete_file(actor, part.file)
    parted.note(run, file=file, status="done", done=run.total)


def join_pdf(contents: list[bytes]) -> bytes:
    """Several PDF as one."""
    import pikepdf

    out = BytesIO()
    with pikepdf.new() as joined:
        for content in contents:
            with pikepdf.open(BytesIO(content)) as one:
                joined.pages.extend(one.pages)
        joined.save(out)
    return out.getvalue()


def join_zip(contents: list[bytes]) -> bytes:
    """Several archives as one, in their order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as joined:
        for content in contents:
            with zipfile.ZipFile(BytesIO(content)) as one:
                for name in one.namelist():
                    joined.writestr(name, one.read(name))
    return out.getvalue()


def mark_silent(run: DocumentRun) -> DocumentRun:
    """A run of which nothing was heard for minutes stopped with its process."""
    return parted.mark_silent(run, SILENT)
