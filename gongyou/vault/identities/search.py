"""Search of names: decrypt the names of my compartments, compare in memory, keep nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from gongyou.vault.accounts.rights import Right
from gongyou.vault.identities.names import matches, normal
from gongyou.vault.identities.reveal import reveal_many
from gongyou.vault.journal.chain import append


@dataclass(frozen=True)
class Searchable:
    """A model whose names can be searched."""

    model: type
    fields: tuple[str, ...]
    rows: Callable | None = None


@dataclass(frozen=True)
class Found:
    """One hit."""

    record_id: object
    display: str
    model: type
    values: dict


_registered: dict[str, Searchable] = {}


def searchable(model, fields: tuple[str, ...], rows: Callable | None = None) -> None:
    """Register a model for the search (a room calls it in its AppConfig.ready).

    Args:
        fields: sealed fields that are compared; the first is shown.
        rows: function from actor to queryset, to leave out merged or closed rows.
    """
    _registered[model._meta.label_lower] = Searchable(model, tuple(fields), rows)


def search_names(actor, term: str, models=None, limit: int = 50) -> list[Found]:
    """The records whose names match, best first. One entry in the journal a search."""
    wanted = normal(term)
    if not wanted:
        return []
    hits: list[Found] = []
    for label, entry in _registered.items():
        if models is None or entry.model in models or label in models:
            hits += _search(actor, wanted, entry)
    hits.sort(key=lambda hit: (not normal(hit.display).startswith(wanted), len(hit.display)))
    _note(actor, hits)
    return hits[:limit]


def _search(actor, wanted: str, entry: Searchable) -> list[Found]:
    rows = entry.rows(actor) if entry.rows else entry.model.objects.all()
    rows = rows.visible_to(actor, Right.READ_IDENTITY)
    revealed = reveal_many(actor, rows, list(entry.fields), journal=False)
    return [
        Found(pk, values[entry.fields[0]] or "", entry.model, values)
        for pk, values in revealed.items()
        if any(value and matches(wanted, normal(value)) for value in values.values())
    ]


def _note(actor, hits: list[Found]) -> None:
    with transaction.atomic():
        append(actor, "vault.search_names", changes={"count": len(hits)})
