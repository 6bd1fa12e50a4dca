"""Charts on paper: the same ECharts and the same options as on the page, drawn without a browser.

A chart is its figures: `kind` (bar, line, distribution, scatter, timeline), `unit`, `categories`,
`series` or `events`, as `<c-chart>` takes them. What comes out is SVG whose text is text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from gongyou.documents.fonts import chinese_font, marked
from gongyou.documents.typesetting import Typesetter, plain

HERE = Path(__file__).parent
ECHARTS = HERE / "echarts"
"""The folder of the vendored library; pages are served the same file."""

SCRIPTS = HERE / "script"
"""`options.js` makes an option object of figures, for page and paper; `paper.js` draws it here."""

WIDTH, HEIGHT = 640, 340
DOTS_PER_INCH = 220
_WORLD = """
var console = { log() {}, warn() {}, error() {} };
var setTimeout = () => 0, clearTimeout = () => undefined;
0
"""


class ChartError(ValueError):
    """The figures make no chart; holds what the library said."""


def svg(data: Mapping[str, Any], lang: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """A chart as SVG, in the language of its paper; signs without a glyph stand as numbers."""
    figures = json.dumps(plain(data), ensure_ascii=False)
    return _thread().submit(_draw, marked(figures), width, height, lang).result()


def png(data: Mapping[str, Any], lang: str, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """The same as a picture, for programs that show no SVG."""
    return _picture().render({"svg": svg(data, lang, width, height)}, format="png")


def _draw(figures: str, width: int, height: int, lang: str) -> str:
    import quickjs

    zh = "true" if lang.startswith("zh") else "false"
    call = f"drawChart({figures}, {width}, {height}, {json.dumps(chinese_font())}, {zh})"
    try:
        return str(json.loads(_engine().eval(call)))
    except quickjs.JSException as error:
        raise ChartError(str(error)) from error


@cache
def _thread() -> ThreadPoolExecutor:
    """The engine lives in one thread and is used in no other."""
    return ThreadPoolExecutor(1, thread_name_prefix="charts")


@cache
def _engine() -> Any:
    import quickjs

    engine = quickjs.Context()
    engine.eval(_WORLD)
    for script in (ECHARTS / "echarts.min.js", SCRIPTS / "options.js", SCRIPTS / "paper.js"):
        engine.eval(script.read_text(encoding="utf-8") + "\n;0")
    return engine


@cache
def _picture() -> Typesetter:
    return Typesetter(HERE / "picture.typ")
