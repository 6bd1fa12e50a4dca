"""Compare names as people type them: width, case, accents, spaces, Chinese or pinyin."""

import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin


def normal(text: str) -> str:
    """NFKC, no accents, no case, no spaces or points."""
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
    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
    return tuple(dict.fromkeys(reading.casefold() for reading in found))


def matches(term: str, name: str) -> bool:
    """Whether a normalised term is found in a normalised name, as text, pinyin or initials."""
    if term in name:
        return True
    if not term.isascii() or name.isascii():
        return False
    return any(_spells(term, name, start) for start in range(len(name)))


def _spells(term: str, name: str, at: int) -> bool:
    """Whether `term` is spelt by the characters from `at` on; each may give only its initial."""
    if not term:
        return True
    if at == len(name):
        return False
    for reading in readings(name[at]):
        if reading.startswith(term):
            return True
        if term.startswith(reading) and _spells(term[len(reading) :], name, at + 1):
            return True
        if term[0] == reading[0] and _spells(term[1:], name, at + 1):
            return True
    return False
