"""Functions that every module has: exact division, the calendar, figures in force.

The calendar reaches from 1600 to 2499; a date beyond is poison.
"""

from __future__ import annotations

from .code import I32, I64, Code, Function, c32, c64, get, op, times
from .emitter import Emitter
from .layout import CALENDAR_MONTHS, FIRST_CALENDAR_YEAR, LOG_ENTRIES, Layout

POISON = ("setglobal", "poison", c32(1))
SMALL, SAFE_PRODUCT = 2**31, 2.3e18
GAP = -(2**63) + 1
"""What stands for a figure where none is in force."""
MIXER = -7046029254386353131


def write_helpers(run: Emitter) -> None:
    """Add them to the module."""
    layout = run.layout
    run.functions += [
        _floordiv(),
        _gcd(),
        _shared(),
        _checked(),
        _pair_top(),
        *_calendar(layout),
        _find(),
        _restart(layout),
        _intern(layout),
    ]
    if run.marks:
        run.functions.append(_note(layout))


def _if(condition: Code, then: list[Code], otherwise: list[Code] | None = None) -> Code:
    return ("if", condition, then, otherwise or [])


def _set(name: str, value: Code) -> Code:
    return ("set", name, value)


def _floordiv() -> Function:
    n, d, q = get("n"), get("d"), get("q")
    rest = op("i64.lt_s", op("i64.sub", n, op("i64.mul", q, d)), c64(0))
    body = [
        _if(op("i64.le_s", d, c64(0)), [POISON, ("return", c64(0))]),
        _set("q", op("i64.div_s", n, d)),
        ("return", op("i64.sub", q, op("i64.extend_i32_s", rest))),
    ]
    return Function("floordiv", [("n", I64), ("d", I64)], I64, {"q": I64}, body)


def _gcd() -> Function:
    a, b = get("a"), get("b")
    step = [_set("t", op("i64.rem_s", a, b)), _set("a", b), _set("b", get("t"))]
    body = [
        _if(op("i64.lt_s", a, c64(0)), [_set("a", op("i64.sub", c64(0), a))]),
        ("while", op("i64.ne", b, c64(0)), step),
        ("return", op("select", c64(1), a, op("i64.eqz", a))),
    ]
    return Function("gcd", [("a", I64), ("b", I64)], I64, {"t": I64}, body)


def _shared() -> Function:
    """What to cancel; nothing where both are small, which is nearly always."""

    def small(name: str) -> Code:
        below = op("i64.lt_s", get(name), c64(SMALL))
        return op("i32.and", below, op("i64.gt_s", get(name), c64(-SMALL)))

    body = [
        _if(op("i32.and", small("a"), small("b")), [("return", c64(1))]),
        ("return", op("call", "gcd", get("a"), get("b"))),
    ]
    return Function("shared", [("a", I64), ("b", I64)], I64, {}, body)


def _checked() -> Function:
    a, b = get("a"), get("b")
    size = op("f64.mul", op("f64.convert_i64_s", a), op("f64.convert_i64_s", b))
    inside = op("f64.lt", op("f64.abs", size), ("f64.const", SAFE_PRODUCT))
    body = [
        _if(op("i32.eqz", inside), [POISON, ("return", c64(1))]),
        ("return", op("i64.mul", a, b)),
    ]
    return Function("checked", [("a", I64), ("b", I64)], I64, {}, body)


def _pair_top() -> Function:
    """The numerator of n/d + x/y over d·y."""
    left = op("call", "checked", get("n"), get("y"))
    right = op("call", "checked", get("x"), get("d"))
    names = [(name, I64) for name in ("n", "d", "x", "y")]
    return Function("pair_top", names, I64, {}, [("return", op("i64.add", left, right))])


