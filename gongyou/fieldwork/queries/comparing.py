"""A comparison: the table of conditions from the chronicles, and what its combinations give."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gongyou.collective.public import CollectiveCase, Event
from gongyou.fieldwork import codes_of_cases as codes
from gongyou.fieldwork.models import CaseMembership, ComparedCase, Comparison, Condition
from gongyou.fieldwork.queries.chronicles import chronicle_of
from gongyou.fieldwork.queries.conditions import Cell, draw
from gongyou.stats import StatsError
from gongyou.stats import configurations as qca
from gongyou.vault.public import Actor, reveal_many

FEWEST_PER_CONDITION = 4


@dataclass
class TableCell:
    """One case's value of one condition: as drawn or set, with what it rests on."""

    case: CollectiveCase
    condition: Condition
    raw: float | None
    value: float | None
    why: str
    events: list = field(default_factory=list)
    sources: tuple[str, ...] = ()
    by_hand: bool = False
    letter: str = ""

    @property
    def shown(self) -> str:
        """Yes, no, a degree, or that it is not known."""
        if self.value is None:
            return _("unknown")
        if self.condition.kind == "crisp":
            return _("yes") if self.value else _("no")
        return f"{self.value:.2f}" if self.condition.kind == "fuzzy" else f"{self.value:g}"


@dataclass
class Table:
    """Cases by conditions; `letters` name the conditions in solutions, the outcome is Y."""

    cases: list[CollectiveCase]
    names: dict
    conditions: list[Condition]
    labels: dict
    letters: dict
    rows: list[list[TableCell]]
    hidden: int = 0

    @property
    def outcome(self) -> Condition | None:
        """The condition that is to be explained."""
        return next((c for c in self.conditions if c.is_outcome), None)

    @property
    def causes(self) -> list[Condition]:
        """All others."""
        return [c for c in self.conditions if not c.is_outcome]

    @property
    def unknown(self) -> int:
        """How many values are not known."""
        return sum(cell.value is None for row in self.rows for cell in row)


def table(actor: Actor, comparison: Comparison) -> Table:
    """The table. Cases that the reader may not see are only counted."""
    rows = ComparedCase.objects.filter(comparison=comparison)
    visible = CollectiveCase.objects.visible_to(actor).filter(pk__in=rows.values("case_id"))
    by_id = {case.pk: case for case in visible}
    order = [row.case_id for row in rows]
    cases = [by_id[pk] for pk in order if pk in by_id]
    conditions = list(Condition.objects.filter(comparison=comparison))
    names = reveal_many(actor, conditions, ["name"])
    titles = reveal_many(actor, cases, ["title"])
    labels = {
        c.pk: (names.get(c.pk) or {}).get("name") or codes.label(codes.RULES, c.rule)
        for c in conditions
    }
    found = Table(
        cases,
        {case.pk: (titles.get(case.pk) or {}).get("title") or case.code for case in cases},
        conditions,
        labels,
        _letters(conditions),
        [],
        len(order) - len(cases),
    )
    found.rows = _cells(actor, found)
    return found


def _letters(conditions: list[Condition]) -> dict:
    causes = [c for c in conditions if not c.is_outcome]
    letters = {c.pk: chr(ord("A") + i) for i, c in enumerate(causes)}
    return letters | {c.pk: "Y" for c in conditions if c.is_outcome}


def _cells(actor: Actor, found: Table) -> list[list[TableCell]]:
    chronicles = {case.pk: chronicle_of(actor, case) for case in found.cases}
    hand = list(CaseMembership.objects.filter(condition__in=found.conditions))
    reasons = reveal_many(actor, hand, ["why"])
    by_hand = {(row.condition_id, row.case_id): row for row in hand}
    rows = []
    for case in found.cases:
        row = []
        for condition in found.conditions:
            set_row = by_hand.get((condition.pk, case.pk))
            if set_row is not None:
                why = (reasons.get(set_row.pk) or {}).get("why") or ""
                row.append(_by_hand(case, condition, set_row.value, why))
            else:
                row.append(_drawn(case, condition, chronicles[case.pk]))
        rows.append(row)
    for row in rows:
        for cell in row:
            cell.letter = f"{found.letters[cell.condition.pk]} · {found.labels[cell.condition.pk]}"
    _with_events([cell for row in rows for cell in row])
    return rows


