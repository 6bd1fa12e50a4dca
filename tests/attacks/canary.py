"""Look for planted names on the disk, in every form in which they could lie there.

    plants = ["李小红", "13812345678", "440306198801011234"]
    … use the program …
    assert found_in(folder, plants) == []

Searched are names and contents of all files below a folder: UTF-8, UTF-16, GBK, base64 (in its
three alignments), hexadecimal, URL-escaped, JSON-escaped, and the same inside zlib and gzip
streams and zip entries.
"""

import base64
import contextlib
import gzip
import io
import json
import re
import urllib.parse
import zipfile
import zlib
from pathlib import Path

ZLIB_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
LARGEST = 300 * 1024 * 1024


def forms(text: str) -> dict[str, bytes]:
    """Every form of one planted text, by name."""
    plain = {
        "utf-8": text.encode(),
        "utf-16": text.encode("utf-16-le"),
        "gbk": text.encode("gb18030"),
    }
    plain["utf-16-be"] = text.encode("utf-16-be")
    found = dict(plain)
    for name, data in plain.items():
        found[f"{name} in hex"] = data.hex().encode()
        found[f"{name} in HEX"] = data.hex().upper().encode()
        for shift in range(3):
            # The middle of a base64 text, whatever stands before and after it.
            code = base64.b64encode(bytes(shift) + data).rstrip(b"=")
            start = {0: 0, 1: 2, 2: 3}[shift]
            middle = code[start : len(code) - (1 if (len(data) + shift) % 3 else 0)]
            if len(middle) >= 6:
                found[f"{name} in base64+{shift}"] = middle
                found[f"{name} in base64url+{shift}"] = middle.translate(
                    bytes.maketrans(b"+/", b"-_")
                )
    found["url"] = urllib.parse.quote(text).encode()
    found["json"] = json.dumps(text)[1:-1].encode()
    return {name: data for name, data in found.items() if len(data) >= 4}


def hits(content: bytes, plants: list[str]) -> list[tuple[str, str]]:
    """(planted text, form) found in some bytes, also inside what is compressed in them."""
    found = []
    for text in plants:
        for name, data in forms(text).items():
            if data in content:
                found.append((text, name))
    for inner in unpacked(content):
        found += [(text, f"{form}, compressed") for text, form in hits(inner, plants)]
    return found


def unpacked(content: bytes):
    """What is compressed inside some bytes."""
    if content[:2] == b"\x1f\x8b":
        with contextlib.suppress(OSError, EOFError, zlib.error):
            yield gzip.decompress(content)
    if content[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield archive.read(name)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            pass
        return
    for match in re.finditer(b"|".join(map(re.escape, ZLIB_HEADS)), content):
        try:
            data = zlib.decompressobj().decompress(content[match.start() :], 10_000_000)
        except zlib.error:
            continue
        if data:
            yield data


def found_in(folder: Path, plants: list[str], skip=()) -> list[str]:
    """Where planted texts lie below a folder; empty when nowhere."""
    found = []
    for path in sorted(Path(folder).rglob("*")):
        if any(part in skip for part in path.parts):
            continue
        name = str(path.relative_to(folder))
        found += [f"{name}: its name holds {text}" for text in plants if text in name]
        if path.is_file() and path.stat().st_size <= LARGEST:
            found += [f"{name}: {text} ({form})" for text, form in hits(path.read_bytes(), plants)]
    return found
