"""Papers: markup, typesetting, Word files, fonts. Knows no Django, no law and no room.

`markup` makes blocks of lines, `paper` sets blocks as PDF, `word` as a Word file, `typesetting`
sets any Typst template, `charts` draws figures; `fonts` knows which signs can be printed.
"""

from gongyou.documents import charts, paper, word
from gongyou.documents.fonts import FONTS_VARIABLE, NoChineseFont
from gongyou.documents.markup import Block
from gongyou.documents.typesetting import TemplateError, Typesetter, plain, render_typst

__all__ = [
    "FONTS_VARIABLE",
    "Block",
    "NoChineseFont",
    "TemplateError",
    "Typesetter",
    "charts",
    "paper",
    "plain",
    "render_typst",
    "word",
]
