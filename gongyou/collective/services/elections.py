"""Elections: constituencies, candidates, opening, counting, result."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongyou.collective.models import (
    Box,
    Candidate,
    CollectiveCase,
    Constituency,
    Election,
    Mandate,
    Member,
    VoterSlip,
)
from gongyou.collective.services import ballots, boxes, mandates
from gongyou.collective.services.chronicle import note
from gongyou.collective.services.paper_counts import NotPossible, agreement
from gongyou.vault.public import (
    Actor,
    Right,
    journal,
    next_number,
    open_for_server,
    seal_for_server,
    the_program,
)

SHOWN = "collective.ballot_name"


def electors(constituency: Constituency, day: date):
    """The members who elect in a constituency on a day."""
    here = Member.objects.filter(
        Q(left_on=None) | Q(left_on__gt=day), case=constituency.case_id, joined_on__lte=day
    )
    return here.filter(workshop__in=constituency.workshops) if constituency.workshops else here


@transaction.atomic
def add_constituency(
    *, by: Actor, case: CollectiveCase, name: str, workshops=(), seats: int = 1
) -> Constituency:
    """Say who elects together, and how many seats they fill.

    Raises:
        NotPossible: some of them elect in another constituency already.
    """
    by.require(Right.WRITE, case.compartment_id)
    wanted = set(workshops)
    for other in case.constituencys.select_for_update():
        if not wanted or not other.workshops or wanted & set(other.workshops):
            raise NotPossible("same_people")
    made = Constituency(case=case, workshops=sorted(workshops), seats=seats)
    made.seal(by, name=name)
    made.take_sealed_changes()
    made.save()
    journal.append(by, "collective.add_constituency", case, changes={"seats": (None, seats)})
    return made


@transaction.atomic
def prepare_election(
    *,
    by: Actor,
    constituency: Constituency,
    means: str,
    seats: int | None = None,
    quorum: int = 50,
    quorum_over: bool = True,
    replaces: Mandate | None = None,
) -> Election:
    """Begin an election: candidates can be named."""
    case = constituency.case
    by.require(Right.WRITE, case.compartment_id)
    election = Election.objects.create(
        case=case,
        constituency=constituency,
        means=means,
        seats=seats or constituency.seats,
        quorum=quorum,
        quorum_over=quorum_over,
        replaces=replaces,
    )
    journal.append(by, "collective.prepare_election", case, changes={"means": (None, means)})
    return election


def _draft(election: Election) -> Election:
    """The election, locked, as long as it hasn't begun."""
    held = Election.objects.select_for_update().get(pk=election.pk)
    if held.state != "draft":
        raise NotPossible("begun")
    return held


@transaction.atomic
def nominate(*, by: Actor, election: Election, member: Member, on: date | None = None) -> Candidate:
    """Name a candidate out of the constituency's members."""
    by.require(Right.WRITE, election.case.compartment_id)
    _draft(election)
    day = on or timezone.localdate()
    if not electors(election.constituency, day).filter(pk=member.pk).exists():
        raise NotPossible("not_elector")
    if election.candidates.filter(member=member).exists():
        raise NotPossible("named_before")
    number = next_number(election.candidates.all())
    made = Candidate.objects.create(
        election=election, member=member, number=number, nominated_on=day
    )
    changes: dict = {"number": (None, made.number)}
    journal.append(by, "collective.nominate", election.case, changes=changes, about=[member])
    return made


@transaction.atomic
def answer_nomination(
    *, by: Actor, candidate: Candidate, accepts: bool, shown: str = "", on: date | None = None
) -> Candidate:
    """Record whether a candidate stands; `shown` is the name voters will see."""
    election = candidate.election
    by.require(Right.WRITE, election.case.compartment_id)
    _draft(election)
    day = on or timezone.localdate()
    candidate.accepted_on = day if accepts else None
    candidate.withdrawn_on = None if accepts else day
    candidate.shown = seal_for_server(SHOWN, shown) if accepts and shown else ""
    candidate.save()
    act = "collective.accept_nomination" if accepts else "collective.withdraw_candidate"
    journal.append(
        by,
        act,
        election.case,
        changes={"number": (None, candidate.number)},
        about=[candidate.member],
    )
    return candidate


def shown_name(candidate: Candidate) -> str:
    """The name on the ballot: the one given for it, else the pseudonym."""
    if candidate.shown:
        return open_for_server(SHOWN, candidate.shown)
    return candidate.member.worker.pseudonym


