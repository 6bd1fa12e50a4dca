"""Making the table for analysis: opened by someone who may, written without identities."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gongyou.surveys.models import AnswerRow, Form
from gongyou.surveys.queries.columns import columns, waiting
from gongyou.surveys.queries.opened import tables_of
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.values import typed
from gongyou.vault.public import Actor, Right, journal

PART = 1000


@transaction.atomic
def make_table(actor: Actor, form: Form, most: int = 20_000) -> int:
    """Put what is new or changed into the table; how many submissions that were."""
    actor.require(Right.READ_IDENTITY, form.survey.compartment_id)
    schema = reading_schema(form)
    kept = columns(form, schema)
    done = 0
    while done < most:
        part = list(waiting(form).order_by("received_at")[:PART])
        if not part:
            break
        AnswerRow.objects.filter(submission__in=part).delete()
        opened = tables_of(actor, schema, part)
        AnswerRow.objects.bulk_create(
            row for each in part for row in _rows(each, form, opened.get(each.pk, {}), kept)
        )
        form.submissions.filter(pk__in=[each.pk for each in part]).update(tabled_at=timezone.now())
        done += len(part)
    if done:
        journal.append(actor, act="surveys.make_table", subject=form, changes={"count": done})
    return done


def _rows(submission, form: Form, tables: dict, kept: list):
    for path, rows in tables.items():
        for row in rows:
            values = {
                each.path: plain(each.type, row.values.get(each.path))
                for each in kept
                if each.table == path
            }
            # The row's place must not carry the instance's name outside the vault's record.
            yield AnswerRow(
                submission=submission, form=form, table=path,
                place=row.key.partition("/")[2], parent=row.parent.partition("/")[2], values=values,
            )  # fmt: skip


def plain(kind: str, text: str | None):
    """A value as JSON keeps it: exact numbers as text, dates in ISO form."""
    value = typed(kind, text)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value
