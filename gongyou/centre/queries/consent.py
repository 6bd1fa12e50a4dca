"""Who agreed to what: every use of people's records beyond their own case asks here.

What yes, no and not asked mean for each use stands in `USES`, which the page shows too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.centre import codes
from gongyou.centre.models import Consent, Worker

PURPOSE = _("only for what the data came for: the own case, a roll its collective case")


@dataclass(frozen=True)
class Use:
    """One use of a person's record; what each answer allows, in words."""

    code: str
    short: str | Promise
    yes: str | Promise
    no: str | Promise
    not_asked: str | Promise


USES = (
    Use(
        "keep",
        pgettext_lazy("consent", "keep"),
        _("the record is kept"),
        _("the record is destroyed"),
        PURPOSE,
    ),
    Use(
        "contact",
        pgettext_lazy("consent", "call"),
        _("may stand on call lists"),
        _("on no call list"),
        PURPOSE,
    ),
    Use(
        "act",
        pgettext_lazy("consent", "act"),
        _("papers to the employer and authorities in their name"),
        _("no paper in their name; advice only"),
        PURPOSE,
    ),
    Use(
        "collective",
        pgettext_lazy("consent", "together"),
        _("counted and put on a roll with others who have the same problem"),
        _("neither counted nor put on a roll"),
        _("counted as “to be asked”; on no roll but the one they came with"),
    ),
    Use(
        "statistics",
        pgettext_lazy("consent", "count"),
        _("counted, without a name"),
        _("in no figure"),
        _("in no figure; told as left out"),
    ),
    Use(
        "share",
        pgettext_lazy("consent", "pass on"),
        _("a copy may go to a lawyer or another centre"),
        _("nothing leaves the compartment"),
        _("nothing leaves the compartment"),
    ),
)


def _of(use: str, verdict: str | None, worker: str) -> Exists:
    if use not in dict(codes.CONSENTS):
        raise LookupError(f"no use of that name: {use}")
    rows = Consent.objects.filter(worker=OuterRef(worker), use=use)
    return Exists(rows.filter(verdict=verdict) if verdict else rows)


def agreed(rows: QuerySet, use: str, worker: str = "worker") -> QuerySet:
    """The rows of people who said yes to a use; `worker`: the path to the person ("pk" for Worker).

    Raises:
        LookupError: there is no such use.
    """
    return rows.filter(_of(use, "yes", worker))


def refused(rows: QuerySet, use: str, worker: str = "worker") -> QuerySet:
    """The rows of people who said no."""
    return rows.filter(_of(use, "no", worker))


def not_refused(rows: QuerySet, use: str, worker: str = "worker") -> QuerySet:
    """The rows without those who said no: only for the purpose for which the data came."""
    return rows.exclude(_of(use, "no", worker))


def not_asked(rows: QuerySet, use: str, worker: str = "worker") -> QuerySet:
    """The rows of people whom nobody asked."""
    return rows.exclude(_of(use, None, worker))


def verdicts(workers: Iterable[Worker]) -> dict[object, dict[str, str]]:
    """Worker id → {use: "yes" or "no"}; what is missing was not asked."""
    found: dict = defaultdict(dict)
    rows = Consent.objects.filter(worker__in=[worker.pk for worker in workers])
    for worker, use, verdict in rows.values_list("worker", "use", "verdict"):
        found[worker][use] = verdict
    return found
