"""The part of a sheet that is for the worker alone: until when, what next, what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongyou.law.certainty import certain_part
from gongyou.law.engine.results import Claim, Result
from gongyou.law.phrasing import money, papers, say

URGENT_DAYS = 30
NEGLIGIBLE = Decimal(1)
"""Differences below a yuan are a matter of rounding, not of law."""
_MISSING_ROWS, _UNASKED_ROWS, _PAPERS = 10, 12, 4


def is_claim(result: Result) -> bool:
    """Whether a result is money that the worker can ask for."""
    return result.money and result.in_total


def deadline(results: Iterable[Result], on: date, lang: str) -> dict[str, Any]:
    """The earliest day that is still ahead by which to file, how near it is, and what is over."""
    held = [
        (r.limitation.last_safe_filing_date, r)
        for r in results
        if r.limitation and r.limitation.last_safe_filing_date
    ]
    if not held:
        unknown = {"deadline": say("no_deadline", lang), "deadline_note": None, "urgent": False}
        return unknown | {"day": None, "left": None, "over": ""}
    ahead = [one for one in held if one[0] >= on]
    over = sorted((one for one in held if one[0] < on), key=lambda one: one[0])
    day, first = min(ahead or over, key=lambda one: one[0])
    left = (day - on).days
    basis = first.limitation.label(lang) if first.limitation else ""
    note = say("days_left" if left >= 0 else "passed", lang, days=abs(left), basis=basis)
    said = {"deadline": day.isoformat(), "urgent": left <= URGENT_DAYS or bool(over)}
    passed: dict[str, str] = {}
    if ahead and over:
        comma = "、" if lang == "zh-hans" else ", "
        rights = comma.join(dict.fromkeys(r.label(lang) for _day, r in over))
        passed = {"rights": rights, "date": over[0][0].isoformat()}
        note += ("；" if lang == "zh-hans" else "; ") + say("passed_some", lang, **passed)
    return said | {"deadline_note": note, "day": day, "left": left, "over": passed}


def days(results: Iterable[Result], lang: str) -> list[dict[str, str]]:
    """Until when each right must be filed: for the worker, since a day that is over is no secret
    to be handed in."""
    return [
        {
            "label": result.label(lang),
            "day": result.limitation.last_safe_filing_date.isoformat(),
            "why": result.limitation.label(lang),
        }
        for result in results
        if result.limitation and result.limitation.last_safe_filing_date
    ]


def next_steps(
    until: Mapping[str, Any], lacking: list[dict[str, str]], lang: str, centre: Any, where: str
) -> list[str]:
    """What to do now, in plain words, the most urgent first."""
    place = where or say("the_authority", lang)
    if until["day"] is None:
        steps = [say("next_unknown_day", lang)]
    elif until["over"]:
        ahead = {"next": until["deadline"], "where": place}
        steps = [say("next_passed_some", lang, **until["over"], **ahead)]
    elif until["left"] < 0:
        steps = [say("next_passed", lang, date=until["deadline"])]
    else:
        steps = [say("next_file", lang, date=until["deadline"], where=place)]
    wanted = list(dict.fromkeys(row["papers"] for row in lacking))[:_PAPERS]
    if wanted:
        joined = ("；" if lang == "zh-hans" else "; ").join(wanted)
        steps.append(say("next_papers", lang, papers=joined))
    steps += [say("next_originals", lang), say("next_sign", lang)]
    if centre.name or centre.phone:
        said = (" " if lang == "zh-hans" else ", ").join(filter(None, (centre.name, centre.phone)))
        steps.append(say("next_ask", lang, centre=said))
    return steps


def to_check(
    results: Iterable[Result], labels: Mapping[str, Mapping[str, str]], lang: str
) -> list[str]:
    """What rests on an assumption or on a figure that nobody has confirmed."""
    lines = []
    comma = "、" if lang == "zh-hans" else ", "
    for result in results:
        names = [labels.get(name, {}).get(lang, name) for name in result.assumed]
        if names:
            lines.append(f"{result.label(lang)}: {say('assumed', lang, facts=comma.join(names))}")
        doubtful = {f.label.get(lang, f.parameter): None for f in result.not_confirmed}
        if doubtful:
            text = say("check", lang, figures=comma.join(doubtful))
            lines.append(f"{result.label(lang)}: {text}")
    return lines


def missing(waiting: Iterable[Result], lang: str) -> list[dict[str, str]]:
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


def unasked(results: Iterable[Result], lang: str) -> dict[str, Any]:
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


def sure_part(claim: Claim, facts: Any, answers: Mapping[str, str] | None, lang: str) -> str | None:
    """What of the total is sure, where some of it rests on an assumption."""
    found = certain_part(claim, facts, answers)
    if not found.assumed:
        return None
    if not found.sure:
        return say("all_assumed", lang)
    return say("sure_part", lang, sure=money(found.sure), assumed=money(found.assumed))


def range_of_total(claim: Claim, ranges: Any, lang: str) -> str | None:
    """From the least to the most that the readings of the law give, where that matters."""
    if ranges is None or ranges.high - ranges.low < NEGLIGIBLE:
        return None
    return say("range", lang, low=money(ranges.low), high=money(ranges.high))


def disputed(claim: Claim, ranges: Any, lang: str) -> list[dict[str, str]]:
    """Rights on which the readings of the law differ, and by which question."""
    if ranges is None:
        return []
    from gongyou.law.library import load_pack

    text = load_pack(claim.pack).text
    rows = []
    for result in claim.results:
        held = ranges.ranges[result.code]
        if is_claim(result) and held.differs and _matters(held):
            why = ("；" if lang == "zh-hans" else "; ").join(
                text(f"question.{name}", lang) for name in held.questions
            )
            span = f"{money(held.low)} – {money(held.high)}"
            rows.append({"label": result.label(lang), "range": span, "why": why})
    return rows


def _matters(held: Any) -> bool:
    """Whether a range is more than the rounding of fen to yuan."""
    return held.low is not None and held.high - held.low >= NEGLIGIBLE
