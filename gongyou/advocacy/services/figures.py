"""Computing indicators; preparing, publishing, correcting and withdrawing releases."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gongyou.advocacy.briefs.sources import Gone, Recipe
from gongyou.advocacy.centre_figures import compute_all, scope_of, source_of
from gongyou.advocacy.indicators import Figure, indicator
from gongyou.advocacy.indicators.releasing import release as protected
from gongyou.advocacy.models import IndicatorRun, OutsideSecond, Release
from gongyou.advocacy.released_rows import rows_of
from gongyou.centre.public import counted_table, shown_of
from gongyou.stats.disclosure import Register
from gongyou.vault.public import Actor, NotTwoPeople, Right, journal, require_two, secret_for

FEW = 20
"""A shown count below this needs two people."""

SETTLING = timedelta(days=7)
"""Days for which everyone sees that an outside second was named, before they may agree."""


class NotReleasable(ValueError):
    """A release that may not go out; `args[0]` says why."""


@transaction.atomic
def compute_indicators(*, by: Actor, compartment) -> IndicatorRun:
    """Compute the whole catalogue over what this person may count."""
    by.require(Right.READ, compartment)
    figures, lacking = compute_all(by)
    run = IndicatorRun.objects.create(
        compartment=compartment,
        done_on=timezone.localdate(),
        figures=[figure.to_json() for figure in figures],
        lacking=lacking,
    )
    journal.append(
        by, "advocacy.compute_indicators", changes={"count": len(figures)}, compartment=compartment
    )
    return run


def figures_for(by: Actor, recipes: list[Recipe], *, remember: bool) -> list[Figure]:
    """The figures as they may go out; without `remember` nothing is noted: a dry run.

    Raises:
        Gone: a table or column is not there.
    """
    found = []
    for recipe in recipes:
        table = counted_table(by, recipe.table)
        if table is None:
            raise Gone("no_table", recipe.table)
        one, source = indicator(recipe.indicator), source_of(table)
        with shown_of(table.population) as register:
            own = register if remember else Register.from_json(register.to_json())
            found.append(protected(own, one, source, recipe.by, scope_of(by)))
    return found


@transaction.atomic
def prepare_release(
    *, by: Actor, compartment, title: str, recipes: list[Recipe], audience: str = "",
    licence: str = "", corrects: Release | None = None, reason: str = "", events: bool = False,
) -> Release:  # fmt: skip
    """Write down what would go out; nothing does yet, and the register is not touched."""
    by.require(Right.EXPORT, compartment)
    if corrects is not None and not reason.strip():
        raise NotReleasable("reason")
    figures = figures_for(by, recipes, remember=False)
    row = Release.objects.create(
        compartment=compartment,
        title=title,
        audience=audience,
        licence=licence,
        recipes=[[r.indicator, r.table, r.by] for r in recipes],
        figures=[figure.to_json() for figure in figures],
        events=events,
        two_people=needs_two(figures, events),
        prepared_by=by.person,
        prepared_on=timezone.localdate(),
        corrects=corrects,
        reason=reason,
    )
    journal.append(by, "advocacy.prepare_release", row, changes={"figures": len(figures)})
    return row


def needs_two(figures: list[Figure], events: bool) -> bool:
    """Whether it can hurt: rows, few people in a cell, or an indicator that says so."""
    few = any(
        value.n is not None and 0 < value.n < FEW for figure in figures for value in figure.values
    )
    marked = any(indicator(figure.indicator).two_people for figure in figures)
    return events or few or marked


@transaction.atomic
def publish_release(*, by: Actor, release: Release, passphrase: str = "") -> Release:
    """Let it out: the register remembers every cell. By a second person where it may hurt.

    Raises:
        NotReleasable: it is not waiting, or the one who prepared it agrees with themselves.
        NotTwoPeople: the two may be one person.
    """
    by.require(Right.EXPORT, release.compartment)
    row = Release.objects.select_for_update().get(pk=release.pk)
    if row.state != "prepared":
        raise NotReleasable("state")
    recipes = [Recipe(*each) for each in row.recipes]
    figures = figures_for(by, recipes, remember=True)
    row.two_people = row.two_people or needs_two(figures, row.events)
    if row.two_people:
        second_person(by, row, passphrase)
    row.figures = [figure.to_json() for figure in figures]
    if row.rows:
        row.rows = rows_of(by, [each["code"] for each in row.rows])
    row.state, row.published_on = "published", timezone.localdate()
    row.save()
    if row.corrects_id:
        before = Release.objects.get(pk=row.corrects_id)
        before.state, before.reason = "corrected", row.reason
        before.ended_on = timezone.localdate()
        before.save()
    journal.append(by, "advocacy.publish_release", row, changes={"figures": len(figures)})
    return row


def second_person(by: Actor, row, passphrase: str) -> None:
    """Another account, or an outside second by passphrase; noted in the row.

    Raises:
        NotReleasable: neither is there.
        NotTwoPeople: the two accounts may be one person.
    """
    if passphrase.strip():
        row.outside = _outside(row.compartment, passphrase)
        return
    if row.prepared_by_id == by.account.pk:  # type: ignore[union-attr]
        raise NotReleasable("alone")
    require_two(row.prepared_by, by.account)  # type: ignore[arg-type]
    row.agreed_by = by.account


def _outside(compartment, passphrase: str) -> OutsideSecond:
    today = timezone.localdate()
    for each in OutsideSecond.objects.filter(compartment=compartment, ended_on=None):
        if secrets.compare_digest(each.mark, _mark(passphrase)):
            if today - each.named_on < SETTLING:
                raise NotReleasable("outside_young")
            return each
    raise NotReleasable("outside_unknown")


def _mark(passphrase: str) -> str:
    words = " ".join(passphrase.casefold().split())
    key = secret_for("gongyou-outside")
    return hashlib.blake2b(words.encode(), key=key, digest_size=32).hexdigest()


@transaction.atomic
def name_outside_second(*, by: Actor, compartment, name: str) -> tuple[OutsideSecond, str]:
    """Name somebody outside; gives the passphrase, shown once and only to them.

    They may agree after seven days, in which every member sees that they were named.
    """
    by.require(Right.MANAGE, compartment)
    passphrase = "-".join(secrets.token_hex(2) for _ in range(5))
    row = OutsideSecond(
        compartment=compartment,
        mark=_mark(passphrase),
        named_by=by.account,
        named_on=timezone.localdate(),
    )
    row.seal(by, name=name)
    row.take_sealed_changes()
    row.save(force_insert=True)
    journal.append(by, "advocacy.name_outside_second", row, sealed={})
    return row, passphrase


@transaction.atomic
def withdraw_release(*, by: Actor, release: Release, reason: str) -> Release:
    """Take it back, or drop what was only prepared; briefs that used it fail their check."""
    by.require(Right.EXPORT, release.compartment)
    row = Release.objects.select_for_update().get(pk=release.pk)
    if not reason.strip():
        raise NotReleasable("reason")
    if row.state not in ("prepared", "published"):
        raise NotReleasable("state")
    row.state = "dropped" if row.state == "prepared" else "withdrawn"
    row.reason, row.ended_on = reason, timezone.localdate()
    row.save()
    journal.append(by, "advocacy.withdraw_release", row)
    return row


__all__ = [
    "NotReleasable",
    "NotTwoPeople",
    "compute_indicators",
    "name_outside_second",
    "prepare_release",
    "publish_release",
    "withdraw_release",
]
