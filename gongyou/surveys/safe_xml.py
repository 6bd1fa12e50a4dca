"""Reading XML that strangers wrote: no DTD, no entities, no network, bounded depth."""

from lxml import etree

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class UnsafeXML(ValueError):
    """The bytes are not XML that we are willing to read."""


def parse(data: bytes) -> etree._Element:
    """The root element of an XML document.

    Tolerates a byte order mark, leading blank space, comments and CR LF. libxml2
    itself refuses more than 256 levels and amplifying content.
    Raises UnsafeXML for a document type declaration and for what is not well-formed.
    """
    if data[:2] not in UTF16_MARKS:
        data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UnsafeXML("document type declarations are refused")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsafeXML(str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise UnsafeXML("document type declarations are refused")
    return root


def local(element) -> str:
    """The element's name without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element):
    """The child elements, without comments and processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def child(element, *path: str):
    """The first descendant along local names, or None."""
    for name in path:
        element = next(element.iterchildren("{*}" + name), None)
        if element is None:
            return None
    return element


def text_of(element) -> str:
    """All text inside, or an empty string for None."""
    return "".join(element.itertext()) if element is not None else ""
