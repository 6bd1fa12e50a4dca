"""Dossiers: prepared, sent, answered, followed by the next, closed."""

from datetime import date

from django.db import transaction

from gongyou.advocacy.clocks import kind_of
from gongyou.advocacy.errors_of_dossiers import DossierError
from gongyou.advocacy.models import Dossier, DossierEvent, DossierPerson
from gongyou.advocacy.services.dossier_days import refresh_days
from gongyou.centre.public import Case
from gongyou.law import load_pack
from gongyou.law.dossiers import ANYONE, CONSENT, kinds_of
from gongyou.vault.public import Actor, Right, files, journal

SEALED = ("title", "body", "matter", "signer_name")
PLAIN = ("signer", "consent_on", "employer", "publicity", "risk_reviewed_on")


@transaction.atomic
def prepare_dossier(*, by: Actor, compartment, kind: str, law: str, **values) -> Dossier:
    """Begin a dossier; who may sign is checked from the start."""
    by.require(Right.WRITE, compartment)
    if kind not in kinds_of(load_pack(law)):
        raise DossierError("no_such_kind")
    dossier = Dossier(compartment=compartment, kind=kind, law=law)
    _set(by, dossier, values)
    dossier.save()
    journal.append(by, "advocacy.prepare_dossier", dossier, changes={"kind": (None, kind)})
    return dossier


@transaction.atomic
def change_dossier(*, by: Actor, dossier: Dossier, **values) -> Dossier:
    """Change what a dossier says; once sent, only publicity and the review of risk."""
    by.require(Right.WRITE, dossier.compartment)
    _open(dossier)
    if dossier.state != "draft":
        values = {k: v for k, v in values.items() if k in ("publicity", "risk_reviewed_on")}
    _set(by, dossier, values)
    dossier.save()
    journal.append(by, "advocacy.change_dossier", dossier)
    return dossier


def _set(by: Actor, dossier: Dossier, values: dict) -> None:
    for name in PLAIN:
        if name in values:
            setattr(dossier, name, values[name])
    if dossier.signer:
        _check_signer(dossier)
    sealed = {name: values[name] for name in SEALED if name in values}
    if sealed:
        dossier.seal(by, **sealed)


def _check_signer(dossier: Dossier) -> None:
    signers = kind_of(dossier).signers
    if ANYONE not in signers and dossier.signer not in signers:
        raise DossierError("who_signs")


def _open(dossier: Dossier) -> None:
    if dossier.state == "closed":
        raise DossierError("closed")


@transaction.atomic
def send_dossier(
    *, by: Actor, dossier: Dossier, on: date, received_on: date | None = None, proof=None
) -> Dossier:
    """It was handed in: not unsigned, not against the person's will, not before risk was seen."""
    by.require(Right.WRITE, dossier.compartment)
    _open(dossier)
    if dossier.state == "sent":
        raise DossierError("sent_already")
    _check_ready(by, dossier)
    if received_on and received_on < on:
        raise DossierError("backwards")
    dossier.state = "sent"
    dossier.save()
    _add_event(by, dossier, "sent", on, file=_kept(by, dossier, proof))
    if received_on:
        _add_event(by, dossier, "received", received_on)
    journal.append(by, "advocacy.send_dossier", dossier, changes={"sent_on": (None, on)})
    refresh_days(by=by, dossier=dossier)
    return dossier


def _check_ready(by: Actor, dossier: Dossier) -> None:
    kind = kind_of(dossier)
    if not dossier.signer:
        raise DossierError("who_signs_unsaid")
    _check_signer(dossier)
    if not dossier.reveal(by, "body"):
        raise DossierError("needs_body")
    if CONSENT in kind.signers and dossier.consent_on is None:
        raise DossierError("needs_consent")
    if dossier.risk_reviewed_on is None:
        raise DossierError("needs_risk")
    if kind.many and kind.most_representatives is None and dossier.people.count() < 2:
        raise DossierError("needs_people")


@transaction.atomic
def record_reply(
    *,
    by: Actor,
    dossier: Dossier,
    code: str,
    on: date,
    until: date | None = None,
    note: str = "",
    upload=None,
) -> DossierEvent:
    """Note what happened on a day; clocks start and stop by it.

    What happened before anything was sent is the breach or the notice that a clock starts from.
    """
    by.require(Right.WRITE, dossier.compartment)
    _open(dossier)
    early = code in ("breach_ended", "published")
    sent = dossier.events.filter(code="sent").first()
    if not early and sent is None:
        raise DossierError("not_sent")
    if not early and sent is not None and on < sent.on:
        raise DossierError("backwards")
    if until and until < on:
        raise DossierError("ends_before")
    file = _kept(by, dossier, upload)
    event = _add_event(by, dossier, code, on, until=until, note=note, file=file)
    journal.append(by, "advocacy.record_reply", dossier, changes={code: (None, on)})
    refresh_days(by=by, dossier=dossier)
    return event


def _kept(by: Actor, dossier: Dossier, upload):
    if upload is None:
        return None
    return files.store(by, dossier.compartment, upload, kind="evidence", under=dossier)


def _add_event(by: Actor, dossier: Dossier, code: str, on: date, note: str = "", **values):
    event = DossierEvent(dossier=dossier, code=code, on=on, **values)
    if note:
        event.seal(by, note=note)
        event.take_sealed_changes()
    event.save()
    return event


@transaction.atomic
def follow_dossier(*, by: Actor, dossier: Dossier, kind: str, on: date) -> Dossier:
    """The next step: a dossier of its own that follows this one, with the same matter."""
    by.require(Right.WRITE, dossier.compartment)
    _open(dossier)
    if kind not in kind_of(dossier).follows:
        raise DossierError("no_next")
    told = dossier.reveal(by, "title"), dossier.reveal(by, "matter")
    made = Dossier(
        compartment=dossier.compartment,
        kind=kind,
        law=dossier.law,
        employer=dossier.employer,
        follows=dossier,
    )
    made.seal(by, title=told[0] or "", matter=told[1] or "")
    made.save()
    journal.append(by, "advocacy.follow_dossier", made, about=[dossier])
    _add_event(by, dossier, "appealed", on)
    refresh_days(by=by, dossier=dossier)
    return made


@transaction.atomic
def close_dossier(*, by: Actor, dossier: Dossier, on: date) -> Dossier:
    """Nothing more is expected: its days to keep are done."""
    by.require(Right.WRITE, dossier.compartment)
    _open(dossier)
    dossier.state, dossier.closed_on = "closed", on
    dossier.save()
    refresh_days(by=by, dossier=dossier)
    journal.append(by, "advocacy.close_dossier", dossier, changes={"closed_on": (None, on)})
    return dossier


@transaction.atomic
def choose_people(*, by: Actor, dossier: Dossier, cases) -> int:
    """Exactly these people's cases are in the dossier."""
    by.require(Right.WRITE, dossier.compartment)
    _open(dossier)
    if dossier.state != "draft":
        raise DossierError("sent_already")
    wanted = set(
        Case.objects.visible_to(by)
        .filter(pk__in=[c.pk for c in cases], compartment=dossier.compartment)
        .values_list("pk", flat=True)
    )
    dossier.people.exclude(case__in=wanted).delete()
    have = set(dossier.people.values_list("case_id", flat=True))
    fresh = [DossierPerson(dossier=dossier, case_id=pk) for pk in sorted(wanted - have)]
    DossierPerson.objects.bulk_create(fresh)
    journal.append(by, "advocacy.choose_people", dossier, changes={"count": len(wanted)})
    return len(wanted)
