"""What the API answers: a function from a record to plain JSON, and its schema beside it."""

from decimal import Decimal

TEXT = {"type": "string"}
AMOUNT = {"type": ["string", "null"], "description": "decimal number as text"}
DAY = {"type": ["string", "null"], "format": "date"}
REF = {"type": "string", "minLength": 22, "maxLength": 22}
MAYBE_REF = {"type": ["string", "null"]}


def amount(value: Decimal | None) -> str | None:
    """A decimal as text."""
    return None if value is None else f"{value:f}"


def day(value) -> str | None:
    """A date in ISO form."""
    return value.isoformat() if value else None


def worker(record) -> dict:
    """A worker by pseudonym."""
    return {"ref": record.ref, "pseudonym": record.pseudonym, "generated": record.generated}


WORKER = {"ref": REF, "pseudonym": TEXT, "generated": {"type": "boolean"}}


def employer(record) -> dict:
    """An employer."""
    return {
        "ref": record.ref,
        "name": record.name,
        "place": record.place,
        "sector": record.sector,
    }


EMPLOYER = {"ref": REF, "name": TEXT, "place": TEXT, "sector": TEXT}


def case(record) -> dict:
    """A case with its figures."""
    return {
        "ref": record.ref,
        "reference": record.reference,
        "worker": record.worker.ref,
        "employer": record.employer.name,
        "status": record.status,
        "route": record.route,
        "grievances": [grievance.code for grievance in record.grievances.all()],
        "place": record.place,
        "opened_on": day(record.opened_on),
        "closed_on": day(record.closed_on),
        "claimed": amount(record.claimed),
        "claimed_low": amount(record.claimed_low),
        "claimed_high": amount(record.claimed_high),
        "awarded": amount(record.awarded),
        "received": amount(record.received),
        "next_deadline": day(record.next_deadline),
    }


CASE = {
    "ref": REF,
    "reference": TEXT,
    "worker": REF,
    "employer": TEXT,
    "status": TEXT,
    "route": TEXT,
    "grievances": {"type": "array", "items": TEXT},
    "place": TEXT,
    "opened_on": DAY,
    "closed_on": DAY,
    "claimed": AMOUNT,
    "claimed_low": AMOUNT,
    "claimed_high": AMOUNT,
    "awarded": AMOUNT,
    "received": AMOUNT,
    "next_deadline": DAY,
}


def deadline(record) -> dict:
    """A day to keep."""
    return {
        "ref": record.ref,
        "kind": record.kind,
        "due_on": day(record.due_on),
        "done_on": day(record.done_on),
        "case": record.case.ref if record.case else None,
        "entitlements": record.entitlements,
    }


DEADLINE = {
    "ref": REF,
    "kind": TEXT,
    "due_on": DAY,
    "done_on": DAY,
    "case": MAYBE_REF,
    "entitlements": {"type": "array", "items": TEXT},
}


def line(record) -> dict:
    """The latest result of one entitlement."""
    return {
        "entitlement": record.entitlement,
        "status": record.status,
        "amount": amount(record.amount),
        "low": amount(record.low),
        "high": amount(record.high),
        "in_total": record.in_total,
        "file_by": day(record.file_by),
        "missing": record.missing,
    }


LINE = {
    "entitlement": TEXT,
    "status": TEXT,
    "amount": AMOUNT,
    "low": AMOUNT,
    "high": AMOUNT,
    "in_total": {"type": "boolean"},
    "file_by": DAY,
    "missing": {"type": "array", "items": TEXT},
}


def schema(properties: dict) -> dict:
    """An object of which every property is given."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
