"""Which kind of file it is, by what it holds and not by its name."""

from __future__ import annotations

from pathlib import Path

from gongyou.law.workbooks.files.locked import is_locked, unlock
from gongyou.law.workbooks.files.sheets import Limits, Sheet
from gongyou.law.workbooks.problems import CannotRead

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
"""How a sheet of Excel 5, 4 or 3 begins that lies in its file without a container."""


def load(source: str | Path | bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    """The bytes of the file and its name without the ending."""
    if isinstance(source, bytes):
        content, stem = source, Path(name).stem or "data"
    else:
        path = Path(source)
        if not path.is_file():
            raise CannotRead("no_file", str(path))
        if path.stat().st_size > limits.file:
            raise CannotRead("too_big", f"{path.stat().st_size // 1_000_000} MB")
        content, stem = path.read_bytes(), Path(name or path.name).stem
    if len(content) > limits.file:
        raise CannotRead("too_big", f"{len(content) // 1_000_000} MB")
    return content, stem


def is_json(content: bytes) -> bool:
    """Whether the file is JSON (starts with { or [)."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_sheets(
    content: bytes, stem: str, limits: Limits, password: str | None = None
) -> list[Sheet]:
    """The sheets of a workbook of any kind that is read; a locked one needs its password."""
    if is_locked(content):
        content = unlock(content, password, limits)
    if content.startswith(_ZIP):
        return _zipped(content, limits, password)
    if content.startswith(_OLE):
        return _ole(content, limits)
    if not content.strip():
        raise CannotRead("unknown_format", "0 bytes")
    if content[:5] == b"%PDF-" or content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF8"):
        raise CannotRead("unknown_format", content[:4].decode("latin-1").strip("\x89%"))
    if content.startswith(_OLD_EXCEL):
        return _ole(content, limits)
    from gongyou.law.workbooks.files.html import is_marked_up, read_marked_up

    if is_marked_up(content):
        return read_marked_up(content, stem, limits)
    from gongyou.law.workbooks.files.text import read_csv

    return read_csv(content, stem, limits)


def _zipped(content: bytes, limits: Limits, password: str | None) -> list[Sheet]:
    if b"opendocument.spreadsheet" in content[:200]:
        from gongyou.law.workbooks.files.ods import read_ods

        return read_ods(content, limits, password)
    if b"xl/workbook.bin" in content:
        raise CannotRead("unknown_format", "XLSB")
    if b"xl/" not in content:
        raise CannotRead("unknown_format", "ZIP")
    from gongyou.law.workbooks.files.xlsx import read_xlsx

    return read_xlsx(content, limits)


def _ole(content: bytes, limits: Limits) -> list[Sheet]:
    from gongyou.law.workbooks.files.xls import read_xls

    return read_xls(content, limits)
