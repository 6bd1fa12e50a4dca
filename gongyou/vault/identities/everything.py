"""Everything that is kept about one record: each row that hangs on it, opened, in every room.

The walk follows the models, so that a room that adds a table adds nothing here and leaves nothing
out. Rows of other people, accounts and the program's own books are not followed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import ForeignKey

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.identities.records import NeedToKnow
from gongyou.vault.identities.reveal import reveal_many
from gongyou.vault.rights import Right

DEEPEST = 4
HIDDEN = {"data_key", "compartment", "id"}


@dataclass
class Kept:
    """The rows of one table: names of fields and their values as text."""

    model: type[NeedToKnow]
    rows: list[dict] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the rows are."""
        return str(self.model._meta.verbose_name_plural)


def everything_about(actor: Actor, record) -> list[Kept]:
    """All that is kept about a record, the record first; only what the reader may read by name.

    Raises:
        NotYours: the reader may not read names there.
    """
    actor.require(Right.READ_IDENTITY, record.compartment_id_of())
    reached = {type(record): {record.pk}}
    for _ in range(DEEPEST):
        before = sum(map(len, reached.values()))
        for model, path in _pointing(reached):
            rows = model.objects.visible_to(actor, Right.READ_IDENTITY)  # type: ignore[attr-defined]
            found = rows.filter(**{f"{path.name}__in": list(reached[path.related_model])})
            reached.setdefault(model, set()).update(found.values_list("pk", flat=True))
        if sum(map(len, reached.values())) == before:
            break
    return [_opened(actor, model, ids) for model, ids in reached.items() if ids]


def _pointing(reached: dict) -> list[tuple[type, ForeignKey]]:
    """The models that point to rows that were reached, by which field.

    A row that only mentions somebody beside its own subject (who merged, who is the contact) is
    not theirs, so a table of the same kind is not followed.
    """
    return [
        (model, path)
        for model in apps.get_models()
        if issubclass(model, NeedToKnow) and not model._meta.abstract
        for path in model._meta.get_fields()
        if isinstance(path, ForeignKey)
        and path.related_model in reached
        and model is not path.related_model
    ]


def _opened(actor: Actor, model, ids: set) -> Kept:
    rows = list(model.objects.visible_to(actor, Right.READ_IDENTITY).filter(pk__in=ids))
    names = model.sealed_names()
    held = reveal_many(actor, rows, names, journal=False) if names else {}
    return Kept(model, [dict(_values(row, held.get(row.pk, {}))) for row in rows])


def _values(row, opened: dict) -> Iterator[tuple[str, str]]:
    for one in row._meta.concrete_fields:
        value = opened.get(one.name) if one.name in row.sealed_names() else _plain(row, one)
        if one.name not in HIDDEN and value not in (None, "", [], {}):
            yield one.name, str(value)


def _plain(row, one):
    if one.choices:
        return getattr(row, f"get_{one.name}_display")()
    if isinstance(one, ForeignKey):
        other = getattr(row, one.name)
        return str(other) if other is not None else None
    return getattr(row, one.attname)
