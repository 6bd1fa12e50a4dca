"""Facts out of the columns, in the shape the law reads: one worker or a hundred thousand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gongyou import law
from gongyou.centre import codes
from gongyou.centre.claim_store import as_facts, certain
from gongyou.centre.extra_facts import extra_columns, label_of, rough_days, typed
from gongyou.centre.models import Employment, EmploymentFacts, FactEvent, PackRow, PayRecord
from gongyou.centre.models.employment import fact_columns
from gongyou.law import schema
from gongyou.law.sources import facts_reading
from gongyou.law.sources import resolve as resolve_rows

MODELS = {"employment": EmploymentFacts, "pay": PayRecord, "events": FactEvent}


def rows_of(table: str, employments: Iterable, worker_key: dict | None = None) -> list[dict]:
    """Rows of one table as plain dictionaries with `worker` and `source`.

    `worker_key` maps an employment's id to the value of `worker`; by default the id itself.
    """
    ids = [getattr(e, "pk", e) for e in employments]
    columns = [*schema.TABLES[table].own_key, *fact_columns(table)]
    found = []
    for start in range(0, len(ids), 500):
        query = MODELS[table].objects.filter(employment__in=ids[start : start + 500])  # type: ignore[misc]
        found += query.values("employment_id", "employment__pack", "source", "more", *columns)
    for row in found:
        employment, rough = row.pop("employment_id"), rough_days(row)
        row["worker"] = worker_key[employment] if worker_key else str(employment)
        row.update(typed(row.pop("employment__pack"), table, row.pop("more") or {}) | rough)
    return found


def tables_of(employments: Iterable, worker_key: dict | None = None) -> dict[str, list[dict]]:
    """The tables for many employments with all their sources, those of one law among them."""
    employments = list(employments)
    tables = {table: rows_of(table, employments, worker_key) for table in MODELS}
    for table, rows in own_rows_of(employments, worker_key).items():
        tables[table] = tables.get(table, []) + rows
    return tables


def own_rows_of(employments: Iterable, worker_key: dict | None = None) -> dict[str, list[dict]]:
    """Rows of tables that one law has of its own, by table; none where no law has any."""
    ids = [getattr(e, "pk", e) for e in employments]
    tables: dict[str, list[dict]] = {}
    for start in range(0, len(ids), 500):
        query = PackRow.objects.filter(employment__in=ids[start : start + 500])
        for row in query.values("employment_id", "employment__pack", "table", "source", "more"):
            worker = worker_key[row["employment_id"]] if worker_key else str(row["employment_id"])
            cells = typed(row["employment__pack"], row["table"], row["more"] or {})
            tables.setdefault(row["table"], []).append(
                cells | {"worker": worker, "source": row["source"]}
            )
    return tables


def resolve(
    tables: dict[str, list[dict]], reading: str, pack: str | None = None, *, rough: bool = False
) -> dict[str, list[dict]]:
    """One row a key, each value from the first source of the reading that knows it.

    `pack`: the law whose tables they are; without one only the shared tables are looked at.
    `rough`: days that are known only roughly stay so; otherwise each is the first it may have been.
    """
    chosen = facts_reading(reading)
    known = schema.schema_of(pack).tables if pack else schema.TABLES
    found = {
        table: resolve_rows(known[table], rows, chosen)
        for table, rows in tables.items()
        if table in known
    }
    return found if rough else certain(found)


def facts_of(employment: Employment, reading: str = "worker") -> "law.Facts":
    """What is known about one employment in one reading of the facts."""
    return as_facts(resolve(tables_of([employment]), reading, employment.pack))


@dataclass
class Cell:
    """One value of a fact with its source."""

    source: str
    value: object
    row: object

    @property
    def source_label(self) -> str:
        """The source in words."""
        return codes.label(codes.SOURCES, self.source)


@dataclass
class FactLine:
    """A fact with the values of all its sources."""

    name: str
    label: str
    column: object
    cells: list[Cell]

    @property
    def disagree(self) -> bool:
        """Whether two sources give different values."""
        return len({str(cell.value) for cell in self.cells}) > 1


def fact_lines(employment: Employment, lang: str) -> list[FactLine]:
    """Facts of the employment that any source knows, in the contract's order."""
    rows = list(employment.facts.all())
    lines = []
    columns = {name: schema.column("employment", name) for name in fact_columns("employment")}
    extras = extra_columns(employment.pack, "employment")
    for row in rows:
        row.known = typed(employment.pack, "employment", row.more or {})  # type: ignore[attr-defined]
        row.known |= {name: getattr(row, name) for name in columns}  # type: ignore[attr-defined]
        row.known |= rough_days({"more": row.more})  # type: ignore[attr-defined]
    for name, column in (columns | extras).items():
        cells = [
            Cell(row.source, row.known[name], row)  # type: ignore[attr-defined]
            for row in rows
            if row.known.get(name) not in (None, "")  # type: ignore[attr-defined]
        ]
        if cells:
            lines.append(FactLine(name, label_of(column, lang), column, cells))
    return lines


def pay_by_month(employment: Employment) -> dict:
    """Month → pay records of all sources."""
    months = defaultdict(list)
    for record in employment.pay.all():
        months[record.month].append(record)
    return dict(sorted(months.items()))


@dataclass
class OwnRow:
    """One row of a table that only this law has, as a page shows it."""

    source: str
    cells: list[tuple[str, object]]


@dataclass
class OwnTable:
    """A table that only this law has, with what is known in it."""

    title: str
    columns: list[str]
    rows: list[OwnRow]


def own_table_pages(employment: Employment, lang: str) -> list[OwnTable]:
    """The tables that only the law of this spell has, those with rows."""
    tables = own_rows_of([employment])
    pages = []
    for table in schema.schema_of(employment.pack).own():
        rows = tables.get(table.name)
        if not rows:
            continue
        names = [n for n in table.columns if any(row.get(n) is not None for row in rows)]
        labels = {n: label_of(table.columns[n], lang) for n in names if n not in WHOSE}
        title = law.load_pack(employment.pack).text(f"table.{table.name}", lang)
        shown = [
            OwnRow(row["source"], [(label, row.get(n)) for n, label in labels.items()])
            for row in rows
        ]
        pages.append(OwnTable(title, list(labels.values()), shown))
    return pages


WHOSE = ("worker", "source")
