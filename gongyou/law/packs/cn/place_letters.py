"""Chinese places in Latin letters: pinyin with or without tones, spaces and apostrophes, English.

Xi'an, Xian, Guǎngzhōu, Guang zhou, Chongqing Jiangbei, Baiyun District Guangzhou, Lüliang, Canton.
Names may go from large to small or from small to large.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations

from .place_forms import ENGLISH
from .place_names import (
    NO_DISTRICTS,
    highest,
    index,
    inside,
    living,
    outermost,
    place_name,
    rank,
    rows,
)

Name = tuple[str, str]
"""Letters without spaces, and the sign that the kind of place said with them ends in, or ""."""

_KINDS = {
    "new area": "新区", "new district": "新区", "autonomous region": "区",
    "autonomous prefecture": "州", "autonomous county": "县", "district": "区",
    "city": "市", "municipality": "市", "county": "县", "province": "省", "prefecture": "州",
    "banner": "旗", "league": "盟",
}  # fmt: skip
_SYLLABLES = {"shi": "市", "qu": "区", "xian": "县", "sheng": "省", "xinqu": "新区"}
_BELOW = re.compile(r"[\w'’-]+\s+(?:town|township|subdistrict|sub-district|street|village|jiedao)$")
_COUNTRY = re.compile(r"\b(?:people's republic of china|p\.? ?r\.? ?china|p\.?r\.?c\b\.?|china)")
_PEOPLES = re.compile(
    r"\b(?:(?:hui|zhuang|uyghur|tibetan|\w+ and \w+|\w+)(?= autonomous)|zhuang|uyghur|uygur|uighur|"
    r"special administrative region|sar)\b"
)
_KIND = re.compile(rf"\b(?:{'|'.join(_KINDS)})\b")
_STREET = {"road", "avenue", "lane", "lu", "jie", "street", "dajie", "co", "ltd", "company"}
_MOST_WORDS, _LONGEST, _FEW = 10, 5, 3
_ZONE = re.compile(
    r"\b(?:(?:hi(?:gh)?-?tech\w*|economic|and|technolog\w+|development|industrial|free-?trade|"
    r"bonded|airport)\s+)+(?:zone|park|area)\b"
)
_ASKED = {"chaoyang"}


def spelt_places(text: str) -> set[str]:
    """The codes of the places that a text in Latin letters may mean."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _without_tones(text)).lower()
    text = _PEOPLES.sub(" ", _COUNTRY.sub(" ", text.replace("’", "'")))
    found = _placed(text)
    return found or (_placed(_ZONE.sub(" ", text)) if _ZONE.search(text) else found)


def _placed(text: str) -> set[str]:
    parts = [part.strip() for part in re.split(r"[,/;|()\n]+|\s-\s", text)]
    parts = [kept for part in parts if (kept := _BELOW.sub("", part).strip())]
    words = [word for part in parts for word in _words(part)]
    if not words or len(words) > _MOST_WORDS:
        return set()
    for known in (words, _syllables_as_kinds(words), _kinds_apart(words), _one_by_one(words)):
        if found := _nested(known):
            return living(found) if "".join(w for w, _ in known) in _ASKED else highest(found)
    return _city_of_towns(words)


