"""Store, open, read and show files."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from gongyou.vault.files import media, stream
from gongyou.vault.files.inspection import BEGINNING, Inspected, inspect
from gongyou.vault.files.models import StoredFile
from gongyou.vault.files.refusals import Refused
from gongyou.vault.identities.reads import note
from gongyou.vault.journal.chain import append
from gongyou.vault.keys.aead import place
from gongyou.vault.keys.data_keys import OpenKey
from gongyou.vault.keys.derive import derive
from gongyou.vault.keys.errors import Tampered
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

UNKNOWN_TYPE = "application/octet-stream"


def store(
    actor: Actor,
    compartment,
    upload,
    kind: str,
    *,
    name: str | None = None,
    under=None,
    look_inside: bool = True,
    folder: bool = False,
) -> StoredFile:
    """Accept a file by its content, encrypt it, and make what may be shown of it.

    Args:
        compartment: where it stands (or None with `under`).
        upload: an uploaded file, or bytes.
        kind: the room's code for it, such as "evidence".
        name: its title; by default the uploaded name. Sealed.
        under: a record whose data key it shall lie under: destroying that identity destroys
            the file too.
        look_inside: False keeps anything, for download only (attachments from phones).
        folder: it is a zip of tables; what came with `left_out` may not be opened (name → code).

    Raises:
        Refused: with `code` and `message`.
        NotYours: the actor may not write there.
    """
    compartment_id = compartment.pk if under is None else under.compartment_id_of()
    if actor is not None and not actor.is_program:
        actor.require(Right.WRITE, compartment_id)
    size = len(upload) if isinstance(upload, bytes) else upload.size
    _check_size(size)
    source = Source(upload, size)
    found = Inspected(UNKNOWN_TYPE)
    if look_inside:
        found = inspect(source.beginning(), source.is_short, folder)
    title = name if name is not None else getattr(upload, "name", None)
    with transaction.atomic():
        stored = StoredFile(compartment_id=compartment_id, kind=kind, inspected=look_inside)
        stored.left_out = found.left_out
        if under is not None:
            under.open_data_key(actor, writing=True)
            stored.data_key = under.key_holder().data_key
        _put(actor, stored, source, found.media_type, title)
        if found.derivative:
            _derive(actor, stored, found)
        append(
            actor,
            "vault.store_file",
            stored,
            changes={"kind": kind, "size": size, "media_type": found.media_type},
            about=[under] if under is not None else [],
            sealed={},
        )
    return stored


def _check_size(size: int) -> None:
    if not size:
        raise Refused("empty")
    if size > settings.GONGYOU["UPLOAD_MEGABYTES"] * 1024 * 1024:
        raise Refused("too_large")


class Source:
    """The content of an upload or some bytes, read piece by piece as often as needed."""

    def __init__(self, content, size: int):
        self.content, self.size = content, size

    @property
    def is_short(self) -> bool:
        """Whether the beginning is everything."""
        return self.size <= BEGINNING

    def beginning(self) -> bytes:
        """What is inspected."""
        if isinstance(self.content, bytes):
            return self.content[:BEGINNING]
        self.content.seek(0)
        return self.content.read(BEGINNING)

    def pieces(self) -> Iterator[bytes]:
        """Everything."""
        if isinstance(self.content, bytes):
            yield self.content
            return
        self.content.seek(0)
        while piece := self.content.read(stream.PIECE):
            yield piece

    def sha256(self) -> str:
        """The digest of the original: evidence must be shown to be unchanged."""
        digest = sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()


def _put(
    actor: Actor, stored: StoredFile, source: Source, media_type: str, title: str | None
) -> None:
    """Encrypt to the disk, then write the row: the file is there before anyone can see it."""
    stored.media_type, stored.size = media_type, source.size
    values = {"name": title or None, "sha256": source.sha256()}
    key = stored.open_data_key(actor)
    for field, value in values.items():
        stored._put(stored.sealed_field(field), key, value)
    secret = file_key(key.secret, stored)
    stored.location, stored.digest = media.write(
        stream.encrypt(secret, where(stored), source.size, source.pieces())
    )
    stored.save(force_insert=True)


def _derive(actor: Actor, original: StoredFile, found: Inspected) -> StoredFile:
    shown = StoredFile(
        compartment_id=original.compartment_id,
        data_key=original.data_key,
        kind=original.kind,
        original=original,
    )
    if "_fresh_key" in original.__dict__:
        shown.__dict__["_fresh_key"] = original.__dict__["_fresh_key"]
    derivative = Source(found.derivative, len(found.derivative))
    _put(actor, shown, derivative, found.derivative_type, None)  # type: ignore[arg-type]
    return shown


def file_key(secret: bytes, stored: StoredFile) -> bytes:
    """The key of one file, from its D."""
    return derive(secret, "gongyou-file", stored.pk.bytes)


def where(stored: StoredFile, data_key_id: uuid.UUID | None = None) -> bytes:
    """What an encrypted file is bound to."""
    return place("file", stored.pk.bytes, (data_key_id or stored.data_key_id).bytes)  # type: ignore[union-attr]


def open_file(actor: Actor, stored: StoredFile) -> Iterator[bytes]:
    """The content, piece by piece; the reading is journalled before the first piece.

    Raises:
        NotYours: the actor may not read it.
        Shredded, Locked: the key is gone or not at hand.
        Tampered: while reading, if the file was changed or cut.
    """
    actor.require(Right.READ_IDENTITY, stored.compartment_id)
    key = stored.open_data_key(actor)
    note(actor, StoredFile, stored.compartment_id, [stored.pk], ["content"])
    return _pieces(key, stored)


def _pieces(key: OpenKey, stored: StoredFile) -> Iterator[bytes]:
    try:
        file = media.path_of(stored.location).open("rb")
    except FileNotFoundError:
        missing = Tampered("the file is missing")
        missing.record = str(stored)
        raise missing from None
    with file:
        yield from _decrypted(key, stored, file)


def _decrypted(key: OpenKey, stored: StoredFile, file) -> Iterator[bytes]:
    """Under its record's D, or under the one that the record had when the file was stored."""
    for each in (key, *_lazily(key)):
        file.seek(0)
        pieces = stream.decrypt(file_key(each.secret, stored), where(stored, each.id), file)
        try:
            first = next(pieces, b"")
        except Tampered as error:
            refused = error
            refused.record = str(stored)
            continue
        yield first
        yield from pieces
        return
    raise refused


