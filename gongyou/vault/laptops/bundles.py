"""Bundles: what one laptop wrote and another lacks, sealed to that one, on a stick or in a folder.

A bundle holds everything that the other is not known to have. So one that is lost, doubled, late
or comes before an earlier one does no harm: the next holds what is missing still.
"""

import base64
import json
import secrets
import uuid
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from gongyou.vault.backup import archive
from gongyou.vault.files.media import path_of
from gongyou.vault.files.models import StoredFile
from gongyou.vault.journal.canonical import dumps
from gongyou.vault.journal.chain import housekeeping
from gongyou.vault.journal.device import this_device
from gongyou.vault.journal.leaves import pack, unpack
from gongyou.vault.journal.models import Content, Device, Entry, KeyLeaf, Stream
from gongyou.vault.journal.plan import stamp, tables
from gongyou.vault.journal.streams import latest_moment, stream_id
from gongyou.vault.laptops import keys, waiting
from gongyou.vault.laptops.models import Peer
from gongyou.vault.laptops.vectors import most, vector
from gongyou.vault.schema import is_newer, leaves

FORMAT, PIECE, SUFFIX = 1, 5000, ".gongyou-bundle"
DAYS = 30
FIELDS = (
    "id", "version", "device_id", "seq", "account_id", "act", "compartment_id", "subject_type",
    "subject_id", "changes", "data_key_id", "source", "about", "schema", "user_key_id",
)  # fmt: skip
BYTES = ("sealed", "rows_root", "hash", "signature", "person_signature")


class Refused(ValueError):
    """A bundle that is not taken in; says why and what to do."""


class Newer(Refused):
    """A bundle of a newer program: it waits until this one is updated."""

    def __init__(self, head: dict):
        super().__init__(
            _(
                "the other laptop has a newer version of the program. It is kept here: update the "
                "program on this laptop, then take it in"
            )
        )
        self.sender, self.made_at = str(uuid.UUID(head["from"])), head["made_at"]


def give(to: Path) -> list[Path]:
    """Write a bundle for every other laptop of the centre; gives the files."""
    own = _own()
    to.mkdir(parents=True, exist_ok=True)
    return [_give(to, own, other) for other in _others(own.pk)]


def give_to(to: Path, other: Device) -> Path:
    """Write a bundle for one laptop; gives the file."""
    return _give(to, _own(), other)


def _own() -> Device:
    """This laptop, with another key if all others know the one it has."""
    own = this_device().id
    chain, others = str(stream_id(own, None)), list(_others(own))
    knows = dict(Peer.objects.filter(device__in=others).values_list("device", "knows"))
    heard = min((knows.get(other.pk, {}).get(chain, 0) for other in others), default=-1)
    with housekeeping("vault.renew_transport"):
        return keys.own_row(heard, keep_old=bool(waiting.kept()))


def _others(own: uuid.UUID):
    return Device.objects.exclude(pk=own).filter(revoked_at=None).exclude(transport="")


def _give(to: Path, own: Device, other: Device) -> Path:
    """The bundle for one laptop, under a name that tells nothing."""
    peer, _new = Peer.objects.get_or_create(device=other)
    head = {
        "format": FORMAT,
        "from": str(own.pk),
        "to": str(other.pk),
        # By the journal's clock, which never runs back: a wrong clock makes no bundle too old.
        "made_at": latest_moment().isoformat(),
        "clock": timezone.now().isoformat(),
        "since": peer.knows,
        "knows": vector(),
        "schema": stamp(),
        "program": leaves(),
    }
    signature = this_device().key.sign(dumps(head).encode()).signature.hex()
    path = to / (secrets.token_hex(12) + SUFFIX)
    recipients = archive.recipients_of([other.transport])
    about = {"part": "bundle", "head": head, "signature": signature}
    archive.write(path, _parts(peer.knows), about, recipients)
    peer.given_at = timezone.now()
    peer.save(update_fields=["given_at"])
    return path


def _parts(since: dict) -> Iterator[tuple[str, bytes | Path]]:
    files: list[str] = []
    number = 0
    for number, lines in enumerate(_pieces(since, files), 1):
        yield f"entries/{number:06}", zlib.compress("\n".join(lines).encode(), 6)
    for location in dict.fromkeys(files):
        if path_of(location).exists():
            yield f"media/{location}", path_of(location)


def _pieces(since: dict, files: list[str]) -> Iterator[list[str]]:
    lines: list[str] = []
    for entry in _missing(since):
        lines.append(_line(entry))
        if entry.act == "vault.store_file":
            found = StoredFile.objects.filter(Q(pk=entry.subject_id) | Q(original=entry.subject_id))
            files += found.values_list("location", flat=True)
        if len(lines) == PIECE:
            yield lines
            lines = []
    if lines:
        yield lines


def _missing(since: dict) -> Iterator[Entry]:
    """The entries of all chains after a vector, in the order in which they may be taken in."""
    wanted = Q(pk=None)
    for stream in Stream.objects.filter(version=2):
        wanted |= Q(stream=stream, seq__gt=since.get(str(stream.pk), 0))
    return Entry.objects.filter(wanted).order_by("at", "pk").iterator(1000)


