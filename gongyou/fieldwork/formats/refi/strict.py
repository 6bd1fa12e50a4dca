"""Make a document valid: order, attributes and ids as the schema wants them, each change told."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from lxml import etree

from gongyou.fieldwork.formats.refi.xml import PROJECT, guid_of, in_namespace, local, schema

XSD = "{http://www.w3.org/2001/XMLSchema}"
GUID = re.compile(
    r"([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
    r"|(\{[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\})"
)
COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
DEFAULTS = {"isCodable": "true", "typeOfVariable": "Text"}


@lru_cache(maxsize=1)
def _types() -> dict:
    """{type: ({child: (place, type, once)}, {attribute: (type, required)}, any order)}."""
    root = etree.parse(Path(__file__).with_name("xsd") / "Project.xsd").getroot()
    found = {}
    for kind in root.iterfind(f"{XSD}complexType"):
        children = {
            child.get("name"): (place, child.get("type"), child.get("maxOccurs", "1") == "1")
            for place, child in enumerate(kind.iter(f"{XSD}element"))
        }
        attributes = {
            one.get("name"): (one.get("type"), one.get("use") == "required")
            for one in kind.iterfind(f"{XSD}attribute")
        }
        choice = kind.find(f"{XSD}choice") is not None
        found[kind.get("name")] = (children, attributes, choice)
    return found


def make_strict(root) -> list[str]:
    """Change a document until the schema holds; gives what was changed, in order.

    Raises:
        ValueError: it still does not hold; the first error is in it.
    """
    changed = [f"namespace {found.values['text']}" for found in in_namespace(root, PROJECT)]
    for name in list(root.attrib):
        if name.startswith("{"):
            del root.attrib[name]
    _walk(root, "ProjectType", changed)
    checked = schema("Project")
    copy = etree.fromstring(etree.tostring(root))
    if not checked.validate(copy):
        raise ValueError(str(checked.error_log[0]))
    return changed


def _walk(element, kind: str, changed: list[str]) -> None:
    children, attributes, any_order = _types()[kind]
    if not children and (element.text or "").strip():
        _pointed(element, attributes, changed)
    _attributes(element, attributes, changed)
    seen: set[str] = set()
    for child in list(element):
        name = local(child)
        known = children.get(name)
        if not name:
            continue
        if known is None or (known[2] and name in seen and not any_order):
            changed.append(f"{local(element)}: {name} taken out")
            element.remove(child)
            continue
        seen.add(name)
        if known[1] in _types():
            _walk(child, known[1], changed)
        else:
            _simple(child, known[1] or "", changed)
    _required_children(element, kind, changed)
    if not any_order:
        _order(element, children, changed)


def _pointed(element, known: dict, changed: list[str]) -> None:
    """Words where none may stand: an id that is meant as the target is made it."""
    words = (element.text or "").strip()
    if "targetGUID" in known and GUID.fullmatch(words):
        element.set("targetGUID", element.get("targetGUID", words))
    changed.append(f"{local(element)}: {words[:60]!r}")
    element.text = None


def _attributes(element, known: dict, changed: list[str]) -> None:
    if "targetGUID" in known and "guid" not in known and "guid" in element.attrib:
        # A reference that bears an id of its own means the one that it names.
        changed.append(f"{local(element)}: guid")
        named = element.attrib.pop("guid")
        element.set("targetGUID", element.get("targetGUID", named))
    for name, value in list(element.attrib.items()):
        if name not in known:
            changed.append(f"{local(element)}: attribute {name} taken out")
            del element.attrib[name]
        elif (right := _right(value, known[name][0])) != value:
            changed.append(f"{local(element)}: {name} {value[:60]!r}")
            if right is None:
                del element.attrib[name]
            else:
                element.set(name, right)
    for name, (kind, required) in known.items():
        if required and name not in element.attrib:
            changed.append(f"{local(element)}: {name} was missing")
            path = element.getroottree().getpath(element)
            value = str(guid_of(path)) if kind == "GUIDType" else DEFAULTS.get(name)
            element.set(name, value or ("0" if kind == "xsd:integer" else "–"))


def _right(value: str, kind: str) -> str | None:
    """A value as its type wants it; None: it cannot be kept."""
    if kind not in _FORMS:
        return _enumerated(value, kind)
    form, mended = _FORMS[kind]
    return value if re.fullmatch(form, value.strip()) else mended(value.strip())


def _integer(text: str) -> str | None:
    return str(round(float(text))) if re.fullmatch(r"[+-]?\d+\.\d*", text) else None


def _boolean(text: str) -> str:
    return "true" if text.lower() in ("true", "yes") else "false"


def _colour(text: str) -> str | None:
    found = re.search(r"[A-Fa-f0-9]{6}", text)
    return f"#{found[0]}" if found else None


def _moment(text: str) -> str | None:
    found = re.match(r"(\d{4}-\d\d-\d\d)[T ]?(\d\d:\d\d(?::\d\d)?)?", text)
    if not found:
        return None
    clock = found[2] or "00:00:00"
    return f"{found[1]}T{clock if len(clock) == 8 else clock + ':00'}Z"


_FORMS: dict[str, tuple[str | re.Pattern[str], Callable[[str], str | None]]] = {
    "GUIDType": (GUID, lambda text: str(guid_of(text))),
    "RGBType": (COLOUR, _colour),
    "xsd:boolean": ("true|false|1|0", _boolean),
    "xsd:integer": (r"[+-]?\d+", _integer),
    "xsd:dateTime": (r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", _moment),
}
"""Types with the form of a right value, and what makes a wrong one right."""


@lru_cache(maxsize=1)
def _values() -> dict[str, list[str]]:
    root = etree.parse(Path(__file__).with_name("xsd") / "Project.xsd").getroot()
    return {
        kind.get("name"): [one.get("value") for one in kind.iter(f"{XSD}enumeration")]
        for kind in root.iterfind(f"{XSD}simpleType")
    }


def _enumerated(value: str, kind: str) -> str | None:
    allowed = _values().get(kind)
    if not allowed or value in allowed:
        return value
    return next((one for one in allowed if one.lower() == value.strip().lower()), None)


def _simple(element, kind: str, changed: list[str]) -> None:
    """A value between tags."""
    if kind in ("xsd:string", ""):
        return
    text = element.text or ""
    bare = text.strip()
    right: str | None = text
    if kind == "xsd:decimal":
        right = text if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", bare) else _decimal(bare)
    elif kind == "xsd:date":
        moment = _moment(bare)
        right = (
            text
            if re.fullmatch(r"\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?", bare)
            else moment and moment[:10]
        )
    else:
        right = _right(text, kind)
    if right != text:
        changed.append(f"{local(element)}: {bare[:40]!r}")
        if right is None:
            element.getparent().remove(element)
        else:
            element.text = right


def _decimal(text: str) -> str | None:
    try:
        return f"{float(text.replace(',', '.')):f}"
    except ValueError:
        return None


def _required_children(element, kind: str, changed: list[str]) -> None:
    """Some elements are nothing without a child: they go, and it is told."""
    needed = {"CodingType": "CodeRef", "VariableValueType": "VariableRef", "CodeBookType": "Codes"}
    lists = {"UsersType", "CodesType", "CasesType", "VariablesType", "SetsType", "SourcesType",
             "NotesType", "LinksType", "GraphsType"}  # fmt: skip
    missing = kind in needed and element.find(f"{{{PROJECT}}}{needed[kind]}") is None
    if (missing or (kind in lists and not len(element))) and element.getparent() is not None:
        changed.append(f"{local(element)} without content taken out")
        element.getparent().remove(element)


def _order(element, children: dict, changed: list[str]) -> None:
    """Children in the order of the schema; those of one name stay as they were."""
    now = [child for child in element if local(child) in children]
    right = sorted(now, key=lambda child: children[local(child)][0])
    if [id(one) for one in now] != [id(one) for one in right]:
        changed.append(f"{local(element)}: order of its parts")
        for child in right:
            element.append(child)
