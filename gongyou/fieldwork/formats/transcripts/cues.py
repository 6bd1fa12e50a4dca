"""WebVTT and SubRip: blocks of a time line and words."""

from __future__ import annotations

import html
import re

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.transcripts.clock import clock
from gongyou.fieldwork.formats.transcripts.labels import Labels
from gongyou.fieldwork.formats.transcripts.turns import Said, Transcript

ARROW = re.compile(r"^\s*([\d:.,]+)\s*-+>\s*([\d:.,]+)(.*)$")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>", re.I)
# Tags of the formats; anything else between angle brackets is what somebody wrote.
TAGS = re.compile(
    r"</?(?:b|i|u|c|v|ruby|rt|lang|font|s)(?:[\s.][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.I
)


def read_vtt(text: str) -> Transcript:
    """A WebVTT file."""
    lines = text.splitlines()
    if not lines or not lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        raise Unreadable("no_vtt")
    return _read(lines[1:], "vtt", entities=True)


def read_srt(text: str) -> Transcript:
    """A SubRip file."""
    return _read(text.splitlines(), "srt", entities=False)


def _read(lines: list[str], kind: str, *, entities: bool) -> Transcript:
    cues, deviations = _cues(lines)
    if not cues:
        raise Unreadable("no_turns")
    raw = [part for cue in cues for part in _parts(*cue, entities=entities)]
    labels = Labels(words for speaker, words, _start, _end in raw if not speaker)
    turns = []
    for speaker, words, start, end in raw:
        label, rest = (speaker, words) if speaker else labels.split(words)
        turns.append(Said(label, rest, start, end))
    return Transcript(kind, turns, deviations, legend=labels.legend)


def _cues(lines: list[str]) -> tuple[list[tuple[int, int, list[str]]], list[Deviation]]:
    cues: list[tuple[int, int, list[str]]] = []
    found: list[Deviation] = []
    at, last = 0, -1
    while at < len(lines):
        arrow = ARROW.match(lines[at])
        at += 1
        if arrow is None:
            continue
        start, end = clock(arrow[1]), clock(arrow[2])
        words: list[str] = []
        while at < len(lines) and lines[at].strip():
            if ARROW.match(lines[at]):
                # No empty line between two cues: the number of the next is no word.
                if words and words[-1].strip().isdigit():
                    words.pop()
                found.append(Deviation("no_empty_line", f"{at + 1}"))
                break
            words.append(lines[at])
            at += 1
        if start is None or end is None:
            found.append(Deviation("bad_time", f"{at}", {"text": arrow[0].strip()[:40]}))
            continue
        if end < start:
            found.append(Deviation("ends_before", f"{at}", {"text": arrow[0].strip()[:40]}))
            end = start
        if start < last:
            found.append(Deviation("out_of_order", f"{at}", {"text": arrow[1]}))
        last = start
        cues.append((start, end, words))
    return cues, found


def _parts(start: int, end: int, lines: list[str], *, entities: bool):
    """One cue may hold several voices; without one its words are one part."""
    text = "\n".join(lines)
    places = list(VOICE.finditer(text))
    pieces = []
    if not places or text[: places[0].start()].strip():
        pieces.append(("", text[: places[0].start()] if places else text))
    for number, found in enumerate(places):
        stop = places[number + 1].start() if number + 1 < len(places) else len(text)
        pieces.append(((found[1] or "").strip(), text[found.end() : stop]))
    for speaker, words in pieces:
        plain = TAGS.sub("", words)
        if entities:
            plain = html.unescape(plain)
        plain = " ".join(line.strip() for line in plain.splitlines() if line.strip())
        if plain:
            yield html.unescape(speaker), plain, start, end
