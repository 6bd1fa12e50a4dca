"""The manual inside the program: the pages of `docs`, the glossary, and a folder to print.

In a work tree the pages are read where they are written; a wheel carries them as `gongyou/manual`.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

HERE = Path(__file__).resolve().parents[2]
# In the order in which somebody needs them; a page that no one lists stands at the end.
ORDER = (
    "install", "begin", "getting-started", "keep", "safe", "casework", "collective", "outreach",
    "surveys", "advocacy", "fieldwork", "notebook", "preparing-a-workbook", "moving-in", "laptops",
    "security", "command-line", "cheat-caseworker", "cheat-organiser", "cheat-coordinator",
    "cheat-researcher",
)  # fmt: skip
LANGUAGES = ("en", "zh-hans")
LINK = re.compile(r'href="(?:\.\./(?:en|zh-hans)/)?([\w-]+)\.md(#[\w-]*)?"')
ELSEWHERE = re.compile(r'<a href="[^":]+\.md(?:#[^"]*)?">(.*?)</a>', re.DOTALL)
ROW = re.compile(r"^\|(?P<english>[^|]+)\|(?P<chinese>[^|]+)\|(?P<rest>.*)\|\s*$")


@dataclass(frozen=True)
class Page:
    """One page: its address, its first heading, its text."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Word:
    """A word of the glossary in both languages."""

    english: str
    chinese: str


def folder() -> Path:
    """Where the pages lie."""
    carried = HERE / "manual"
    return carried if carried.exists() else HERE.parent / "docs"


def language(code: str) -> str:
    """The folder of a language; English for those without one."""
    return "zh-hans" if (code or "").lower().startswith("zh") else "en"


def pages(lang: str) -> list[Page]:
    """Every page of a language, in order."""
    found = {path.stem: path for path in (folder() / lang).glob("*.md")}
    first = [name for name in ORDER if name in found]
    return [_read(found[name]) for name in [*first, *sorted(set(found) - set(first))]]


def page(lang: str, name: str) -> Page | None:
    """One page, or None: names are compared, never joined to a path."""
    return next((one for one in pages(lang) if one.name == name), None)


def _read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    title = next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), "")
    return Page(path.stem, title or path.stem, text)


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    return made.disable(["image", "html_inline", "html_block"])


def html(one: Page, base: str) -> str:
    """A page as HTML; links among pages lead to pages of the program."""
    rendered = str(_markdown().render(one.text))
    rendered = LINK.sub(lambda found: f'href="{base}{found[1]}/{found[2] or ""}"', rendered)
    rendered = ELSEWHERE.sub(r"\1", rendered)  # what programmers read is not in the program
    return rendered.replace("<table>", '<div class="table-wrap"><table class="table">').replace(
        "</table>", "</table></div>"
    )


@cache
def glossary() -> tuple[Word, ...]:
    """The settled words, from the list that rules code and pages."""
    path = folder() / "words.md"
    path = path if path.exists() else folder() / "developers" / "words.md"
    found = [ROW.match(line) for line in path.read_text(encoding="utf-8").splitlines()]
    words = [Word(row["english"].strip(), row["chinese"].strip()) for row in found if row]
    return tuple(one for one in words if not one.english.startswith(("English", "---", "-")))
