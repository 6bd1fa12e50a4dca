"""Pages of a PDF as pictures, drawn apart from the program (`drawing.py`)."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SCRIPT = Path(__file__).with_name("drawing.py")
LIMITS = {"memory_megabytes": 1500, "seconds": 20}
PPI = 96
"""Dots an inch: a dot is a pixel of a page in the browser."""


class Undrawable(ValueError):
    """A PDF of which no page can be drawn."""


@dataclass(frozen=True)
class Page:
    """One page (from 0): its size in points, how many there are, the picture as PNG."""

    number: int
    pages: int
    width: int
    height: int
    png: bytes = field(repr=False)


def page_of(content: bytes, number: int, run: Callable[[Path], list[str]] | None = None) -> Page:
    """A page of a PDF; beyond the last the last.

    Args:
        run: gives the command line that runs the script, in a sandbox where there is one.

    Raises:
        Undrawable: it is damaged, no PDF, or takes too much time or memory.
    """
    request = json.dumps(LIMITS | {"page": number, "ppi": PPI}).encode() + b"\n" + content
    command = run(SCRIPT) if run else [sys.executable, "-I", "-B", str(SCRIPT)]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=request, capture_output=True, timeout=60, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise Undrawable("too slow") from None
    line, _, png = done.stdout.partition(b"\n")
    if done.returncode or not line:
        raise Undrawable("it takes too much time or memory")
    told = json.loads(line)
    if "error" in told:
        raise Undrawable(told["error"])
    return Page(told["page"], told["pages"], told["width"], told["height"], png)
