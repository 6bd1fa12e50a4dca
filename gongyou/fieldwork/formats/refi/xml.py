"""XML of the standard: opened safely, its namespace made the standard's, ids made comparable."""

from __future__ import annotations

import uuid
from functools import lru_cache
from pathlib import Path

from lxml import etree

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
_NAMES = uuid.UUID("6f0c1f0e-2d2b-5a8a-9c1e-6a1f3c3b7c55")
MOST_SAID, MOST_LINES = 300, 5


def parse(content: bytes) -> etree._Element:
    """The root element; nothing is fetched, no entity opened.

    Raises:
        Unreadable: it is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("bad_xml", line=error.lineno or 0) from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable("doctype")
    return root


def local(element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def in_namespace(root, namespace: str) -> list[Deviation]:
    """Put every element into the standard's namespace; say where another was used."""
    found: dict[str, int] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element)
        if name.namespace != namespace:
            found[name.namespace or ""] = found.get(name.namespace or "", 0) + 1
            element.tag = f"{{{namespace}}}{name.localname}"
    return [
        Deviation("namespace", "", {"text": one or "–", "count": times})
        for one, times in found.items()
    ]


def guid_of(text: str | None) -> uuid.UUID:
    """A GUID as an id; a text that is none gets one made from it, the same each time."""
    bare = (text or "").strip().strip("{}").replace(" ", "").replace("\n", "")
    try:
        return uuid.UUID(bare)
    except ValueError:
        return uuid.uuid5(_NAMES, text or "")


@lru_cache(maxsize=2)
def schema(name: str) -> etree.XMLSchema:
    """The standard's schema: Project or Codebook."""
    return etree.XMLSchema(etree.parse(Path(__file__).with_name("xsd") / f"{name}.xsd"))


def against_schema(root, name: str) -> list[Deviation]:
    """Every place where a document is not as the schema says."""
    checked = schema(name)
    # Read again, so that lines are those of the document as it stands.
    copy = etree.fromstring(etree.tostring(root))
    if checked.validate(copy):
        return []
    said: dict[str, list[str]] = {}
    for error in checked.error_log:
        text = error.message.replace(f"{{{PROJECT}}}", "").replace(f"{{{CODEBOOK}}}", "")[:300]
        said.setdefault(text, []).append(str(error.line))
    return [
        Deviation("schema", _lines(lines), {"text": text})
        for text, lines in list(said.items())[:MOST_SAID]
    ]


def _lines(lines: list[str]) -> str:
    """The lines of one kind of deviation: the first ones, and how many there are."""
    shown = ", ".join(lines[:MOST_LINES])
    return shown if len(lines) <= MOST_LINES else f"{shown} … ({len(lines)})"
