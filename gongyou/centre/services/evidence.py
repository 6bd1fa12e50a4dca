"""Evidence comes in and is linked to the facts it proves."""

from django.db import transaction
from django.db.models import Max

from gongyou.centre.models import Case, Evidence, EvidenceLink
from gongyou.vault.public import Actor, Right, files, journal


@transaction.atomic
def add_evidence(
    *,
    by: Actor,
    case: Case,
    kind: str,
    title: str = "",
    origin: str = "",
    upload=None,
    proves=(),
    **details,
) -> Evidence:
    """Add an item; the file, if there is one, goes encrypted into the vault.

    Raises:
        Refused: the content is not what may be kept; says why.
    """
    by.require(Right.WRITE, case.compartment)
    last = case.evidence.aggregate(n=Max("position"))["n"] or 0
    stored = None
    if upload:
        stored = files.store(by, case.compartment, upload, kind="evidence", under=case.worker)
    item = Evidence(
        compartment=case.compartment,
        case=case,
        kind=kind,
        position=last + 1,
        file=stored,
        **details,
    )
    if title or origin:
        item.seal(by, title=title, origin=origin)
    item.save()
    changes = {"kind": (None, kind), "held_by": (None, item.held_by)}
    journal.append(by, "centre.add_evidence", item, changes=changes, about=[case, case.worker])
    for table, fact in proves:
        link_evidence(by=by, evidence=item, table=table, fact=fact)
    return item


class OneRefused(Exception):
    """One of several files may not be kept; none of them was."""

    def __init__(self, name: str, message: str):
        super().__init__(message)
        self.name, self.message = name, message


@transaction.atomic
def add_many(*, by: Actor, case: Case, uploads: list, title: str = "", **values) -> list[Evidence]:
    """One item a file, in their order; without a file one item. All or none.

    Several files under one title are numbered; without a title each has the name of its file.

    Raises:
        OneRefused: names the file that may not be kept.
    """
    made = []
    for number, upload in enumerate(uploads or [None], 1):
        name = getattr(upload, "name", "") or ""
        called = title
        if len(uploads) > 1:
            called = f"{title} ({number})" if title else name.rpartition(".")[0][:120]
        try:
            made.append(add_evidence(by=by, case=case, upload=upload, title=called, **values))
        except files.Refused as refused:
            raise OneRefused(name, refused.message) from refused
    return made


@transaction.atomic
def link_evidence(
    *, by: Actor, evidence: Evidence, table: str, fact: str, month=None
) -> EvidenceLink:
    """Say which fact an item proves."""
    by.require(Right.WRITE, evidence.compartment)
    link, made = EvidenceLink.objects.get_or_create(
        evidence=evidence, table=table, fact=fact, month=month
    )
    if made:
        changes = {"proves": (None, f"{table}.{fact}")}
        journal.append(by, "centre.link_evidence", evidence, changes=changes, about=[evidence.case])
    return link


@transaction.atomic
def unlink_evidence(*, by: Actor, link: EvidenceLink) -> None:
    """Take a link away."""
    evidence = link.evidence
    by.require(Right.WRITE, evidence.compartment)
    changes = {"proves": (f"{link.table}.{link.fact}", None)}
    link.delete()
    journal.append(by, "centre.unlink_evidence", evidence, changes=changes, about=[evidence.case])
