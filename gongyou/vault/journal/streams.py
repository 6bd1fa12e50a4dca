"""The ends of this device's chains: one a compartment, and one for what stands in none.

Whoever appends to a chain holds its row until the transaction ends; other compartments go on.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from gongyou.vault.ids import natural_id
from gongyou.vault.inserting import as_parameter
from gongyou.vault.journal.device import Signer, present

VERSION = 2
# By hand: every act comes this way, and Django takes longer to write the query than to run it.
_FIND = "SELECT head_seq, head_hash FROM vault_stream WHERE id = %s"
# Not locked: whoever changes a row that another transaction changed has waited for its end.
# Chains of other laptops count too: what was seen lies before what comes now.
_LATEST = "SELECT max(head_at) FROM vault_stream"
_MAKE = (
    "INSERT INTO vault_stream (id, device_id, place, version, head_seq, head_hash, head_at) "
    "VALUES (%s, %s, %s, %s, 0, %s, NULL) ON CONFLICT DO NOTHING"
)
_MOVE = "UPDATE vault_stream SET head_seq = %s, head_hash = %s, head_at = %s WHERE id = %s"
_STEP = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Tip:
    """Where a chain ends, and when this device last wrote to any."""

    stream: uuid.UUID
    seq: int
    hash: bytes
    latest: dt.datetime | None

    def next_moment(self) -> dt.datetime:
        """Now, or a moment after the last entry if the clock stands before that."""
        now = timezone.now()
        if self.latest is not None and now <= self.latest:
            return self.latest + _STEP
        return now


def latest_moment() -> dt.datetime:
    """Now by the journal's clock: the last moment of any chain, if this machine's is behind."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST)
        (latest,) = cursor.fetchone()
    now, moment = timezone.now(), _moment(latest)
    return now if moment is None else max(now, moment)


def stream_id(device: uuid.UUID, compartment_id: uuid.UUID | None) -> uuid.UUID:
    """The id of a device's chain of a compartment, or of none."""
    return natural_id("vault_stream", device, place_of(compartment_id), VERSION)


def place_of(compartment_id: uuid.UUID | None) -> str:
    """How a chain says where it stands."""
    return compartment_id.hex if compartment_id else ""


def tip(cursor, signer: Signer, compartment_id: uuid.UUID | None) -> Tip:
    """The end of a chain of this device, locked against other writers of the same chain."""
    stream = stream_id(signer.id, compartment_id)
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    cursor.execute(_FIND + lock, [as_parameter(stream)])
    found = cursor.fetchone()
    if not found:
        present(signer)
        place = place_of(compartment_id)
        made = [as_parameter(stream), as_parameter(signer.id), place, VERSION, bytes(32)]
        cursor.execute(_MAKE, made)
        cursor.execute(_FIND + lock, [as_parameter(stream)])
        found = cursor.fetchone()
    cursor.execute(_LATEST)
    (latest,) = cursor.fetchone()
    return Tip(stream, found[0], bytes(found[1]), _moment(latest))


def move(cursor, stream: uuid.UUID, seq: int, last: bytes, at: dt.datetime) -> None:
    """Let a chain end with an entry that was just written."""
    moment = connection.ops.adapt_datetimefield_value(at)
    cursor.execute(_MOVE, [seq, last, moment, as_parameter(stream)])


def _moment(value):
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    return value.replace(tzinfo=dt.UTC) if value is not None and value.tzinfo is None else value
