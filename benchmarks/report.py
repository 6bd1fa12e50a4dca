"""How benchmarks say what they measured: a JSON line each, and the machine it was on."""

import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any


def machine() -> str:
    """Processor, cores, memory, system."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [
                line.split(":", 1)[1].strip() for line in file if line.startswith("model name")
            ]
        model = names[0] if names else model
    except OSError:
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def say(bench: str, what: str, **measured: Any) -> dict[str, Any]:
    """Print one measurement; give `ours`, `peer`, `bar` (a text) and `kept` where they apply."""
    row = {"bench": bench, "what": what, **measured}
    load = os.getloadavg()[0]
    print(json.dumps({**row, "load": round(load, 1), "machine": machine()}), flush=True)
    return row


def timed(function: Callable[[], Any], rounds: int = 3) -> tuple[float, Any]:
    """The median of some runs in seconds, and what the last gave."""
    spans, found = [], None
    for _ in range(rounds):
        began = time.perf_counter()
        found = function()
        spans.append(time.perf_counter() - began)
    return statistics.median(spans), found


def peak_gib() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
