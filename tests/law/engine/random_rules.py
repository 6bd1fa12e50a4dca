"""Random packs and random facts: what Hypothesis's seed makes of the whole expression language."""

import operator
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from gongyou.law.engine import (
    BOOL,
    DATE,
    DOWN_TO_WHOLE,
    FRACTION,
    HALF_UP_CENT,
    HALF_UP_YUAN,
    HOURS,
    INTEGER,
    MONEY,
    MONTH,
    TEXT,
    TRUNC_FEN,
    TRUNC_YUAN,
    UP_TO_HALF,
    UP_TO_TENTH,
    Art,
    Calendar,
    Code,
    Pack,
    adcode_parents,
    add_days,
    add_months,
    all_of,
    any_of,
    as_text,
    assumed,
    average,
    case,
    count,
    day,
    days_between,
    days_in_month,
    earliest,
    first_known,
    half_rounded_years,
    in_last_months,
    is_known,
    largest,
    latest,
    lift,
    make_date,
    max_of,
    min_of,
    month,
    month_end,
    month_start,
    months_between,
    months_of_service,
    months_same_day,
    not_due,
    owed,
    restarted,
    smallest,
    total,
    unknown,
    weekday,
    when,
    year,
    year_length,
    year_start,
    years_of_service,
)
from gongyou.law.engine.language.recording import now_recording

LAW = [Art("ACT", "1")]
PLACES = ("440306", "440100", "310000", "130000")
ROUNDINGS = [
    None, HALF_UP_CENT, HALF_UP_YUAN, TRUNC_YUAN, TRUNC_FEN, UP_TO_HALF, UP_TO_TENTH, DOWN_TO_WHOLE,
]  # fmt: skip
HOLIDAYS = Calendar(
    "holidays",
    date(2018, 1, 1),
    date(2023, 12, 31),
    {date(2020, 10, d): "statutory" if d < 4 else "rest" for d in range(1, 9)}
    | {date(2020, 10, 10): "workday"},
)


def new_pack() -> Pack:
    """Tables, facts, figures and questions for rules to be written on."""
    pack = Pack(
        "random",
        currency="CNY",
        title={"en": "Random"},
        dated_by="end",
        place="place",
        places=adcode_parents,
    )
    pack.table("employment")
    pack.table("pay", key=("worker", "month"), parent="employment")
    pack.table("parts", key=("worker", "month", "part"), parent="pay", empty="none")
    pack.table("events", parent="employment", empty="none")
    pack.source("ACT", {"en": "The Act"})
    root = {
        "place": TEXT, "start": DATE, "end": DATE, "wage": MONEY.signed(), "hours": HOURS,
        "age": INTEGER, "share": FRACTION, "written": BOOL, "kind": Code("a", "b", "c"),
    }  # fmt: skip
    finer = {
        "pay": {"pay_month": MONTH, "due": MONEY, "paid": MONEY.signed(), "late": BOOL},
        "parts": {"rate": MONEY, "units": HOURS, "part_kind": Code("x", "y")},
        "events": {"happened": DATE, "event_kind": Code("p", "q"), "grade": INTEGER},
    }
    for table, facts in {"employment": root, **finer}.items():
        for name, type_ in facts.items():
            pack.fact(name, table, type_, column="month" if name == "pay_month" else None)
    pack.parameter(
        "minimum",
        keys=("place",),
        inherit="place",
        rows=[
            {"place": "440000", "valid_from": "2018-07-01", "value": "1410"},
            {
                "place": "440300",
                "valid_from": "2018-03-01",
                "valid_to": "2019-12-31",
                "value": "22",
            },
            {"place": "440300", "valid_from": "2021-05-01", "value": "2360.5"},
            {"place": "310000", "valid_from": "2010-01-01", "value": "1/3"},
        ],
    )
    pack.parameter(
        "days",
        rows=[
            {"valid_from": "2000-01-01", "valid_to": "2019-12-31", "value": "20.92"},
            {"valid_from": "2020-01-01", "value": "21.75"},
        ],
    )
    classes = [{"class": c, "value": v} for c, v in (("1", "9"), ("2", "7.5"), ("a", "0"))]
    pack.parameter("by_class", keys=("class",), rows=classes)
    options = {"one": {"en": "1"}, "two": {"en": "2"}}
    pack.question("practice", options, "one", local={"440000": "two"})
    return pack


