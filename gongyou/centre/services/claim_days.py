"""What follows from a claim for its cases: the days to keep, and what lists sort by."""

from collections import defaultdict
from datetime import date

from django.db.models import Min
from django.utils import timezone

from gongyou import law
from gongyou.centre import amounts
from gongyou.centre.claim_store import MAIN
from gongyou.centre.models import Case, ClaimVersion, Deadline
from gongyou.centre.queries.claims import latest_versions
from gongyou.law.phrasing import together

COPIED = ["claimed", "claimed_low", "claimed_high", "next_deadline", "place"]
AFTER_AWARD = ("awarded", "court", "enforcing")
# Until when a kind of day runs: the limitation until one files, the authority's until it decided.
OVER = {"limitation": ("filed", *AFTER_AWARD), "authority": AFTER_AWARD}


def refresh_case(case: Case) -> None:
    """Copy what lists sort by onto the case; days to keep if it has none yet."""
    versions = latest_versions([case.employment_id])
    _refresh([case], versions)


def refresh_cases(versions: dict, anew=frozenset()) -> None:
    """The same for all cases of employments.

    Args:
        versions: employment id → its latest claim version.
        anew: the employments whose days are computed anew.
    """
    cases = Case.objects.filter(employment__in=list(versions)).select_related("employment")
    _refresh(list(cases), versions, anew)


def _refresh(cases: list[Case], versions: dict[object, ClaimVersion], anew=frozenset()) -> None:
    held = defaultdict(list)
    for deadline in Deadline.objects.filter(case__in=cases, computed=True):
        held[deadline.case_id].append(deadline)
    planned = _Planned()
    for case in cases:
        version = versions.get(case.employment_id)
        if version is None:
            continue
        if case.employment_id in anew or not held[case.pk]:
            planned.plan(case, version.readings, held[case.pk])
        case.claimed, case.claimed_low, case.claimed_high = version.total, version.low, version.high
    planned.write()
    _copy(cases)


def _copy(cases: list[Case]) -> None:
    days = dict(
        Deadline.objects.filter(case__in=cases, done_on=None)
        .order_by()
        .values_list("case")
        .annotate(day=Min("due_on"))
    )
    # One by one: a bulk update of so many columns takes three times as long.
    for case in cases:
        case.next_deadline, case.place = days.get(case.pk), case.employment.place
        case.save(update_fields=COPIED)


class _Planned:
    """Changes to computed deadlines, gathered to be written in a few queries."""

    def __init__(self):
        self.fresh, self.changed, self.gone = [], [], []

    def plan(self, case: Case, readings: amounts.Readings, held: list[Deadline]) -> None:
        """The days that the law computes: one limitation a day, the steps of the procedure."""
        wanted = _limitations(readings) | _procedure(readings[MAIN])
        known = {(deadline.kind, deadline.due_on): deadline for deadline in held}
        self.gone += [d.pk for key, d in known.items() if key not in wanted and d.done_on is None]
        for key, (entitlements, basis) in wanted.items():
            deadline = known.get(key) or _deadline(case, *key)
            before = deadline.entitlements, deadline.basis, deadline.done_on
            deadline.entitlements, deadline.basis = entitlements, basis
            if deadline.done_on is None and _is_over(case, deadline.kind):
                deadline.done_on = case.closed_on or timezone.localdate()
            if key not in known:
                self.fresh.append(deadline)
            elif before != (deadline.entitlements, deadline.basis, deadline.done_on):
                self.changed.append(deadline)

    def write(self) -> None:
        Deadline.objects.filter(pk__in=self.gone).delete()
        Deadline.objects.bulk_create(self.fresh, batch_size=500)
        for deadline in self.changed:
            deadline.save(update_fields=["entitlements", "basis", "done_on"])


def _deadline(case: Case, kind: str, due_on: date) -> Deadline:
    return Deadline(
        compartment_id=case.compartment_id, case=case, kind=kind, due_on=due_on, computed=True
    )


def follow_status(case: Case, closed_before: date | None) -> None:
    """The days to keep after the status changed.

    A closed case has none; one that went on has none of the step before; a case that is opened
    again has those that its closing had ended.
    """
    days = case.deadlines.all()
    if case.is_open and closed_before:
        days.filter(done_on=closed_before).update(done_on=None)
    over = days.filter(done_on=None)
    if case.is_open:
        kinds = [kind for kind in OVER if _is_over(case, kind)]
        over = over.filter(kind__in=kinds, computed=True)
    over.update(done_on=case.closed_on or timezone.localdate())
    _copy([case])


def open_again(case: Case) -> None:
    """The computed days that filing or an award had ended, after that was withdrawn."""
    kinds = [kind for kind in OVER if not _is_over(case, kind)]
    case.deadlines.filter(kind__in=kinds, computed=True).update(done_on=None)
    _copy([case])


def _is_over(case: Case, kind: str) -> bool:
    return not case.is_open or case.status in OVER.get(kind, ())


def _limitations(readings: amounts.Readings) -> dict:
    """Each last day to file that a reading of the facts gives, the employer's too.

    If the employer's papers are believed, the year may end sooner than the worker says.
    """
    found: dict = {}
    main = readings[MAIN]
    forums = law.load_pack(main.pack).desk.limited_forums
    for result in main:
        if not result.money or result.forum not in forums:
            continue
        for last in amounts.last_days(readings, result.code):
            basis = _basis(last.result.limitation) | {"reading": last.reading}
            held = found.setdefault(("limitation", last.day), ([], basis))
            held[0].append(result.code)
    return found


def _procedure(claim: "law.Claim") -> dict:
    kinds = law.load_pack(claim.pack).desk.day_kinds
    return {
        (kinds[result.code], result.value): (
            [result.code],
            {"text": result.labels, "articles": _articles(result.articles)},
        )
        for result in claim
        if result.code in kinds and isinstance(result.value, date)
    }


def _basis(limitation) -> dict:
    return {
        "text": limitation.basis,
        "starts_on": limitation.starts_on and limitation.starts_on.isoformat(),
        "interrupted_on": limitation.interrupted_on and limitation.interrupted_on.isoformat(),
        "articles": _articles(limitation.cites),
    }


def _articles(cites) -> dict[str, str]:
    return {lang: together(cites, lang) for lang in ("en", "zh-hans")}
