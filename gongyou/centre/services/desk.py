"""Saved filters, calendar addresses, access tokens."""

import hashlib
import secrets

from django.db import transaction

from gongyou.centre.models import ApiToken, CalendarFeed, SavedFilter
from gongyou.vault.public import Actor, Door, OpenDoor, add_door, journal


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def save_filter(*, by: Actor, page: str, query: str) -> SavedFilter:
    """Keep a list's filter for the next time."""
    saved, _ = SavedFilter.objects.get_or_create(owner=by.account, page=page, query=query[:500])
    return saved


@transaction.atomic
def new_calendar_feed(*, by: Actor) -> str:
    """A fresh calendar address; the former one ends. The token is shown once."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(owner=by.account).delete()
    CalendarFeed.objects.create(owner=by.person, digest=digest(token))
    journal.append(by, "centre.new_token", by.account, changes={"kind": (None, "calendar")})
    return token


@transaction.atomic
def new_api_token(*, by: Actor) -> str:
    """A token for a program: it reads pseudonyms, codes and numbers, never a name."""
    token = "gy_" + secrets.token_urlsafe(32)
    ApiToken.objects.create(owner=by.person, digest=digest(token))
    journal.append(by, "centre.new_token", by.account, changes={"kind": (None, "api")})
    return token


@transaction.atomic
def drop_token(*, by: Actor, token: ApiToken | CalendarFeed) -> None:
    """Withdraw a token."""
    token.delete()
    journal.append(by, "centre.drop_token", by.account, changes={"kind": ("token", None)})


@transaction.atomic
def drop_filter(*, by: Actor, pk) -> None:
    """Forget a saved filter."""
    SavedFilter.objects.filter(owner=by.account, pk=pk).delete()


def add_doors() -> None:
    """Access tokens and calendar addresses end with every other way in."""
    for name, model in (("api", ApiToken), ("calendar", CalendarFeed)):
        add_door(Door(name, _listed(name, model), _end(model)))


def _listed(name: str, model):
    def of(account) -> list[OpenDoor]:
        rows = model.objects.filter(owner=account)
        return [OpenDoor(name, str(row.pk), "", row.created_at, row.used_on) for row in rows]

    return of


def _end(model):
    def end(account, id_: str | None) -> None:
        rows = model.objects.filter(owner=account)
        (rows if id_ is None else rows.filter(pk=id_)).delete()

    return end
