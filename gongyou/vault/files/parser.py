"""Looks into a file; runs as a child of its own in a sandbox and imports nothing of gongyou.

One file, because the child may import nothing of the program.

Reads a JSON line with limits from standard input, then the content. Writes a JSON line (media
type, derivative's type, or the code of a refusal), then the derivative: the same picture or
PDF without metadata and without anything active.
"""

import io
import json
import re
import sys
import zipfile
from xml.sax.handler import ContentHandler

try:
    import resource
except ImportError:  # Windows: the parent's clock and the memory of the job are the limits
    resource = None  # type: ignore[assignment]

MEGABYTE = 1024 * 1024
OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
}
OLD_OFFICE = {
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/CDFV2",
    "application/x-ole-storage",
}
OLD_STREAMS = {
    "WordDocument": "msword",
    "Workbook": "vnd.ms-excel",
    "Book": "vnd.ms-excel",
    "PowerPoint Document": "vnd.ms-powerpoint",
}
PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/tiff"}
# Kept as they are, never shown inline except sound.
MEDIA = {
    "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/ogg", "audio/x-wav", "audio/wav", "audio/amr",
    "audio/AMR", "audio/flac", "audio/x-hx-aac-adts", "audio/aac", "audio/webm", "video/mp4",
    "video/3gpp", "video/quicktime", "video/webm", "video/x-matroska", "application/ogg",
    "image/heic", "image/heif",
}  # fmt: skip
TEXT = {"text/plain", "text/csv", "application/csv", "application/json"}
ACTIVE_PDF = (
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
)
# Relations that do nothing before somebody clicks or agrees.
WAITING = {"hyperlink", "externallink", "externallinkpath"}
ELSEWHERE = re.compile(r"([a-z][a-z0-9+.-]*:|//|\\\\)", re.I)
# Elements that run or fetch: of Excel, of OpenDocument.
ACTING = {
    "ddeLink", "oleLink", "dde-connection-decl", "dde-connection", "dde-link", "dde-source",
    "event-listener",
}  # fmt: skip


class Refusal(Exception):
    """The code of a refusal."""


def main() -> None:
    """One file."""
    limits = json.loads(sys.stdin.buffer.readline())
    media_type(b"load the library before no file can be written any more")
    confine(limits)
    data = sys.stdin.buffer.read()
    look = folder if limits.get("folder") else inspect
    try:
        answer, derivative = look(data, limits)
    except Refusal as refusal:
        answer, derivative = {"refused": str(refusal)}, b""
    except MemoryError:
        answer, derivative = {"refused": "slow"}, b""
    except ImportError:
        answer, derivative = {"refused": "inspection"}, b""
    except Exception:  # a parser may raise anything on a hostile file
        answer, derivative = {"refused": "broken"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + derivative)


def confine(limits: dict) -> None:
    """Memory, processor time, no files written, few opened."""
    if resource is None:
        return
    memory = limits["memory_megabytes"] * MEGABYTE
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):
        if sys.platform == "linux":  # macOS refuses this one limit
            raise
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inspect(data: bytes, limits: dict) -> tuple[dict, bytes]:
    """The answer and the derivative."""
    if not data:
        raise Refusal("empty")
    found = media_type(data)
    if found in PICTURES:
        return picture(data, found, limits)
    if found == "application/pdf":
        return pdf(data, limits)
    if data[:4] == b"PK\x03\x04":
        return {"media_type": packed(data, limits)}, b""
    if found in OLD_OFFICE or data[:8] == bytes.fromhex("d0cf11e0a1b11ae1"):
        return {"media_type": old_office(data, found)}, b""
    if found in MEDIA:
        return {"media_type": found.lower()}, b""
    if found in TEXT or found.startswith("text/x-") or found == "application/octet-stream":
        return {"media_type": text(data, found)}, b""
    raise Refusal("type")


def media_type(data: bytes) -> str:
    """The type by content; what was declared is never asked."""
    try:
        import magic
    except ImportError:  # no libmagic on Windows, macOS, or a bare stick
        return by_signature(data)
    return magic.from_buffer(data[: 2 * MEGABYTE], mime=True)


# (offset, bytes, type): from the published file formats; what is packed is looked into later.
SIGNATURES = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"%PDF-", "application/pdf"),
    (8, b"WAVE", "audio/x-wav"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/x-hx-aac-adts"),
    (4, b"ftypM4A", "audio/x-m4a"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"BM", "image/bmp"),
)

NO_TEXT = bytes({*range(32)} - {*b"\b\t\n\f\r\x1b"})
"""Control characters that no text has, in whatever encoding of one byte or of UTF-8."""


def by_signature(data: bytes) -> str:
    """The type by its first bytes, of the kinds that are taken; else text or nothing known."""
    for offset, mark, found in SIGNATURES:
        if data[offset : offset + len(mark)] == mark:
            return found
    binary = len(data[: 2 * MEGABYTE].translate(None, NO_TEXT)) < len(data[: 2 * MEGABYTE])
    return "application/octet-stream" if binary else "text/plain"


