"""What each entitlement comes to, and which of them a worker's best lawful combination counts."""

from __future__ import annotations

from gongyou.law.schema.types import NUM

from ..graph import Traced
from ..language.nodes import Expr
from ..pack import Entitlement
from ..results import AMOUNT, NOT_DUE, STATUSES, UNDETERMINED
from ..rounding import HALF_UP_4
from .code import I32, I64, MIN32, Code, Function, c32, c64, get, op, times, unless_zero
from .emitter import Emitter
from .exact import below_of, rounded, scaled
from .parts import Block, Value
from .way import COMPILED

DUE, OPEN, NONE = (STATUSES.index(s) for s in (AMOUNT, UNDETERMINED, NOT_DUE))
LEFT = len(STATUSES)
"""The status of a result that is left to the meaning."""
NO_REASON = 255
UNITS = 10_000
RUN = "run"


def write_entitlement(run: Emitter, code: str) -> None:
    """A function that leaves an entitlement's result for the worker that is computed."""
    entitlement = run.pack.entitlements[code]
    traced = run.graph.traced[entitlement.rule]
    run.open(f"e_{run.layout.places[code]}", run.pack.root)
    anew = run.place()
    fields = {
        "status": run.new(I32, c32(NONE)),
        "reason": run.new(I32, c32(NO_REASON)),
        "amount": run.new(I64, c64(0)),
        "set": run.new(I32, c32(0)),
        "limit": run.new(I32, c32(MIN32)),
    }
    conditions = _reasons(run, traced.unless, fields)
    _amount(run, entitlement, traced.amount, conditions, fields)
    del run.blocks[1:]
    if entitlement.limitation:
        _limitation(run, entitlement.limitation, fields)
    if run.poisons:
        anew[:] = "setglobal", "poison", c32(0)
        _leave(run, fields)
    _store(run, code, fields)


def _reasons(run: Emitter, unless: tuple, fields: dict[str, Code]) -> list[Value]:
    """Ask the reasons in order; what follows one is written where it does not hold."""
    found = []
    for number, (_, condition) in enumerate(unless):
        held = run.emit(condition)
        found.append(held)
        block = run.plain_block()
        if run.marks:
            block.taken = run.new_taken()
            run.mark(block)
        holds = unless_zero(run.unknown(held), held.x)
        run.out("if", holds, [("set", fields["reason"][1], c32(number))], block.body)
        run.blocks.append(block)
    return found


