"""Comparisons: cases side by side, conditions drawn or set, solutions kept."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gongyou.collective.public import CollectiveCase
from gongyou.fieldwork.models import (
    CaseMembership,
    ComparedCase,
    Comparison,
    Condition,
    KeptSolution,
)
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def compare_cases(
    *,
    by: Actor,
    compartment,
    title: str,
    cases: list[CollectiveCase],
    outcome: str = "paid_30",
    conditions: tuple[str, ...] = (),
    on: dt.date | None = None,
) -> Comparison:
    """Put cases side by side; conditions are drawn from their chronicles by rule."""
    by.require(Right.WRITE, compartment)
    made = Comparison(compartment=compartment, made_on=on or timezone.localdate())
    made.seal(by, title=title)
    made.take_sealed_changes()
    made.save()
    for place, case in enumerate(cases):
        by.require(Right.READ, case.compartment_id)
        ComparedCase.objects.create(comparison=made, case=case, ordinal=place)
    journal.append(by, "fieldwork.compare_cases", made, changes={"count": len(cases)})
    for rule in conditions:
        add_condition(by=by, comparison=made, rule=rule)
    if outcome:
        add_condition(by=by, comparison=made, rule=outcome, is_outcome=True)
    return made


@transaction.atomic
def add_case(*, by: Actor, comparison: Comparison, case: CollectiveCase) -> ComparedCase:
    """One more case; twice is once."""
    by.require(Right.WRITE, comparison.compartment_id)
    by.require(Right.READ, case.compartment_id)
    held = ComparedCase.objects.filter(comparison=comparison, case=case).first()
    if held is None:
        place = ComparedCase.objects.filter(comparison=comparison).count()
        held = ComparedCase.objects.create(comparison=comparison, case=case, ordinal=place)
        journal.append(by, "fieldwork.add_case", comparison, about=[case])
    return held


@transaction.atomic
def add_condition(
    *,
    by: Actor,
    comparison: Comparison,
    rule: str = "",
    name: str = "",
    kind: str = "crisp",
    anchors: tuple[float, ...] = (),
    expected: int | None = None,
    is_outcome: bool = False,
) -> Condition:
    """Add a condition or the outcome; a new outcome makes the old one a condition."""
    by.require(Right.WRITE, comparison.compartment_id)
    if is_outcome:
        Condition.objects.filter(comparison=comparison, is_outcome=True).update(is_outcome=False)
    row = Condition(
        comparison=comparison,
        ordinal=Condition.objects.filter(comparison=comparison).count(),
        rule=rule,
        kind=kind,
        anchors=list(anchors),
        expected=expected,
        is_outcome=is_outcome,
    )
    if name:
        row.seal(by, name=name)
        row.take_sealed_changes()
    row.save()
    changes: dict = {"rule": (None, rule or kind)}
    journal.append(by, "fieldwork.add_condition", comparison, changes=changes)
    return row


@transaction.atomic
def drop_condition(*, by: Actor, condition: Condition) -> None:
    """Take a condition out, with the values that were set for it."""
    comparison = condition.comparison
    by.require(Right.WRITE, comparison.compartment_id)
    changes: dict = {"rule": (condition.rule or condition.kind, None)}
    condition.delete()
    journal.append(by, "fieldwork.drop_condition", comparison, changes=changes)


@transaction.atomic
def expect(*, by: Actor, condition: Condition, expected: int | None) -> Condition:
    """Say which value is expected to go with the outcome; None: either."""
    by.require(Right.WRITE, condition.comparison.compartment_id)
    before, condition.expected = condition.expected, expected
    condition.save(update_fields=["expected"])
    changes: dict = {"expected": (before, expected)}
    journal.append(by, "fieldwork.expect", condition.comparison, changes=changes)
    return condition


@transaction.atomic
def set_membership(
    *, by: Actor, condition: Condition, case: CollectiveCase, value: float | None, why: str
) -> CaseMembership:
    """Set a value by hand, with the reason; None says that it is unknown."""
    by.require(Right.WRITE, condition.comparison.compartment_id)
    row = CaseMembership.objects.filter(condition=condition, case=case).first()
    row = row or CaseMembership(condition=condition, case=case)
    row.value = value
    row.seal(by, why=why)
    row.take_sealed_changes()
    row.save()
    journal.append(by, "fieldwork.set_membership", condition.comparison, about=[case])
    return row


@transaction.atomic
def change_cut(*, by: Actor, comparison: Comparison, cut: float, n_cut: int) -> Comparison:
    """Change from which inclusion on a row is sufficient, and how many cases it needs."""
    by.require(Right.WRITE, comparison.compartment_id)
    changes: dict = {"cut": (comparison.cut, cut), "n_cut": (comparison.n_cut, n_cut)}
    comparison.cut, comparison.n_cut = cut, n_cut
    comparison.save(update_fields=["cut", "n_cut"])
    journal.append(by, "fieldwork.change_cut", comparison, changes=changes)
    return comparison


@transaction.atomic
def keep_solution(*, by: Actor, comparison: Comparison, result: dict) -> KeptSolution:
    """Freeze what a comparison gives today."""
    by.require(Right.WRITE, comparison.compartment_id)
    row = KeptSolution(comparison=comparison, on=timezone.localdate())
    row.seal(by, result=result)
    row.take_sealed_changes()
    row.save()
    journal.append(by, "fieldwork.solve", comparison)
    return row
