"""Guides that come with the program: in the packs, a folder a guide, a file a language."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

from gongyou.law import pack_names

from .reading import Guide, read_guide


def folder_of(law: str) -> Path:
    """Where a law's guides stand."""
    return Path(str(importlib.import_module(f"gongyou.law.packs.{law}").__file__)).parent / "guides"


@cache
def shipped_guides() -> list[tuple[str, str, str]]:
    """(law, slug, language) of all."""
    return [
        (law, path.parent.name, path.stem)
        for law in pack_names()
        for path in sorted(folder_of(law).glob("*/*.md"))
    ]


def shipped_text(law: str, slug: str, lang: str) -> str:
    """The source of one."""
    return (folder_of(law) / slug / f"{lang}.md").read_text("utf-8")


@cache
def shipped_guide(law: str, slug: str, lang: str) -> Guide:
    """One, read and computed."""
    return read_guide(shipped_text(law, slug, lang))
