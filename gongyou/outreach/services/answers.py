"""Boxes, and what phones sealed to them: received, opened at the desk, taken in as an intake."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from gongyou.centre.public import record_intake, set_facts
from gongyou.law import load_pack, pack_names
from gongyou.law.portable import Told, questions_of, told_by
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import AnswerBox, SealedAnswers
from gongyou.outreach.services.key_pairs import retire
from gongyou.outreach.typed_values import typed_row
from gongyou.vault.public import Right, journal

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
TEXT = re.compile(r"GY([01]):(.*):END", re.DOTALL)
ID_BYTES, LARGEST = 8, 64 * 1024
ASKED_NONE = "asked_none"


@dataclass(frozen=True)
class Opened:
    """Answers that were opened: under which law, of which day, what they tell."""

    law: str
    on: date
    language: str
    answers: dict[str, Any]
    declined: list[str]
    unknown: list[str]
    told: Told
    refused: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def open_box(*, by, compartment) -> AnswerBox:
    """A new box; phones whose file is built from now on seal to it."""
    by.require(Right.WRITE, compartment)
    secret = PrivateKey.generate()
    public = bytes(secret.public_key)
    box = AnswerBox(
        compartment=compartment,
        public=public.hex(),
        box_id=hashlib.sha256(public).hexdigest()[: ID_BYTES * 2],
        opened_on=timezone.localdate(),
    )
    box.seal(by, private=bytes(secret).hex())
    box.save()
    journal.append(by, "outreach.open_box", box, changes={"box": box.box_id})
    return box


@transaction.atomic
def retire_box(*, by, box: AnswerBox) -> None:
    """Destroy a box's private half: nothing sealed to it can be opened any more."""
    retire(by, box, "outreach.retire_box", {"box": box.box_id})


@transaction.atomic
def receive_answers(*, by, text: str) -> SealedAnswers:
    """Keep a sealed bundle that was scanned, pasted or fetched; the same one comes in once."""
    kind, raw = unwrapped(text)
    if kind != "1":
        raise OutreachError("open_answers")
    box = AnswerBox.objects.visible_to(by, Right.WRITE).filter(box_id=raw[:ID_BYTES].hex()).first()
    if box is None:
        raise OutreachError("no_box")
    digest = hashlib.sha256(raw).hexdigest()
    known = SealedAnswers.objects.filter(digest=digest).first()
    if known is not None:
        return known
    made = SealedAnswers(box=box, digest=digest, text=raw.hex(), received_on=timezone.localdate())
    made.save()
    journal.append(by, "outreach.receive_answers", made)
    return made


def unwrapped(text: str) -> tuple[str, bytes]:
    """("0" open or "1" sealed, bytes) of a code's text.

    Raises:
        OutreachError: it is not such a text, or not whole.
    """
    found = TEXT.search(text.replace("\r", "").replace("\n", ""))
    if found is None or len(text) > LARGEST:
        raise OutreachError("not_answers")
    try:
        return found.group(1), _from_base45(found.group(2))
    except ValueError:
        raise OutreachError("not_answers") from None


