"""What is owed, item by item: amount, months, articles, and the reckoning line by line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from gongyou.law.engine.results import Claim, FigureUsed, Result
from gongyou.law.phrasing import Reckoning, key_steps, money, say, together, unit

_FIGURE_ROWS, _ARTICLES = 6, 8


def owed_item(
    result: Result, claim: Claim, lang: str, reckoning: Reckoning | None
) -> dict[str, Any]:
    """One right: its amount, for which months, by which articles, and how it comes about."""
    chosen = result.code in claim.best.members
    cites = result.steps[-1].cites if result.steps and result.steps[-1].cites else result.articles
    others = [claim[code].label(lang) for code in result.alternatives if code in claim.best.members]
    written = reckoning if chosen else None
    return {
        "label": result.label(lang),
        "amount": money(result.amount or 0),
        "unit": unit(result.unit, lang),
        "chosen": chosen,
        "instead": "" if chosen else ("、" if lang == "zh-hans" else ", ").join(others),
        "period": period(reckoning, lang),
        "articles": together(cites[:_ARTICLES], lang),
        "formula": result.steps[-1].formula(lang) if chosen and result.steps else "",
        "steps": key_steps(result, lang) if chosen and not written else [],
        **(written or Reckoning()).plain(),
    }


def period(reckoning: Reckoning | None, lang: str) -> str:
    """The months that an amount is for: from 2026-08 to 2026-10."""
    if reckoning is None or reckoning.first is None or reckoning.last is None:
        return ""
    first, last = (f"{day:%Y-%m}" for day in (reckoning.first, reckoning.last))
    return first if first == last else say("period", lang, first=first, last=last)


def official_figures(results: Iterable[Result], lang: str) -> list[str]:
    """Official figures of a place that the results use, from which day they are in force."""
    found = {(f.parameter, f.value): f for r in results for f in r.parameters if _is_local(f)}
    return [_figure_line(figure, lang) for figure in list(found.values())[:_FIGURE_ROWS]]


def _figure_line(figure: FigureUsed, lang: str) -> str:
    start = figure.valid_from
    since = say("from_date", lang, date=start) if start else say("always", lang)
    return say(
        "figure_line",
        lang,
        label=figure.label.get(lang, figure.parameter),
        value=_figure(figure.value),
        unit=unit(figure.unit, lang),
        **{"from": since},
    )


def _is_local(figure: FigureUsed) -> bool:
    """Whether a figure belongs to a place, which people can look up there."""
    return bool(figure.keys) and figure.keys[0].isdigit() and len(figure.keys[0]) == 6


def _figure(value: str) -> str:
    return f"{Decimal(value):,f}" if value.replace(".", "", 1).isdigit() else value
