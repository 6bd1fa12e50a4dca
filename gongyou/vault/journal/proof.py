"""Prove the journal: name the first break of each chain."""

from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from gongyou.vault.journal.canonical import chain_hash
from gongyou.vault.journal.models import Device, Entry


@dataclass(frozen=True)
class Head:
    """The last entry of a device at some moment."""

    device: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Break:
    """Where a chain breaks. `kind`: gap, edited, forged, cut."""

    device: str
    seq: int
    kind: str

    def __str__(self):
        return f"{self.kind} at entry {self.seq} of device {self.device}"


def heads() -> list[Head]:
    """The head of every device: for backups, bundles and the printed page."""
    rows = Device.objects.order_by("id")
    return [Head(str(row.pk), row.head_seq, bytes(row.head_hash).hex()) for row in rows]


def verify(known: list[Head] = ()) -> list[Break]:
    """The first break of each device's chain; empty when all is whole.

    Args:
        known: heads noted earlier (backups, printed page). A chain that no longer reaches one
            of them was cut, which the chain alone can't tell.
    """
    breaks = []
    for device in Device.objects.order_by("id"):
        noted = {head.seq: head.hash for head in known if head.device == str(device.pk)}
        found = _first_break(device, noted)
        if found:
            breaks.append(found)
    present = {str(pk) for pk in Device.objects.values_list("pk", flat=True)}
    gone = {head.device for head in known if head.seq and head.device not in present}
    return breaks + [Break(device, 1, "cut") for device in sorted(gone)]


def _first_break(device: Device, noted: dict[int, str]) -> Break | None:
    name, key = str(device.pk), VerifyKey(bytes(device.public))
    previous, expected = bytes(32), 1
    for entry in Entry.objects.filter(device=device).order_by("seq").iterator(2000):
        harm = _harm(entry, expected, previous, key, noted)
        if harm:
            return Break(name, expected, harm)
        previous, expected = bytes(entry.hash), expected + 1
    last = expected - 1
    if max([device.head_seq, *noted]) > last:
        return Break(name, expected, "cut")
    if device.head_seq != last or bytes(device.head_hash) != previous:
        return Break(name, last, "edited")
    return None


def _harm(entry: Entry, expected: int, previous: bytes, key, noted) -> str | None:
    """What is wrong with one entry, if anything."""
    if entry.seq != expected:
        return "gap"
    found = chain_hash(previous, entry)
    if found != bytes(entry.hash) or noted.get(expected, found.hex()) != found.hex():
        return "edited"
    try:
        key.verify(found, bytes(entry.signature))
    except (BadSignatureError, ValueError):
        return "forged"
    return None
