"""Supply links out of downloaded files: never asked for over the network."""

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou.advocacy.models import SupplyLink
from gongyou.vault.public import Actor, Right, journal

MOST_ROWS, MOST_BYTES = 20_000, 20_000_000
HEADS = {
    "os_id": ("os_id", "osid", "os id", "id"),
    "site": ("name", "facility_name", "facility name", "site"),
    "address": ("address",),
    "country": ("country_code", "country_name", "country"),
    "contributor": ("contributor", "contributors", "contributor (list)", "contributor_name"),
    "brand": ("brand", "brands", "buyer", "parent_company"),
    "seen_on": ("updated_at", "contribution_date", "date", "created_at"),
}


@dataclass
class Read:
    """Rows that can be taken in, and those that cannot, each with its row and reason."""

    rows: list[dict] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def read_links(content: bytes, name: str = "") -> Read:
    """Rows of a CSV or GeoJSON as Open Supply Hub gives them for download."""
    made = Read()
    if len(content) > MOST_BYTES:
        made.problems.append((0, _("The file is too large.")))
        return made
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        made.problems.append((0, _("The file is no UTF-8 text.")))
        return made
    found = _features(text, made) if text.lstrip().startswith("{") else _lines(text, made)
    for number, row in found[:MOST_ROWS]:
        _take(number, row, made)
    if len(found) > MOST_ROWS:
        made.problems.append((MOST_ROWS + 1, _("Rows from here on were not read: too many.")))
    return made


def _features(text: str, made: Read) -> list[tuple[int, dict]]:
    try:
        held = json.loads(text)
        features = held["features"] if isinstance(held, dict) and "features" in held else [held]
        rows = [{"os_id": f.get("id"), **(f.get("properties") or {})} for f in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        made.problems.append((1, _("The file is no GeoJSON.")))
        return []
    return list(enumerate(rows, 1))


def _lines(text: str, made: Read) -> list[tuple[int, dict]]:
    reader = csv.DictReader(io.StringIO(text))
    heads = {(h or "").strip().lower() for h in reader.fieldnames or ()}
    if not heads & set(HEADS["site"]):
        made.problems.append((1, _("No column with the name of the site.")))
        return []
    try:
        return list(enumerate(reader, 2))
    except csv.Error as error:
        made.problems.append((reader.line_num, str(error)))
        return []


def _take(number: int, row: dict, made: Read) -> None:
    plain = {str(k).strip().lower(): v for k, v in row.items() if k}
    found = {}
    for name, heads in HEADS.items():
        value = next((plain[h] for h in heads if plain.get(h) not in (None, "")), "")
        if isinstance(value, list):
            parts = [v.get("name", "") if isinstance(v, dict) else str(v) for v in value]
            value = "; ".join(p for p in parts if p)
        found[name] = " ".join(str(value).split())
    if not found["site"]:
        made.problems.append((number, _("The site has no name.")))
        return
    if found["os_id"] and not _os_id(found["os_id"]):
        values = {"id": found["os_id"][:30]}
        made.problems.append((number, _("%(id)s is no Open Supply Hub id.") % values))
        return
    found["seen_on"] = _day(found["seen_on"])  # type: ignore[assignment]
    made.rows.append(found)


def _os_id(text: str) -> bool:
    """Two letters of a country, seven digits of a day, six signs: BD2021113R7R87P."""
    return len(text) == 15 and text[:2].isalpha() and text[2:9].isdigit() and text.isalnum()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


@transaction.atomic
def import_links(*, by: Actor, compartment, rows: list[dict]) -> int:
    """Take rows in; those that are there already get the newer day and nothing else."""
    by.require(Right.WRITE, compartment)
    made = 0
    for row in rows:
        key = {
            "os_id": row["os_id"],
            "site": row["site"][:300],
            "brand": row["brand"][:200],
            "contributor": row["contributor"][:300],
        }
        held = SupplyLink.objects.filter(compartment=compartment, **key).first()
        if held is None:
            more = {"address": row["address"][:500], "country": row["country"][:60]}
            SupplyLink(compartment=compartment, seen_on=row["seen_on"], **key, **more).save()
            made += 1
        elif row["seen_on"] and (held.seen_on is None or held.seen_on < row["seen_on"]):
            held.seen_on = row["seen_on"]
            held.save()
    journal.append(by, "advocacy.import_links", compartment, changes={"count": made})
    return made


@transaction.atomic
def end_link(*, by: Actor, link: SupplyLink, on: date) -> SupplyLink:
    """The brand no longer buys there; the link stays, with its end."""
    by.require(Right.WRITE, link.compartment)
    link.ended_on = on
    link.save()
    journal.append(by, "advocacy.end_link", link, changes={"ended_on": (None, on)})
    return link
