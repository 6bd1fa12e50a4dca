"""Statutes and the articles that rules cite."""

from __future__ import annotations

from dataclasses import dataclass

ZH = "zh-hans"
EN_FORMS = {"art": "art. ", "s": "s. ", "reg": "reg. ", "§": "§ ", "item": "item "}


BETWEEN = "零一二三四五六七八九"
"""Numerals of articles put in between two others: 276-1 is 第276条之一."""


@dataclass(frozen=True)
class Source:
    """A statute: its short name, titles, when it is in force, how its parts are called."""

    short: str
    title: dict[str, str]
    in_force: str = ""
    until: str = ""
    url: str = ""
    style: str = "art"


@dataclass(frozen=True)
class Art:
    """An article of a source: Art("LCL", "47", par=1) is 劳动合同法第47条第1款."""

    source: str
    article: str = ""
    par: int | str | None = None
    item: int | str | None = None

    @property
    def short(self) -> str:
        """LCL 47(1)."""
        parts = "".join(f"({p})" for p in (self.par, self.item) if p is not None)
        return f"{self.source} {self.article}{parts}".strip()

    def text(self, source: Source, lang: str) -> str:
        """The citation in full: title, article, paragraph, item."""
        title = source.title.get(lang) or source.title.get("en") or source.short
        if lang == ZH and source.style in ("art", "item"):
            return self._chinese(title)
        parts = "".join(f"({p})" for p in (self.par, self.item) if p is not None)
        if not self.article:
            return title
        return f"{title}, {EN_FORMS.get(source.style, source.style)}{self.article}{parts}"

    def _chinese(self, title: str) -> str:
        text = f"《{title}》"
        if self.article:
            number, _, more = self.article.partition("-")
            plain = number.isdigit() and (more.isdigit() or not more)
            text += f"第{number}条" if plain else self.article
            text += f"之{BETWEEN[int(more)]}" if plain and more else ""
        if self.par is not None:
            text += f"第{self.par}款"
        if self.item is not None:
            text += f"第{self.item}项"
        return text
