"""Fields that were changed on two laptops: find them, show them, let somebody decide."""

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from gongyou.vault.accounts.actor import Actor, NotYours
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.genesis import place_of_row
from gongyou.vault.journal.plan import identifier, tables
from gongyou.vault.journal.rebuild import to_database
from gongyou.vault.laptops.models import Clash
from gongyou.vault.rights import Right

# Times that the program writes down by itself, and keys: no person decided them. Keys of a
# compartment that two laptops made apart are united (`uniting.py`).
NOT_DECIDED = {
    "created_at", "added_at", "updated_at", "touched_at", "computed_at", "retired_at",
    "data_key_id", "current_key_id", "sealed_title", "members_mac",
}  # fmt: skip
NEVER = {"vault_clash", "vault_device", "vault_datakey"}


def clashes_between(ours, theirs) -> list[Clash]:
    """The cells that both sides wrote with different values, neither knowing of the other."""
    found = []
    for cell in ours.cells.keys() & theirs.cells.keys():
        table, row, column = cell
        if table in NEVER or column in NOT_DECIDED or column in tables()[table].not_decided:
            continue
        one, other = ours.cells[cell], theirs.cells[cell]
        if one[0] != other[0]:
            found.append(_clash(table, row, column, one, other))
    return found


def _clash(table: str, row: str, column: str, one, other) -> Clash:
    sides = sorted((one, other), key=lambda side: (side[1].at, str(side[1].pk)))
    pair = ":".join(sorted(side[1].pk.hex for side in sides))
    values = [
        {
            "value": value,
            "entry": str(entry.pk),
            "at": entry.at.isoformat(),
            "account": str(entry.account_id) if entry.account_id else None,
            "device": str(entry.device_id),
        }
        for value, entry in sides
    ]
    return Clash(table=table, row=row, column=column, pair=pair, values=values)


def note_all(found: list[Clash]) -> int:
    """Keep clashes that are not known yet; gives how many."""
    known = set(Clash.objects.filter(pk__in=[clash.pk for clash in found]).values_list("pk"))
    fresh = [clash for clash in found if (clash.pk,) not in known]
    for clash in fresh:
        clash.compartment_id = place_of_row(clash.table, clash.row)
    Clash.objects.bulk_create(fresh, batch_size=200)
    return len(fresh)


def open_clashes(actor: Actor):
    """What this person may decide: of their compartments; of none, for administrators."""
    return open_or_decided(actor).filter(decided_at=None).order_by("table", "row", "column")


def rows_in_clash(compartment_id) -> set[str]:
    """The ids (32 hexadecimal digits) of the rows of a compartment with an open clash."""
    found = Clash.objects.filter(compartment=compartment_id, decided_at=None)
    return set(found.values_list("row", flat=True))


def clashes_of(records) -> int:
    """How many open clashes stand on some records: their papers say so."""
    rows = [record.pk.hex for record in records]
    return Clash.objects.filter(row__in=rows, decided_at=None).count()


def decide(by: Actor, clash: Clash, choice: int) -> None:
    """Let one of the two values stand. It can be decided anew.

    Raises:
        NotYours: the person may not write there.
    """
    if not open_or_decided(by).filter(pk=clash.pk).exists() or choice not in {0, 1}:
        raise NotYours
    table = tables()[clash.table]
    column = next(each for each in table.columns if each.name == clash.column)
    value = to_database(column, clash.values[choice]["value"])
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{table.name}" SET "{column.name}" = %s '  # noqa: S608
                f'WHERE "{table.key}" = %s',
                [value, clash.row],
            )
        clash.choice, clash.decided_at, clash.decided_by = choice, timezone.now(), by.account
        clash.save(update_fields=["choice", "decided_at", "decided_by"])
        record = record_of(clash)
        append(
            by,
            "vault.decide_clash",
            changes={"field": clash.column},
            about=[record] if record is not None else [],
            compartment=clash.compartment_id,
        )


def open_or_decided(actor: Actor):
    """Clashes that this person may decide, or decide anew."""
    mine = Q(compartment__in=actor.compartment_ids(Right.WRITE))
    if actor.is_administrator:
        mine |= Q(compartment=None)
    return Clash.objects.filter(mine)


def record_of(clash: Clash):
    """The record on which a clash stands, if it is still there."""
    model, pk = tables()[clash.table].model, identifier(clash.row)
    return model._base_manager.filter(pk=pk).first() if pk else None
