"""Which days follow from an outcome."""

from datetime import date, timedelta


def steps_after(outcome: str, on: date) -> list[tuple[str, date, dict]]:
    """Deadlines (kind, day, basis) that an outcome received on a day sets going."""
    if outcome == "award":
        return [
            ("sue", on + timedelta(days=15), {"article": "LDMAL 48, 50", "after": "award"}),
            ("enforce", _years_later(on, 2), {"article": "CPL 250", "after": "award"}),
        ]
    if outcome == "judgment":
        return [
            ("appeal", on + timedelta(days=15), {"article": "CPL 171", "after": "judgment"}),
            ("enforce", _years_later(on, 2), {"article": "CPL 250", "after": "judgment"}),
        ]
    if outcome in ("refused", "dismissed"):
        return [("sue", on + timedelta(days=15), {"article": "LDMAL 29, 50", "after": outcome})]
    if outcome in ("mediation", "settlement"):
        return [("enforce", _years_later(on, 2), {"article": "CPL 250", "after": outcome})]
    return []


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
