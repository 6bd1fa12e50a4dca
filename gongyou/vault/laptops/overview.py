"""What the page and the commands show of laptops and of what waits."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.models import Account
from gongyou.vault.identities.fields import SealedTextField
from gongyou.vault.journal.device import is_restored, this_device
from gongyou.vault.journal.models import Device, Stream
from gongyou.vault.journal.plan import tables
from gongyou.vault.keys.errors import VaultKeyError
from gongyou.vault.laptops.aside import decidable
from gongyou.vault.laptops.bundles import SUFFIX
from gongyou.vault.laptops.clashes import open_clashes, record_of
from gongyou.vault.laptops.models import Clash, Peer
from gongyou.vault.rights import Right


@dataclass(frozen=True)
class Laptop:
    """One laptop of the centre."""

    device: Device
    here: bool
    heard_at: dt.datetime | None
    given_at: dt.datetime | None
    waiting: int

    @property
    def name(self) -> str:
        """What it is called."""
        return self.device.name

    @property
    def revoked(self) -> bool:
        """Whether it no longer belongs to the centre."""
        return self.device.revoked_at is not None


def overview() -> list[Laptop]:
    """Every laptop: which is this one, when each was heard, how much it lacks as far as we know."""
    here = this_device().id
    peers = {peer.device_id: peer for peer in Peer.objects.all()}
    streams = list(Stream.objects.filter(version=2).values_list("pk", "head_seq"))
    found = []
    for row in Device.objects.select_related("holder").order_by("number", "created_at"):
        peer = peers.get(row.pk)
        knows = peer.knows if peer else {}
        waiting = sum(max(0, seq - knows.get(str(pk), 0)) for pk, seq in streams) if peer else 0
        heard, given = (peer.heard_at, peer.given_at) if peer else (None, None)
        found.append(Laptop(row, row.pk == here, heard, given, waiting))
    return found


def of_this_one() -> str:
    """What to know of this laptop before anything is exchanged; "" for nothing."""
    if is_restored():
        return _(
            "This laptop came back from a backup, so it is another one than it was: the other "
            "laptops do not know it and refuse what it gives. If one of them still works, enrol "
            "this laptop from there in an empty folder. If all are lost, say so below, and go on "
            "here."
        )
    return ""


def named(name: str) -> Device | None:
    """The laptop of this name."""
    return Device.objects.filter(name=name).first()


def bundles_in(folder: Path) -> list[Path]:
    """The bundles that lie in a folder."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def how_many_wait(actor: Actor) -> tuple[int, int]:
    """Open clashes, and entries set aside and not yet left out, that this person may decide."""
    return open_clashes(actor).count(), decidable(actor).filter(admitted=None).count()


@dataclass(frozen=True)
class Side:
    """One of two values: what it is, who wrote it, when, on which laptop."""

    text: str
    who: str
    at: dt.datetime
    laptop: str


@dataclass(frozen=True)
class Line:
    """A field that waits for a decision."""

    clash: Clash
    record: str
    field: str
    values: tuple[Side, Side]


def inbox(actor: Actor) -> list[Line]:
    """What this person may decide, with both values as far as they may see them."""
    lines = []
    names = dict(Account.objects.values_list("pk", "login"))
    laptops = dict(Device.objects.values_list("pk", "name"))
    for clash in open_clashes(actor)[:200]:
        record = record_of(clash)
        column = next(c for c in tables()[clash.table].columns if c.name == clash.column)
        sides = tuple(
            Side(
                _text(actor, record, column.field, clash, side["value"]),
                next((n for pk, n in names.items() if str(pk) == side["account"]), ""),
                dt.datetime.fromisoformat(side["at"]),
                next((n for pk, n in laptops.items() if str(pk) == side["device"]), ""),
            )
            for side in clash.values
        )
        title = str(record) if record is not None else clash.table
        lines.append(Line(clash, title, str(column.field.verbose_name), sides))  # type: ignore[arg-type]
    return lines


def _text(actor: Actor, record, field, clash: Clash, value) -> str:
    """A value for a reader: sealed ones only for those who may read names."""
    if value is None:
        return "–"
    if isinstance(field, SealedTextField):
        if record is None or not actor.may(Right.READ_IDENTITY, clash.compartment_id):
            return "…"
        try:
            setattr(record, field.attname, bytes.fromhex(value))
            return str(record._open(field, record.open_data_key(actor)))
        except VaultKeyError:
            return "…"
    choices = dict(field.flatchoices or ())
    return str(choices.get(value, value))
