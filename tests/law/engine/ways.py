"""The ways of computing the same claims, brought to one form so that they can be compared."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from gongyou.law import Facts
from gongyou.law.engine.claim import compute
from gongyou.law.engine.facts import read_rows
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.meaning import Interpreter
from gongyou.law.engine.rounding import HALF_UP_4
from gongyou.law.engine.rows import Unknown
from gongyou.law.portable import carry
from tests.law.portable.phone import Phone, case

ON = date(2022, 6, 30)
PLACES = Decimal("0.0001")


def facts_of(tables, key, worker) -> Facts:
    """One worker's part of a roster."""
    mine = {n: [r for r in rows if r[key] == worker] for n, rows in tables.items()}
    (root, *_), rest = mine.pop(next(iter(tables))), mine
    return Facts(**{next(iter(tables)): root}, **rest)


def by_claim(pack, tables, reading=None, way=compute) -> dict:
    """One worker at a time: by the compiled law, or by another way (`meant`: the meaning)."""
    key = pack.root.key[0]
    found = {}
    for row in tables[pack.root.name]:
        made = way(pack, facts_of(tables, key, row[key]), ON, reading or {})
        for result in made:
            amount = None if result.amount is None else result.amount.quantize(PLACES)
            limit = result.limitation.last_safe_filing_date if result.limitation else None
            value = result.value if result.amount is None else None
            value = None if value is None else str(value).lower()
            best = result.code in made.best.members
            found[row[key], result.code] = (
                result.status, amount, value, result.reason, tuple(result.missing), limit, best,
            )  # fmt: skip
    return found


def by_phone(pack, tables, reading=None) -> dict:
    """One worker at a time by the engine on the phone, from the graph as data."""
    key = pack.root.key[0]
    workers = [row[key] for row in tables[pack.root.name]]
    cases = [case(facts_of(tables, key, worker), ON, reading) for worker in workers]
    with Phone() as phone:
        answers = phone.ask(cases, carry(pack).data)
    return {
        (worker, each["code"]): (*_phone_value(each, pack), each["best"])
        for worker, answer in zip(workers, answers, strict=True)
        for each in answer["results"]
    }


def _phone_value(each, pack) -> tuple:
    number = graph_of(pack).traced[pack.entitlements[each["code"]].rule].amount.kind == "num"
    value, amount = each["value"], None
    if value is not None and number:
        amount = Decimal(int(HALF_UP_4.apply(Fraction(value)) * 10**4)).scaleb(-4)
    limit = date.fromisoformat(each["limit"]) if each["limit"] else None
    text = None if value is None or number else str(value).lower()
    return each["status"], amount, text, each["reason"], tuple(each["missing"]), limit


def by_table(pack, table) -> dict:
    """What a batch gave, in the same form."""
    key = pack.root.key[0]
    return {
        (r[key], r["entitlement"]): (
            r["status"],
            r["amount"],
            None if r["value"] is None else r["value"].lower(),
            r["reason"],
            tuple(r["missing"] or ()),
            r["limitation_date"],
            bool(r["in_best"]),
        )
        for r in table.to_pylist()
    }


def by_meaning(pack, tables, reading=None) -> dict:
    """Status, amount and missing names straight from the interpreter, node by node."""
    key, found = pack.root.key[0], {}
    for row in tables[pack.root.name]:
        root = read_rows(pack, facts_of(tables, key, row[key]), ON)
        run = Interpreter(pack, reading or {})
        for code, entitlement in pack.entitlements.items():
            found[row[key], code] = _verdict(run, graph_of(pack).traced[entitlement.rule], root)
    return found


def _verdict(run, traced, root):
    gaps = set()
    for code, condition in traced.unless:
        held = run.value(condition, root)
        if held is True:
            return "not_due", None, code, ()
        if type(held) is Unknown:
            gaps |= held.names
    value = run.value(traced.amount, root)
    if type(value) is Unknown:
        gaps |= value.names
    if gaps:
        return "undetermined", None, None, tuple(sorted(gaps))
    if traced.amount.kind == "num":
        value = Decimal(int(HALF_UP_4.apply(value) * 10**4)).scaleb(-4)
    return "known", value, None, ()


def plain(answers: dict) -> dict:
    """by_claim's answers in the interpreter's form."""
    found = {}
    for where, (status, amount, value, reason, missing, _, _) in answers.items():
        if status == "undetermined":
            found[where] = ("undetermined", None, None, missing)
        elif status == "not_due" and reason != "nothing_owed":
            found[where] = ("not_due", None, reason, ())
        else:
            found[where] = ("known", amount if amount is not None else value, None, ())
    return found


def explained(claim) -> dict:
    """All that a claim says of each result, step by step."""
    return {
        result.code: (
            *(result.status, result.amount, result.value, result.reason, result.missing),
            result.limitation,
            [step_of(step) for step in result.steps],
            [step_of(step) for step in result.details],
        )
        for result in claim
    }


def step_of(step) -> tuple:
    """What a step says, without its words."""
    rows = None if step.rows is None else list(step.rows)
    used = (step.inputs, step.cites, step.figures, step.assumed)
    return step.name, step.value, step.unit, step.missing, used, rows
