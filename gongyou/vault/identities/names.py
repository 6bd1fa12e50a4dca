"""Compare names as people type them: width, case, accents, spaces, Chinese or pinyin."""

import re
import unicodedata
from functools import lru_cache

MOST_READINGS = 3


def normal(text: str) -> str:
    """NFKC, no accents, no case, no spaces or points."""
    if text.isascii() and text.isalnum():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    return "".join(
        character
        for character in decomposed.casefold()
        if not unicodedata.combining(character) and character.isalnum()
    )


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """The pinyin of one character, every reading, without tones; itself if it has none."""
    if not "\u3400" <= character <= "\U0003ffff":
        return (character,)
    # Its dictionaries take most of a second to load; most commands never need them.
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
    return tuple(dict.fromkeys(reading.casefold() for reading in found))


def spelling(name: str) -> str:
    """A normalised name in syllables, `li xiao hong`; variants of the surname after a bar."""
    if name.isascii():
        return ""
    rest = " ".join(readings(character)[0] for character in name[1:])
    return "|".join(f"{first} {rest}" for first in readings(name[0])[:MOST_READINGS])


def spelling_pattern(term: str) -> re.Pattern | None:
    """Finds a term in spellings: whole syllables, initials, or both mixed (lixh, lxh)."""
    if not term.isascii() or not term.isalpha():
        return None
    # After any letter the rest of its syllable may be left out.
    return re.compile(r"(?<![a-z])" + "(?:[a-z]* )?".join(term))


def matches(term: str, name: str) -> bool:
    """Whether a normalised term is found in a normalised name, as text, pinyin or initials."""
    pattern = spelling_pattern(term)
    return term in name or bool(pattern and pattern.search(spelling(name)))
