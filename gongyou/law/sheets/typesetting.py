"""PDF from Typst templates and data: used for claim sheets and by rooms for other papers.

Data go in as JSON and come out as text: nothing a person writes is ever read as markup.
A template finds them with `#let data = json(bytes(sys.inputs.data))`. Only files of
the template's own folder can be read, and no package is fetched.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

Format = Literal["pdf", "svg", "png"]
FONTS_VARIABLE = "GONGYOU_FONTS"
"""Environment variable: a folder with fonts to use before the system's."""

CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "SimSun",
)
"""Families that have simplified Chinese, the first one present is used."""


class NoChineseFont(RuntimeError):
    """No font on this machine has Chinese signs; says what to install."""

    en = (
        "No font with Chinese signs was found. Install one (Debian: apt install fonts-noto-cjk) "
        f"or put one into a folder and name it in {FONTS_VARIABLE}."
    )
    zh = (
        "没有找到中文字体。请安装（Debian：apt install fonts-noto-cjk），"
        f"或用 {FONTS_VARIABLE} 指定字体文件夹。"
    )

    def __init__(self) -> None:
        super().__init__(self.en)

    def message(self, lang: str) -> str:
        """The error in `lang` ("en" or "zh-hans")."""
        return self.zh if lang == "zh-hans" else self.en


class TemplateError(RuntimeError):
    """A template could not be set; holds what Typst said."""


def render_typst(
    template: str | Path, data: Any, *, format: Format = "pdf", timestamp: int | None = None
) -> bytes:
    """One document out of a template file and data (anything `plain` can turn to JSON)."""
    return Typesetter(template).render(data, format=format, timestamp=timestamp)


class Typesetter:
    """A template ready to be set many times with different data by one compiler."""

    def __init__(self, template: str | Path) -> None:
        import typst

        path = Path(template).resolve()
        if not path.is_file():
            raise FileNotFoundError(path)
        self._typst = typst
        self.font = chinese_font()
        self._compiler = typst.Compiler(
            str(path),
            root=str(path.parent),
            font_paths=list(_fonts()),
            ignore_system_fonts=True,
            sys_inputs={"data": "null", "font": self.font},
        )

    def render(self, data: Any, *, format: Format = "pdf", timestamp: int | None = None) -> bytes:
        """The document as bytes; TemplateError tells what Typst did not like."""
        inputs = {"data": json.dumps(plain(data), ensure_ascii=False), "font": self.font}
        try:
            made = self._compiler.compile(
                format=format, sys_inputs=inputs, timestamp=timestamp, pdf_tags=False
            )
        except self._typst.TypstError as error:
            raise TemplateError(str(error)) from error
        return b"".join(made) if isinstance(made, list) else made or b""


@cache
def chinese_font() -> str:
    """The family used for Chinese text; NoChineseFont when the machine has none."""
    import typst

    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(_fonts())
    ).families()
    for family in CHINESE_FONTS:
        if family in found:
            return family
    raise NoChineseFont


@cache
def _fonts() -> tuple[str, ...]:
    """Font folders that matter: the one named by the environment, else the system's with Chinese.

    Looking through all fonts of a machine takes longer than setting a page.
    """
    if given := os.environ.get(FONTS_VARIABLE):
        return (given,)
    import typst

    held = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    for family in CHINESE_FONTS:
        folders = {str(Path(f.path).parent) for f in held if f.family == family and f.path}
        if folders:
            return tuple(sorted(folders))
    return ()


def plain(value: Any) -> Any:
    """Data as JSON has it: decimals and dates as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (Decimal, date)):
        return str(value)
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return [plain(held) for held in value]
