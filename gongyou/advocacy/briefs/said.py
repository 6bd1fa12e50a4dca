"""Numbers and reasons in the reader's language; withheld, zero and no data never look alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from gongyou.advocacy.indicators import Figure, Value, indicator

WORDS: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
)
SIGNS = {"CNY": "¥", "USD": "$", "GBP": "£", "HKD": "HK$", "EUR": "€"}
AFTER = {"days": "days", "months": "months", "persons": "persons"}
COUNTS = ("n", "missing")


def say(key: str, lang: str, /, **values: object) -> str:
    """A sentence of this package."""
    return WORDS[key][lang].format(**values)


def number(amount: float | None, unit: str, lang: str, currency: str = "CNY") -> str:
    """A number with its unit; "–" where nothing is known."""
    if amount is None:
        return say("no_data", lang)
    if unit == "percent":
        return f"{100 * amount:.1f}%"
    if unit == "money":
        return f"{SIGNS.get(currency, currency + ' ')}{amount:,.0f}"
    text = (
        f"{amount:,.0f}" if float(amount).is_integer() or abs(amount) >= 1000 else f"{amount:,.1f}"
    )
    return text + (say(AFTER[unit], lang) if unit in AFTER else "")


def unit_of(figure: Figure, part: str, name: str = "value") -> str:
    """The unit of a part: counts of people have none, shares of an end are percents."""
    one = indicator(figure.indicator)
    if name in COUNTS:
        return "count"
    if name in ("floor", "ceiling") or part in ("reached", "otherwise"):
        return "percent"
    return one.unit


def shown(
    figure: Figure, value: Value, lang: str, name: str = "value", currency: str = "CNY"
) -> str:
    """One number as a reader sees it."""
    if value.withheld:
        return say("withheld", lang)
    unit = unit_of(figure, value.part, name)
    held = getattr(value, name)
    if name == "value" and held is None and (value.low is not None or value.high is not None):
        low, high = (
            number(value.low, unit, lang, currency),
            number(value.high, unit, lang, currency),
        )
        if value.high is None:
            return say("at_least", lang, low=low)
        return say("between", lang, low=low, high=high)
    return number(held, unit, lang, currency)


def part_name(figure: Figure, part: str, lang: str) -> str:
    """What a part is called: of the whole figure its own name."""
    return WORDS[f"part_{part}"][lang] if f"part_{part}" in WORDS else part


def rows(figure: Figure, lang: str, currency: str = "CNY") -> list[list[str]]:
    """The figure as a table: head, then a row a group and part."""
    parts = len({value.part for value in figure.values}) > 1
    head = [say("group", lang), *([say("what", lang)] if parts else [])]
    head += [say("value", lang), say("interval", lang), say("told", lang), say("not_told", lang)]
    found = [head]
    for value in figure.values:
        names = [
            value.group or say("all", lang),
            *([part_name(figure, value.part, lang)] if parts else []),
        ]
        found.append([*names, *_cells(figure, value, lang, currency)])
    return found


def _cells(figure: Figure, value: Value, lang: str, currency: str) -> list[str]:
    if value.withheld:
        return [say("withheld", lang), say(f"withheld_{value.withheld}", lang), "", ""]
    unit = unit_of(figure, value.part)
    low, high = (number(end, unit, lang, currency) for end in (value.low, value.high))
    between = "" if value.low is None and value.high is None else f"{low} – {high}"
    return [
        shown(figure, value, lang, "value", currency),
        between,
        f"{value.n:,}",
        f"{value.missing:,}",
    ]


def chart(figure: Figure, lang: str, kind: str, currency: str = "CNY") -> dict:
    """The figure as `documents.charts` and the pages take it."""
    one = indicator(figure.indicator)
    groups = [v for v in dict.fromkeys(v.group for v in figure.values) if v] or [""]
    parts = list(dict.fromkeys(value.part for value in figure.values))
    if one.measure in ("amount", "waiting"):
        parts = parts[-1:] if one.measure == "amount" else parts[:1]
    series, withheld = [], set()
    for part in parts:
        values = [figure.get(part, group) for group in groups]
        withheld |= {n for n, v in enumerate(values) if v is not None and v.withheld}
        ends = {
            end: [None if v is None or v.withheld else getattr(v, end) for v in values]
            for end in ("low", "high")
        }
        known = any(low is not None for low in ends["low"])
        series.append(
            {
                "name": part_name(figure, part, lang),
                "values": [None if v is None or v.withheld else v.value for v in values],
                **(ends if known else {}),
            }
        )
    unit = unit_of(figure, parts[0])
    none = [
        n for n in range(len(groups))
        if n not in withheld and all(one["values"][n] is None for one in series)
    ]  # fmt: skip
    return {
        "kind": kind,
        "title": one.name[lang],
        "unit": currency if unit == "money" else unit,
        "categories": [group or say("all", lang) for group in groups],
        "series": series,
        "withheld": sorted(withheld),
        "none": none,
        "words": {"withheld": say("withheld", lang), "none": say("no_data_long", lang)},
    }


def about(figure: Figure, lang: str, program: str = "") -> list[tuple[str, str]]:
    """All that a figure opens to: (heading, text)."""
    one = indicator(figure.indicator)
    whole = figure.get()
    n = whole.n if whole and whole.n is not None else None
    held = sum(bool(value.withheld) for value in figure.values)
    left_out = figure.left_out
    found = [
        (say("definition", lang), one.definition[lang]),
        (say("numerator", lang), one.numerator[lang]),
        (say("denominator", lang), one.denominator[lang]),
        (say("basis", lang), say(f"basis_{figure.basis}", lang, n="–" if n is None else f"{n:,}")),
        (say("uncertainty", lang), one.uncertainty[lang]),
        (say("suppression", lang), say("suppressed", lang, held=held, all=len(figure.values))),
        (say("caveat", lang), one.caveat[lang]),
    ]
    if any(left_out.values()):
        text = say("left_out_n", lang, refused=left_out.get("refused", 0),
                   not_asked=left_out.get("not_asked", 0))  # fmt: skip
        found.append((say("left_out", lang), text))
    if one.kin:
        found.append((say("kin", lang), one.kin))
    found.append((say("digest", lang), f"{figure.digest} {program}".strip()))
    return found
