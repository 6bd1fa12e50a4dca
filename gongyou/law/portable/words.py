"""The words that some entitlements' data need in one language, with what is missing named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gongyou.law.engine import Pack
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.phrases import NOTHING, phrases_of
from gongyou.law.engine.results import NOTHING_OWED
from gongyou.law.phrasing import unit

from .write import Carried


@dataclass
class Words:
    """Words by kind and name. `fallen`: what stands in another language, by `kind.name`."""

    lang: str
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    fallen: dict[str, str] = field(default_factory=dict)


def words_of(
    pack: Pack,
    carried: Carried,
    chain: Iterable[str],
    own: Mapping[str, Mapping[str, str]] | None = None,
    *,
    formulas: bool = True,
) -> Words:
    """The words in the first language of a chain, those that it lacks in the next.

    `own` are words that the pack's wording does not have, by kind and name, of the first language.
    """
    first, *others = chain
    made = Words(first)
    for kind, names in _wanted(pack, carried, formulas).items():
        made.said[kind] = {}
        for name, texts in names.items():
            given = (own or {}).get(kind, {}).get(name) or texts.get(first)
            source = next((lang for lang in others if texts.get(lang)), "")
            made.said[kind][name] = given or texts.get(source) or name
            if not given:
                made.fallen[f"{kind}.{name}"] = source
    return made


Texts = Mapping[str, str]


def _wanted(pack: Pack, carried: Carried, formulas: bool) -> dict[str, dict[str, Texts]]:
    data, texts = carried.data, pack.wording.texts
    rules = [row[0] for row in data["rules"]]
    codes = [each["code"] for each in data["entitlements"]]
    reasons = {reason for each in data["entitlements"] for reason, _ in each["unless"]}
    wanted: dict[str, dict[str, Texts]] = {
        "entitlement": {code: texts.get(f"entitlement.{code}", {}) for code in codes},
        "rule": {name: texts.get(f"rule.{name}", {}) for name in rules},
        "reason": {name: texts.get(f"reason.{name}", {}) for name in sorted(reasons)},
        "parameter": {row[0]: texts.get(f"parameter.{row[0]}", {}) for row in data["parameters"]},
        "missing": {name: _lacking(pack, name) for name in _names(carried)},
        "article": _articles(pack, carried),
        "unit": {name: _unit(name) for name in _units(carried)},
    }
    wanted["reason"][NOTHING_OWED] = NOTHING
    if formulas:
        wanted["formula"] = {name: phrases_of(pack).formulas(name) for name in rules}
    return wanted


def _names(carried: Carried) -> list[str]:
    """Everything that can be missing or was not asked."""
    data = carried.data
    tables = [row[0] for row in data["tables"]]
    facts = [row[0] for row in data["facts"]]
    figures = [f"figure:{row[0]}" for row in data["parameters"]]
    calendars = [f"calendar:{name}" for name in data["calendars"]]
    judged = [n[1] for n in data["nodes"] if data["operations"][n[0]] == "unknown"]
    kinds = [
        f"{tables[data['facts'][fact][1]]}:{kind}"
        for fact, named in data["kinds"].values()
        for kind in named
    ]
    return list(dict.fromkeys([*tables, *facts, *figures, *calendars, *judged, *kinds]))


def _lacking(pack: Pack, name: str) -> Texts:
    kind, _, rest = name.partition(":")
    key = f"kind.{kind}.{rest}" if kind in pack.tables and rest else f"fact.{name}"
    known = pack.wording.texts.get(f"table.{name}" if name in pack.tables else key, {})
    if known or (name in pack.facts and not rest):
        return known
    return {lang: pack.fact_label(name, lang) for lang in ("en", "zh-hans")}


def _articles(pack: Pack, carried: Carried) -> dict[str, Texts]:
    shorts = {short for short, _ in carried.data["articles"]}
    found: dict[str, Texts] = {}
    for row in carried.data["rules"]:
        for _, _, variant in graph_of(pack).traced[row[0]].versions:
            for art in variant.cites:
                if art.short in shorts and art.short not in found:
                    source = pack.sources[art.source]
                    found[art.short] = {k: art.text(source, k) for k in ("en", "zh-hans")}
    return found


def _units(carried: Carried) -> list[str]:
    named: list[Any] = [each["unit"] for each in carried.data["entitlements"]]
    named += [row[3] for row in carried.data["rules"]]
    return sorted({name for name in named if name})


def _unit(name: str) -> Texts:
    return {lang: unit(name, lang) for lang in ("en", "zh-hans")}
