"""Read a project: what we have a place for is taken out, everything is kept as it came."""

from __future__ import annotations

import io
import uuid
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.refi.positions import Counter, Found, Way, find_way
from gongyou.fieldwork.formats.refi.xml import (
    PROJECT,
    against_schema,
    guid_of,
    in_namespace,
    local,
    parse,
)

ENTRIES, UNPACKED, RATIO = 5000, 400 * 1024 * 1024, 200
SOURCES = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "sound",
    "VideoSource": "sound",
    "Transcript": "text",
}
SELECTIONS = {
    "PlainTextSelection", "PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection",
    "TranscriptSelection",
}  # fmt: skip


@dataclass(frozen=True)
class ReadCode:
    """A code; `parent` is the GUID of the one above it."""

    guid: uuid.UUID
    name: str
    parent: uuid.UUID | None = None
    colour: str = ""
    codable: bool = True
    definition: str = ""


@dataclass(frozen=True)
class ReadCoding:
    """A code on a selection, by somebody."""

    guid: uuid.UUID
    code: uuid.UUID
    user: uuid.UUID | None


@dataclass
class Selection:
    """A passage, an area, or a stretch of time, with its codes; an empty area is the whole."""

    guid: uuid.UUID
    span: tuple[int, int] | None = None
    counted: tuple[int, int] | None = None
    area: list[int] | None = None
    times: tuple[int, int] | None = None
    description: str = ""
    user: uuid.UUID | None = None
    codings: list[ReadCoding] = field(default_factory=list)


@dataclass
class Source:
    """A text, PDF, picture, or recording; a transcript names the recording it is of.

    `content` is its file, of a text the one with its dress; `represented` the words of a PDF.
    """

    guid: uuid.UUID
    kind: str
    name: str
    element: etree._Element
    text: str | None = None
    marked: bool = False
    selections: list[Selection] = field(default_factory=list)
    content: bytes | None = None
    represented: str | None = None
    of: uuid.UUID | None = None
    # (position in code points, milliseconds)
    times: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Project:
    """All that was read; `root` is the whole document."""

    name: str
    origin: str
    root: etree._Element
    users: dict[uuid.UUID, str] = field(default_factory=dict)
    codes: list[ReadCode] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    deviations: list[Deviation] = field(default_factory=list)
    counting: Found | None = None


def read_project(content: bytes, way: Way | None = None) -> Project:
    """A .qdpx or .qde file.

    Args:
        way: how positions are counted, where somebody knows it; else it is found.

    Raises:
        Unreadable: no project is in it.
    """
    files: dict[str, bytes] = {}
    if content[:2] == b"PK":
        files = unpack(content)
        names = [name for name in files if name.lower().endswith(".qde")]
        if not names:
            raise Unreadable("no_project")
        xml = files[min(names, key=lambda name: name.count("/"))]
    else:
        xml = content
    root = parse(xml)
    if local(root) != "Project":
        raise Unreadable("no_project")
    deviations = in_namespace(root, PROJECT)
    deviations += against_schema(root, "Project")
    project = Project(root.get("name") or "", root.get("origin") or "", root, deviations=deviations)
    _Reader(project, files).read()
    _place(project, way)
    return project


