"""Reading a guide: Markdown with a head, examples that the law computes, figures of the law.

    ---
    title: 老板叫你走，能拿多少钱？
    law: cn
    day: 2026-11-24          # the law as of
    topics: [dismissed]
    ---
    ```example
    employment: {place: "441900", start: 2023-03-01, end: 2026-10-31, …}
    ask: cn.unlawful_termination
    expect: "32000"
    say: 小李……可以要 {amount} 元。
    ```
    最低工资是每月 {figure minimum_wage_month 440000 1} 元；提前 {told 30 LCL 40} 天。

A number with a unit that stands in the prose by itself is refused: it is computed, looked up, or
marked as told with the article that says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from gongyou.law import Facts, claim, load_pack, pack_names
from gongyou.law.phrasing import say
from gongyou.law.schema import FactError

FENCE = re.compile(r"^```example\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HEAD = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
SLOT = re.compile(r"\{(figure|told|article) ([^{}]+)\}")
ALONE = re.compile(
    r"(?:[¥￥€£$]\s*\d[\d,.]*)"
    r"|(?:\d[\d,.]*\s*(?:元|块钱|块|％|%|倍|天|日内|个月|小时|周|yuan|RMB|dollars?|pounds?|euros?"
    r"|per cent|percent|times|days?|months?|weeks?|hours?)(?![0-9]))"
)
NEEDED = ("title", "law", "day")


class GuideError(ValueError):
    """A guide says something that nobody computed, or that the law does not say."""


@dataclass(frozen=True)
class Part:
    """A piece of a guide: prose in Markdown, or an example in words with its result."""

    kind: str
    text: str


@dataclass
class Guide:
    """A guide read and computed."""

    title: str
    law: str
    day: date
    topics: list[str]
    phone: str
    sources: list[str]
    parts: list[Part]
    examples: int = 0
    rests_on: dict[str, str] = field(default_factory=dict)

    @property
    def markdown(self) -> str:
        """The whole as Markdown, examples as quotations."""
        made = [f"> {p.text}" if p.kind == "example" else p.text for p in self.parts]
        return "\n\n".join(part.strip() for part in made if part.strip()) + "\n"


def read_guide(text: str, *, law: Any = None) -> Guide:
    """A guide with every number computed.

    Args:
        law: a changed pack, to see what the guide would say under it.

    Raises:
        GuideError: with one sentence a problem.
    """
    head, body = _head(text)
    name = str(head["law"])
    if name not in pack_names():
        raise GuideError(f"no law is called {name!r}")
    pack = law or load_pack(name)
    guide = Guide(
        title=str(head["title"]),
        law=name,
        day=head["day"],
        topics=[str(topic) for topic in head.get("topics", [])],
        phone=str(head.get("phone", "")),
        sources=[str(source) for source in head.get("sources", [])],
        parts=[],
    )
    problems: list[str] = []
    for kind, piece in _pieces(body):
        try:
            reads = _example if kind == "example" else _prose
            guide.parts.append(Part(kind, reads(pack, guide, piece)))
        except GuideError as error:
            problems.append(str(error))
    if problems:
        raise GuideError("\n".join(problems))
    return guide


def _head(text: str) -> tuple[dict[str, Any], str]:
    found = HEAD.match(text.replace("\r\n", "\n"))
    if found is None:
        raise GuideError("a guide begins with a head between two lines of ---")
    try:
        head = yaml.safe_load(found.group(1))
    except yaml.YAMLError as error:
        raise GuideError("the head cannot be read") from error
    lacking = [name for name in NEEDED if not isinstance(head, dict) or not head.get(name)]
    if lacking:
        raise GuideError(f"the head lacks {', '.join(lacking)}")
    if not isinstance(head["day"], date):
        raise GuideError("day is a date like 2026-11-24")
    return head, text.replace("\r\n", "\n")[found.end() :]


def _pieces(body: str) -> list[tuple[str, str]]:
    made, at = [], 0
    for found in FENCE.finditer(body):
        made.append(("prose", body[at : found.start()]))
        made.append(("example", found.group(1)))
        at = found.end()
    made.append(("prose", body[at:]))
    return [(kind, text) for kind, text in made if text.strip()]


# --- examples -------------------------------------------------------------------------------------


def _example(pack: Any, guide: Guide, text: str) -> str:
    """What an example says, its result computed and compared with what its author expected."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise GuideError("an example cannot be read") from error
    lacking = [name for name in ("ask", "expect", "say") if name not in (told or {})]
    if lacking:
        raise GuideError(f"an example lacks {', '.join(lacking)}")
    tables = {name: told[name] for name in pack.tables if name in told}
    try:
        made = claim(Facts(**tables), pack, told.get("day") or guide.day, told.get("reading"))
        result = made[told["ask"]]
    except (FactError, KeyError, TypeError) as error:
        raise GuideError(f"an example of {told['ask']}: {error}") from error
    said = result.amount if result.amount is not None else result.value
    if result.status != "amount" or not _same(said, told["expect"]):
        law = number(said) if result.status == "amount" else result.status
        raise GuideError(f"{told['ask']}: the guide says {told['expect']}, the law says {law}")
    _note(guide, result)
    guide.examples += 1
    lang = "zh-hans" if _is_chinese(str(told["say"])) else "en"
    words = {"amount": number(said, lang), **_facts(pack, tables, lang)}
    if result.limitation and result.limitation.last_safe_filing_date:
        words["limitation"] = result.limitation.last_safe_filing_date.isoformat()
    filled = _filled(str(told["say"]), words)
    _refuse_alone(re.sub(r"\{\w+\}", "", str(told["say"])))
    return filled


