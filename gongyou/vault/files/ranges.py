"""A part of a file, as a player asks for it in order to seek (RFC 9110, §14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONE = re.compile(r"bytes=(\d*)-(\d*)")


class NotSatisfiable(ValueError):
    """The part lies outside the file."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the part; None: everything (no range, several, or another unit).

    Raises:
        NotSatisfiable: it begins behind the end.
    """
    found = _ONE.fullmatch(header.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        if length == 0:
            raise NotSatisfiable
        return size - length, size - 1
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    if first >= size:
        raise NotSatisfiable
    # A last byte before the first one is no range at all.
    return (first, last) if first <= last else None


def part_of(pieces: Iterator[bytes], first: int, last: int) -> Iterator[bytes]:
    """The bytes from first to last; what stands before is read, checked and dropped."""
    at = 0
    for piece in pieces:
        start, end = max(first - at, 0), min(last + 1 - at, len(piece))
        if start < end:
            yield piece[start:end]
        at += len(piece)
        if at > last:
            return
