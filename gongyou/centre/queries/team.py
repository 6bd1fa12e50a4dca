"""Who carries what: caseloads, cases of nobody, when each was last spoken with."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from gongyou.centre import codes
from gongyou.centre.models import Appointment, Case, Hearing, Note, Task
from gongyou.vault.public import RIGHTS, Account, Actor, Membership, Right

# Who is in charge of a case works with it and with the name.
CARRYING = [r for r, rights in RIGHTS.items() if {Right.WRITE, Right.READ_IDENTITY} <= rights]
SOON, QUIET = 7, 30  # days


@dataclass(frozen=True)
class Load:
    """What one person carries."""

    account: Account
    open: int
    overdue: int
    soon: int
    quiet: int
    tasks: int


def may_be_in_charge(compartments) -> list[Account]:
    """Who may be in charge of cases of these compartments, by sign-in name."""
    rows = Membership.objects.filter(
        compartment__in=compartments, removed_at=None, role__in=CARRYING, account__is_active=True
    )
    return list(Account.objects.filter(pk__in=rows.values("account")).order_by("login"))


def open_cases(actor: Actor) -> QuerySet:
    """Cases that the actor sees and on which work goes on."""
    return Case.objects.visible_to(actor).exclude(status__in=codes.CLOSED_STATUSES)


def somebodys(cases: QuerySet) -> QuerySet:
    """Those that somebody carries who is still there and may."""
    return cases.filter(_carried())


def nobodys(cases: QuerySet) -> QuerySet:
    """Those that nobody carries: none named, or gone, or without the right to names."""
    return cases.exclude(_carried())


def _carried() -> Exists:
    return Exists(
        Membership.objects.filter(
            compartment=OuterRef("compartment"),
            account=OuterRef("assigned_to"),
            account__is_active=True,
            removed_at=None,
            role__in=CARRYING,
        )
    )


def caseload(actor: Actor) -> list[Load]:
    """Everyone who may carry cases where the actor may see them, the most burdened first."""
    today = timezone.localdate()
    people = may_be_in_charge(actor.compartment_ids())
    late, near = Q(next_deadline__lt=today), Q(next_deadline__range=(today, _in(SOON)))
    counted = {
        row["assigned_to"]: row
        for row in somebodys(open_cases(actor))
        .order_by()
        .values("assigned_to")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=late),
            near=Count("pk", filter=near),
            quiet=Count("pk", filter=~Exists(_recent())),
        )
    }
    tasks = dict(
        Task.objects.visible_to(actor)
        .filter(done_on=None)
        .order_by()
        .values_list("assigned_to")
        .annotate(n=Count("pk"))
    )
    nothing = {"n": 0, "late": 0, "near": 0, "quiet": 0}
    loads = [
        Load(each, row["n"], row["late"], row["near"], row["quiet"], tasks.get(each.pk, 0))
        for each in people
        for row in [counted.get(each.pk, nothing)]
    ]
    return sorted(loads, key=lambda load: (-load.open, load.account.login))


def _recent() -> QuerySet:
    """Contacts of the last weeks with whom a case is about."""
    return Note.objects.filter(case=OuterRef("pk"), on__gte=_in(-QUIET)).exclude(other="team")


def _in(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@dataclass(frozen=True)
class Strip:
    """What a case page says on one line: who, when next, when last, in which language."""

    in_charge: Account | None
    overdue: date | None
    next_on: date | None
    last_contact: date | None
    language: str


def strip(case: Case) -> Strip:
    """Who is in charge, the next day of any kind, the first that was missed, the last contact."""
    now, today = timezone.now(), timezone.localdate()
    carried = nobodys(Case.objects.filter(pk=case.pk)).exists()
    kept = case.deadlines.filter(done_on=None) if case.is_open else case.deadlines.none()
    days = [kept.filter(due_on__gte=today).aggregate(n=Min("due_on"))["n"]]
    for model in (Hearing, Appointment):
        first = model.objects.filter(case=case, starts_at__gte=now).aggregate(n=Min("starts_at"))
        days.append(timezone.localdate(first["n"]) if first["n"] else None)
    last = case.notes.exclude(other="team").aggregate(n=Max("on"))["n"]
    return Strip(
        None if carried else case.assigned_to,
        kept.filter(due_on__lt=today).aggregate(n=Min("due_on"))["n"],
        min((day for day in days if day), default=None),
        last,
        case.worker.language,
    )
