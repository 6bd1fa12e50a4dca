"""Read a transcript by what is in it, not by its name."""

from __future__ import annotations

import re

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.transcripts.cues import read_srt, read_vtt
from gongyou.fieldwork.formats.transcripts.elan import read_eaf
from gongyou.fieldwork.formats.transcripts.machines import read_json
from gongyou.fieldwork.formats.transcripts.spoken import read_csv, read_docx, read_spoken
from gongyou.fieldwork.formats.transcripts.turns import Transcript

FORMATS = ("vtt", "srt", "whisper", "otranscribe", "elan", "spoken", "csv", "docx")
ENCODINGS = ("utf-8-sig", "gb18030")
_ARROW = re.compile(r"^\s*\d[\d:.,]+\s*-+>\s*\d", re.M)
LARGEST = 40 * 1024 * 1024


def read(content: bytes, name: str = "") -> Transcript:
    """The turns of a file.

    Raises:
        Unreadable: it is none of the formats, or holds no turn.
    """
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    if content[:4] == b"PK\x03\x04":
        return read_docx(content)
    head = content[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<") and b"ANNOTATION_DOCUMENT" in content[:4000]:
        return read_eaf(content)
    text, found = decoded(content)
    transcript = _by_words(text, name.lower())
    transcript.deviations[:0] = found
    return transcript


def _by_words(text: str, name: str) -> Transcript:
    start = text.lstrip("\ufeff \r\n\t")
    if start.startswith("WEBVTT"):
        return read_vtt(start)
    if start[:1] in "{[" and (name.endswith((".json", ".otr")) or start[1:30].lstrip()[:1] in '"{'):
        return read_json(start)
    if _ARROW.search(text[:20_000]):
        return read_srt(text.lstrip("\ufeff"))
    if name.endswith((".csv", ".tsv")):
        return read_csv(text)
    return read_spoken(text)


def decoded(content: bytes) -> tuple[str, list[Deviation]]:
    """The text of a file: UTF-8, UTF-16 by its mark, or the Chinese encoding of older programs."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace").replace("\r\n", "\n"), []
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        said = [] if encoding == ENCODINGS[0] else [Deviation("encoding", "", {"text": "GB 18030"})]
        return text, said
    raise Unreadable("no_text")
