"""The engine is read by browsers from 2018 on: no newer syntax, no newer function, no eval.

The floor is Chrome 57 and Safari 11: what came later is listed with the version it came in.
"""

import re

import pytest

from gongyou.law.portable import engine_script, minified

NEWER = {
    r"\?\.[A-Za-z\[(]": "optional chaining, Chrome 80",
    r"\?\?": "nullish coalescing, Chrome 80",
    r"\|\|=|&&=": "logical assignment, Chrome 85",
    r"\{\s*\.\.\.": "object spread, Chrome 60",
    r"catch\s*\{": "catch without a name, Chrome 66",
    r"\b\d+n\b": "BigInt literals, Chrome 67",
    r"\basync\b|\bawait\b": "async functions, Safari 10.1",
    r"fromEntries": "Chrome 73",
    r"replaceChildren": "Chrome 86",
    r"globalThis": "Chrome 71",
    r"\.flat\(|\.flatMap\(": "Chrome 69",
    r"matchAll|replaceAll": "Chrome 73, 85",
    r"\.at\(-": "negative at, Chrome 92",
    r"trimStart|trimEnd": "Chrome 66",
    r"structuredClone": "Chrome 98",
    r"\(\?<[a-z=!]": "named groups and looking behind, Chrome 62",
    r"\beval\b|new Function|import\(": "code out of text",
}


@pytest.mark.parametrize(("pattern", "what"), NEWER.items(), ids=NEWER.values())
def test_nothing_newer_than_the_floor_is_used(pattern, what):
    assert not re.search(pattern, minified(engine_script()))


def test_the_engine_is_small():
    assert len(minified(engine_script()).encode()) <= 40_000
