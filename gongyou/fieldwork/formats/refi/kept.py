"""What came with a source and has no place here: kept as it came, and put back when it leaves.

A kept element bears no words. Its positions are code points of the text as we hold it, whatever
way of counting they came in; where that could not be, they are marked and left alone.
"""

from __future__ import annotations

import copy

from lxml import etree

from gongyou.fieldwork.formats.refi.positions import STANDARD, Counter, Way
from gongyou.fieldwork.formats.refi.read import Source
from gongyou.fieldwork.formats.refi.xml import PROJECT, guid_of, local

OUTSIDE = "outside"


def keep(source: Source, way: Way | None) -> str:
    """The element of a source as it came, but for its words and the transcripts within.

    Args:
        way: how the project counted.
    """
    element = etree.fromstring(etree.tostring(source.element))
    content = element.find(f"{{{PROJECT}}}PlainTextContent")
    if content is not None and source.text is not None:
        content.text = ""
    for inner in element.findall(f"{{{PROJECT}}}Transcript"):
        for child in list(inner):
            inner.remove(child)
    inner = element.find(f"{{{PROJECT}}}Representation")
    if inner is not None and source.represented is not None:
        words = etree.Element(f"{{{PROJECT}}}PlainTextContent")
        words.text = source.represented
        inner.insert(0, words)
    if source.text is not None:
        _in_code_points(element, source, Counter(source.text, way or STANDARD))
    return etree.tostring(element, encoding="unicode")


def _in_code_points(element, source: Source, counter: Counter) -> None:
    spans = {one.guid: one.span for one in source.selections}
    for one in element.findall(f"{{{PROJECT}}}PlainTextSelection"):
        if span := spans.get(guid_of(one.get("guid"))):
            one.set("startPosition", str(span[0]))
            one.set("endPosition", str(span[1]))
        else:
            one.set(OUTSIDE, "1")
    for point in element.findall(f"{{{PROJECT}}}SyncPoint"):
        text = (point.get("position") or "").strip()
        place = counter.place(int(text)) if text.isdigit() else None
        if place is None:
            point.set(OUTSIDE, "1")
        else:
            point.set("position", str(place))


def whole_lines(element, span: tuple[int, int], text: str) -> tuple[int, int]:
    """A passage that came with the end of its line goes out with it: turns know no line ends."""
    start, end = (int(element.get(name) or -1) for name in ("startPosition", "endPosition"))
    same = start == span[0] and end > span[1] and not text[span[1] : end].strip("\n")
    return (start, end) if same and end <= len(text) else span


def recount(element, counter: Counter) -> None:
    """Kept points of time are counted in code points; they go out as the project counts."""
    last = len(counter.starts) - 1
    for point in element.findall(f"{{{PROJECT}}}SyncPoint"):
        if point.attrib.pop(OUTSIDE, None) is None and (place := point.get("position")):
            point.set("position", str(counter.position(min(int(place), last))))


def no_times(transcript) -> None:
    """A transcript as a text by itself: no points of time, its passages as those of a text."""
    for child in list(transcript):
        if local(child) in ("SyncPoint", "TranscriptSelection"):
            transcript.remove(child)


def inside(old, fresh) -> None:
    """Transcripts stand within their recordings: those of the old element go over to the new."""
    for child in old.findall(f"{{{PROJECT}}}Transcript"):
        copied = copy.deepcopy(child)
        for place in fresh.findall(f"{{{PROJECT}}}Transcript"):
            if guid_of(place.get("guid")) == guid_of(child.get("guid")):
                fresh.replace(place, copied)
                break
