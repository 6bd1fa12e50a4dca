"""What a result cites: articles, and figures with how sure they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

CERTAINTY = ("low", "medium", "high")
Text = dict[str, str]


def in_language(text: Text, lang: str) -> str:
    """A text in a language, the English one if it lacks it."""
    return text.get(lang) or text.get("en") or ""


@dataclass
class Cite:
    """An article cited, short and in full."""

    short: str
    text: Text

    def full(self, lang: str) -> str:
        """Title and article in a language."""
        return in_language(self.text, lang)


NOT_CONFIRMED = {"en": "not confirmed", "zh-hans": "未核实"}
NEAREST = {
    "en": "; nearest confirmed figure: {} from {}",
    "zh-hans": "；最近的已核实标准：{}（自{}起）",
}


@dataclass
class NearestFigure:
    """The confirmed figure of a series that is nearest in time to one that is not."""

    value: str
    valid_from: date | None
    source: str


@dataclass
class FigureUsed:
    """A parameter row that a result used."""

    parameter: str
    label: Text
    keys: list[str]
    value: str
    unit: str
    valid_from: date | None
    valid_to: date | None
    source: str
    confidence: str
    sources: Text = field(default_factory=dict)
    nearest: NearestFigure | None = None

    @property
    def confirmed(self) -> bool:
        """Whether somebody read it in a document; a figure that is only recalled is not."""
        return self.confidence != CERTAINTY[0]

    def doubt_in(self, lang: str) -> str:
        """For a figure that is not confirmed: that it is not, and the nearest one that is."""
        if self.confirmed:
            return ""
        said = in_language(NOT_CONFIRMED, lang)
        if self.nearest is None:
            return said
        day = self.nearest.valid_from.isoformat() if self.nearest.valid_from else "…"
        return said + in_language(NEAREST, lang).format(self.nearest.value, day)

    def source_in(self, lang: str) -> str:
        """Where the figure is from, in a language if the pack has it."""
        return self.sources.get(lang) or self.source
