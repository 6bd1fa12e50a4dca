"""The file formats. Each takes the tables of an export and gives bytes."""

import csv
import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

from django.utils import timezone

from gongyou.surveys.exports.tables import Column, plain_names
from gongyou.vault.public import private_folder, safe_cell

KINDS = {
    "csv": ("application/zip", "zip"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "sav": ("application/zip", "zip"),
    "dta": ("application/zip", "zip"),
    "parquet": ("application/zip", "zip"),
    "geojson": ("application/geo+json", "geojson"),
    "media": ("application/zip", "zip"),
}
Tables = dict[str, list[Column]]


def write(kind: str, tables: Tables) -> bytes:
    """All tables in one file: a workbook, or a zip with one file a table."""
    if kind == "xlsx":
        return _xlsx(tables)
    one = {"csv": csv_of, "sav": _sav, "dta": _dta, "parquet": _parquet}[kind]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns in tables.items():
            archive.writestr(f"{name}.{kind}", one(columns))
    return out.getvalue()


def _shown(value):
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if hasattr(value, "isoformat") else value


def csv_of(columns: list[Column], mark: bool = True) -> bytes:
    """A CSV file; the mark lets a spreadsheet see that this is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(column.name) for column in columns])
    for row in zip(*[column.values for column in columns], strict=True):
        writer.writerow([_cell_text(value) for value in row])
    return (b"\xef\xbb\xbf" if mark else b"") + out.getvalue().encode()


def _cell_text(value):
    """Numbers as they are; texts so that no spreadsheet reckons with them."""
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else value
    return safe_cell(_shown(value))


FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def _sheet_name(name: str, taken: set[str]) -> str:
    base = FORBIDDEN.sub("_", name).strip("'")[:31] or "table"
    found, number = base, 1
    while found.lower() in taken:
        number += 1
        found = f"{base[: 30 - len(str(number))]}_{number}"
    taken.add(found.lower())
    return found


def _xlsx(tables: Tables) -> bytes:
    import xlsxwriter

    out, taken = io.BytesIO(), set()  # type: ignore[var-annotated]
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True, **plain})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    days = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for name, columns in tables.items():
        sheet = book.add_worksheet(_sheet_name(name, taken))
        sheet.freeze_panes(2, 1)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.name, head)
            sheet.write_string(1, number, column.label, head)
            for at, value in enumerate(column.values):
                _cell(sheet, at + 2, number, value, days.get(column.kind))
        sheet.set_column(0, len(columns), 16)
    book.close()
    return out.getvalue()


def _cell(sheet, row: int, number: int, value, day) -> None:
    if value is None:
        return
    if isinstance(value, int | float | Decimal):
        sheet.write_number(row, number, value)
    elif day is not None and isinstance(value, dt.date) and value.year >= 1900:
        sheet.write_datetime(row, number, _local(value), day)
    else:
        sheet.write_string(row, number, str(safe_cell(_shown(value))))


def _local(value):
    """A moment on the office's clock, since a workbook knows no zones."""
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.get_current_timezone()).replace(tzinfo=None)
    return value


def _frame(columns: list[Column], suffix: str):
    """A data frame with codes and their labels, as statistics packages keep them.

    Whole numbers stay the codes they are. Text codes stay texts in SPSS, which labels them;
    Stata labels numbers only, so there they are numbered in the order of the list.
    """
    import pandas as pd

    data, values, formats = {}, {}, {}
    for name, column in zip(plain_names(columns), columns, strict=True):
        if column.kind == "choice":
            data[name], values[name] = _coded(column, suffix)
            if not values[name]:
                del values[name]
        elif column.kind == "number":
            data[name] = _floats(column.values)
            if column.labels:
                values[name] = {float(code): text for code, text in column.labels.items()}
        elif column.kind in ("moment", "date"):
            data[name] = pd.to_datetime(pd.Series([_local(v) for v in column.values]))
        else:
            data[name] = ["" if v is None else str(_shown(v)) for v in column.values]
        if column.kind in ("number", "choice") and suffix == "sav" and column.whole:
            formats[name] = "F8.0"
    return pd.DataFrame(data), values, formats


def _floats(values: list) -> list[float]:
    return [float("nan") if value is None else float(value) for value in values]


def _coded(column: Column, suffix: str) -> tuple[list, dict]:
    if column.whole:
        labels = {float(code): str(text)[:110] for code, text in column.labels.items()}
        return _floats(column.values), labels
    if suffix == "sav":
        return ["" if value is None else str(value) for value in column.values], {
            str(code): str(text)[:110] for code, text in column.labels.items()
        }
    codes = {name: float(number) for number, name in enumerate(column.labels, 1)}
    extra = sorted({v for v in column.values if v is not None and v not in codes})
    codes |= {name: float(len(codes) + number) for number, name in enumerate(extra, 1)}
    labels = {code: str(column.labels.get(name, name))[:110] for name, code in codes.items()}
    return [float("nan") if v is None else codes[v] for v in column.values], labels


def _with_pyreadstat(columns: list[Column], suffix: str) -> bytes:
    import pyreadstat

    frame, values, formats = _frame(columns, suffix)
    names = plain_names(columns)
    labels = {name: column.label[:250] for name, column in zip(names, columns, strict=True)}
    more: dict = {"column_labels": labels, "variable_value_labels": values}
    if suffix == "sav":
        measures = {n: column.measure for n, column in zip(names, columns, strict=True)}
        more |= {"variable_measure": measures, "variable_format": formats}
    write_to = pyreadstat.write_sav if suffix == "sav" else pyreadstat.write_dta
    with private_folder() as folder:
        path = f"{folder}/table.{suffix}"
        write_to(frame, path, **more)
        with open(path, "rb") as file:
            return file.read()


def _sav(columns: list[Column]) -> bytes:
    return _with_pyreadstat(columns, "sav")


def _dta(columns: list[Column]) -> bytes:
    return _with_pyreadstat(columns, "dta")


def _parquet(columns: list[Column]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields, arrays = [], []
    for column in columns:
        arrays.append(_array(column))
        meta = {"label": column.label}
        meta |= {f"value:{key}": str(text) for key, text in column.labels.items()}
        fields.append(pa.field(column.name, arrays[-1].type, metadata=meta))
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), out)
    return out.getvalue()


def _array(column: Column):
    import pyarrow as pa

    if column.kind in ("number", "choice") and column.whole:
        there = any(value is not None for value in column.values)
        kind = pa.int64() if there or column.kind == "number" else pa.string()
        return pa.array(column.values, type=kind)
    if column.kind == "number":
        return pa.array(_nullable(column.values), type=pa.float64())
    return pa.array(column.values, type=pa.string() if column.kind in ("text", "choice") else None)


def _nullable(values: list) -> list:
    return [None if value is None else float(value) for value in values]
