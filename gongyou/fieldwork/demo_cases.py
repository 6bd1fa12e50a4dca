"""For the demonstration: three public cases compared, a board, standing, one paper."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gongyou.collective.public import CollectiveCase, Member
from gongyou.fieldwork.services import case_studies, comparing, dossiers, standing
from gongyou.vault.public import Actor, Right

CONDITIONS = ("help_before_strike", "elected_first", "fund_first", "police", "large")
LIKELY, EVEN, UNLIKELY, VERY = (0.65, 0.9), (0.35, 0.65), (0.1, 0.35), (0.9, 1.0)


def load(actor: Actor, workers: int) -> None:
    """Compare the public cases, trace one, note what the house stands on."""
    cases = list(CollectiveCase.objects.visible_to(actor).filter(generated=False))
    cases += list(CollectiveCase.objects.visible_to(actor).filter(generated=True))
    published = [case for case in cases if case.events.filter(own=False).exists()]
    if not published:
        return
    compare(actor, published)
    lide = next((c for c in published if Member.objects.filter(case=c).exists()), published[0])
    trace(actor, lide)
    note_standing(actor)


@transaction.atomic
def compare(actor: Actor, cases: list[CollectiveCase]) -> None:
    """The public cases by conditions from their chronicles."""
    comparing.compare_cases(
        by=actor,
        compartment=actor.compartments(Right.WRITE)[0],
        title="三个公开案例 · Three public cases",
        cases=cases[:3],
        conditions=CONDITIONS,
    )


@transaction.atomic
def trace(actor: Actor, case: CollectiveCase) -> None:
    """Why was it paid in April? Two explanations, clues from the chronicle, invented words."""
    study = case_studies.open_case_study(
        by=actor,
        case=case,
        title="四月为什么付了钱？ · Why was it paid in April?",
        question="同一笔钱十二月答应、四月才到账：是什么变了？",
    )
    texts = (
        "第三次停工逼出来的 · The third strike forced it",
        "省里新规逼出来的 · The new rules forced it",
    )
    for text in texts:
        case_studies.pose_hypothesis(by=actor, study=study, text=text, low=0.35, high=0.65)
    first, second = study.hypothesis_set.all()
    for kind, found, mine, other in (
        ("strike", True, VERY, EVEN),
        ("picket", True, LIKELY, UNLIKELY),
        ("payment", True, LIKELY, EVEN),
        ("mediation", False, UNLIKELY, LIKELY),
    ):
        event = case.events.filter(kind=kind).order_by("-starts").first()
        if event is None and found:
            continue
        clue = case_studies.bring_clue(
            by=actor,
            study=study,
            text=TEXTS[kind],
            found=found,
            event=event if found else None,
        )
        ranges = {first.pk: mine, second.pk: other}
        case_studies.weigh_clue(by=actor, clue=clue, ranges=ranges, why=WHY[kind])
    _quotes(actor, study, case)
    dossiers.make_dossier(by=actor, study=study, language="zh-hans", introduction=INTRODUCTION)


TEXTS = {
    "strike": "同一天停工、同一天官员带资方上桌",
    "picket": "夜里有人守厂门，货出不去",
    "payment": "停工后五天钱到账",
    "mediation": "没有来源讲到主管部门依新规下过文",
}
WHY = {
    "strike": "若是停工逼的，几乎必然；若是新规，也可能碰巧",
    "picket": "若靠新规，用不着守",
    "payment": "两种解释下都说得通，停工更贴",
    "mediation": "若靠新规，该有文书",
}
INTRODUCTION = "（演示：所引的话是编的。）"
WORDS = (
    ("strike", "机器一停，他们当天就来谈了。", "yes"),
    ("picket", "我们轮班守门，货一箱也没出去。", "yes"),
    ("payment", "到账短信来的时候，我还以为是骗子。", "show"),
)


def _quotes(actor: Actor, study, case: CollectiveCase) -> None:
    """Invented words beside events, of members whose description fits many."""
    members = list(Member.objects.filter(case=case).order_by("workshop", "pk")[:3])
    for place, (kind, words, agreed) in enumerate(WORDS):
        case_studies.put_quote(
            by=actor,
            study=study,
            words=words,
            event=case.events.filter(kind=kind).order_by("-starts").first(),
            agreed=agreed,
            member=members[place] if place < len(members) else None,
            said_on=dt.date(2015, 6, 1),
        )


@transaction.atomic
def note_standing(actor: Actor) -> None:
    """Invented money, pressure, status."""
    place, today = actor.compartments(Right.WRITE)[0], timezone.localdate()
    for funder, amount, months, conditional in (
        ("Foundation A · 甲基金会（编）", "240000", 12, True),
        ("Members' gifts · 会员捐款（编）", "60000", 6, False),
    ):
        standing.note_funding(
            by=actor,
            compartment=place,
            funder=funder,
            amount=Decimal(amount),
            starts=today - dt.timedelta(days=90),
            ends=today + dt.timedelta(days=30 * months),
            conditional=conditional,
        )
    standing.note_pressure(
        by=actor,
        compartment=place,
        kind="visit",
        on=today - dt.timedelta(days=40),
        what="房东来问租约的事（编）。",
        response="请律师看了租约（编）。",
    )
    standing.note_status(
        by=actor,
        compartment=place,
        kind="non_enterprise",
        since=today - dt.timedelta(days=700),
        renew_by=today + dt.timedelta(days=200),
    )
