"""The three public cases, Lide with a generated roll, and a small generated case to the end."""

import random
from collections import deque
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from gongyou.collective import chronicle_file, demo_people
from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.queries import findings
from gongyou.collective.services import bargaining, cases, demands, offers, promises, roll
from gongyou.collective.services.acts_of_sources import parse_acts, record_acts
from gongyou.collective.services.findings import open_from_finding
from gongyou.collective.services.import_chronicle import import_chronicle
from gongyou.collective.services.owed import count_law
from gongyou.collective.services.people import Entry, add_people
from gongyou.vault.public import Actor, Right

CASES = files("gongyou.collective") / "cases"
WHOLE_ROLL, ENOUGH_WORKERS = 2750, 100
WORKSHOPS = [
    ("手缝车间", 300),
    ("针车车间", 820),
    ("裁断车间", 360),
    ("底部车间", 610),
    ("包装车间", 420),
]
REST = "品检及仓库"
CUT_OFF, STRIKE, END = date(2014, 12, 31), date(2014, 12, 6), date(2015, 4, 20)
# Where the small case stands: phase, state, days after the opening.
STATES = ((1, "done", 0), (2, "done", 10), (5, "done", 35), (7, "active", 90))
SURNAMES = "李王张刘陈杨黄赵周吴徐孙朱马胡郭何高林罗"
GIVEN = "芳娜秀英敏静丽艳杰娟霞桂华玉红梅春燕兰强磊军勇涛明"


def load(actor: Actor, scale: int = 300) -> None:
    """Fill the room. The roll of Lide is generated; no such people exist."""
    compartments = actor.compartments(Right.WRITE)
    lide = published(actor, compartments[-1], "lide")
    published(actor, compartments[0], "university_town")
    published(actor, compartments[0], "citizen_watch")
    people_of_lide(actor, lide, WHOLE_ROLL if scale >= ENOUGH_WORKERS else scale)
    demo_people.organised(actor, lide)
    generated_case(actor)


