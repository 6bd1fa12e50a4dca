"""Takes researched figures into `figures/`, and refuses what contradicts itself.

    python -m gongyou.law.packs.cn.intake FOLDER

FOLDER holds `minimum_wage_all.csv`, `minimum_wage_classes_all.csv` and `local_figures_all.csv`, as
the people who look figures up hand them in. Nothing is written while a check fails. Rows that no
rule can use yet are counted and named, so that nothing is lost without a word.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

import yaml

from .dated_figures import FOLDER
from .figure_checks import check
from .figure_names import named
from .source_words import chinese

FIELDS = (
    "parameter",
    "place",
    "class",
    "valid_from",
    "valid_to",
    "value",
    "unit",
    "source",
    "confidence",
    "note",
)
Row = dict[str, str]
WHOLE_FILES = {
    "minimum_wage_all.csv": "minimum_wage.csv",
    "minimum_wage_classes_all.csv": "minimum_wage_classes.csv",
}
LOCAL = "local.csv"
CERTAINTY = {"low": 0, "medium": 1, "high": 2}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[Row]) -> None:
    rows.sort(key=lambda r: (r["parameter"], r["place"], _natural(r["class"]), r["valid_from"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(n or 0), rest) for n, rest in re.findall(r"(\d*)(\D*)", text)]


def _with_second_source(row: Row) -> Row:
    """The row with its second source named beside the first."""
    second = (row.get("second_source") or "").strip()
    if second:
        row = row | {"source": f"{row['source']}; {second}"}
    return row


def local_rows(path: Path) -> tuple[list[Row], Counter[str]]:
    """Rows of the local figures under the names that rules use, and how many were left out."""
    taken: dict[tuple[str, ...], Row] = {}
    left: Counter[str] = Counter()
    for row in _read(path):
        found = named(_with_second_source(row))
        if found is None:
            left[row["parameter"]] += 1
            continue
        key = (found["parameter"], found["place"], found["class"], found["valid_from"])
        before = taken.get(key)
        if before is None or CERTAINTY[found["confidence"]] > CERTAINTY[before["confidence"]]:
            taken[key] = found
    return list(taken.values()), left


def _key(row: Row) -> tuple[str, ...]:
    """What two rows share that say the same; the day an average came out is often not known."""
    measured = row["parameter"].startswith(("local_average_wage", "insurance_average_wage"))
    start = "" if measured else row["valid_from"]
    return row["parameter"], row["place"], row["class"], start


def take(source: Path, target: Path = FOLDER) -> tuple[dict[str, list[Row]], Counter[str]]:
    """The files as they will be, by name, and what no rule uses."""
    files = {path.name: _read(path) for path in sorted(target.glob("*.csv")) if path.name != LOCAL}
    files.pop("calendar.csv", None)
    for name, ours in WHOLE_FILES.items():
        files[ours] = [_with_second_source(row) for row in _read(source / name)]
    local, left = local_rows(source / "local_figures_all.csv")
    new = {_key(row): row for row in local}
    for name, rows in files.items():
        kept = []
        for row in rows:
            key = _key(row)
            rival = new.get(key)
            better = rival and CERTAINTY[rival["confidence"]] > CERTAINTY[row["confidence"]]
            if rival and not better:
                new.pop(key)
            if not better:
                kept.append(row)
        files[name] = kept
    files[LOCAL] = list(new.values())
    return files, left


def _say_sources(sources: set[str]) -> None:
    """Chinese words for every source; words that somebody wrote by hand stay."""
    path = FOLDER.parent / "wording" / "zh-hans" / "figure_sources.yaml"
    head = "figure_source."
    said = {k.removeprefix(head): v for k, v in yaml.safe_load(path.read_text("utf-8")).items()}
    kept = {source: words for source, words in said.items() if source in sources}
    for source in sources:
        if source not in kept and re.search("[A-Za-z]", source):
            kept[source] = chinese(source)
    lines = (f"{_quoted(head + s)}: {_quoted(words)}\n" for s, words in sorted(kept.items()))
    path.write_text("".join(lines), "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """Take in, check, write; 1 where a check failed."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    files, left = take(Path(arguments[0]))
    problems = check([row for rows in files.values() for row in rows])
    for problem in problems:
        print(problem)
    if problems:
        return 1
    for name, rows in files.items():
        _write(FOLDER / name, rows)
    _say_sources({row["source"] for rows in files.values() for row in rows})
    print(f"{sum(map(len, files.values()))} figures in {len(files)} files")
    for parameter, number in sorted(left.items()):
        print(f"  not used by a rule: {parameter} ({number})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
