"""Codebooks of the standard (.qdc)."""

from __future__ import annotations

from lxml import etree

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.refi.read import ReadCode
from gongyou.fieldwork.formats.refi.write import OutCode
from gongyou.fieldwork.formats.refi.xml import (
    CODEBOOK,
    PROJECT,
    against_schema,
    guid_of,
    in_namespace,
    local,
    parse,
    schema,
)


def read_codebook(content: bytes) -> tuple[list[ReadCode], list[Deviation]]:
    """The codes of a .qdc file, or of the codebook in a project's document.

    Raises:
        Unreadable: there is no codebook in it.
    """
    root = parse(content)
    if local(root) not in ("CodeBook", "Project"):
        raise Unreadable("no_codebook")
    namespace, name = (CODEBOOK, "Codebook") if local(root) == "CodeBook" else (PROJECT, "Project")
    found = in_namespace(root, namespace) + against_schema(root, name)
    codes: list[ReadCode] = []
    for holder in root.iter(f"{{{namespace}}}Codes"):
        _take(holder, None, namespace, codes, found)
    return codes, found


def _take(holder, parent, namespace: str, codes: list[ReadCode], found: list[Deviation]) -> None:
    known = {code.guid for code in codes}
    for element in holder.iterfind(f"{{{namespace}}}Code"):
        guid = guid_of(element.get("guid") or element.get("name"))
        if guid in known:
            found.append(Deviation("code_twice", element.get("name") or ""))
            continue
        description = element.findtext(f"{{{namespace}}}Description") or ""
        codable = (element.get("isCodable") or "true").strip().lower() not in ("false", "0")
        name = " ".join((element.get("name") or "").split())
        codes.append(ReadCode(guid, name, parent, element.get("color") or "", codable, description))
        known.add(guid)
        _take(element, guid, namespace, codes, found)
        known = {code.guid for code in codes}


def write_codebook(codes: list[OutCode], origin: str = "gongyou") -> bytes:
    """A .qdc file, valid against the schema.

    Raises:
        ValueError: there is no code to write.
    """
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK}, origin=origin)
    top = etree.SubElement(root, f"{{{CODEBOOK}}}Codes")
    made: dict = {}
    for code in codes:
        above = made.get(code.parent, top)
        element = etree.SubElement(
            above,
            f"{{{CODEBOOK}}}Code",
            guid=str(code.guid),
            name=code.name,
            isCodable="true" if code.codable else "false",
        )
        if code.colour:
            element.set("color", code.colour)
        if code.definition:
            description = etree.Element(f"{{{CODEBOOK}}}Description")
            description.text = code.definition
            element.insert(0, description)
        made[code.guid] = element
    if not schema("Codebook").validate(root):
        raise ValueError(str(schema("Codebook").error_log[0]))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
