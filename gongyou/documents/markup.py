"""The small markup of the texts: lines become blocks of a document.

`# ` title, `## ` heading, `| a | b |` table row, `>> ` signature line, anything else a
paragraph. Jinja tags on a line of their own repeat or leave out the lines between them.

The markup is the template's alone. What a person told is data: its bars, `#` and line breaks are
carried past the parser in signs that no text has, and come out as they were told.
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
    return SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, finalize=_as_data, trim_blocks=False
    )


# Signs of the private use area stand for what the parser looks at, and one before each value.
_VALUE, _BAR, _BREAK = "\ue000", "\ue001", "\ue002"
_HIDE = str.maketrans(
    {_VALUE: "", _BAR: "", _BREAK: "", "|": _BAR}
    | dict.fromkeys("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", _BREAK)
)
_SHOW = str.maketrans({_VALUE: "", _BAR: "|", _BREAK: "\n"})


def _as_data(value):
    """A value as the parser may see it."""
    return _VALUE + str(value).replace("\r\n", "\n").translate(_HIDE)


def _told(text: str) -> str:
    """A value as it was told."""
    return text.translate(_SHOW).strip()


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
            found[-1].rows.append([_told(cell) for cell in cells(line)])
        else:
            found.append(_line(line))
    return [_even(block) for block in found if block.text or block.rows or block.kind != "text"]


def _even(block: Block) -> Block:
    """A table whose rows are all as long as the longest."""
    width = max((len(row) for row in block.rows), default=0)
    block.rows = [[*row, *[""] * (width - len(row))] for row in block.rows]
    return block


def cells(line: str) -> list[str]:
    """The cells of a table row."""
    return [cell.strip() for cell in line.strip("|").split("|")]


def _line(line: str) -> Block:
    for mark, kind in (("## ", "heading"), ("# ", "title"), (">> ", "sign")):
        if line.startswith(mark):
            return Block(kind, _told(line.removeprefix(mark)))
    return Block("text", _told(line))