def _without_tones(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _words(part: str) -> list[Name]:
    """The words of a part; the kind of place goes with the word before it."""
    words: list[Name] = []
    marked = _KIND.sub(lambda found: f" ={found[0].replace(' ', '_')} ", part)
    for word in re.split(r"[\s\-–]+", marked):
        if word.startswith("="):
            if words:
                words[-1] = (words[-1][0], _KINDS[word[1:].replace("_", " ")])
        elif letters := re.sub(r"[^a-z]", "", word):
            words.append((letters, ""))
    return words


def _syllables_as_kinds(words: Sequence[Name]) -> list[Name]:
    """Guangdong sheng Shenzhen shi: the kind said in pinyin."""
    found: list[Name] = []
    for letters, kind in words:
        if found and letters in _SYLLABLES:
            found[-1] = (found[-1][0], _SYLLABLES[letters])
        else:
            found.append((letters, kind))
    return found


def _kinds_apart(words: Sequence[Name]) -> list[Name]:
    """shenzhenshi, baoanqu: the kind written together with the name that some place bears."""
    found: list[Name] = []
    for letters, kind in words:
        cut = (letters.removesuffix(end) for end in _SYLLABLES if letters.endswith(end))
        stem = next((stem for stem in cut if stem in _spelt()), None) if not kind else None
        found.append((letters, kind) if stem is None else (stem, _SYLLABLES[letters[len(stem) :]]))
    return found


def _one_by_one(words: Sequence[Name]) -> list[Name]:
    """Names written together: guangzhoupanyu, letter by letter."""
    return [(letter, "") for letters, _ in words for letter in letters]


def _nested(words: Sequence[Name]) -> set[str]:
    """The innermost places of the first way to cut the words into names that lie in each other."""
    for names in _cuts(tuple(words)):
        for order in permutations(names) if len(names) <= _FEW else (names, names[::-1]):
            found = {""}
            for name in order:
                found = {c for within in found for c in _called(*name) if inside(c, within)}
            if found:
                return outermost(found)
    return set()


def _cuts(words: tuple[Name, ...]) -> Iterator[list[Name]]:
    """Every way to join the words in a row to names that some place bears, longest first."""
    if not words:
        yield []
        return
    most = len(words) if all(len(word) == 1 for word, _ in words) else _LONGEST
    for length in range(min(most, len(words)), 0, -1):
        name = ("".join(word for word, _ in words[:length]), words[length - 1][1])
        if _called(*name):
            for rest in _cuts(words[length:]):
                yield [name, *rest]


@cache
def _called(letters: str, kind: str) -> tuple[str, ...]:
    codes = _spelt().get(letters, ())
    said = tuple(code for code in codes if kind and (place_name(code) or "").endswith(kind))
    return said or codes


@cache
def _spelt() -> dict[str, tuple[str, ...]]:
    """Pinyin without tones, and names that English has of its own, to codes."""
    found: dict[str, dict[str, None]] = {}
    for row in rows():
        for sound in _sounds(row.pinyin):
            found.setdefault(sound, {})[row.code] = None
    for name, chinese in ENGLISH.items():
        letters = re.sub(r"[^a-z]", "", name)
        found[letters] = dict.fromkeys(index().get(chinese, ()))
    return {letters: tuple(codes) for letters, codes in found.items()}


def _sounds(pinyin: str) -> set[str]:
    """lvliang is written Lvliang, Lyuliang and, without its dots, Luliang."""
    if not re.search(r"[ln]v", pinyin):
        return {pinyin}
    return {re.sub(r"([ln])v", rf"\1{vowel}", pinyin) for vowel in ("v", "u", "yu")}


def _city_of_towns(words: Sequence[Name]) -> set[str]:
    """Dongguan Humen: a city without districts, whatever part of it is named; Baoan Shajing."""
    for length in range(len(words) - 1, 0, -1):
        for some, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            found = highest(_nested(some))
            if found and found <= NO_DISTRICTS and not _names_a_city(rest):
                return found
            if _is_a_town(rest) and found and all(rank(code) > 1 for code in found):
                return found
    return set()


def _names_a_city(words: Sequence[Name]) -> bool:
    """Dongguan and Shenzhen are two cities."""
    named = [word for word in words if word[0] not in ("and", "or", "to")]
    return any(rank(code) <= 1 for code in highest(_nested(named)))


def _is_a_town(words: Sequence[Name]) -> bool:
    """Whether a rest of words may be a township: no place that the tables know, and no street."""
    letters = "".join(word for word, _ in words)
    return len(words) <= _FEW and not _STREET & {w for w, _ in words} and not _spelt().get(letters)