def _lazily(key: OpenKey) -> Iterator[OpenKey]:
    yield from key.others()


def read_file(actor: Actor, stored: StoredFile) -> bytes:
    """The whole content, verified to its end."""
    return b"".join(open_file(actor, stored))


def shown(stored: StoredFile) -> StoredFile | None:
    """What may be shown in the page: the re-encoded derivative, or sound as it is."""
    derivative = stored.derivatives.first()
    if derivative is not None:
        return derivative
    return stored if stored.media_type.startswith("audio/") and stored.inspected else None


def inspect_stored(actor: Actor, stored: StoredFile) -> StoredFile:
    """Look into a file that was kept unseen, and make what may be shown of it.

    Raises:
        Refused: it stays as it is, for download only.
    """
    actor.require(Right.WRITE, stored.compartment_id)
    content = read_file(actor, stored)
    found = inspect(content[:BEGINNING], len(content) <= BEGINNING)
    with transaction.atomic():
        stored.media_type, stored.inspected = found.media_type, True
        stored.save(update_fields=["media_type", "inspected"])
        if found.derivative:
            _derive(actor, stored, found)
        append(actor, "vault.inspect_file", stored, changes={"media_type": found.media_type})
    return stored


def delete_file(actor: Actor, stored: StoredFile) -> None:
    """Delete a file and its derivatives; the journal keeps that it was there."""
    actor.require(Right.WRITE, stored.compartment_id)
    with transaction.atomic():
        rows = [*stored.derivatives.all(), stored]
        append(actor, "vault.delete_file", stored, sealed={})
        for row in rows:
            location = row.location
            row.delete()
            transaction.on_commit(partial(media.remove, location))
