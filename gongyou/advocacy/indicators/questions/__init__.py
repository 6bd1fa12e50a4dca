"""What a questionnaire's own questions and codes say of the columns that indicators read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

FLAGS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Rule:
    """One question that tells one column; `values` lead from a code to its meaning."""

    column: str
    question: str
    values: dict[str, str]
    over: float | None = None
    holds: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()

    def read(self, column: pa.ChunkedArray, unknown: frozenset[str]) -> pa.Array | None:
        """The column of the catalogue; None where the answers are of another kind or code."""
        given = column.to_pylist()
        if self.holds or self.any:
            return _ticked(given, self, unknown) if pa.types.is_list(column.type) else None
        if self.values:
            return _meant(given, self.values, unknown)
        if not pa.types.is_floating(column.type):
            return None
        if self.over is None:
            return column.combine_chunks()
        return pa.array([None if each is None else each > self.over for each in given], pa.bool_())


def _meant(given: list, values: dict[str, str], unknown: frozenset[str]) -> pa.Array | None:
    said = {_code(each) for each in given if each is not None} - unknown
    if not said or not said <= set(values):
        return None
    meant = [None if each is None else values.get(_code(each)) for each in given]
    if set(values.values()) == set(FLAGS):
        return pa.array([None if each is None else FLAGS[each] for each in meant], pa.bool_())
    return pa.array(meant, pa.string())


def _ticked(given: list, rule: Rule, unknown: frozenset[str]) -> pa.Array:
    told = [None if not each or set(each) <= unknown else set(each) for each in given]
    wanted = rule.holds or rule.any
    return pa.array(
        [None if t is None else wanted <= t if rule.holds else bool(wanted & t) for t in told],
        pa.bool_(),
    )


def _code(value: Any) -> str:
    """A code as texts write it: 1.0 and "1" are one."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().casefold()


@cache
def _library() -> tuple[tuple[Rule, ...], frozenset[str]]:
    held = yaml.safe_load((Path(__file__).parent / "library.yaml").read_text(encoding="utf-8"))
    rules = [
        Rule(
            each["column"],
            each["question"],
            {code: name for name, codes in each.get("values", {}).items() for code in codes},
            each.get("over"),
            frozenset(each.get("holds", ())),
            frozenset(each.get("any", ())),
        )
        for each in held["rules"]
    ]
    return tuple(rules), frozenset(held["unknown"])


def told_columns(columns: Iterable[str]) -> set[str]:
    """The columns that a table may tell, with those that its questions stand for."""
    here = set(columns)
    return here | {rule.column for rule in _library()[0] if rule.question in here}


def told(rows: pa.Table) -> pa.Table:
    """Answers with the catalogue's columns; one of its name that uses other codes goes."""
    rules, unknown = _library()
    made_here = set()
    for rule in rules:
        if rule.question not in rows.column_names:
            continue
        if rule.column in rows.column_names and rule.column != rule.question:
            continue
        made = rule.read(rows.column(rule.question), unknown)
        if made is not None:
            made_here.add(rule.column)
            place = rows.column_names.index(rule.column) if rule.column in rows.column_names else -1
            rows = (
                rows.append_column(rule.column, made)
                if place < 0
                else rows.set_column(place, rule.column, made)
            )
        elif rule.column == rule.question:
            rows = rows.drop_columns([rule.column])
    return _flags(rows, unknown, made_here)


def _flags(rows: pa.Table, unknown: frozenset[str], but: set[str]) -> pa.Table:
    """Questions of yes and no as flags; who does not know or say tells nothing."""
    yes, no = {"yes", "true", "1"}, {"no", "false", "0"}
    for place, name in enumerate(rows.column_names):
        if name in but or not pa.types.is_string(rows.column(name).type):
            continue
        given = rows.column(name).to_pylist()
        said = {_code(each) for each in given if each is not None} - unknown
        if said and said <= yes | no:
            flags = [_flag(each, yes, no) for each in given]
            rows = rows.set_column(place, name, pa.array(flags, pa.bool_()))
    return rows


def _flag(given: Any, yes: set[str], no: set[str]) -> bool | None:
    code = _code(given) if given is not None else ""
    return True if code in yes else False if code in no else None