def wrapped(raw: bytes) -> str:
    """The text of a code that holds sealed bytes."""
    made = ""
    for at in range(0, len(raw), 2):
        pair = raw[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _digit in range(len(pair) + 1):
            made += LETTERS[value % 45]
            value //= 45
    return f"GY1:{made}:END"


def _from_base45(text: str) -> bytes:
    made = bytearray()
    for at in range(0, len(text), 3):
        part = text[at : at + 3]
        value = sum(LETTERS.index(letter) * 45**place for place, letter in enumerate(part))
        if len(part) == 1 or value >= (65536 if len(part) == 3 else 256):
            raise ValueError(part)
        made += value.to_bytes(2 if len(part) == 3 else 1, "big")
    return bytes(made)


def opened(by, sealed: SealedAnswers) -> Opened:
    """What a bundle says; only who may read names in its compartment.

    Raises:
        OutreachError: the box is gone, or the bundle was changed.
    """
    by.require(Right.READ_IDENTITY, sealed.compartment_id_of())
    private = sealed.box.reveal(by, "private")
    if not private:
        raise OutreachError("box_gone")
    try:
        plain = SealedBox(PrivateKey(bytes.fromhex(private))).decrypt(
            bytes.fromhex(sealed.text)[ID_BYTES:]
        )
    except CryptoError:
        raise OutreachError("changed") from None
    return read_answers(plain[: plain.rindex(b"\x80")])


def read_answers(plain: bytes) -> Opened:
    """Answers out of their JSON; values that the law cannot take are told, not taken."""
    try:
        found = json.loads(plain)
        law, on = str(found["p"]), date.fromisoformat(str(found["on"]))
        given = {str(name): value for name, value in dict(found["a"]).items()}
    except (ValueError, KeyError, TypeError):
        raise OutreachError("not_answers") from None
    questions = questions_of(law) if law in pack_names() else None
    if questions is None:
        raise OutreachError("other_law")
    kept, refused = _readable(law, questions, given)
    return Opened(
        law=law,
        on=on,
        language=str(found.get("l", "")),
        answers=kept,
        declined=[str(name) for name in found.get("d", [])],
        unknown=[str(name) for name in found.get("u", [])],
        told=told_by(questions, kept, on),
        refused=refused,
    )


def _readable(law: str, questions, given: dict) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers that the law's readers take, and the others with what they say."""
    from gongyou.law.schema import FactError

    facts = load_pack(law).facts
    kept, refused = {}, {}
    for name, value in given.items():
        question = questions.named(name)
        fact = facts.get(question.get("fact") or question.get("usual") or "") if question else None
        if isinstance(value, (dict, list)):
            refused[name] = str(value)[:80]
            continue
        try:
            if fact is not None and value not in (None, "none"):
                fact.type.read(value, name)
            kept[name] = value
        except FactError as error:
            refused[name] = str(error)
    return kept, refused


@transaction.atomic
def take_in_answers(
    *, by, sealed: SealedAnswers, identity: dict, employer_name: str, grievances=(), consent=()
):
    """An intake with a case and a claim, out of what the phone told."""
    if sealed.state != "waiting":
        raise OutreachError("taken_already")
    found = opened(by, sealed)
    recorded = record_intake(
        by=by,
        compartment=sealed.box.compartment,
        identity=identity,
        employer_name=employer_name,
        facts=_typed(found, "employment", found.told.tables["employment"]),
        pay=[_typed(found, "pay", row) for row in found.told.tables["pay"]],
        events=[_event(row) for row in found.told.tables["events"]],
        grievances=list(grievances),
        consent=list(consent),
        channel="outreach",
        pack=found.law,
    )
    if recorded.employment and found.told.asked:
        set_facts(
            by=by,
            employment=recorded.employment,
            source="worker",
            values={ASKED_NONE: " ".join(sorted(found.told.asked))},
        )
    _settle(by, sealed, "taken", "outreach.take_in_answers", recorded.intake)
    return recorded


@transaction.atomic
def refuse_answers(*, by, sealed: SealedAnswers) -> None:
    """Put a bundle away that nobody will take in."""
    by.require(Right.WRITE, sealed.compartment_id_of())
    _settle(by, sealed, "refused", "outreach.refuse_answers")


def _settle(by, sealed: SealedAnswers, state: str, act: str, *about) -> None:
    sealed.state, sealed.text = state, ""
    sealed.save()
    journal.append(by, act, sealed, about=about)


def _typed(found: Opened, table: str, row: dict) -> dict:
    """Values as the centre keeps them."""
    return typed_row(load_pack(found.law), table, row)


def _event(row: dict) -> dict:
    return {"kind": row["kind"], "date": date.fromisoformat(row["date"])}
