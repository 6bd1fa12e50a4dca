"""The nine rules in OpenFisca-core: as usually written, and tuned by hand.

Tuned: places as numbers and figures as arrays in place of parameter look-ups by code, and the
terms of the second wage computed once.
"""

import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from openfisca_core.entities import Entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.law_rules import PLACES, average_wages, minimum_wages

Worker = Entity("worker", "workers", "", "")
WORKER = {"entity": Worker}
FIRST, END_MONTH = "2022-05", "2025-05"


def months_until(end: str, count: int) -> list[str]:
    """So many months before one, in order."""
    year, month = map(int, end.split("-"))
    index = year * 12 + month - 1
    return [f"{i // 12}-{i % 12 + 1:02d}" for i in range(index - count, index)]


def _input(name: str, type_: type, unit: DateUnit) -> type[Variable]:
    return type(
        name, (Variable,), {"value_type": type_, "entity": Worker, "definition_period": unit}
    )


INPUTS = [
    *(_input(n, int, DateUnit.ETERNITY) for n in ("place", "leave_untaken")),
    *(_input(n, int, DateUnit.ETERNITY) for n in ("start", "end", "signed")),  # days since 1970
    *(
        _input(n, float, DateUnit.MONTH)
        for n in ("base_wage", "due", "paid", "workday_hours", "restday_hours", "holiday_hours")
    ),
]