def picture(data: bytes, found: str, limits: dict) -> tuple[dict, bytes]:
    """Read and re-encode: orientation applied, EXIF, XMP and comments left behind."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    formats = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO")
    with Image.open(io.BytesIO(data), formats=formats) as opened:
        width, height = opened.size
        if width * height > limits["pixels"]:
            raise Refusal("too_many_pixels")
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    sharp = found in {"image/png", "image/gif", "image/bmp"}
    clear = "A" in upright.getbands() or "transparency" in upright.info
    clean = upright.convert("RGBA" if clear and sharp else "RGB")
    clean.thumbnail((limits["side"], limits["side"]))
    # A new image of the same pixels: nothing but pixels can come over.
    bare = Image.new(clean.mode, clean.size)
    bare.paste(clean)
    out = io.BytesIO()
    bare.save(out, "PNG") if sharp else bare.save(out, "JPEG", quality=88)
    kind = "image/png" if sharp else "image/jpeg"
    return {"media_type": found, "derivative": kind, "size": [width, height]}, out.getvalue()


def pdf(data: bytes, limits: dict) -> tuple[dict, bytes]:
    """Read and write again without scripts, attachments, forms that send, and metadata."""
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Refusal("encrypted") from None
    except pikepdf.PdfError:
        raise Refusal("broken") from None
    if len(document.pages) > limits["pages"]:
        raise Refusal("too_many_pages")
    calm(document)
    out = io.BytesIO()
    document.save(out, fix_metadata_version=False)
    answer = {"media_type": "application/pdf", "derivative": "application/pdf"}
    return {**answer, "pages": len(document.pages)}, out.getvalue()


def calm(document) -> None:
    """Take out what acts and what names an author."""
    root = document.Root
    for name in ("/OpenAction", "/AA", "/Metadata", "/Collection", "/PieceInfo"):
        if name in root:
            del root[name]
    for name in ("/JavaScript", "/EmbeddedFiles"):
        if "/Names" in root and name in root.Names:
            del root.Names[name]
    if "/AcroForm" in root:
        del root["/AcroForm"]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for page in document.pages:
        for name in ("/AA", "/Metadata", "/PieceInfo"):
            if name in page:
                del page[name]
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A", {})
            if "/AA" in annotation:
                del annotation["/AA"]
            if str(action.get("/S", "")) in ACTIVE_PDF:
                del annotation["/A"]


def packed(data: bytes, limits: dict) -> str:
    """A zip: only office documents without macros, and within limits before unpacking."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise Refusal("broken") from None
    entries = archive.infolist()
    check_entries(entries, limits)
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        return office(archive, names)
    if "mimetype" in names:
        found = archive.read("mimetype").decode("ascii", "replace").strip()
        scripts = any(name.startswith(("Basic/", "Scripts/")) for name in names)
        if found in OPEN_DOCUMENT and scripts:
            raise Refusal("macros")
        if found in OPEN_DOCUMENT:
            check_xml(archive, sorted(n for n in names if n.lower().endswith((".xml", ".rdf"))))
            return found
    raise Refusal("type")


def folder(data: bytes, limits: dict) -> tuple[dict, bytes]:
    """A zip of tables, each looked into by itself: what may not be opened is named."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    check_entries(archive.infolist(), limits)
    alone, left_out = limits | {"folder": False}, {}
    for entry in archive.infolist():
        try:
            table(archive.read(entry), alone)
        except Refusal as refusal:
            left_out[entry.filename] = str(refusal)
        except (MemoryError, ImportError):
            raise
        except Exception:  # as for one file
            left_out[entry.filename] = "broken"
    return {"media_type": "application/zip", "left_out": left_out}, b""


def table(data: bytes, limits: dict) -> None:
    """A workbook or a text; anything else is refused before it is opened."""
    found = media_type(data) if data else ""
    old = found in OLD_OFFICE or data[:8] == bytes.fromhex("d0cf11e0a1b11ae1")
    if found in PICTURES | MEDIA | {"application/pdf"}:
        raise Refusal("type")
    answer, _ = inspect(data, limits)
    if not old and not re.search(r"sheet|text|csv|json", answer["media_type"]):
        raise Refusal("type")


def check_entries(entries, limits: dict) -> None:
    """Bombs, paths that climb out, archives inside."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits["entries"] or total > limits["unpacked_megabytes"] * MEGABYTE:
        raise Refusal("archive")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        nested = entry.filename.lower().endswith((".zip", ".7z", ".rar", ".gz", ".jar", ".exe"))
        climbs = entry.filename.startswith("/") or ".." in entry.filename.split("/")
        if nested or climbs or (entry.file_size > MEGABYTE and ratio > limits["ratio"]):
            raise Refusal("archive")
        if entry.flag_bits & 1:
            raise Refusal("encrypted")


