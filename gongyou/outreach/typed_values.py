"""Values that came as text, as the centre keeps them: dates, decimals, yes or no."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any


def typed_row(pack, table: str, row: dict[str, Any], without: Collection[str] = ()) -> dict:
    """A row of a law's table; a value that the law cannot take raises its FactError."""
    columns = {fact.column: fact for fact in pack.facts.values() if fact.table.name == table}
    return {
        name: typed_value(columns.get(name), value)
        for name, value in row.items()
        if name not in without
    }


def typed_value(fact, value: Any) -> Any:
    """One value; without a fact, a text that is a date becomes one."""
    if fact is None:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            return value
    read = fact.type.read(value, fact.name)
    if fact.type.kind == "num" and fact.type.scale:
        return Decimal(str(value))
    return int(read) if fact.type.kind == "num" else read
