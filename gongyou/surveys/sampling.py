"""A sample from a pasted list: read, drawn with a seed, with a list of replacements."""

import csv
import io
import secrets
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext as _

from gongyou.stats import StatsError, samples

MOST_UNITS = 100_000


class BadFrame(ValueError):
    """The list or what is asked of it cannot be used; (field, sentence)."""

    def __init__(self, where: str, message: str):
        super().__init__(message)
        self.where, self.message = where, message


@dataclass
class Plan:
    """What is asked of a draw. Columns are named as in the head of the list."""

    method: str
    n: int
    seed: int
    stratum: str = ""
    cluster: str = ""
    size: str = ""
    n_units: int = 0
    allocation: str = "proportional"
    replacements: int = 0


@dataclass
class Unit:
    """One unit of the frame that was drawn, or stands by to replace one."""

    values: dict
    row: int
    weight: float | None = None
    probability: float | None = None
    replacement: int = 0
    enumerator: str = ""


@dataclass
class Draw:
    """What came out, in the order of the frame, replacements after it in their order."""

    plan: Plan
    heads: list[str]
    units: list[Unit] = field(default_factory=list)


def read_frame(text: str) -> tuple[list[str], list[dict]]:
    """Heads and rows of a pasted table: tabs, commas or semicolons between its cells.

    Raises BadFrame.
    """
    lines = text.strip("\ufeff\r\n").splitlines()
    if len(lines) < 2:
        raise BadFrame("frame", _("The list needs a line of headings and at least one unit."))
    mark = max("\t,;", key=lines[0].count)
    table = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=mark))
    heads = [head.strip() or f"column_{number}" for number, head in enumerate(table[0], 1)]
    if len(set(heads)) < len(heads):
        raise BadFrame("frame", _("Two headings are the same."))
    rows = []
    for number, cells in enumerate(table[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(heads):
            text = _("Line %(line)s has more cells than the head.") % {"line": number}
            raise BadFrame("frame", text)
        filled = [cell.strip() for cell in cells] + [""] * (len(heads) - len(cells))
        rows.append(dict(zip(heads, filled, strict=True)))
    if not rows or len(rows) > MOST_UNITS:
        raise BadFrame("frame", _("The list must have between one and 100,000 units."))
    return heads, rows


def new_seed() -> int:
    """A seed that nobody chose; it is shown, so that the draw can be repeated."""
    return secrets.randbelow(10**9)


def draw(heads: list[str], rows: list[dict], plan: Plan) -> Draw:
    """Draw, and put replacements in a random order behind. Raises BadFrame."""
    frame = _frame(heads, rows, plan)
    try:
        sample = _sample(frame, plan)
    except StatsError as error:
        raise BadFrame("n", str(error)) from error
    chosen = [int(row) for row in sample.rows]
    units = [
        Unit(rows[row], row + 2, 1.0 / float(p), float(p))
        for row, p in zip(chosen, sample.probability, strict=True)
    ]
    spare = _replacements(rows, plan, chosen)
    units += [Unit(rows[row], row + 2, replacement=n) for n, row in enumerate(spare, 1)]
    return Draw(plan, heads, units)


NEEDED = {
    "stratified": ("stratum",), "cluster": ("cluster",), "two_stage": ("cluster",),
    "pps": ("size",),
}  # fmt: skip


def _frame(heads: list[str], rows: list[dict], plan: Plan) -> dict:
    for name in NEEDED.get(plan.method, ()):
        column = getattr(plan, name)
        if column not in heads:
            text = _("The list has no column “%(name)s”. It has: %(heads)s")
            raise BadFrame(name, text % {"name": column, "heads": ", ".join(heads)})
        _filled(rows, column, name)
    frame: dict = {head: [row[head] for row in rows] for head in heads}
    if plan.size and plan.method in ("pps", "two_stage"):
        frame[plan.size] = _sizes(rows, plan.size)
    return frame


def _filled(rows: list[dict], column: str, name: str) -> None:
    empty = [number for number, row in enumerate(rows, 2) if not row[column]]
    if empty:
        text = _("Line %(line)s is empty in the column “%(name)s”.")
        raise BadFrame(name, text % {"line": empty[0], "name": column})


def _sizes(rows: list[dict], column: str) -> list[float]:
    found = []
    for number, row in enumerate(rows, 2):
        try:
            size = float(row[column].replace(",", ""))
        except ValueError:
            size = -1.0
        if not 0 <= size < 1e12:
            text = _("Line %(line)s: the size must be a number, zero or more.")
            raise BadFrame("size", text % {"line": number})
        found.append(size)
    return found


def _sample(frame: dict, plan: Plan):
    if plan.method == "stratified":
        return samples.stratified(
            frame, plan.stratum, plan.n, seed=plan.seed, allocation=plan.allocation, least=1
        )
    if plan.method == "cluster":
        return samples.cluster(frame, plan.cluster, plan.n, seed=plan.seed)
    if plan.method == "two_stage":
        units = max(plan.n_units, 1)
        return samples.two_stage(frame, plan.cluster, plan.n, units, seed=plan.seed)
    if plan.method == "pps":
        return samples.pps(frame, plan.size, plan.n, seed=plan.seed)
    take = samples.systematic if plan.method == "systematic" else samples.simple
    return take(frame, plan.n, seed=plan.seed)


def _replacements(rows: list[dict], plan: Plan, chosen: list[int]) -> list[int]:
    """Units to go to where one cannot be reached, in order; of the strata or clusters drawn."""
    if not plan.replacements or plan.method == "cluster":
        return []
    taken = set(chosen)
    column = {"stratified": plan.stratum, "two_stage": plan.cluster}.get(plan.method, "")
    groups = {rows[row][column] for row in chosen} if column else set()
    left = [row for row in range(len(rows))
            if row not in taken and (not column or rows[row][column] in groups)]  # fmt: skip
    order = np.random.default_rng([plan.seed, 1]).permutation(len(left))
    if not column:
        return [left[at] for at in order[: plan.replacements]]
    found: list[int] = []
    counts = dict.fromkeys(groups, 0)
    for at in order:
        group = rows[left[at]][column]
        if counts[group] < plan.replacements:
            counts[group] += 1
            found.append(left[at])
    return found


def give_out(units: list[Unit], enumerators: list[str], by: str = "") -> None:
    """Share the drawn units among enumerators in equal parts, neighbours together.

    Args:
        by: a column whose equal values stay with one enumerator as far as it goes.
    """
    drawn = [unit for unit in units if not unit.replacement]
    drawn.sort(key=lambda unit: (unit.values.get(by, ""), unit.row))
    for number, unit in enumerate(drawn):
        unit.enumerator = enumerators[number * len(enumerators) // len(drawn)]
