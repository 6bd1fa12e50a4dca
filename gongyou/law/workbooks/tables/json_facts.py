"""Facts as JSON: an object of tables by the published schema."""

from __future__ import annotations

import json
from typing import Any

from gongyou.law.schema import STANDARD, Schema, Table
from gongyou.law.workbooks.cells.parsers import parser_of
from gongyou.law.workbooks.cells.source_words import source_code
from gongyou.law.workbooks.problems import CannotRead, Problems
from gongyou.law.workbooks.tables.extract import Chunk, more_of


def parse_json(content: bytes) -> Any:
    """What the file holds, an object or a list; decimals as they are written."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise CannotRead("bad_json", str(error)[:60]) from error


def read_json(
    held: Any, problems: Problems, known: Schema = STANDARD
) -> tuple[list[Chunk], dict[str, list[int]]]:
    """The chunks of a JSON file, and a table's counts [rows, read, reported]."""
    if isinstance(held, list):
        held = {known.root.name: held}
    chunks, counts = [], {}
    for name, rows in held.items():
        if name not in known.tables:
            problems.add("not_in_contract", name, "", name)
            continue
        listed = rows if isinstance(rows, list) else [rows]
        chunk = _chunk(known.tables[name], listed, problems, known)
        chunks.append(chunk)
        counts[name] = [len(listed), len(chunk.rows), len(listed) - len(chunk.rows)]
    return chunks, counts


def _chunk(table: Table, rows: list[Any], problems: Problems, known: Schema) -> Chunk:
    name = table.name
    parsers = {key: parser_of(column) for key, column in table.columns.items()}
    kept: list[int] = []
    made: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            problems.add("not_an_object", name, str(number + 1), row)
            continue
        facts = _facts(name, number, row, parsers, problems, known)
        missing = next(
            (c.name for c in table.columns.values() if c.required and facts.get(c.name) is None),
            None,
        )
        if missing:
            code = {"worker": "no_worker", "month": "no_month"}.get(missing, "no_event_kind")
            problems.add(code, name, str(number + 1))
            continue
        facts["source"] = source_code(facts.get("source"))
        kept.append(number)
        made.append(facts)
    names = dict.fromkeys(["worker", "source", *(key for row in made for key in row)])
    columns = {key: [row.get(key) for row in made] for key in names}
    return Chunk(name, name, kept, columns, {key: f"{key} " for key in names}, roster=True)


def _facts(
    name: str,
    number: int,
    row: dict[str, Any],
    parsers: dict[str, Any],
    problems: Problems,
    known: Schema,
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key, raw in row.items():
        cell = f"{number + 1} · {key}"
        if key not in parsers:
            problems.add("not_in_contract", name, cell, key)
        elif isinstance(raw, (dict, list)):
            problems.add("wrong_json_type", name, cell, raw)
        elif raw is not None:
            facts[key], code = parsers[key](raw)
            low, high = known.bounds.get((name, key), (None, None))
            if low is not None and facts[key] is not None and not low <= facts[key] <= high:
                facts[key], code = None, "negative" if facts[key] < 0 else "implausible"
            if code:
                more = more_of(known.tables[name].columns[key], code, raw)
                problems.add(code, name, cell, raw, more=more)
    return facts
