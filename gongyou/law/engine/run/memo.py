"""How the memory of the compiled law keeps rules' values, and what its marks stand for."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ..account import Missing, Used
from ..compile.code import I64, constant_of
from ..compile.law import Law
from ..compile.parts import Stored
from ..language.nodes import Table


@dataclass(frozen=True)
class Memo:
    """How a rule's value lies in the memory: state, number, denominator, words of what lacks."""

    at: int
    struct: struct.Struct
    number: str
    kind: str
    table: Table
    below: int | None
    words: tuple[int, ...]
    always: dict[int, int]
    fixed: tuple[int, int, tuple[int, ...]] | None


def memo_of(stored: Stored) -> Memo:
    """The same as numbers that Python can unpack."""
    kept = stored.value
    below = kept.below if isinstance(kept.below, int) else None
    always = {n: c for n, w in kept.words.items() if (c := constant_of(w))}
    shape = "<i4x" + ("q" if kept.type == I64 else "i4x")
    shape += "q" * (len(stored.words) + (below is None))
    fixed = None
    if stored.constant and below is not None:
        fixed = (constant_of(kept.x) or 0, below, ())
    number = "<i8" if kept.type == I64 else "<i4"
    return Memo(
        stored.at,
        struct.Struct(shape),
        number,
        stored.kind,
        stored.table,
        below,
        stored.words,
        always,
        fixed,
    )


class Names:
    """The names of masks, and what each mark stands for: the same in all claims of a law."""

    def __init__(self, law: Law):
        self.law = law
        self.names = list(law.layout.names)
        self.known: dict[bytes, Missing] = {}
        self.joined: dict[tuple[int, tuple[int, ...]], Missing] = {}
        self.memos: dict[str, Memo] = {}
        self.used: dict[tuple[str, bytes], Used] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        for taken in law.taken:
            first, _ = self.spans.get(taken.function, (taken.number, 0))
            self.spans[taken.function] = (first, taken.number + 1)

    def memo(self, name: str) -> Memo:
        """How a rule's value lies in the memory."""
        found = self.memos.get(name)
        if found is None:
            found = self.memos[name] = memo_of(self.law.stored[name])
        return found

    def missing(self, mask: bytes) -> Missing:
        """The names of a mask."""
        found = self.known.get(mask)
        if found is None:
            bits = int.from_bytes(mask, "little")
            names = [name for n, name in enumerate(self.names) if bits >> n & 1]
            found = self.known[mask] = Missing(tuple(sorted(names)))
        return found

    def missing_of(self, memo: Memo, words: tuple[int, ...]) -> Missing:
        """The names of the words that a memo keeps."""
        key = (id(memo), words)
        found = self.joined.get(key)
        if found is None:
            every = memo.always | dict(zip(memo.words, words, strict=True))
            ordered = [every.get(n, 0) for n in range(self.law.layout.words)]
            found = self.joined[key] = self.missing(struct.pack(f"<{len(ordered)}q", *ordered))
        return found
