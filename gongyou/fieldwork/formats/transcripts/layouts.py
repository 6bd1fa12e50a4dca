"""Lines as programs lay them out, brought into one form: "[time] speaker: words".

Meeting programs write speaker and time on a line of their own, spreadsheets separate them by tabs,
f4 puts the time behind the words.
"""

from __future__ import annotations

import re

from gongyou.fieldwork.formats.transcripts.clock import CLOCK, clock

LABEL = r"[^\s:：\[\]()（）,，。.!?！？][^:：\[\]()（）,，。!?！？]{0,31}?"
_LABEL_THEN_TIME = re.compile(
    rf"^\s*({LABEL})\s*[\[(（【]\s*({CLOCK})\s*[\])）】]\s*[:：]?\s*(?=\S)"
)
_TIME = rf"[\[(（【]?\s*({CLOCK})\s*[\])）】]?"
_HEADS = (
    re.compile(rf"^\s*(?P<label>{LABEL})\s*[:：]?\s+{_TIME}\s*$"),
    re.compile(rf"^\s*{_TIME}\s+(?P<label>{LABEL})\s*[:：]?\s*$"),
)
_AFTER = re.compile(rf"\s*#\s*({CLOCK})(?:-\d+)?\s*#\s*$")


def in_one_form(lines: list[str]) -> tuple[list[str], dict[int, int]]:
    """The lines in one form, and {number of a line: when its words end} (milliseconds)."""
    lines = _without_tabs(lines)
    lines = _heads_joined([_time_first(line.strip()) for line in lines])
    ends: dict[int, int] = {}
    for number, line in enumerate(lines):
        if found := _AFTER.search(line):
            time = clock(found[1])
            if time is not None:
                ends[number], lines[number] = time, line[: found.start()]
    return lines, ends


def _time_first(line: str) -> str:
    """ "I (0:12): words" as "[0:12] I: words"."""
    found = _LABEL_THEN_TIME.match(line)
    return f"[{found[2]}] {found[1]}: {line[found.end() :]}" if found else line


def _without_tabs(lines: list[str]) -> list[str]:
    """Columns of time, speaker and words, where most lines have them."""
    asked = [line for line in lines if line.strip()]
    made = {line: _columns(line.split("\t")) for line in asked if "\t" in line}
    if sum(one is not None for one in made.values()) * 2 <= len(asked):
        made = {}
    return [made.get(line) or line.replace("\t", " ") for line in lines]


def _columns(cells: list[str]) -> str | None:
    cells = [cell.strip() for cell in cells]
    time = next((cell for cell in cells[:2] if clock(cell) is not None), None)
    rest = [cell for cell in cells if cell != time and cell]
    if len(rest) != 2 or not re.fullmatch(LABEL, rest[0].rstrip(":： ")):
        return None
    said = f"{rest[0].rstrip(':： ')}: {rest[1]}"
    return f"[{time}] {said}" if time else said


def _heads_joined(lines: list[str]) -> list[str]:
    """A line of speaker and time alone goes before the words below it."""
    for pattern in _HEADS:
        heads = {n: found for n, line in enumerate(lines) if (found := pattern.match(line))}
        names = [found["label"] for found in heads.values()]
        below = [_below(lines, number) for number in heads]
        # Somebody speaks twice, and words stand under each: else it is a sentence with a time.
        if len(names) > len(set(names)) and all(b is not None and b not in heads for b in below):
            made = list(lines)
            for (number, found), under in zip(heads.items(), below, strict=True):
                assert under is not None
                made[number] = ""
                time = found[1] if pattern is _HEADS[1] else found[2]
                made[under] = f"[{time}] {found['label']}: {lines[under]}"
            return made
    return lines


def _below(lines: list[str], number: int) -> int | None:
    return next((n for n in range(number + 1, len(lines)) if lines[n].strip()), None)