def _line(entry: Entry) -> str:
    said = {name: _plain(getattr(entry, name)) for name in FIELDS}
    said["at"] = entry.at.isoformat()
    for name in BYTES:
        value = getattr(entry, name)
        said[name] = None if value is None else base64.b64encode(bytes(value)).decode()
    content = Content.objects.filter(entry=entry).values_list("packed", flat=True).first()
    said["content"] = base64.b64encode(_travelling(bytes(content))).decode() if content else None
    said["keys"] = [
        [leaf.number, leaf.table, leaf.row, leaf.line, bytes(leaf.digest).hex()]
        for leaf in KeyLeaf.objects.filter(entry=entry).order_by("number")
    ]
    return json.dumps(said)


def _plain(value):
    return value if value is None or isinstance(value, (int, str)) else str(value)


def travels(name: str) -> bool:
    """Whether rows of a table are the same rows on every laptop."""
    table = tables().get(name)
    if table is None:
        return False
    key = next(column for column in table.columns if column.name == table.key)
    return key.kind in {"UUIDField", "CharField"}


def _travelling(packed: bytes) -> bytes:
    """Leaves without those of rows that are counted on each machine: only their hash goes."""
    leaves = list(unpack(packed))
    for leaf in leaves:
        if leaf.line and not travels(leaf.said[0]):
            leaf.line = None
    return pack(leaves)


# --- reading --------------------------------------------------------------------------------


class Bundle:
    """An opened bundle: who made it, what it knows, its entries and files."""

    def __init__(self, head: dict, lines: list[dict], files: dict[str, Path]):
        self.head, self.lines, self.files = head, lines, files

    @property
    def sender(self) -> str:
        """The laptop that made it."""
        return self.head["from"]


def read(path: Path, work: Path, late: bool = False) -> Bundle:
    """Open a bundle that is for this laptop and prove who made it.

    Args:
        late: it came in time and had to wait here.

    Raises:
        Newer: this program must be updated before it can be taken in.
        Refused: with the reason.
        BadArchive: damaged, or for another laptop.
    """
    lines: list[dict] = []
    files: dict[str, Path] = {}

    def take(name: str, content) -> None:
        if name.startswith("media/"):
            files[name.removeprefix("media/")] = work / name.replace("/", "-")
            archive.unpack(content, files[name.removeprefix("media/")])
            return
        unpacked = zlib.decompressobj().decompress(content.read(), 512 * 1024 * 1024)
        lines.extend(json.loads(line) for line in unpacked.decode().split("\n"))

    identities = archive.identities_of(keys.transport_identities())
    try:
        manifest = archive.read(path, identities, take)
        head = _proved(manifest)
        _require_fit(head, late)
    except (zlib.error, UnicodeError, KeyError, TypeError, AttributeError) as error:
        raise Refused(_("it cannot be read")) from error
    except ValueError as error:
        if isinstance(error, (Refused, archive.BadArchive)):
            raise
        raise Refused(_("it cannot be read")) from error
    return Bundle(head, lines, files)


def _proved(manifest: dict) -> dict:
    head = manifest.get("head") or {}
    row = Device.objects.filter(pk=head.get("from")).first() if head.get("from") else None  # type: ignore[misc]
    if manifest.get("part") != "bundle" or row is None:
        raise Refused(_("it was made by a laptop that doesn't belong to this centre"))
    try:
        key = VerifyKey(bytes(row.public))
        key.verify(dumps(head).encode(), bytes.fromhex(manifest["signature"]))
    except (BadSignatureError, ValueError, KeyError, TypeError):
        raise Refused(_("its signature isn't that of the laptop it names")) from None
    if row.revoked_at is not None:
        raise Refused(_("the laptop that made it no longer belongs to this centre"))
    return head


def _require_fit(head: dict, late: bool) -> None:
    if head["to"] != str(this_device().id):
        raise Refused(_("it is for another laptop"))
    if head["format"] > FORMAT or is_newer(head.get("program") or ()):
        raise Newer(head)
    if late:
        return
    days = getattr(settings, "GONGYOU", {}).get("BUNDLE_DAYS", DAYS)
    if timezone.now() - datetime.fromisoformat(head["made_at"]) > timedelta(days=days):
        raise Refused(
            _(
                "it is older than %(days)s days: look at the clocks of both laptops, and let the "
                "other one give a new one"
            )
            % {"days": days}
        )


def clocks_apart(bundle: Bundle) -> int:
    """By how many days the sender's clock is wrong, or the one of this laptop; 0 if by none."""
    made_at, clock = bundle.head.get("made_at"), bundle.head.get("clock")
    if made_at is None or clock is None:
        return 0  # of a release that did not tell
    ahead = datetime.fromisoformat(clock) - timezone.now()
    behind = datetime.fromisoformat(made_at) - datetime.fromisoformat(clock)
    most_apart = max(ahead, behind, timedelta(0))
    return most_apart.days if most_apart > timedelta(days=1) else 0


def heard(bundle: Bundle) -> None:
    """Note how far the sender is; what it knows need not be given again."""
    peer, _new = Peer.objects.get_or_create(device_id=bundle.sender)
    peer.knows = most(peer.knows, bundle.head["knows"])
    peer.heard_at = timezone.now()
    peer.save(update_fields=["knows", "heard_at"])
