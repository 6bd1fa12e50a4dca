"""Building the self-check: law, questions, words and page in one file that connects to nothing."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from os.path import commonprefix
from pathlib import Path
from typing import Any

import yaml

from gongyou.law import load_pack
from gongyou.law.places import regions
from gongyou.law.portable import (
    Carried,
    Questions,
    carry,
    dumps,
    engine_script,
    minified,
    questions_of,
    words_of,
)

HERE = Path(__file__).parent
SCRIPTS = ("qr.js", "seal.js", "inputs.js", "result.js", "page.js")
GOOD_FOR = timedelta(days=180)
FIGURES_FOR = timedelta(days=3 * 365)
"""Figures that ended longer ago are left out: what needs them is undetermined and says so."""


class NoQuestions(Exception):
    """A law has no questions for workers, or not in this language."""


@dataclass(frozen=True)
class Box:
    """The public part of a centre's answer box: hexadecimal, and the words that name it."""

    id: str
    key: str
    words: str


@dataclass(frozen=True)
class Settings:
    """What a file is built with.

    `box` None: the answers leave as an open code that only the desk's camera should see.
    `services` and `newer`: lines on who helps and where a newer file is, by language.
    `sounds`: a folder of recordings, <language>/<question>.mp3.
    """

    built: date
    languages: Sequence[str] = ("zh-hans", "en")
    good_until: date | None = None
    box: Box | None = None
    services: Mapping[str, Sequence[str]] = field(default_factory=dict)
    newer: Mapping[str, str] = field(default_factory=dict)
    sounds: Path | None = None

    @property
    def last_day(self) -> date:
        """The last day on which the file gives amounts."""
        return self.good_until or self.built + GOOD_FOR


def build_check(pack_name: str, settings: Settings) -> str:
    """The file, as HTML."""
    questions = questions_of(pack_name)
    if questions is None:
        raise NoQuestions(f"{pack_name} has no questions for workers")
    unknown = [lang for lang in settings.languages if lang not in questions.words]
    if unknown:
        raise NoQuestions(f"{pack_name} has no questions in {', '.join(unknown)}")
    pack = load_pack(pack_name)
    since = settings.built - FIGURES_FOR
    carried = carry(pack, questions.entitlements, since=since, sources=False)
    check = {
        "data": carried.data,
        "digest": carried.digest,
        "plan": questions.plan,
        "languages": list(settings.languages),
        "words": _words(pack, carried, questions, settings),
        "places": {lang: _places(pack_name, lang) for lang in _written(questions, settings)},
        "icons": yaml.safe_load((HERE / "icons.yaml").read_text("utf-8")),
        "sounds": _sounds(settings),
        "built": settings.built.isoformat(),
        "good_until": settings.last_day.isoformat(),
        "verified": (pack.verified_until or settings.built).isoformat(),
        "box": None if settings.box is None else vars(settings.box),
        "services": {lang: list(lines) for lang, lines in settings.services.items()},
        "newer": dict(settings.newer),
    }
    return _page(check, questions, settings)


def missing_texts(pack_name: str, lang: str) -> list[str]:
    """What a language still lacks, of questions, page and law: said in its fallback meanwhile."""
    questions = questions_of(pack_name)
    assert questions is not None
    pack = load_pack(pack_name)
    carried = carry(pack, questions.entitlements, sources=False)
    words = _language(pack, carried, questions, lang)
    whole = _language(pack, carried, questions, "zh-hans")
    found = []
    for group, texts in whole.items():
        if isinstance(texts, dict):
            found += [f"{group}.{name}" for name in texts if name not in words.get(group, {})]
    return found


def _places(pack_name: str, lang: str) -> str:
    """Code and name a line."""
    return "\n".join(f"{code}{name}" for code, name in regions(pack_name, lang))


def _written(questions: Questions, settings: Settings) -> list[str]:
    """The languages of a file and those that they fall back on."""
    return list(dict.fromkeys(c for lang in settings.languages for c in _chain(questions, lang)))


def _chain(questions: Questions, lang: str) -> list[str]:
    """A language and what is said where it lacks words: one fallback at least."""
    chain = questions.chain(lang)
    return chain[:1] if lang in ("zh-hans", "en") else chain[:2]


