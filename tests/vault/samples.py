"""Files as people and attackers send them, made here."""

import io
import struct
import zipfile

import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image


def jpeg(size=(60, 40), artist="Canary Wang") -> bytes:
    picture, out = Image.new("RGB", size, (200, 30, 30)), io.BytesIO()
    exif = picture.getexif()
    exif[0x013B] = artist
    exif[0x0112] = 6
    picture.save(out, "JPEG", exif=exif, comment=b"Canary Wang")
    return out.getvalue()


def png(size=(60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, (0, 90, 30, 120)).save(out, "PNG")
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG whose header claims a huge size."""
    import zlib

    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    good = png()
    return good[:8] + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body)) + good[33:]


def pdf(script: str | None = None, password: str | None = None) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.docinfo["/Author"] = "Canary Wang"
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    document.save(
        out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False
    )
    return out.getvalue()


def docx() -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("工资条")
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "姓名"
    book.save(out)
    return out.getvalue()


def with_entry(archive: bytes, name: str, content: bytes) -> bytes:
    """A package with one more part in it."""
    out = io.BytesIO(archive)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, content)
    return out.getvalue()


def edited(archive: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            after.writestr(entry, content.replace(old, new) if entry.filename == name else content)
    return out.getvalue()


def zip_of(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()
