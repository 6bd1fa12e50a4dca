"""Read the entries of a bundle and prove each: its chain, its laptop, its person, its rows."""

import base64
import datetime as dt
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from gongyou.vault.ids import natural_id
from gongyou.vault.journal.canonical import chain_hash, person_text
from gongyou.vault.journal.leaves import digest_of, root_of, unpack
from gongyou.vault.journal.models import Device, Entry, Stream
from gongyou.vault.keys.models import UserKey
from gongyou.vault.laptops.bundles import BYTES, FIELDS, Refused


@contextmanager
def readable() -> Iterator[None]:
    """What is of another shape than ours cannot be read: it is refused as a whole."""
    try:
        yield
    except Refused:
        raise
    except (
        TypeError, ValueError, LookupError, AttributeError, zlib.error, ArithmeticError
    ) as error:  # fmt: skip
        raise Refused(_("an entry in it cannot be read")) from error


@dataclass
class Came:
    """An entry that came, with what it says of rows."""

    entry: Entry
    packed: bytes | None
    keys: list


def read_entry(line: dict) -> Came:
    """An entry out of a line of a bundle."""
    entry = Entry(**{name: line[name] for name in FIELDS})
    entry.at = dt.datetime.fromisoformat(line["at"])
    for name in ("id", "device_id", "account_id", "compartment_id", "subject_id"):
        value = getattr(entry, name)
        setattr(entry, name, uuid.UUID(value) if value else None)
    for name in ("data_key_id", "user_key_id"):
        value = getattr(entry, name)
        setattr(entry, name, uuid.UUID(value) if value else None)
    for name in BYTES:
        value = line[name]
        setattr(entry, name, None if value is None else base64.b64decode(value))
    place = entry.compartment_id.hex if entry.compartment_id else ""
    entry.stream_id = natural_id("vault_stream", entry.device_id, place, entry.version)
    packed = base64.b64decode(line["content"]) if line["content"] else None
    return Came(entry, packed, line["keys"])


def fresh_of(came: list[Came]) -> list[Came]:
    """Those that are not here yet; one that is here and differs is a fork."""
    heads = {pk: (seq, bytes(last)) for pk, seq, last in _heads()}
    fresh = []
    for each in came:
        entry = each.entry
        seq, _last = heads.get(entry.stream_id, (0, b""))
        if entry.seq > seq:
            fresh.append(each)
            continue
        known = Entry.objects.filter(stream=entry.stream_id, seq=entry.seq).first()
        if known is None or bytes(known.hash) != entry.hash:
            raise Refused(_("a laptop wrote two different histories: was its disk copied?"))
    return fresh


def _heads():
    return Stream.objects.values_list("pk", "head_seq", "head_hash")


def prove(fresh: list[Came]) -> None:
    """Every chain goes on where it ended here, signed by its laptop and by its persons."""
    heads = {pk: (seq, bytes(last)) for pk, seq, last in _heads()}
    devices = {row.pk: bytes(row.public) for row in Device.objects.all()}
    people = {row.pk: (row.account_id, bytes(row.sign_public)) for row in UserKey.objects.all()}
    for each in fresh:
        entry = each.entry
        seq, previous = heads.get(entry.stream_id, (0, bytes(32)))
        if entry.version != 2 or entry.seq != seq + 1:
            raise Refused(_("entries are missing in it: let the other laptop give again"))
        if _root(each) != entry.rows_root or chain_hash(previous, entry) != entry.hash:
            raise Refused(_("an entry in it was changed"))
        _require_signed(devices.get(entry.device_id), entry.hash, entry.signature)  # type: ignore[arg-type]
        _learn(each, devices, people)
        if entry.user_key_id is not None:
            account, public = people.get(entry.user_key_id, (None, None))
            if account != entry.account_id:
                raise Refused(_("an entry in it bears another person's name"))
            _require_signed(public, person_text(entry), entry.person_signature)
        heads[entry.stream_id] = entry.seq, entry.hash  # type: ignore[assignment]


def _learn(each: Came, devices: dict, people: dict) -> None:
    """Laptops and keys of people that an entry brings count for those after it."""
    for leaf in unpack(each.packed) if each.packed else ():
        if not leaf.line:
            continue
        table, row, what, *cells = leaf.said
        if table == "vault_device" and what == "put" and "public" in cells[0]:
            devices.setdefault(uuid.UUID(row), bytes.fromhex(cells[0]["public"]))
        if table == "vault_userkey" and what == "put" and "sign_public" in cells[0]:
            public = bytes.fromhex(cells[0]["sign_public"])
            people.setdefault(uuid.UUID(row), (uuid.UUID(cells[0]["account_id"]), public))


def _root(each: Came) -> bytes | None:
    digests = [leaf.digest for leaf in unpack(each.packed)] if each.packed else []
    for _number, _table, _row, line, digest in each.keys:
        found = digest_of(line.encode()) if line else bytes.fromhex(digest)
        digests.append(found)
    return root_of(digests) if digests else None


def _require_signed(public: bytes | None, text: bytes, signature) -> None:
    try:
        if public is None:
            raise ValueError
        VerifyKey(public).verify(text, bytes(signature))
    except (BadSignatureError, ValueError, TypeError):
        raise Refused(_("an entry in it isn't signed by who it names")) from None
