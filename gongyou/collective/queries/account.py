"""The account of a case that may be published: totals, no person, no small group."""

import csv
import io
from datetime import date

from django.utils.translation import gettext as _

from gongyou.collective import codes
from gongyou.collective.models import CollectiveCase
from gongyou.collective.queries import promises
from gongyou.vault.public import Actor

SMALLEST = 10


def as_csv(actor: Actor, case: CollectiveCase, day: date) -> str:
    """A line a promise, in the reader's language: days, sums, people, how it stands.

    A sum that fewer than ten people share is left out, and so is what was paid when fewer than
    ten still wait: the difference would tell what they wait for.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Promised on"),
            _("Due on"),
            _("Promised"),
            _("Paid out"),
            _("Members with a share"),
            _("Still waiting"),
            _("How it stands"),
        ]
    )
    for line in promises.on_day(actor, case, day):
        promised, paid = sums(line)
        writer.writerow(
            [
                line.promise.promised_on,
                line.promise.due_on or "",
                promised,
                paid if line.paid_is_known else "",
                people(line.members),
                people(line.waiting),
                codes.label(codes.PROMISE_STATES, line.state),
            ]
        )
    return out.getvalue()


def sums(line: promises.PromiseLine) -> tuple:
    """What was promised and paid, as far as it tells of no small group."""
    if _few(line.members):
        return "", ""
    promised = "" if line.promised is None else line.promised
    return promised, "" if _few(line.waiting) else line.paid


def _few(count: int) -> bool:
    return 0 < count < SMALLEST


def people(count: int) -> str:
    """A number of people, or that it is small; nobody can be told from it."""
    return f"<{SMALLEST}" if _few(count) else str(count)
