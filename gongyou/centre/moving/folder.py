"""Uploads as one folder: a zip of ours, whose entries are numbers; names lie beside it."""

import io
import re
import zipfile
from pathlib import PurePosixPath

MOST_FILES = 2000
MOST_BYTES = 200_000_000  # of all files together when they are unpacked
# What systems put beside the files of a folder, and Excel beside an open file.
LITTER = re.compile(r"(^|/)(__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)")
OFFICE = {"[Content_Types].xml", "mimetype"}


class TooMuch(ValueError):
    """More files, or more bytes, than are moved in at once."""


def gathered(uploads) -> list[tuple[str, bytes]]:
    """(name, content) of every file: of those given, and of those inside a zip.

    Raises:
        TooMuch: they are too many or too large.
    """
    found: list[tuple[str, bytes]] = []
    left = MOST_BYTES
    for upload in uploads:
        name = getattr(upload, "name", "") or "file"
        upload.seek(0)
        content = upload.read(left + 1)
        inside = _inside(content, left) if _is_folder(content) else [(name, content)]
        found += inside
        left -= sum(len(one) for _, one in inside)
        if left < 0 or len(found) > MOST_FILES:
            raise TooMuch
    return found


def _is_folder(content: bytes) -> bool:
    """Whether it is a zip of files, and no workbook, which is a zip as well."""
    if content[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not OFFICE & set(archive.namelist())
    except zipfile.BadZipFile:
        return False


def _inside(content: bytes, left: int) -> list[tuple[str, bytes]]:
    """The files of a zip; one that is broken is a file that cannot be read."""
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                name = _name(entry)
                if entry.is_dir() or LITTER.search(name):
                    continue
                with archive.open(entry) as file:
                    # What an entry says of its size may be a lie.
                    held = file.read(left + 1)
                found.append((name, held))
                left -= len(held)
                if left < 0 or len(found) > MOST_FILES:
                    raise TooMuch
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        return [("zip", content)]
    return found


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was given: zips made on a Chinese Windows carry it in GB18030."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def packed(files: list[tuple[str, bytes]]) -> bytes:
    """The files as one zip whose entries are their numbers."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, (_, content) in enumerate(files):
            archive.writestr(f"{number:04d}", content)
    return out.getvalue()


def unpacked(content: bytes, names: list[str]) -> list[tuple[str, bytes]]:
    """(name, content) again, in the order in which they came."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(f"{number:04d}")) for number, name in enumerate(names)]


def shown(name: str) -> str:
    """A file's name without the folders above it, and not longer than a line."""
    return PurePosixPath(name.replace("\\", "/")).name[:80] or name[:80]
