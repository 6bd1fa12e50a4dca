"""What a submission wants done to lists of entities (specification 2024.1 and later)."""

import uuid
from dataclasses import dataclass, field

from gongyou.surveys.safe_xml import child, children, local, text_of
from gongyou.surveys.schema import Schema

RESERVED = {"name", "label"}
TRUE = {"1", "true"}
MOST_DIGITS, LONGEST_BRANCH = 9, 64


@dataclass
class EntityAct:
    """One creation or update asked for; `problem` is a code when it must not be done."""

    dataset: str
    id: str
    create: bool
    update: bool
    label: str | None
    properties: dict = field(default_factory=dict)
    base_version: int | None = None
    trunk_version: int | None = None
    branch_id: str = ""
    problem: str = ""


def acts(schema: Schema, root) -> list[EntityAct]:
    """All entity acts of a submission in document order, without those that ask for nothing."""
    saved = {each.path: each.saveto for each in schema.fields if each.saveto}
    found = []  # type: ignore[var-annotated]
    _walk(root, "", saved, found)
    return [act for act in found if act.create or act.update or act.problem]


def _walk(element, path: str, saved: dict, found: list) -> None:
    entity = child(element, "meta", "entity")
    if entity is not None:
        found.append(_read(entity, element, path, saved))
    for each in children(element):
        if children(each) and local(each) != "meta":
            _walk(each, f"{path}/{local(each)}".lstrip("/"), saved, found)


def _read(entity, container, path: str, saved: dict) -> EntityAct:
    label = child(entity, "label")
    act = EntityAct(
        dataset=entity.get("dataset", "").strip(),
        id=entity.get("id", "").strip(),
        create=entity.get("create", "").strip().lower() in TRUE,
        update=entity.get("update", "").strip().lower() in TRUE,
        label=text_of(label).strip() if label is not None else None,
        base_version=whole_number(entity.get("baseVersion")),
        trunk_version=whole_number(entity.get("trunkVersion")),
        branch_id=(entity.get("branchId") or "").strip()[:LONGEST_BRANCH],
    )
    _properties(container, path, saved, act.properties)
    act.problem = _problem(act)
    return act


def _properties(element, path: str, saved: dict, into: dict) -> None:
    """Values saved from one container, not from a container of another entity inside."""
    for each in children(element):
        here = f"{path}/{local(each)}".lstrip("/")
        if here in saved:
            into[saved[here]] = text_of(each).strip()
        elif children(each) and child(each, "meta", "entity") is None:
            _properties(each, here, saved, into)


def whole_number(text: str | None) -> int | None:
    """A version as it stands in a form or an address; what no version can be is none."""
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def _problem(act: EntityAct) -> str:
    if not act.create and not act.update:
        return ""
    if not act.dataset:
        return "no_list"
    try:
        uuid.UUID(act.id.removeprefix("uuid:"))
    except ValueError:
        return "bad_id"
    if act.create and not act.update and not act.label:
        return "no_label"
    if act.update and not act.create and act.base_version is None:
        return "no_base_version"
    return ""


def valid_property(name: str) -> bool:
    """XML names except `name`, `label` and those that begin with two underscores."""
    if name.lower() in RESERVED or name.startswith("__") or not name:
        return False
    return (name[0].isalpha() or name[0] == "_") and all(
        letter.isalnum() or letter in "_-." for letter in name
    )
