"""The process that runs pyxform on an uploaded workbook: `python -m gongyou.surveys.xlsform.child`.

It is started with bounded memory and without a network, reads one file, and prints
one JSON document. Messages are told apart by pyxform's own templates.
"""

import itertools
import json
import re
import sys
import warnings
from pathlib import Path

from gongyou.surveys.xlsform.places import read_cells

MEMORY = 1 << 30
UNCODED = {
    "UNKNOWN_TYPE": r"Unknown question type '(?P<value>.+)'",
    "MAX_PIXELS": r"\[row : (?P<row>\d+)\] Use the max-pixels parameter",
    "OR_OTHER": r"This form uses or_other and translations",
    "LANGUAGE_CODES": r"The following language declarations do not contain valid machine-readable"
    r" codes: (?P<value>.+?)\. Learn more",
    "MISSING_TRANSLATION": r"Language '(?P<language>.+)' is missing the (?P<sheet>survey|choices)"
    r" (?:columns )?(?P<column>.+?)(?: column)?\.$",
    "FILE_EXTENSION": r"\[row : (?P<row>\d+)\] File name for '(?P<value>.+?)' should end with",
    "NO_TYPE": r"\[row : (?P<row>\d+)\] Question with no type",
    "NO_NAME": r"\[row : (?P<row>\d+)\] Question or group with no name",
    "NO_LABEL": r"\[row : (?P<row>\d+)\] (?:Question|Repeat|Group) has no label",
    "NO_LIST": r"(?:\[row : (?P<row>\d+)\] )?List name not in choices sheet: (?P<value>\S+)",
    "NO_CHOICES_SHEET": r"There should be a choices sheet",
    "NO_SURVEY_SHEET": r"You must have a sheet named '(?P<sheet>survey)'",
    "NO_CALCULATION": r"\[row : (?P<row>\d+)\] Missing calculation",
    "SAME_COLUMN": r"Duplicate column header: (?P<column>.+)",
    "INCLUDE": r"This section has not been included",
    "SKIPPED_ROW": r"\[row : (?P<row>\d+)\] Row without name, text, or label",
    "OLD_DEVICE": r"\[row : (?P<row>\d+)\] (?P<value>\w+) is no longer supported on most devices",
    "NO_EXTERNAL_LIST": r"\[row : (?P<row>\d+)\] ?List name not in external choices sheet: "
    r"(?P<value>\S+)",
    "CHOICE_WITH_SPACE": r"Choice names with spaces cannot be added to multiple choice selects\."
    r" See \[(?P<value>.+?)\]",
    "AUDIT_PARAMETERS": r"To include location information in the audit",
    "SEED": r"Parameters must include randomize=true to use a seed",
    "OLD_SETTING": r"The (?P<value>\w+) setting is deprecated",
    "UNREADABLE": r"Argument 'definition' was not recognized|Error reading|File is not"
    r"|Unsupported format|The file could not be read",
}


def main(path: str) -> None:
    """Convert the workbook at path and print the result."""
    limit()
    warnings.simplefilter("ignore")
    workbook = Path(path)
    cells = read_cells(workbook.read_bytes())
    done = convert(workbook, root_name(cells))
    print(json.dumps({**done, "cells": cells}, ensure_ascii=False))


def limit() -> None:
    """Bound the memory and time of this process."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the limit
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ValueError, OSError):
        if sys.platform == "linux":  # macOS refuses this one limit
            raise
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def root_name(cells: dict[str, list[list[str]]]) -> str:
    """What the root of the answers is called: `data`, unless a question is called so."""
    used = {
        cell.strip().lower()
        for name, rows in cells.items() if name.strip().lower() == "survey"
        for row in rows for cell in row
    }  # fmt: skip
    return next(name for name in _roots() if name not in used)


def _roots():
    yield "data"
    yield from (f"answers{number or ''}" for number in itertools.count())


def convert(path: Path, root: str = "data") -> dict:
    """XForm, itemsets and told-apart messages of one workbook."""
    from pyxform.errors import PyXFormError, PyXFormReadError
    from pyxform.xls2xform import convert as to_xform

    told: list[str] = []
    result = {"xform": None, "itemsets": None, "error": None, "warnings": []}  # type: ignore[var-annotated]
    try:
        done = to_xform(str(path), warnings=told, form_name=root)
        result["xform"], result["itemsets"] = done.xform, done.itemsets
    except PyXFormReadError as error:
        result["error"] = [{"code": "UNREADABLE", "context": {}, "text": str(error)[:500]}]
    except PyXFormError as error:
        result["error"] = _coded(error) or [_tell_apart(line) for line in str(error).splitlines()]
    except MemoryError:
        result["error"] = [{"code": "TOO_BIG", "context": {}, "text": "The workbook is too big."}]
    except Exception as error:  # an unreadable workbook fails in many ways, all of them its own
        result["error"] = [{"code": "UNREADABLE", "context": {}, "text": str(error)[:500]}]
    result["warnings"] = [_tell_apart(line) for text in told for line in text.splitlines() if line]
    return result


def _coded(error) -> list[dict] | None:
    if not getattr(error, "code", None):
        return None
    context = {name: str(value) for name, value in error.context.items()}
    text = str(error)
    # The sheet often stands in the sentence only.
    found = _tell_apart(text)["context"]
    return [{"code": error.code.name, "context": {**found, **context}, "text": text}]


def _tell_apart(text: str) -> dict:
    for code, pattern in _patterns():
        match = pattern.match(text)
        if match:
            return {"code": code, "context": _context(match, text), "text": text}
    return {"code": "OTHER", "context": _context(None, text), "text": text}


def _context(match, text: str) -> dict:
    context = {
        "row": r"\[row : (\d+)\]",
        "sheet": r"'(\w+)' sheet",
        "column": r"the '([^']+)' value",
    }
    found = {}
    for name, pattern in context.items():
        hit = re.search(pattern, text)
        if hit:
            found[name] = hit.group(1)
    named = match.groupdict() if match else {}
    return {**found, **{name: value for name, value in named.items() if value}}


def _patterns():
    from pyxform.errors import ErrorCode

    for code, pattern in UNCODED.items():
        yield code, re.compile(pattern)
    for code in ErrorCode:
        yield code.name, _template(code.value.msg)


def _template(message: str) -> re.Pattern:
    seen = set()

    def group(match):
        name = match.group(1)
        if name in seen:
            return ".*?"
        seen.add(name)
        return f"(?P<{name}>.*?)"

    escaped = re.escape(message.replace("{{", "\0").replace("}}", "\1"))
    pattern = re.sub(r"\\\{(\w+)\\\}", group, escaped)
    return re.compile(pattern.replace("\0", r"\{").replace("\1", r"\}") + "$", re.DOTALL)


if __name__ == "__main__":
    main(sys.argv[1])
