"""What sources tell of promises (and mandates), kept in a file beside the chronicle."""

from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.db import transaction

from gongyou.collective.chronicle_file import CannotImport, PlainLoader
from gongyou.collective.models import CollectiveCase
from gongyou.collective.services import promises
from gongyou.vault.public import Actor, Right

DAYS = ("promised_on", "due_on", "done_on")


def parse_acts(text: str) -> dict:
    """The file as data."""
    data = PlainLoader(text).get_single_data()
    if not isinstance(data, dict):
        raise CannotImport("acts")
    return data


@transaction.atomic
def record_acts(*, by: Actor, case: CollectiveCase, acts: dict) -> None:
    """Record the promises and mandates that sources tell of."""
    by.require(Right.WRITE, case.compartment_id)
    for row in acts.get("promises", []):
        values = {name: date.fromisoformat(row[name]) for name in DAYS if row.get(name)}
        plain = ("text", "kind", "demands", "sources", "done_by_then", "told")
        values |= {name: row[name] for name in plain if name in row}
        promises.promise(by=by, case=case, note_text=row.get("note", ""), **values)  # type: ignore[arg-type]
    mandates = "gongyou.collective.services.mandates"
    if acts.get("mandates") and find_spec(mandates):
        import_module(mandates).from_sources(by=by, case=case, rows=acts["mandates"])
