"""Write a project: what came in goes out again, ours is added, and the schema holds."""

from __future__ import annotations

import io
import uuid
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from gongyou.fieldwork.formats.refi.kept import OUTSIDE, inside, no_times, recount, whole_lines
from gongyou.fieldwork.formats.refi.positions import STANDARD, Counter, Way
from gongyou.fieldwork.formats.refi.strict import make_strict
from gongyou.fieldwork.formats.refi.xml import PROJECT, guid_of, local

ORIGIN = "gongyou"
MARK = b"\xef\xbb\xbf"
WHEN = (1980, 1, 1, 0, 0, 0)
TOP = ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs")
REFERENCES = ("SourceRef", "MemberSource", "SelectionRef")


@dataclass(frozen=True)
class OutCode:
    """A code to write."""

    guid: uuid.UUID
    name: str
    parent: uuid.UUID | None = None
    colour: str = ""
    codable: bool = True
    definition: str = ""


@dataclass(frozen=True)
class OutCoding:
    """A code on a selection; `code` is None for a passage that is only marked."""

    guid: uuid.UUID
    code: uuid.UUID | None
    user: uuid.UUID | None
    at: str = ""


@dataclass
class OutSelection:
    """A passage (code points, half-open), an area [page, x, y, x2, y2], or times, with codes."""

    guid: uuid.UUID
    span: tuple[int, int] | None = None
    area: list[int] | None = None
    times: tuple[int, int] | None = None
    description: str = ""
    codings: list[OutCoding] = field(default_factory=list)


@dataclass
class OutSource:
    """A source to write; `kept` is its element as it came, if it came with a project."""

    guid: uuid.UUID
    kind: str
    name: str
    text: str | None = None
    selections: list[OutSelection] = field(default_factory=list)
    kept: bytes | None = None
    content: bytes | None = None


@dataclass
class Out:
    """A project to write; `kept` is the document that it came with."""

    name: str
    users: dict[uuid.UUID, str]
    codes: list[OutCode]
    sources: list[OutSource]
    kept: bytes | None = None


def write_project(out: Out, way: Way = STANDARD) -> tuple[bytes, list[str]]:
    """The .qdpx file, and what had to be changed so that the schema holds.

    The same project gives the same bytes.
    """
    writer = _Writer(out, way)
    root = writer.document()
    changed = make_strict(root)
    xml = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [("project.qde", xml), *sorted(writer.files.items())]:
            packed.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue(), changed


def _tag(name: str) -> str:
    return f"{{{PROJECT}}}{name}"


def shown(guid: uuid.UUID) -> str:
    """A GUID as it is written."""
    return str(guid)


