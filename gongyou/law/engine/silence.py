"""The questions that nobody answered and a result went on without.

Some rules take an unanswered question for a no (`assumed`, `first_known`, `is_known`, a table of
which no row means that nothing happened). Evaluated once more with every unanswered question kept
unknown, a result that is still the same could be changed by no answer; one that is not names the
answers it waits for. So "not due" is said only of the first kind.

Rows of happenings are told apart by kind: who told of an injury was not thereby asked about leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..schema.types import NUM, TEXT_KIND
from .graph import graph_of
from .language.nodes import Expr, Table
from .language.operations import DIVISION_BY_ZERO, OUT_OF_RANGE
from .meaning.interpreter import Interpreter
from .meaning.way import joined
from .results import NOT_DUE, NOTHING_OWED
from .rows import Row, Unknown

if TYPE_CHECKING:
    from .pack import Entitlement, Pack

LAWS_OWN = ("figure:", "calendar:", "law:")
"""What no worker can answer: a figure, a calendar or a rule that the pack lacks."""


def unanswered(name: str) -> bool:
    """Whether a name stands for something that a person could be asked."""
    return not name.startswith(LAWS_OWN) and name not in (DIVISION_BY_ZERO, OUT_OF_RANGE)


def kind_name(table: str, kind: str) -> str:
    """How a kind of happening is named among what was not asked: events:injury."""
    return f"{table}:{kind}"


class Listener(Interpreter):
    """Evaluates as the interpreter does, but never takes silence for an answer.

    `asked` names what was asked and answered with "there is none": a fact, a table, a kind of rows.
    """

    def __init__(self, pack: Pack, readings: dict[str, str], asked: Iterable[str] = ()):
        super().__init__(pack, readings)
        self.asked = frozenset(asked)
        self.stand_ins = pack.stand_ins
        self._kinds: dict[int, tuple[str, tuple[str, ...]] | None] = {}

    def value(self, expr: Expr, row: Row) -> Any:
        """A node's value for a row; unknown where it would rest on silence."""
        if expr.op in ("known", "first_known", "assumed"):
            silent = self._silence(self.value(expr.args[0], row))
            if silent:
                return silent
        return super().value(expr, row)

    def untold(self, table: Table, condition: Expr, below: list[Row]) -> Unknown | None:
        """What nobody was asked about among the finer rows of a table."""
        if table.empty == "unknown":
            return super().untold(table, condition, below)
        if table.name in self.asked:
            return None
        named = self._kinds_of(table, condition)
        if named is None:
            return None if below else Unknown([table.name])
        fact, kinds = named
        told = {row.cells.get(fact) for row in below}
        silent = [kind_name(table.name, kind) for kind in kinds if kind not in told]
        silent = [name for name in silent if name not in self.asked]
        return Unknown(silent) if silent else None

    def _silence(self, value: Any) -> Unknown | None:
        """The part of an unknown value that a person could have told and was not asked.

        Figures that a person may tell where the tables lack one are no silence where they do not.
        """
        if type(value) is not Unknown:
            return None
        settled = self.asked | self.stand_ins
        names = [name for name in value.names if unanswered(name) and name not in settled]
        return Unknown(names) if names else None

    def _kinds_of(self, table: Table, condition: Expr) -> tuple[str, tuple[str, ...]] | None:
        if id(condition) not in self._kinds:
            self._kinds[id(condition)] = kinds_asked(table, condition)
        return self._kinds[id(condition)]


def kinds_asked(table: Table, condition: Expr) -> tuple[str, tuple[str, ...]] | None:
    """The coded fact of a table's rows that a condition needs, and the codes it may have."""
    parts = condition.args if condition.op == "and" else (condition,)
    for part in parts:
        for fact in part.args[:1]:
            if fact.op != "fact" or fact.data.table is not table or fact.kind != TEXT_KIND:
                continue
            if part.op == "in":
                return fact.data.name, tuple(part.data)
            if part.op == "eq" and part.args[1].op == "const":
                return fact.data.name, (part.args[1].data,)
    return None


class Silence:
    """What each result of one worker's claim went on without; evaluated when first asked."""

    def __init__(
        self, pack: Pack, reading: dict[str, str], root: Row, asked: Iterable[str] = ()
    ) -> None:
        self.pack, self.root = pack, _fresh(root)
        self.listener = Listener(pack, reading, asked)

    def of(self, entitlement: Entitlement, status: str, reason: str | None) -> list[str]:
        """The unanswered names that could change a result; none where no answer could."""
        run, root = self.listener, self.root
        traced = graph_of(self.pack).traced[entitlement.rule]
        held = [(code, run.value(condition, root)) for code, condition in traced.unless]
        if status == NOT_DUE and any(value is True for _, value in held):
            return []
        amount = run.value(traced.amount, root)
        gone = entitlement.zero == "not_due" and traced.amount.kind == NUM
        if status == NOT_DUE and gone and type(amount) is not Unknown and amount <= 0:
            return []
        open_ = [value for code, value in held if reason in (None, code)]
        if reason in (None, NOTHING_OWED):
            open_ = [amount, *open_]
        gaps = [value for value in open_ if type(value) is Unknown]
        return sorted(n for n in joined(gaps).names if unanswered(n)) if gaps else []


def _fresh(row: Row) -> Row:
    """The same facts without what was computed of them."""
    made = Row(row.table, row.cells, None, row.key)
    for name, children in row.children.items():
        made.children[name] = [_below(child, made) for child in children]
    return made


def _below(row: Row, parent: Row) -> Row:
    made = _fresh(row)
    made.parent = parent
    return made
