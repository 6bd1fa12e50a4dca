"""Answers as OData tables, in the shape that ODK's clients read."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal

from gongyou.surveys.answers import Row
from gongyou.surveys.odata_filter import compile_filter
from gongyou.surveys.schema import Field, Schema, Table
from gongyou.surveys.values import GEO_SHAPES, geojson, typed, wkt

SYSTEM = (
    "submissionDate", "updatedAt", "submitterId", "submitterName", "attachmentsPresent",
    "attachmentsExpected", "status", "reviewState", "deviceId", "edits", "formVersion", "deletedAt",
)  # fmt: skip
SYSTEM_FIELDS = {"__id"} | {f"__system/{name}" for name in SYSTEM}


@dataclass
class Options:
    """What the client asked for in `$skip`, `$top` and so on."""

    skip: int = 0
    top: int | None = None
    count: bool = False
    wkt: bool = False
    filter: str = ""
    expand: bool = False
    select: frozenset = frozenset()
    skiptoken: str = ""


@dataclass
class Item:
    """One submission, opened: its system values and its tables."""

    instance_id: str
    system: dict
    tables: dict[str, list[Row]] = field(default_factory=dict)


def identifier(name: str) -> str:
    """A name as an OData identifier: other characters become underscores."""
    return re.sub(r"\W", "_", re.sub(r"^(?=\d)", "_", name))


def row_key(row: Row) -> str:
    """Child rows are named by a digest of their place."""
    return hashlib.sha1(row.key.encode(), usedforsecurity=False).hexdigest()


def select_items(items: list[Item], options: Options) -> list[Item]:
    """Those that pass the filter."""
    if not options.filter:
        return items
    test = compile_filter(options.filter, SYSTEM_FIELDS)
    return [item for item in items if test(_filterable(item))]


def _filterable(item: Item) -> dict:
    row = {f"__system/{name}": value for name, value in item.system.items()}
    return {**row, "__id": item.instance_id}


def render(
    schema: Schema, table: str, items: list[Item], options: Options, base: str, load=None
) -> dict:
    """The OData document of one table, paged.

    Args:
        schema: of the form's current version.
        table: path of the table, '' for the questionnaire.
        items: submissions, newest first, already filtered.
        options: paging and shape.
        base: absolute address of the service, for links.
        load: fills `item.tables` of the items given to it; only what is shown is opened.
    """
    if table:
        _load(items, load)
        pairs = [(item, row) for item in items for row in item.tables.get(table, [])]
    else:
        pairs = [(item, Row(item.instance_id, "", 0, {})) for item in items]
    start = _after(pairs, options.skiptoken) if options.skiptoken else options.skip
    page = pairs[start : start + options.top] if options.top is not None else pairs[start:]
    if not table:
        _load([item for item, _ in page], load)
        page = [(item, (item.tables.get("") or [row])[0]) for item, row in page]
    name = ".".join(["Submissions", *map(identifier, filter(None, table.split("/")))])
    document = {
        "@odata.context": f"{base}/$metadata#{name}",
        "value": [_record(schema, table, item, row, options) for item, row in page],
    }
    if options.count:
        document["@odata.count"] = len(pairs)  # type: ignore[assignment]
    if page and start + len(page) < len(pairs):
        document["@odata.nextLink"] = f"{base}/{name}?{_next(page[-1][1], options)}"
    return document


def _load(items: list[Item], load) -> None:
    if load is not None and items:
        load(items)


def _after(pairs, token: str) -> int:
    try:
        key = json.loads(base64.urlsafe_b64decode(token.removeprefix("01")))["key"]
    except (ValueError, KeyError, TypeError):
        return 0
    return next((n + 1 for n, (_, row) in enumerate(pairs) if row_key(row) == key), len(pairs))


def _next(row: Row, options: Options) -> str:
    token = base64.urlsafe_b64encode(json.dumps({"key": row_key(row)}).encode()).decode()
    parts = [f"%24top={options.top}", f"%24skiptoken=01{token.replace('=', '%3D')}"]
    if options.count:
        parts.append("%24count=true")
    if options.wkt:
        parts.append("%24wkt=true")
    if options.expand:
        parts.append("%24expand=*")
    return "&".join(parts)


def _record(schema: Schema, table: str, item: Item, row: Row, options: Options) -> dict:
    record = {"__id": row.key if not table else row_key(row)}
    if table:
        record[_parent_column(schema, table)] = _parent_key(schema, table, item, row)
    else:
        record["__system"] = item.system  # type: ignore[assignment]
    for question in schema.in_table(table):
        value = value_of(question, row.values.get(question.path), options.wkt)
        _place(record, question.path.removeprefix(table).strip("/").split("/"), value)
    for child in schema.tables:
        if child.path and child.parent == table:
            rows = [r for r in item.tables.get(child.path, []) if r.parent == row.key]
            inner = [_record(schema, child.path, item, each, options) for each in rows]
            where = child.path.removeprefix(schema_parent(child)).strip("/").split("/")[:-1]
            for name, value in _children(
                child, item, row, inner if options.expand else None
            ).items():
                _place(record, [*where, name], value)
    return _selected(record, options.select)


def _parent_column(schema: Schema, table: str) -> str:
    parent = next(each.parent for each in schema.tables if each.path == table)
    name = (
        "-".join(["Submissions", *map(identifier, parent.split("/"))]) if parent else "Submissions"
    )
    return f"__{name}-id"


def _parent_key(schema: Schema, table: str, item: Item, row: Row) -> str:
    parent = next(each.parent for each in schema.tables if each.path == table)
    if not parent:
        return item.instance_id
    return hashlib.sha1(row.parent.encode(), usedforsecurity=False).hexdigest()


def _children(child: Table, item: Item, row: Row, inner: list | None) -> dict:
    """What a row says of a repeat below it: a link, and its rows when they were asked for."""
    path = "/".join(map(identifier, child.path.split("/")))
    last = child.path.rpartition("/")[2]
    found = {f"{last}@odata.navigationLink": f"Submissions('{item.instance_id}')/{path}"}
    if inner is not None:
        found[last] = inner  # type: ignore[assignment]
    return found


def schema_parent(table: Table) -> str:
    """The path that a table's own path is relative to."""
    return table.parent or ""


def _place(record: dict, path: list[str], value) -> None:
    for name in path[:-1]:
        record = record.setdefault(identifier(name), {})
    last = path[-1]
    record[last if "@" in last else identifier(last)] = value


def value_of(question: Field, text: str | None, as_wkt: bool = False):
    """One answer as JSON value."""
    if text is None:
        return None
    if question.type in GEO_SHAPES:
        return (wkt if as_wkt else geojson)(question.type, text)
    value = typed(question.type, text)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int | str):
        return value
    return value.isoformat() if question.type == "date" else text.strip()


def _selected(record: dict, names: frozenset, prefix: str = "") -> dict:
    if not names:
        return record
    kept = {}
    for name, value in record.items():
        here = f"{prefix}{name}"
        if here in names or here.partition("@")[0] in names:
            kept[name] = value
        elif isinstance(value, dict) and any(each.startswith(here + "/") for each in names):
            kept[name] = _selected(value, names, here + "/")
    return kept
