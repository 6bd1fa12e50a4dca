"""Rows that no entry tells of: those of an installation from before, of migrations, of restores."""

from collections.abc import Iterable

from django.db import transaction

from gongyou.vault.journal import fold, staging
from gongyou.vault.journal.canonical import dumps
from gongyou.vault.journal.chain import write
from gongyou.vault.journal.models import Entry
from gongyou.vault.journal.plan import identifier, tables

PIECE = 5000


def begin() -> None:
    """Tell of every row once, where the journal began before it held rows.

    Afterwards tell of columns that a migration added, and of nothing else: what differs
    otherwise was changed by somebody, and `check` shall go on naming it.
    """
    if not Entry.objects.exists():
        return
    with transaction.atomic():
        if Entry.objects.filter(version=2).exists():
            tell_new_columns()
        else:
            _write("vault.genesis", _changes())


def tell_new_columns() -> None:
    """Tell what stands in columns that a migration added, for rows that came without them too.

    Part of a transaction.
    """
    _write(fold.MIGRATE, _changes(grown=True))


def tell(act: str, names: Iterable[str] = ()) -> int:
    """Write entries for all rows that differ from what the journal tells; gives how many.

    Part of a transaction.
    """
    return _write(act, _changes(names))


def _write(act: str, changes: dict) -> int:
    """Each compartment's rows go into its own chain."""
    places: dict = {}
    for (name, row), change in changes.items():
        places.setdefault(_place(name, row), {})[name, row] = change
    for place in sorted(places, key=str):
        items = list(places[place].items())
        for start in range(0, len(items), PIECE):
            some = dict(items[start : start + PIECE])
            entry = Entry(act=act, compartment_id=place, changes=dumps({"count": len(some)}))
            write(entry, None, staging.leaves_of(some))
    _place_of.clear()
    return len(changes)


def _changes(names: Iterable[str] = (), grown: bool = False) -> dict:
    wanted: dict[str, dict] = {}
    for difference in fold.differences(names=names):
        if difference.fresh or not grown:
            wanted.setdefault(difference.table, {})[difference.row] = difference
    changes: dict = {}
    for name, rows in wanted.items():
        for row, cells in fold.rows_of(tables()[name]):
            found = rows.get(row)
            if found is None:
                continue
            columns = found.fresh if grown else found.columns or tuple(cells)
            changes[name, row] = ({column: cells[column] for column in columns}, False)
        for row, difference in rows.items():
            if difference.kind == "deleted":
                changes[name, row] = (None, False)
    return changes


def place_of_row(name: str, row: str):
    """The compartment in which one row stands; None for what stands in none, or is gone."""
    model = tables()[name].model
    path = getattr(model, "compartment_path", None)
    if not path:
        return None
    return model._base_manager.filter(pk=identifier(row)).values_list(path, flat=True).first()


_place_of: dict[str, dict] = {}


def _place(name: str, row: str):
    """The compartment in which a row stands; None for what stands in none."""
    if name not in _place_of:
        model = tables()[name].model
        path = getattr(model, "compartment_path", None)
        found = model._base_manager.values_list("pk", path) if path else ()
        _place_of[name] = {getattr(pk, "hex", str(pk)): place for pk, place in found}
    return _place_of[name].get(row)
