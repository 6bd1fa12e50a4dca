"""Who speaks, where a text only says so by a word before a colon or by initials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LONGEST, MOST_WORDS = 32, 4
_COLON = re.compile(r"^\s*([^\s:：;；\[\]()（）][^:：;；\n]{0,31}?)\s*[:：;；]\s*[:：]?\s*(?=\S|$)")
_INITIALS = re.compile(r"^\s*((?:[A-Z][.,]\s?){1,3}|[A-Z]{2,3}[.,])[\s\-]*(?=\S)")
_BRACKETS = re.compile(r"^\s*[\[(（【]\s*([^\])）】\n]{1,32}?)\s*[\])）】]\s*[:：]?\s*(?=\S)")
_LEGEND = re.compile(
    r"^\s*((?:[A-Z](?:\s?&\s?[A-Z])?[.,]\s?(?:&\s?)?){1,3}|[A-Z]{1,3})\s*[.\-–=:：]*\s*[-–=:：]?\s*"
    r"((?:Mrs?\.?|Ms\.?|Msgr\.?|Dr\.?)?\s*[^\W\d_].{3,80})$"
)
_ASKS = re.compile(r"interviewer|访谈者|访问者|采访|主持|提问|@ interviewer", re.I)
_TELLS = re.compile(r"interviewee|respondent|受访|被访", re.I)
_ASKERS = {
    "i",
    "int",
    "q",
    "问",
    "访",
    "访谈者",
    "访问者",
    "采访者",
    "主持人",
    "interviewer",
    "question",
}
HEAD_WORDS = {
    "interviewee", "interviewer", "subject", "date", "transcriber", "accession number", "place",
    "tape", "length", "受访者", "受访人", "访谈者", "访谈人", "日期", "时间", "地点", "整理",
    "编号", "录音", "主题", "备注",
}  # fmt: skip


def plain(label: str) -> str:
    """How a label is compared: A.V., A,V. and A. V. are one."""
    letters = re.sub(r"[\s.,;:：\-]+", "", label)
    short = len(letters) <= 3 and letters.isascii()
    return letters.upper() if short else re.sub(r"\s+", " ", label).strip(" .,-").casefold()


class Labels:
    """The labels that a text uses, found from all of its lines before any is split."""

    def __init__(self, lines: Iterable[str], legend: Iterable[str] = ()):
        self.legend: dict[str, str] = {}
        self.asks: set[str] = set()
        lines = list(lines)
        for line in legend:
            self._take_legend(line)
        self.shown: dict[str, Counter[str]] = {}
        self._known = self._count(lines)

    def _take_legend(self, line: str) -> None:
        found = _LEGEND.match(line)
        if not found:
            return
        name = re.sub(r"\s*[-–@]?\s*(?:interview\w*).*$", "", found[2], flags=re.I).strip(' -–"”')
        label = plain(found[1].split("&")[0])
        self.legend[label] = name
        if _ASKS.search(found[2]) and not _TELLS.search(found[2]):
            self.asks.add(label)

    def _count(self, lines: list[str]) -> set[str]:
        colons: Counter[str] = Counter()
        initials: Counter[str] = Counter()
        for line in lines:
            if found := _COLON.match(line):
                if _may_be(found[1]):
                    colons[plain(found[1])] += 1
            elif found := _INITIALS.match(line):
                initials[plain(found[1])] += 1
        total = max(1, len(lines))
        framed = Counter(plain(f[1]) for line in lines if (f := _BRACKETS.match(line)))
        # A word such as [laughs] stands before some lines, a speaker before most.
        self._framed = sum(framed.values()) * 10 >= total * 6 and len(framed) < total
        if self._framed:
            return set(framed)
        known = {label for label, times in colons.items() if times > 1 or len(label) <= 3}
        # Initials are taken where the text uses them all along, not for a middle name.
        if sum(initials.values()) * 4 > total:
            known |= {
                label for label, times in initials.items() if times > 1 or label in self.legend
            }
        names = {word.casefold() for name in self.legend.values() for word in name.split()}
        known |= {label for label in colons if label in names or set(label.split()) & names}
        return known

    def split(self, line: str) -> tuple[str, str]:
        """The label before a line, as it stands there, and the rest; no label: ""."""
        for pattern in (_BRACKETS,) if self._framed else (_COLON, _INITIALS):
            found = pattern.match(line)
            if found and plain(found[1]) in self._known:
                label = found[1].strip().rstrip(".,;: ")
                if pattern is _INITIALS:
                    label = plain(found[1])
                self.shown.setdefault(plain(label), Counter())[label] += 1
                return label, line[found.end() :].strip()
        return "", line.strip()

    def is_asking(self, label: str) -> bool:
        """Whether a label is of somebody who asks, by the legend or by custom."""
        if plain(label) in self.asks:
            return True
        return plain(label) not in self.legend and label.strip().casefold() in _ASKERS


def _may_be(label: str) -> bool:
    """Whether words before a colon can be a name: few, short, no sentence."""
    words = label.split()
    if len(words) > MOST_WORDS or len(label) > LONGEST or label.casefold() in HEAD_WORDS:
        return False
    if re.search(r"[，。！？!?,“”\"]", label) or label[:4].lower() == "http":
        return False
    first = label[0]
    if first.isascii():
        return (first.isupper() or first.isdigit()) and not re.fullmatch(r"[\d.\s]+", label)
    return len(label) <= 12


def legend_line(line: str) -> bool:
    """Whether a line before the first turn says who a label is."""
    return bool(_LEGEND.match(line) and (_ASKS.search(line) or _TELLS.search(line)))


def head_line(line: str) -> tuple[str, str] | None:
    """A line such as "INTERVIEWER: John Bodnar" before the first turn: its key and value."""
    key, colon, value = line.replace("：", ":").partition(":")
    if colon and key.strip().casefold() in HEAD_WORDS:
        return key.strip().casefold(), value.strip(" :")
    return None
