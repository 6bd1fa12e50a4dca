"""A graph compiled: its module, its layout, and how its rules' values are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakSet

import wasmtime

from ..graph import Graph, graph_of
from ..parameters import Parameter
from .emitter import Emitter, Stored, Taken
from .entitlements import write_entitlement, write_more, write_run
from .helpers import write_helpers
from .layout import ONE, ROSTER, Layout, Size
from .wasm import module

GLOBALS = ("w", "epoch", "poison")
PAGE = 1 << 16
Kept = TypeVar("Kept")


def _engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    config.cranelift_opt_level = "speed"
    return wasmtime.Engine(config)


ENGINE = _engine()


@dataclass
class Law:
    """The compiled law of some entitlements."""

    layout: Layout
    wasm: bytes
    symbols: dict[str, int]
    stored: dict[str, Stored]
    taken: list[Taken]
    kept: dict[Any, Any] = field(default_factory=dict)
    fitting: WeakSet[Any] = field(default_factory=WeakSet)

    @cached_property
    def machine_code(self) -> wasmtime.Module:
        """The module, compiled for this machine."""
        return wasmtime.Module(ENGINE, self.wasm)

    def keep(self, make: Callable[[Law], Kept]) -> Kept:
        """What is read of this law once."""
        found = self.kept.get(make)
        if found is None:
            found = self.kept[make] = make(self)
        return found

    def fits(self, parameters: Mapping[str, Parameter]) -> bool:
        """Whether these figures are data of this code."""
        shapes = self.layout.shapes
        return all(
            shape.fits(parameters[name]) for name, shape in shapes.items() if name in parameters
        )


class Laws:
    """What is compiled of a graph: by entitlements, size, columns that nobody gave."""

    def __init__(self, graph: Graph):
        self.graph = graph
        self.made: dict[tuple, list[Law]] = {}


def law_of(
    pack: Any, codes: Iterable[str] | None = None, size: Size = ROSTER, absent: Iterable[str] = ()
) -> Law:
    """The compiled law of a pack, made once; another one only where its figures don't fit."""
    graph = graph_of(pack)
    chosen = tuple(pack.entitlements if codes is None else codes)
    lacking = frozenset(absent)
    made = graph.kept(Laws).made.setdefault((chosen, size, lacking), [])
    for law in made:
        if pack in law.fitting or law.fits(pack.parameters):
            law.fitting.add(pack)
            return law
    made.append(compile_law(graph, pack.parameters, chosen, size, lacking))
    made[-1].fitting.add(pack)
    return made[-1]


def compile_law(
    graph: Graph,
    parameters: Mapping[str, Parameter],
    codes: Iterable[str],
    size: Size = ROSTER,
    absent: Iterable[str] = (),
) -> Law:
    """Emit a graph."""
    layout = Layout(graph, parameters, codes, size)
    run = Emitter(layout, absent)
    write_helpers(run)
    for traced in layout.traced:
        if traced.name in run.called and traced.name not in run.inlined:
            run.rule_function(traced.name)
    for code in layout.codes:
        write_entitlement(run, code)
    if run.marks:
        write_more(run)
    write_run(run)
    symbols = layout.finish()
    pages = -(-layout.top // PAGE) + 1
    wasm = module(run.functions, GLOBALS, pages, symbols)
    return Law(layout, wasm, symbols, run.stored, run.taken)


__all__ = ["ENGINE", "ONE", "ROSTER", "Law", "compile_law", "law_of"]
