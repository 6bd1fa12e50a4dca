"""Exports by the clock: planned by a member, written by the program without any key."""

import datetime as dt
import os
import re
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.exports.files import KINDS, write
from gongyou.surveys.models import ExportPlan, Form
from gongyou.surveys.queries import lookup
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.services import exports
from gongyou.vault.public import Actor, Right, journal, the_program

KEPT_FILES = 10


def folder() -> Path:
    """Where the files lie: beside the database, so that a path is nobody's to choose."""
    return Path(settings.GONGYOU["DATA"]) / "exports"  # type: ignore[arg-type]


@transaction.atomic
def plan(
    actor: Actor, form: Form, *, kind: str, every: int, recipient: str, language: str
) -> ExportPlan:
    """Write the table for analysis by the clock. Raises SurveyError."""
    actor.require(Right.EXPORT, form.survey.compartment_id)
    try:
        pyrage.x25519.Recipient.from_str(recipient.strip())
    except (pyrage.RecipientError, ValueError):
        text = _("This is no public age key; it begins with age1.")
        raise SurveyError(text, "recipient") from None
    made = ExportPlan.objects.create(
        form=form, kind=kind, every=every, recipient=recipient.strip(), language=language
    )
    journal.append(actor, act="surveys.plan_export", subject=form, changes={"kind": kind})
    return made


@transaction.atomic
def drop(actor: Actor, made: ExportPlan) -> None:
    """No more files; those that are there stay."""
    actor.require(Right.EXPORT, made.form.survey.compartment_id)
    journal.append(actor, act="surveys.drop_export", subject=made.form)
    made.delete()


def write_due() -> int:
    """Write what is due; how many files. One that fails is told on its page."""
    now, done = timezone.now(), 0
    for each in ExportPlan.objects.select_related("form__survey", "form__current"):
        if each.last_at and now - each.last_at < dt.timedelta(days=each.every, minutes=-30):
            continue
        trouble = ""
        try:
            with transaction.atomic():
                _write(each, now)
            done += 1
        except (OSError, exports.NothingToExport) as error:
            trouble = str(error)[:300]
        ExportPlan.objects.filter(pk=each.pk).update(
            last_at=now if not trouble else each.last_at, trouble=trouble
        )
    return done


def _write(made: ExportPlan, now) -> None:
    form, program = made.form, the_program()
    schema = reading_schema(form)
    with translation.override(made.language or settings.LANGUAGE_CODE):
        found = form.submissions.filter(deleted_at=None).select_related("collector", "account")
        rows = list(exports.without_rejected(found).order_by("-received_at", "-id"))
        chosen, tables = exports.analysed(form, schema, rows)
        taken = exports.Taken(
            schema, chosen, columns(form, schema), tables, False,
            exports.Shape(made.language),
        )  # fmt: skip
        content = write(made.kind, exports.file_tables(program, form, taken))
    sealed = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(made.recipient)])
    _put(made, sealed, now)
    changes = {"count": len(chosen), "kind": made.kind, "identities": False}
    journal.append(program, act="surveys.export", subject=form, changes=changes,
                   compartment=form.survey.compartment_id)  # fmt: skip


def _put(made: ExportPlan, sealed: bytes, now) -> None:
    """Whole or not at all; the oldest go."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w.-]", "_", made.form.form_id)[:60]
    suffix = KINDS[made.kind][1]
    name = f"{stem}-{made.ref}-{timezone.localtime(now):%Y-%m-%d-%H%M}.{suffix}.age"
    half = place / f".{name}"
    half.write_bytes(sealed)
    os.replace(half, place / name)
    for old in sorted(place.glob(f"{stem}-{made.ref}-*.age"))[:-KEPT_FILES]:
        old.unlink()


def files_of(actor: Actor, form: Form) -> list[tuple[ExportPlan, list[str]]]:
    """The plans of a form and the files that were written."""
    lookup.form(actor, form.survey, form.form_id)
    stem = re.sub(r"[^\w.-]", "_", form.form_id)[:60]
    return [
        (each, sorted((p.name for p in folder().glob(f"{stem}-{each.ref}-*.age")), reverse=True))
        for each in form.plans.order_by("created_at")
    ]
