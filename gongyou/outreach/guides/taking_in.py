"""Guides out of Word or Markdown files: every number found becomes a question to its author."""

from __future__ import annotations

import io
import re
from datetime import date

from .reading import ALONE, HEAD


def text_from(name: str, data: bytes, law: str, today: date) -> str:
    """A guide's source out of a file; numbers that nobody computed are marked `{told ? …}`."""
    if name.lower().endswith(".docx"):
        text = _from_word(data)
    else:
        text = data.decode("utf-8-sig", "replace")
    if not HEAD.match(text):
        title = next((line.lstrip("# ").strip() for line in text.splitlines() if line.strip()), "?")
        text = f"---\ntitle: {title}\nlaw: {law}\nday: {today}\ntopics: []\n---\n{text}"
    return text


def found_numbers(text: str) -> list[str]:
    """Numbers with a unit that stand in the text by themselves."""
    body = HEAD.sub("", text)
    body = re.sub(r"^```example\n.*?^```$", "", body, flags=re.DOTALL | re.MULTILINE)
    body = re.sub(r"\{(figure|told|article) [^{}]+\}", "", body)
    return [found.group(0) for found in ALONE.finditer(body)]


def _from_word(data: bytes) -> str:
    import docx

    document = docx.Document(io.BytesIO(data))
    lines = []
    for paragraph in document.paragraphs:
        style = (paragraph.style.name or "") if paragraph.style else ""
        mark = "## " if style.startswith("Heading") else "- " if "List" in style else ""
        if paragraph.text.strip():
            lines.append(mark + paragraph.text.strip())
    return "\n\n".join(lines) + "\n"
