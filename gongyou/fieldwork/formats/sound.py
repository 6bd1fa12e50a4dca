"""How long a recording is, and whether it was cut short: read from its own headers."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Sound:
    """Lengths in milliseconds; None where the file does not say. `cut_ms`: where it breaks off."""

    length_ms: int | None = None
    cut_ms: int | None = None


def look(content) -> Sound:
    """The length of a WAV or MP4 file, and where it ends if its header promises more."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    file.seek(0)
    head = file.read(12)
    try:
        if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
            return _wave(file)
        if head[4:8] == b"ftyp":
            return _mp4(file)
    except (struct.error, ValueError, ZeroDivisionError):
        return Sound()
    finally:
        file.seek(0)
    return Sound()


def _size(file) -> int:
    here = file.tell()
    file.seek(0, 2)
    size = file.tell()
    file.seek(here)
    return size


def _wave(file) -> Sound:
    whole, rate = _size(file), 0
    while header := file.read(8):
        name, length = struct.unpack("<4sI", header)
        if name == b"fmt ":
            rate = struct.unpack("<HHIIHH", file.read(16))[3]
            file.seek(length - 16 + length % 2, 1)
        elif name == b"data":
            there = whole - file.tell()
            told = round(length / rate * 1000)
            return Sound(told, round(there / rate * 1000) if there < length else None)
        else:
            file.seek(length + length % 2, 1)
    return Sound()


def _mp4(file) -> Sound:
    """The length from `mvhd`; a box that reaches beyond the end says that the file was cut."""
    whole, at, length, cut = _size(file), 0, None, False
    data = (0, 0)
    while at + 8 <= whole:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        if size == 1:
            size = struct.unpack(">Q", file.read(8))[0]
        size = size or whole - at
        if name == b"moov":
            length = _movie(file.read(min(size, 1 << 20)))
        if name == b"mdat":
            data = (at, size)
        cut = cut or at + size > whole
        if size < 8:
            break
        at += size
    if not cut or length is None or not data[1]:
        return Sound(length, 0 if cut and length is None else None)
    return Sound(length, round(length * max(0, whole - data[0]) / data[1]))


def _movie(box: bytes) -> int | None:
    at = box.find(b"mvhd")
    if at < 0:
        return None
    version = box[at + 4]
    if version == 1:
        scale, length = struct.unpack(">IQ", box[at + 24 : at + 36])
    else:
        scale, length = struct.unpack(">II", box[at + 16 : at + 24])
    return round(length / scale * 1000)
