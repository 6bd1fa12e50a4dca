"""When laptops came together: what stands on a case goes by all that both wrote of it."""

from collections.abc import Iterable, Iterator

from django.db.models import Min, Sum

from gongyou.centre.models import Case, ClaimVersion, Deadline, Payment
from gongyou.centre.queries.claims import latest_versions

PIECE = 500


def follow(rows: dict[str, set[str]]) -> None:
    """Sums, days and claims of the cases that rows are about: table → ids that came.

    Part of the transaction of a merge; what is right already is not written.
    """
    for some in _pieces(set(_about(rows))):
        _follow(list(Case.objects.filter(pk__in=some)))


def _follow(cases: list[Case]) -> None:
    ids = [case.pk for case in cases]
    received = dict(_of(Payment.objects.filter(case__in=ids), Sum("amount")))
    days = dict(_of(Deadline.objects.filter(case__in=ids, done_on=None), Min("due_on")))
    versions = latest_versions([case.employment_id for case in cases])
    for case in cases:
        told = {"received": received.get(case.pk, 0), "next_deadline": days.get(case.pk)}
        version = versions.get(case.employment_id)
        if version is not None:
            told |= {"claimed": version.total, "claimed_low": version.low}
            told |= {"claimed_high": version.high}
        other = [name for name, value in told.items() if getattr(case, name) != value]
        for name in other:
            setattr(case, name, told[name])
        if other:
            case.save(update_fields=other)


def _about(rows: dict[str, set[str]]) -> Iterator:
    """The cases themselves, and those of payments, days and claims."""
    paths = {Case: "pk", Payment: "case", Deadline: "case", ClaimVersion: "employment__cases"}
    for model, path in paths.items():
        for some in _pieces(rows.get(model._meta.db_table, ())):
            found = model._base_manager.filter(pk__in=some).values_list(path, flat=True)
            yield from (pk for pk in found if pk is not None)


def _pieces(ids: Iterable) -> Iterator[list]:
    listed = list(ids)
    for start in range(0, len(listed), PIECE):
        yield listed[start : start + PIECE]


def _of(queryset, value) -> Iterable[tuple]:
    return queryset.order_by().values_list("case").annotate(value=value)