@transaction.atomic
def open_election(*, by: Actor, election: Election, on: date | None = None) -> list[str]:
    """Fix who may vote and begin; for a ballot online the codes of the slips are given back."""
    case = election.case
    by.require(Right.WRITE, case.compartment_id)
    held = _draft(election)
    day = on or timezone.localdate()
    entitled = electors(held.constituency, day).count()
    if not ballots.standing(held) or not entitled:
        raise NotPossible("no_candidates" if entitled else "no_electors")
    held.state, held.opened_on, held.entitled = "open", day, entitled
    held.save(update_fields=["state", "opened_on", "entitled"])
    changes: dict = {"opened_on": (None, day), "means": (None, held.means)}
    journal.append(by, "collective.open_election", case, changes=changes)
    election.refresh_from_db()
    if held.means != "online":
        return []
    return ballots.prepare_box(election=held, count=entitled)


@transaction.atomic
def renew_slips(*, by: Actor, election: Election) -> list[str]:
    """Make all codes anew, as when the paper was lost; only before anyone has one."""
    by.require(Right.WRITE, election.case.compartment_id)
    held = Election.objects.select_for_update().get(pk=election.pk)
    if held.state != "open" or not boxes.exists(held):
        raise NotPossible("not_open")
    if boxes.read(held).spent or held.voterslips.exists():
        raise NotPossible("slips_given")
    journal.append(by, "collective.renew_slips", held.case)
    return ballots.prepare_box(election=held, count=held.entitled)  # type: ignore[arg-type]


@transaction.atomic
def give_slips(
    *, by: Actor, election: Election, members: list[Member], on: date | None = None
) -> int:
    """Record that members drew a slip; nobody gets a second one."""
    case = election.case
    by.require(Right.WRITE, case.compartment_id)
    if election.state != "open":
        raise NotPossible("not_open")
    may = electors(election.constituency, election.opened_on).filter(pk__in=[m.pk for m in members])  # type: ignore[arg-type]
    have = set(election.voterslips.values_list("member_id", flat=True))
    drawing = [m for m in may if m.pk not in have]
    day = on or timezone.localdate()
    VoterSlip.objects.bulk_create(
        [VoterSlip(election=election, member=m, given_on=day) for m in drawing], batch_size=500
    )
    if drawing:
        changes: dict = {"count": len(drawing)}
        journal.append(by, "collective.give_slips", case, changes=changes)
    return len(drawing)


def close_election(
    *,
    by: Actor,
    election: Election,
    on: date | None = None,
    ends: date | None = None,
    text: str = "",
    key: str = "",
) -> Election:
    """End the voting, state the result, give those elected their mandates.

    `key`: what is printed on the sheet of the box, when the machine's memory has lost it.

    Where it is broken off after the box was opened, it can only be closed again: no vote is taken
    any more, as ballots may lie in the log or in dead rows from which later ones would stand out.

    Raises:
        NotPossible: it isn't open, two people haven't counted the same, the box can't be opened.
    """
    by.require(Right.WRITE, election.case.compartment_id)
    with transaction.atomic():
        held = _close(by, election, on or timezone.localdate(), key)
        _give_mandates(by, held, ends, text)
        _tell(by, held)
    election.refresh_from_db()
    return election


def _close(by: Actor, election: Election, day: date, key: str) -> Election:
    held = Election.objects.select_for_update().get(pk=election.pk)
    if held.state != "open":
        raise NotPossible("not_open")
    held.result = result_of(held, _counted(held, key))
    held.state, held.closed_on = "closed", day
    held.save(update_fields=["result", "state", "closed_on"])
    return held


def _give_mandates(by: Actor, election: Election, ends: date | None, text: str) -> None:
    chosen = election.candidates.filter(number__in=election.result["elected"])  # type: ignore[index]
    for candidate in chosen.select_related("member"):
        mandates.give(
            by=by,
            member=candidate.member,
            election=election,
            starts=election.closed_on,  # type: ignore[arg-type]
            ends=ends,
            text=text,
            powers=("talk", "receive"),
        )


