"""Answers as they arrive: one XML document a submission, tolerant of what is unknown."""

from dataclasses import dataclass, field

from gongyou.surveys.safe_xml import child, children, local, parse, text_of
from gongyou.surveys.schema import Field, Schema

MAX_ID = 249


class Unreadable(ValueError):
    """The XML says not which form it answers."""


@dataclass
class Arrived:
    """What the server must know of a submission before it stores it."""

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    instance_name: str
    encrypted: bool
    root: object = field(repr=False)


def read(xml: bytes) -> Arrived:
    """Read the identity of a submission.

    Raises UnsafeXML, or Unreadable where the form's id is missing or an id is
    longer than 249 characters.
    """
    root = parse(xml)
    meta = child(root, "meta")
    arrived = Arrived(
        form_id=root.get("id", "").strip(),
        version=(root.get("version") or "").strip(),
        instance_id=_meta(meta, "instanceID") or root.get("instanceID", "").strip(),
        deprecated_id=_meta(meta, "deprecatedID"),
        instance_name=_meta(meta, "instanceName"),
        encrypted=root.get("encrypted") == "yes",
        root=root,
    )
    if not arrived.form_id:
        raise Unreadable("no id attribute on the root element")
    ids = (arrived.form_id, arrived.version, arrived.instance_id, arrived.deprecated_id)
    if max(map(len, ids)) > MAX_ID:
        raise Unreadable("an identifier is longer than 249 characters")
    return arrived


def _meta(meta, name: str) -> str:
    return text_of(child(meta, name)).strip() if meta is not None else ""


def expected_files(schema: Schema | None, arrived: Arrived) -> list[str]:
    """Names of the attachments that the answers speak of, in their order."""
    if arrived.encrypted:
        return envelope_files(arrived.root)
    if schema is None:
        return []
    binaries = {each.path for each in schema.fields if each.is_binary}
    names = [text for path, text in leaves(arrived.root) if path in binaries and text]
    return list(dict.fromkeys(names))


def envelope_files(root) -> list[str]:
    """The files an encrypted envelope lists: media first, the answers last."""
    names = []
    for element in children(root):
        if local(element) == "media":
            names += [text_of(e).strip() for e in children(element) if local(e) == "file"]
        elif local(element) == "encryptedXmlFile":
            names.append(text_of(element).strip())
    answers = [text_of(child(root, "encryptedXmlFile")).strip()]
    media = [name for name in names if name and name not in answers]
    return media + [name for name in answers if name]


def leaves(element, path: str = ""):
    """Every element without children as (path, text)."""
    for each in children(element):
        here = f"{path}/{local(each)}".lstrip("/")
        inner = children(each)
        if inner:
            yield from leaves(each, here)
        else:
            yield here, (each.text or "").strip()


@dataclass
class Row:
    """One row of one table: its key, its parent's key, and raw values by path."""

    key: str
    parent: str
    index: int
    values: dict


def tables(schema: Schema, root, instance_id: str) -> dict[str, list[Row]]:
    """All tables of one submission. Absent and empty are both None; unknown elements are left."""
    found: dict[str, list[Row]] = {table.path: [] for table in schema.tables}
    known = {each.path for each in schema.fields}
    top = Row(instance_id, "", 0, {})
    found[""].append(top)
    _collect(root, "", "", top, found, known)
    return found


def _collect(element, path: str, table: str, row: Row, found: dict, known: set) -> None:
    counts: dict[str, int] = {}
    for each in children(element):
        here = f"{path}/{local(each)}".lstrip("/")
        if here in found and here:
            number = counts[here] = counts.get(here, 0) + 1
            # Two groups may each hold a repeat of one name.
            step = here.removeprefix(f"{table}/") if table else here
            inner = Row(f"{row.key}/{step}[{number}]", row.key, number, {})
            found[here].append(inner)
            _collect(each, here, here, inner, found, known)
        elif here in known:
            # Text is kept as written; only emptiness is decided here.
            text = text_of(each)
            row.values[here] = text if text.strip() else None
        elif children(each):
            _collect(each, here, table, row, found, known)


def choices_of(question: Field, text: str | None) -> list[str]:
    """The names chosen, for select_multiple and rank in the order given."""
    if not text:
        return []
    return text.split() if question.is_multiple else [text.strip()]
