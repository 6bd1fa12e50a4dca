"""What stands on a claim sheet, out of a claim: plain data for the page, text only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from textwrap import shorten
from typing import Any

from gongyou.law.engine.results import AMOUNT, UNDETERMINED, Claim, FigureUsed, Result
from gongyou.law.phrasing import key_steps, money, papers, say, together, unit
from gongyou.law.places import place_name
from gongyou.law.schema import TABLES
from gongyou.law.workbooks.cells.source_words import source_label

_BRACKET = re.compile(r"\s*[（(].*[）)]$")
URGENT_DAYS = 30
_SOURCE_LENGTH = 70
NEGLIGIBLE = Decimal(1)
"""Differences below a yuan are a matter of rounding, not of law."""
_FACTS = (
    "employer",
    "place",
    "post",
    "start",
    "end",
    "end_kind",
    "contract_written",
    "agreed_wage",
    "average_wage_12m",
    "working_time_system",
    "workshop",
)
_ROWS, _MISSING_ROWS, _UNASKED_ROWS, _FIGURE_ROWS, _ARTICLES = 9, 10, 12, 6, 8


@dataclass(frozen=True)
class Person:
    """Whose sheet it is: the pseudonym, facts of the employment, where they came from.

    `name` is printed if given, else left blank to be filled in by hand.
    """

    worker: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


def sheet_data(
    claim: Claim,
    person: Person,
    lang: str,
    *,
    ranges: Any = None,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """One sheet's data in `lang`.

    `ranges`: the claim under every reading of the law (`claims_by_reading`), for what is
    disputed. `labels`: names of facts that are assumed.
    """
    due = [result for result in claim.results if _is_claim(result) and result.status == AMOUNT]
    chosen = [result for result in due if result.code in claim.best.members]
    rest = [result for result in due if result.code not in claim.best.members]
    waiting = [r for r in claim.results if _is_claim(r) and r.status == UNDETERMINED]
    return {
        "worker": person.worker,
        "name": person.name,
        "as_of": say("as_of", lang, on=claim.on.isoformat()),
        "total": money(claim.total),
        "currency": unit(claim.currency, lang),
        "range": _range_of_total(claim, ranges, lang),
        **_deadline(chosen or due, claim.on, lang),
        "open_count": str(len(waiting)),
        "facts": list(_facts(person, lang, claim.currency)),
        "due": [_item(r, True, claim, lang, labels or {}) for r in _largest_first(chosen)]
        + [_item(r, False, claim, lang, labels or {}) for r in _largest_first(rest)],
        "disputed": _disputed(claim, ranges, lang),
        "missing": _missing(waiting, lang),
        "unasked": _unasked([r for r in claim.results if _is_claim(r) and r.not_asked], lang),
        "authority": [
            say(
                "administrative",
                lang,
                label=r.label(lang),
                amount=money(r.amount or 0),
                unit=unit(r.unit, lang),
            )
            for r in claim.results
            if r.kind == "administrative" and r.status == AMOUNT
        ],
        "figures": _figures(chosen, lang),
    }


def _is_claim(result: Result) -> bool:
    return result.money and result.in_total


def _largest_first(results: Iterable[Result]) -> list[Result]:
    return sorted(results, key=lambda result: -(result.amount or Decimal(0)))


def _facts(person: Person, lang: str, currency: str) -> Iterable[dict[str, Any]]:
    columns = TABLES["employment"].columns
    for name in [n for n in _FACTS if person.facts.get(n) is not None][:_ROWS]:
        source = person.origins.get(name)
        yield {
            "label": _BRACKET.sub("", columns[name].label[lang]),
            "value": fact_shown(name, person.facts[name], lang, currency),
            "source": source_label(source, lang) if source else None,
        }


def fact_shown(name: str, value: Any, lang: str, currency: str = "CNY") -> str:
    """A fact of the employment as people read it: places and codes by name."""
    column = TABLES["employment"].columns.get(name)
    if name == "place":
        return place_name(str(value)) or str(value)
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    if isinstance(value, date):
        return value.isoformat()
    if column is None:
        return str(value)
    if column.family == "money":
        return f"{money(Decimal(value))} {unit(currency, lang)}"
    return next((code.label[lang] for code in column.codes if code.name == value), str(value))


def _deadline(results: Iterable[Result], on: date, lang: str) -> dict[str, Any]:
    """The earliest last day to file among the results, and how near it is."""
    held = [r.limitation for r in results if r.limitation and r.limitation.last_safe_filing_date]
    if not held:
        return {"deadline": say("no_deadline", lang), "deadline_note": None, "urgent": False}
    first = min(held, key=lambda limit: limit.last_safe_filing_date or date.max)
    day = first.last_safe_filing_date or on
    left = (day - on).days
    note = say(
        "days_left" if left >= 0 else "passed", lang, days=abs(left), basis=first.label(lang)
    )
    return {"deadline": day.isoformat(), "deadline_note": note, "urgent": left <= URGENT_DAYS}


def _item(
    result: Result,
    chosen: bool,
    claim: Claim,
    lang: str,
    labels: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    cites = result.steps[-1].cites if result.steps and result.steps[-1].cites else result.articles
    others = [claim[code].label(lang) for code in result.alternatives if code in claim.best.members]
    return {
        "label": result.label(lang),
        "amount": money(result.amount or 0),
        "unit": unit(result.unit, lang),
        "chosen": chosen,
        "instead": "、".join(others) if lang == "zh-hans" else ", ".join(others),
        "articles": together(cites[:_ARTICLES], lang),
        "formula": result.steps[-1].formula(lang) if chosen and result.steps else "",
        "steps": key_steps(result, lang) if chosen else [],
        "by_then": _by_then(result, lang),
        "notes": _notes(result, lang, labels) if chosen else [],
    }


def _by_then(result: Result, lang: str) -> str:
    limit = result.limitation.last_safe_filing_date if result.limitation else None
    return say("by_then", lang, date=limit.isoformat()) if limit else ""


def _notes(result: Result, lang: str, labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    notes = []
    if result.assumed:
        names = [labels.get(name, {}).get(lang, name) for name in result.assumed]
        joined = ("、" if lang == "zh-hans" else ", ").join(names)
        notes.append(say("assumed", lang, facts=joined))
    if result.confidence != "high":
        notes.append(say("check", lang))
    return notes


def _missing(waiting: Iterable[Result], lang: str) -> list[dict[str, str]]:
    """What is unknown, the papers that show it, and which rights hang on it; most first."""
    decides: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for result in waiting:
        for name in result.missing:
            decides.setdefault(name, []).append(result.label(lang))
            names[name] = result.missing_labels[name].get(lang) or name
    order = sorted(decides, key=lambda name: -len(decides[name]))
    return [
        {
            "fact": names[name],
            "papers": say("figure_missing", lang) if ":" in name else papers(name, lang),
            "decides": _some(decides[name], lang, 4),
        }
        for name in order[:_MISSING_ROWS]
    ]


def _unasked(results: Iterable[Result], lang: str) -> dict[str, Any]:
    """What nobody was asked about, and which rights that leaves open; most first."""
    decides: dict[str, list[str]] = {}
    for result in results:
        for each in result.silent:
            decides.setdefault(each.label(lang), []).append(result.label(lang))
    order = sorted(decides, key=lambda name: -len(decides[name]))
    more = len(order) - _UNASKED_ROWS
    return {
        "rows": [
            {"fact": name, "decides": _some(decides[name], lang)} for name in order[:_UNASKED_ROWS]
        ],
        "more": say("more_missing", lang, count=more) if more > 0 else "",
    }


def _some(labels: list[str], lang: str, most: int = 3) -> str:
    said = ("、" if lang == "zh-hans" else ", ").join(labels[:most])
    return said + ("…" if len(labels) > most else "")


def _range_of_total(claim: Claim, ranges: Any, lang: str) -> str | None:
    if ranges is None or ranges.high - ranges.low < NEGLIGIBLE:
        return None
    return say("range", lang, low=money(ranges.low), high=money(ranges.high))


def _disputed(claim: Claim, ranges: Any, lang: str) -> list[dict[str, str]]:
    if ranges is None:
        return []
    from gongyou.law.library import load_pack

    text = load_pack(claim.pack).text
    rows = []
    for result in claim.results:
        held = ranges.ranges[result.code]
        if _is_claim(result) and held.differs and _matters(held):
            why = ("；" if lang == "zh-hans" else "; ").join(
                text(f"question.{name}", lang) for name in held.questions
            )
            span = f"{money(held.low)} – {money(held.high)}"
            rows.append({"label": result.label(lang), "range": span, "why": why})
    return rows


def _matters(held: Any) -> bool:
    """Whether a range is more than the rounding of fen to yuan."""
    return held.low is not None and held.high - held.low >= NEGLIGIBLE


def _figures(results: Iterable[Result], lang: str) -> list[str]:
    """Official figures of a place used by the results, the doubtful ones first."""
    found = {
        (f.parameter, f.value): f
        for r in results
        for f in r.parameters
        if _is_local(f) or f.confidence != "high"
    }
    order = sorted(found.values(), key=lambda f: ("low", "medium", "high").index(f.confidence))
    lines = []
    for figure in order[:_FIGURE_ROWS]:
        start = figure.valid_from
        lines.append(
            say(
                "figure_line",
                lang,
                label=figure.label.get(lang, figure.parameter),
                value=_figure(figure.value),
                unit=unit(figure.unit, lang),
                source=shorten(figure.source_in(lang), _SOURCE_LENGTH, placeholder="…"),
                confidence=figure.doubt_in(lang) or say(figure.confidence, lang),
                **{"from": say("from_date", lang, date=start) if start else say("always", lang)},
            )
        )
    return lines


def _is_local(figure: FigureUsed) -> bool:
    """Whether a figure belongs to a place, which people can look up there."""
    return bool(figure.keys) and figure.keys[0].isdigit() and len(figure.keys[0]) == 6


def _figure(value: str) -> str:
    return f"{Decimal(value):,f}" if value.replace(".", "", 1).isdigit() else value