def _words(
    pack: Any, carried: Carried, questions: Questions, settings: Settings
) -> dict[str, dict[str, Any]]:
    return {
        lang: _language(pack, carried, questions, lang) for lang in _written(questions, settings)
    }


def _language(pack: Any, carried: Carried, questions: Questions, lang: str) -> dict[str, Any]:
    """All words of one language, without what it lacks."""
    asked = questions.words[lang]
    own = {"entitlement": asked.get("entitlements", {}), "reason": asked.get("reasons", {})}
    found = words_of(pack, carried, [lang], own, formulas=False)
    law = {
        kind: {n: text for n, text in texts.items() if f"{kind}.{n}" not in found.fallen}
        for kind, texts in found.said.items()
        if kind != "parameter"
    }
    law["source"], law["article"] = _by_source(law["article"])
    for question in questions.asked:  # the question itself says what is missing
        law["missing"].pop(question.get("fact") or question.get("usual") or "", None)
    return {
        **law,
        "lang": asked["lang"],
        "dir": asked.get("dir", "ltr"),
        "title": asked["title"],
        "unchecked": bool(asked.get("unchecked")),
        "chain": _chain(questions, lang),
        "topics": asked["topics"],
        "questions": asked["questions"],
        "page": yaml.safe_load((HERE / "words" / f"{lang}.yaml").read_text("utf-8")),
    }


def _by_source(articles: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What the names of a source's articles begin with, once, and how each goes on."""
    named: dict[str, list[str]] = {}
    for short, text in articles.items():
        named.setdefault(short.split(" ")[0], []).append(text)
    begins = {source: commonprefix(texts) for source, texts in named.items()}  # noqa: RUF071
    rest = {short: text[len(begins[short.split(" ")[0]]) :] for short, text in articles.items()}
    return begins, rest


def _sounds(settings: Settings) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    if settings.sounds is None:
        return made
    for lang in settings.languages:
        for path in sorted((settings.sounds / lang).glob("*.*")):
            kind = mimetypes.guess_type(path.name)[0] or ""
            if kind.startswith("audio/"):
                text = base64.b64encode(path.read_bytes()).decode()
                made.setdefault(lang, {})[path.stem] = f"data:{kind};base64,{text}"
    return made


def digest_words(digest: bytes) -> str:
    """Eight digits in two groups that leaflet, wall and file show alike."""
    number = int.from_bytes(digest[:4], "big") % 10**8
    return f"{number // 10**4:04d} {number % 10**4:04d}"


# --- the page ------------------------------------------------------------------------------------

_SCRIPT_END = re.compile(r"</(?=script)", re.IGNORECASE)


def script_of(check: Mapping[str, Any]) -> str:
    """Everything that runs: sealing, law, page, and the data that they read."""
    data = dumps(check).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    page = "\n".join((HERE / "javascript" / name).read_text("utf-8") for name in SCRIPTS)
    return _SCRIPT_END.sub(
        r"<\\/",
        (HERE / "vendor" / "nacl.min.js").read_text("utf-8")
        + minified(engine_script())
        + f"const CHECK = {data};\n"
        + f'(function () {{\n"use strict";\n{minified(page)}begin();\n}})();',
    )


def _page(check: Mapping[str, Any], questions: Questions, settings: Settings) -> str:
    first = questions.words[settings.languages[0]]
    script, style = script_of(check), (HERE / "page.css").read_text("utf-8").strip()
    words = [
        yaml.safe_load((HERE / "words" / f"{lang}.yaml").read_text("utf-8"))
        for lang in check["words"]
    ]
    waiting = " · ".join(dict.fromkeys(w["incomplete"] for w in words if w.get("incomplete")))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "media-src data:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )
    return (
        f'<!doctype html>\n<html lang="{first["lang"]}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(first['title'])}</title>\n<style>{style}</style></head>\n"
        f'<body><header><div id="languages"></div>'
        '<button type="button" class="quiet" id="clear"></button></header>\n'
        f'<p id="incomplete">{escape(waiting)}</p>\n<main></main>\n'
        '<footer><p id="note"></p><p id="unchecked"></p></footer>\n'
        f"<script>{script}</script>\n</body></html>\n"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
