"""A case handed over between centres: sealed to a key read by voice, with consent and a receipt."""

import base64
import json
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyrage
from django.db import transaction
from django.utils import timezone

from gongyou.centre.public import (
    Case,
    add_event,
    compute_claim,
    record_intake,
    set_facts,
    set_pay,
    tables_of,
    verdicts,
)
from gongyou.law import load_pack, pack_names
from gongyou.outreach import codes
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import Handover, HandoverKey, IncomingHandover
from gongyou.outreach.services.key_pairs import retire
from gongyou.outreach.typed_values import typed_row
from gongyou.vault.public import BadArchive, Right, journal, open_bundle, seal_bundle

CASE, RECEIPT, FORMAT = "handover.json", "receipt.json", 1
LARGEST = 4 * 1024 * 1024
TABLES = ("employment", "pay", "events")
LEFT_OUT = frozenset({"worker", "source", "id"})


@dataclass(frozen=True)
class Arrived:
    """What another centre handed over: who signed it (hex), and what it says."""

    signed_by: str
    told: dict[str, Any]

    @property
    def law(self) -> str:
        """The law that its facts follow."""
        return str(self.told["law"])

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Rows of a table, each with its source."""
        return list(self.told["tables"].get(table, []))


@transaction.atomic
def open_handover_key(*, by, compartment) -> HandoverKey:
    """A new key; other centres seal to it once it was read to them by voice."""
    by.require(Right.WRITE, compartment)
    pair = pyrage.x25519.Identity.generate()
    made = HandoverKey(
        compartment=compartment, public=str(pair.to_public()), opened_on=timezone.localdate()
    )
    made.seal(by, private=str(pair))
    made.save()
    journal.append(by, "outreach.open_handover_key", made, changes={"key": made.public})
    return made


@transaction.atomic
def retire_handover_key(*, by, key: HandoverKey) -> None:
    """Destroy a key's private half: nothing sealed to it can be opened any more."""
    retire(by, key, "outreach.retire_handover_key", {"key": key.public})


@transaction.atomic
def hand_over(
    *,
    by,
    case: Case,
    sender: str,
    to: str,
    recipient: str,
    consent: str,
    due_on: date,
    note: str = "",
) -> tuple[Handover, bytes]:
    """Seal a case for another centre; gives the note of it and the bundle.

    Args:
        sender: how the other centre knows this one; recipient: its public age key.
        consent: what the worker agreed to, in their words.

    Raises:
        OutreachError: the worker did not agree that a copy may go, or it is no public key.
    """
    by.require(Right.EXPORT, case.compartment)
    by.require(Right.READ_IDENTITY, case.compartment)
    if verdicts([case.worker]).get(case.worker_id, {}).get("share") != "yes":
        raise OutreachError("no_share_consent")
    pair = pyrage.x25519.Identity.generate()
    made = Handover(
        compartment=case.compartment,
        case=case,
        number=uuid.uuid4().hex,
        to=to,
        recipient=recipient.strip(),
        on=timezone.localdate(),
        due_on=due_on,
        consent=consent,
        signed_by=signing_key(by),
        receipt_public=str(pair.to_public()),
    )
    made.seal(by, receipt_private=str(pair))
    files = {CASE: json.dumps(_told(by, case, made, sender, note), ensure_ascii=False).encode()}
    try:
        bundle = seal_bundle(
            by,
            case.compartment,
            files,
            [made.recipient],
            purpose="handover",
            consent="share",
            count=1,
            about=[case],
        )
    except BadArchive:
        raise OutreachError("no_public_key") from None
    made.save()
    journal.append(by, "outreach.hand_over", made, changes={"due": str(due_on)}, about=[case])
    return made, bundle


def signing_key(actor) -> str:
    """The public key (hex) by which whoever opens this person's bundles knows who signed them."""
    return actor.keyring.user.sign_public.hex()


