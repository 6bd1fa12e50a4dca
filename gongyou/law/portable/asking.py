"""Questions for workers, and the facts that their answers are: at the desk as on the phone.

A pack's folder `questions` has questions.yaml (what is asked, which fact it fills) and a file a
language. The same filling stands in javascript/asking.js; tests hold both equal.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

NONE = "none"
"""The answer "there is none", where a question offers it."""


@dataclass(frozen=True)
class Questions:
    """What workers are asked under a law, and the words of it by language."""

    pack: str
    plan: dict[str, Any]
    words: dict[str, dict[str, Any]]

    @property
    def entitlements(self) -> list[str]:
        """What a check offers."""
        return list(self.plan["entitlements"])

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The questions in the order of an interview."""
        return list(self.plan["questions"])

    def named(self, name: str) -> dict[str, Any] | None:
        """A question."""
        return next((q for q in self.asked if q["name"] == name), None)

    def chain(self, lang: str) -> list[str]:
        """A language and those that say what it lacks."""
        found = [lang]
        while (following := self.words[found[-1]].get("fallback")) and following not in found:
            found.append(following)
        return [*found, *(other for other in ("en", "zh-hans") if other not in found)]


@cache
def questions_of(pack: str) -> Questions | None:
    """A pack's questions, or None where it asks nothing."""
    folder = Path(str(importlib.import_module(f"gongyou.law.packs.{pack}").__file__)).parent
    path = folder / "questions" / "questions.yaml"
    if not path.exists():
        return None
    words = {
        each.stem: yaml.safe_load(each.read_text("utf-8"))
        for each in sorted(path.parent.glob("*.yaml"))
        if each != path
    }
    return Questions(pack, yaml.safe_load(path.read_text("utf-8")), words)


@dataclass(frozen=True)
class Told:
    """What answers come to: tables of facts, what was asked and is not there, unknown names."""

    tables: dict[str, Any]
    asked: frozenset[str]
    not_understood: dict[str, Any]


def told_by(questions: Questions, answers: Mapping[str, Any], on: date) -> Told:
    """The facts of answers by question name; what no question is called is listed, not dropped."""
    plan = questions.plan
    root: dict[str, Any] = {}
    usual: dict[str, Any] = {}
    events: list[dict[str, Any]] = []
    asked: set[str] = set()
    for question in questions.asked:
        value = answers.get(question["name"])
        if value is None or not applies(question, answers):
            continue
        if value == NONE:
            asked.update(question.get("settles", [question.get("fact", "")]))
        elif "event" in question:
            events.append({"kind": question["event"], "date": value})
        elif "usual" in question:
            usual[question["usual"]] = value
        elif "fact" in question:
            root[question["fact"]] = value
    if answers.get("end_kind") == "ongoing":
        asked.add(plan["rows"]["end"])
    tables: dict[str, Any] = {plan["root"]: root, "events": events}
    tables[plan["rows"]["table"]] = list(_months(plan["rows"], root, usual, on))
    known = {q["name"] for q in questions.asked}
    unknown = {name: value for name, value in answers.items() if name not in known}
    return Told(tables, frozenset(asked - {""}), unknown)


def applies(question: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Whether a question is asked of somebody who answered so far like this."""
    for name, values in question.get("only", {}).items():
        if answers.get(name) not in values:
            return False
    for name, values in question.get("unless", {}).items():
        if answers.get(name) in values:
            return False
    after = question.get("after")
    return after is None or answers.get(after) not in (None, NONE)


def _months(
    rows: Mapping[str, Any], root: Mapping[str, Any], usual: Mapping[str, Any], on: date
) -> Iterator[dict[str, Any]]:
    """A usual month, for each of the last months of work."""
    if not usual:
        return
    last = _month(root.get(rows["end"]) or on.isoformat())
    first = _month(root[rows["start"]]) if root.get(rows["start"]) else 0
    for month in range(last, max(first, last - rows["months"] + 1) - 1, -1):
        yield {rows["key"]: f"{month // 12:04d}-{month % 12 + 1:02d}-01", **usual}


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1