@transaction.atomic
def published(actor: Actor, compartment, name: str) -> CollectiveCase:
    """A public case with the promises (and mandates) that its sources tell of."""
    data = chronicle_file.parse((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    case = import_chronicle(by=actor, compartment=compartment, data=data)
    acts = parse_acts((CASES / f"{name}.acts.yaml").read_text(encoding="utf-8"))
    record_acts(by=actor, case=case, acts=acts)
    _request(actor, case, data)
    return case


def _request(actor: Actor, case: CollectiveCase, data: dict) -> None:
    event = next(e for e in data["events"] if e["kind"] == "request_for_help")
    figures = event.get("figures", {})
    asked = cases.record_request(
        by=actor,
        case=case,
        asked_on=chronicle_file.bounds(event)[0],
        people=figures.get("workers_asking") or figures.get("representatives"),
        asked_for=event["description"],
    )
    day = asked.asked_on
    cases.decide_request(by=actor, request=asked, decision="help", decided_on=day)


@transaction.atomic
def people_of_lide(actor: Actor, case: CollectiveCase, count: int) -> None:
    """A generated roll: workshops, service, wages, sign-on, contacts; what the law owes."""
    chance = random.Random(2750)  # noqa: S311
    cases.change_case(by=actor, case=case, generated=True)
    entries = [_person(chance, n, count) for n in range(count)]
    members = add_people(
        by=actor,
        case=case,
        entries=entries,
        source="roster",
        joined_on=date(2014, 12, 8),
        generated=True,
    )
    for n in range(9):
        day = date(2014, 12, 8) + timedelta(days=n)
        roll.sign_on(by=actor, case=case, members=members[n::9], on=day, means="paper")
    _contacts(chance, members)
    count_law(by=actor, case=case, on=END, members=members)
    settled = case.offers.filter(status="accepted").first()
    offers.cost_again(by=actor, offer=settled)  # type: ignore[arg-type]
    bundle = case.promises.filter(due_on=date(2014, 12, 20)).first()
    promises.divide(by=actor, promise=bundle, offer=settled)  # type: ignore[arg-type]
    offers.make_offer(
        by=actor,
        case=case,
        typed="100% of cn.severance",
        side="workers",
        made_on=date(2015, 4, 20),
        counted_to=END,
    )


def _person(chance: random.Random, number: int, count: int) -> Entry:
    start = END - timedelta(days=int(chance.triangular(120, 7000, 2400)))
    start = max(start, date(2008, 1, 2))
    female = chance.random() < 0.7
    wage = Decimal(chance.randrange(2600, 4300, 10))
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, k=chance.choice([1, 2])))
    facts = {
        "start": start,
        "end": END,
        "end_kind": "dismissed_no_fault",
        "place": "440113",
        "sex": "female" if female else "male",
        "contract_written": True,
        "agreed_wage": Decimal(1550),
        "average_wage_12m": wage,
        "leave_taken_days": Decimal(0),
    }
    if chance.random() < 0.02:
        del facts["start"]
    where = {
        "workshop": _workshop(number * WHOLE_ROLL // max(count, 1)),
        "floor": f"{chance.randrange(1, 5)}楼",
        "shift": chance.choice(["白班", "白班", "夜班"]),
    }
    return Entry(name=name, facts=facts, where=where)


def _workshop(place: int) -> str:
    for workshop, size in WORKSHOPS:
        if place < size:
            return workshop
        place -= size
    return REST


def _contacts(chance: random.Random, members: list[Member]) -> None:
    """One active member for about every forty-five of a workshop."""
    by_workshop: dict[str, list] = {}
    for member in members:
        by_workshop.setdefault(member.workshop, []).append(member)
    for held in by_workshop.values():
        active = held[:: max(1, min(45, len(held)))]
        ring = deque(active)
        for member in held:
            member.contact = ring[0]
            ring.rotate()
            member.support = chance.choices(["for", "wavering"], [92, 8])[0]
        for member in active:
            member.support, member.contact = "active", active[0]
    roll.save_many(members, ["contact", "support"])


@transaction.atomic
def generated_case(actor: Actor) -> CollectiveCase | None:
    """A small case out of the generated casework, from a finding to shares partly paid."""
    free = [f for f in findings.findings(actor) if f.existing is None and f.claimed]
    if not free:
        return None
    best, today = free[0], timezone.localdate()
    opened = today - timedelta(days=120)
    case = open_from_finding(
        by=actor,
        compartment=best.compartment,
        root=best.root,
        grievance=best.grievance,
        on=opened,
    )
    cases.change_case(by=actor, case=case, generated=True)
    members = list(Member.objects.filter(case=case))
    day = opened + timedelta(days=10)
    roll.sign_on(by=actor, case=case, members=members[::2] or members, on=day, means="meeting")
    _begin(actor, case, opened, len(members))
    _demand_and_talk(actor, case, opened)
    return case


def _begin(actor: Actor, case: CollectiveCase, opened: date, people: int) -> None:
    """Who asked, and where the phases of the case stand by now."""
    asked = cases.record_request(
        by=actor,
        case=case,
        asked_on=opened,
        people=people,
        consent=["record", "speak"],
        asked_for="工厂要搬，工龄怎么算？（生成）",
    )
    cases.decide_request(by=actor, request=asked, decision="help", decided_on=opened)
    for phase, state, after in STATES:
        day = opened + timedelta(days=after)
        cases.set_phase(by=actor, case=case, phase=phase, state=state, since=day)


def _demand_and_talk(actor: Actor, case: CollectiveCase, opened: date) -> None:
    from gongyou.collective.queries.roll import proposals

    made = [demands.draw_demand(by=actor, case=case, line=p) for p in proposals(case)[:3]]
    if not made:
        return
    letter = demands.write_letter(
        by=actor,
        case=case,
        demands=made,
        text="",
        written_on=opened + timedelta(days=14),
        deadline_on=opened + timedelta(days=28),
    )
    demands.deliver_letter(by=actor, letter=letter, on=opened + timedelta(days=15), means="post")
    held = bargaining.hold_round(by=actor, case=case, on=opened + timedelta(days=35))
    n = case.members.count()
    for share, on in ((30, 36), (70, 60)):
        offer = offers.make_offer(
            by=actor,
            case=case,
            typed=f"{share}% of the claim",
            made_on=opened + timedelta(days=on),
            counted_to=opened,
            round=held,
        )
        accepted = share == 70
        votes = {"entitled": n, "yes": n if accepted else 0, "no": 0 if accepted else n}
        on_day = offer.made_on + timedelta(days=3)
        bargaining.report_back(by=actor, case=case, on=on_day, attended=n, offer=offer)
        bargaining.ratify(by=actor, offer=offer, on=on_day, means="hands", **votes)
    _agree_and_pay(actor, case, offer, opened)


def _agree_and_pay(actor: Actor, case, offer, opened: date) -> None:
    signed, due = opened + timedelta(days=70), opened + timedelta(days=90)
    terms = [{"by_offer": True, "demands": ["D1"], "due_on": due.isoformat()}]
    agreement = bargaining.agree(by=actor, case=case, signed_on=signed, offer=offer, terms=terms)
    [made] = promises.promise_terms(by=actor, agreement=agreement, terms=terms)
    for share in list(made.shares.filter(amount__gt=0).select_related("member"))[::2]:
        promises.pay(by=actor, promise=made, member=share.member, on=due, amount=share.amount)
