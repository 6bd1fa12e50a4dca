"""What a column of another system can mean, and the words by which it is recognised (as data)."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Field:
    """One meaning; `family`: how its cells are read; `many`: several columns may have it."""

    name: str
    label: object
    group: str
    family: str = "text"
    many: bool = False


GROUPS = {"person": _("Person"), "work": _("Work"), "case": _("Case"), "rows": _("How rows belong")}
FIELDS = {
    field.name: field
    for field in (
        Field("name", pgettext_lazy("person", "Name"), "person"),
        Field("given_name", _("Given name"), "person"),
        Field("family_name", _("Family name"), "person"),
        Field("phone", _("Phone"), "person", many=True),
        Field("id_number", _("Identity number"), "person"),
        Field("address", _("Address"), "person", many=True),
        Field("sex", _("Sex"), "person", "sex"),
        Field("birth_date", _("Date of birth"), "person", "day"),
        Field("remark", _("Remark on the person"), "person", many=True),
        Field("employer", _("Employer"), "work"),
        Field("place", _("Place of work"), "work", "place"),
        Field("start", _("First day of work"), "work", "day"),
        Field("end", _("Last day of work"), "work", "day"),
        Field("story", _("What happened"), "case", many=True),
        Field("opened_on", _("Opened on"), "case", "day"),
        Field("closed_on", _("Closed on"), "case", "day"),
        Field("state", _("State of the case"), "case", "state"),
        Field("closed_why", _("Why it was closed"), "case", "why"),
        Field("case_number", _("Number in the other system"), "case"),
        Field("caseworker", _("Caseworker"), "case"),
        Field("next_on", _("Next date"), "case", "day"),
        Field("person_key", _("Number of the person there"), "rows"),
        Field("row_key", _("Number of the row there"), "rows"),
        Field("parent_key", _("Number of the row that it belongs to"), "rows"),
        Field("parent_table", _("Table of the row that it belongs to"), "rows"),
        Field("contact_type", _("Person or organisation"), "rows"),
    )
}
# A row of which one of these is told is a case, and not only somebody's particulars.
OF_A_CASE = {"story", "opened_on", "closed_on", "state", "closed_why", "case_number", "next_on"}
# A table in which none of these is told is about nobody: a list of codes, a sum.
WHO = {"name", "given_name", "family_name", "phone", "id_number", "person_key"}
# What ties rows together says nothing by itself, so it needs no note.
TIES = {"person_key", "row_key", "parent_key", "parent_table", "contact_type"}

ROLES = {
    "cases": _("one row, one person or case"),
    "forms": _("one file, one person or case"),
    "parts": _("rows that belong to a row of another table"),
    "out": _("leave these out"),
}
NOTE = pgettext_lazy("moving in", "kept word for word in a note")


@cache
def words() -> dict:
    """The table of words in both languages: fields, systems, states, reasons."""
    return json.loads(resources.files(__package__).joinpath("words.json").read_text("utf-8"))


def normal(header: object) -> str:
    """A header as it is compared: small, half width, without colon and what is in brackets."""
    text = unicodedata.normalize("NFKC", str(header or "")).casefold()
    text = re.sub(r"\(.*?\)|\[.*?\]|【.*?】|<.*?>", "", text)
    return " ".join(re.sub(r"[:*?。]+", " ", text).split())


@cache
def known_words() -> frozenset[str]:
    """Every word that some field goes by."""
    found = {word for each in words()["fields"].values() for word in each}
    for system in words()["systems"].values():
        found |= {word for each in system["fields"].values() for word in each}
    return frozenset(map(normal, found))


def spellings(header: str) -> list[str]:
    """The whole header, then its end after a group of a questionnaire (group/name, group-name)."""
    whole = normal(header)
    parts = [whole, *(whole.rsplit(mark, 1)[1].strip() for mark in ("/", "-") if mark in whole)]
    return list(dict.fromkeys(
        one for part in parts for one in (part, part.replace("_", " ").strip()) if one
    ))  # fmt: skip


def is_known(header: object) -> bool:
    """Whether a text is a word that some field goes by."""
    text = str(header or "")
    return len(text) <= 60 and any(one in known_words() for one in spellings(text))


@cache
def _read(kind: str) -> dict[str, str]:
    return {normal(word): code for code, found in words()[kind].items() for word in found}


def code_for(kind: str, text: str) -> str | None:
    """The code of a state, reason or sex that is written so; None where no word says it."""
    known = _read(kind)
    low = normal(text).replace("_", " ").strip()
    return known.get(low) or (low if low in known.values() else None)


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing, or that it is not known."""
    return normal(text) in words()["nothing"]


def only_closed(text: str) -> bool:
    """Whether a state says that the case is closed, and not how it ended."""
    return normal(text) in words()["closed"]
