"""A brief as a file: a head in YAML, then Markdown with four marks of its own.

[[p1]]  [[p1.mean]]  [[p1["East"].n]]     a value of a figure, in the reader's language
[[p1 as bar]]  [[p1 as table]]            a chart, or a table
{Almost two in three}[p1 >= 0.6]          a statement that holds as long as its test does
{2015}!                                   a number that is no figure: a year, an article
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LANGUAGES = ("en", "zh-hans")
SHOWN_AS = ("bar", "line", "table")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_VALUE = re.compile(r"\[\[([^\[\]]+(?:\[\"[^\"]*\"\][^\[\]]*)*)\]\]")
_TEST = re.compile(r"\{([^{}]+)\}\[((?:[^\[\]]|\[\"[^\"]*\"\])+)\]")
_FREE = re.compile(r"\{([^{}]+)\}!")
_KEY = re.compile(r"\b([a-z][a-z0-9_]*)\b")


class BriefError(ValueError):
    """A file that is no brief: what is wrong, and in which line."""

    def __init__(self, code: str, line: int = 1, **values: object) -> None:
        super().__init__(code)
        self.code, self.line, self.values = code, line, values


@dataclass(frozen=True)
class Mark:
    """One marked thing: kind "value", "shown", "test" or "free"."""

    kind: str
    text: str
    about: str
    line: int

    @property
    def keys(self) -> set[str]:
        """The figures that it names."""
        words = re.sub(r"\"[^\"]*\"", "", self.about.split(" as ")[0])
        return {w for w in _KEY.findall(words) if w not in ("and", "or", "not", *FIELDS)}


FIELDS = ("total", "value", "low", "high", "floor", "ceiling", "n", "missing", "mean", "ratio",
          "share", "median", "reached", "otherwise", "rate", "count", "range")  # fmt: skip


@dataclass(frozen=True)
class Brief:
    """One file: its head, its tokens, its marks, its plain text line by line."""

    name: str
    language: str
    title: str
    head: dict[str, Any]
    tokens: list[Token] = field(repr=False)
    marks: tuple[Mark, ...]
    plain: tuple[tuple[int, str], ...]
    path: Path | None = None

    @property
    def recipes(self) -> dict[str, dict[str, Any]]:
        """Key → what the figure is made of."""
        return dict(self.head.get("figures") or {})

    @property
    def as_of(self) -> date | None:
        """The day on which the data stood."""
        return self.head.get("as_of")

    def named(self) -> set[str]:
        """What the text says of figures: values, shown things and tests, apart from their words."""
        return {f"{m.kind} {' '.join(m.about.split())}" for m in self.marks if m.kind != "free"}


def read(path: Path) -> Brief:
    """A brief from its file.

    Raises:
        BriefError: it has no head, an unknown language, or names a figure the head does not.
    """
    return parse(path.read_text(encoding="utf-8"), path)


def parse(text: str, path: Path | None = None) -> Brief:
    """A brief from its text."""
    found = _HEAD.match(text)
    if not found:
        raise BriefError("no_head")
    head, first = _head(found[1]), text[: found.end()].count("\n")
    tokens = markdown().parse(text[found.end() :])
    marks = tuple(_marks(tokens, first))
    _known(head, marks)
    title = head["title"] if isinstance(head["title"], str) else head["title"][head["language"]]
    inline = markdown().parseInline(title)
    marks += tuple(_marks(inline, 0))
    plain = (*_plain(inline, 0), *_plain(tokens, first))
    return Brief(str(head["brief"]), head["language"], title, head, tokens, marks, plain, path)


def _head(text: str) -> dict[str, Any]:
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BriefError("bad_head", (mark.line + 2) if mark else 1) from None
    if not isinstance(head, dict):
        raise BriefError("bad_head")
    for name in ("brief", "title", "language"):
        if not head.get(name):
            raise BriefError("head_lacks", name=name)
    if head["language"] not in LANGUAGES:
        raise BriefError("bad_language", language=head["language"])
    for key, recipe in (head.get("figures") or {}).items():
        if not isinstance(recipe, dict) or not recipe.get("indicator"):
            raise BriefError("bad_figure", key=key)
    return head


def _known(head: dict[str, Any], marks: tuple[Mark, ...]) -> None:
    figures = set(head.get("figures") or {})
    for mark in marks:
        if mark.kind == "free":
            continue
        keys = mark.keys
        if not keys or keys - figures:
            raise BriefError("no_figure", mark.line, name=", ".join(sorted(keys - figures)))
        if mark.kind == "shown" and mark.about.split(" as ")[1].strip() not in SHOWN_AS:
            raise BriefError("bad_show", mark.line, name=mark.about)


def markdown() -> MarkdownIt:
    """Markdown without HTML, with tables and the four marks."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.inline.ruler.before("link", "gongyou_marks", _rule)
    return reader


def _rule(state: StateInline, silent: bool) -> bool:
    for kind, pattern in (("value", _VALUE), ("free", _FREE), ("test", _TEST)):
        found = pattern.match(state.src, state.pos)
        if not found:
            continue
        if not silent:
            text, about = (found[1], found[2]) if kind == "test" else (found[1], found[1])
            shown = kind == "value" and " as " in about
            token = state.push("mark", "", 0)
            token.content = text
            token.meta = {"kind": "shown" if shown else kind, "about": about.strip()}
        state.pos = found.end()
        return True
    return False


def _inline(tokens: list[Token], first: int) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        line = first + (token.map[0] if token.map else 0) + 1
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            yield line, child


def _marks(tokens: list[Token], first: int) -> Iterator[Mark]:
    for line, token in _inline(tokens, first):
        if token.type == "mark":
            yield Mark(token.meta["kind"], token.content, token.meta["about"], line)


def _plain(tokens: list[Token], first: int) -> Iterator[tuple[int, str]]:
    """What stands in the text without a mark; neighbours are put together."""
    held: dict[int, str] = {}
    for line, token in _inline(tokens, first):
        if token.type in ("text", "code_inline"):
            held[line] = held.get(line, "") + token.content
        elif token.type == "image":
            held[line] = held.get(line, "") + " " + token.content
        elif token.type == "mark":
            held[line] = held.get(line, "") + "\x00"
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map:
            held[first + token.map[0] + 1] = token.content
    yield from held.items()