class _Writer:
    def __init__(self, out: Out, way: Way):
        self.out, self.way = out, way
        self.files: dict[str, bytes] = {}

    def document(self):
        if self.out.kept:
            root = etree.fromstring(self.out.kept)
        else:
            root = etree.Element(_tag("Project"), nsmap={None: PROJECT}, name=self.out.name)
            root.set("origin", ORIGIN)
        self._codes(_part(_part(root, "CodeBook"), "Codes"))
        self._sources(root)
        self._users(root)
        for name in ("Users", "CodeBook", "Sources"):
            part = root.find(_tag(name))
            if (part is not None and not len(part)) or (name == "CodeBook" and _empty_codes(part)):
                root.remove(part)
        return root

    def _users(self, root) -> None:
        """Those whom a coding names and who did not come with the project."""
        holder = _part(root, "Users")
        known = {guid_of(user.get("guid")) for user in holder}
        named = {guid_of(one.get("creatingUser")) for one in root.iter(_tag("Coding"))}
        for guid, name in self.out.users.items():
            if guid in named - known:
                etree.SubElement(holder, _tag("User"), guid=shown(guid), name=name)

    def _codes(self, holder) -> None:
        known = {guid_of(one.get("guid")): one for one in holder.iter(_tag("Code"))}
        wanted = {code.guid for code in self.out.codes}
        for code in self.out.codes:
            element = known.get(code.guid)
            if element is None:
                element = etree.Element(_tag("Code"), guid=shown(code.guid))
                known[code.guid] = element
            above = known[code.parent] if code.parent in known and code.parent else holder
            if element.getparent() is not above:
                above.append(element)
            _set(element, "name", code.name)
            if (element.get("isCodable") or "").strip().lower() not in _BOOLEANS[code.codable]:
                element.set("isCodable", "true" if code.codable else "false")
            _set(element, "color", code.colour)
            _describe(element, code.definition)
        for guid, element in known.items():
            if guid not in wanted:
                for child in element.findall(_tag("Code")):
                    element.addprevious(child)
                element.getparent().remove(element)

    def _sources(self, root) -> None:
        holder = _part(root, "Sources")
        kept = {guid_of(one.get("guid")): one for one in root.iter(*map(_tag, _KINDS))}
        wanted = {source.guid for source in self.out.sources}
        gone: set[str] = set()
        for guid, element in kept.items():
            if guid not in wanted and element.getparent() is not None:
                gone |= {one.get("guid") for one in element.iter() if one.get("guid")}
                element.getparent().remove(element)
        _forget(root, gone)
        for source in self.out.sources:
            now = (one for one in root.iter(*map(_tag, _KINDS)) if _is(one, source.guid))
            self._source(holder, next(now, None), source)

    def _source(self, holder, element, source: OutSource) -> None:
        if source.kept:
            fresh = etree.fromstring(source.kept)
            if local(fresh) == "Transcript" and element is None:
                # Its recording does not leave: the words go out as a text.
                fresh.tag = _tag("TextSource")
                no_times(fresh)
            if element is not None and element.getparent() is not None:
                inside(element, fresh)
                element.getparent().replace(element, fresh)
            else:
                holder.append(fresh)
            element = fresh
        elif element is None:
            name = {"text": "TextSource", "pdf": "PDFSource", "picture": "PictureSource",
                    "sound": "AudioSource"}[source.kind]  # fmt: skip
            element = etree.SubElement(
                holder, _tag(name), guid=shown(source.guid), name=source.name
            )
        if source.kind == "text" and source.text is None:
            # Its words never came: what is said of them goes out as it came.
            return
        if source.text is not None and source.kind == "text":
            self._text(element, source.text)
            if source.content is not None:
                self._put_file(element.get("richTextPath"), source.content)
        elif source.content is not None:
            self._file(element, source.content)
            self._representation(element)
        self._selections(element, source)

    def _text(self, element, text: str) -> None:
        content = element.find(_tag("PlainTextContent"))
        if content is not None:
            content.text = text
            return
        name = _within_archive(element.get("plainTextPath") or "")
        if not name or f"sources/{name}" in self.files:
            name = f"{guid_of(element.get('guid'))}.txt"
            element.set("plainTextPath", f"internal://{name}")
        lines = text.replace("\n", "\r\n") if self.way.newline == 2 else text
        self.files[f"sources/{name}"] = (MARK if self.way.mark else b"") + lines.encode()

    def _file(self, element, content: bytes) -> None:
        if not self._put_file(element.get("path"), content):
            name = f"{guid_of(element.get('guid'))}{_ending(content)}"
            element.set("path", f"internal://{name}")
            self.files[f"sources/{name}"] = content

    def _put_file(self, path: str | None, content: bytes) -> bool:
        """A file under the name that it came with, if that lies within the project."""
        name = _within_archive(path or "")
        if name:
            self.files[f"sources/{name}"] = content
        return bool(name)

    def _representation(self, element) -> None:
        """The words of a PDF that came as a file go out as one."""
        inner = element.find(_tag("Representation"))
        words = inner.find(_tag("PlainTextContent")) if inner is not None else None
        if words is not None and self._put_file(
            inner.get("plainTextPath"), (words.text or "").encode()
        ):
            inner.remove(words)

    def _selections(self, element, source: OutSource) -> None:
        counter = Counter(source.text, self.way) if source.text is not None else None
        known = {guid_of(one.get("guid")): one for one in element if local(one) in _SELECTED}
        whole = {guid_of(one.get("guid")) for one in element if local(one) == "Coding"}
        wanted = {one.guid for one in source.selections}
        for guid, one in known.items():
            if guid not in wanted and one.attrib.pop(OUTSIDE, None) is None:
                element.remove(one)
        for one in element.findall(_tag("Coding")):
            if guid_of(one.get("guid")) not in wanted:
                element.remove(one)
        if counter:
            recount(element, counter)
        for selection in source.selections:
            if selection.guid in whole:
                continue
            made = known.get(selection.guid)
            if made is None:
                made = self._selection(element, selection)
            if made is not None:
                self._put(made, selection, counter, source.text or "")

    def _selection(self, element, selection: OutSelection):
        kind = _SELECTION_OF[local(element)]
        return etree.SubElement(element, _tag(kind), guid=shown(selection.guid))

    def _put(self, element, selection: OutSelection, counter: Counter | None, text: str) -> None:
        name = local(element)
        if name == "PlainTextSelection" and selection.span and counter:
            start, end = counter.counted(*whole_lines(element, selection.span, text))
            _set(element, "startPosition", str(start))
            _set(element, "endPosition", str(end))
        elif name == "TranscriptSelection" and selection.span and counter:
            self._sync(element, [counter.position(place) for place in selection.span])
        elif selection.area:
            page, *corners = selection.area
            if name == "PDFSelection":
                _set(element, "page", str(page))
            for at, value in zip(("firstX", "firstY", "secondX", "secondY"), corners, strict=True):
                _set(element, at, str(value))
        elif selection.times:
            _set(element, "begin", str(selection.times[0]))
            _set(element, "end", str(selection.times[1]))
        if selection.description and element.find(_tag("Description")) is None:
            _describe(element, selection.description)
        self._codings(element, selection)

    def _sync(self, element, span: list[int]) -> None:
        """The sync points of a passage of a transcript; new ones where none stands there."""
        transcript = element.getparent()
        points = {p.get("guid"): p for p in transcript.findall(_tag("SyncPoint"))}
        for name, place in zip(("fromSyncPoint", "toSyncPoint"), span, strict=True):
            now = points.get(element.get(name) or "")
            if now is not None and now.get("position") == str(place):
                continue
            guid = shown(uuid.uuid5(guid_of(element.get("guid")), f"{name} {place}"))
            if guid not in points:
                points[guid] = etree.Element(_tag("SyncPoint"), guid=guid, position=str(place))
                element.addprevious(points[guid])
            element.set(name, guid)

    def _codings(self, element, selection: OutSelection) -> None:
        known = {guid_of(one.get("guid")): one for one in element.findall(_tag("Coding"))}
        wanted = {one.guid for one in selection.codings if one.code}
        for guid, one in known.items():
            if guid not in wanted and one.find(_tag("CodeRef")) is not None:
                element.remove(one)
        for coding in selection.codings:
            if coding.code is None:
                continue
            made = known.get(coding.guid)
            if made is None:
                made = etree.SubElement(element, _tag("Coding"), guid=shown(coding.guid))
                if coding.user:
                    made.set("creatingUser", shown(coding.user))
                if coding.at:
                    made.set("creationDateTime", coding.at)
            reference = made.find(_tag("CodeRef"))
            if reference is None:
                reference = etree.SubElement(made, _tag("CodeRef"))
            if guid_of(reference.get("targetGUID")) != coding.code:
                reference.set("targetGUID", shown(coding.code))


