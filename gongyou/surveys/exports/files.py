"""The file formats. Each takes the tables of an export and gives bytes."""

import csv
import io
import zipfile
from tempfile import TemporaryDirectory

from gongyou.surveys.exports.tables import Column
from gongyou.vault.public import safe_cell

KINDS = {
    "csv": ("application/zip", "zip"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "sav": ("application/zip", "zip"),
    "dta": ("application/zip", "zip"),
    "parquet": ("application/zip", "zip"),
}
Tables = dict[str, list[Column]]


def write(kind: str, tables: Tables) -> bytes:
    """All tables in one file: a workbook, or a zip with one file a table."""
    if kind == "xlsx":
        return _xlsx(tables)
    one = {"csv": _csv, "sav": _sav, "dta": _dta, "parquet": _parquet}[kind]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns in tables.items():
            archive.writestr(f"{name}.{kind}", one(columns))
    return out.getvalue()


def _shown(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _csv(columns: list[Column]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in columns])
    for row in zip(*[column.values for column in columns], strict=True):
        writer.writerow([safe_cell(_shown(value)) for value in row])
    # The mark lets a spreadsheet see that this is UTF-8.
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(tables: Tables) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for name, columns in tables.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(2, 1)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.name, head)
            sheet.write_string(1, number, column.label, head)
            for at, value in enumerate(column.values):
                _cell(sheet, at + 2, number, value)
        sheet.set_column(0, len(columns), 16)
    book.close()
    return out.getvalue()


def _cell(sheet, row: int, number: int, value) -> None:
    if value is None:
        return
    if isinstance(value, float):
        sheet.write_number(row, number, value)
    else:
        sheet.write_string(row, number, str(safe_cell(_shown(value))))


def _frame(columns: list[Column]):
    """A data frame with choices as numbers and their labels, as statistics packages keep them."""
    import pandas as pd

    data, values = {}, {}
    for column in columns:
        if column.kind == "choice":
            codes = {name: float(number) for number, name in enumerate(column.labels, 1)}
            extra = sorted({v for v in column.values if v is not None and v not in codes})
            codes |= {name: float(len(codes) + number) for number, name in enumerate(extra, 1)}
            data[column.name] = [float("nan") if v is None else codes[v] for v in column.values]
            values[column.name] = {
                code: str(column.labels.get(name, name))[:110] for name, code in codes.items()
            }
        elif column.kind in ("moment", "date"):
            plain = [v.replace(tzinfo=None) if hasattr(v, "tzinfo") else v for v in column.values]
            data[column.name] = pd.to_datetime(pd.Series(plain))
        elif column.kind == "number":
            data[column.name] = pd.array(column.values, dtype="Float64").to_numpy(
                dtype=float, na_value=float("nan")
            )
        else:
            data[column.name] = ["" if v is None else _shown(v) for v in column.values]  # type: ignore[misc]
    return pd.DataFrame(data), values


def _with_pyreadstat(columns: list[Column], suffix: str) -> bytes:
    import pyreadstat

    frame, values = _frame(columns)
    labels = {column.name: column.label[:250] for column in columns}
    write_to = pyreadstat.write_sav if suffix == "sav" else pyreadstat.write_dta
    with TemporaryDirectory(dir="/dev/shm") as folder:
        path = f"{folder}/table.{suffix}"
        write_to(frame, path, column_labels=labels, variable_value_labels=values)  # type: ignore[arg-type]
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
        arrays.append(pa.array(column.values))
        meta = {"label": column.label}
        meta |= {f"value:{key}": str(text) for key, text in column.labels.items()}
        fields.append(pa.field(column.name, arrays[-1].type, metadata=meta))
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), out)
    return out.getvalue()
