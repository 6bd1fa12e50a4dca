"""Places by code or by name, as the packs of rules know them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gongyou.law.default import DEFAULT_LAW
from gongyou.law.desk import PlaceBook


@cache
def _books() -> tuple[PlaceBook, ...]:
    """The books of places of all laws, that of the default law first."""
    from gongyou.law.library import load_pack, pack_names

    names = sorted(pack_names(), key=lambda name: (name != DEFAULT_LAW, name))
    books = (load_pack(name).desk.places for name in names)
    return tuple(book for book in books if book)


def find_place(text: str) -> tuple[str | None, str | None]:
    """(code, None), or (None, problem) when no or several places are so called."""
    found = places_called(text)
    if len(found) == 1:
        return found[0], None
    return None, "ambiguous_place" if found else "unknown_place"


def places_called(text: str) -> tuple[str, ...]:
    """The codes of all places that a text may mean, under the first law that knows any."""
    return next((found for book in _books() if (found := book.called(text))), ())


def common_region(text: str) -> str | None:
    """The province in which all places that a text may mean lie, or None."""
    regions = {code[:2] for code in places_called(text)}
    return f"{regions.pop()}0000" if len(regions) == 1 else None


def titles_called(text: str, lang: str) -> str:
    """All places that a text may mean, one after the other, from the province down."""
    codes = places_called(text)
    if lang == "zh-hans":
        return "、".join(place_name(code) or code for code in codes)
    return "; ".join(f"{place_title(code, lang)} ({place_name(code) or code})" for code in codes)


def place_name(code: str) -> str | None:
    """The full name of a place from the widest down, or None."""
    return next((name for book in _books() if (name := book.name(code))), None)


def place_title(code: str, lang: str) -> str:
    """The place as people say it in a language; the code itself where no law knows it."""
    return next((t for book in _books() if (t := book.title(code, lang))), code)


def offered_places(law: str = DEFAULT_LAW) -> Iterator[str]:
    """The codes to choose from that come up most under a law."""
    from gongyou.law.library import load_pack

    book = load_pack(law).desk.places
    yield from book.offered() if book else ()


def place_hint(law: str, lang: str) -> str:
    """How places are written under a law, for a message."""
    from gongyou.law.library import load_pack

    book = load_pack(law).desk.places
    return book.hint[lang] if book else ""


def regions(law: str, lang: str) -> list[list[str]]:
    """[code, name] of the provinces and cities of a law to choose from; none where it has none."""
    from gongyou.law.library import load_pack

    book = load_pack(law).desk.places
    return book.regions(lang) if book else []
