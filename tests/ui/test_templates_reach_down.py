"""A template extends, includes, loads and links to its own room and those below, never above."""

import re
from pathlib import Path

import pytest

GONGYOU = Path(__file__).resolve().parents[2] / "gongyou"
BELOW = {
    "ui": set(),
    "vault": {"ui"},
    "centre": {"ui", "vault"},
    "collective": {"ui", "vault", "centre"},
    "surveys": {"ui", "vault", "centre"},
    "outreach": {"ui", "vault", "centre"},
    "advocacy": {"ui", "vault", "centre"},
}
BELOW["fieldwork"] = {"ui", "vault", "centre", "collective", "surveys", "outreach", "advocacy"}
BELOW["web"] = {*BELOW, "fieldwork"}
NAMED = re.compile(
    r"""{%\s*(?:extends|include|static)\s+['"](?P<path>\w+)/"""
    r"""|{%\s*url\s+['"](?P<url>\w+):|{%\s*load\s+(?P<load>[\w ]+)%}"""
)
SHARED = {"cotton", "vendor"}


def templates():
    return sorted(GONGYOU.glob("*/templates/**/*.html"))


def rooms_named_in(text: str) -> set[str]:
    found = set()
    for match in NAMED.finditer(text):
        found |= set((match["path"] or match["url"] or match["load"]).split())
    return found - SHARED


@pytest.mark.parametrize(
    "room", sorted({path.relative_to(GONGYOU).parts[0] for path in templates()})
)
def test_templates_of_a_room_name_no_room_above_or_beside(room):
    allowed = BELOW[room] | {room}
    wrong = {
        f"{path.relative_to(GONGYOU)}: {name}"
        for path in templates()
        if path.relative_to(GONGYOU).parts[0] == room
        for name in rooms_named_in(path.read_text(encoding="utf-8"))
        if name in BELOW and name not in allowed
    }
    assert not wrong


def test_what_reaches_up_is_found():
    page = """{% extends "web/base.html" %}{% url 'surveys:list' %}{% load centre %}"""
    assert rooms_named_in(page) == {"web", "surveys", "centre"}
