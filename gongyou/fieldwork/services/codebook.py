"""Codes: made, changed, moved, merged, split, retired; never deleted."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork import codes as choices
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.refi.read import ReadCode
from gongyou.fieldwork.models import Code, Coding, Memo, Study
from gongyou.fieldwork.services.studies import coder_of
from gongyou.vault.public import Actor, Right, journal, new_id, reveal_many


def names(by: Actor, study: Study) -> dict[uuid.UUID, str]:
    """The name of every code of a study."""
    rows = reveal_many(by, Code.objects.filter(study=study), ["name"], journal=False)
    return {pk: values["name"] or "" for pk, values in rows.items()}


@transaction.atomic
def make_code(
    *,
    by: Actor,
    study: Study,
    name: str,
    definition: str = "",
    examples: str = "",
    parent: Code | None = None,
    colour: str = "",
    codable: bool = True,
    guid: uuid.UUID | None = None,
) -> Code:
    """A new code, at the end of those beside it."""
    by.require(Right.WRITE, study.compartment_id)
    _check_name(by, study, name, parent)
    count = Code.objects.filter(study=study).count()
    own = colour or (parent.colour if parent else choices.COLOURS[count % len(choices.COLOURS)])
    code = _new(study, parent, own, codable, guid)
    code.seal(by, name=name.strip(), definition=definition, examples=examples)
    code.save(force_insert=True)
    journal.append(by, "fieldwork.make_code", code, sealed={})
    return code


def _new(study: Study, parent: Code | None, colour: str, codable: bool, guid) -> Code:
    if parent is not None and parent.study_id != study.pk:
        raise FieldworkError("other_study")
    beside = Code.objects.filter(study=study).count()
    return Code(
        study=study,
        parent=parent,
        colour=colour,
        codable=codable,
        order=beside + 1,
        guid=guid or new_id(),
    )


def _check_name(by: Actor, study: Study, name: str, parent: Code | None, but: Code | None = None):
    if not name.strip():
        raise FieldworkError("no_name")
    beside = Code.objects.filter(study=study, parent=parent, retired_on=None)
    if but is not None:
        beside = beside.exclude(pk=but.pk)
    taken = {v["name"] for v in reveal_many(by, beside, ["name"], journal=False).values()}
    if name.strip() in taken:
        raise FieldworkError("name_taken")


@transaction.atomic
def change_code(*, by: Actor, code: Code, **values) -> None:
    """Another name, definition, examples, colour; or whether it takes passages."""
    if "name" in values:
        _check_name(by, code.study, values["name"], code.parent, but=code)
    changes = code.change(by, **values)
    code.save()
    journal.append(by, "fieldwork.change_code", code, changes=changes, sealed={})


def below(code: Code) -> set[uuid.UUID]:
    """A code and everything below it."""
    found, waiting = {code.pk}, [code.pk]
    while waiting:
        rows = Code.objects.filter(parent__in=waiting).values_list("pk", flat=True)
        waiting = [pk for pk in rows if pk not in found]
        found |= set(waiting)
    return found


@transaction.atomic
def move_code(*, by: Actor, code: Code, parent: Code | None) -> None:
    """Put a code below another one, or at the top."""
    by.require(Right.WRITE, code.study.compartment_id)
    if parent is not None and parent.study_id != code.study_id:
        raise FieldworkError("other_study")
    if parent is not None and parent.pk in below(code):
        raise FieldworkError("moved_under_itself")
    code.parent = parent
    code.save()
    journal.append(by, "fieldwork.move_code", code)


@transaction.atomic
def merge_codes(*, by: Actor, code: Code, into: Code) -> None:
    """All passages of a code go to another one; the first stays in the journal and can come back.

    Raises:
        FieldworkError: into itself, below itself, or of another study.
    """
    by.require(Right.WRITE, code.study.compartment_id)
    if into.study_id != code.study_id:
        raise FieldworkError("other_study")
    if into.pk in below(code) or into.merged_into_id:
        raise FieldworkError("merged_circle")
    from gongyou.fieldwork.services.codings import fold

    for coding in Coding.objects.filter(code=code):
        coding.code = into
        fold(coding)
    Code.objects.filter(parent=code).update(parent=into)
    code.merged_into, code.retired_on = into, timezone.localdate()
    code.save()
    journal.append(by, "fieldwork.merge_codes", code, about=[into])


@transaction.atomic
def split_code(*, by: Actor, code: Code, name: str, codings: Iterable[Coding]) -> Code:
    """A new code beside another one takes some of its passages."""
    made = make_code(by=by, study=code.study, name=name, parent=code.parent, colour=code.colour)
    Coding.objects.filter(code=code, pk__in=[one.pk for one in codings]).update(code=made)
    journal.append(by, "fieldwork.split_code", code, about=[made])
    return made


@transaction.atomic
def retire_code(*, by: Actor, code: Code) -> None:
    """No more passages for this code; what it has stays, and what stands below it too."""
    by.require(Right.WRITE, code.study.compartment_id)
    code.retired_on = timezone.localdate()
    code.save()
    journal.append(by, "fieldwork.retire_code", code)


@transaction.atomic
def bring_codebook(*, by: Actor, study: Study, codes: list[ReadCode]) -> list[Code]:
    """Codes of another program; those that are there already are left as they are."""
    by.require(Right.WRITE, study.compartment_id)
    known = {code.guid: code for code in Code.objects.filter(study=study)}
    made = []
    for one in codes:
        if one.guid in known:
            continue
        parent = known.get(one.parent) if one.parent else None
        code = _new(study, parent, one.colour, one.codable, one.guid)
        code.seal(by, name=one.name or "–", definition=one.definition)
        code.take_sealed_changes()
        code.save(force_insert=True)
        known[one.guid] = code
        made.append(code)
    if made:
        journal.append(by, "fieldwork.bring_codebook", study, changes={"codes": len(made)})
    return made


@transaction.atomic
def write_memo(
    *, by: Actor, study: Study, title: str, text: str, about: str = "study", about_id=None
) -> Memo:
    """A thought about the study, or about something in it."""
    by.require(Right.WRITE, study.compartment_id)
    memo = Memo(
        study=study,
        about=about,
        about_id=about_id,
        coder=coder_of(by, study),
        on=timezone.localdate(),
    )
    memo.seal(by, title=title, text=text)
    memo.take_sealed_changes()
    memo.save(force_insert=True)
    journal.append(by, "fieldwork.write_memo", memo, sealed={})
    return memo


@transaction.atomic
def change_memo(*, by: Actor, memo: Memo, title: str, text: str) -> None:
    """Write a memo anew."""
    memo.seal(by, title=title, text=text)
    memo.take_sealed_changes()
    memo.save()
    journal.append(by, "fieldwork.change_memo", memo, sealed={}, cut=True)