def _counted(election: Election, key: str) -> dict:
    if election.means == "online":
        try:
            return ballots.open_box(election=election, key=key)
        except boxes.NoBoxKey:
            raise NotPossible("box_key") from None
        except (boxes.BoxGone, Box.DoesNotExist):
            raise NotPossible("box_gone") from None
    state, count = agreement(election)
    if state != "agrees":
        raise NotPossible(state)
    return {"ballots": count.ballots, "invalid": count.invalid, "votes": count.votes}  # type: ignore[union-attr]


@transaction.atomic
def void_election(*, by: Actor, election: Election, because: str) -> Election:
    """Declare a vote void: nobody will count it, and its page says so to everyone who has a slip.

    Args:
        because: "restored", "key", "stopped".

    Raises:
        NotPossible: no voting goes on.
    """
    if by.account is not None:
        by.require(Right.WRITE, election.case.compartment_id)
    held = Election.objects.select_for_update().get(pk=election.pk)
    if held.state != "open":
        raise NotPossible("not_open")
    held.state, held.void_because = "void", because
    held.save(update_fields=["state", "void_because"])
    Box.objects.filter(election=held).delete()
    changes: dict = {"because": (None, because)}
    journal.append(by, "collective.void_election", held.case, changes=changes)
    transaction.on_commit(lambda: boxes.destroy(held))
    return held


def put_boxes_in_order() -> None:
    """At a start: a vote whose box is not here any more can't be counted, and says so."""
    for election in boxes.sweep(Election.objects.all()):
        void_election(by=the_program(), election=election, because="restored")


def void_after_restore() -> None:
    """Data from a backup has no boxes: what people voted since isn't in it, so they vote again."""
    for election in Election.objects.filter(state="open", means="online"):
        void_election(by=the_program(), election=election, because="restored")


def result_of(election: Election, counted: dict) -> dict:
    """The result of a count: quorum, who is elected, who is tied for the last seats."""
    reached = quorum_reached(election, counted["ballots"])
    ranked = sorted(counted["votes"].items(), key=lambda pair: (-pair[1], int(pair[0])))
    ranked = [(int(number), votes) for number, votes in ranked if votes > 0]
    elected, tied = ranked[: election.seats], []
    if len(ranked) > election.seats and ranked[election.seats][1] == elected[-1][1]:
        edge = elected[-1][1]
        tied = [number for number, votes in ranked if votes == edge]
        elected = [pair for pair in elected if pair[1] > edge]
    chosen = [number for number, _votes in elected] if reached else []
    return counted | {"quorum": reached, "elected": chosen, "tied": tied if reached else []}


def quorum_reached(election: Election, cast: int) -> bool:
    """Whether enough took part: more than (or at least) the quorum of those entitled."""
    share, needed = cast * 100, election.quorum * election.entitled  # type: ignore[operator]
    return share > needed if election.quorum_over else share >= needed


def _tell(by: Actor, election: Election) -> None:
    result = election.result
    figures = {
        "entitled": election.entitled,
        "ballots": result["ballots"],  # type: ignore[index]
        "seats": election.seats,
        "elected": len(result["elected"]),  # type: ignore[index]
    }
    again = (
        election.replaces_id
        or election.constituency.elections.filter(state="closed").exclude(pk=election.pk).exists()
    )
    kind = "re_election" if again else "election"
    note(by, election.case, kind, election.closed_on, 3, "Representatives are elected.", figures)  # type: ignore[arg-type]
    changes: dict = {"closed_on": (None, election.closed_on), "elected": (None, result["elected"])}  # type: ignore[index]
    if election.means == "online":
        changes["ballots"] = ballots.digest_of(election)
    journal.append(by, "collective.close_election", election.case, changes=changes)


def recount(election: Election) -> bool:
    """Whether counting the kept ballots (or the counts of two people) gives the result again."""
    if election.means == "online":
        again = ballots.tally(election)
    else:
        count = agreement(election)[1]
        again = {"ballots": count.ballots, "invalid": count.invalid, "votes": count.votes}  # type: ignore[union-attr]
    return result_of(election, again) == election.result


@transaction.atomic
def prepare_by_election(*, by: Actor, mandate: Mandate, means: str = "paper") -> Election:
    """Begin an election for the one seat of a mandate that ended.

    Raises:
        Ended: (not yet) the mandate is still in force.
    """
    if mandate.constituency is None or mandate.holds(timezone.localdate()):
        raise mandates.Ended(mandate.ended_on)
    return prepare_election(
        by=by, constituency=mandate.constituency, means=means, seats=1, replaces=mandate
    )
