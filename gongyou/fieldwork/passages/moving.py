"""Where a passage stands after its text was corrected: moved along, flagged, never dropped."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Moved:
    """A passage in the new text; `changed` where its own words are not the same any more."""

    start: int
    end: int
    changed: bool


Op = tuple[str, int, int, int, int]


def changes(old: str, new: str) -> list[Op]:
    """What became of the old text: by lines first, then by characters within changed lines."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts, ends = _offsets(before), _offsets(after)
    found: list[Op] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace":
            found += _within(old, new, (starts[a1], starts[a2], ends[b1], ends[b2]))
        else:
            found.append((kind, starts[a1], starts[a2], ends[b1], ends[b2]))
    return found


def _offsets(lines: list[str]) -> list[int]:
    at, found = 0, [0]
    for line in lines:
        at += len(line)
        found.append(at)
    return found


def _within(old: str, new: str, block: tuple[int, int, int, int]) -> list[Op]:
    a1, a2, b1, b2 = block
    # Very long lines of one block: what is the same at both ends need not be compared.
    head = _common(old[a1:a2], new[b1:b2])
    tail = _common(old[a1 + head : a2][::-1], new[b1 + head : b2][::-1])
    found: list[Op] = []
    if head:
        found.append(("equal", a1, a1 + head, b1, b1 + head))
    middle = SequenceMatcher(
        None, old[a1 + head : a2 - tail], new[b1 + head : b2 - tail], autojunk=False
    )
    for kind, i1, i2, j1, j2 in middle.get_opcodes():
        found.append((kind, a1 + head + i1, a1 + head + i2, b1 + head + j1, b1 + head + j2))
    if tail:
        found.append(("equal", a2 - tail, a2, b2 - tail, b2))
    return found


def _common(one: str, other: str) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def move(ops: list[Op], start: int, end: int) -> Moved:
    """Where [start, end) of the old text stands in the new one."""
    first, last, changed = None, 0, False
    for kind, a1, a2, b1, b2 in ops:
        if kind == "insert":
            changed = changed or start < a1 < end
            continue
        if a2 <= start or a1 >= end:
            if a1 >= end and first is None:
                first = b1
            continue
        if kind == "equal":
            first = b1 + max(0, start - a1) if first is None else first
            last = b1 + min(a2, end) - a1
        else:
            changed = True
            low = b1 + min(max(0, start - a1), b2 - b1)
            high = b2 if end >= a2 else b1 + min(end - a1, b2 - b1)
            first = low if first is None else first
            last = max(high, first)
    if first is None:
        first = ops[-1][4] if ops else 0
    return Moved(first, max(first, last), changed)
