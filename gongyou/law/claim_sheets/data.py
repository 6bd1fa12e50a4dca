"""What stands on a claim sheet, out of a claim: plain data for the page, text only.

The first part can be shown to the employer and handed to the authority: facts, what is owed, how
each amount comes about. The second is for the worker: until when, what to do next, what is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gongyou.law.claim_sheets import advice
from gongyou.law.claim_sheets.advice import is_claim
from gongyou.law.claim_sheets.owed import official_figures, owed_item
from gongyou.law.engine.facts import Facts
from gongyou.law.engine.results import AMOUNT, UNDETERMINED, Claim, Result
from gongyou.law.phrasing import money, reckonings, say, unit
from gongyou.law.places import place_name
from gongyou.law.schema import TABLES

_BRACKET = re.compile(r"\s*[（(].*[）)]$")
_FACTS = (
    "employer",
    "place",
    "post",
    "start",
    "end",
    "contract_written",
    "agreed_wage",
    "average_wage_12m",
    "working_time_system",
    "workshop",
)
_ROWS = 9


@dataclass(frozen=True)
class Person:
    """Whose sheet it is: the pseudonym and the facts of the employment.

    Name, identity number and telephone are printed if given, else left blank to fill in by hand.
    """

    worker: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Centre:
    """Who made the sheet, and how to reach them."""

    name: str = ""
    phone: str = ""
    address: str = ""


def sheet_data(
    claim: Claim,
    person: Person,
    lang: str,
    *,
    facts: Facts | None = None,
    answers: Mapping[str, str] | None = None,
    centre: Centre = Centre(),
    where: str = "",
    ranges: Any = None,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """One sheet's data in `lang`.

    Args:
        claim: what the law says.
        person: whose sheet it is.
        lang: "en" or "zh-hans".
        facts: what the claim was computed from; with them every amount is written out.
        answers: the reading of the law that the claim was computed under.
        centre: who made it.
        where: the authority to file with.
        ranges: the claim under every reading of the law, for what is disputed.
        labels: names of facts that are assumed.
    """
    due = [result for result in claim.results if is_claim(result) and result.status == AMOUNT]
    chosen = [result for result in due if result.code in claim.best.members]
    rest = [result for result in due if result.code not in claim.best.members]
    waiting = [r for r in claim.results if is_claim(r) and r.status == UNDETERMINED]
    written = _reckonings(claim, facts, answers, chosen, lang)
    until = advice.deadline(chosen or due, claim.on, lang)
    lacking = advice.missing(waiting, lang)
    known = claim.total or not waiting
    return {
        "worker": person.worker,
        "name": person.name,
        "id_number": person.id_number,
        "phone": person.phone,
        "centre": vars(centre),
        "as_of": say("as_of", lang, on=claim.on.isoformat()),
        "total": money(claim.total) if known else say("nothing_said", lang),
        "currency": unit(claim.currency, lang) if known else "",
        **{key: until[key] for key in ("deadline", "deadline_note", "urgent")},
        "facts": list(_facts(person, lang, claim.currency)),
        "due": [
            owed_item(result, claim, lang, written.get(result.code))
            for result in _largest_first(chosen) + _largest_first(rest)
        ],
        "authority": _for_the_authority(claim, lang),
        "figures": official_figures(chosen, lang),
        "days": advice.days(_largest_first(chosen) + _largest_first(rest), lang),
        "next": advice.next_steps(until, lacking, lang, centre, where),
        "range": advice.range_of_total(claim, ranges, lang),
        "sure": advice.sure_part(claim, facts, answers, lang),
        "open_count": str(len(waiting)),
        "disputed": advice.disputed(claim, ranges, lang),
        "missing": lacking,
        "unasked": advice.unasked([r for r in claim.results if is_claim(r) and r.not_asked], lang),
        "check": advice.to_check(chosen, labels or {}, lang),
    }


def _reckonings(claim: Claim, facts: Any, answers: Any, chosen: list[Result], lang: str) -> dict:
    if facts is None:
        return {}
    from gongyou.law.library import load_pack

    codes = [result.code for result in chosen]
    return reckonings(load_pack(claim.pack), facts, claim.on, codes, lang, answers)


def _for_the_authority(claim: Claim, lang: str) -> list[str]:
    return [
        say(
            "administrative",
            lang,
            label=r.label(lang),
            amount=money(r.amount or 0),
            unit=unit(r.unit, lang),
        )
        for r in claim.results
        if r.kind == "administrative" and r.status == AMOUNT
    ]


def _largest_first(results: Iterable[Result]) -> list[Result]:
    return sorted(results, key=lambda result: -(result.amount or Decimal(0)))


def _facts(person: Person, lang: str, currency: str) -> Iterable[dict[str, Any]]:
    columns = TABLES["employment"].columns
    for name in [n for n in _FACTS if person.facts.get(n) is not None][:_ROWS]:
        yield {
            "label": _BRACKET.sub("", columns[name].label[lang]),
            "value": fact_shown(name, person.facts[name], lang, currency),
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