def _calendar(layout: Layout) -> list[Function]:
    """Dates to months and days, and back."""

    def first(month: Code) -> Code:
        return op("i32.load", times(month, 4), layout.firsts)

    def month_of(name: str) -> Code:
        return op("i32.shr_s", get(name), c32(5))

    def day_of(name: str) -> Code:
        return op("i32.and", get(name), c32(31))

    y, k, z = get("y"), get("k"), get("z")
    fourth = op("i32.eqz", op("i32.and", y, c32(3)))
    century = op("i32.ne", op("i32.rem_s", y, c32(100)), c32(0))
    leap = op("i32.and", fourth, op("i32.or", century, op("i32.eqz", op("i32.rem_s", y, c32(400)))))
    months = op("i32.sub", month_of("q"), month_of("p"))
    earlier = op("i32.lt_s", day_of("q"), day_of("p"))
    month_of_q = month_of("q")
    following = first(op("i32.add", month_of_q, c32(1)))
    last = op("i32.lt_s", day_of("q"), op("i32.sub", following, first(month_of_q)))
    start = times(op("i32.sub", y, c32(FIRST_CALENDAR_YEAR)), 12)
    both = [("p", I32), ("q", I32)]

    def plain(name: str, params: list[tuple[str, str]], value: Code) -> Function:
        return Function(name, params, I32, {}, [("return", value)])

    return [
        Function("civil", [("z", I32)], I32, {}, [
            _if(_outside(op("i32.sub", z, c32(layout.first_day)), layout.calendar_days), [
                POISON, ("return", c32(33))
            ]),
            ("return", packed_day(layout, z)),
        ]),
        plain("leap", [("y", I32)], leap),
        Function("on_day", [("k", I32), ("d", I32)], I32, {}, [
            _if(_outside(k, CALENDAR_MONTHS), [POISON, ("return", c32(0))]),
            ("return", day_of_month(layout, k, get("d"))),
        ]),
        plain("make_date", [("y", I32), ("m", I32), ("z", I32)], op(
            "call", "on_day", op("i32.add", start, op("i32.sub", get("m"), c32(1))), z
        )),
        plain("add_months", [("p", I32), ("n", I32)], op(
            "call", "on_day", op("i32.add", month_of("p"), get("n")), day_of("p")
        )),
        plain("months_same_day", both, op("i32.sub", months, earlier)),
        plain("months_between", both, op("i32.sub", months, op("i32.and", earlier, last))),
    ]  # fmt: skip


def _outside(code: Code, size: int) -> Code:
    return op("i32.or", op("i32.lt_s", code, c32(0)), op("i32.ge_s", code, c32(size)))


def packed_day(layout: Layout, day: Code) -> Code:
    """Months since January 1600, times 32, and the day of the month: of a day in the calendar."""
    return op("i32.load", times(op("i32.sub", day, c32(layout.first_day)), 4), layout.days)


def day_of_month(layout: Layout, month: Code, day: Code) -> Code:
    """The day of a month in the calendar, or its last day where it has no such day."""
    first = op("i32.load", times(month, 4), layout.firsts)
    following = op("i32.load", times(op("i32.add", month, c32(1)), 4), layout.firsts)
    same = op("i32.sub", op("i32.add", first, day), c32(1))
    last = op("i32.sub", following, c32(1))
    return op("select", same, last, op("i32.lt_s", same, following))


def _find() -> Function:
    """The figure of a series in force on a day, or 0.

    A series is its number of entries, the address of the one found last, and for each entry from,
    to, value; they cover every day. Months come in order and people of one place follow each
    other, so that it is nearly always the one found last or its neighbour.
    """
    s, a, day = get("s"), get("a"), get("day")
    later = op("i32.gt_s", op("i32.load", a, 8), day)
    earlier = op("i32.lt_s", op("i32.load", a, 12), day)
    gap = op("i64.eq", op("i64.load", a, 16), c64(GAP))
    body = [
        _if(op("i32.eqz", s), [("return", c32(0))]),
        _set("a", op("i32.load", s, 4)),
        ("while", later, [_set("a", op("i32.sub", a, c32(16)))]),
        ("while", earlier, [_set("a", op("i32.add", a, c32(16)))]),
        ("i32.store", s, 4, a),
        ("return", op("select", c32(0), op("i32.add", a, c32(8)), gap)),
    ]
    return Function("find", [("s", I32), ("day", I32)], I32, {"a": I32}, body)


