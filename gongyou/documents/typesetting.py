"""PDF from Typst templates and data.

Data go in as JSON and come out as text: nothing a person writes is ever read as markup.
A template finds them with `#let data = json(bytes(sys.inputs.data))`. Only files of
the template's own folder can be read, and no package is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from gongyou.documents.fonts import chinese_font, folders, marked

Format = Literal["pdf", "svg", "png"]


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
        self._one_at_a_time = Lock()
        self._compiler = typst.Compiler(
            str(path),
            root=str(path.parent),
            font_paths=list(folders()),
            ignore_system_fonts=True,
            sys_inputs={"data": "null", "font": self.font},
        )

    def render(
        self,
        data: Any,
        *,
        format: Format = "pdf",
        timestamp: int | None = None,
        tags: bool = False,
    ) -> bytes:
        """The document as bytes; TemplateError tells what Typst did not like.

        Args:
            data: whatever `plain` can turn to JSON.
            format: of the file.
            timestamp: what the file says of when it was made, in seconds since 1970.
            tags: with a structure that screen readers follow, which takes longer.
        """
        inputs = {"data": marked(json.dumps(plain(data), ensure_ascii=False)), "font": self.font}
        try:
            with self._one_at_a_time:
                made = self._compiler.compile(
                    format=format, sys_inputs=inputs, timestamp=timestamp, pdf_tags=tags
                )
        except self._typst.TypstError as error:
            raise TemplateError(str(error)) from error
        return b"".join(made) if isinstance(made, list) else made or b""


def plain(value: Any) -> Any:
    """Data as JSON has it: decimals and dates as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (Decimal, date)):
        return str(value)
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return [plain(held) for held in value]
