"""The small markup of the texts: lines become blocks of a document.

`# ` title, `## ` heading, `| a | b |` table row, `>> ` signature line, anything else a
paragraph. Jinja tags on a line of their own repeat or leave out the lines between them.
"""

from dataclasses import dataclass, field
from functools import cache

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment


@dataclass
class Block:
    """A title, heading, text, table, chart (`text` is its caption), sign or page break."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    chart: dict | None = None

    def plain(self) -> dict:
        """For JSON."""
        return {"kind": self.kind, "text": self.text, "rows": self.rows}


@cache
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def fill(text: str, context: dict) -> list[Block]:
    """The blocks of a text with tags, filled in."""
    return parse(_template(text).render(context))


@cache
def _template(text: str):
    return _environment().from_string(text)


def parse(text: str) -> list[Block]:
    """Lines to blocks; rows of one table are gathered."""
    found: list[Block] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith("|"):
            if not found or found[-1].kind != "table":
                found.append(Block("table"))
            found[-1].rows.append(cells(line))
        else:
            found.append(_line(line))
    return found


def cells(line: str) -> list[str]:
    """The cells of a table row."""
    return [cell.strip() for cell in line.strip("|").split("|")]


def _line(line: str) -> Block:
    for mark, kind in (("## ", "heading"), ("# ", "title"), (">> ", "sign")):
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark))
    return Block("text", line)