class RuleMaker:
    """Draws expressions of a kind over the rows of a table."""

    def __init__(self, pack: Pack, seed: int):
        self.pack, self.random = pack, random.Random(seed)
        self.count = 0

    def rules(self, number: int) -> None:
        """Some rules of each table, then entitlements over them."""
        for table in ("parts", "pay", "events", "employment"):
            for kind in self.random.sample(["num", "num", "date", "bool"], 2):
                self.rule(table, kind)
        for _ in range(number):
            self.entitlement(self.random.choice(["num", "num", "num", "date", "bool", "text"]))

    def rule(self, table: str, kind: str) -> None:
        """One more rule."""
        self.count += 1
        name = f"rule_{table}_{kind}_{self.count}"
        rounding = self.random.choice(ROUNDINGS) if kind == "num" else None

        def function():
            return self.draw(table, kind, 3)

        function.__name__ = name
        self.pack.rule(table, cites=LAW, rounding=rounding)(function)

    def entitlement(self, kind: str) -> None:
        """One more entitlement, with reasons, and sometimes a version for a place or time."""
        self.count += 1
        name, code = f"claim_{self.count}", f"e.{self.count}"
        unit = "CNY" if kind == "num" and self.random.random() < 0.7 else "x"
        rounding = self.random.choice(ROUNDINGS) if kind == "num" else None
        limitation = "limit" if self.random.random() < 0.3 else None
        others = [c for c in self.pack.entitlements if self.random.random() < 0.2]

        def function():
            amount = self.draw("employment", kind, 4)
            if kind == "num" and self.random.random() < 0.4:
                return when(self.draw("employment", "bool", 2), not_due("branch"), amount)
            conditions = {
                f"reason{i}": self.draw("employment", "bool", 2)
                for i in range(self.random.randrange(3))
            }
            return owed(amount, unless=conditions)

        function.__name__ = name
        common = {"cites": LAW, "unit": unit, "rounding": rounding, "excludes": others}
        common |= {"limitation": limitation, "zero": self.random.choice(["not_due", "amount"])}
        self.pack.entitlement(code, **common)(function)
        for version in ({"place": "440000"}, {"since": "2020-06-01"}, {"reading": "practice=two"}):
            if self.random.random() < 0.2:
                self.pack.entitlement(code, **common, **version)(function)

    # --- expressions ---------------------------------------------------------------------------

    def draw(self, table: str, kind: str, depth: int):
        """An expression of a kind for a table's rows."""
        if depth <= 0 or self.random.random() < 0.15:
            return self.leaf(table, kind)
        options = getattr(self, f"_{kind}s")(table, depth - 1)
        return self.random.choice(options)()

    def leaf(self, table: str, kind: str):
        """A fact, a rule, a constant, or something that nobody can know."""
        names = [
            name
            for name, fact in self.pack.facts.items()
            if fact.type.kind == kind and self._reachable(table, fact.table)
        ]
        names += [
            name
            for name, rule in self.pack.rules.items()
            if name.startswith("rule_")
            and f"_{kind}_" in name
            and self._reachable(table, rule.table)
            and not (rule.table.name == table and table != "employment")
            and table != "parts"
        ]
        constants = {
            "num": [0, 1, -3, Decimal("2.5"), Fraction(1, 3), 12],
            "date": [date(2020, 2, 29), date(2019, 12, 31)],
            "bool": [True, False],
            "text": ["a", "b", "p", "440306"],
        }[kind]
        if self.random.random() < 0.03:
            return unknown("judgment", kind)
        if names and self.random.random() < 0.85:
            usable = [n for n in names if n in self.pack.facts or self._earlier(n)]
            return self.pack.resolve(self.random.choice(usable or names[:1]))
        return lift(self.random.choice(constants))

    def _earlier(self, name: str) -> bool:
        return now_recording(self.pack).known(name)

    def _reachable(self, table: str, other) -> bool:
        return other in self.pack.tables[table].line

    def _below(self, table: str) -> list[str]:
        return {"employment": ["pay", "events", "parts"], "pay": ["parts"]}.get(table, [])

    def _simple(self, table: str, kind: str, depth: int):
        """A value of a finer row: mostly over a constant denominator, sometimes over any."""
        if kind == "num" and self.random.random() < 0.7:
            return HALF_UP_CENT(self.draw(table, kind, depth))
        return self.draw(table, kind, depth)

    def _aggregates(self, table: str, kind: str, depth: int) -> list:
        below = self._below(table)
        if not below:
            return []
        finer = self.random.choice(below)

        def parts():
            x = self._simple(finer, kind, depth - 1)
            if x.table is not self.pack.tables[finer]:
                column = {"pay": "due", "parts": "rate", "events": "grade"}[finer]
                x = self._over(finer, kind, x, column)
            return x, self.draw(finer, "bool", depth - 1)

        def with_none(function):
            def build():
                x, where = parts()
                none = self.draw(table, kind, 1) if self.random.random() < 0.5 else None
                return function(x, where, none)

            return build

        by = self.pack.resolve({"pay": "pay_month", "parts": "units", "events": "happened"}[finer])
        found = [
            with_none(largest),
            with_none(smallest),
            with_none(lambda x, w, none: latest(x, by, w, none)),
            with_none(lambda x, w, none: earliest(x, by, w, none)),
        ]
        if kind == "bool":
            return []
        return found

    def _over(self, finer: str, kind: str, x, column: str):
        """A value that really is the finer table's."""
        fact = self.pack.resolve(column)
        if kind == "num":
            return fact
        return when(is_known(fact), x, x) if kind == "bool" else when(fact > 0, x, x)

    def _nums(self, table: str, depth: int) -> list:
        def num():
            return self.draw(table, "num", depth)

        def when_date():
            return self.draw(table, "date", depth)

        places = self.pack.resolve("place")
        found = [
            lambda: num() + num(),
            lambda: num() - num(),
            lambda: num() * num(),
            lambda: num() / num(),
            lambda: num() / 7,
            lambda: num() // 3,
            lambda: num() % 5,
            lambda: min_of(num(), num()),
            lambda: max_of(num(), num(), 0),
            lambda: self.random.choice(ROUNDINGS[1:])(num()),
            lambda: when(self.draw(table, "bool", depth), num(), num()),
            lambda: case(
                (self.draw(table, "bool", depth), num()),
                (self.draw(table, "bool", depth), 2),
                otherwise=num(),
            ),
            lambda: first_known(num(), num(), 5),
            lambda: assumed(self.leaf(table, "num"), 4),
            lambda: days_between(when_date(), when_date()),
            lambda: months_between(when_date(), when_date()),
            lambda: months_same_day(when_date(), when_date()),
            lambda: months_of_service(when_date(), when_date()),
            lambda: years_of_service(when_date(), when_date()),
            lambda: half_rounded_years(when_date(), when_date()),
            lambda: year(when_date()) + month(when_date()) + day(when_date()),
            lambda: weekday(when_date()) + year_length(when_date()) + days_in_month(when_date()),
            lambda: HOLIDAYS.workdays(when_date(), when_date()),
            lambda: HOLIDAYS.holidays(when_date(), when_date()),
            lambda: self.pack.parameters["minimum"](places, at=when_date()),
            lambda: self.pack.parameters["minimum"]("440300", at=when_date()),
            lambda: num() / self.pack.parameters["days"](at=when_date()),
            lambda: self.pack.parameters["by_class"](as_text(num()), at="2020-01-01"),
            lambda: self.pack.parameters["by_class"](self.draw(table, "text", 1), at="2020-01-01"),
        ]
        for finer in self._below(table):
            found.append(lambda finer=finer: self._total(finer, depth))
            found.append(lambda finer=finer: self._counted(finer, depth))
        if table == "employment":
            month_column, due = self.pack.resolve("pay_month"), self.pack.resolve("due")
            found.append(lambda: average(due, in_last_months(month_column, when_date())))
            found.append(lambda: total(due, self.draw("pay", "bool", depth), expected=3))
        return found + self._aggregates(table, "num", depth)

    def _total(self, finer: str, depth: int):
        column = self.pack.resolve({"pay": "due", "parts": "rate", "events": "grade"}[finer])
        x = self._simple(finer, "num", depth - 1)
        return total(x + column if x.table is None or x.table.name != finer else x)

    def _counted(self, finer: str, depth: int):
        column = self.pack.resolve({"pay": "late", "parts": "rate", "events": "grade"}[finer])
        return count(self.draw(finer, "bool", depth - 1) | is_known(column))

    def _dates(self, table: str, depth: int) -> list:
        def when_date():
            return self.draw(table, "date", depth)

        def num():
            return self.draw(table, "num", depth)

        found = [
            lambda: add_days(when_date(), num()),
            lambda: add_days(when_date(), 30),
            lambda: add_months(when_date(), num()),
            lambda: add_months(when_date(), 12),
            lambda: add_months(when_date(), -1),
            lambda: month_start(when_date()),
            lambda: month_end(when_date()),
            lambda: year_start(when_date()),
            lambda: make_date(year(when_date()), num(), num()),
            lambda: min_of(when_date(), when_date()),
            lambda: max_of(when_date(), when_date()),
            lambda: when(self.draw(table, "bool", depth), when_date(), when_date()),
            lambda: first_known(when_date(), when_date()),
            lambda: HOLIDAYS.next_workday(when_date()),
            lambda: HOLIDAYS.add_workdays(when_date(), num()),
        ]
        if table == "employment":
            happened, kind = self.pack.resolve("happened"), self.pack.resolve("event_kind")
            found.append(lambda: restarted(when_date(), 12, happened, kind == "p"))
            found.append(lambda: restarted(when_date(), 5, happened))
        return found + self._aggregates(table, "date", depth)

    def _bools(self, table: str, depth: int) -> list:
        def both(kind):
            return self.draw(table, kind, depth), self.draw(table, kind, depth)

        def compared(kind, test):
            a, b = both(kind)
            return test(a, b)

        return [
            lambda: compared("num", operator.lt),
            lambda: compared("num", operator.ge),
            lambda: compared("num", operator.eq),
            lambda: compared("date", operator.le),
            lambda: compared("date", operator.ne),
            lambda: compared("text", operator.eq),
            lambda: all_of(*both("bool"), self.draw(table, "bool", depth)),
            lambda: any_of(*both("bool")),
            lambda: ~self.draw(table, "bool", depth),
            lambda: is_known(self.draw(table, "num", depth)),
            lambda: self.draw(table, "text", depth).is_in("a", "p", "440306"),
            lambda: when(*[self.draw(table, "bool", depth) for _ in range(3)]),
            lambda: self.pack.in_place("440000"),
            lambda: self.pack.in_place("440306"),
            lambda: self.pack.reading("practice", "two"),
            lambda: first_known(self.draw(table, "bool", depth), True),
        ]

    def _texts(self, table: str, depth: int) -> list:
        found = [
            lambda: when(
                self.draw(table, "bool", depth),
                self.leaf(table, "text"),
                self.draw(table, "text", depth),
            ),
            lambda: first_known(self.leaf(table, "text"), "c"),
            lambda: self.leaf(table, "text"),
        ]
        return found + self._aggregates(table, "text", depth)


