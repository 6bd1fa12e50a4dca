"""What speech recognisers and transcription pages write as JSON."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.transcripts.clock import clock
from gongyou.fieldwork.formats.transcripts.labels import Labels
from gongyou.fieldwork.formats.transcripts.turns import Said, Transcript, milliseconds


def read_json(text: str) -> Transcript:
    """WhisperX and its relatives, whisper.cpp, or oTranscribe, told apart by their keys."""
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise Unreadable("bad_json", line=error.lineno) from None
    if isinstance(data, dict) and isinstance(data.get("text"), str) and "<" in data["text"]:
        return read_otranscribe(data)
    segments = data
    if isinstance(data, dict):
        segments = data.get("segments") or data.get("transcription") or data.get("results")
    if not isinstance(segments, list) or not segments:
        raise Unreadable("no_turns")
    language = data.get("language") if isinstance(data, dict) else ""
    return _segments(segments, language if isinstance(language, str) else "")


def _segments(segments: list, language: str) -> Transcript:
    raw, found = [], []
    for number, segment in enumerate(segments, 1):
        if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
            found.append(Deviation("no_words", f"{number}"))
            continue
        words = segment["text"].strip()
        start, end = _time(segment, "start", "from"), _time(segment, "end", "to")
        if start is None:
            found.append(Deviation("no_time", f"{number}", {"text": words[:30]}))
        if words:
            raw.append((str(_speaker(segment) or ""), words, start, end))
    if not raw:
        raise Unreadable("no_turns")
    labels = Labels(words for speaker, words, _s, _e in raw if not speaker)
    turns = []
    for speaker, words, start, end in raw:
        label, rest = (speaker, words) if speaker else labels.split(words)
        turns.append(Said(label, rest, start, end))
    return Transcript("whisper", turns, found, language=language)


def _speaker(segment: dict) -> object:
    """Of the segment, or else the one who has most of its words."""
    if segment.get("speaker"):
        return segment["speaker"]
    given = [word.get("speaker") for word in segment.get("words") or [] if isinstance(word, dict)]
    given = [one for one in given if one]
    return max(set(given), key=given.count) if given else ""


def _time(segment: dict, name: str, other: str) -> int | None:
    value = segment.get(name)
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return milliseconds(value)
    if isinstance(value, str):
        return clock(value)
    offsets, stamps = segment.get("offsets"), segment.get("timestamps")
    if isinstance(offsets, dict) and isinstance(offsets.get(other), (int, float)):
        return int(offsets[other])
    if isinstance(stamps, dict) and isinstance(stamps.get(other), str):
        return clock(stamps[other])
    words = [word for word in segment.get("words") or [] if isinstance(word, dict)]
    timed = [word[name] for word in words if isinstance(word.get(name), (int, float))]
    return milliseconds(timed[0 if name == "start" else -1]) if timed else None


def _only_label(words: str) -> bool:
    """ "I: " before a time goes with what stands behind it."""
    return len(words.strip()) < 32 and words.replace("\xa0", " ").rstrip().endswith((":", "："))


class _Page(HTMLParser):
    """The lines of an oTranscribe page, each with the time that stands in it."""

    BREAKS = {"p", "br", "div", "li"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int | None, str]] = []
        self._words: list[str] = []
        self._time: int | None = None
        self._in_stamp = False

    def handle_starttag(self, tag, attrs):
        """A time stamp, or a new line."""
        given = dict(attrs)
        if tag == "span" and "timestamp" in (given.get("class") or ""):
            if not _only_label("".join(self._words)):
                self._flush()
            self._in_stamp = True
            try:
                self._time = milliseconds(float(given.get("data-timestamp") or ""))
            except ValueError:
                self._time = None
        elif tag in self.BREAKS:
            self._flush()

    def handle_endtag(self, tag):
        """The end of a stamp or line."""
        if tag == "span":
            self._in_stamp = False
        elif tag in self.BREAKS:
            self._flush()

    def handle_data(self, data):
        """Words, or the time as it is shown."""
        if self._in_stamp:
            if self._time is None:
                self._time = clock(data)
        else:
            self._words.append(data)

    def _flush(self):
        words = re.sub(r"\s+", " ", "".join(self._words).replace("\xa0", " ")).strip()
        if words:
            self.lines.append((self._time, words))
            self._time = None
        self._words = []

    def close(self):
        """The rest."""
        super().close()
        self._flush()


def read_otranscribe(data: dict) -> Transcript:
    """An .otr file: a page of HTML with time stamps."""
    page = _Page()
    page.feed(data["text"])
    page.close()
    labels = Labels(words for _time, words in page.lines)
    turns: list[Said] = []
    for start, words in page.lines:
        label, rest = labels.split(words)
        if not label and start is None and turns:
            last = turns[-1]
            turns[-1] = Said(last.speaker, f"{last.words}\n{rest}", last.start_ms, last.end_ms)
        else:
            turns.append(Said(label, rest, start))
    if not turns:
        raise Unreadable("no_turns")
    found = [Deviation("no_time", f"{n}", {"text": t.words[:30]}) for n, t in enumerate(turns, 1)
             if t.start_ms is None]  # fmt: skip
    media = html.unescape(str(data.get("media") or ""))
    return Transcript("otranscribe", _ends(turns), found, media=media)


def _ends(turns: list[Said]) -> list[Said]:
    """A turn without an end goes on until the next one begins."""
    ended = []
    for number, turn in enumerate(turns):
        after = turns[number + 1].start_ms if number + 1 < len(turns) else None
        end = turn.end_ms if turn.end_ms is not None else after
        ended.append(Said(turn.speaker, turn.words, turn.start_ms, end))
    return ended