def _same(said: Any, expected: Any) -> bool:
    try:
        return Decimal(str(said)) == Decimal(str(expected))
    except InvalidOperation:
        return str(said) == str(expected)


def _facts(pack: Any, tables: dict[str, Any], lang: str) -> dict[str, str]:
    """Facts of the example that its words may name: those of the root, and of the first rows."""
    words: dict[str, str] = {}
    for rows in reversed(tables.values()):
        row = rows if isinstance(rows, dict) else (rows[0] if rows else {})
        words |= {name: number(value, lang) for name, value in row.items()}
    return words


def _filled(text: str, words: dict[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        if found.group(1) not in words:
            raise GuideError(f"an example names {{{found.group(1)}}}, which it does not have")
        return words[found.group(1)]

    return re.sub(r"\{(\w+)\}", put, text).strip()


def _note(guide: Guide, result: Any) -> None:
    """What a result rests on: its figures with their values, its articles."""
    for figure in result.parameters:
        key = ":".join(("figure", figure.parameter, *figure.keys, str(figure.valid_from or "")))
        guide.rests_on[key] = str(figure.value)
    for cite in result.articles:
        guide.rests_on[f"article:{cite.short}"] = cite.text.get("en", "")


# --- prose ----------------------------------------------------------------------------------------


def _prose(pack: Any, guide: Guide, text: str) -> str:
    _refuse_alone(SLOT.sub("", text))

    def put(found: re.Match[str]) -> str:
        return _SLOTS[found.group(1)](pack, guide, found.group(2).split())

    return SLOT.sub(put, text)


def _refuse_alone(text: str) -> None:
    found = ALONE.search(text)
    if found:
        raise GuideError(
            f"nobody computed {found.group(0)!r}: give an example, a figure, or mark it as told"
        )


def _figure(pack: Any, guide: Guide, words: list[str]) -> str:
    """{figure name key key}: the figure in force on the guide's day."""
    name, *keys = words
    parameter = pack.parameters.get(name)
    if parameter is None or len(keys) != len(parameter.keys):
        raise GuideError(f"no figure is called {' '.join(words)}")
    found = parameter.find(tuple(keys), guide.day)
    if found is None:
        raise GuideError(f"there is no figure {' '.join(words)} on {guide.day}")
    key = ":".join(("figure", name, *found.keys, str(found.valid_from or "")))
    guide.rests_on[key] = str(found.value)
    return number(found.value)


def _told(pack: Any, guide: Guide, words: list[str]) -> str:
    """{told 30 LCL 40}: a number that an article says; the article is remembered."""
    told, *article = words
    if not article:
        raise GuideError(f"{told} is told without an article")
    _article(pack, guide, article)
    return told


def _article(pack: Any, guide: Guide, words: list[str]) -> str:
    """{article LCL 40}: its full name."""
    short, lang = " ".join(words), "zh-hans" if _is_chinese(guide.title) else "en"
    for rule in pack.rules.values():
        for variant in rule.variants:
            for art in variant.cites:
                if art.short == short:
                    text = art.text(pack.sources[art.source], lang)
                    guide.rests_on[f"article:{short}"] = art.text(pack.sources[art.source], "en")
                    return text
    source = pack.sources.get(words[0])
    if source is None:
        raise GuideError(f"the law cites no article {short}")
    title: str = source.title.get(lang) or source.title["en"]
    guide.rests_on[f"article:{short}"] = f"{source.title['en']} {' '.join(words[1:])}"
    where = " ".join(words[1:])
    return f"《{title}》第{where}条" if lang == "zh-hans" else f"{title} {where}"


_SLOTS = {"figure": _figure, "told": _told, "article": _article}


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def number(value: Any, lang: str = "en") -> str:
    """A value as people write it: 32,000 · 1,234.50 · 2026-10-31 · yes."""
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    if value is None or isinstance(value, date):
        return str(value)
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    whole = exact == exact.to_integral_value()
    return f"{int(exact):,}" if whole else f"{exact.normalize():,f}"