def office(archive, names: set[str]) -> str:
    """Word, Excel or PowerPoint by what the package says of itself."""
    kinds = content_types(archive.read("[Content_Types].xml"))
    lowered = " ".join(names).lower() + " ".join(kinds).lower()
    if re.search(r"vbaproject|macroenabled|macrosheet|activex|vbadata", lowered):
        raise Refusal("macros")
    main = [kind for kind in OFFICE if kind + ".main+xml" in kinds]
    if len(main) != 1:
        raise Refusal("type")
    fields = Fields()
    for name in sorted(names):
        if name.lower().endswith(".rels"):
            check_relations(archive.read(name))
        elif name.lower().endswith(".xml"):
            walk(archive.open(name), fields)
    fields.check()
    return main[0]


def content_types(content: bytes) -> set[str]:
    """The types that a package gives its parts."""
    found = Found({"Override", "Default"})
    walk(io.BytesIO(content), found)
    return {attributes.get("ContentType", "") for _, attributes in found.elements}


def check_relations(content: bytes) -> None:
    """A template, picture or object fetched from elsewhere is active content.

    A hyperlink waits for a click, and a link between workbooks asks before it is followed; both
    are known by their type, not by what stands in an address.
    """
    found = Found({"Relationship"})
    walk(io.BytesIO(content), found)
    for _, given in found.elements:
        kind = given.get("Type", "").rpartition("/")[2].lower()
        outside = given.get("TargetMode", "").strip().lower() == "external"
        outside = outside or bool(ELSEWHERE.match(given.get("Target", "").strip()))
        if outside and kind not in WAITING:
            raise Refusal("macros")


def check_xml(archive, names) -> None:
    """Well-formed, without any document type (no entities, nothing fetched), nothing that acts."""
    fields = Fields()
    for name in names:
        try:
            walk(archive.open(name), fields)
        except KeyError:
            raise Refusal("broken") from None
    fields.check()


def walk(source, handler) -> None:
    """Read XML with a handler, in whatever encoding and spelling it comes."""
    from xml.sax import SAXException

    from defusedxml import DefusedXmlException, sax

    try:
        sax.parse(source, handler, forbid_dtd=True)
    except DefusedXmlException:
        raise Refusal("macros") from None
    except SAXException:
        raise Refusal("broken") from None


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class Found(ContentHandler):
    """The elements of some names, with their attributes by local name."""

    def __init__(self, wanted: set[str]):
        super().__init__()
        self.wanted, self.elements = wanted, []  # type: ignore[var-annotated]

    def startElement(self, name, attrs):
        """One element."""
        if local(name) in self.wanted:
            given = {local(key): value for key, value in attrs.items()}
            self.elements.append((local(name), given))


class Fields(ContentHandler):
    """Everything in a document that would run a command or fetch something when it is opened.

    The text of a field may be cut into many runs, so it is put together before it is looked at.
    """

    def __init__(self):
        super().__init__()
        self.texts, self.inside, self.acts = [], False, False

    def startElement(self, name, attrs):
        """One element."""
        name = local(name)
        self.inside = name == "instrText"
        self.acts = self.acts or name in ACTING
        if name == "fldChar":
            self.texts.append("\n" if dict(attrs).get("w:fldCharType") == "begin" else "")
        self.texts += [
            f"\n{value}\n" for key, value in attrs.items() if local(key) in {"instr", "formula"}
        ]

    def endElement(self, name):
        """Its end."""
        self.inside = False

    def characters(self, content):
        """Its text."""
        if self.inside:
            self.texts.append(content)

    def check(self) -> None:
        """Refuse what acts."""
        fields = "".join(self.texts)
        if self.acts or re.search(r"\bDDE(AUTO)?\b|\bINCLUDE(TEXT|PICTURE)\b", fields, re.I):
            raise Refusal("macros")


def old_office(data: bytes, found: str) -> str:
    """Word and Excel of before 2007, if no macro storage is inside."""
    wide = [name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA", "Macros")]
    names = directory_names(data)
    if any(name in names for name in wide):
        raise Refusal("macros")
    if "EncryptedPackage".encode("utf-16-le") in names:
        raise Refusal("encrypted")
    for stream, kind in OLD_STREAMS.items():
        if stream.encode("utf-16-le") in names:
            return f"application/{kind}"
    raise Refusal("type")


def directory_names(data: bytes) -> set[bytes]:
    """The names of all entries of a compound file's directory, by scanning its sectors."""
    names = set()
    for start in range(0, len(data) - 127, 128):
        length = int.from_bytes(data[start + 64 : start + 66], "little")
        if 4 <= length <= 64 and length % 2 == 0 and data[start + 66] in {1, 2, 5}:
            names.add(data[start : start + length - 2])
    return names


def text(data: bytes, found: str) -> str:
    """Plain text or a table in it; nothing that a browser or shell would run."""
    head = data[:2048].lstrip().lower()
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("type")
    if head.startswith((b"<", b"#!", b"%!ps")) or found in {
        "text/x-shellscript",
        "text/x-msdos-batch",
    }:
        raise Refusal("type")
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        try:
            data.decode(encoding)
        except (UnicodeDecodeError, UnicodeError):
            continue
        return "text/csv" if found in {"text/csv", "application/csv"} else "text/plain"
    raise Refusal("type")


if __name__ == "__main__":
    main()
