"""What may be written to a log: where and which kind, never who or what.

Request bodies, query strings, SQL parameters and the messages of exceptions can hold names, so
none of them is written; a traceback keeps its files, lines and functions.
"""

import logging
import re
import traceback

from django.conf import settings

SEGMENT = re.compile(r"[a-z][a-z0-9-]{0,20}")
LAST = 4  # frames that are shown whoever wrote them


class WithoutIdentity(logging.Filter):
    """Takes from a record what could name a person."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without its request, parameters and query string."""
        for name in ("request", "sql", "params"):
            record.__dict__.pop(name, None)
        if isinstance(record.args, tuple):
            record.args = tuple(_bare(value) for value in record.args)
        return True


def _bare(value):
    if isinstance(value, str) and value.startswith("/"):
        return _place(value)
    return value if isinstance(value, int | float) or value is None else _text_or_kind(value)


def _place(path: str) -> str:
    """The room alone: what follows can be a token, or a name that someone typed."""
    first = path.split("?", maxsplit=1)[0].split("/")[1]
    return f"/{first if SEGMENT.fullmatch(first) else ''}…"


def _text_or_kind(value):
    return value if isinstance(value, str) else type(value).__name__


class Line(logging.Formatter):
    """One line a record, then the bare bones of its traceback."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatException(self, exc_info) -> str:
        """Files, lines, functions and the kind of the error, without its message."""
        if settings.DEBUG:
            return super().formatException(exc_info)
        kind, _error, trace = exc_info
        if kind is None:  # asked for outside of an exception
            return ""
        frames = traceback.extract_tb(trace)
        ours = [frame for frame in frames[:-LAST] if "/gongyou/" in frame.filename]
        lines = [f"  {f.filename}:{f.lineno} {f.name}" for f in [*ours, *frames[-LAST:]]]
        return "\n".join([*lines, f"  {kind.__module__}.{kind.__qualname__}"])