def _restart(layout: Layout) -> Function:
    """A period that each of the days noted begins anew, if it falls within its months."""
    i, n, begun, following = get("i"), get("n"), get("begun"), get("next")
    day = op("i32.load", times(i, 4), layout.scratch)
    later = op("i32.and", op("i32.gt_s", day, begun), op("i32.lt_s", day, following))
    search = [
        _if(later, [_set("next", day)]),
        _set("i", op("i32.add", i, c32(1))),
    ]
    end = op("call", "add_months", op("call", "civil", begun), get("months"))
    again = [
        _set("i", c32(0)),
        _set("next", c32(2**31 - 1)),
        ("while", op("i32.lt_s", i, n), search),
        _set("go", c32(0)),
        _if(
            op("i32.lt_s", following, c32(2**31 - 1)),
            [_if(op("i32.le_s", following, end), [_set("begun", following), _set("go", c32(1))])],
        ),
    ]
    body = [_set("go", c32(1)), ("while", get("go"), again), ("return", begun)]
    params = [("begun", I32), ("months", I32), ("n", I32)]
    return Function("restart", params, I32, {"i": I32, "next": I32, "go": I32}, body)


def _intern(layout: Layout) -> Function:
    """The number of a set of missing names: each different one is kept once."""
    words, sets = range(layout.words), layout.size.sets
    names = [f"w{n}" for n in words]
    hashed: Code = c64(0)
    for name in names:
        hashed = op("i64.mul", op("i64.xor", hashed, get(name)), c64(MIXER))
    mask = c32(4 * sets - 1)
    h, a, n = get("h"), get("a"), get("n")
    same: Code = c32(1)
    for number, name in enumerate(names):
        kept = op("i64.load", a, layout.set_masks + 8 * number)
        same = op("i32.and", same, op("i64.eq", kept, get(name)))
    entry = op("i32.load", times(h, 4), layout.set_index)
    probe = [
        _set("n", entry),
        _set("a", times(n, 8 * layout.words)),
        _if(same, [("return", n)]),
        _set("h", op("i32.and", op("i32.add", h, c32(1)), mask)),
    ]
    body = [
        _set("h", op("i32.and", op("i32.wrap_i64", op("i64.shr_u", hashed, c64(40))), mask)),
        ("while", op("i32.ne", entry, c32(0)), probe),
        _set("n", op("i32.add", op("i32.load", c32(0), layout.set_count), c32(1))),
        _if(op("i32.ge_s", n, c32(sets)), [POISON, ("return", c32(0))]),
        ("i32.store", c32(0), layout.set_count, n),
        ("i32.store", times(h, 4), layout.set_index, n),
        _set("a", times(n, 8 * layout.words)),
        *(
            ("i64.store", a, layout.set_masks + 8 * number, get(name))
            for number, name in enumerate(names)
        ),
        ("return", n),
    ]
    params = [(name, I64) for name in names]
    return Function("intern", params, I32, {"h": I32, "n": I32, "a": I32}, body)


def _note(layout: Layout) -> Function:
    """Log a figure that a block found, unless it was the same as the last time."""
    site, at, n = get("site"), get("at"), get("n")
    before = op("i32.load", times(site, 4), layout.last_found)
    body = [
        _if(op("i32.eqz", at), [("return",)]),
        _if(op("i32.eq", before, at), [("return",)]),
        ("i32.store", times(site, 4), layout.last_found, at),
        _set("n", op("i32.load", c32(0), layout.log_count)),
        _if(op("i32.ge_s", n, c32(LOG_ENTRIES)), [POISON, ("return",)]),
        ("i32.store", times(n, 8), layout.log, site),
        ("i32.store", times(n, 8), layout.log + 4, at),
        ("i32.store", c32(0), layout.log_count, op("i32.add", n, c32(1))),
    ]
    return Function("note", [("site", I32), ("at", I32)], None, {"n": I32}, body)
