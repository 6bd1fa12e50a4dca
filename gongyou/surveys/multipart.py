"""Bodies of `multipart/form-data` as phones send them, also the odd ones.

Part names are file names, in raw UTF-8, with `%22` for a quotation mark; each part may
carry headers of its own. The body lies in memory or in a memory-mapped file.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

MAX_PARTS = 1000
MAX_HEAD = 16 * 1024
PARAMETER = re.compile(r';\s*([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))')


class BadBody(ValueError):
    """The body is no multipart form that can be read."""


@dataclass
class Part:
    """One part; `content` is a view into the body, not a copy."""

    name: str
    filename: str
    content_type: str
    content: memoryview

    def read(self) -> bytes:
        """Its bytes."""
        return bytes(self.content)


def boundary_of(content_type: str) -> bytes:
    """The boundary of a `multipart/form-data` type. Raises BadBody."""
    kind, _, rest = content_type.partition(";")
    if kind.strip().lower() != "multipart/form-data":
        raise BadBody("not multipart/form-data")
    found = dict(_parameters(";" + rest)).get("boundary", "")
    if not 1 <= len(found) <= 200:
        raise BadBody("no boundary")
    return found.encode("latin-1", "replace")


def _parameters(text: str):
    for name, quoted, plain in PARAMETER.findall(text):
        yield name.lower(), quoted.replace('\\"', '"') if quoted else plain


def parse(body, boundary: bytes) -> list[Part]:
    """All parts of a body.

    Args:
        body: bytes or an mmap.
        boundary: as of boundary_of.

    Raises:
        BadBody: no parts, too many, or cut off.
    """
    view = memoryview(body)
    mark = b"--" + boundary
    at = body.find(mark)
    if at < 0:
        raise BadBody("no boundary in the body")
    parts = []  # type: ignore[var-annotated]
    while True:
        start = at + len(mark)
        if body[start : start + 2] == b"--":
            return parts
        at = body.find(b"\r\n" + mark, start)
        if at < 0:
            raise BadBody("the body is cut off")
        parts.append(_part(body, view, start, at))
        if len(parts) > MAX_PARTS:
            raise BadBody("too many parts")
        at += 2


def _part(body, view: memoryview, start: int, end: int) -> Part:
    line = body.find(b"\r\n", start, end + 2)
    head_end = body.find(b"\r\n\r\n", line, min(end + 4, line + MAX_HEAD))
    if line < 0 or head_end < 0:
        raise BadBody("a part without headers")
    name = filename = ""
    content_type = "application/octet-stream"
    for raw in bytes(body[line + 2 : head_end]).split(b"\r\n"):
        key, _, value = raw.partition(b":")
        key = key.strip().lower()
        if key == b"content-disposition":
            name, filename = _names(value)
        elif key == b"content-type":
            content_type = value.strip().decode("latin-1")[:100]
    return Part(name, filename, content_type, view[head_end + 4 : max(end, head_end + 4)])


def _names(value: bytes) -> tuple[str, str]:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    found = dict(_parameters(text))
    filename = found.get("filename", "")
    extended = found.get("filename*", "")
    if extended.lower().startswith("utf-8''"):
        filename = unquote(extended[7:])
    return _plain(found.get("name", "")), base_name(_plain(filename))


def _plain(text: str) -> str:
    return text.replace("%22", '"')


def base_name(name: str) -> str:
    """The last part of a path: file names are data, never paths."""
    name = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")
    return "" if name in {".", ".."} else name[:255]
