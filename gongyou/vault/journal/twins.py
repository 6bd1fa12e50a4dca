"""Rows that two laptops made apart and of which only one may stand: the members of one circle, the
treasurer of one case. A model says what becomes of them:

    twins_are_one = True          the older stands for both, and what pointed to the younger
                                  points to it
    twins_are_one = ("form", "instance_id")
                                  the same, by this rule of uniqueness only
    twins_renamed = "login"       both stand; the younger's text gets four signs more

The rule looks at the state alone, so every laptop comes to the same rows in whatever order bundles
come. What the younger held stays in the journal.
"""

from collections.abc import Iterator
from functools import cache

from django.db.models import Q, UniqueConstraint

from gongyou.vault.journal.plan import tables

State = dict[str, dict[str, dict]]


def unite(state: State) -> int:
    """Let one of two such rows stand, in the state itself; gives how many went or were renamed."""
    changed = 0
    while found := _once(state):
        changed += found
    return changed


def _once(state: State) -> int:
    """One pass. What is united may make its children twins, so there may be another."""
    instead: dict[tuple[str, str], str] = {}
    renamed = 0
    for name, rules in _ruled().items():
        rows, attribute = state[name], getattr(tables()[name].model, "twins_renamed", None)
        for columns, condition in rules:
            for older, younger in _twins(rows, columns, condition):
                if attribute:
                    rows[younger][attribute] += f"-{younger[-4:]}"
                    renamed += 1
                else:
                    rows[older].update(_missing(rows[older], rows.pop(younger)))
                    instead[name, younger] = older
    if instead:
        _point(state, instead)
    return renamed + len(instead)


def _twins(rows: dict, columns: tuple, condition: Q | None) -> Iterator[tuple[str, str]]:
    """(older, younger) of the rows that a rule lets stand once; ids tell which is older."""
    first: dict[tuple, str] = {}
    for row in sorted(rows):
        cells = rows.get(row)
        if cells is None or (condition is not None and not _holds(condition, cells)):
            continue
        key = tuple(cells.get(column) for column in columns)
        if None not in key and (older := first.setdefault(key, row)) != row:
            yield older, row


def _missing(older: dict, younger: dict) -> dict:
    """What the younger says and the older does not."""
    return {name: value for name, value in younger.items() if older.get(name) is None}


def _point(state: State, instead: dict[tuple[str, str], str]) -> None:
    names = {name for name, _row in instead}
    for table, columns in _pointing().items():
        used = [(column, target) for column, target in columns if target in names]
        for cells in state[table].values() if used else ():
            for column, target in used:
                other = instead.get((target, cells.get(column)))  # type: ignore[arg-type]
                if other:
                    cells[column] = other


@cache
def _pointing() -> dict[str, list[tuple[str, str]]]:
    """Of each table its columns that point to others, and to which."""
    found: dict = {}
    for name, table in tables().items():
        for column in table.columns:
            model = column.field.related_model
            if model is not None and model._meta.db_table in tables():
                found.setdefault(name, []).append((column.name, model._meta.db_table))
    return found


@cache
def _ruled() -> dict[str, list[tuple[tuple[str, ...], Q | None]]]:
    """The rules of uniqueness of the tables that say what becomes of twins."""
    found: dict = {}
    for name, table in tables().items():
        meta = table.model._meta
        if not getattr(table.model, "twins_are_one", False) and not getattr(
            table.model, "twins_renamed", None
        ):
            continue
        only = getattr(table.model, "twins_are_one", True)
        rules = [
            (tuple(meta.get_field(field).column for field in rule.fields), rule.condition)  # type: ignore[union-attr]
            for rule in meta.constraints
            if isinstance(rule, UniqueConstraint) and only in (True, rule.fields)
        ]
        rules += [
            ((f.column,), None) for f in meta.concrete_fields if f.unique and not f.primary_key
        ]
        renamed = getattr(table.model, "twins_renamed", None)
        found[name] = [rule for rule in rules if renamed is None or renamed in rule[0]]
    return found


def _holds(condition: Q, cells: dict) -> bool:
    """Whether a rule's condition holds for a row as the journal has it."""
    parts = []
    for child in condition.children:
        if isinstance(child, Q):
            parts.append(_holds(child, cells))
            continue
        name, value = child  # type: ignore[misc]
        name, _sep, lookup = name.partition("__")
        held = cells.get(name, cells.get(f"{name}_id"))
        if lookup == "isnull":
            parts.append((held is None) is value)
        elif lookup == "in":
            parts.append(held in value)
        else:
            parts.append(held == value)
    holds = any(parts) if condition.connector == Q.OR else all(parts)
    return holds is not condition.negated
