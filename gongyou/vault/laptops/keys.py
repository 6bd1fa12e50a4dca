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
from gongyou.vault.journal import device
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
        identity = pyrage.x25519.Identity.from_str(self.transport)
        return {"device": str(self.id), "public": public, "transport": str(identity.to_public())}


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
    identity = pyrage.x25519.Identity.generate()
    keys = Keys(uuid.uuid4(), os.urandom(32), str(identity))
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
    _keep_transport(keys.transport)
    (folder / PENDING).unlink(missing_ok=True)


def _keep_transport(identity: str) -> None:
    sealed = seal(secret_for("gongyou-bundles"), identity.encode(), _TRANSPORT)
    write_durably(data_folder() / TRANSPORT, sealed)


def transport_identity() -> str:
    """The secret age key of this laptop; made now if it has none (the first laptop)."""
    path: Path = data_folder() / TRANSPORT
    if not path.exists():
        _keep_transport(str(pyrage.x25519.Identity.generate()))
    return unseal(secret_for("gongyou-bundles"), path.read_bytes(), _TRANSPORT).decode()


def own_row() -> Device:
    """This laptop's row, with its transport key. Part of a transaction."""
    signer = device.this_device()
    device.present(signer)
    row = Device.objects.get(pk=signer.id)
    public = str(pyrage.x25519.Identity.from_str(transport_identity()).to_public())
    if row.transport != public:
        row.transport = public
        row.save(update_fields=["transport"])
    return row


def embedded() -> bool:
    """Whether this is a laptop with a database of its own, not a server of many."""
    return connection.vendor == "sqlite"
