"""Texts that a dossier can begin with: a file a kind, in both languages, with slots to fill.

A pack keeps those of its law in `letters/`; those that no country owns stand here. `{name}` is a
slot, `____` a blank to write in, `## ` begins a heading, `| a | b |` is a row of a table.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import yaml

SLOTS = (
    "sender", "contact", "body", "employer", "people", "reply", "earlier", "earlier_on",
    "answer_on",
)  # fmt: skip
"""What a letter may leave to the program: who writes, to whom, about whom, what went before."""
BLANK = "____"


@cache
def letter_of(law: str, kind: str) -> Mapping[str, str]:
    """The text of a kind by language; empty where nobody wrote one."""
    own = Path(str(import_module(f"gongyou.law.packs.{law}").__file__)).parent / "letters"
    for folder in (own, Path(__file__).parent):
        path = folder / f"{kind}.yaml"
        if path.exists():
            return yaml.safe_load(path.read_text(encoding="utf-8"))
    return {}


def filled(text: str, values: Mapping[str, str]) -> str:
    """A letter with its slots filled; a slot that nobody can fill is a blank."""
    for name in SLOTS:
        text = text.replace(f"{{{name}}}", values.get(name) or BLANK)
    return text
