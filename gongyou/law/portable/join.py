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

_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)


@cache
def engine_script() -> str:
    """One strict function that gives `gongyouLaw`."""
    parts = "\n".join((FOLDER / name).read_text("utf-8") for name in FILES)
    return (
        f'const gongyouLaw = (function () {{\n"use strict";\n{parts}\nreturn gongyouLaw;\n}})();\n'
    )


def minified(script: str) -> str:
    """The same without comments, blank lines and indentation; no name is changed.

    Our own files have comments on lines of their own only, and no text over several lines.
    """
    text = _COMMENT.sub("", script)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"
