"""Plain texts, tables and Word files in which speakers stand before their words."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from statistics import median

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.transcripts.clock import CLOCK, clock
from gongyou.fieldwork.formats.transcripts.labels import Labels, head_line, legend_line, plain
from gongyou.fieldwork.formats.transcripts.layouts import in_one_form
from gongyou.fieldwork.formats.transcripts.turns import Said, Transcript

_STAMP = re.compile(rf"^\s*[\[(（【#]?\s*({CLOCK})\s*(?:-+>?\s*({CLOCK})\s*)?[\])）】#]?\s*")
_BARE = re.compile(r"^\s*[\[(（【#]")
_END = re.compile(r"^\W*(?:the\s+en\w*|end|完|结束|全文完)\W*$", re.I)
HEADERS = {
    "speaker": ("speaker", "who", "name", "participant", "label", "说话人", "发言人", "讲话人",
                "姓名", "角色", "人物"),
    "words": ("text", "words", "utterance", "transcript", "content", "sentence", "内容", "文字",
              "文本", "话", "原文", "转写"),
    "start": ("start", "begin", "time", "timestamp", "from", "in", "start time", "开始", "时间",
              "起", "开始时间"),
    "end": ("end", "stop", "to", "out", "end time", "结束", "止", "结束时间"),
}  # fmt: skip


def read_spoken(text: str, kind: str = "spoken") -> Transcript:
    """A plain text: a paragraph a line, speakers before a colon or as initials."""
    return from_lines(text.lstrip("\ufeff").splitlines(), kind)


def read_csv(text: str) -> Transcript:
    """A table with columns for speaker and words, or one column as plain lines."""
    text = text.lstrip("\ufeff")
    sample = text[:4000]
    try:
        dialect = csv.Sniffer().sniff(sample, ",;\t|") if "\n" in sample else csv.excel
    except csv.Error:
        dialect = csv.excel
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    columns = _columns(rows[0]) if rows else {}
    if "words" in columns:
        return _table(rows[1:], columns)
    plain_rows = list(csv.reader(io.StringIO(text, newline="")))
    return from_lines([",".join(row).strip(",") for row in plain_rows], "csv")


def _columns(header: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(header):
        name = cell.strip().casefold().replace("_", " ")
        for meaning, names in HEADERS.items():
            if name in names and meaning not in found:
                found[meaning] = number
    return found


def _table(rows: list[list[str]], columns: dict[str, int]) -> Transcript:
    turns, found = [], []
    unit = 1 if _in_milliseconds(rows, columns) else 1000
    for number, row in enumerate(rows, 2):
        cells = {m: row[at].strip() if at < len(row) else "" for m, at in columns.items()}
        if not cells["words"]:
            if any(cell.strip() for cell in row):
                found.append(Deviation("no_words", f"{number}"))
            continue
        times = []
        for name in ("start", "end"):
            value = cells.get(name, "")
            times.append(_time(value, unit))
            if value and times[-1] is None:
                found.append(Deviation("bad_time", f"{number}", {"text": value[:40]}))
        turns.append(Said(cells.get("speaker", "").rstrip(":："), cells["words"], *times))
    if not turns:
        raise Unreadable("no_turns")
    return Transcript("csv", turns, found)


def _time(value: str, unit: int) -> int | None:
    if re.fullmatch(r"\d+(?:[.,]\d+)?", value):
        return round(float(value.replace(",", ".")) * unit)
    return clock(value) if value else None


def _in_milliseconds(rows: list[list[str]], columns: dict[str, int]) -> bool:
    """Whole numbers, and half of all turns would last over three minutes if they were seconds."""
    ends = [columns.get("start"), columns.get("end")]
    if None in ends:
        return False
    pairs = [[row[at].strip() for at in ends if at is not None] for row in rows if any(row)]
    if not pairs or not all(cell.isdigit() for pair in pairs for cell in pair):
        return False
    return median(int(end) - int(start) for start, end in pairs) > 200


def read_docx(content: bytes) -> Transcript:
    """A Word file: its paragraphs, or a table of two columns and more."""
    from docx import Document

    try:
        document = Document(io.BytesIO(content))
    except Exception:
        raise Unreadable("bad_docx") from None
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        columns = _columns(rows[0]) if rows else {}
        if "words" in columns:
            return _as_docx(_table(rows[1:], columns))
        if len(rows) > 2 and len(rows[0]) == 2:
            return _as_docx(_table(rows, {"speaker": 0, "words": 1}))
    lines = [line for each in document.paragraphs for line in each.text.split("\n")]
    return _as_docx(from_lines(lines, "docx"))


def _as_docx(transcript: Transcript) -> Transcript:
    transcript.format = "docx"
    return transcript


def from_lines(lines: list[str], kind: str) -> Transcript:
    """Turns out of lines; what has no speaker of its own goes on with the one before."""
    stripped, ends = in_one_form(lines)
    running = _running_heads(stripped)
    legend = [line for line in stripped[:25] if legend_line(line)]
    names = [value for line in stripped[:25] if (head := head_line(line)) for value in [head[1]]]
    bodies = [_stamped(line)[2] for line in stripped if line and line not in legend]
    labels = Labels(bodies, legend)
    _names_of_head(labels, stripped[:25], names, bodies)
    found = [Deviation("running_head", "", {"text": head[:40]}) for head in sorted(running)]
    return _walk(stripped, labels, set(legend), running, kind, found, ends)


def _names_of_head(labels: Labels, lines: list[str], names: list[str], bodies: list[str]) -> None:
    """Names of a head such as "INTERVIEWER: John Bodnar" make their words labels too."""
    for line in lines:
        head = head_line(line)
        if head is None or head[0] not in ("interviewer", "interviewee", "受访者", "访谈者"):
            continue
        for word in re.split(r"[\s,，、&]+|\band\b", head[1]):
            if len(word) > 1 and word.casefold() != "and":
                labels.legend.setdefault(word.casefold(), head[1])
                if head[0] in ("interviewer", "访谈者"):
                    labels.asks.add(word.casefold())
                    labels.asks.add(word[0].upper())
    if names:
        labels._known |= labels._count(bodies)


def _running_heads(lines: list[str]) -> set[str]:
    """A short line that comes back on every page, such as a name in capitals."""
    bare = Counter(
        re.sub(r"[\s\d]+$", "", line)
        for line in lines
        if line and len(line) < 30 and line.isupper()
    )
    return {line for line, times in bare.items() if times >= 4 and not re.search(r"[:：.]", line)}


def _stamped(line: str) -> tuple[int | None, int | None, str]:
    """A time at the beginning of a line, its end if given, and the rest."""
    found = _STAMP.match(line)
    if not found or (not _BARE.match(line) and found[0].strip().count(":") < 1):
        return None, None, line
    start = clock(found[1])
    end = clock(found[6]) if found[6] else None
    return (start, end, line[found.end() :]) if start is not None else (None, None, line)


def _walk(
    lines, labels: Labels, legend, running, kind: str, found, ends: dict[int, int]
) -> Transcript:
    turns: list[Said] = []
    front: list[str] = []
    speaker = ""
    waiting: tuple[int | None, int | None] = (None, None)
    for number, line in enumerate(lines, 1):
        if not line or re.sub(r"[\s\d]+$", "", line) in running:
            continue
        start, end, body = _stamped(line)
        if not body:
            waiting = (start, end)
            continue
        label, words = labels.split(body) if line not in legend else ("", body)
        if not label and not turns:
            front.append(line)
            continue
        if label and start is None:
            start, end, words = _after_label(words)
        if start is None and waiting[0] is not None:
            (start, end), waiting = waiting, (None, None)
        if not label and _END.match(words):
            found.append(Deviation("end_mark", f"{number}", {"text": words[:20]}))
            continue
        speaker = label or speaker
        if ends and start is None:
            start = turns[-1].end_ms if turns else 0
            end = ends.get(number - 1)
        if words:
            turns.append(Said(speaker, words, start, end))
    if not turns:
        return _unlabelled(front, kind, found)
    asking = [label for label in dict.fromkeys(t.speaker for t in turns) if labels.is_asking(label)]
    return Transcript(kind, turns, found, front, _shown(labels), asking)


def _after_label(words: str) -> tuple[int | None, int | None, str]:
    """ "I (00:12): …" stands as label and time by some programs."""
    if not _BARE.match(words):
        return None, None, words
    start, end, rest = _stamped(words)
    return start, end, rest.lstrip(":： ")


def _shown(labels: Labels) -> dict[str, str]:
    """The legend by the labels as the text shows them."""
    found = {}
    for key, forms in labels.shown.items():
        if key in labels.legend:
            found[forms.most_common(1)[0][0]] = labels.legend[key]
    return found


def _unlabelled(lines: list[str], kind: str, found: list[Deviation]) -> Transcript:
    """A text in which nobody is named: one voice."""
    if not lines:
        raise Unreadable("no_turns")
    found.append(Deviation("no_speakers"))
    turns = []
    for line in lines:
        start, end, words = _stamped(line)
        turns.append(Said("", words or line, start, end))
    return Transcript(kind, turns, found)


__all__ = ["from_lines", "plain", "read_csv", "read_docx", "read_spoken"]
