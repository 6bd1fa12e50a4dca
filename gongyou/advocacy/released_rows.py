"""Events as rows for outside: each only what its sources allow, on the day it is asked."""

from datetime import date

from django.utils import timezone

from gongyou.advocacy.models import Event, Naming
from gongyou.advocacy.public_level import public_view
from gongyou.vault.public import Actor

OFFICIAL = frozenset({"register", "court"})
"""Sources that decided or registered it: they name the employer, nobody else does by a row."""


def rows_of(by: Actor, codes: list[str]) -> list[dict]:
    """The rows as they may go out today: what is protected changes with the days."""
    today = timezone.localdate()
    named = set(Naming.objects.filter(state="published").values_list("employer", flat=True))
    counted = Event.objects.visible_to(by).filter(same_as=None, withdrawn="")
    found = counted.filter(code__in=codes).order_by("starts", "code")
    return [_row(event, named, today) for event in found]


def _row(event: Event, named: set[str], today: date) -> dict:
    row = public_view(event, today)
    if event.source_kind not in OFFICIAL and event.employer_printed not in named:
        row.pop("employer", None)
    return row
