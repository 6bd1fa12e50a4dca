"""The keys of a laptop: it signs with one, and bundles for it are sealed to the other."""

import json
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

import pyrage
from django.db import connection
from nacl.signing import SigningKey

from gongyou.vault.durable import write_durably
from gongyou.vault.installation import data_folder, secret_for
from gongyou.vault.journal import device, streams
from gongyou.vault.journal.models import Device
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.derive import derive, fingerprint
from gongyou.vault.keys.errors import Tampered, WrongPassphrase
from gongyou.vault.keys.words import fingerprint_words

PENDING, TRANSPORT = "enrolment", "transport.key"
_PENDING, _TRANSPORT = place("enrolment"), place("transport-key")


@dataclass(frozen=True)
class Keys:
    """Of a laptop that waits to be enrolled."""

    id: uuid.UUID
    signing: bytes
    transport: str

    def __repr__(self):
        return f"Keys({self.id})"

    @property
    def request(self) -> dict:
        """What it asks with: nothing secret."""
        public = bytes(SigningKey(self.signing).verify_key).hex()
        return {
            "device": str(self.id),
            "public": public,
            "transport": _public_of(self.transport),
        }


class NotEnrolled(ValueError):
    """It cannot be done; says why."""


def words_of(request: dict) -> str:
    """The words that two people compare before a laptop is enrolled."""
    return " ".join(
        fingerprint_words(
            fingerprint(bytes.fromhex(request["public"]), request["transport"].encode())
        )
    )


def make_pending(passphrase: str) -> Keys:
    """Keys of a laptop that is going to be enrolled, kept under the passphrase meanwhile."""
    keys = Keys(uuid.uuid4(), os.urandom(32), _new_identity())
    salt, cost = phrase.new_salt(), phrase.cost()
    content = json.dumps([str(keys.id), keys.signing.hex(), keys.transport]).encode()
    sealed = seal(_of(passphrase, salt, cost), content, _PENDING)
    head = json.dumps({"salt": salt.hex(), "cost": list(cost), "sealed": sealed.hex()})
    write_durably(data_folder() / PENDING, head.encode())
    return keys


def read_pending(passphrase: str) -> Keys:
    """The same again.

    Raises:
        WrongPassphrase: it is another one, or this laptop never asked.
    """
    path = data_folder() / PENDING
    if not path.exists():
        raise WrongPassphrase("this laptop did not ask to be enrolled")
    head = json.loads(path.read_bytes())
    key = _of(passphrase, bytes.fromhex(head["salt"]), tuple(head["cost"]))
    try:
        content = json.loads(unseal(key, bytes.fromhex(head["sealed"]), _PENDING))
    except Tampered:
        raise WrongPassphrase("opens nothing") from None
    return Keys(uuid.UUID(content[0]), bytes.fromhex(content[1]), content[2])


def _of(passphrase: str, salt: bytes, cost) -> bytes:
    return derive(phrase.root(passphrase, salt, cost), "gongyou-enrol")


def settle_in(keys: Keys) -> None:
    """Once the database is there: this is the laptop with these keys."""
    folder = data_folder()
    write_durably(folder / device.FILE, device.sealed(keys.id, keys.signing))
    _keep([(keys.transport, 0)])
    (folder / PENDING).unlink(missing_ok=True)


# --- bundles for this laptop ------------------------------------------------------------------
# The newest key first, and with each the number of the entry that told the others of it. An older
# one opens what was sealed before a laptop heard of the newer, and is destroyed once all heard.


def _keep(identities: list[tuple[str, int]]) -> None:
    sealed = seal(secret_for("gongyou-bundles"), json.dumps(identities).encode(), _TRANSPORT)
    write_durably(data_folder() / TRANSPORT, sealed)


def _kept() -> list[tuple[str, int]]:
    """Made now if there is none (the first laptop)."""
    path: Path = data_folder() / TRANSPORT
    if not path.exists():
        _keep([(_new_identity(), 0)])
    text = unseal(secret_for("gongyou-bundles"), path.read_bytes(), _TRANSPORT).decode()
    # Until keys changed there was one, as it is.
    return (
        [(text, 0)] if text.startswith("AGE-") else [(one, told) for one, told in json.loads(text)]
    )


def _new_identity() -> str:
    return str(pyrage.x25519.Identity.generate())


def _public_of(identity: str) -> str:
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def transport_identities() -> str:
    """The secret age keys of this laptop, a line each: any of them may open a bundle."""
    return "\n".join(identity for identity, _told in _kept())


def own_row(heard: int = -1, keep_old: bool = False) -> Device:
    """This laptop's row, with its newest key. Part of a transaction that ends with an entry which
    stands in no compartment.

    Args:
        heard: up to which of its entries of that chain every other laptop has heard this one. If
            that includes the newest key, older ones are destroyed and another is made.
        keep_old: something still waits here that an older key opens.
    """
    signer = device.this_device()
    device.present(signer)
    row, identities = Device.objects.get(pk=signer.id), _kept()
    if row.transport == _public_of(identities[0][0]) and identities[0][1] <= heard:
        identities = [(_new_identity(), 0), *(identities if keep_old else identities[:1])]
    newest = identities[0][0]
    if row.transport != _public_of(newest):
        with connection.cursor() as cursor:
            told = streams.tip(cursor, signer, None).seq + 1
        # The file comes first: of a key that nobody was told of, they are told the next time.
        _keep([(newest, told), *identities[1:]])
        row.transport = _public_of(newest)
        row.save(update_fields=["transport"])
    return row


def embedded() -> bool:
    """Whether this is a laptop with a database of its own, not a server of many."""
    return connection.vendor == "sqlite"
