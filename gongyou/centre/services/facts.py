"""Facts change here. Sources stand beside each other; every change computes the claim anew."""

from datetime import date

from django.db import transaction

from gongyou.centre.claim_store import ASKED_NONE
from gongyou.centre.extra_facts import ROUGH, plain, rough_days, rough_of
from gongyou.centre.models import Employment, EmploymentFacts, FactEvent, PayRecord
from gongyou.centre.services.claims import compute_claim
from gongyou.centre.services.people import copy_headline
from gongyou.ui.public import RoughDay, exact
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def set_facts(
    *, by: Actor, employment: Employment, source: str, values: dict, recompute: bool = True
):
    """Record what one source says of the spell; None takes a value back. Gives what changed."""
    by.require(Right.WRITE, employment.compartment)
    row, _ = EmploymentFacts.objects.get_or_create(employment=employment, source=source)
    changes = _assign(row, values)
    if not changes:
        return []
    row.save()
    copy_headline(employment, _headline(employment))
    employment.save(update_fields=["start", "end", "place", "workshop"])
    journal.append(
        by,
        "centre.set_facts",
        employment,
        changes=changes,
        source=source,
        about=_about(employment),
    )
    because = [_reason("employment", name, source, change) for name, change in changes.items()]
    if recompute:
        compute_claim(by=by, employment=employment, because=because)
    return because


def note_none(*, by: Actor, employment: Employment, name: str):
    """Record that a fact or a kind of event was asked about and there is none."""
    row = employment.facts.filter(source="worker").first()
    known = str((row.more if row else {}).get(ASKED_NONE) or "").split()
    told = " ".join(sorted({*known, name}))
    return set_facts(by=by, employment=employment, source="worker", values={ASKED_NONE: told})


def _headline(employment) -> dict:
    """The first known value of each fact, the worker's word last."""
    found: dict = {}
    for row in sorted(employment.facts.all(), key=lambda row: row.source == "worker"):
        for name in ("start", "end", "place", "workshop"):
            found.setdefault(name, getattr(row, name)) if getattr(row, name) else None
    return found


def _assign(row, values: dict) -> dict:
    """Set columns, or `more` for what only the pack knows; give {name: (before, after)}."""
    columns = {field.name for field in row._meta.fields}
    changes = {}
    for name, given in values.items():
        value = None if given == "" else given
        known = getattr(row, name) if name in columns else row.more.get(name)
        before = rough_days({"more": row.more}).get(name, known)
        same = name not in columns and before == plain(value) and not isinstance(value, RoughDay)
        if before == value or same:
            continue
        changes[name] = (_kept(before), _kept(value))
        _keep_rough(row, name, value)
        if name in columns:
            setattr(row, name, exact(value) if isinstance(value, date) else value)
        else:
            row.more[name] = plain(value)
    return changes


def _kept(value):
    """A day known only roughly as the journal and the reasons of a claim tell it."""
    return value.kept if isinstance(value, RoughDay) else value


def _keep_rough(row, name: str, value) -> None:
    rough = dict(row.more.get(ROUGH) or {})
    rough.pop(name, None)
    rough |= rough_of({name: value}).get(ROUGH, {})
    row.more.pop(ROUGH, None)
    if rough:
        row.more[ROUGH] = rough


def _reason(table, name, source, change, month=None) -> dict:
    before, after = change
    reason = {"table": table, "fact": name, "source": source}
    reason |= {"before": _plain(before), "after": _plain(after)}
    return reason | ({"month": month.isoformat()} if month else {})


def _about(employment) -> list:
    return [employment.worker, *employment.cases.all()]


def _plain(value):
    return value if value is None or isinstance(value, bool) else str(value)


@transaction.atomic
def set_pay(
    *, by: Actor, employment: Employment, source: str, rows: list[dict], recompute: bool = True
):
    """Record months of pay as one source gives them: each row has `month` and columns of pay."""
    by.require(Right.WRITE, employment.compartment)
    known = {r.month: r for r in employment.pay.filter(source=source)}
    because: list[dict] = []
    changes: dict = {}
    fresh: list[PayRecord] = []
    touched: list[PayRecord] = []
    for given in rows:
        values = dict(given)
        month = values.pop("month").replace(day=1)
        row = known.get(month) or PayRecord(employment=employment, source=source, month=month)
        changed = _assign(row, values)
        if not changed:
            continue
        (touched if month in known else fresh).append(row)
        known[month] = row
        for name, change in changed.items():
            changes[f"{month:%Y-%m} {name}"] = change
            because.append(_reason("pay", name, source, change, month))
    if not because:
        return []
    PayRecord.objects.bulk_create(fresh)
    for row in touched:
        row.save()
    journal.append(
        by, "centre.set_pay", employment, changes=changes, source=source, about=_about(employment)
    )
    if recompute:
        compute_claim(by=by, employment=employment, because=because)
    return because


@transaction.atomic
def remove_pay(*, by: Actor, employment: Employment, record: PayRecord) -> None:
    """Take back one month of one source."""
    by.require(Right.WRITE, employment.compartment)
    changes = {
        f"{record.month:%Y-%m} {name}": (getattr(record, name), None)
        for name in ("due", "paid")
        if getattr(record, name) is not None
    }
    record.delete()
    journal.append(
        by,
        "centre.set_pay",
        employment,
        changes=changes,
        source=record.source,
        about=_about(employment),
    )
    reason = {"table": "pay", "fact": "month", "source": record.source, "after": None}
    reason |= {"before": record.month.isoformat(), "month": record.month.isoformat()}
    compute_claim(by=by, employment=employment, because=[reason])


@transaction.atomic
def add_event(
    *,
    by: Actor,
    employment: Employment,
    kind: str,
    source: str = "worker",
    recompute=True,
    **values,
) -> FactEvent:
    """Record something dated that the law asks about, such as a demand or an injury."""
    by.require(Right.WRITE, employment.compartment)
    days = {name: value for name, value in values.items() if isinstance(value, date)}
    told = values | {name: exact(day) for name, day in days.items()}
    event = FactEvent(employment=employment, kind=kind, source=source, **told)
    event.more |= rough_of(days)
    event.save()
    changes = {"kind": (None, kind), "date": (None, _kept(values.get("date")))}
    journal.append(
        by,
        "centre.add_event",
        employment,
        changes=changes,
        source=source,
        about=_about(employment),
    )
    if recompute:
        reason: dict = {"table": "events", "fact": kind, "source": source, "before": None}
        reason["after"] = _plain(_kept(values.get("date")))
        compute_claim(by=by, employment=employment, because=[reason])
    return event


@transaction.atomic
def remove_event(*, by: Actor, employment: Employment, event: FactEvent) -> None:
    """Take back an event that was entered wrongly."""
    by.require(Right.WRITE, employment.compartment)
    changes = {"kind": (event.kind, None), "date": (event.date, None)}
    reason: dict = {"table": "events", "fact": event.kind, "source": event.source}
    reason |= {"before": _plain(event.date), "after": None}
    event.delete()
    journal.append(by, "centre.remove_event", employment, changes=changes, about=_about(employment))
    compute_claim(by=by, employment=employment, because=[reason])