def _amount(
    run: Emitter,
    entitlement: Entitlement,
    amount: Expr,
    conditions: list[Value],
    fields: dict[str, Code],
) -> None:
    value = run.emit(amount)
    words = run.union(*conditions, value)
    unknown = run.unknown_of(words)
    if run.marks:
        _keep_exact(run, entitlement.code, value)
    status = fields["status"][1]
    known = c32(DUE)
    run.out("set", status, known if unknown is None else op("select", c32(OPEN), known, unknown))
    if amount.kind == NUM:
        (x, low, high), below = rounded(run, value, HALF_UP_4)
        exact = Value(x, I64, below, {}, low, high)
        run.out("set", fields["amount"][1], scaled(run, exact, UNITS // below)[0])
        if entitlement.zero == "not_due":
            nothing = unless_zero(unknown, op("i64.le_s", value.x, c64(0)))
            run.out("if", nothing, [("set", status, c32(NONE))], [])
    else:
        run.out("set", fields["amount"][1], op("i64.extend_i32_s", value.x))
    if unknown is not None:
        masks = (words.get(number, c64(0)) for number in range(run.layout.words))
        number = run.call("intern", *masks)
        run.out("if", unknown, [("set", fields["set"][1], number)], [])


def _keep_exact(run: Emitter, code: str, value: Value) -> None:
    """For one worker the amount as it is, before it is rounded to ten-thousandths."""
    at = run.layout.exact + 16 * run.layout.places[code]
    if value.type == I64:
        run.out("i64.store", c32(0), at, value.x)
        run.out("i64.store", c32(0), at + 8, below_of(value)[0])
    else:
        run.out("i64.store", c32(0), at, op("i64.extend_i32_s", value.x))


def _limitation(run: Emitter, name: str, fields: dict[str, Code]) -> None:
    block = run.plain_block()

    def write() -> None:
        last = run.recall(name)
        unknown = run.unknown(last)
        day = last.x if unknown is None else op("select", c32(MIN32), last.x, unknown)
        run.out("set", fields["limit"][1], day)

    run.within(block, write)
    run.out("if", op("i32.ne", fields["status"], c32(NONE)), block.body, [])


def _leave(run: Emitter, fields: dict[str, Code]) -> None:
    """What was poisoned says so."""
    poisoned = [
        ("set", fields["status"][1], c32(LEFT)),
        ("i32.store8", get("w"), run.layout.left, c32(1)),
    ]
    run.out("if", ("global", "poison"), poisoned, [])


def _store(run: Emitter, code: str, fields: dict[str, Code]) -> None:
    worker, at = get("w"), run.layout.result
    run.out("i64.store", times(worker, 8), at("amount", code), fields["amount"])
    for name in ("set", "limit"):
        run.out("i32.store", times(worker, 4), at(name, code), fields[name])
    for name in ("status", "reason"):
        run.out("i32.store8", worker, at(name, code), fields[name])


def write_more(run: Emitter) -> None:
    """For explanations: what details and limitations show, and which versions were taken."""
    run.open("more", run.pack.root)
    run.out("setglobal", "poison", c32(0))
    names: dict[str, None] = {}
    for code in run.layout.codes:
        e = run.pack.entitlements[code]
        for name in (e.limitation_starts, e.limitation_interrupted, *e.details):
            if name:
                names[name] = None
    of_root = [n for n in names if run.graph.traced[n].table is run.pack.root]
    for name in of_root:
        run.recall(name)
    for name, at in run.layout.versions.items():
        _store_version(run, run.graph.traced[name], at)
    left = [("i32.store8", get("w"), run.layout.left, c32(1))]
    run.out("if", ("global", "poison"), left, [])


def _store_version(run: Emitter, traced: Traced, at: int) -> None:
    """Which version is taken; of finer rows, by the first."""
    if traced.table is run.pack.root:
        run.out("i32.store", c32(0), at, _version(run, traced.versions))
        return
    first, last = run.rows_below(traced.table, run.pack.root, get("w"))
    memo = run.memo_at(traced.table, first)
    block = Block(traced.table, [], first, memo, run.blocks[-1].taken)

    def write() -> None:
        run.out("i32.store", c32(0), at, _version(run, traced.versions))

    run.within(block, write)
    run.out("i32.store", c32(0), at, c32(0))
    run.out("if", op("i32.lt_s", first, last), block.body, [])


def _version(run: Emitter, versions: tuple) -> Code:
    """The number of the first version whose guard holds."""
    chosen = run.new(I32, c32(0))
    for number, (guard, _, _) in reversed(list(enumerate(versions))):
        if guard is None:
            run.out("set", chosen[1], c32(number))
            continue
        held = run.emit(guard)
        holds = unless_zero(run.unknown(held), held.x)
        run.out("set", chosen[1], op("select", c32(number), chosen, holds))
    return chosen


def write_run(run: Emitter) -> None:
    """All workers of a chunk, one after the other; how many they are stands in the memory."""
    k = get("k")
    body: list[Code] = [
        ("setglobal", "w", k),
        ("i32.store8", k, run.layout.left, c32(0)),
        ("setglobal", "epoch", op("i32.add", ("global", "epoch"), c32(2))),
    ]
    body += [("do", op("call", f"e_{n}")) for n in range(len(run.layout.codes))]
    if run.marks:
        body.append(("do", op("call", "more")))
    body += _best(run)
    body.append(("set", "k", op("i32.add", k, c32(1))))
    more = op("i32.lt_s", k, op("i32.load", c32(0), run.layout.workers))
    names = {"k": I32, "sum": I64, "most": I64, "chosen": I32}
    run.functions.append(Function(RUN, [], None, names, [("while", more, body)], exported=True))


def _best(run: Emitter) -> list[Code]:
    """For each group of rivals the lawful set that gives most, the first of equal ones."""
    body: list[Code] = []
    for group, all_sets in run.graph.choices:
        members = [code for code in group if code in run.layout.codes]
        sets = [[code for code in s if code in members] for s in all_sets]
        if len(sets) > 1:
            body += _choose(run, sets)
        for code in members:
            inside = c32(1)
            if len(sets) > 1:
                inside = c32(0)
                for number, chosen in enumerate(sets):
                    if code in chosen:
                        this = op("i32.eq", get("chosen"), c32(number))
                        inside = op("i32.or", inside, this)
            due = op("i64.gt_s", _owed(run, code), c64(0))
            at = run.layout.result("best", code)
            body.append(("i32.store8", get("k"), at, op("i32.and", inside, due)))
    return body


def _choose(run: Emitter, sets: list[list[str]]) -> list[Code]:
    body: list[Code] = []
    for number, codes in enumerate(sets):
        total: Code = c64(0)
        for code in codes:
            total = op("i64.add", total, _owed(run, code))
        more = c32(1) if number == 0 else op("i64.gt_s", get("sum"), get("most"))
        take = [("set", "most", get("sum")), ("set", "chosen", c32(number))]
        body += [("set", "sum", total), ("if", more, take, [])]
    return body


def _owed(run: Emitter, code: str) -> Code:
    """The amount of an entitlement, 0 where it is not due or unknown."""
    at = run.layout.result
    amount = op("i64.load", times(get("k"), 8), at("amount", code))
    due = op("i32.eq", op("i32.load8_u", get("k"), at("status", code)), c32(DUE))
    return op("select", amount, c64(0), op("i32.and", due, op("i64.gt_s", amount, c64(0))))


__all__ = ["COMPILED", "DUE", "LEFT", "NONE", "NO_REASON", "OPEN", "UNITS"]
