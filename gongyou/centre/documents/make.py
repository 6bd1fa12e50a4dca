"""Make documents for one case or for many, with progress.

Names are opened in the user's request, or in a thread that got the keys in memory; never in a
job queue. Nothing is written in clear: PDF and Word are made in memory, and what is kept is
encrypted into the vault.
"""

import threading
import zipfile
from datetime import timedelta
from io import BytesIO

from django.db import connection, transaction
from django.utils import timezone

from gongyou.centre import codes
from gongyou.centre.documents import markup, pdf, word
from gongyou.centre.documents.context import contexts
from gongyou.centre.models import Case, DocumentRun, DocumentTemplate
from gongyou.vault.public import Right, files, journal

AT_ONCE = 100
SILENT = timedelta(minutes=3)
ENDINGS = {"pdf": "pdf", "docx": "docx"}


def make(actor, cases: list[Case], *, kind: str, form: str, language: str, progress=None) -> bytes:
    """The documents as one PDF, one Word file, or a ZIP of Word files."""
    done, made = 0, []
    template = template_for(actor, cases[0].compartment_id, kind, language)
    for start in range(0, len(cases), AT_ONCE):
        part = cases[start : start + AT_ONCE]
        for context in contexts(actor, part, language):
            if form == "pdf":
                made.append(markup.blocks(kind, language, context))
            else:
                made.append((context["reference"], word.fill(template, context)))
        done += len(part)
        if progress:
            progress(done)
    if form == "pdf":
        return pdf.render(made, language)
    return made[0][1] if len(made) == 1 else _zip(made)


def _zip(made) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for reference, content in made:
            archive.writestr(f"{reference.replace('/', '-')}.docx", content)
    return file.getvalue()


def template_for(actor, compartment, kind: str, language: str) -> bytes:
    """The centre's own Word template if there is one, else the built-in one."""
    own = (
        DocumentTemplate.objects.filter(
            compartment=compartment, kind=kind, language=language, replaced_on=None
        )
        .select_related("file")
        .first()
    )
    return files.read_file(actor, own.file) if own else word.built_in(kind, language)


def make_for(actor, cases: list[Case], kind: str, form: str, language: str) -> bytes:
    """Make documents at once and note it in the journal."""
    for case in cases:
        actor.require(Right.READ_IDENTITY, case.compartment_id)
    content = make(actor, cases, kind=kind, form=form, language=language)
    with transaction.atomic():
        changes = {"kind": kind, "form": form, "count": len(cases)}
        about = cases if len(cases) <= 50 else []
        journal.append(
            actor,
            "centre.make_documents",
            changes=changes,
            about=about,
            compartment=cases[0].compartment_id,
        )
    return content


@transaction.atomic
def begin_run(*, by, cases: list[Case], kind: str, form: str, language: str) -> DocumentRun:
    """Note a run over many cases of one compartment; `work` does it."""
    compartment = cases[0].compartment_id
    by.require(Right.READ_IDENTITY, compartment)
    by.require(Right.WRITE, compartment)
    run = DocumentRun.objects.create(
        compartment_id=compartment,
        owner=by.account,
        kind=kind,
        form=form,
        language=language,
        cases=[str(case.pk) for case in cases],
        total=len(cases),
    )
    changes = {"kind": kind, "form": form, "count": len(cases)}
    journal.append(by, "centre.make_documents", run, changes=changes)
    return run


def start(actor, run: DocumentRun) -> None:
    """Work on a run in a thread that holds the keys in memory until it is done."""
    threading.Thread(target=_in_thread, args=(actor, run.pk), daemon=True).start()


def _in_thread(actor, run_id) -> None:
    try:
        work(actor, DocumentRun.objects.get(pk=run_id))
    finally:
        connection.close()


def work(actor, run: DocumentRun) -> DocumentRun:
    """Make the documents of a run and keep them, encrypted."""

    def progress(done: int) -> None:
        DocumentRun.objects.filter(pk=run.pk).update(done=done, touched_at=timezone.now())

    try:
        cases = ordered_cases(actor, run)
        content = make(
            actor, cases, kind=run.kind, form=run.form, language=run.language, progress=progress
        )
        single = run.form == "pdf" or len(cases) == 1
        name = f"{run.kind}.{ENDINGS[run.form] if single else 'zip'}"
        run.file = files.store(
            actor, run.compartment, content, kind="document", name=name, look_inside=False
        )
        run.status, run.done = "done", run.total
    except Exception:
        run.status = "failed"
        raise
    finally:
        run.save(update_fields=["file", "status", "done", "touched_at"])
    return run


def ordered_cases(actor, run: DocumentRun) -> list[Case]:
    """The cases of a run, in its order, as far as the user may see them."""
    found: dict = {}
    for start_ in range(0, len(run.cases), 500):
        ids = run.cases[start_ : start_ + 500]
        query = Case.objects.visible_to(actor, Right.READ_IDENTITY).filter(pk__in=ids)
        for case in query.select_related("worker", "employer", "employment"):
            found[str(case.pk)] = case
    return [found[pk] for pk in run.cases if pk in found]


def mark_silent(run: DocumentRun) -> DocumentRun:
    """A run of which nothing was heard for minutes stopped with its process."""
    if run.status == "running" and run.touched_at < timezone.now() - SILENT:
        run.status = "stopped"
        run.save(update_fields=["status"])
    return run


@transaction.atomic
def replace_template(*, by, compartment, kind: str, language: str, upload) -> DocumentTemplate:
    """Let a Word file of the centre take the place of the built-in one.

    Raises:
        Refused: it is not a Word file without macros.
        ValueError: a tag in it cannot be understood; names it.
    """
    by.require(Right.WRITE, compartment)
    content = b"".join(upload.chunks())
    word.check(content, kind, language)
    upload.seek(0)
    stored = files.store(by, compartment, upload, kind="template")
    drop_template(by=by, compartment=compartment, kind=kind, language=language)
    made = DocumentTemplate(compartment=compartment, kind=kind, language=language, file=stored)
    made.save()
    changes = {"kind": (None, kind), "language": (None, language)}
    journal.append(by, "centre.replace_template", made, changes=changes)
    return made


def drop_template(*, by, compartment, kind: str, language: str) -> None:
    """Go back to the built-in template."""
    by.require(Right.WRITE, compartment)
    DocumentTemplate.objects.filter(
        compartment=compartment, kind=kind, language=language, replaced_on=None
    ).update(replaced_on=timezone.localdate())


def kinds() -> list:
    """The kinds of documents with their names."""
    return codes.DOCUMENT_KINDS