def random_pack(seed: int, entitlements: int = 4) -> Pack:
    """A pack of random rules."""
    pack = new_pack()

    def limit(end):
        return add_months(end, 12)

    pack.rule("employment", cites=LAW)(limit)
    RuleMaker(pack, seed).rules(entitlements)
    return pack


# --- facts -------------------------------------------------------------------------------------


def random_tables(seed: int, workers: int = 10, gaps: float = 0.15) -> dict[str, list[dict]]:
    """A roster in which anything may be missing."""
    draw = random.Random(seed)

    def maybe(value):
        return None if draw.random() < gaps else value

    def a_day():
        edges = [date(2020, 2, 29), date(2019, 1, 31), date(2019, 12, 31), date(2021, 3, 1)]
        if draw.random() < 0.3:
            return draw.choice(edges)
        return date(2018, 1, 1) + timedelta(days=draw.randrange(1600))

    def money(low=0):
        return Decimal(draw.choice([0, 1, 5, 100_000, draw.randrange(low, 1_000_000)])) / 100

    employment, pay, parts, events = [], [], [], []
    for number in range(workers):
        worker = f"G-{number}"
        employment.append(
            {
                "worker": worker,
                "place": maybe(draw.choice(PLACES)),
                "start": maybe(a_day()),
                "end": maybe(a_day()),
                "wage": maybe(money(-5000)),
                "hours": maybe(Decimal(draw.randrange(0, 20000)) / 100),
                "age": maybe(draw.randrange(3)),
                "share": maybe(draw.choice(["8/12", "-13/24", "3", "0.5"])),
                "written": maybe(draw.random() < 0.5),
                "kind": maybe(draw.choice("abc")),
            }
        )
        for month_number in range(draw.choice([0, 0, 1, 3, 5])):
            paid_month = date(2019 + month_number // 2, 1 + 3 * (month_number % 2), 1)
            row = {"worker": worker, "month": paid_month, "due": maybe(money())}
            pay.append({**row, "paid": maybe(money(-500)), "late": maybe(draw.random() < 0.5)})
            for part in range(draw.choice([0, 1, 2])):
                key = {"worker": worker, "month": paid_month, "part": part}
                values = {"rate": maybe(money()), "units": maybe(Decimal(draw.randrange(400)) / 4)}
                parts.append({**key, **values, "part_kind": maybe(draw.choice("xy"))})
        for _ in range(draw.choice([0, 0, 1, 2, 4])):
            happened = {"worker": worker, "happened": maybe(a_day())}
            kind = maybe(draw.choice("pq"))
            events.append({**happened, "event_kind": kind, "grade": maybe(draw.randrange(1, 11))})
    return {"employment": employment, "pay": pay, "parts": parts, "events": events}
