"""Generated representatives, fund, training and protection for the demonstration."""

import random
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.services import (
    ballots,
    cases,
    elections,
    fund,
    mandates,
    protection,
    training,
)
from gongyou.vault.public import Actor

ELECTED, GIVING = date(2014, 12, 9), date(2014, 12, 10)
VOTERS, ENOUGH = 300, 20
NAMES = ["阿芳（针车）", "阿强（针车）", "阿梅（针车）"]


@transaction.atomic
def organised(actor: Actor, case: CollectiveCase) -> None:
    """An election online, mandates, a fund, a training, plans; nobody of it exists."""
    members = list(Member.objects.filter(case=case).select_related("worker"))
    if len(members) < len(NAMES):
        return
    chosen = _elect(actor, case, members)
    given = [_mandate(actor, case, member, members) for member in chosen]
    _fund(actor, case, members, chosen)
    _train_and_protect(actor, case, [m.member for m in given])


def _elect(actor: Actor, case, members) -> list[Member]:
    """The first workshop (or everyone, when they are few) votes for two of three."""
    workshop = members[0].workshop
    if sum(m.workshop == workshop for m in members) < ENOUGH:
        workshop = ""
    group = elections.add_constituency(
        by=actor,
        case=case,
        name=workshop or "全厂",
        workshops=[workshop] if workshop else [],
        seats=2,
    )
    election = elections.prepare_election(by=actor, constituency=group, means="online")
    standing = list(elections.electors(group, ELECTED)[: len(NAMES)])
    for member, name in zip(standing, NAMES, strict=False):
        named = elections.nominate(by=actor, election=election, member=member, on=ELECTED)
        elections.answer_nomination(by=actor, candidate=named, accepts=True, shown=name, on=ELECTED)
    codes = elections.open_election(by=actor, election=election, on=ELECTED)[:VOTERS]
    drawn = list(elections.electors(group, ELECTED)[: len(codes)])
    elections.give_slips(by=actor, election=election, members=drawn, on=ELECTED)
    chance = random.Random(61)  # noqa: S311
    for code in codes:
        picked = chance.choices([[1, 2], [1, 3], [2], []], [50, 25, 20, 5])[0]
        ballots.cast(election=election, code=code, choices=picked)
    election = elections.close_election(by=actor, election=election, on=ELECTED)
    numbers = set(election.result["elected"]) or {1, 2}  # type: ignore[index]
    return [
        c.member
        for c in election.candidates.select_related("member__worker")
        if c.number in numbers
    ]


def _mandate(actor: Actor, case, member, members):
    """The mandate the election gave, or one given outright; half the roll authorises."""
    held = member.mandates.first() or mandates.give(by=actor, member=member, starts=ELECTED)
    mandates.authorise(by=actor, mandate=held, members=members[::2], on=GIVING)
    return held


def _fund(actor: Actor, case, members, chosen) -> None:
    signers = [
        fund.name_treasurer(by=actor, case=case, member=member, since=ELECTED)
        for member in [*chosen, *members][:2]
    ]
    for number, member in enumerate(members[:40]):
        day = GIVING + timedelta(days=number % 9)
        amount = Decimal(20 + 10 * (number % 4))
        fund.receive_money(by=actor, case=case, on=day, amount=amount, member=member)
    fund.transfer_money(
        by=actor, case=case, on=date(2014, 12, 17), amount=Decimal(300), out_of="cash"
    )
    for account, amount in (("travel", "86.50"), ("printing", "120"), ("legal", "200")):  # type: ignore[assignment]
        fund.spend_money(
            by=actor,
            case=case,
            on=date(2014, 12, 20),
            amount=Decimal(amount),
            account=account,
            signed_by=signers,
        )


def _train_and_protect(actor: Actor, case, holders) -> None:
    session = training.add_training(
        by=actor, case=case, on=date(2014, 12, 13), topic="集体协商：要约、授权、通报", hours=3
    )
    training.record_attendance(by=actor, session=session, members=holders)
    cases.set_phase(by=actor, case=case, phase=4, state="done", since=session.on)
    protection.add_safety_contact(
        by=actor, case=case, kind="lawyer", name="（演示）值班律师", phone="020-00000000"
    )
    protection.add_safety_contact(
        by=actor, case=case, kind="centre", name="（演示）工友中心", phone="020-00000001"
    )
    for member in holders:
        plan = protection.make_safety_plan(
            by=actor,
            member=member,
            made_on=ELECTED,
            every_hours=12,
            risks="聚会前后被带走",
            measures="两人同行；手机与应急卡分开放",
            if_silent="两小时内联系家属和律师",
        )
        protection.check_in(by=actor, plan=plan, answer="well")
