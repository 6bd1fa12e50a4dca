"""Papers with planted names in every corner: text, properties, pixels' notes, cells."""

import io

from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin


def word(text: str) -> bytes:
    """A document with the text in its body, author and title."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.core_properties.author = document.core_properties.title = text
    document.save(out)
    return out.getvalue()


def png(text: str) -> bytes:
    """A picture with the text in its notes."""
    notes, out = PngImagePlugin.PngInfo(), io.BytesIO()
    notes.add_itxt("Author", text)
    Image.new("RGB", (40, 30), (9, 90, 200)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def jpeg(text: str) -> bytes:
    """A photograph with the text in EXIF and as a comment."""
    picture, out = Image.new("RGB", (40, 30), (200, 90, 9)), io.BytesIO()
    exif = picture.getexif()
    exif[0x010E] = exif[0x013B] = text.encode().decode("latin-1")
    picture.save(out, "JPEG", exif=exif, comment=text.encode())
    return out.getvalue()


def workbook(rows, title="Sheet1") -> bytes:
    """A workbook of one sheet."""
    book, out = Workbook(), io.BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def sheets(**tables) -> bytes:
    """A workbook of several sheets."""
    book, out = Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


QUESTIONS = sheets(
    survey=[
        ("type", "name", "label"),
        ("text", "who", "Your name"),
        ("integer", "age", "Age"),
        ("image", "photo", "Photo"),
    ],
    settings=[("form_title", "form_id", "version"), ("East gate", "gate", "1")],
)


def submission(instance: str, who: str, photo: str = "") -> bytes:
    """Answers to QUESTIONS."""
    return (
        '<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="gate" version="1">'
        f"<who>{who}</who><age>33</age><photo>{photo}</photo>"
        f"<orx:meta><orx:instanceID>{instance}</orx:instanceID></orx:meta></data>"
    ).encode()
