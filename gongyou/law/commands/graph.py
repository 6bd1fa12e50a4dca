"""What a rule of a pack rests on, out of the recorded graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.language.nodes import walk


@dataclass
class Below:
    """Names a rule rests on, what it names itself first."""

    rules: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def below(pack: Any, rule: str) -> Below:
    """Rules, facts, figures and questions of law that `rule` uses, directly or through others."""
    found, level, seen = Below(), [rule], {rule}
    while level:
        following: list[str] = []
        for name in level:
            traced = graph_of(pack).traced[name]
            nodes = walk([traced.expr, traced.amount, *(c for _, c in traced.unless)])
            following += [n.data for n in reversed(nodes) if n.op == "rule" and n.data not in seen]
            _collect(nodes, found)
        level = list(dict.fromkeys(following))
        seen.update(level)
        found.rules += level
    return found


def _collect(nodes: list[Any], found: Below) -> None:
    for node in nodes:
        if node.op == "fact":
            _add(found.facts, node.data.name)
        elif node.op == "lookup":
            _add(found.figures, node.data.name)
        elif node.op == "reading":
            _add(found.questions, node.data[0].name)


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
