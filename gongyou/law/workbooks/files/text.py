"""CSV in UTF-8, UTF-16 or GB18030 with commas, tabs, semicolons or bars."""

from __future__ import annotations

import csv
import io
import sys

from gongyou.law.workbooks.files.sheets import Limits, Sheet
from gongyou.law.workbooks.problems import CannotRead


def read_csv(content: bytes, name: str, limits: Limits) -> list[Sheet]:
    """One sheet named after the file; the encoding is noted when it was not plain UTF-8."""
    text, encoding = _decode(content)
    csv.field_size_limit(min(sys.maxsize, limits.file))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            if cells > limits.cells or len(row) > limits.columns:
                raise CannotRead("too_many_cells", f"{len(rows) + 1} × {len(row)}")
            rows.append(list(row))
    except csv.Error as error:
        raise CannotRead("damaged", str(error)[:80]) from error
    notes = [] if encoding == "UTF-8" else [("encoding_guessed", encoding)]
    return [Sheet(name, rows, notes=notes)]


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").replace("\0", ""), "UTF-16"
    for encoding, name in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise CannotRead("unknown_format", "NUL")
        return text, name
    return content.decode("gb18030", "replace").replace("\0", ""), "GB18030"


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the most columns, alike in each."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    counts = {sign: sorted(line.count(sign) for line in lines) for sign in ",\t;|"}
    return max(counts, key=lambda sign: counts[sign][len(lines) // 2] if lines else 0)
