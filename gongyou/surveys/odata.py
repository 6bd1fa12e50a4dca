"""Answers as OData tables, in the shape that ODK's clients read."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

from gongyou.surveys.answers import Row
from gongyou.surveys.odata_filter import BadFilter, compile_filter
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.values import GEO_SHAPES, geojson, typed, wkt

SYSTEM = (
    "submissionDate", "updatedAt", "submitterId", "submitterName", "attachmentsPresent",
    "attachmentsExpected", "status", "reviewState", "deviceId", "edits", "formVersion", "deletedAt",
)  # fmt: skip
SYSTEM_FIELDS = {"__id"} | {f"__system/{name}" for name in SYSTEM}
EXPANDED = re.compile(r"([^,()]+)(\(([^()]*)\))?")
KEPT_IN_LINKS = ("$top", "$count", "$wkt", "$filter", "$expand", "$select", "$orderby")
KNOWN = {*KEPT_IN_LINKS, "$skip", "$skiptoken", "$format"}


@dataclass
class Options:
    """What the client asked for in `$skip`, `$top` and so on."""

    skip: int = 0
    top: int | None = None
    count: bool = False
    wkt: bool = False
    filter: str = ""
    # Names of repeats, or "*" for all of them at every depth; which of their columns are asked for.
    expand: dict[str, frozenset] = field(default_factory=dict)
    select: frozenset = frozenset()
    # (field, descending) in their order.
    orderby: tuple = ()
    skiptoken: dict = field(default_factory=dict)
    # As they came, for the link to the next page.
    asked: dict = field(default_factory=dict)


@dataclass
class Item:
    """One submission, opened: its system values and its tables."""

    instance_id: str
    system: dict
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def top(self) -> Row:
        """The row of the questionnaire itself; empty where it cannot be opened."""
        rows = self.tables.get("")
        return rows[0] if rows else Row(self.instance_id, "", 0, {})


@dataclass
class Page:
    """The rows of one page, and how many there are in all if that was asked."""

    pairs: list[tuple[Item, Row]]
    more: bool = False
    count: int | None = None


def read_options(asked: dict) -> Options:
    """The options of an address. Raises BadFilter with what cannot be understood."""
    unknown = [name for name in asked if name.startswith("$") and name not in KNOWN]
    if unknown:
        raise BadFilter(f"{unknown[0]} is not known here")
    return Options(
        skip=_whole(asked, "$skip") or 0,
        top=_whole(asked, "$top"),
        count=asked.get("$count", "").lower() == "true",
        wkt=asked.get("$wkt", "").lower() == "true",
        filter=asked.get("$filter", ""),
        expand=_expand(asked.get("$expand", "")),
        select=_names(asked, "$select") - {"*"} if "*" not in _names(asked, "$select")
        else frozenset(),
        orderby=_order(asked.get("$orderby", "")),
        skiptoken=_token(asked.get("$skiptoken", "")),
        asked={name: asked[name] for name in KEPT_IN_LINKS if asked.get(name)},
    )  # fmt: skip


def _whole(asked: dict, name: str) -> int | None:
    text = asked.get(name, "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise BadFilter(f"{name} must be a whole number, not {text[:20]}")
    return int(text)


def _names(asked: dict, name: str) -> frozenset:
    return frozenset(part.strip() for part in asked.get(name, "").split(",") if part.strip())


def _expand(text: str) -> dict[str, frozenset]:
    """{name of a repeat: its columns, none for all}, from `a,b($select=c,d)`."""
    found = {}
    for name, _, inner in EXPANDED.findall(text):
        word, _, columns = inner.partition("=")
        if inner and word.strip() not in ("$select", "select"):
            raise BadFilter(f"only $select can stand inside $expand, not {word[:20]}")
        found[name.strip()] = _names({"": columns}, "") - {"*"}
    if re.sub(EXPANDED, "", text).strip(", "):
        raise BadFilter(f"$expand cannot be read: {text[:40]}")
    return found


def _order(text: str) -> tuple:
    found = []
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _, way = part.partition(" ")
        if way.strip().lower() not in ("", "asc", "desc"):
            raise BadFilter(f"$orderby cannot be read: {part[:40]}")
        found.append((name.removeprefix("$root/Submissions/"), way.strip().lower() == "desc"))
    return tuple(found)


def _token(text: str) -> dict:
    if not text:
        return {}
    try:
        found = json.loads(base64.urlsafe_b64decode(text.removeprefix("01").replace("%3D", "=")))
        return {"id": str(found["instanceId"]), "row": str(found.get("repeatId") or "")}
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise BadFilter("$skiptoken is not one of ours") from None


@lru_cache(maxsize=10_000)
def identifier(name: str) -> str:
    """A name as an OData identifier: other characters become underscores."""
    return re.sub(r"\W", "_", re.sub(r"^(?=\d)", "_", name))


def table_name(path: str) -> str:
    """What OData calls a table: Submissions, Submissions.group.repeat."""
    return ".".join(["Submissions", *map(identifier, filter(None, path.split("/")))])


def row_key(row: Row) -> str:
    """Child rows are named by a digest of their place."""
    return hashlib.sha1(row.key.encode(), usedforsecurity=False).hexdigest()


class Values:
    """What a filter or an order asks of one row: system values, and answers by their names."""

    def __init__(self, schema: Schema, table: str, item: Item, row: Row | None = None):
        self.schema, self.table, self.item, self.row = schema, table, item, row

    def get(self, name: str):
        """The value of a field, None where there is none."""
        own = name.removeprefix("$root/Submissions/")
        if own.startswith("__system/"):
            return self.item.system.get(own.removeprefix("__system/"))
        if own == "__id":
            return row_key(self.row) if self.table and own == name else self.item.instance_id  # type: ignore[arg-type]
        if own.startswith("__Submissions"):
            return parent_key(self.schema, self.table, self.item, self.row)  # type: ignore[arg-type]
        question = answer_fields(self.schema, self.table).get(own)
        row = self.item.top() if self.row is None else self.row
        return None if question is None else value_of(question, row.values.get(question.path))


def answer_fields(schema: Schema, table: str) -> dict[str, Field]:
    """The questions of a table by the names that clients use in filters."""
    found = schema.__dict__.setdefault("_odata_names", {})
    if table not in found:
        found[table] = {
            "/".join(map(identifier, within(each.path, table).split("/"))): each
            for each in schema.in_table(table)
        }
    return found[table]


def field_names(schema: Schema, table: str) -> set[str]:
    """All that may stand in a filter on a table."""
    root = {f"$root/Submissions/{name}" for name in SYSTEM_FIELDS} if table else set()
    parent = {parent_column(schema, table)} if table else set()
    return SYSTEM_FIELDS | root | parent | set(answer_fields(schema, table))


def check_names(schema: Schema, table: str, options: Options) -> None:
    """Raise BadFilter where the order, the columns or the repeats that are asked for are none."""
    known = field_names(schema, table)
    steps = {"__system", *known}
    for path in (each.path for each in (*schema.tables, *schema.in_table(table))):
        parts = [identifier(part) for part in within(path, table).split("/")]
        steps.update("/".join(parts[:number]) for number in range(1, len(parts) + 1))
    ordered = [name for name, _descending in options.orderby if name not in known]
    chosen = [name for name in options.select if name not in steps]
    repeats = {name for each in schema.tables if each.path for name in names_of(each)} | {"*"}
    wrong = [*ordered, *chosen, *(name for name in options.expand if name not in repeats)]
    if wrong:
        raise BadFilter(f"unknown field {wrong[0]}")


def names_of(child) -> tuple[str, str, str]:
    """By which names a repeat can be expanded: in the form, from the table above, alone."""
    steps = [identifier(step) for step in within(child.path, child.parent or "").split("/")]
    return child.path, "/".join(steps), steps[-1]


def select_items(items: list[Item], options: Options) -> list[Item]:
    """Those that pass a filter on system values."""
    if not options.filter:
        return items
    test = compile_filter(options.filter, SYSTEM_FIELDS)
    return [item for item in items if test(Values(_NONE, "", item))]


_NONE = Schema("", "", "")


def pairs_of(schema: Schema, table: str, items: Iterable[Item]) -> list[tuple[Item, Row]]:
    """The rows of one table in opened submissions."""
    if not table:
        return [(item, item.top()) for item in items]
    return [(item, row) for item in items for row in item.tables.get(table, [])]


def document(schema: Schema, table: str, page: Page, options: Options, base: str) -> dict:
    """The OData document of one page of a table.

    Args:
        schema: by which the answers were read.
        table: path of the table, '' for the questionnaire.
        base: absolute address of the service, for links.
    """
    name = table_name(table)
    made = {
        "@odata.context": f"{base}/$metadata#{name}",
        "value": [_record(schema, table, item, row, options) for item, row in page.pairs],
    }
    if page.count is not None:
        made["@odata.count"] = page.count  # type: ignore[assignment]
    if page.more and page.pairs:
        item, row = page.pairs[-1]
        made["@odata.nextLink"] = next_link(
            base, name, options, item.instance_id, row_key(row) if table else ""
        )
    return made


def next_link(base: str, name: str, options: Options, instance: str, row: str = "") -> str:
    """The address of the next page: the same question, from behind the last row on."""
    token = {"instanceId": instance} | ({"repeatId": row} if row else {})
    packed = "01" + base64.urlsafe_b64encode(json.dumps(token).encode()).decode()
    asked = {**options.asked, "$skiptoken": packed}
    return f"{base}/{name}?" + "&".join(f"{quote(key)}={quote(asked[key])}" for key in asked)


def _record(schema: Schema, table: str, item: Item, row: Row, options: Options) -> dict:
    record = {"__id": row_key(row) if table else item.instance_id}
    if table:
        record[parent_column(schema, table)] = parent_key(schema, table, item, row)
    else:
        record["__system"] = item.system  # type: ignore[assignment]
    for question in schema.in_table(table):
        value = value_of(question, row.values.get(question.path), options.wkt)
        _place(record, within(question.path, table).split("/"), value)
    for child in schema.tables:
        if child.path and child.parent == table:
            _add_child(schema, record, child, item, row, options)
    return selected(record, options.select and options.select | _expanded(schema, table, options))


def _expanded(schema: Schema, table: str, options: Options) -> set[str]:
    """The repeats below that were asked for: they are shown whatever columns were chosen."""
    below = [names_of(each) for each in schema.tables if each.path and each.parent == table]
    return {names[1] for names in below if options.expand.keys() & {"*", *names}}


def _add_child(schema: Schema, record: dict, child, item: Item, row: Row, options) -> None:
    """A link to a repeat below, and its rows when they were asked for."""
    steps = within(child.path, child.parent or "").split("/")
    link = address(schema, child.parent or "", item, row) + "/" + "/".join(map(identifier, steps))
    _place(record, [*steps[:-1], f"{identifier(steps[-1])}@odata.navigationLink"], link)
    wanted = [name for name in ("*", *names_of(child)) if name in options.expand]
    if wanted:
        rows = [each for each in item.tables.get(child.path, []) if each.parent == row.key]
        deeper = Options(wkt=options.wkt, expand=options.expand, select=options.expand[wanted[-1]])
        inner = [_record(schema, child.path, item, each, deeper) for each in rows]
        _place(record, steps, inner)


def address(schema: Schema, table: str, item: Item, row: Row) -> str:
    """The address of one row: Submissions('…')/people('…')/jobs('…')."""
    name = f"Submissions('{quote(item.instance_id.replace(chr(39), chr(39) * 2), safe=':')}')"
    if not table:
        return name
    parent = next(each.parent or "" for each in schema.tables if each.path == table)
    above = next((r for r in item.tables.get(parent, []) if r.key == row.parent), row)
    before = address(schema, parent, item, above) if parent else name
    steps = "/".join(map(identifier, within(table, parent).split("/")))
    return f"{before}/{steps}('{row_key(row)}')"


def parent_column(schema: Schema, table: str) -> str:
    """The column of a repeat that names the row above: __Submissions-id."""
    parent = next((each.parent or "" for each in schema.tables if each.path == table), "")
    return f"__{table_name(parent).replace('.', '-')}-id"


def parent_key(schema: Schema, table: str, item: Item, row: Row) -> str:
    """The key of the row above a row of a repeat."""
    parent = next((each.parent for each in schema.tables if each.path == table), None)
    if not parent:
        return item.instance_id
    return hashlib.sha1(row.parent.encode(), usedforsecurity=False).hexdigest()


def within(path: str, table: str) -> str:
    """A path as seen from a table above it."""
    return path.removeprefix(table + "/") if table else path


def _place(record: dict, path: list[str], value) -> None:
    for name in path[:-1]:
        held = record.setdefault(identifier(name), {})
        if not isinstance(held, dict):
            return  # a question of another version stands where a group stands now
        record = held
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


def selected(record: dict, names: frozenset, prefix: str = "") -> dict:
    """Only the columns that were asked for."""
    if not names:
        return record
    kept = {}
    for name, value in record.items():
        here = f"{prefix}{name}"
        if here in names or here.partition("@")[0] in names:
            kept[name] = value
        elif isinstance(value, dict) and any(each.startswith(here + "/") for each in names):
            kept[name] = selected(value, names, here + "/")
    return kept
