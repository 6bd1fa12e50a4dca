"""One WebAssembly machine with its memory: for one thread at a time."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
import wasmtime

from gongyou.law.schema.types import NUM

from ..compile.code import MIN32, MIN64
from ..compile.entitlements import RUN
from ..compile.law import ENGINE, Law
from .bind import Bound, answers_of


class Machine:
    """A law's module with a memory; data are bound to it, facts loaded, results read."""

    def __init__(self, law: Law):
        self.law, self.layout = law, law.layout
        self.store = wasmtime.Store(ENGINE)
        exports: Any = wasmtime.Instance(self.store, law.machine_code, []).exports(self.store)
        self._run, self._memory = exports[RUN], exports["memory"]
        self._bound: tuple[Bound, int] | None = None
        self._answers: Any = None
        self.filled: dict[str, int] = {}
        self.epoch, self._workers = 0, 0
        self._look()
        for at, content in self.layout.blobs:
            self.write(at, content)

    def _look(self) -> None:
        """See the memory as bytes; it lives as long as the store, which is kept here."""
        start = ctypes.cast(self._memory.data_ptr(self.store), ctypes.c_void_p).value
        assert start is not None
        size = self._memory.data_len(self.store)
        self._bytes = (ctypes.c_ubyte * size).from_address(start)
        self.memory = memoryview(self._bytes).cast("B")
        self.array: Any = np.frombuffer(self.memory, np.uint8)

    def write(self, at: int, content: bytes) -> None:
        """Bytes into the memory."""
        self.memory[at : at + len(content)] = content

    def view(self, at: int, count: int, kind: Any) -> Any:
        """A stretch of the memory as numbers."""
        return self.array[at : at + count * np.dtype(kind).itemsize].view(kind)

    def read(self, at: int, size: int) -> bytes:
        """Bytes out of the memory."""
        return bytes(self.memory[at : at + size])

    def bind(self, bound: Bound, on: date, reading: Mapping[str, str]) -> None:
        """Give the machine figures, texts, the day and the answers, as far as they are new."""
        if self._bound != (bound, bound.version):
            if self._bound is None or self._bound[0] is not bound:
                self.write(bound.series_at, bound.series)
            for at, table in bound.tables.items():
                self.view(at, len(table), np.int32)[:] = table
            self._bound, self._answers = (bound, bound.version), None
        answers = (on, tuple(sorted(reading.items())))
        if self._answers != answers:
            for at, number in answers_of(bound, on, reading):
                self.view(at, 1, np.int32)[0] = number
            self._answers = answers

    def forget_sets(self) -> None:
        """Begin anew to number the sets of missing names."""
        layout = self.layout
        self.view(layout.set_index, 4 * layout.size.sets, np.int32)[:] = 0
        self.view(layout.set_count, 1, np.int32)[0] = 0

    def sets(self) -> Any:
        """The sets numbered so far, as words of bits."""
        count = int(self.view(self.layout.set_count, 1, np.int32)[0]) + 1
        words = self.layout.words
        return self.view(self.layout.set_masks, count * words, np.int64).reshape(count, words)

    def absent(self, name: str, rows: int) -> None:
        """Make a fact unknown in so many rows."""
        if self.filled.get(name, 0) < rows:
            fact = self.layout.facts[name]
            kind, none = (np.int64, MIN64) if fact.type.kind == NUM else (np.int32, MIN32)
            self.view(self.layout.fact_at[name], rows, kind)[:] = none
            self.filled[name] = rows

    def run(self, workers: int) -> None:
        """Compute the workers whose facts are loaded.

        Their number is written, not given: what is given costs a tenth of one worker's time.
        """
        if workers != self._workers:
            self.view(self.layout.workers, 1, np.int32)[0] = self._workers = workers
        self._run(self.store)
        self.epoch = (self.epoch + 2 * workers + 2**31) % 2**32 - 2**31


class Pool:
    """Machines of a law that nobody uses now."""

    def __init__(self, law: Law):
        self.law = law
        self._free: list[Machine] = []
        self._lock = Lock()

    @contextmanager
    def machine(self) -> Iterator[Machine]:
        """A machine for one thread, kept for the next one afterwards."""
        with self._lock:
            found = self._free.pop() if self._free else None
        made = found or Machine(self.law)
        yield made
        with self._lock:  # not after an error: its memory may be half written
            self._free.append(made)


def pool_of(law: Law) -> Pool:
    """The machines of a law."""
    return law.keep(Pool)