def _told(by, case: Case, made: Handover, sender: str, note: str) -> dict[str, Any]:
    worker, employment = case.worker, case.employment
    tables = tables_of([employment])
    return {
        "format": FORMAT,
        "number": made.number,
        "receipt_to": made.receipt_public,
        "from": sender,
        "law": employment.pack,
        "consent": made.consent,
        "consent_on": str(made.on),
        "note": note,
        "name": worker.reveal(by, "name") or "",
        "phone": worker.reveal(by, "phone") or "",
        "language": worker.language,
        "employer": str(employment.employer),
        "grievances": [row.code for row in case.grievances.all()],
        "tables": {name: [_plain(row) for row in tables.get(name, [])] for name in TABLES},
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it, without what is empty; its source stays."""
    return {
        name: value if isinstance(value, (bool, int, str)) else str(value)
        for name, value in row.items()
        if value not in (None, "") and name not in ("worker", "id")
    }


@transaction.atomic
def receive_handover(*, by, content: bytes) -> IncomingHandover:
    """Keep a bundle that another centre sealed to one of our keys; the same one comes in once.

    Raises:
        OutreachError: it is none, was changed, or was sealed to a key that is not ours.
    """
    if len(content) > LARGEST:
        raise OutreachError("no_handover")
    for key in HandoverKey.objects.visible_to(by, Right.READ_IDENTITY).filter(retired_on=None):
        found = _opened(content, key.reveal(by, "private"))
        if found is None:
            continue
        by.require(Right.WRITE, key.compartment)
        number = str(found.told["number"])
        known = IncomingHandover.objects.filter(number=number).first()
        if known is not None:
            return known
        made = IncomingHandover(
            key=key,
            number=number,
            bundle=base64.b64encode(content).decode(),
            receipt_to=str(found.told["receipt_to"]),
            received_on=timezone.localdate(),
        )
        made.save()
        journal.append(by, "outreach.receive_handover", made)
        return made
    raise OutreachError("no_handover")


def arrived(by, incoming: IncomingHandover) -> Arrived:
    """What a bundle says; only who may read names in its compartment."""
    by.require(Right.READ_IDENTITY, incoming.compartment_id_of())
    found = _opened(base64.b64decode(incoming.bundle), incoming.key.reveal(by, "private"))
    if found is None:
        raise OutreachError("no_handover")
    return found


def _opened(content: bytes, private: str | None) -> Arrived | None:
    """A bundle opened with a key; None where the key does not fit or it is no handover."""
    if not private:
        return None
    try:
        bundle = open_bundle(content, private)
        told = json.loads(bundle.files[CASE])
        shaped = told["format"] == FORMAT and isinstance(told["tables"], dict)
        uuid.UUID(str(told["number"]))
    except (BadArchive, KeyError, TypeError, ValueError):
        return None
    return Arrived(bundle.manifest["signed_by"], told) if shaped else None


@transaction.atomic
def take_in_handover(*, by, incoming: IncomingHandover, consent=()):
    """An intake with the facts of every source; gives (intake, receipt to send back)."""
    if incoming.state != "waiting":
        raise OutreachError("taken_already")
    found = arrived(by, incoming)
    if found.law not in pack_names():
        raise OutreachError("other_law")
    told, pack = found.told, load_pack(found.law)
    recorded = record_intake(
        by=by,
        compartment=incoming.key.compartment,
        identity={"name": str(told["name"]), "phone": str(told["phone"])},
        language=str(told["language"]),
        employer_name=str(told["employer"]),
        grievances=[str(code) for code in told["grievances"]],
        story="\n".join(str(told[n]) for n in ("from", "consent", "note") if told[n]),
        facts={},
        consent=list(consent),
        channel="referred",
        pack=found.law,
    )
    _take_facts(by, recorded.employment, found, pack)
    incoming.intake = recorded.intake
    receipt = _settle(by, incoming, "taken", "outreach.take_in_handover", recorded.intake)
    return recorded, receipt


def _take_facts(by, employment, found: Arrived, pack) -> None:
    if employment is None:
        return
    for row in found.rows("employment"):
        values = typed_row(pack, "employment", row, LEFT_OUT)
        set_facts(
            by=by, employment=employment, source=row["source"], values=values, recompute=False
        )
    for source in dict.fromkeys(row["source"] for row in found.rows("pay")):
        rows = [
            typed_row(pack, "pay", row, LEFT_OUT)
            for row in found.rows("pay")
            if row["source"] == source
        ]
        set_pay(by=by, employment=employment, source=source, rows=rows, recompute=False)
    for row in found.rows("events"):
        values = typed_row(pack, "events", row, LEFT_OUT)
        add_event(by=by, employment=employment, source=row["source"], recompute=False, **values)
    compute_claim(by=by, employment=employment)


@transaction.atomic
def refuse_handover(*, by, incoming: IncomingHandover) -> bytes:
    """Put a bundle away; gives the receipt that says so."""
    by.require(Right.WRITE, incoming.compartment_id_of())
    if incoming.state != "waiting":
        raise OutreachError("taken_already")
    return _settle(by, incoming, "refused", "outreach.refuse_handover")


def _settle(by, incoming: IncomingHandover, state: str, act: str, *about) -> bytes:
    incoming.state, incoming.bundle = state, ""
    incoming.save()
    journal.append(by, act, incoming, about=about)
    return receipt(by=by, incoming=incoming, outcome="reached" if state == "taken" else "refused")


def receipt(*, by, incoming: IncomingHandover, outcome: str) -> bytes:
    """What came of a handover, for the centre that sent it; nothing about the person is in it."""
    told = {"number": incoming.number, "outcome": outcome, "on": str(timezone.localdate())}
    return seal_bundle(
        by,
        incoming.key.compartment,
        {RECEIPT: json.dumps(told).encode()},
        [incoming.receipt_to],
        purpose="handover_receipt",
        consent="share",
        count=0,
    )


@transaction.atomic
def receive_receipt(*, by, content: bytes) -> Handover:
    """Note what came of a case that went to another centre.

    Raises:
        OutreachError: it answers no handover of ours.
    """
    for made in Handover.objects.visible_to(by, Right.WRITE):
        try:
            bundle = open_bundle(content, made.reveal(by, "receipt_private"))
            told = json.loads(bundle.files[RECEIPT])
            day, outcome = date.fromisoformat(told["on"]), told["outcome"]
        except (BadArchive, KeyError, TypeError, ValueError):
            continue
        if told["number"] == made.number and outcome in dict(codes.OUTCOMES):
            made.outcome, made.outcome_on = outcome, day
            made.save()
            journal.append(by, "outreach.note_receipt", made, changes={"outcome": outcome})
            return made
    raise OutreachError("no_receipt")
