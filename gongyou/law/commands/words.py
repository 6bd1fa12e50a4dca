"""The command line's words in both languages; which one is by --lang or the environment."""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "zh-hans")


@cache
def _held() -> dict[str, dict[str, str]]:
    return json.loads(resources.files(__package__).joinpath("wording.json").read_text("utf-8"))


def say(key: str, lang: str, **values: Any) -> str:
    """A phrase in `lang` with its blanks filled."""
    text = _held()[key][lang]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def language(given: str | None = None) -> str:
    """ "en" or "zh-hans": as given, else by LC_ALL, LC_MESSAGES, LANG."""
    named = given or next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)),
        "",
    )
    return "zh-hans" if named.lower().startswith("zh") else "en"


def help_language() -> str:
    """The language of the help: --lang may stand anywhere on the line."""
    line = sys.argv
    for place, word in enumerate(line):
        if word.startswith("--lang="):
            return language(word.partition("=")[2])
        if word == "--lang" and place + 1 < len(line):
            return language(line[place + 1])
    return language()


def help_text(key: str) -> str:
    """A phrase for the help."""
    return say(key, help_language())
