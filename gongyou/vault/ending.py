"""When it must end: files of those who agreed go to whom they chose, the rest is destroyed at once.

For winding up, and for a raid: two people, a few minutes. One asks, and gets the bundles, sealed
to the public keys of those who take the files over; another agrees, and every data key of the
compartments is destroyed in one transaction: names, stories, files and the journal's sealed values
open for nobody any more. A certificate says what is gone.
"""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db import models, transaction
from django.utils import timezone

from gongyou.vault.accounts.actor import Actor, NotYours
from gongyou.vault.accounts.models import Account, Compartment
from gongyou.vault.accounts.services.two_people import require_two
from gongyou.vault.backup.bundles import seal_bundle
from gongyou.vault.files import media
from gongyou.vault.files.models import StoredFile
from gongyou.vault.identities.models import NameBlock, NameChange
from gongyou.vault.identities.shredding import truncate_wal
from gongyou.vault.journal.chain import append
from gongyou.vault.keys.models import DataKey, Grant, Wrapped
from gongyou.vault.merge_kinds import KEPT
from gongyou.vault.rights import Right

LASTS = timedelta(hours=24)
_handed_over: list[Callable] = []


class Ending(models.Model):
    """One end that was asked for: by whom, of which compartments, agreed by whom."""

    merge_kind = KEPT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartments = models.JSONField(default=list)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    bundles = models.JSONField(default=dict)
    agreed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    certificate = models.JSONField(null=True)

    def __str__(self):
        return f"end {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a second person."""
        young = timezone.now() - self.asked_at < LASTS
        return young and self.done_at is None and self.stopped_at is None


def on_handover(files_of: Callable) -> None:
    """A room gives files of those who agreed: `files_of(actor, compartment)`, {name: bytes}."""
    _handed_over.append(files_of)


def ask_end(by: Actor, compartments: list[Compartment], recipients: list[str]):
    """First of two people: give (ending, {name of bundle: sealed bytes}); nothing is destroyed yet.

    Args:
        recipients: age public keys of who takes the files over; none: nobody gets anything.

    Raises:
        NotYours: the actor may not destroy, or not export, in one of them.
        BadArchive: no public age key.
    """
    for compartment in compartments:
        by.require(Right.SHRED, compartment)
    bundles = {}
    for compartment in compartments if recipients else []:
        files = {n: c for give in _handed_over for n, c in give(by, compartment).items()}
        if files:
            bundles[f"{compartment.ref[:8]}.age"] = seal_bundle(
                by,
                compartment,
                files=files,
                recipients=recipients,
                purpose="ending",
                consent="share",
                count=len(files),
            )
    with transaction.atomic():
        ending = Ending(asked_by=by.account, compartments=[str(one.pk) for one in compartments])
        ending.bundles = {n: hashlib.sha256(c).hexdigest() for n, c in bundles.items()}
        ending.save(force_insert=True)
        append(by, "vault.ask_end", changes={"compartments": len(compartments)})
    return ending, bundles


def waiting_ends(by: Actor) -> list[Ending]:
    """What waits for a second person, where this one may destroy, or may help."""
    rows = Ending.objects.filter(done_at=None, stopped_at=None).select_related("asked_by")
    return [row for row in rows if row.is_open and _may_agree(by, row)]


def _may_agree(by: Actor, row: Ending) -> bool:
    mine = {str(pk) for pk in by.compartment_ids(Right.SHRED)}
    return by.is_administrator or bool(mine & set(row.compartments))


def stop_end(by: Actor, row: Ending) -> None:
    """Anyone concerned stops it as long as nothing is destroyed."""
    if not row.is_open or not (_may_agree(by, row) or row.asked_by_id == by.person.pk):
        raise NotYours
    with transaction.atomic():
        row.stopped_at = timezone.now()
        row.save(update_fields=["stopped_at"])
        append(by, "vault.stop_end")


def agree_end(by: Actor, row: Ending) -> dict:
    """Second of two people: everything of the compartments is destroyed now; gives the certificate.

    Raises:
        NotYours: the one who asked agrees with themselves, or it was stopped or done.
        NotTwoPeople: the two may be one person.
    """
    if not row.is_open or not _may_agree(by, row) or row.asked_by_id == by.person.pk:
        raise NotYours
    require_two(row.asked_by, by.person)
    with transaction.atomic():
        gone = [_destroy(Compartment.objects.get(pk=pk)) for pk in row.compartments]
        row.agreed_by, row.done_at = by.account, timezone.now()
        row.certificate = _certificate(row, gone)
        row.save(update_fields=["agreed_by", "done_at", "certificate"])
        said = {"compartments": len(gone), "digest": row.certificate["digest"]}
        append(by, "vault.end", changes=said)
        transaction.on_commit(truncate_wal)
    by.forget_memberships()
    return row.certificate


def _destroy(compartment: Compartment) -> dict:
    """Every key of a compartment, and what lies beside the database."""
    keys = DataKey.objects.filter(key__compartment=compartment).exclude(how=Wrapped.SHREDDED)
    ids = sorted(str(pk) for pk in keys.values_list("pk", flat=True))
    files = StoredFile.objects.filter(data_key__key__compartment=compartment)
    places = list(files.values_list("location", flat=True))
    for location in places:
        transaction.on_commit(partial(media.remove, location))
    keys.update(wrap=b"", how=Wrapped.SHREDDED, shredded_at=timezone.now())
    NameBlock.objects.filter(compartment=compartment).delete()
    NameChange.objects.filter(compartment=compartment).delete()
    Grant.objects.filter(key__compartment=compartment).delete()
    compartment.sealed_title, compartment.closed_at = b"\0", timezone.now()
    compartment.save(update_fields=["sealed_title", "closed_at"])
    digest = hashlib.sha256("\n".join(ids).encode()).hexdigest()
    return {"compartment": compartment.ref, "keys": len(ids), "files": len(places), "ids": digest}


def _certificate(row: Ending, gone: list[dict]) -> dict:
    said = {
        "asked_by": row.asked_by.login,
        "asked_at": row.asked_at.isoformat(timespec="seconds"),
        "agreed_by": row.agreed_by.login,  # type: ignore[union-attr]
        "done_at": row.done_at.isoformat(timespec="seconds"),  # type: ignore[union-attr]
        "bundles": row.bundles,
        "destroyed": gone,
    }
    text = json.dumps(said, sort_keys=True).encode()
    return said | {"digest": hashlib.sha256(text).hexdigest()}
