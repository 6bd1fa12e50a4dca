"""Who is overdue to be in touch; how often force followed which public step."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from django.utils import timezone

from gongyou.collective import chronicle_file
from gongyou.collective.models import CollectiveCase, SafetyPlan

FORCE = ("police_action", "violence", "repression")
PUBLIC_STEPS = (
    "demand_letter",
    "petition",
    "protest",
    "warning_strike",
    "strike",
    "picket",
    "slowdown",
    "bargaining",
    "agreement",
)
WITHIN_DAYS = 14
PUBLISHED = ("citizen_watch", "lide", "university_town")


def overdue(case: CollectiveCase) -> list[tuple[SafetyPlan, object, bool]]:
    """Each plan with its last check-in, and whether the next one is overdue."""
    now, lines = timezone.now(), []
    for plan in SafetyPlan.objects.filter(case=case).select_related("member__worker"):
        last = plan.checkins.first()
        alive = plan.checkins.exclude(answer="silent").first()
        late = False
        if plan.every_hours:
            day_ago = now - timedelta(hours=plan.every_hours)
            late = alive is None or alive.at < day_ago
        lines.append((plan, last, late))
    return lines  # type: ignore[return-value]


@dataclass(frozen=True)
class Risk:
    """How often force followed a kind of step within two weeks, in the published cases."""

    kind: str
    times: int
    followed: int
    sources: tuple[str, ...]


@cache
def risks() -> tuple[Risk, ...]:
    """Counted from the events of the three published cases; few cases, so no rate."""
    counts: dict[str, list] = {}
    for name in PUBLISHED:
        text = (files("gongyou.collective") / "cases" / f"{name}.yaml").read_text("utf-8")
        events = chronicle_file.parse(text)["events"]
        dated = [(e, *chronicle_file.bounds(e)) for e in events]
        force = [(e, start, end) for e, start, end in dated if e["kind"] in FORCE]
        for event, start, end in dated:
            if event["kind"] in PUBLIC_STEPS:
                held = counts.setdefault(event["kind"], [0, 0, set()])
                held[0] += 1
                hits = [f for f, *when in force if _follows(start, end, *when)]
                held[1] += bool(hits)
                held[2] |= {s for f in hits for s in f["sources"]}
    return tuple(
        Risk(kind, *counts[kind][:2], tuple(sorted(counts[kind][2])))  # type: ignore[call-arg]
        for kind in PUBLIC_STEPS
        if kind in counts
    )


def _follows(start: date, end: date, begun: date, over: date) -> bool:
    """Whether force may lie between the step and two weeks after it, as far as days are told."""
    return over >= start and begun <= end + timedelta(days=WITHIN_DAYS)
