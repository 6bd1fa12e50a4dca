"""The mapping that a sheet seems to want: each column's fact, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from gongyou.law.schema import STANDARD, Schema
from gongyou.law.workbooks.cells.dates import is_whole_month, month_of_period, read_period
from gongyou.law.workbooks.cells.parsers import parser_of
from gongyou.law.workbooks.cells.source_words import source_in_name
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.blocks import month_in_title
from gongyou.law.workbooks.headers.find_header import (
    Heading,
    Label,
    find_heading,
    heading_at,
    year_of,
)
from gongyou.law.workbooks.headers.header_meanings import (
    IGNORED,
    Meaning,
    factor_of,
    is_roster,
    meanings_of,
    month_in,
    squeezed_header,
    unit_in_title,
    unit_of,
)
from gongyou.law.workbooks.headers.items import form_of_pairs, one_item_a_line
from gongyou.law.workbooks.headers.mapping import ColumnMap, Mapping, SheetMap
from gongyou.law.workbooks.headers.neighbours import (
    hours_of_no_kind,
    months_of_words,
    turn_of_the_year,
)
from gongyou.law.workbooks.problems import CannotRead, More, Problems, index_of, letters

BESIDE = ("phone", "address", "remark")
"""What is no fact and is kept beside the person in memory."""

ADDED_UP = frozenset(["bonus", "allowances", "other_pay", "deductions"])
"""Facts of which a payroll has several columns: they are added."""

_FINE = (None, "rounded", "month_only", "month_only_last", "rounded_number")
_SAMPLE, _DOUBTFUL = 60, 0.85
_BARE = re.compile(r"^\s*(\d{1,2})\s*月")


@dataclass
class Plan:
    """How one sheet will be read: its map, where its data begin, the year its title names."""

    sheet: Sheet
    map: SheetMap
    first_row: int
    year: int | None
    labels: tuple[Label, ...] = ()
    why_not: str | None = None
    unused: list[tuple[int, str, str]] = field(default_factory=list)
    known: Schema = STANDARD


def plan_all(
    sheets: list[Sheet],
    stem: str,
    given: Mapping | None,
    year: int | None,
    known: Schema = STANDARD,
) -> list[Plan]:
    """The plans of all sheets. A sheet called 9月 after one called 2014年8月 is of 2014."""
    plans: list[Plan] = []
    last: date | None = None
    for sheet in sheets:
        made = plan(sheet, stem, given, year, known)
        if made.why_not == "no_month_known" and last and (bare := _BARE.match(sheet.name)):
            guess = last.year + (int(bare[1]) < last.month)
            made = plan(sheet, stem, given, guess, known)
            made.unused.append((-1, "year_taken", str(guess)))
        last = made.map.month or last
        plans.append(made)
    return plans


def plan(
    sheet: Sheet,
    stem: str,
    given: Mapping | None,
    year: int | None = None,
    known: Schema = STANDARD,
) -> Plan:
    """The plan for `sheet`: by the mapping given where it knows the sheet, else proposed."""
    named = given.find(sheet.name, frozenset(), sheet.part) if given else None
    if named and named.skip:
        return Plan(sheet, named, 0, None, why_not="sheet_skipped")
    heading = _heading(sheet, named, year or year_of(sheet, None, stem), known)
    if heading is None:
        return Plan(sheet, SheetMap(sheet.name), 0, None, why_not="no_header")
    year = year or year_of(sheet, heading, stem)
    headers = frozenset(squeezed_header(header_text(label)) for label in heading.labels if label)
    mapped = named or (given.find(sheet.name, headers, sheet.part) if given else None)
    if mapped:
        return _by_mapping(sheet, heading, mapped, year, known)
    return _proposed(sheet, heading, year, known)


def header_text(label: Label) -> str:
    """The words above a column as one text: 加班 / 平时."""
    return " / ".join(label)


def _heading(
    sheet: Sheet, named: SheetMap | None, year: int | None, known: Schema
) -> Heading | None:
    if named and named.header_rows:
        first, last = named.header_rows
        if 0 < first <= last <= min(len(sheet.rows), first + 5):
            return heading_at(sheet, first - 1, last - 1)
    return find_heading(sheet, year, known)


def _by_mapping(
    sheet: Sheet, heading: Heading, mapped: SheetMap, year: int | None, known: Schema
) -> Plan:
    """Columns found again by their header, or by their letters where they have none."""
    texts = {
        index: squeezed_header(header_text(label)) for index, label in enumerate(heading.labels)
    }
    columns, taken, missing = [], set[int](), []
    for column in mapped.columns:
        if column.table in known.tables and not known.column(column.table, column.fact):
            raise CannotRead("bad_mapping", f"{column.table}.{column.fact}")
        wanted, place = squeezed_header(column.header), index_of(column.column)
        spots = [i for i, text in texts.items() if text == wanted and i not in taken]
        spot = place if place in spots or not wanted else (spots[0] if spots else None)
        if spot is None:
            missing.append((place, "mapped_column_missing", column.header))
            continue
        taken.add(spot)
        columns.append(replace(column, column=letters(spot)))
    same = (mapped.sheet, mapped.part) == (sheet.name, sheet.part)
    bare = Plan(sheet, mapped, 0, year, known=known)
    month = mapped.month if same else _sheet_month(bare, heading)
    rows = (heading.first + 1, heading.last + 1)
    held = replace(
        mapped, sheet=sheet.name, part=sheet.part, header_rows=rows, columns=columns, month=month
    )
    made = Plan(sheet, held, heading.last + 1, year, heading.labels, unused=missing, known=known)
    for index, label in enumerate(heading.labels):
        if label and index not in taken:
            columns.append(ColumnMap(letters(index), header_text(label), confidence=0))
    return _checked(made)


def _proposed(sheet: Sheet, heading: Heading, year: int | None, known: Schema) -> Plan:
    found = [meanings_of(label, year, known) if label else () for label in heading.labels]
    held = SheetMap(sheet.name, (heading.first + 1, heading.last + 1), part=sheet.part)
    made = Plan(sheet, held, heading.last + 1, year, heading.labels, known=known)
    if one_item_a_line(sheet, heading, known):
        made.why_not = "one_item_a_line"
        return made
    if form_of_pairs(sheet, heading, known):
        made.why_not = "form_of_pairs"
        return made
    month = _sheet_month(made, heading)
    if is_roster(f"{sheet.name} {heading.title}", found):
        month = None  # who was there in it, not what they were paid
    prefer = _table_of(found, month)
    chosen = {index: _choose(made, index, options, prefer) for index, options in enumerate(found)}
    months_of_words(found, chosen)
    turn_of_the_year(heading.labels, chosen)
    months = any(m and (m.month or (m.table, m.fact) == ("pay", "month")) for m in chosen.values())
    held.month = None if months else month
    held.source = source_in_name(sheet.name)
    _by_title_unit(made, heading, chosen)
    unsaid = hours_of_no_kind(heading.labels, chosen)
    made.unused += [(index, "kind_of_hours_unsaid", "") for index in unsaid]
    _settle(made, chosen)
    _other_units(made, found, chosen)
    return _checked(made)


def _by_title_unit(made: Plan, heading: Heading, chosen: dict[int, Meaning | None]) -> None:
    """Amounts of a table headed 单位：万元 are in it, but where a column says its own unit."""
    unit = unit_in_title(heading.title)
    if unit is None:
        return
    for index, meaning in chosen.items():
        if meaning is None or meaning.factor != 1 or _says_unit(made.labels[index]):
            continue
        column = made.known.column(meaning.table, meaning.fact)
        if column and column.family == "money":
            chosen[index] = replace(meaning, factor=factor_of(unit))
    made.unused.append((-1, "unit_in_title", unit))


def _says_unit(label: Label) -> bool:
    """Whether a header says in brackets what it counts."""
    text = header_text(label)
    return bool(_BARE_UNITS.search(text)) and unit_of(text) is not None


def _other_units(
    made: Plan, found: list[tuple[Meaning, ...]], chosen: dict[int, Meaning | None]
) -> None:
    """Say of each column left out that its header counts what no fact of this name counts."""
    for index, options in enumerate(found):
        text = header_text(made.labels[index]) if made.labels[index] else ""
        if options or chosen.get(index) or not text:
            continue
        unit = unit_of(text)
        if unit == "hours" and _OVERTIME.search(text):
            made.unused.append((index, "kind_of_hours_unsaid", ""))
        elif unit and meanings_of((_BARE_UNITS.sub("", text),), made.year, made.known):
            made.unused.append((index, "other_unit", ""))


_OVERTIME = re.compile(r"加班|overtime|\bot\b", re.IGNORECASE)
_BARE_UNITS = re.compile(r"[(（\[【].*?[)）\]】]")


def _sheet_month(made: Plan, heading: Heading) -> date | None:
    """The month of a sheet: by its name, by a period or a month in its titles."""
    sheet, year = made.sheet, made.year
    texts = (sheet.name, heading.title)
    for text in texts:
        if period := read_period(text, year):
            if not is_whole_month(*period):
                first, last = (day.isoformat() for day in period)
                made.unused.append((-1, "pay_cycle", f"{first} – {last}"))
            return month_of_period(*period)
    month, _ = month_in(sheet.name.strip(), year)
    return month or next((m for text in texts if (m := month_in_title(text, year))), None)


def _table_of(found: list[tuple[Meaning, ...]], month: date | None) -> str:
    """The table that headers with several meanings are taken to speak of."""
    every = {(m.table, m.fact) for options in found for m in options}
    if month or ("pay", "month") in every or any(m.month for o in found for m in o):
        return "pay"
    events = ("events", "kind") in every and ("events", "date") in every
    return "events" if events and ("employment", "start") not in every else "employment"


def _choose(made: Plan, index: int, options: tuple[Meaning, ...], prefer: str) -> Meaning | None:
    """The likeliest meaning of one column, looking at what stands in it."""
    best: Meaning | None = None
    sample = [
        row[index]
        for row in made.sheet.rows[made.first_row : made.first_row + 400]
        if index < len(row) and not is_empty(row[index])
    ][:_SAMPLE]
    for option in options:
        meaning = option
        if meaning.table in made.known.tables and meaning.table != prefer:
            if prefer == "employment" and meaning.table == "events":
                continue
            meaning = replace(meaning, confidence=meaning.confidence - 0.05)
        fit = _fit(meaning, sample, made.known)
        if option.confidence < 1 and fit < 0.5:
            continue
        sure = meaning.confidence * (0.6 + 0.4 * fit)
        if best is None or sure > best.confidence + 1e-9:
            best = replace(meaning, confidence=sure)
    return best


def _fit(meaning: Meaning, sample: list[object], known: Schema) -> float:
    """The share of the sample that can be read as what the meaning says."""
    column = known.column(meaning.table, meaning.fact)
    if column is None or not sample:
        return 1.0
    parse = parser_of(column, meaning.factor, 2000)
    codes = (parse(value)[1] for value in sample)
    return sum(code in _FINE for code in codes) / len(sample)


def _settle(made: Plan, chosen: dict[int, Meaning | None]) -> None:
    """One column a fact: the surer, or the better named, stands; the other is named."""
    holders: dict[tuple[object, ...], int] = {}
    sure = {i: (-m.confidence, m.rank, i) if m else (0.0, 0, i) for i, m in chosen.items()}
    order = sorted(chosen, key=lambda i: sure[i])
    for index in order:
        meaning = chosen[index]
        if meaning is None or meaning.table == IGNORED:
            continue
        key: tuple[object, ...] = (meaning.table, meaning.fact, meaning.month, meaning.source)
        if meaning.fact in ("worker", "source"):
            key = (meaning.fact,)
        if meaning.fact in ADDED_UP or holders.setdefault(key, index) == index:
            continue
        same = made.labels[index] == made.labels[holders[key]]
        code = "duplicate_header" if same else "second_column"
        made.unused.append((index, code, f"{meaning.table}.{meaning.fact}"))
        chosen[index] = None
    for index, label in enumerate(made.labels):
        made.map.columns += [_column(index, label, chosen[index])] if label else []


def _column(index: int, label: Label, meaning: Meaning | None) -> ColumnMap:
    if meaning is None:
        return ColumnMap(letters(index), header_text(label), confidence=0)
    return ColumnMap(
        letters(index),
        header_text(label),
        meaning.table,
        meaning.fact,
        meaning.month,
        meaning.factor,
        meaning.source,
        meaning.confidence,
    )


def _checked(made: Plan) -> Plan:
    """Say why a sheet can't be read at all: nobody's rows, no month, no facts."""
    columns = [column for column in made.map.columns if column.fact]
    tables = {column.table for column in columns if column.fact not in ("worker", "source")}
    facts = {column.fact for column in columns}
    if not facts & {"worker", "name", "id_number"}:
        made.why_not = "no_worker_column"
    elif not tables & set(made.known.tables):
        made.why_not = "nothing_to_read" if facts <= {"worker", "source"} else None
    else:
        _without_month(made, columns)
    return made


def _without_month(made: Plan, columns: list[ColumnMap]) -> None:
    """Wages of which no month is known are left out, column by column, with a word."""
    if (
        not made.known.monthly
        or made.map.month
        or any((c.table, c.fact) == ("pay", "month") for c in columns)
    ):
        return
    keys = ("worker", "source")
    lost = [c for c in columns if c.table == "pay" and c.fact not in keys and not c.month]
    rest = [
        c for c in columns if c.table in made.known.tables and c.fact not in keys and c not in lost
    ]
    if lost and not rest:
        made.why_not = "no_month_known"
        return
    for column in lost:
        made.unused.append((index_of(column.column), "no_month_known", ""))
        column.table = column.fact = None


def report_plan(made: Plan, problems: Problems) -> None:
    """Report the columns that were not used or taken with doubt, and what is hidden."""
    sheet, unused = made.sheet, {index for index, _, _ in made.unused}
    for index, code, more in made.unused:
        cell = letters(index) if index >= 0 else ""
        problems.add(code, sheet.name, cell, _held(made, index), more=_label(made, more))
    for column in made.map.columns:
        index = index_of(column.column)
        if column.fact is None and index not in unused:
            problems.add("column_not_used", sheet.name, column.column, column.header)
        elif column.table == IGNORED:
            code = "kept_beside" if column.fact in BESIDE else "not_needed"
            problems.add(code, sheet.name, column.column, column.header)
        elif column.fact and column.confidence < _DOUBTFUL:
            problems.add(
                "column_doubtful",
                sheet.name,
                column.column,
                column.header,
                more=_label(made, f"{column.table}.{column.fact}"),
            )


def _label(made: Plan, more: str) -> More:
    """table.fact as the label of the fact in both languages; anything else as it is."""
    table, _, fact = more.partition(".")
    column = made.known.column(table, fact)
    return column.label if column else _PERSONAL.get(more, more)


_PERSONAL: dict[str, More] = {
    "person.name": {"en": "name", "zh-hans": "姓名"},
    "person.id_number": {"en": "identity number", "zh-hans": "身份证号"},
}


def _held(made: Plan, index: int) -> str:
    return header_text(made.labels[index]) if 0 <= index < len(made.labels) else ""