_KINDS = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource", "Transcript")
_SELECTION_OF = {
    "TextSource": "PlainTextSelection",
    "PDFSource": "PDFSelection",
    "PictureSource": "PictureSelection",
    "AudioSource": "AudioSelection",
    "VideoSource": "VideoSelection",
    "Transcript": "TranscriptSelection",
}
_SELECTED = set(_SELECTION_OF.values())
_BOOLEANS = {True: ("true", "1"), False: ("false", "0")}


def _is(element, guid: uuid.UUID) -> bool:
    return guid_of(element.get("guid")) == guid


def _part(holder, name: str):
    """A part of the document, made at its place if it is not there."""
    found = holder.find(_tag(name))
    if found is not None:
        return found
    made = etree.Element(_tag(name))
    if name in TOP:
        later = {_tag(other) for other in TOP[TOP.index(name) + 1 :]}
        after = next((child for child in holder if child.tag in later), None)
        if after is not None:
            after.addprevious(made)
            return made
    holder.append(made)
    return made


def _empty_codes(part) -> bool:
    return (
        part is not None
        and part.find(_tag("Codes")) is not None
        and not len(part.find(_tag("Codes")))
    )


def _set(element, name: str, value: str) -> None:
    """An attribute, touched only where it differs."""
    if value and (element.get(name) or "").strip() != value.strip():
        element.set(name, value)


def _describe(element, text: str) -> None:
    found = element.find(_tag("Description"))
    if found is not None and (found.text or "").strip() == text.strip():
        return
    if found is None:
        if not text:
            return
        found = etree.Element(_tag("Description"))
        element.insert(0, found)
    found.text = text


def _forget(root, gone: set[str]) -> None:
    """References to what is not there any more go too."""
    ids = {guid_of(guid) for guid in gone}
    for reference in list(root.iter(*map(_tag, REFERENCES))):
        if guid_of(reference.get("targetGUID")) in ids:
            reference.getparent().remove(reference)


def _within_archive(path: str) -> str:
    """The name of a file in the folder of sources; "" for one that lies elsewhere."""
    name = path.removeprefix("internal://")
    return "" if not name or "/" in name or "\\" in name or ":" in name else name


def _ending(content: bytes) -> str:
    for mark, ending in ((b"%PDF", ".pdf"), (b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"),
                         (b"RIFF", ".wav"), (b"ID3", ".mp3"), (b"OggS", ".ogg")):  # fmt: skip
        if content.startswith(mark):
            return ending
    return ".m4a" if content[4:8] == b"ftyp" else ".bin"