def _by_hand(case, condition, value, why) -> TableCell:
    return TableCell(case, condition, value, value, why, by_hand=True)


def _drawn(case, condition: Condition, chronicle) -> TableCell:
    if not condition.rule:
        return TableCell(case, condition, None, None, _("not set yet"))
    cell: Cell = draw(chronicle, condition.rule)
    value = cell.value
    if value is not None and condition.kind == "fuzzy":
        value = float(qca.calibrate([value], *condition.anchors)[0])
    return TableCell(case, condition, cell.value, value, cell.why, list(cell.events), cell.sources)


def _with_events(cells: list[TableCell]) -> None:
    wanted = {key for cell in cells for key in cell.events}
    held = Event.objects.in_bulk(wanted)
    for cell in cells:
        cell.events = [held[key] for key in cell.events if key in held]


@dataclass
class Result:
    """What the combinations give. `too_few`: the table stands, a solution would mislead."""

    refused: StatsError | None = None
    too_few: bool = False
    needed: int = 0
    truth: list = field(default_factory=list)
    remainders: int = 0
    chance: float | None = None
    exchange: float | None = None
    completions: qca.Completions | None = None
    solutions: list = field(default_factory=list)
    necessity: list = field(default_factory=list)
    robustness: list = field(default_factory=list)


def solve(found: Table, comparison: Comparison) -> Result:
    """Truth table, solutions, necessity, robustness, chance; unknown values tried every way."""
    outcome, causes = found.outcome, found.causes
    result = Result(needed=FEWEST_PER_CONDITION * max(len(causes), 1))
    if outcome is None or not causes or not found.cases:
        return result
    letters = [found.letters[c.pk] for c in causes]
    rows, names = rows_of(found), [found.names[case.pk] for case in found.cases]
    expected = {found.letters[c.pk]: c.expected for c in causes if c.expected is not None}
    whole = [i for i, row in enumerate(rows) if None not in row]
    result.chance = qca.free_of_contradictions(len(rows), 2 ** len(causes))
    result.too_few = len(rows) < result.needed
    try:
        if whole:
            data = qca.memberships(
                [rows[i] for i in whole], letters, "Y", [names[i] for i in whole]
            )
            analysis = qca.analyse(data, comparison.cut, comparison.n_cut, expected)
            _truth(result, analysis)
        if not result.too_few:
            result.completions = qca.complete(
                rows, letters, "Y", names, comparison.cut, comparison.n_cut, expected
            )
            if whole:
                _solutions(result, analysis, found, causes)
    except StatsError as error:
        result.refused = error
    return result


def rows_of(found: Table) -> list[list[float | None]]:
    """The values of each case: conditions in their order, the outcome last."""
    order = [*found.causes, *([found.outcome] if found.outcome else [])]
    rows = []
    for row in found.rows:
        by_condition = {cell.condition.pk: cell.value for cell in row}
        rows.append([by_condition[c.pk] for c in order])
    return rows


def _truth(result: Result, analysis: qca.Analysis) -> None:
    table = analysis.table
    result.truth = list(table.rows)
    result.remainders = table.possible - len(table.rows)
    sizes = [row.n for row in table.rows]
    result.exchange = qca.by_exchange(sizes, sum(len(row.with_outcome) for row in table.rows))


def _solutions(result: Result, analysis: qca.Analysis, found: Table, causes) -> None:
    result.solutions = [
        (kind, analysis.solutions[kind])
        for kind in ("conservative", "intermediate", "parsimonious")
    ]
    data = analysis.table.data
    for i in range(len(causes)):
        for value in range(data.levels[i]):
            term = [0] * len(causes)
            term[i] = value + 1
            result.necessity.append((data.name(term), qca.necessity_of(data, [term])))
    raw = {}
    for i, condition in enumerate(causes):
        if condition.kind == "fuzzy" and condition.anchors and condition.rule:
            place = found.conditions.index(condition)
            values = [
                row[place].raw for row in found.rows if found.names[row[0].case.pk] in data.cases
            ]
            known = [v for v in values if v is not None]
            if len(known) == len(values) == len(data.cases):
                raw[data.conditions[i]] = qca.Raw(known, *condition.anchors)
    if any(solution.models for _kind, solution in result.solutions):
        result.robustness = qca.vary(analysis, raw)
