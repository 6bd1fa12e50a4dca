"""What of an event may be shown in public, by the kind of its source.

Official sources and the press: as printed. Social media, a worker's word and own work: city, month,
kind and band, nothing of the site or the hour, and no link to a private account, as long as the
event goes on and thirty days after. People detained or hurt are counts. Own points never lie
below the city.
"""

from datetime import date, timedelta

from gongyou.advocacy.codes import PRINTED
from gongyou.advocacy.models import Event

AFTER = timedelta(days=30)
BANDS = ((1, 9), (10, 99), (100, 999), (1000, 9999), (10_000, None))


def is_protected(event: Event, today: date) -> bool:
    """Whether an event of a source that needs care is going on, or ended within thirty days."""
    if event.source_kind in PRINTED:
        return False
    if event.state == "ended" and event.ends:
        return today - event.ends <= AFTER
    return event.state == "ongoing" or today - event.last_told <= AFTER


def public_view(event: Event, today: date) -> dict:
    """The columns that may leave the room; what is left out is left out, not blanked by a word."""
    shown = {
        "code": event.code,
        "acts": event.acts,
        "demands": event.demands,
        "industry": event.industry,
        "dataset": event.dataset,
        "detained": [event.detained_low, event.detained_high],
        "hurt": [event.hurt_low, event.hurt_high],
    }
    if event.source_kind in PRINTED:
        return shown | {
            "starts": event.starts.isoformat(),
            "ends": event.ends.isoformat() if event.ends else None,
            "place": event.place or event.place_printed,
            "employer": event.employer_printed,
            "involved": [event.involved_low, event.involved_high],
            "present": [event.present_low, event.present_high],
        }
    held = {
        "month": event.starts.isoformat()[:7],
        "place": city_of(event.place),
        "involved_band": band_of(event.involved_low),
        "present_band": band_of(event.present_low),
    }
    if is_protected(event, today):
        for name in ("detained", "hurt"):
            shown.pop(name)
    return shown | held


def city_of(place: str) -> str:
    """A place no narrower than its city: four digits of its code, or the region."""
    return f"{place[:4]}00" if len(place) >= 6 and place.isdigit() else ""


def band_of(low: int | None) -> list[int | None] | None:
    """The band that a number lies in; None where it is not told."""
    if low is None:
        return None
    return next([a, b] for a, b in BANDS if b is None or low <= b)
