"""The graph as Python code for one worker: exact integers, steps noted as they are taken.

Each rule becomes a function of a row. A number is an integer over a denominator that is a constant
of the code, or else a pair; what is unknown is a `Gap`, which knows the names that it waits for.
Which branches were taken is noted as block numbers, so that the explanation shows what was used
and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from gongyou.law.schema.types import NUM

from . import dates
from .language.nodes import Expr, Table
from .language.operations import DIVISION_BY_ZERO, OUT_OF_RANGE
from .meaning.rows import aggregate_name
from .parameters import Parameter
from .rounding import DOWN, HALF_UP, UP

if TYPE_CHECKING:
    from .program import Program

MISSING = object()


class Gap:
    """An unknown value: the names that it waits for, as bits."""

    __slots__ = ("mask", "names")

    def __init__(self, mask: int):
        self.mask = mask
        self.names: list[str] | None = None


class Gaps:
    """One gap for every set of names."""

    def __init__(self) -> None:
        self.bits: dict[str, int] = {}
        self.known: dict[int, Gap] = {}

    def named(self, name: str) -> Gap:
        """The gap that waits for one name."""
        return self._of(self.bits.setdefault(name, 1 << len(self.bits)))

    def _of(self, mask: int) -> Gap:
        found = self.known.get(mask)
        if found is None:
            found = self.known[mask] = Gap(mask)
        return found

    def join_two(self, a: Any, b: Any) -> Gap:
        """The same for two values, of which one at least is unknown."""
        if a.__class__ is not Gap:
            return b
        if b.__class__ is not Gap or a is b:
            return a
        mask = a.mask | b.mask
        return self.known.get(mask) or self._of(mask)

    def join(self, *values: Any) -> Gap:
        """All that the unknown ones among the values wait for."""
        mask = 0
        for value in values:
            if value.__class__ is Gap:
                mask |= value.mask
        return self.known.get(mask) or self._of(mask)

    def join_all(self, gaps: list[Gap]) -> Gap:
        """All that many gaps wait for, most of them the same."""
        different = set(gaps)
        return different.pop() if len(different) == 1 else self.join(*different)

    def names(self, gap: Gap) -> list[str]:
        """The names, sorted."""
        if gap.names is None:
            gap.names = sorted(name for name, bit in self.bits.items() if gap.mask & bit)
        return list(gap.names)


GUARDED = frozenset[str]
UNKNOWN, ZERO = "unknown", "(0)"
NO_GUARD: GUARDED = frozenset()


@dataclass(frozen=True)
class Code:
    """An expression in Python; unknown if one of its guards is a gap. Numbers have `d`."""

    text: str
    guards: GUARDED = NO_GUARD
    d: int | str = 1
    atom: bool = False


@dataclass
class Taken:
    """What a block of code uses: facts, rules, facts assumed."""

    facts: dict[str, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)
    assumed: dict[str, None] = field(default_factory=dict)


@dataclass
class Block:
    """A suite of statements being written, for the rows of a table."""

    table: Table
    row: str
    lines: list[str]
    memo: dict[int, Code]
    taken: Taken
    depth: int
    known: set[str] = field(default_factory=set)


class Generator:
    """Writes and compiles the functions of a program.

    `base`: the functions of the default reading; those that ask none of the reading's questions
    are taken from it.
    """

    def __init__(self, program: Program, reading: dict[str, str], base: Generator | None = None):
        self.program, self.reading = program, reading
        self.names = 0
        self.blocks: list[Block] = []
        self.taken: list[Taken] = []
        self.used: dict[tuple[int, ...], Any] = {}
        self.gaps = Gaps()
        self.scope: dict[str, Any] = {"MISSING": MISSING, "Gap": Gap, **HELPERS}
        for joining in (self.gaps.join, self.gaps.join_two, self.gaps.join_all):
            self.scope[joining.__name__] = joining
        self.denominators: dict[str, int | str] = {}
        self.implies: dict[str, GUARDED] = {}
        self.sources: dict[str, str] = {}
        if base is not None:
            self._take_over(base)
        self._define(set(program.order) if base is None else program.depending_on(reading))
        codes = program.pack.entitlements
        self.answers = {code: self.scope[f"e_{_safe(code)}"] for code in codes}

    def _take_over(self, base: Generator) -> None:
        """Begin with all that another reading has written."""
        self.names, self.taken, self.gaps = base.names, [*base.taken], base.gaps
        self.scope, self.denominators = {**base.scope}, {**base.denominators}
        self.implies = {**base.implies}

    def _define(self, rules: set[str]) -> None:
        """Write and compile these rules and the entitlements that rest on them."""
        program = self.program
        for name in program.order:
            if name in rules:
                self._define_rule(name)
                if len(program.traced[name].versions) > 1:
                    self._versions(name)
        for entitlement in program.pack.entitlements.values():
            if entitlement.rule in rules:
                self._entitlement(entitlement.code, entitlement.rule)
        for name, source in self.sources.items():
            exec(compile(source, f"<{name}>", "exec"), self.scope)  # noqa: S102 - our own text

    def rule(self, name: str) -> Callable:
        """The function of a rule: (row) -> value."""
        return self.scope[f"r_{name}"]

    def entitlement(self, code: str) -> Callable:
        """The function of an entitlement: (row) -> reason, value or gap."""
        return self.answers[code]

    def exact(self, name: str, value: Any) -> Any:
        """A rule's value as a person counts, an int or a Fraction if a number; None if unknown."""
        if value.__class__ is Gap:
            return None
        d: Any = self.denominators.get(name)
        if d is None:
            return value
        n, below = value if d == "pair" else (value, d)
        return Fraction(n, below) if n % below else n // below

    # --- functions -----------------------------------------------------------------------------

    def _define_rule(self, name: str) -> None:
        traced = self.program.traced[name]
        block = self._open_function(traced.table)
        code = self.emit(traced.expr)
        result = self._stored(code, traced.expr.kind)
        if traced.expr.kind == NUM:
            self.denominators[name] = code.d if isinstance(code.d, int) else "pair"
        block.lines.append(f"V[{name!r}] = {result}")
        block.lines.append(f"return {result}")
        self._close_function(f"r_{name}", name, block)

    def version(self, name: str) -> Callable:
        """Which version of a rule a row takes: (row) -> its number."""
        return self.scope[f"v_{name}"]

    def _versions(self, name: str) -> None:
        traced = self.program.traced[name]
        block = self._open_function(traced.table)
        for number, (guard, _, _) in enumerate(traced.versions):
            if guard is None:
                block.lines.append(f"return {number}")
                break
            held = self._atom(self.emit(guard))
            block.lines.append(f"if {held.text} is True: return {number}")
        block.lines.append("return 0")
        self._close_function(f"v_{name}", f"?{name}", block)

    def _entitlement(self, code: str, rule: str) -> None:
        traced = self.program.traced[rule]
        key = "!" + code
        block = self._open_function(traced.table)
        block.lines.append("lacking = []")
        for reason, condition in traced.unless:
            held = self._atom(self.emit(condition))
            block.lines.append(f"if {held.text}.__class__ is Gap: lacking.append({held.text})")
            block.lines.append(f"elif {held.text}: return {reason!r}, None")
        amount = self.emit(traced.amount)
        if traced.amount.kind == NUM:
            self.denominators[key] = amount.d if isinstance(amount.d, int) else "pair"
        block.lines.append(f"amount = {self._stored(amount, traced.amount.kind)}")
        block.lines.append("return None, join(amount, *lacking) if lacking else amount")
        self._close_function(f"e_{_safe(code)}", key, block)

    def _open_function(self, table: Table) -> Block:
        taken = Taken()
        self.taken.append(taken)
        block = Block(table, "row", [], {}, taken, 1)
        self.blocks = [block]
        return block

    def _close_function(self, function: str, key: str, block: Block) -> None:
        """The function's text; only what its body uses is set up before it."""
        number = next(i for i, t in enumerate(self.taken) if t is block.taken)
        body = "\n".join("    " + line for line in block.lines)
        head = [f"def {function}(row):"]
        if "T(" in body:
            head.append(f"    row.traces[{key!r}] = T = [{number}]; T = T.append")
        else:
            self.scope[f"M{number}"] = (number,)
            head.append(f"    row.traces[{key!r}] = M{number}")
        if "V" in body:
            head.append("    V = row.verdicts")
        if "X.get" in body:
            head.append("    X = row.cells")
        upper, above = "row", block.table.parent
        while above is not None:
            row, upper = f"row_{above.name}", f"{upper}.parent"
            if row in body:
                head.append(f"    {row} = {upper}")
                body = self._short_names(head, body, row)
            above = above.parent
        self.sources[function] = "\n".join([*head, body])
        self.blocks = []

    @staticmethod
    def _short_names(head: list[str], body: str, row: str) -> str:
        """Cells and verdicts of a coarser row under names of their own."""
        for part in ("cells", "verdicts"):
            if f"{row}.{part}" in body:
                head.append(f"    {part}_{row} = {row}.{part}")
                body = body.replace(f"{row}.{part}", f"{part}_{row}")
        return body

    def _stored(self, code: Code, kind: str) -> str:
        """The value as it is kept: an int, or a pair where the denominator varies."""
        if kind != NUM or isinstance(code.d, int):
            return self._atom(code).text
        pair = self._atom(code)
        made = f"({pair.text}, {pair.d})"
        return f"({pair.text} if {_is_gap(pair.text)} else {made})" if pair.guards else made

    # --- blocks --------------------------------------------------------------------------------

    def fresh(self) -> str:
        """A new variable."""
        self.names += 1
        return f"t{self.names}"

    def line(self, text: str) -> None:
        """Add a statement to the innermost block."""
        self.blocks[-1].lines.append(text)

    def branch(
        self, write: Callable[[], Code], known: GUARDED = NO_GUARD
    ) -> tuple[Code, list[str]]:
        """Write a suite of its own, which notes that it was taken; what is `known` in it."""
        outer, taken = self.blocks[-1], Taken()
        self.taken.append(taken)
        block = Block(outer.table, outer.row, [], {}, taken, outer.depth + 1)
        block.known = self._implied(known)
        block.lines.append(f"T({len(self.taken) - 1})")
        self.blocks.append(block)
        code = write()
        code = replace(code, guards=self._open(code.guards))
        self.blocks.pop()
        if not (taken.facts or taken.rules or taken.assumed):
            block.lines.pop(0)
        return code, block.lines

    def row_of(self, table: Table) -> str:
        """The variable of the row that belongs to a table."""
        for block in reversed(self.blocks):
            if block.table is table:
                return block.row
        return f"row_{table.name}"

    # --- expressions ---------------------------------------------------------------------------

    def emit(self, expr: Expr) -> Code:
        """The code of a node, remembered within the blocks that are open."""
        depth = self._depth_for(expr)
        for block in reversed(self.blocks[: depth + 1]):
            if id(expr) in block.memo:
                return block.memo[id(expr)]
        inner, self.blocks = self.blocks[depth + 1 :], self.blocks[: depth + 1]
        code = getattr(self, f"_{expr.op}", self._strict_call)(expr)
        if not code.atom and self.program.uses.get(id(expr), 0) > 1:
            code = self._atom(code)
        self.blocks[-1].memo[id(expr)] = code
        self.blocks += inner
        return code

    def _depth_for(self, expr: Expr) -> int:
        """The innermost block in whose rows the node has one value: loops do not repeat it."""
        depth = len(self.blocks) - 1
        if expr.table is None:
            return depth
        for number in range(depth, -1, -1):
            if self.blocks[number].table is expr.table:
                return number
        return depth

    def _atom(self, code: Code) -> Code:
        """The code as a variable that is a gap where it is unknown."""
        if code.atom:
            return code
        name, guards = self.fresh(), self._open(code.guards)
        self.line(f"{name} = {self._guarded(code)}")
        d = code.d
        if isinstance(d, str) and not d.isidentifier():
            d = self.fresh()
            known = f"1 if {_is_gap(name)} else " if guards else ""
            self.line(f"{d} = {known}{code.d}")
        return self._settled(name, guards, d) if guards else Code(name, NO_GUARD, d, True)

    def _open(self, guards: GUARDED) -> GUARDED:
        """Those of the guards that can be gaps where the code is being written."""
        if not guards:
            return guards
        return guards.difference(*(block.known for block in self.blocks))

    def _implied(self, guards: GUARDED) -> set[str]:
        """What is known as soon as these are known."""
        found: set[str] = set()
        todo = list(guards)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo.extend(self.implies.get(name, ()))
        return found

    def _unknown_if(self, guards: GUARDED) -> str:
        return " or ".join(_is_gap(g) for g in sorted(self._open(guards)))

    def _joined(self, guards: GUARDED) -> str:
        """The gap of values of which one is unknown."""
        open_ = sorted(self._open(guards))
        if len(open_) == 1:
            return open_[0]
        return f"{'join_two' if len(open_) == 2 else 'join'}({', '.join(open_)})"

    def _guarded(self, code: Code) -> str:
        if not self._open(code.guards):
            return code.text
        return f"{self._joined(code.guards)} if {self._unknown_if(code.guards)} else {code.text}"

    def _settled(self, name: str, guards: GUARDED, d: int | str = 1) -> Code:
        """A variable that is known only if all its guards are."""
        self.implies[name] = guards
        return Code(name, frozenset([name]), d, True)

    def _guards(self, expr: Expr) -> list[Code]:
        return [self.emit(a) for a in expr.args]

    def _const(self, expr: Expr) -> Code:
        if expr.kind == NUM:
            n, d = Fraction(expr.data).as_integer_ratio()
            return Code(f"({n})", d=d, atom=True)
        if isinstance(expr.data, bool | str):
            return Code(repr(expr.data), atom=True)
        name = f"D_{expr.data.strftime('%Y%m%d')}"
        self.scope[name] = expr.data
        return Code(name, atom=True)

    def _fact(self, expr: Expr) -> Code:
        fact = expr.data
        self.blocks[-1].taken.facts[fact.name] = None
        name = self.fresh()
        row = self.row_of(expr.table)  # type: ignore[arg-type]
        cells = "X" if row == "row" else f"{row}.cells"
        self.line(f"{name} = {cells}.get({fact.name!r}, {self._gap(fact.name)})")
        d: int | str = 1
        if expr.kind == NUM:
            d = 10**fact.type.scale
            if fact.type.exact:
                d = self.fresh()
                self.line(f"{name}, {d} = ({name}, 1) if {_is_gap(name)} else {name}")
        return Code(name, frozenset([name]), d, True)

    def _rule_value(self, name: str, row: str) -> str:
        found = self.fresh()
        verdicts = "V" if row == "row" else f"{row}.verdicts"
        self.line(f"{found} = {verdicts}.get({name!r}, MISSING)")
        self.line(f"if {found} is MISSING: {found} = r_{name}({row})")
        return found

    def _rule(self, expr: Expr) -> Code:
        name = expr.data
        self.blocks[-1].taken.rules[name] = None
        found = self._rule_value(name, self.row_of(expr.table))  # type: ignore[arg-type]
        if expr.kind != NUM:
            return Code(found, frozenset([found]), atom=True)
        d = self.denominators[name]
        if d == "pair":
            d = self.fresh()
            self.line(f"{found}, {d} = ({found}, 1) if {_is_gap(found)} else {found}")
        return Code(found, frozenset([found]), d, True)

    def _unknown(self, expr: Expr) -> Code:
        name = self.fresh()
        self.line(f"{name} = {self._gap(expr.data)}")
        return Code(name, frozenset([name]), 1, True)

    def _gap(self, name: str) -> str:
        """The constant that stands for a missing name."""
        gap = self.gaps.named(name)
        constant = f"G{gap.mask.bit_length()}"
        self.scope[constant] = gap
        return constant

    def _said(self, expr: Expr) -> Code:
        return self.emit(expr.args[0])

    # numbers

    def _common(self, a: Code, b: Code) -> tuple[str, str, int | str]:
        if isinstance(a.d, int) and isinstance(b.d, int):
            d = lcm(a.d, b.d)
            return _times(a.text, d // a.d), _times(b.text, d // b.d), d
        da, db = str(a.d), str(b.d)
        if da == db:
            return a.text, b.text, a.d
        return _times(a.text, b.d), _times(b.text, a.d), _product(a.d, b.d)

    def _add(self, expr: Expr) -> Code:
        return self._sum(expr, "+")

    def _sub(self, expr: Expr) -> Code:
        return self._sum(expr, "-")

    def _sum(self, expr: Expr, sign: str) -> Code:
        a, b = self._guards(expr)
        x, y, d = self._common(a, b)
        return Code(f"({x} {sign} {y})", a.guards | b.guards, d)

    def _mul(self, expr: Expr) -> Code:
        a, b = self._guards(expr)
        d = a.d * b.d if isinstance(a.d, int) and isinstance(b.d, int) else _product(a.d, b.d)
        return Code(f"({a.text} * {b.text})", a.guards | b.guards, d)

    def _div(self, expr: Expr) -> Code:
        a, b = self._guards(expr)
        divisor = expr.args[1]
        if divisor.op == "const" and divisor.data > 0:
            n, d = Fraction(divisor.data).as_integer_ratio()
            below = a.d * n if isinstance(a.d, int) else _product(a.d, n)
            return Code(_times(a.text, d), a.guards, below)
        b = self._atom(b)
        name, below = self.fresh(), self.fresh()
        guards = self._open(a.guards | b.guards)
        zero = self._gap(DIVISION_BY_ZERO)
        if guards:
            self.line(
                f"if {self._unknown_if(guards)}: {name} = {self._joined(guards)}; {below} = 1"
            )
        self.line(f"{'elif' if guards else 'if'} {b.text} == 0: {name} = {zero}; {below} = 1")
        top, low = _product(a.text, b.d), _product(a.d, b.text)
        self.line(f"elif {b.text} > 0: {name} = {top}; {below} = {low}")
        self.line(f"else: {name} = -({top}); {below} = -({low})")
        return self._settled(name, guards, below)

    def _round(self, expr: Expr) -> Code:
        x = self._atom(self.emit(expr.args[0]))
        step_n, step_d = expr.data.step.as_integer_ratio()
        if isinstance(x.d, int):
            shared = gcd(step_d, x.d * step_n)
            n, d = _times(x.text, step_d // shared), str(x.d * step_n // shared)
        else:
            n, d = _times(x.text, step_d), _times(x.d, step_n)
        units = _units(expr.data.mode, n, d, x.text)
        return Code(_times(f"({units})", step_n), x.guards, step_d)

    def _min(self, expr: Expr) -> Code:
        return self._extreme(expr, "<=")

    def _max(self, expr: Expr) -> Code:
        return self._extreme(expr, ">=")

    def _extreme(self, expr: Expr, sign: str) -> Code:
        a, b = (self._atom(c) for c in self._guards(expr))
        guards = self._open(a.guards | b.guards)
        if expr.kind != NUM:
            return Code(f"({a.text} if {a.text} {sign} {b.text} else {b.text})", guards)
        x, y, d = self._common(a, b)
        if isinstance(d, int):
            return Code(f"({x} if {x} {sign} {y} else {y})", guards, d)
        if a.d == b.d:
            return Code(f"({x} if {x} {sign} {y} else {y})", guards, d)
        n, below = self.fresh(), self.fresh()
        start = f"if {self._unknown_if(guards)}: {n} = {self._joined(guards)}; {below} = 1"
        if guards:
            self.line(start)
        self.line(f"{'elif' if guards else 'if'} {x} {sign} {y}: {n} = {a.text}; {below} = {a.d}")
        self.line(f"else: {n} = {b.text}; {below} = {b.d}")
        return self._settled(n, guards, below) if guards else Code(n, NO_GUARD, below, True)

    def _as_text(self, expr: Expr) -> Code:
        x = self._atom(self.emit(expr.args[0]))
        return Code(f"as_text({x.text}, {x.d})", x.guards)

    # conditions

    def _lt(self, expr: Expr) -> Code:
        return self._compare(expr, "<")

    def _le(self, expr: Expr) -> Code:
        return self._compare(expr, "<=")

    def _eq(self, expr: Expr) -> Code:
        return self._compare(expr, "==")

    def _compare(self, expr: Expr, sign: str) -> Code:
        a, b = self._guards(expr)
        x, y = a.text, b.text
        if expr.args[0].kind == NUM:
            x, y, _ = self._common(a, b)
        return Code(f"({x} {sign} {y})", a.guards | b.guards)

    def _not(self, expr: Expr) -> Code:
        a = self.emit(expr.args[0])
        return Code(f"(not {a.text})", a.guards)

    def _and(self, expr: Expr) -> Code:
        return self._kleene(expr, "False")

    def _or(self, expr: Expr) -> Code:
        return self._kleene(expr, "True")

    def _kleene(self, expr: Expr, decisive: str) -> Code:
        parts = self._guards(expr)
        if not any(self._open(p.guards) for p in parts):
            word = " and " if decisive == "False" else " or "
            return Code("(" + word.join(p.text for p in parts) + ")")
        atoms = [self._atom(p).text for p in parts]
        name = self.fresh()
        found = " or ".join(f"{a} is {decisive}" for a in atoms)
        open_ = [self._open(p.guards) for p in parts]
        guards = frozenset(a for a, g in zip(atoms, open_, strict=True) if g)
        other = "True" if decisive == "False" else "False"
        lacking = f"{self._joined(guards)} if {self._unknown_if(guards)} else {other}"
        self.line(f"{name} = {decisive} if {found} else {lacking}")
        return Code(name, frozenset([name]), atom=True)

    def _in(self, expr: Expr) -> Code:
        a = self.emit(expr.args[0])
        return Code(f"({a.text} in {tuple(expr.data)!r})", a.guards)

    def _known(self, expr: Expr) -> Code:
        a = self._atom(self.emit(expr.args[0]))
        return Code(f"({a.text}.__class__ is not Gap)" if self._open(a.guards) else "True")

    def _in_place(self, expr: Expr) -> Code:
        a = self.emit(expr.args[0])
        code, above = expr.data
        name = f"P_{_safe(code)}"
        self.scope[name] = lambda p: p == code or bool(above and code in above(p))
        return Code(f"{name}({a.text})", a.guards)

    def _reading(self, expr: Expr) -> Code:
        question, option = expr.data
        chosen = self.reading.get(question.name)
        if chosen is not None or not expr.args:
            return Code(repr((chosen or question.default) == option), atom=True)
        place = self._atom(self.emit(expr.args[0]))
        local = f"Q_{question.name}"
        self.scope[local] = self.program.local_answer(question)
        return Code(f"({local}({place.text}) == {option!r})", place.guards)

    # choices

    def _when(self, expr: Expr) -> Code:
        condition = self._atom(self.emit(expr.args[0]))
        if condition.text in ("True", "False"):
            return self.emit(expr.args[1 if condition.text == "True" else 2])
        then = self.branch(lambda: self._ready(expr.args[1]), condition.guards)
        other = self.branch(lambda: self._ready(expr.args[2]), condition.guards)
        heads = [f"if {condition.text}:", "else:"]
        suites = [then, other]
        if self._open(condition.guards):
            unknown = Code(condition.text, condition.guards, UNKNOWN)
            heads.insert(0, f"if {_is_gap(condition.text)}:")
            heads[1] = f"elif {condition.text}:"
            suites.insert(0, (unknown, []))
        made = self._merge(expr.kind, heads, suites)
        self.implies[made.text] = condition.guards
        return made

    def _ready(self, expr: Expr) -> Code:
        return self._atom(self.emit(expr))

    def _first_known(self, expr: Expr) -> Code:
        return self._either(expr, None)

    def _assumed(self, expr: Expr) -> Code:
        fact = expr.args[0]
        return self._either(expr, fact.data.name if fact.op == "fact" else str(fact.data))

    def _either(self, expr: Expr, assumed: str | None) -> Code:
        first = self._atom(self.emit(expr.args[0]))
        if not self._open(first.guards):
            return first

        def write() -> Code:
            if assumed:
                self.blocks[-1].taken.assumed[assumed] = None
            second = self._ready(expr.args[1])
            if assumed or not self._open(second.guards):
                return second
            both = self.fresh()
            self.line(f"{both} = {second.text}")
            self.line(f"if {_is_gap(both)}: {both} = join({first.text}, {both})")
            return Code(both, frozenset([both]), second.d, True)

        second = self.branch(write)
        heads = [f"if {first.text}.__class__ is not Gap:", "else:"]
        return self._merge(expr.kind, heads, [(replace(first, guards=NO_GUARD), []), second])

    def _merge(self, kind: str, heads: list[str], suites: list[tuple[Code, list[str]]]) -> Code:
        """One variable for the value of whichever suite is run."""
        name = self.fresh()
        real = [c for c, _ in suites if c.d is not UNKNOWN]
        d: int | str = 1
        if kind == NUM:
            fixed = [c.d for c in real if isinstance(c.d, int)]
            d = lcm(*fixed) if len(fixed) == len(real) else self.fresh()
        guarded = False
        for head, (code, lines) in zip(heads, suites, strict=True):
            self.line(head)
            for line in lines:
                self.line("    " + line)
            guarded = guarded or bool(code.guards)
            for line in self._assign(name, d, code):
                self.line("    " + line)
        guards = frozenset([name]) if guarded else NO_GUARD
        return Code(name, guards, d, True)

    def _assign(self, name: str, d: int | str, code: Code) -> list[str]:
        if code.d is UNKNOWN:
            return [f"{name} = {code.text}"] + ([f"{d} = 1"] if isinstance(d, str) else [])
        if isinstance(d, str):
            return [f"{name} = {code.text}", f"{d} = {code.d}"]
        if isinstance(code.d, int) and code.d != d:
            return [f"{name} = {self._guarded(Code(_times(code.text, d // code.d), code.guards))}"]
        return [f"{name} = {code.text}"]

    # dates

    def _year(self, expr: Expr) -> Code:
        a = self.emit(expr.args[0])
        return Code(f"{a.text}.{expr.op}", a.guards)

    _month = _day = _year

    def _strict_call(self, expr: Expr) -> Code:
        """A date function by its name: of whole numbers, None where it finds no date."""
        arguments, guards = [], NO_GUARD
        for arg in expr.args:
            code = self.emit(arg)
            guards |= code.guards
            whole = arg.kind != NUM or code.d == 1
            arguments.append(code.text if whole else f"({code.text}) // ({code.d})")
        text = f"{expr.op}({', '.join(arguments)})"
        made = Code(text, guards)
        if expr.op not in ("add_days", "add_months", "make_date"):
            return made
        name = self.fresh()
        self.line(f"{name} = {self._guarded(made)}")
        self.line(f"if {name} is None: {name} = {self._gap(OUT_OF_RANGE)}")
        return self._settled(name, guards)

    # figures

    def _lookup(self, expr: Expr) -> Code:
        parameter = self.program.pack.parameters.get(expr.data.name, expr.data)
        below = parameter.denominator if expr.kind == NUM else 1
        finder = f"L_{parameter.name}"
        self.scope[finder] = Finder(parameter, below, expr.kind == NUM)
        codes = [self.emit(a) for a in expr.args]
        guards = frozenset().union(*(c.guards for c in codes))
        name = self.fresh()
        found = f"{finder}[{', '.join(c.text for c in codes)},]"
        self.line(f"{name} = {self._guarded(Code(found, guards))}")
        self.line(f"if {name} is None: {name} = {self._gap(f'figure:{parameter.name}')}")
        self.line(f"elif {name}.__class__ is tuple: T({name}[1]); {name} = {name}[0]")
        return self._settled(name, guards, below)

    def _daily(self, expr: Expr) -> Code:
        calendar, column = expr.data
        name = f"C_{calendar.name}"
        self.scope[name] = calendar.find
        key = self.emit(expr.args[0])
        text = key.text
        if expr.args[0].kind == NUM and key.d != 1:
            text = f"({text}) // ({key.d})"
        found = self.fresh()
        self.line(f"{found} = {self._guarded(Code(f'{name}({column!r}, {text})', key.guards))}")
        self.line(f"if {found} is None: {found} = {self._gap(f'calendar:{calendar.name}')}")
        return self._settled(found, key.guards)

    # aggregates

    def _loop(self, table: Table, body: Callable[[str], list[str]], start: list[str]) -> str:
        """Go over the finer rows; the body's `gap` list gathers what the rows lack."""
        rows, gap, child = self.fresh(), self.fresh(), self.fresh()
        outer = self.blocks[-1]
        block = Block(table, child, [], {}, outer.taken, outer.depth + 1)
        self.blocks.append(block)
        inner = body(gap)
        self.blocks.pop()
        self.line(f"{rows} = {outer.row}.below_named({table.name!r})")
        for text in start:
            self.line(text)
        none = f"[] if {rows} else [{self._gap(table.name)}]"
        self.line(f"{gap} = {none if table.empty == 'unknown' else '[]'}")
        self.line(f"for {child} in {rows}:")
        upper = child
        for between in table.line[1 : table.line.index(outer.table)]:
            self.line(f"    row_{between.name} = {upper}.parent")
            upper = f"row_{between.name}"
        for line in [*block.lines, *inner]:
            self.line("    " + line)
        return gap

    def _held(self, expr: Expr, values: tuple[Expr, ...], gap: str, use: Callable) -> list[str]:
        """If the condition holds for a row: evaluate the values and use them."""
        condition = self._atom(self.emit(expr.args[1]))
        suite = Block(self.blocks[-1].table, self.blocks[-1].row, [], {}, self.blocks[-1].taken, 0)
        suite.known = self._implied(condition.guards)
        self.blocks.append(suite)
        codes = [self._atom(self.emit(v)) for v in values]
        guards = self._open(frozenset().union(*(c.guards for c in codes)))
        used = use(*codes)
        self.blocks.pop()
        lines = []
        unsure = self._open(condition.guards)
        if unsure:
            lines.append(f"if {_is_gap(condition.text)}: {gap}.append({condition.text})")
        lines.append(f"{'elif' if unsure else 'if'} {condition.text}:")
        lines += ["    " + line for line in suite.lines]
        if guards:
            lacking = f"{gap}.append({self._joined(guards)})"
            lines += [f"    if {self._unknown_if(guards)}: {lacking}", "    else:"]
            lines += ["        " + line for line in used]
        else:
            lines += ["    " + line for line in used]
        return lines

    def _total(self, expr: Expr) -> Code:
        sum_, state = self.fresh(), {"d": 1}

        def use(x: Code) -> list[str]:
            state["d"] = x.d  # type: ignore[assignment]
            if isinstance(x.d, int):
                return [f"{sum_} += {x.text}"]
            return [f"{sum_}, {below} = add_pair({sum_}, {below}, {x.text}, {x.d})"]

        below = self.fresh()
        start = [f"{sum_} = 0; {below} = 1"]
        gap = self._loop(expr.data, lambda g: self._held(expr, expr.args[:1], g, use), start)
        self.line(f"if {gap}: {sum_} = join_all({gap})")
        d: int | str = state["d"] if isinstance(state["d"], int) else below
        return Code(sum_, frozenset([sum_]), d, True)

    def _count(self, expr: Expr) -> Code:
        number = self.fresh()
        gap = self._loop(
            expr.data,
            lambda g: self._held(expr, (), g, lambda: [f"{number} += 1"]),
            [f"{number} = 0"],
        )
        self.line(f"if {gap}: {number} = join_all({gap})")
        return Code(number, frozenset([number]), 1, True)

    def _collected(self, expr: Expr, values: tuple[Expr, ...], finish: str, d: int = 1) -> Code:
        """Gather tuples of the rows that hold, then finish with a helper."""
        found, state = self.fresh(), {"d": d}

        def use(*codes: Code) -> list[str]:
            parts = []
            for code, value in zip(codes, values, strict=True):
                exact = value.kind == NUM and not isinstance(code.d, int)
                parts.append(f"Fraction({code.text}, {code.d})" if exact else code.text)
            if values and values[0].kind == NUM:
                state["d"] = codes[0].d  # type: ignore[assignment]
            return [f"{found}.append(({', '.join(parts)},))"]

        gap = self._loop(expr.data, lambda g: self._held(expr, values, g, use), [f"{found} = []"])
        name = self.fresh()
        none = self._gap(aggregate_name(expr))
        self.line(
            f"{name} = join_all({gap}) if {gap} else {finish}({found}) if {found} else {none}"
        )
        if isinstance(state["d"], int):
            return Code(name, frozenset([name]), state["d"], True)
        below = self.fresh()
        ratio = f"{name}.as_integer_ratio()"
        self.line(f"{name}, {below} = ({name}, 1) if {_is_gap(name)} else {ratio}")
        return Code(name, frozenset([name]), below, True)

    def _largest(self, expr: Expr) -> Code:
        return self._collected(expr, expr.args[:1], "largest_of")

    def _smallest(self, expr: Expr) -> Code:
        return self._collected(expr, expr.args[:1], "smallest_of")

    def _latest(self, expr: Expr) -> Code:
        return self._collected(expr, (expr.args[0], expr.args[2]), "latest_of")

    def _earliest(self, expr: Expr) -> Code:
        return self._collected(expr, (expr.args[0], expr.args[2]), "earliest_of")

    def _restarted(self, expr: Expr) -> Code:
        table, months = expr.data
        begun = self._atom(self.emit(expr.args[2]))
        found = self.fresh()
        gap = self._loop(
            table,
            lambda g: self._held(
                expr, expr.args[:1], g, lambda day: [f"{found}.append({day.text})"]
            ),
            [f"{found} = []"],
        )
        name = self.fresh()
        if begun.guards:
            self.line(f"if {_is_gap(begun.text)}: {gap}.append({begun.text})")
        made = f"restarted_from({begun.text}, {months}, {found})"
        self.line(f"{name} = join_all({gap}) if {gap} else {made}")
        return Code(name, frozenset([name]), 1, True)

    def _complete(self, expr: Expr) -> Code:
        made, rows, expected = (self._atom(c) for c in self._guards(expr))
        x, y, _ = self._common(rows, expected)
        guards = made.guards | rows.guards | expected.guards
        name = self.fresh()
        told = f"{self._gap(expr.data.name)} if {x} < {y} else {made.text}"
        self.line(f"{name} = {self._guarded(Code(told, guards))}")
        return Code(name, frozenset([name]), made.d, True)


class Finder(dict):
    """A parameter's figures by keys and date, each search made once: (value, figure) or None."""

    def __init__(self, parameter: Parameter, below: int, number: bool):
        super().__init__()
        self.parameter, self.below, self.number = parameter, below, number

    def __missing__(self, key: tuple) -> tuple[Any, Any] | None:
        figure = self.parameter.find(key[:-1], key[-1])
        found = None
        if figure is not None:
            value = int(figure.value * self.below) if self.number else figure.value
            found = (value, figure)
        if len(self) > 100_000:
            self.clear()
        self[key] = found
        return found


def _safe(text: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in text)


def _times(text: str, factor: int | str) -> str:
    return text if factor == 1 or text == ZERO else f"{text} * {factor}"


def _product(a: int | str, b: int | str) -> str:
    if a == 1:
        return str(b)
    return str(a) if b == 1 else f"({a} * {b})"


def _is_gap(name: str) -> str:
    return f"{name}.__class__ is Gap"


def _units(mode: str, n: str, d: str, sign: str) -> str:
    if d == "1":
        return n
    if mode == DOWN:
        return f"({n}) // ({d})"
    if mode == UP:
        return f"-(-({n}) // ({d}))"
    if mode == HALF_UP:
        up = f"(2 * {n} + {d}) // (2 * {d})"
        return f"{up} if {sign} >= 0 else -((-2 * {n} + {d}) // (2 * {d}))"
    return f"({n}) // ({d}) if {sign} >= 0 else -(-({n}) // ({d}))"


def _as_text(n: int, d: int) -> str:
    value = Fraction(n, d)
    return str(value)


def _add_pair(n: int, d: int, x: int, y: int) -> tuple[int, int]:
    top, below = n * y + x * d, d * y
    shared = gcd(top, below)
    return top // shared, below // shared


def _earliest_of(rows: list[tuple]) -> Any:
    first = min(by for _, by in rows)
    return max(value for value, by in rows if by == first)


def restarted_from(begun: Any, months: int, days: list) -> Any:
    """The last beginning of a period that each day in it begins anew."""
    for day in sorted(days):
        if begun < day <= dates.add_months(begun, months):
            begun = day
    return begun


def _or_none(function: Callable) -> Callable:
    @lru_cache(50_000)
    def call(*values: Any) -> Any:
        try:
            return function(*values)
        except dates.OutOfRange:
            return None

    return call


HELPERS: dict[str, Any] = {
    "Fraction": Fraction,
    "as_text": _as_text,
    "add_pair": _add_pair,
    "largest_of": lambda rows: max(rows)[0],
    "smallest_of": lambda rows: min(rows)[0],
    "latest_of": lambda rows: max(rows, key=lambda r: (r[1], r[0]))[0],
    "earliest_of": _earliest_of,
    "restarted_from": restarted_from,
    "add_days": _or_none(dates.add_days),
    "add_months": _or_none(dates.add_months),
    "make_date": _or_none(dates.make_date),
    "days_between": dates.days_between,
    "months_between": dates.months_between,
    "months_same_day": dates.months_same_day,
    "year_length": dates.year_length,
    "weekday": dates.weekday,
}
