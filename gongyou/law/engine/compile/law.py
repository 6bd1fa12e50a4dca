"""A graph compiled: its module, its layout, and how its rules' values are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar
from weakref import WeakSet

import wasmtime

from ..graph import Graph, graph_of
from ..parameters import Parameter
from .emitter import Emitter
from .entitlements import write_entitlement, write_more, write_run
from .helpers import write_helpers
from .layout import ONE, ROSTER, Layout, Size, size_of
from .parts import ANYTHING, Given, Stored, Taken
from .wasm import module

GLOBALS = ("w", "epoch", "poison")
PAGE = 1 << 16
Kept = TypeVar("Kept")


def _engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    config.cranelift_opt_level = "speed"
    # The compiler's own threads are in no fork of a process: it would wait for them without end.
    config.parallel_compilation = False
    return wasmtime.Engine(config)


ENGINE = _engine()


@dataclass
class Law:
    """The compiled law of some entitlements."""

    layout: Layout
    given: Given
    wasm: bytes
    symbols: dict[str, int]
    stored: dict[str, Stored]
    taken: list[Taken]
    family: Family
    kept: dict[Any, Any] = field(default_factory=dict)

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


@dataclass
class Family:
    """Laws with one layout: the same data serve them all."""

    layout: Layout
    laws: dict[Given, Law] = field(default_factory=dict)
    fitting: WeakSet[Any] = field(default_factory=WeakSet)
    bound: list[Any] = field(default_factory=list)
    seen: dict[Given, int] = field(default_factory=dict)

    def fits(self, pack: Any) -> bool:
        """Whether a pack's figures are data of this code."""
        if pack not in self.fitting and fits(self.layout, pack.parameters):
            self.fitting.add(pack)
        return pack in self.fitting


def fits(layout: Layout, parameters: Mapping[str, Parameter]) -> bool:
    """Whether figures have the shape, and the room, that the code takes for granted."""
    used = {name: parameters[name] for name in layout.shapes if name in parameters}
    if any(not layout.shapes[name].fits(parameter) for name, parameter in used.items()):
        return False
    return sum(map(size_of, used.values())) <= layout.series_room


class Families:
    """What is compiled of a graph, by entitlements and size."""

    def __init__(self, graph: Graph):
        self.graph = graph
        self.made: dict[tuple, list[Family]] = {}
        self.lock = RLock()


def family_of(pack: Any, codes: Iterable[str] | None = None, size: Size = ROSTER) -> Family:
    """The laws of a pack with one layout; another one only where its figures don't fit."""
    graph = graph_of(pack)
    chosen = tuple(pack.entitlements if codes is None else codes)
    families = graph.kept(Families)
    with families.lock:
        made = families.made.setdefault((chosen, size), [])
        family = next((f for f in made if f.fits(pack)), None)
        if family is None:
            family = Family(Layout(graph, pack.parameters, chosen, size))
            family.fitting.add(pack)
            made.append(family)
    return family


def compiled_family(pack: Any, codes: Iterable[str], size: Size = ROSTER) -> Family | None:
    """A family whose code is there already."""
    made = graph_of(pack).kept(Families).made.get((tuple(codes), size), ())
    return next((f for f in made if f.laws and f.fits(pack)), None)


def law_of(
    pack: Any, codes: Iterable[str] | None = None, size: Size = ROSTER, given: Given = ANYTHING
) -> Law:
    """The compiled law of a pack, made once."""
    family = family_of(pack, codes, size)
    with family.layout.graph.kept(Families).lock:
        law = family.laws.get(given)
        if law is None:
            law = family.laws[given] = compile_law(family, given)
    return law


def compile_law(family: Family, given: Given) -> Law:
    """Emit a graph, in the layout of its family."""
    layout = family.layout.for_code()
    run = Emitter(layout, given)
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
    return Law(layout, given, wasm, symbols, run.stored, run.taken, family)


__all__ = ["ENGINE", "ONE", "ROSTER", "Family", "Law", "family_of", "law_of"]