def unpack(content: bytes) -> dict[str, bytes]:
    """The entries of a project file, one by one in memory, within limits."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError):
        raise Unreadable("bad_zip") from None
    total = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or total > UNPACKED or total > max(len(content), 1000) * RATIO:
        raise Unreadable("zip_too_large")
    found: dict[str, bytes] = {}
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.flag_bits & 1:
            raise Unreadable("encrypted")
        try:
            found[entry.filename.replace("\\", "/")] = packed.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            raise Unreadable("bad_zip") from None
    return found


class _Reader:
    def __init__(self, project: Project, files: dict[str, bytes]):
        self.project = project
        self.files = {name.lower(): content for name, content in files.items()}
        self.bases = {name.rsplit("/", 1)[-1]: name for name in self.files}
        self.seen: set[uuid.UUID] = set()

    def say(self, code: str, where: str = "", **values) -> None:
        self.project.deviations.append(Deviation(code, where, values))

    def read(self) -> None:
        root = self.project.root
        for user in root.iterfind(f".//{{{PROJECT}}}User"):
            self.project.users[guid_of(user.get("guid"))] = user.get("name") or user.get("id") or ""
        for codes in root.iterfind(f".//{{{PROJECT}}}Codes"):
            self._codes(codes, None)
        known = {code.guid for code in self.project.codes}
        for element in root.iter(*(f"{{{PROJECT}}}{name}" for name in SOURCES)):
            self.project.sources.append(self._source(element, known))
        for guid, count in _twice(root).items():
            self.say("guid_twice", guid, count=count)

    def _codes(self, holder, parent: uuid.UUID | None) -> None:
        for element in holder.iterfind(f"{{{PROJECT}}}Code"):
            guid = guid_of(element.get("guid"))
            if guid in self.seen:
                self.say("code_twice", element.get("name") or "")
                continue
            self.seen.add(guid)
            self.project.codes.append(
                ReadCode(
                    guid,
                    element.get("name") or "",
                    parent,
                    (element.get("color") or "").strip(),
                    (element.get("isCodable") or "true").strip().lower() not in ("false", "0"),
                    element.findtext(f"{{{PROJECT}}}Description") or "",
                )
            )
            self._codes(element, guid)

    def _source(self, element, known: set[uuid.UUID]) -> Source:
        kind = SOURCES[local(element)]
        source = Source(guid_of(element.get("guid")), kind, element.get("name") or "", element)
        if local(element) == "Transcript":
            source.of = guid_of(element.getparent().get("guid"))
        if kind == "text":
            self._text(source)
            if path := element.get("richTextPath"):
                source.content = self._found(path)
        else:
            source.content = self._file(source, element.get("path") or element.get("currentPath"))
            inner = element.find(f"{{{PROJECT}}}Representation")
            if inner is not None and (words := self._found(inner.get("plainTextPath") or "")):
                source.represented = _decode(words)[0]
        if not source.name:
            self.say("no_name", str(source.guid))
        syncs = self._syncs(source)
        for child in element:
            if local(child) in SELECTIONS:
                source.selections.append(self._selection(child, source, known, syncs))
            elif local(child) == "Coding" and (coding := self._coding(child, known)):
                whole = Selection(coding.guid, codings=[coding], user=coding.user)
                if source.text:
                    whole.span = (0, len(source.text))
                else:
                    whole.area = []
                source.selections.append(whole)
        return source

    def _text(self, source: Source) -> None:
        inline = source.element.findtext(f"{{{PROJECT}}}PlainTextContent")
        raw = inline
        if inline is None:
            content = self._file(source, source.element.get("plainTextPath"))
            if content is not None:
                raw, source.marked = _decode(content)
        if raw is not None:
            source.marked = source.marked or raw.startswith("\ufeff")
            source.text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def _file(self, source: Source, path: str | None) -> bytes | None:
        if not path:
            self.say("no_text" if source.kind == "text" else "no_file", source.name)
            return None
        found = self._found(path)
        if found is None:
            self.say("missing_source", source.name, text=path[:200])
        return found

    def _found(self, path: str) -> bytes | None:
        """A file of the project, by any of the ways in which programs name one."""
        scheme, _colon, rest = path.partition("://")
        base = unquote((rest or path).replace("\\", "/")).lower()
        name = f"sources/{base}" if scheme.lower() == "internal" else base
        if name in self.files:
            return self.files[name]
        return self.files.get(self.bases.get(base.rsplit("/", 1)[-1], ""))

    def _syncs(self, source: Source) -> dict[uuid.UUID, tuple[int, int | None]]:
        found = {}
        for point in source.element.iterfind(f"{{{PROJECT}}}SyncPoint"):
            place, time = _number(point.get("position")), _number(point.get("timeStamp"))
            if place is not None:
                found[guid_of(point.get("guid"))] = (place, time)
                if time is not None and time >= 0:
                    source.times.append((place, time))
        return found

    def _selection(self, element, source: Source, known, syncs) -> Selection:
        made = Selection(guid_of(element.get("guid")))
        made.description = element.findtext(f"{{{PROJECT}}}Description") or ""
        if element.get("creatingUser"):
            made.user = guid_of(element.get("creatingUser"))
        name = local(element)
        if name == "PlainTextSelection":
            made.counted = self._pair(element, "startPosition", "endPosition")
        elif name == "TranscriptSelection":
            ends = [syncs.get(guid_of(element.get(n))) for n in ("fromSyncPoint", "toSyncPoint")]
            if ends[0] and ends[1]:
                made.counted = (ends[0][0], ends[1][0])
            else:
                self.say("no_sync_point", str(made.guid))
        elif name in ("PDFSelection", "PictureSelection"):
            values = [_number(element.get(n)) for n in ("firstX", "firstY", "secondX", "secondY")]
            page = _number(element.get("page")) if name == "PDFSelection" else 0
            if None in values or page is None:
                self.say("bad_area", str(made.guid))
            else:
                made.area = [page, *[int(value) for value in values if value is not None]]
        else:
            made.times = self._pair(element, "begin", "end")
        for coding in element.iterfind(f"{{{PROJECT}}}Coding"):
            if one := self._coding(coding, known):
                made.codings.append(one)
        if not made.codings:
            self.say("no_coding", str(made.guid), text=made.description[:80])
        return made

    def _pair(self, element, first: str, last: str) -> tuple[int, int] | None:
        start, end = _number(element.get(first)), _number(element.get(last))
        if start is None or end is None:
            self.say("bad_position", element.get("guid") or "")
            return None
        return start, end

    def _coding(self, element, known: set[uuid.UUID]) -> ReadCoding | None:
        reference = element.find(f"{{{PROJECT}}}CodeRef")
        guid = guid_of(element.get("guid"))
        if reference is None:
            self.say("no_code_ref", str(guid))
            return None
        code = guid_of(reference.get("targetGUID"))
        if code not in known:
            self.say("unknown_code", str(guid), text=str(code))
            return None
        user = element.get("creatingUser")
        return ReadCoding(guid, code, guid_of(user) if user else None)


def _number(text: str | None) -> int | None:
    try:
        return int((text or "").strip())
    except ValueError:
        return None


def _decode(content: bytes) -> tuple[str, bool]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), True
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding), content[:3] == b"\xef\xbb\xbf"
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace"), False


def _twice(root) -> dict[str, int]:
    """GUIDs that two elements bear."""
    counted: dict[str, int] = {}
    for element in root.iter():
        guid = element.get("guid") if isinstance(element.tag, str) else None
        if guid:
            counted[guid] = counted.get(guid, 0) + 1
    return {guid: times for guid, times in counted.items() if times > 1}


def _place(project: Project, way: Way | None) -> None:
    """Turn counted positions into code points, in the one way that the project counts."""
    texts = [source for source in project.sources if source.text]
    if way is None:
        asked = [
            (one.text or "", one.marked, [s.counted for s in one.selections if s.counted])
            for one in texts
        ]
        project.counting = find_way(asked)
        way = project.counting.way
    for source in texts:
        counter = Counter(source.text or "", way)
        for selection in source.selections:
            if selection.counted is None:
                continue
            selection.span = counter.span(*selection.counted)
            if selection.span is None or selection.span[0] == selection.span[1]:
                found = Deviation("outside_text", source.name, {"text": str(selection.guid)})
                project.deviations.append(found)
                selection.span = None
        placed = [(counter.place(place), time) for place, time in source.times]
        source.times = [(place, time) for place, time in placed if place is not None]
