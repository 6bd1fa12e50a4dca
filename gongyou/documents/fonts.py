"""Which fonts papers are set in, and that the machine has Chinese ones."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

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
