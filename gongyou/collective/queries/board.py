"""The board of a case: where each phase stands, what is done, what comes next."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from gongyou.collective import codes
from gongyou.collective.checklists import ITEMS, Item
from gongyou.collective.models import CollectiveCase, Member, PhaseCheck, PhaseState
from gongyou.vault.public import Actor

TREASURERS = 2


@dataclass
class CheckLine:
    """An item of a checklist and whether it is done."""

    item: Item
    done: bool
    url: str

    @property
    def by_hand(self) -> bool:
        """Whether somebody has to tick it."""
        return not self.item.counted


@dataclass
class PhaseLine:
    """A phase with its checklist."""

    state: PhaseState
    label: str
    checks: list[CheckLine]

    @property
    def done(self) -> int:
        """How many items are done."""
        return sum(check.done for check in self.checks)


def board(case: CollectiveCase) -> list[PhaseLine]:
    """The phases in their order."""
    counts = counts_of(case)
    ticked = set(PhaseCheck.objects.filter(case=case).values_list("code", flat=True))
    lines = []
    for state in case.phasestates.all():
        checks = [
            CheckLine(item, _done(item, counts, ticked), _url(item.url, case))
            for item in ITEMS
            if item.phase == state.phase
        ]
        lines.append(PhaseLine(state, codes.label(codes.PHASES, state.phase), checks))
    return lines


def _done(item: Item, counts: dict, ticked: set) -> bool:
    return bool(counts.get(item.counted)) if item.counted else item.code in ticked


def _url(name: str, case) -> str:
    try:
        return reverse(name, args=[case.pk])
    except NoReverseMatch:
        return ""


def counts_of(case: CollectiveCase) -> dict:
    """The counts that answer checklist items."""
    members = Member.objects.filter(case=case, left_on=None)
    n = members.count()
    signed = members.filter(signed_on__isnull=False).count()
    requests = list(case.helprequests.all())
    promises = list(case.promises.all())
    return {
        "requests": len(requests),
        "consents": sum(bool(r.consent) for r in requests),
        "decisions": sum(bool(r.decision) for r in requests),
        "members": n,
        "counted": n and members.filter(on_law__isnull=False).exists(),
        "signed": signed,
        "majority": n and signed * 2 > n,
        "contacts": n and not members.filter(contact=None).exists(),
        "demands": case.demands.count(),
        "delivered": case.demandletters.filter(delivered_on__isnull=False).count(),
        **_people(case),
        "rounds": case.rounds.count(),
        "costed": case.offers.filter(costed_on__isnull=False).count(),
        "reports": case.reportbacks.count(),
        "votes": case.ratifications.count(),
        "agreements": case.agreements.count(),
        "promises": len(promises),
        "shares": any(p.shares.exists() for p in promises[:20]),
        "kept": promises and all(p.done_on for p in promises),
    }


def _people(case: CollectiveCase) -> dict:
    """Representatives, their training and their protection."""
    mandates = case.mandates.filter(ended_on=None)
    return {
        "constituencies": case.constituencys.count(),
        "elections": case.elections.filter(state="closed").count(),
        "mandates": mandates.count(),
        "authorised": mandates.filter(authorisations__withdrawn_on=None)
        .exclude(authorisations=None)
        .count(),
        "treasurers": case.treasurers.filter(until=None).count() >= TREASURERS,
        "trained": case.trainingsessions.exclude(attendance=None).count(),
        "safety_contacts": case.safetycontacts.count(),
        "safety_plans": case.safetyplans.count(),
    }


def next_steps(lines: list[PhaseLine], most: int = 4) -> list[CheckLine]:
    """The first open items of the phases that go on."""
    going = [line for line in lines if line.state.state in ("active", "reopened")]
    open_items = [check for line in going for check in line.checks if not check.done]
    return open_items[:most]


def steps(lines: list[PhaseLine]) -> list[dict]:
    """For the row of phases on top."""
    return [
        {
            "label": line.label,
            "done": line.state.state == "done",
            "current": line.state.state in ("active", "reopened"),
            "url": f"#phase-{line.state.phase}",
        }
        for line in lines
    ]


def cases(actor: Actor):
    """The collective cases that somebody may see."""
    return CollectiveCase.objects.visible_to(actor).select_related("employer")
