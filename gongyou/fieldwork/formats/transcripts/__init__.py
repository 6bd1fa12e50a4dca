"""Transcripts: subtitles, speech recognisers, annotation programs, plain texts with speakers."""

from gongyou.fieldwork.formats.transcripts.reading import FORMATS, read
from gongyou.fieldwork.formats.transcripts.turns import Said, Transcript

__all__ = ["FORMATS", "Said", "Transcript", "read"]
