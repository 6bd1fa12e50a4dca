"""Which fonts papers are set in, that the machine has Chinese ones, and every sign that is used."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

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


@cache
def chinese_font() -> str:
    """The family used for Chinese text; NoChineseFont when the machine has none."""
    import typst

    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders())
    ).families()
    for family in CHINESE_FONTS:
        if family in found:
            return family
    raise NoChineseFont


@cache
def folders() -> tuple[str, ...]:
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


def missing_signs(text: str) -> frozenset[str]:
    """The signs of a text that no font of this machine has; asked of the typesetter itself."""
    new = set(text) - _checked.keys()
    if new:
        with _one_at_a_time:
            _look_at(new - _checked.keys())
    return frozenset(sign for sign in set(text) if not _checked[sign])


def marked(text: str) -> str:
    """A text in which a sign that cannot be printed stands as its number, never as an empty box."""
    gone = missing_signs(text)
    return "".join(_marked(sign) if sign in gone else sign for sign in text) if gone else text


def _marked(sign: str) -> str:
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Mn") else f"[U+{ord(sign):04X}]"


_checked: dict[str, bool] = dict.fromkeys("\t\n\r ", True)
_one_at_a_time = Lock()
_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)
_SIGNS = Path(__file__).with_name("signs.typ")


@cache
def _compiler() -> Any:
    import typst

    return typst.Compiler(
        str(_SIGNS),
        root=str(_SIGNS.parent),
        font_paths=list(folders()),
        ignore_system_fonts=True,
        sys_inputs={"signs": '""', "font": chinese_font()},
    )


def _look_at(signs: set[str]) -> None:
    import typst

    left = {sign for sign in signs if unicodedata.category(sign) not in ("Cc", "Cs", "Cn")}
    _checked.update(dict.fromkeys(signs - left, False))
    while left:
        inputs = {"signs": json.dumps(" ".join(sorted(left))), "font": chinese_font()}
        try:
            # PDF/A-2u: the typesetter refuses any sign that it has no glyph for.
            _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2u"])
            break
        except typst.TypstError as error:
            named = _REFUSED.search(str(error))
            gone = left & set(named[1]) if named else set(left)
            _checked.update(dict.fromkeys(gone or left, False))
            left -= gone or left
    _checked.update(dict.fromkeys(left, True))
