"""Where people work, out of a workbook: workshop, floor and shift by their headings."""

import io
import re

from python_calamine import CalamineWorkbook

from gongyou.centre.public import person_key

WHERE = {
    "workshop": re.compile(r"车间|部门|workshop|department", re.I),
    "floor": re.compile(r"楼层|楼$|floor", re.I),
    "shift": re.compile(r"班次|班别|轮班|shift", re.I),
}
NAME = re.compile(r"^\s*(姓\s*名|名字|员工姓名|工人姓名|name|full name)\s*$", re.I)
SEARCHED = 30


def where(content: bytes) -> dict[str, dict]:
    """Name → workshop, floor and shift, for names that stand once."""
    found: dict[str, dict] = {}
    twice = set()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception:
        return {}
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python()
        head, columns, name_column = _head(rows)
        for row in rows[head + 1 :] if name_column is not None else []:
            key = person_key(str(row[name_column])) if name_column < len(row) else ""  # type: ignore[index, operator]
            values = {n: str(row[i]).strip() for n, i in columns.items() if i < len(row) and row[i]}
            if key and values:
                twice |= {key} if key in found else set()
                found[key] = values
    return {key: values for key, values in found.items() if key not in twice}


def _head(rows) -> tuple[int, dict, int | None]:
    for number, row in enumerate(rows[:SEARCHED]):
        words = [str(cell).strip() for cell in row]
        name = next((i for i, word in enumerate(words) if NAME.match(word)), None)
        if name is not None:
            columns = {
                place: i
                for place, pattern in WHERE.items()
                for i, word in enumerate(words)
                if pattern.search(word)
            }
            return number, columns, name
    return 0, {}, None
