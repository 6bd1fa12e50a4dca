"""In which compartments rows of a bundle stand, before what it says of them and after."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from gongyou.vault.journal.plan import identifier, tables
from gongyou.vault.keys.models import DataKey

PIECE = 500


class Places:
    """The places of rows, asked of the tables once, and of what a bundle said so far."""

    def __init__(self):
        self._here: dict[tuple[str, str], str | None] = {}
        self._exists: set[tuple[str, str]] = set()
        self._said: dict[tuple[str, str], dict] = defaultdict(dict)

    def knows(self, change) -> bool:
        """Whether a row is here, or a bundle told of it already."""
        row = (change.table, change.row)
        if row not in self._here and not self._said.get(row):
            self._ask(change.table, [change.row])
        return row in self._exists or bool(self._said.get(row))

    def learn(self, changes) -> None:
        """What an entry says of rows; asks the tables for many at once."""
        wanted = defaultdict(set)
        for change in changes:
            if (change.table, change.row) not in self._here:
                wanted[change.table].add(change.row)
        for table, rows in wanted.items():
            self._ask(table, list(rows))
        for change in changes:
            self._said[change.table, change.row].update(change.cells)

    def _ask(self, table: str, rows: list[str]) -> None:
        known = tables().get(table)
        if known is None:
            return
        model, path = known.model, "__".join(_path(table))
        for start in range(0, len(rows), PIECE):
            some = rows[start : start + PIECE]
            self._here.update({(table, row): None for row in some})
            ids = [pk for pk in map(identifier, some) if pk]
            found = model._base_manager.filter(pk__in=ids).values_list("pk", path or "pk")
            for pk, place in found:
                self._exists.add((table, pk.hex))
                self._here[table, pk.hex] = place.hex if path and place else None

    def of(self, change) -> set[str]:
        """Where a row stood here, and where it stands after a change."""
        found = {self._here.get((change.table, change.row)), self._after(change.table, change.row)}
        return {place for place in found if place}

    def is_new(self, change) -> bool:
        """Whether a row is not here yet."""
        return (change.table, change.row) not in self._exists

    def guests(self) -> Iterator[tuple[str, str, str]]:
        """(table, row, account) of the rows that let somebody outside add something."""
        for name, table in tables().items():
            column = getattr(table.model, "guest_column", None)
            if column is None:
                continue
            for pk, account in table.model._base_manager.values_list("pk", column):
                yield name, pk.hex, account.hex
            for (other, row), cells in list(self._said.items()):
                if other == name and cells.get(column):
                    yield name, row, cells[column]

    def all_of(self, table: str, row: str) -> set[str]:
        """Where a row stands here and by what was said."""
        found = {self._known(table, row), self._after(table, row)}
        return {place for place in found if place}

    def standing(self, change) -> set[str]:
        """Where a row that is here stands."""
        if (change.table, change.row) not in self._here:
            self._ask(change.table, [change.row])
        place = self._here.get((change.table, change.row))
        return {place} if place else set()

    def after(self, change) -> str | None:
        """Where a row stands after a change."""
        return self._after(change.table, change.row)

    def _after(self, table: str, row: str) -> str | None:
        """By the cells that were said; by the tables for what was not."""
        path = _path(table)
        if not path:
            return None
        field = tables()[table].model._meta.get_field(path[0])
        value = self._said.get((table, row), {}).get(field.column)  # type: ignore[union-attr]
        if value is None:
            return self._known(table, row)
        if len(path) == 1:
            return value
        return self._after(field.related_model._meta.db_table, value)  # type: ignore[union-attr]

    def _known(self, table: str, row: str) -> str | None:
        if (table, row) not in self._here:
            self._ask(table, [row])
        return self._here[table, row]

    def of_data_key(self, change, keys: dict[str, str]) -> str:
        """The compartment under whose key a data key lies."""
        under = self._said.get((change.table, change.row), {}).get("key_id")
        if under is None:
            pk = DataKey.objects.filter(pk=identifier(change.row)).values_list("key_id", flat=True)  # type: ignore[misc]
            under = next((key.hex for key in pk), "")
        return keys.get(under, "")


@cache
def _path(table: str) -> tuple[str, ...]:
    """The way from a row to its compartment; () for rows that stand in none."""
    known = tables().get(table)
    path = getattr(known.model, "compartment_path", None) if known else None
    return tuple(path.split("__")) if path else ()
