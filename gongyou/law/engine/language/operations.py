"""The language in which rules are recorded: every operation, once.

A node of the graph names one of these (`Expr.op`). `takes` are the kinds of its arguments in order
(`same`: of one kind with the others called so; `…`: any number more), `gives` the kind of its
value, `data` what stands in `Expr.data`. Unless `unknown` says otherwise a value is unknown as soon
as an argument is, and waits for all that they wait for. `lacks` is the name that the operation
itself can add to what is missing.

Each way of computing registers what it does for every operation in a `Way`, under the same topics;
one that lacks an operation says so by name when a pack is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

VALUES, NUMBERS, CONDITIONS = "values", "numbers", "conditions"
DATES, FIGURES, ROWS = "dates", "figures", "rows"
DIVISION_BY_ZERO, OUT_OF_RANGE = "division by zero", "date out of range"


@dataclass(frozen=True)
class Operation:
    """One thing that a rule can say."""

    topic: str
    name: str
    takes: str
    gives: str
    means: str
    data: str = ""
    unknown: str = ""
    lacks: str = ""
    computed: bool = True

    @property
    def strict(self) -> bool:
        """Whether a value is unknown as soon as one of the arguments is."""
        return not self.unknown


_value = partial(Operation, VALUES)
_number = partial(Operation, NUMBERS)
_condition = partial(Operation, CONDITIONS)
_date = partial(Operation, DATES)
_figure = partial(Operation, FIGURES)
_row = partial(Operation, ROWS)

GATHERED = (
    "where the condition of a row is, or a value for which it holds; "
    "where there is no row and the table's `empty` is unknown"
)
NONE_HOLDS = "the table, or the value's name where no row holds"

_LIST = [
    _value("const", "", "any", "a value that is written in the rule", data="the value"),
    _value(
        "fact",
        "",
        "any",
        "what a column of the row holds",
        data="the Fact",
        unknown="where the cell is empty",
        lacks="the fact's name",
    ),
    _value(
        "rule",
        "",
        "any",
        "what another rule gives for the row",
        data="its name",
        unknown="where the rule's value is",
    ),
    _value(
        "unknown",
        "",
        "any",
        "what nobody but a person can tell",
        data="its name",
        unknown="always",
        lacks="its name",
    ),
    _value(
        "said",
        "same …",
        "same",
        "the first argument; the others are only shown",
        data="the phrase",
        unknown="where the first argument is",
    ),
    _value("shown", "", "any", "an expression in an explanation", data="it", computed=False),
    _value(
        "not_due",
        "",
        "num",
        "the end of a branch of an entitlement: taken out when it is recorded",
        data="the reason",
        computed=False,
    ),
    _value(
        "when",
        "bool same same",
        "same",
        "the second argument where the first is true, else the third",
        unknown="where the condition, or the argument chosen, is",
    ),
    _value("known", "any", "bool", "whether the argument is known", unknown="never"),
    _value(
        "first_known",
        "same same",
        "same",
        "the first argument, or the second where it is unknown",
        unknown="where both are",
    ),
    _value(
        "assumed",
        "same same",
        "same",
        "the first argument, or the second where it is unknown: the result says so",
        unknown="where the second is needed and unknown",
    ),
    _value("as_text", "num", "text", "a number as text, to look it up by"),
    _number("add", "num num", "num", "the sum"),
    _number("sub", "num num", "num", "the first less the second"),
    _number("mul", "num num", "num", "the product"),
    _number("div", "num num", "num", "the exact quotient", lacks=DIVISION_BY_ZERO),
    _number("min", "same same", "same", "the lesser (numbers, dates)"),
    _number("max", "same same", "same", "the greater (numbers, dates)"),
    _number("round", "num", "num", "rounded in a named way", data="the Rounding"),
    _condition("lt", "same same", "bool", "less (numbers, dates)"),
    _condition("le", "same same", "bool", "less or equal (numbers, dates)"),
    _condition("eq", "same same", "bool", "equal"),
    _condition("in", "text", "bool", "one of these texts", data="the texts"),
    _condition("not", "bool", "bool", "the opposite"),
    _condition(
        "and",
        "bool …",
        "bool",
        "false as soon as one is false, else unknown as soon as one is",
        unknown="where none is false and one is unknown",
    ),
    _condition(
        "or",
        "bool …",
        "bool",
        "true as soon as one is true, else unknown as soon as one is",
        unknown="where none is true and one is unknown",
    ),
    _date("year", "date", "num", "its year"),
    _date("month", "date", "num", "1 to 12"),
    _date("day", "date", "num", "1 to 31"),
    _date("weekday", "date", "num", "1 for Monday to 7 for Sunday"),
    _date("year_length", "date", "num", "365 or 366"),
    _date("make_date", "num num num", "date", "year, month, day", lacks=OUT_OF_RANGE),
    _date("add_days", "date num", "date", "so many whole days later", lacks=OUT_OF_RANGE),
    _date("add_months", "date num", "date", "so many whole months later", lacks=OUT_OF_RANGE),
    _date("days_between", "date date", "num", "days, the first not counted"),
    _date("months_between", "date date", "num", "full months; a month's last day fills it"),
    _date("months_same_day", "date date", "num", "full months by the same day number"),
    _figure(
        "lookup",
        "text … date",
        "any",
        "the figure in force for these keys on that day",
        data="the Parameter",
        lacks="figure:its name",
    ),
    _figure(
        "daily",
        "same",
        "any",
        "what a calendar says of a day (or of the n-th working day)",
        data="the Calendar, its column",
        lacks="calendar:its name",
    ),
    _figure(
        "reading",
        "text …",
        "bool",
        "whether the question is answered so: as asked, else by the practice of the place",
        data="the Question, the option",
        unknown="where no answer is given and the place is unknown",
    ),
    _figure(
        "in_place",
        "text",
        "bool",
        "whether the place is, or lies in, another",
        data="its code, what gives the places above",
    ),
    _row(
        "total",
        "num bool",
        "num",
        "the sum over the rows that hold",
        data="the finer Table",
        unknown=GATHERED,
        lacks="the table",
    ),
    _row(
        "count",
        "num bool",
        "num",
        "how many rows hold",
        data="the finer Table",
        unknown=GATHERED,
        lacks="the table",
    ),
    _row(
        "largest",
        "same bool",
        "same",
        "the greatest",
        data="the finer Table",
        unknown=GATHERED,
        lacks=NONE_HOLDS,
    ),
    _row(
        "smallest",
        "same bool",
        "same",
        "the least",
        data="the finer Table",
        unknown=GATHERED,
        lacks=NONE_HOLDS,
    ),
    _row(
        "latest",
        "same bool any",
        "same",
        "the value with the greatest third argument; of equal ones the greatest value",
        data="the finer Table",
        unknown=GATHERED,
        lacks=NONE_HOLDS,
    ),
    _row(
        "earliest",
        "same bool any",
        "same",
        "the value with the least third argument; of equal ones the greatest value",
        data="the finer Table",
        unknown=GATHERED,
        lacks=NONE_HOLDS,
    ),
    _row(
        "complete",
        "same num num",
        "same",
        "the first, if the second is not less than the third",
        data="the finer Table",
        lacks="the table",
    ),
    _row(
        "restarted",
        "date bool date",
        "date",
        "the third, begun anew by each date of a row that holds and falls within its months",
        data="the finer Table, the months",
        unknown="as a total's, and where the third argument is",
        lacks="the table",
    ),
]
OPERATIONS: dict[str, Operation] = {o.name: o for o in _LIST}
COMPUTED = tuple(o.name for o in _LIST if o.computed)


class Lacking(LookupError):
    """A way of computing does not know an operation."""


class Way:
    """One way of computing the graph: what it does for each operation."""

    def __init__(self, name: str):
        self.name = name
        self.does: dict[str, Callable[..., Any]] = {}

    def says(self, *names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register what is done for these operations."""

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            for name in names:
                if name not in COMPUTED:
                    raise Lacking(f"{self.name}: no operation is called {name}")
                if name in self.does:
                    raise Lacking(f"{self.name} says {name} twice")
                self.does[name] = function
            return function

        return register

    def check(self) -> None:
        """Raise if an operation is not said."""
        lacking = [name for name in COMPUTED if name not in self.does]
        if lacking:
            raise Lacking(f"{self.name} lacks {', '.join(lacking)}")
