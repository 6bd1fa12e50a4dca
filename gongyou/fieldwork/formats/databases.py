"""Projects out of the databases of Taguette and QualCoder, as projects of the standard.

Both keep the words of each passage: of the ways of counting that one is taken which gives them
back. Taguette counts bytes of the words of a page of HTML, QualCoder code points of a text.
"""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser

from lxml import etree

from gongyou.fieldwork.formats.codebooks import SPACE, codes_of_database
from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.refi.positions import STANDARD, Counter, Way
from gongyou.fieldwork.formats.refi.read import Project, ReadCode, read_project
from gongyou.fieldwork.formats.refi.xml import PROJECT

MARK = b"SQLite format 3\x00"
BLOCKS = {"p", "br", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre"}
MEDIA = {
    "image": ("PictureSource", "PictureSelection"),
    "audio": ("AudioSource", "AudioSelection"),
    "video": ("VideoSource", "VideoSelection"),
}
"""What QualCoder's places of files begin with ("/images/…", "audio:/…"), as the standard has it."""
CORNERS, TIMES = ("firstX", "firstY", "secondX", "secondY"), ("begin", "end")
AREAS = ("x1", "y1", "width", "height")
WAYS = (Way(), Way("utf8"), Way("utf16"))


def read_any(content: bytes, way: Way | None = None) -> Project:
    """A project of the standard, or a database of Taguette or QualCoder.

    Raises:
        Unreadable: no project is in it.
    """
    if content[:16] != MARK:
        return read_project(content, way)
    xml, left = _as_project(content)
    project = read_project(xml, STANDARD)
    if left:
        project.deviations.append(Deviation("areas_left", "", {"count": left}))
    return project


@dataclass(frozen=True)
class _Passage:
    key: str
    start: int
    end: int
    words: str
    code: uuid.UUID
    user: str = ""
    note: str = ""
    # Of a picture its corners, of sound and film milliseconds.
    places: tuple[int, ...] = ()


@dataclass
class _Document:
    key: str
    name: str
    text: str
    # Where each character stood in what the program counts; empty: at the same place.
    places: list[int] = field(default_factory=list)
    counted: str = ""
    passages: list[_Passage] = field(default_factory=list)
    media: str = ""
    path: str = ""


def _as_project(content: bytes) -> tuple[bytes, int]:
    """The project, and how many codings of pages, pictures and sound stay behind."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema=OFF")
            names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
            codes, ids = codes_of_database(database, names)
            if "highlights" in names:
                documents, left = _taguette(database, ids, names), 0
            else:
                documents = _qualcoder(database, ids, names)
                media, left = _qualcoder_media(database, ids, names)
                documents += media
        except sqlite3.DatabaseError:
            raise Unreadable("no_database") from None
    return _document(codes, documents), left


def _qualcoder(database, codes: dict[int, uuid.UUID], names: set[str]) -> list[_Document]:
    if not {"source", "code_text"} <= names:
        return []
    found = {
        key: _Document(
            f"s{key}", name or "", (text or "").replace("\r\n", "\n"), counted=text or ""
        )
        for key, name, text in database.execute(
            "SELECT id, name, fulltext FROM source WHERE fulltext IS NOT NULL ORDER BY id"
        )
    }
    rows = database.execute(
        "SELECT ctid, cid, fid, pos0, pos1, seltext, owner, memo FROM code_text ORDER BY ctid"
    )
    for key, code, source, start, end, words, owner, memo in rows:
        if source in found and code in codes:
            found[source].passages.append(
                _Passage(f"c{key}", start, end, words or "", codes[code], owner or "", memo or "")
            )
    return list(found.values())


def _qualcoder_media(
    database, codes: dict[int, uuid.UUID], names: set[str]
) -> tuple[list[_Document], int]:
    """Pictures, sound and film with what is coded on them, and how many codings stay behind.

    Their files lie beside the database, so none comes along. Areas on pages of a PDF stay behind:
    they are counted in the pixels of a drawing that the database does not tell the size of.
    """
    if "mediapath" not in _columns(database, "source"):
        return [], 0
    found: dict[int, _Document] = {}
    for key, name, path in database.execute(
        "SELECT id, name, mediapath FROM source WHERE mediapath IS NOT NULL ORDER BY id"
    ):
        kind = next((k for k in MEDIA if path.lstrip("/").casefold().startswith(k)), "")
        if kind:
            place = path.rpartition(":")[2]
            found[key] = _Document(f"s{key}", name or "", "", media=kind, path=place)
    left = 0
    for table, source, columns in (
        ("code_image", "id", AREAS),
        ("code_av", "id", ("pos0", "pos1")),
    ):
        for row in _media_rows(database, names, table, source, columns):
            document = found.get(row["source"])
            code = codes.get(row["cid"])
            if document is None or code is None or row.get("pdf_page") is not None:
                left += 1
                continue
            at = [round(row[name] or 0) for name in columns]
            if table == "code_image":
                at = [at[0], at[1], at[0] + at[2], at[1] + at[3]]
            document.passages.append(
                _Passage(f"{table}{row['rowid']}", 0, 0, "", code, row["owner"] or "",
                         row["memo"] or "", tuple(at))
            )  # fmt: skip
    return list(found.values()), left


def _columns(database, table: str) -> set[str]:
    return {row[1] for row in database.execute(f"PRAGMA table_info({table})")}


def _media_rows(database, names: set[str], table: str, source: str, columns: tuple[str, ...]):
    """Rows of a table of codings; one of an older form that lacks a column gives counts alone."""
    if table not in names:
        return
    held = _columns(database, table)
    asked = [n for n in ("cid", "owner", "memo", "pdf_page", *columns) if n in held]
    whole = {source, "cid", *columns} <= held
    told = ", ".join(["rowid", f"{source} AS source" if source in held else "NULL", *asked])
    heads = ["rowid", "source", *asked]
    for values in database.execute(f"SELECT {told} FROM {table} ORDER BY rowid"):  # noqa: S608
        row = dict.fromkeys(("owner", "memo"), "") | dict(zip(heads, values, strict=True))
        yield row if whole else {"source": None, "cid": None} | row


def _taguette(database, codes: dict[int, uuid.UUID], names: set[str]) -> list[_Document]:
    found = {}
    for key, name, contents in database.execute(
        "SELECT id, name, contents FROM documents ORDER BY id"
    ):
        page = _Page()
        page.feed(contents or "")
        page.close()
        found[key] = _Document(f"d{key}", name or "", page.text, page.places, "".join(page.counted))
    rows = database.execute(
        "SELECT h.id, h.document_id, h.start_offset, h.end_offset, h.snippet, t.tag_id"
        " FROM highlights h JOIN highlight_tags t ON t.highlight_id = h.id ORDER BY h.id, t.tag_id"
    )
    for key, document, start, end, snippet, tag in rows:
        if document in found and tag in codes:
            page = _Page()
            page.feed(snippet or "")
            page.close()
            found[document].passages.append(
                _Passage(f"h{key}-{tag}", start, end, "".join(page.counted), codes[tag])
            )
    return list(found.values())


class _Page(HTMLParser):
    """The words of a page: as they are counted, and with an end of line behind each block."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.counted: list[str] = []
        self.shown: list[str] = []
        self.places: list[int] = []
        self._at = 0

    @property
    def text(self) -> str:
        """What is shown."""
        return "".join(self.shown)

    def handle_data(self, data):
        """Words; the ends of lines between blocks are counted but not shown."""
        self.counted.append(data)
        for sign in data:
            if sign != "\n":
                self.shown.append(sign)
                self.places.append(self._at)
            self._at += 1

    def handle_starttag(self, tag, attrs):
        """A block begins on a line of its own."""
        if tag in BLOCKS:
            self._line()

    def handle_endtag(self, tag):
        """And what follows it too."""
        if tag in BLOCKS:
            self._line()

    def _line(self) -> None:
        if self.shown and self.shown[-1] != "\n":
            self.shown.append("\n")
            self.places.append(self._at)


def _spans(document: _Document) -> list[tuple[int, int] | None]:
    """Passages in code points of what is shown, by the way that gives their words back."""
    best: tuple[int, list] = (-1, [])
    for way in WAYS:
        counter = Counter(document.counted, way)
        spans = [counter.span(one.start, one.end) for one in document.passages]
        right = sum(
            span is not None and document.counted[span[0] : span[1]].split() == one.words.split()
            for span, one in zip(spans, document.passages, strict=True)
        )
        if right > best[0]:
            best = (right, spans)
    return [_shown(document, span) for span in best[1]]


def _shown(document: _Document, span: tuple[int, int] | None) -> tuple[int, int] | None:
    if span is None:
        return None
    if document.places:
        inside = [n for n, at in enumerate(document.places) if span[0] <= at < span[1]]
        for end in (0, -1):
            while inside and document.text[inside[end]] == "\n":
                inside.pop(end)
        return (inside[0], inside[-1] + 1) if inside else None
    before = document.counted[: span[0]].count("\r\n"), document.counted[: span[1]].count("\r\n")
    return span[0] - before[0], span[1] - before[1]


def _id(*parts: str) -> str:
    return str(uuid.uuid5(SPACE, "/".join(parts)))


def _document(codes: list[ReadCode], documents: list[_Document]) -> bytes:
    """As a document of the standard; ids are made from what the database calls things."""
    root = etree.Element(f"{{{PROJECT}}}Project", nsmap={None: PROJECT}, name="", origin="")
    users = sorted({one.user for each in documents for one in each.passages if one.user})
    if users:
        holder = _sub(root, "Users")
        for user in users:
            _sub(holder, "User", guid=_id("user", user), name=user)
    made: dict[uuid.UUID | None, etree._Element] = {None: _sub(_sub(root, "CodeBook"), "Codes")}
    for code in codes:
        given = {"color": code.colour} if code.colour else {}
        made[code.guid] = _sub(
            made.get(code.parent, made[None]), "Code", guid=str(code.guid), name=_clean(code.name),
            isCodable="true" if code.codable else "false", **given,
        )  # fmt: skip
        if code.definition:
            _sub(made[code.guid], "Description").text = _clean(code.definition)
    sources = _sub(root, "Sources")
    for one in documents:
        (_media_source if one.media else _source)(sources, one)
    return etree.tostring(root)


def _source(holder, one: _Document) -> None:
    # The words tell two projects apart that call their first document 1.
    words = uuid.uuid5(SPACE, one.text).hex
    source = _sub(holder, "TextSource", guid=_id(one.key, one.name, words), name=_clean(one.name))
    _sub(source, "PlainTextContent").text = _clean(one.text)
    for passage, span in zip(one.passages, _spans(one), strict=True):
        start, end = span or (-1, -1)
        at = {"startPosition": str(start), "endPosition": str(end)}
        _coded(source, "PlainTextSelection", f"{words}/{passage.key}", passage, at)


def _coded(source, kind: str, key: str, passage: _Passage, at: dict[str, str]) -> None:
    selection = _sub(source, kind, guid=_id(key, "selection"), **at)
    if passage.note:
        _sub(selection, "Description").text = _clean(passage.note)
    given = {"creatingUser": _id("user", passage.user)} if passage.user else {}
    coding = _sub(selection, "Coding", guid=_id(key, str(passage.code)), **given)
    _sub(coding, "CodeRef", targetGUID=str(passage.code))


def _media_source(holder, one: _Document) -> None:
    kind, passage_kind = MEDIA[one.media]
    source = _sub(
        holder, kind, guid=_id(one.key, one.name, one.path), name=_clean(one.name),
        path=f"internal://{_clean(one.path.rpartition('/')[2])}",
    )  # fmt: skip
    for passage in one.passages:
        heads = CORNERS if one.media == "image" else TIMES
        at = dict(zip(heads, map(str, passage.places), strict=True))
        _coded(source, passage_kind, _id(one.name, one.path, passage.key), passage, at)


def _sub(holder, tag: str, **given: str):
    return etree.SubElement(holder, f"{{{PROJECT}}}{tag}", **given)


def _clean(text: str) -> str:
    """Signs that no XML may hold become a space: places stay."""
    return "".join(sign if sign >= " " or sign in "\n\t" else " " for sign in text)
