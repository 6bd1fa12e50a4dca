"""Places by code or by name, as a pack of rules knows them."""

from __future__ import annotations


def find_place(text: str) -> tuple[str | None, str | None]:
    """(code, None), or (None, problem) when no or several places are so called."""
    from gongyou.law.packs.cn import place_names

    return place_names.find_place(text)


def place_name(code: str) -> str | None:
    """The full name of a place from the widest down, or None."""
    from gongyou.law.packs.cn import place_names

    return place_names.place_name(code)
