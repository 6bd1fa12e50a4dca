"""The engine's files as one script, without a build tool."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "javascript"
FILES = (
    "exact.js",
    "days.js",
    "figures.js",
    "rows.js",
    "operations.js",
    "engine.js",
    "steps.js",
    "asking.js",
    "face.js",
)

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|(?P<comment>//[^\n]*)"""
    r"""|(?P<pattern>(?<=[(=,:!&|?\[])\s*/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[gimu]*)"""
    r"""|(?P<word>[\w$.\u0080-\uffff]+)"""
    r"""|(?P<space>\s+)"""
    r"""|(?P<sign>.)"""
)
"""What a script of ours is made of: it has no template texts and no comment over several lines."""


@cache
def engine_script() -> str:
    """One strict function that gives `gongyouLaw`."""
    parts = "\n".join((FOLDER / name).read_text("utf-8") for name in FILES)
    return (
        f'const gongyouLaw = (function () {{\n"use strict";\n{parts}\nreturn gongyouLaw;\n}})();\n'
    )


def minified(script: str) -> str:
    """The same without comments and without the spaces that nothing needs; no name is changed."""
    made: list[str] = []
    spaced = False
    for token in _TOKEN.finditer(script):
        kind, text = token.lastgroup, token.group().strip()
        if kind in ("space", "comment"):
            spaced = spaced or kind == "space"
            continue
        if spaced and made and _needs_space(made[-1][-1], text[0]):
            made.append(" ")
        made.append(text)
        spaced = False
    return "".join(made) + "\n"


def _needs_space(before: str, after: str) -> bool:
    """Whether two signs would grow together: words, and the signs of + + and - -."""
    words = (before.isalnum() or before in "_$") and (after.isalnum() or after in "_$")
    return words or (before == after and before in "+-")
