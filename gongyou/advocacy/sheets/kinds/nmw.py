"""UK minimum wage: the yearly table of enforcement, and employers named in a round.

Neither tells of an event: cells are kept, and what a sheet states of itself is counted again. A
list of a round names employers by an authority's decision; a line of a press release says the same
in a sentence. Footnote marks ("42%***") stay in the cell and do not hide the number.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gongyou.advocacy.sheets.cells import number_of, text_of
from gongyou.advocacy.sheets.shapes import Column, Kind, Notes

_LINE = re.compile(
    r"(?:\d{1,4}[.)] *)?(?P<employer>.+?), (?:(?:neglected|failed) to pay) "
    r"£(?P<arrears>[\d,]+(?:\.\d\d)?) to (?P<workers>[\d,]+) workers?\.?"
)


def finish_year(facts: dict[str, Any], notes: Notes) -> None:
    """Strike rate = closed with arrears / closed in whole per cent; the total is of its parts."""
    if {"closed", "with_arrears", "strike_rate"} <= set(facts) and facts["closed"]:
        rate = facts["strike_rate"]
        share = rate * 100 if 0 < rate < 1 else rate
        exact = Decimal(100) * int(facts["with_arrears"]) / int(facts["closed"])
        whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
        if whole != round(share):
            notes.add("rate_differs", "strike_rate", f"{rate} ≠ {whole}")
    if {"arrears", "self_corrected", "total"} <= set(facts):
        summed = facts["arrears"] + facts["self_corrected"]
        if summed != facts["total"]:
            notes.add("total_differs", "total", f"{facts['total']} ≠ {summed}")


def finish_named(facts: dict[str, Any], notes: Notes) -> None:
    """An employer without an amount or a number of workers is told."""
    for name in ("arrears", "workers"):
        if facts.get(name) == 0:
            notes.add("says_nothing", name)


def read_line(cells: list) -> dict[str, Any] | None:
    """Employer, arrears in pounds and workers of a press release's sentence, or None.

    A reader of tables cut the sentence at its commas: it is put together again.
    """
    line = ",".join(str(cell) for cell in cells if cell is not None).strip()
    found = _LINE.fullmatch(text_of(line))
    if found is None:
        return None
    return {
        "employer": found["employer"],
        "arrears": number_of(found["arrears"]),
        "workers": number_of(found["workers"]),
    }


YEARS = Kind(
    name="uk_nmw_years",
    columns=(
        Column("year", "text", ("financial year", "year"), needed=True),
        Column("budget", "number", ("hmrc enforcement budget", "enforcement budget", "budget")),
        Column("opened", "number", ("opened cases", "cases opened")),
        Column("closed", "number", ("closed cases", "cases closed"), needed=True),
        Column(
            "with_arrears",
            "number",
            ("closed cases with arrears", "cases closed with arrears", "cases with arrears"),
            needed=True,
        ),
        Column("strike_rate", "number", ("strike rate",)),
        Column("arrears", "number", ("arrears", "arrears identified")),
        Column("self_corrected", "number", ("sccs arrears", "self correction arrears")),
        Column("total", "number", ("total arrears", "total arrears identified")),
    ),
    finish=finish_year,
)

NAMED = Kind(
    name="uk_nmw_named",
    columns=(
        Column(
            "employer",
            "text",
            ("employer", "employer name", "employer legal name", "name of employer",
             "business name", "company", "company name", "legal name"),
            needed=True,
        ),
        Column("trading_as", "text", ("trading as", "trading name", "employer trading name")),
        Column(
            "place",
            "text",
            ("location", "town", "city", "address", "local authority", "employer address",
             "town or city", "local authority area"),
        ),
        Column("postcode", "text", ("postcode", "post code")),
        Column("region", "text", ("region", "nation or region")),
        Column("industry", "text", ("industry", "sector", "sic", "sic code", "industry sector")),
        Column(
            "arrears",
            "number",
            ("arrears", "total arrears", "arrears owed", "underpayment", "total underpayment",
             "value of underpayment", "wages owed", "amount", "amount of arrears",
             "total value of arrears", "arrears £"),
            needed=True,
        ),
        Column(
            "workers",
            "number",
            ("workers", "number of workers", "workers affected", "number of workers affected",
             "no of workers", "workers owed", "number of workers owed arrears",
             "total number of workers"),
            needed=True,
        ),
        Column("average", "number", ("average arrears per worker", "arrears per worker")),
        Column("round", "text", ("round", "naming round", "date named", "press release")),
        Column("reason", "text", ("reason", "reasons", "reason for underpayment", "cause")),
    ),
    finish=finish_named,
)  # fmt: skip
