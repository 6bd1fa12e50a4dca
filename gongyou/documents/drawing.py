"""Draws one page of a PDF as a picture in a child process with limits: a PDF is a foreign program.

Run as a script it reads a JSON line (page, dots an inch, limits) and the PDF from standard input,
and writes a JSON line (pages, width and height in points, or what went wrong) and the PNG. The PDF
lies in a file of memory alone.
"""

import json
import os
import sys
from io import BytesIO

try:
    import resource
except ImportError:  # Windows: the parent's clock is the limit
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
SHEET = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image("{path}", format: "pdf", page: {page})"""


def main() -> None:
    """One page."""
    given = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        told, png = draw(content, given)
    except Exception as error:  # a parser may raise anything on a hostile file
        told, png = {"error": str(error)[:200] or type(error).__name__}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + png)


def draw(content: bytes, given: dict) -> tuple[dict, bytes]:
    """The number of pages, the size of one, and its picture."""
    import pikepdf
    import typst
    from PIL import Image

    held, path = _in_memory(content)
    try:
        confine(given)
        with pikepdf.open(BytesIO(content)) as opened:
            pages = len(opened.pages)
        page = min(max(given["page"], 0), pages - 1)
        sheet = SHEET.format(path=path, page=page + 1).encode()
        png = typst.compile(  # type: ignore[call-overload]
            sheet, root="/", format="png", ppi=float(given["ppi"]), ignore_system_fonts=True
        )
    finally:
        os.close(held)
    size = Image.open(BytesIO(png)).size
    width, height = (round(side * 72 / given["ppi"]) for side in size)
    return {"pages": pages, "page": page, "width": width, "height": height}, png


def _in_memory(content: bytes) -> tuple[int, str]:
    """A file that never touches a disk where the machine has such, and how it is called."""
    if hasattr(os, "memfd_create"):
        held = os.memfd_create("page")
        _write(held, content)
        return held, f"/proc/self/fd/{held}"
    import tempfile

    held, path = tempfile.mkstemp(suffix=".pdf")
    _write(held, content)
    return held, path.replace("\\", "/")


def _write(held: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(held, view) :]


def confine(given: dict) -> None:
    """Memory, processor time; from here on no file grows."""
    if resource is None:
        return
    memory = given["memory_megabytes"] * MEGABYTE
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):
        if sys.platform == "linux":  # macOS refuses this one limit
            raise
    resource.setrlimit(resource.RLIMIT_CPU, (given["seconds"], given["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
