"""Demands drawn from claims or free, bundles, the letter and its delivery."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongyou.collective.law_words import articles, entitlement_label
from gongyou.collective.models import Bundle, CollectiveCase, Demand, DemandLetter
from gongyou.collective.services.chronicle import next_ordinal, note
from gongyou.collective.services.owed import interrupt
from gongyou.vault.public import Actor, Right, files, journal


@transaction.atomic
def add_demand(
    *, by: Actor, case: CollectiveCase, text: str, entitlements=(), legal_basis: str = "", **values
) -> Demand:
    """Add a demand: free, or with the entitlements, people and sum that claims give."""
    by.require(Right.WRITE, case.compartment_id)
    ordinal = next_ordinal(Demand, case)
    demand = Demand(
        case=case,
        ordinal=ordinal,
        reference=_reference(Demand, case, "D"),
        entitlements=list(entitlements),
        raised_on=values.pop("raised_on", None) or timezone.localdate(),
        **values,
    )
    content = {"id": demand.reference, "text": text}
    if legal_basis:
        content["legal_basis"] = legal_basis
    if demand.amount is not None:
        content["amount"] = str(demand.amount)
    demand.seal(by, content=content | {"status": demand.status})
    demand.take_sealed_changes()
    demand.save()
    changes: dict = {"reference": (None, demand.reference), "people": (None, demand.people)}
    changes["amount"] = (None, demand.amount)
    journal.append(by, "collective.add_demand", case, changes=changes)
    return demand


def draw_demand(*, by: Actor, case: CollectiveCase, line: dict) -> Demand:
    """A demand out of claims: its words, articles, people, sum and first day of limitation."""
    code = line["code"]
    return add_demand(
        by=by,
        case=case,
        text=entitlement_label(code),
        entitlements=[code],
        legal_basis="; ".join(articles(code)),
        people=line["people"],
        amount=line["amount"],
        file_by=line["file_by"],
    )


def _reference(model, case, letter: str) -> str:
    taken = set(model.objects.filter(case=case).values_list("reference", flat=True))
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


@transaction.atomic
def change_demand(*, by: Actor, demand: Demand, text: str | None = None, status: str | None = None):
    """Change the wording of a demand or where it stands."""
    by.require(Right.WRITE, demand.case.compartment_id)
    content = dict(demand.reveal(by, "content") or {})
    changes: dict = {"reference": (None, demand.reference)}
    sealed = {}
    if text is not None and text != content.get("text"):
        sealed = {"text": (content.get("text"), text)}
        content["text"] = text
    if status and status != demand.status:
        changes["status"] = (demand.status, status)
        demand.status = content["status"] = status
    demand.seal(by, content=content)
    demand.take_sealed_changes()
    demand.save()
    journal.append(by, "collective.change_demand", demand.case, changes=changes, sealed=sealed)
    return demand


@transaction.atomic
def merge_demands(
    *, by: Actor, case: CollectiveCase, demands: list[Demand], text: str = ""
) -> Bundle:
    """Merge demands into a bundle, to be settled together."""
    by.require(Right.WRITE, case.compartment_id)
    covers = [demand.reference for demand in demands if demand.case_id == case.pk]
    bundle = Bundle(
        case=case,
        ordinal=next_ordinal(Bundle, case),
        reference=_reference(Bundle, case, "B"),
        covers=covers,
    )
    content = {"id": bundle.reference, "covers": covers} | ({"text": text} if text else {})
    bundle.seal(by, content=content)
    bundle.take_sealed_changes()
    bundle.save()
    changes: dict = {"reference": (None, bundle.reference), "covers": (None, covers)}
    journal.append(by, "collective.merge_demands", case, changes=changes)
    return bundle


@transaction.atomic
def write_letter(
    *,
    by: Actor,
    case: CollectiveCase,
    demands: list[Demand],
    text: str,
    written_on: date,
    deadline_on,
) -> DemandLetter:
    """Write the demand letter with its deadline."""
    by.require(Right.WRITE, case.compartment_id)
    letter = DemandLetter(
        case=case,
        written_on=written_on,
        deadline_on=deadline_on,
        demands=[demand.reference for demand in demands],
    )
    letter.seal(by, text=text)
    letter.take_sealed_changes()
    letter.save()
    changes: dict = {"written_on": (None, written_on), "deadline_on": (None, deadline_on)}
    journal.append(by, "collective.write_letter", case, changes=changes)
    return letter


@transaction.atomic
def deliver_letter(
    *, by: Actor, letter: DemandLetter, on: date, means: str, proof=None
) -> DemandLetter:
    """Record the delivery with its proof; for every member it interrupts the limitation."""
    case = letter.case
    by.require(Right.WRITE, case.compartment_id)
    letter.delivered_on, letter.means = on, means
    if proof:
        letter.proof = files.store(by, case.compartment, proof, kind="evidence", under=case)
    letter.save()
    reached = interrupt(by, case, "demand_to_employer", on)
    figures = {"demands": len(letter.demands)}
    if letter.deadline_on:
        figures["deadline_days"] = (letter.deadline_on - on).days
    note(by, case, "demand_letter", on, 2, "Demand letter delivered to the employer.", figures)
    changes: dict = {"delivered_on": (None, on), "means": (None, means), "count": reached}
    journal.append(by, "collective.deliver_letter", case, changes=changes)
    return letter


@transaction.atomic
def record_answer(*, by: Actor, letter: DemandLetter, on: date, answer: str) -> DemandLetter:
    """Record what the employer answered."""
    by.require(Right.WRITE, letter.case.compartment_id)
    letter.answered_on = on
    letter.seal(by, answer=answer)
    letter.take_sealed_changes()
    letter.save()
    changes: dict = {"answered_on": (None, on)}
    journal.append(by, "collective.record_answer", letter.case, changes=changes)
    return letter