def _parts(days: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    stamps = days.astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    number = (stamps - months.astype("datetime64[D]")).astype(np.int64) + 1
    count = months.astype(np.int64)
    return count // 12 + 1970, count % 12 + 1, number


def _add_months(days: np.ndarray, n: np.ndarray | int) -> np.ndarray:
    year, month, number = _parts(days)
    index = (year * 12 + month - 1 + n - 1970 * 12).astype("datetime64[M]")
    first = index.astype("datetime64[D]").astype(np.int64)
    length = (index + 1).astype("datetime64[D]").astype(np.int64) - first
    return first + np.minimum(number, length) - 1


def _day(month: str) -> int:
    return int(np.datetime64(month, "D").astype(np.int64))


class overtime_of_month(Variable):
    """Overtime of month."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """Base over 21.75 and 8, at 150, 200 and 300 per cent."""
        hours = (
            worker("workday_hours", period) * 1.5
            + worker("restday_hours", period) * 2
            + worker("holiday_hours", period) * 3
        )
        return worker("base_wage", period) / 21.75 / 8 * hours


class unpaid_of_month(Variable):
    """Unpaid of month."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """What was due and not paid."""
        return np.maximum(worker("due", period) - worker("paid", period), 0)


class shortfall_of_month(Variable):
    """Shortfall of month."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """Below the minimum wage of place and month."""
        minimum = parameters(period).minimum_wage[worker("place_name", period)]
        return np.maximum(minimum - worker("due", period), 0)


class place_name(Variable):
    """The place as a code, the way OpenFisca-France holds its communes."""

    value_type, entity, definition_period = str, Worker, DateUnit.ETERNITY


class tuned_shortfall_of_month(Variable):
    """Tuned shortfall of month."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """The same, the place a number and the figures an array."""
        table = parameters(period).minimum_wage
        figures = np.array([getattr(table, f"p{p}") for p in PLACES])
        return np.maximum(figures[worker("place", period)] - worker("due", period), 0)


class second_wage_from(Variable):
    """The day from which the second wage runs."""

    value_type, entity, definition_period = int, Worker, DateUnit.ETERNITY

    def formula(worker, period, parameters):
        """A month after the start."""
        return _add_months(worker("start", period), 1)


class second_wage_to(Variable):
    """The day to which it runs."""

    value_type, entity, definition_period = int, Worker, DateUnit.ETERNITY

    def formula(worker, period, parameters):
        """The day before the contract or the year's end, or the last day of work."""
        year = _add_months(worker("start", period), 12) - 1
        return np.minimum(np.minimum(worker("signed", period) - 1, year), worker("end", period))


class second_wage_of_month(Variable):
    """The second wage of a month as usually written: one formula, all in it."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """From the second to the twelfth month without a contract."""
        start, month = worker("start", period), _day(str(period.start)[:7])
        last = np.minimum(worker("signed", period) - 1, _add_months(start, 12) - 1)
        last = np.minimum(last, worker("end", period))
        inside = (month >= _add_months(start, 1)) & (month <= last)
        return np.where(inside, worker("due", period), 0)


class tuned_second_wage_of_month(Variable):
    """The same with its terms computed once for all months."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """The second wage, from the second to the twelfth month without a contract."""
        month = _day(str(period.start)[:7])
        inside = (month >= worker("second_wage_from", period)) & (
            month <= worker("second_wage_to", period)
        )
        return np.where(inside, worker("due", period), 0)


class average_wage(Variable):
    """Average wage."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """Of the twelve months before."""
        return sum(worker("due", m) for m in months_until(END_MONTH, 12)) / 12


class half_years(Variable):
    """Half years."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """Half-rounded years of service."""
        start, end = worker("start", period), worker("end", period)
        y1, m1, d1 = _parts(start)
        y2, m2, d2 = _parts(end + 1)
        length = _parts(_add_months(end + 1 - d2 + 1, 1) - 1)[2]
        months = (y2 - y1) * 12 + m2 - m1 - (d2 < np.minimum(d1, length))
        more = (months % 12 > 0) | (_add_months(start, months) <= end)
        return months // 12 + np.where(months % 12 >= 6, 1, np.where(more, 0.5, 0))


def severance(tuned: bool) -> type[Variable]:
    """Severance with either way of looking up."""

    def formula(worker, period, parameters):
        year_before = f"{period.start.year - 1}-12"
        if tuned:
            place = worker("place", period)
            low = parameters(period).minimum_wage
            high = parameters(year_before).local_average
            minimum = np.array([getattr(low, f"p{p}") for p in PLACES])[place]
            average = np.array([getattr(high, f"p{p}") for p in PLACES])[place]
        else:
            place = worker("place_name", period)
            minimum = parameters(period).minimum_wage[place]
            average = parameters(year_before).local_average[place]
        wage = np.maximum(worker("average_wage", period), minimum)
        years, ceiling = worker("half_years", period), average * 3
        capped = ceiling * np.minimum(years, 12)
        return np.round(np.where(wage > ceiling, capped, wage * years), 2)

    body = {"value_type": float, "definition_period": DateUnit.MONTH, "formula": formula}
    return type("severance", (Variable,), {**body, "entity": Worker})


class leave(Variable):
    """Leave."""

    value_type, entity, definition_period = float, Worker, DateUnit.MONTH

    def formula(worker, period, parameters):
        """Twice a day's wage for each day of leave."""
        wage = worker("average_wage", period)
        return np.round(wage * worker("leave_untaken", period) * 200 / 2175, 2)


def _parameters() -> ParameterNode:
    def series(rows: list[dict]) -> dict:
        made: dict = {}
        for row in rows:
            node = made.setdefault(f"p{row['place']}", {"values": {}})
            node["values"][row["valid_from"]] = {"value": int(row["value"])}
        return made

    data = {"minimum_wage": series(minimum_wages()), "local_average": series(average_wages())}
    return ParameterNode("", data=data)


def system(tuned: bool) -> TaxBenefitSystem:
    """The rules as a tax and benefit system."""
    made = TaxBenefitSystem([Worker])
    common = [overtime_of_month, unpaid_of_month, average_wage, half_years]
    common += [second_wage_from, second_wage_to]
    common += [tuned_second_wage_of_month if tuned else second_wage_of_month]
    shortfall = tuned_shortfall_of_month if tuned else shortfall_of_month
    for variable in (*INPUTS, place_name, *common, shortfall, severance(tuned), leave):
        made.add_variable(variable)
    made.parameters = _parameters()
    return made


def simulate(
    files: dict[str, Path], *, tuned: bool, months: int
) -> tuple[float, dict[str, int], float]:
    """Seconds for inputs and rules, sums in fen, and seconds to read the files into arrays."""
    began = time.perf_counter()
    rules = system(tuned)
    once, monthly = _arrays(files, months)
    ready = time.perf_counter()
    simulation = Simulation(rules, rules.instantiate_entities())
    simulation.populations["worker"].count = len(once["place"])
    simulation.populations["worker"].ids = range(len(once["place"]))
    for name, values in once.items():
        simulation.set_input(name, "ETERNITY", values)
    spans = months_until(END_MONTH, months)
    for name, table in monthly.items():
        for month, values in zip(spans, table, strict=True):
            simulation.set_input(name, month, values)
    found = _calculate(simulation, spans, tuned)
    took = time.perf_counter() - ready
    sums = {k: round(float(np.sum(v, dtype=np.float64)) * 100) for k, v in found.items()}
    return took, sums, ready - began


def _calculate(simulation: Simulation, spans: list[str], tuned: bool) -> dict[str, np.ndarray]:
    monthly = {
        "overtime": "overtime_of_month",
        "unpaid": "unpaid_of_month",
        "shortfall": "tuned_shortfall_of_month" if tuned else "shortfall_of_month",
        "double_wage": "tuned_second_wage_of_month" if tuned else "second_wage_of_month",
    }
    found = {
        item: sum(simulation.calculate(name, m) for m in spans) for item, name in monthly.items()
    }
    found["overtime"] = np.round(found["overtime"], 2)
    return found | {name: simulation.calculate(name, END_MONTH) for name in ("severance", "leave")}


def _arrays(
    files: dict[str, Path], months: int
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Facts as arrays in the order of the workers, whose numbers are 0, 1, 2 …"""
    employment = pq.read_table(files["employment"]).sort_by("worker")
    names = np.array(employment["place"].to_pylist())
    numbers = {p: i for i, p in enumerate(PLACES)}
    once = {
        "place": np.array([numbers[p] for p in names]),
        "place_name": np.array([f"p{p}" for p in names], object),
        "leave_untaken": employment["leave_untaken"].to_numpy(),
    }
    for name in ("start", "end", "signed"):
        once[name] = employment[name].cast("int32").to_numpy().astype(np.int64)
    keys = pq.read_table(files["pay"], columns=["worker", "month"])
    stamps = keys["month"].cast("int32").to_numpy().astype("datetime64[D]")
    month = (stamps.astype("datetime64[M]") - np.datetime64(FIRST, "M")).astype(np.int64)
    worker = keys["worker"].to_numpy()
    monthly = {}
    for name in ("base_wage", "due", "paid", "workday_hours", "restday_hours", "holiday_hours"):
        column = pq.read_table(files["pay"], columns=[name])[name].to_numpy()
        monthly[name] = np.empty((months, employment.num_rows), np.float32)
        monthly[name][month, worker] = column / 100
    return once, monthly
