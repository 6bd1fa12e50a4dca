"""Which models have names that can be searched. Rooms register theirs when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Searchable:
    """A model whose names can be searched."""

    model: type[Any]
    fields: tuple[str, ...]
    rows: Callable | None = None


_registered: dict[str, Searchable] = {}


def searchable(model, fields: tuple[str, ...], rows: Callable | None = None) -> None:
    """Register a model for the search (a room calls it in its AppConfig.ready).

    Args:
        fields: sealed fields that are compared; the first is shown.
        rows: function from actor to queryset, to leave out merged or closed rows.
    """
    _registered[model._meta.label_lower] = Searchable(model, tuple(fields), rows)


def registered(model) -> Searchable | None:
    """What was registered for a model."""
    return _registered.get(model._meta.label_lower)


def all_searchable() -> list[Searchable]:
    """Every registered model."""
    return list(_registered.values())
