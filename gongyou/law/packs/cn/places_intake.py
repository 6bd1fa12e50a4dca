"""Makes `place_names.csv` from a list of codes in force and a history of codes.

    python -m gongyou.law.packs.cn.places_intake CODES HISTORY

CODES has `adcode` or `code` and `name`; HISTORY has `code,name,first_revision,last_revision`. Needs
`pypinyin`. A former name keeps its code and the last month in which it was listed, or the year of
the change; `now` is the place that took it in. Both are kept from the table as it stands, where
they were looked up one by one, and guessed by name for rows that are new.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from .place_forms import stem_of

SINCE = "200501"
ZONES = ("开发区", "管理区", "园区", "委员会")
SPELT_OTHERWISE = {"朝阳": "chaoyang", "陕西": "shaanxi"}
NO_PLACES = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"}


def main(codes: str, history: str) -> None:
    """Write the table beside this file."""
    current = {(row.get("adcode") or row["code"])[:6]: row["name"] for row in _rows(Path(codes))}
    rows = [(code, name, "", "") for code, name in current.items()]
    table = Path(__file__).with_name("place_names.csv")
    known = {(row["code"], row["name"]): row for row in _rows(table) if row["until"]}
    for row in _rows(Path(history)):
        code, name, last = row["code"], row["name"], row["last_revision"]
        gone = current.get(code) != name and last >= SINCE and name not in NO_PLACES
        if (code, name) in known:
            rows.append((code, name, known[code, name]["until"], known[code, name]["now"]))
        elif gone and not name.endswith(ZONES):
            rows.append((code, name, f"{last[:4]}-{last[4:]}", _now(code, name, current)))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "until", "now", "pinyin"))
        writer.writerows((*row, _pinyin(row[1])) for row in sorted(rows))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _now(code: str, name: str, current: dict[str, str]) -> str:
    """The only place of its province with the name and rank of a former one, or nothing."""
    stem = stem_of(name)
    same = [c for c, n in current.items() if c[:2] == code[:2] and stem_of(n) == stem]
    same = [c for c in same if c.endswith("00") == code.endswith("00")]
    return same[0] if len(same) == 1 else code if code in current else ""


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin

    stem = stem_of(name)
    return SPELT_OTHERWISE.get(stem) or "".join(lazy_pinyin(stem))


if __name__ == "__main__":
    main(*sys.argv[1:])
