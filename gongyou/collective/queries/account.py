"""The account of a case that may be published: totals, no person, no small group."""

import csv
import io
from datetime import date

from gongyou.collective.models import CollectiveCase
from gongyou.collective.queries import promises

SMALLEST = 10


def as_csv(actor, case: CollectiveCase, day: date) -> str:
    """A line a promise: due day, sum, paid, members (never fewer than ten), state."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["promised_on", "due_on", "promised", "paid", "members", "waiting", "state"])
    for line in promises.on_day(actor, case, day):
        promise = line.promise
        writer.writerow(
            [
                promise.promised_on,
                promise.due_on or "",
                "" if line.promised is None else line.promised,
                line.paid,
                people(line.members),
                people(line.waiting),
                line.state,
            ]
        )
    return out.getvalue()


def people(count: int) -> str:
    """A number of people, or that it is small; nobody can be told from it."""
    return str(count) if count == 0 or count >= SMALLEST else f"<{SMALLEST}"
