"""Over whom a reform is computed: open cases, or a table of people as a file."""

import csv
import io
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from gongyou.centre.public import Case, not_refused, resolve, tables_of
from gongyou.law import can_read, load_pack
from gongyou.vault.public import Actor

DESIGN = ("weight", "stratum", "cluster", "group")
MOST_ROWS, MOST_BYTES, MOST_PROBLEMS = 100_000, 30_000_000, 200


@dataclass
class Population:
    """Tables for the law, and beside each person a group, pay, and how they were drawn."""

    tables: dict[str, Any]
    more: dict[str, list] = field(default_factory=dict)
    left_out: int = 0
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many there are."""
        return len(self.tables["employment"])

    def groups(self) -> dict[str, list]:
        """By which columns people can be told apart."""
        found = {name: self.more[name] for name in ("group",) if name in self.more}
        return found | {"place": [row.get("place") for row in self.tables["employment"]]}

    def pay(self) -> np.ndarray:
        """What each earned: the agreed wage, else the mean of the months due."""
        sums: dict[str, list] = {}
        for row in self.tables.get("pay", ()):
            if row.get("due") is not None:
                sums.setdefault(row["worker"], []).append(float(row["due"]))
        return np.array([_pay(row, sums) for row in self.tables["employment"]], float)


def _pay(row: Mapping[str, Any], sums: Mapping[str, list]) -> float:
    told = row.get("agreed_wage") or row.get("average_wage_12m")
    if told is not None:
        return float(told)
    months = sums.get(row["worker"])
    return sum(months) / len(months) if months else float("nan")


def of_cases(actor: Actor, law: str, reading: str = "worker") -> Population:
    """Open cases that one may read, without those who refused that statistics be made of them."""
    cases = Case.objects.visible_to(actor).filter(closed_on__isnull=True, employment__pack=law)
    kept = not_refused(cases, "statistics").select_related("employment")
    spells = {case.employment_id: case.employment for case in kept}
    names = {pk: str(pk) for pk in spells}
    tables = resolve(tables_of(spells.values(), names), reading, law)
    tables.setdefault("employment", [])
    return Population(tables, left_out=cases.count() - kept.count())


def of_file(content: bytes, law: str) -> Population:
    """A CSV with a row a person: facts by their names, and how they were drawn.

    Every cell is read or listed with its row and column; a row with one that cannot be read is
    left out whole, so that nobody is computed on half of what was told.
    """
    made = Population({"employment": []}, {})
    if len(content) > MOST_BYTES:
        made.problems.append((0, "", _("The file is too large.")))
        return made
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        heads = [h.strip() for h in reader.fieldnames or ()]
        rows = [dict(zip(heads, r.values(), strict=False)) for r in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        made.problems.append((0, "", _("The file is no table: %(why)s") % {"why": error}))
        return made
    known = load_pack(law).readers["employment"]
    unknown = [h for h in heads if h not in known and h not in (*DESIGN, "worker", "")]
    for head in unknown:
        made.problems.append((1, head, _("No fact of the law is called so; it was not read.")))
    if not set(heads) & set(known):
        made.problems.append((1, "", _("No column holds a fact of the law.")))
        return made
    for number, row in enumerate(rows[:MOST_ROWS], 2):
        _take(made, number, row, law, [h for h in heads if h in known])
    if len(rows) > MOST_ROWS:
        made.problems.append((MOST_ROWS + 2, "", _("Rows from here on were not read: too many.")))
    return made


def _take(made: Population, number: int, row: dict, law: str, heads: list[str]) -> None:
    cells, wrong = {}, False
    for head in heads:
        text = (row.get(head) or "").strip()
        if not text:
            continue
        value = _typed(text, law, head)
        if value is None:
            made.problems.append(
                (number, head, _("“%(text)s” cannot be read.") % {"text": text[:40]})
            )
            wrong = True
        cells[head] = value
    design = {}
    for name in DESIGN:
        if name in row:
            text = (row[name] or "").strip()
            if name == "weight" and not _number(text):
                made.problems.append((number, name, _("A weight is a number above nought.")))
                wrong = True
            design[name] = text
    if wrong:
        return
    made.tables["employment"].append(cells | {"worker": str(number)})
    for name, value in design.items():
        made.more.setdefault(name, []).append(float(value) if name == "weight" else value)


def _number(text: str) -> bool:
    try:
        return 0 < float(text) < 1e12
    except ValueError:
        return False


def _typed(text: str, law: str, head: str) -> Any:
    """The value that the law can reckon with, or None."""
    tried: list[Any] = [text]
    with suppress(ArithmeticError):
        tried.insert(0, Decimal(text))
    if text.lower() in ("true", "yes", "1", "是"):
        tried.insert(0, True)
    if text.lower() in ("false", "no", "0", "否"):
        tried.insert(0, False)
    return next((v for v in tried if can_read(law, "employment", head, v)), None)
