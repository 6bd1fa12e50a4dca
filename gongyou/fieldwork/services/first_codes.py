"""The first codebook, which ships with the program: read from its file in one language."""

from __future__ import annotations

import uuid
from pathlib import Path

import yaml

from gongyou.fieldwork.formats.refi.read import ReadCode

FILE = Path(__file__).parents[1] / "codebooks" / "reasons_and_routes.yaml"
_SPACE = uuid.UUID("0f2a6a0e-6c0b-5d5c-9d5a-2d3e52f7a1c4")


def first_codes(language: str) -> list[ReadCode]:
    """Its codes with names and definitions in Chinese, or else in English."""
    tongue = "zh" if language.startswith("zh") else "en"
    found: list[ReadCode] = []
    for group in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        top = _code(group, tongue, None, group["colour"], codable=False)
        found.append(top)
        found += [_code(one, tongue, top.guid, group["colour"]) for one in group["codes"]]
    return found


def guid_of(key: str) -> uuid.UUID:
    """The id of a code of the first codebook: the same in every study."""
    return uuid.uuid5(_SPACE, key)


def _code(entry: dict, tongue: str, parent, colour: str, codable: bool = True) -> ReadCode:
    guid = guid_of(entry["key"])
    definition = entry.get("means", {}).get(tongue, "")
    return ReadCode(guid, entry[tongue], parent, colour, codable, definition)
