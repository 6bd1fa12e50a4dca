"""Make documents of cases, and keep the centre's own Word templates.

Names are opened in the user's request, or in a thread that got the keys in memory. Nothing is
written in clear: PDF and Word are made in memory, and what is kept is encrypted into the vault.
"""

import zipfile
from io import BytesIO

from django.db import transaction
from django.utils import timezone

from gongyou import law
from gongyou.centre import codes
from gongyou.centre.documents import texts
from gongyou.centre.documents.claim_sheet import claim_sheet
from gongyou.centre.documents.context import contexts
from gongyou.centre.models import Case, DocumentTemplate
from gongyou.centre.queries.claims import latest_versions
from gongyou.documents import paper, word
from gongyou.law.claim_sheets import pdf_of, sheet_blocks
from gongyou.ui.public import law_language
from gongyou.vault.public import Actor, Right, files, journal, sandboxed_command


def make(
    actor: Actor,
    cases: list[Case],
    *,
    kind: str,
    form: str,
    language: str,
    versions: dict | None = None,
    archive: bool = False,
) -> bytes:
    """The documents as one PDF, one Word file, or a ZIP of Word files.

    Args:
        actor: a person with unlocked keys.
        cases: of one compartment.
        kind: of document.
        form: "pdf" or "docx".
        language: of the documents.
        versions: employment id → claim version, if at hand: no claim is computed again.
        archive: a ZIP even of one Word file.
    """
    if versions is None:
        versions = latest_versions([case.employment_id for case in cases])
    filled = contexts(actor, cases, language, versions)
    if kind == "claim_sheet":
        sheets = [
            claim_sheet(case, one, versions.get(case.employment_id), language)
            for case, one in zip(cases, filled, strict=True)
        ]
        if form == "pdf":
            return pdf_of(sheets, language)
        own = own_template(actor, cases[0].compartment_id, kind, language)
        if own is None:
            made = [
                (case.reference, word.render(sheet_blocks(sheet, language), language, _by(sheet)))
                for case, sheet in zip(cases, sheets, strict=True)
            ]
            return _zip(made) if archive or len(made) > 1 else made[0][1]
        filled = contexts(actor, cases, language, versions)
    if form == "pdf":
        return paper.render([texts.blocks(kind, language, one) for one in filled], language)
    template = template_for(actor, cases[0].compartment_id, kind, language)
    held = list(filled)
    files_ = word.fill_many(template, held, [_by(one) for one in held], sandboxed_command)
    made = [(one["reference"], file) for one, file in zip(held, files_, strict=True)]
    return _zip(made) if archive or len(made) > 1 else made[0][1]


def _by(said: dict) -> str:
    """The author of a file: the centre."""
    return said["centre"]["name"]


def _zip(made) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for reference, content in made:
            archive.writestr(f"{reference.replace('/', '-')}.docx", content)
    return file.getvalue()


def template_for(actor: Actor, compartment, kind: str, language: str) -> bytes:
    """The centre's own Word template if there is one, else the built-in one."""
    return own_template(actor, compartment, kind, language) or texts.built_in(kind, language)


def own_template(actor: Actor, compartment, kind: str, language: str) -> bytes | None:
    """The Word template that the centre put in the place of the built-in one."""
    own = (
        DocumentTemplate.objects.filter(
            compartment=compartment, kind=kind, language=language, replaced_on=None
        )
        .select_related("file")
        .first()
    )
    return files.read_file(actor, own.file) if own else None


def make_for(actor: Actor, cases: list[Case], kind: str, form: str, language: str) -> bytes:
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
def replace_template(
    *, by: Actor, compartment, kind: str, language: str, upload
) -> DocumentTemplate:
    """Let a Word file of the centre take the place of the built-in one.

    Raises:
        Refused: it is not a Word file without macros.
        ValueError: a tag in it cannot be understood; names it.
    """
    by.require(Right.WRITE, compartment)
    # Stored first: that looks at the file in a sandbox, and refuses what would burst this program.
    stored = files.store(by, compartment, upload, kind="template")
    texts.check(files.read_file(by, stored), language)
    drop_template(by=by, compartment=compartment, kind=kind, language=language)
    made = DocumentTemplate(compartment=compartment, kind=kind, language=language, file=stored)
    made.save()
    changes = {"kind": (None, kind), "language": (None, language)}
    journal.append(by, "centre.replace_template", made, changes=changes)
    return made


@transaction.atomic
def drop_template(*, by: Actor, compartment, kind: str, language: str) -> None:
    """Go back to the built-in template."""
    by.require(Right.WRITE, compartment)
    dropped = DocumentTemplate.objects.filter(
        compartment=compartment, kind=kind, language=language, replaced_on=None
    ).update(replaced_on=timezone.localdate())
    if dropped:
        changes = {"kind": (kind, None), "language": (language, None)}
        journal.append(by, "centre.drop_template", changes=changes, compartment=compartment)


# Those who speak these read Chinese, if any of the two languages of the papers.
IN_CHINESE = ("yue", "hak", "nan", "wuu", "ug", "bo", "ii", "za", "mn", "ko")
FOR_THE_WORKER = ("claim_sheet", "statement")


def language_of_reader(kind: str, case: Case) -> str:
    """The worker's language for what is theirs, the authority's and the employer's for the rest."""
    if kind in FOR_THE_WORKER and case.worker.language.startswith(("zh", "en")):
        return "zh-hans" if case.worker.language.startswith("zh") else "en"
    if kind in FOR_THE_WORKER and case.worker.language in IN_CHINESE:
        return "zh-hans"
    if kind in FOR_THE_WORKER:
        return law_language()
    return law.load_pack(case.employment.pack).language


def kinds() -> list:
    """The kinds of documents with their names."""
    return codes.DOCUMENT_KINDS
