"""`gongyou brief check`: everything computed anew, and each difference told with its reason.

Exit codes: 0 all the same · 3 a value changed · 4 a statement is no longer true · 5 a figure
cannot be computed · 6 a cell may no longer be shown · 7 a number without a mark · 8 languages name
different figures · 2 the file is no brief. Of several the first in the order of GRAVEST is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongyou.advocacy.briefs.document import Brief
from gongyou.advocacy.briefs.expressions import NotUnderstood, NoValue, holds, value_of
from gongyou.advocacy.briefs.numbers import unmarked
from gongyou.advocacy.briefs.sources import Gone, Provider, Recipe, Snapshot
from gongyou.advocacy.indicators import Figure, Value

NO_BRIEF, CHANGED, FALSE, GONE, FORBIDDEN, BARE, DIFFERS = 2, 3, 4, 5, 6, 7, 8
GRAVEST = (FORBIDDEN, GONE, FALSE, DIFFERS, BARE, NO_BRIEF, CHANGED)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: code, file, line, the key of a sentence, its words."""

    code: int
    file: str
    line: int
    why: str
    words: Mapping[str, object] = field(default_factory=dict)


def exit_code(findings: Sequence[Finding]) -> int:
    """The gravest of what was found."""
    codes = {finding.code for finding in findings}
    return next((code for code in GRAVEST if code in codes), 0)


def check(
    briefs: Sequence[Brief], provider: Provider, snapshots: Mapping[str, Snapshot | None]
) -> list[Finding]:
    """All findings on some briefs; those of one name are one brief in several languages."""
    found: list[Finding] = []
    for brief in briefs:
        found += [
            Finding(BARE, _file(brief), line, "bare", {"text": text})
            for line, text in unmarked(brief.plain, brief.language)
        ]
    for name, several in _by_name(briefs).items():
        found += _differences(several)
        found += _figures(several, provider, snapshots.get(name))
    return found


def _by_name(briefs: Sequence[Brief]) -> dict[str, list[Brief]]:
    found = defaultdict(list)
    for brief in briefs:
        found[brief.name].append(brief)
    return found


def _file(brief: Brief) -> str:
    return brief.path.name if brief.path else f"{brief.name}.{brief.language}"


def _differences(several: list[Brief]) -> list[Finding]:
    """Both languages name the same figures, values and tests, in any order."""
    found = []
    first = several[0]
    for other in several[1:]:
        for one, missing in (
            (other, first.named() - other.named()),
            (first, other.named() - first.named()),
        ):
            for text in sorted(missing):
                found.append(Finding(DIFFERS, _file(one), 1, "not_here", {"text": text}))
        for key in sorted(set(first.recipes) | set(other.recipes)):
            if first.recipes.get(key) != other.recipes.get(key):
                found.append(Finding(DIFFERS, _file(other), 1, "other_recipe", {"key": key}))
    return found


def _figures(several: list[Brief], provider: Provider, snapshot: Snapshot | None) -> list[Finding]:
    brief, today, found = several[0], {}, []
    data = brief.head.get("data") or {}
    for key, given in brief.recipes.items():
        recipe = Recipe.from_head(given, data)
        if why := provider.forbidden(recipe):
            words = {"key": key, "reason": why}
            found.append(Finding(FORBIDDEN, _file(brief), 1, "withdrawn", words))
        try:
            today[key] = provider.figure(recipe)
        except Gone as gone:
            words = {"key": key, "reason": gone.args[0], "what": gone.args[1]}
            found.append(Finding(GONE, _file(brief), 1, "gone", words))
            continue
        if snapshot is None or key not in snapshot.figures:
            found.append(Finding(CHANGED, _file(brief), 1, "not_built", {"key": key}))
        else:
            why = _why(snapshot, provider, snapshot.figures[key], today[key])
            found += _compared(_file(brief), key, snapshot.figures[key], today[key], why)
    for each in several:
        found += _said(each, today)
    return found


def _why(snapshot: Snapshot, provider: Provider, before: Figure, now: Figure) -> str:
    if before.digest != now.digest:
        return "data"
    return "program" if snapshot.version != provider.version() else "code"


def _compared(file: str, key: str, before: Figure, now: Figure, why: str) -> list[Finding]:
    """Values that are others today, and shown ones that are withheld today."""
    old, new = ({(v.part, v.group): v for v in each.values} for each in (before, now))
    found = []
    for at in sorted(set(old) | set(new)):
        words = {"key": key, "part": " ".join(filter(None, at)), "because": why}
        one, other = old.get(at), new.get(at)
        if one is None or other is None:
            found.append(Finding(CHANGED, file, 1, "group_gone" if one else "group_new", words))
        elif other.withheld and not one.withheld:
            words["reason"] = other.withheld
            found.append(Finding(FORBIDDEN, file, 1, "withheld_now", words))
        elif not _same(one, other):
            words |= {"old": _number(one), "new": _number(other)}
            found.append(Finding(CHANGED, file, 1, "changed", words))
    return found


def _same(one: Value, other: Value) -> bool:
    return one == other


def _number(value: Value) -> str:
    return value.withheld or (f"{value.value:.6g}" if value.value is not None else "?")


def _said(brief: Brief, today: Mapping[str, Figure]) -> list[Finding]:
    """Values and statements of the text, by the figures of today."""
    found = []
    for mark in brief.marks:
        if mark.kind not in ("value", "test") or not mark.keys <= set(today):
            continue
        words: dict[str, object] = {"text": mark.text, "about": mark.about}
        try:
            if mark.kind == "value":
                _, value, name = value_of(mark.about, today)
                if value.withheld:
                    raise NoValue(value.withheld, mark.about)
                if getattr(value, name) is None:
                    raise NoValue("unknown", mark.about)
            elif not holds(mark.about, today):
                found.append(Finding(FALSE, _file(brief), mark.line, "false", words))
        except NoValue as none:
            code = GONE if none.args[0] in ("no_part", "unknown") else FORBIDDEN
            words["reason"] = none.args[0]
            found.append(Finding(code, _file(brief), mark.line, "no_value", words))
        except NotUnderstood:
            found.append(Finding(NO_BRIEF, _file(brief), mark.line, "not_understood", words))
    return found
