"""One source, five forms: page, A5 leaflet, A4 poster with a code, chat text, text read aloud."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from gongyou.documents import Typesetter

from .reading import Guide

HERE = Path(__file__).parent
WORDS = {
    "zh-hans": {
        "as_of": "法律截至 {day}",
        "unchecked": "律师还没有核对过。",
        "checked": "{day} 核对过",
        "code": "编号 {code}",
        "example": "举例",
        "more": "扫码看详细的，或自己算一算",
    },
    "en": {
        "as_of": "The law as of {day}",
        "unchecked": "Not checked by a lawyer.",
        "checked": "Checked on {day}",
        "code": "No. {code}",
        "example": "For example",
        "more": "Scan to read more, or to work it out yourself",
    },
}


def version_code(guide: Guide) -> str:
    """Six letters that name this text and what it rests on; on every paper of it."""
    content = guide.markdown + repr(sorted(guide.rests_on.items()))
    return hashlib.sha256(content.encode()).hexdigest()[:6].upper()


def foot(guide: Guide, lang: str, checked_on: date | None = None) -> str:
    """As of when, whether checked, which version."""
    words = WORDS[lang]
    checked = words["checked"].format(day=checked_on) if checked_on else words["unchecked"]
    code = words["code"].format(code=version_code(guide))
    return " · ".join((words["as_of"].format(day=guide.day), checked, code))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "html_block"])


def html_of(guide: Guide) -> str:
    """The text as HTML: no markup of its author's own gets through."""
    return str(_markdown().render(guide.markdown))


def chat_text(guide: Guide, lang: str, checked_on: date | None = None) -> str:
    """Plain lines for a message."""
    return f"【{guide.title}】\n{_plain(guide.markdown)}\n{foot(guide, lang, checked_on)}\n"


def read_aloud(guide: Guide, lang: str) -> str:
    """Sentences to be read out: no marks, examples announced, numbers without commas."""
    lines = [guide.title + ("。" if lang == "zh-hans" else ".")]
    for part in guide.parts:
        if part.kind == "example":
            lines.append(WORDS[lang]["example"] + ("：" if lang == "zh-hans" else ":"))
        lines.append(re.sub(r"(?<=\d),(?=\d{3})", "", _plain(part.text)))
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _plain(text: str) -> str:
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"^#+\s*", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[>*-]\s+", "· ", text, flags=re.MULTILINE)
    return re.sub(r"[*_`]", "", text).strip()


def leaflet_pdf(guide: Guide, lang: str, checked_on: date | None = None, code: str = "") -> bytes:
    """An A5 leaflet."""
    return _setter("leaflet").render(_data(guide, lang, checked_on, code))


def poster_pdf(guide: Guide, lang: str, code: str, checked_on: date | None = None) -> bytes:
    """An A4 poster: the title, the first paragraph and example, a code to the rest."""
    return _setter("poster").render(_data(guide, lang, checked_on, code))


@cache
def _setter(name: str) -> Typesetter:
    return Typesetter(HERE / f"{name}.typ")


def _data(guide: Guide, lang: str, checked_on: date | None, code: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "title": guide.title,
        "phone": guide.phone,
        "parts": [
            {"kind": part.kind, "lines": _lines(part.text)}
            for part in guide.parts
            if part.text.strip()
        ],
        "foot": foot(guide, lang, checked_on),
        "words": WORDS[lang],
        "code": _modules(code) if code else [],
    }


def _lines(text: str) -> list[dict[str, str]]:
    """Lines of a part as heading, item or text."""
    made = []
    for line in text.strip().splitlines():
        stripped = line.strip()
        if not stripped:
            continue
        kind = (
            "head"
            if stripped.startswith("#")
            else "item"
            if stripped[:2] in ("- ", "* ")
            else "text"
        )
        made.append({"kind": kind, "text": _plain(stripped.lstrip("#").removeprefix("- ").strip())})
    return made


def _modules(text: str) -> list[str]:
    import segno

    return [
        "".join("1" if dark else "0" for dark in row) for row in segno.make(text, error="m").matrix
    ]
