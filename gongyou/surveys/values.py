"""Text of an answer as a value: numbers, dates, places."""

import datetime as dt
import math
from decimal import Decimal, InvalidOperation

GEO_SHAPES = {"geopoint", "geotrace", "geoshape"}


def typed(kind: str, text: str | None):
    """The value of an answer; what does not parse stays text, since nothing is lost.

    Empty is None. Integers and decimals are exact; dates and times keep the offset
    the phone wrote.
    """
    if text is None or not text.strip():
        return None
    reader = _READERS.get(kind)
    if reader is None:
        return text
    try:
        return reader(text.strip())  # type: ignore[operator]
    except (ValueError, InvalidOperation, OverflowError):
        return text


def _boolean(text: str) -> bool:
    if text.lower() in {"true", "1"}:
        return True
    if text.lower() in {"false", "0"}:
        return False
    raise ValueError(text)


def moment(text: str) -> dt.datetime:
    """An ISO moment with 'Z', '+08' or '+08:00'. Raises ValueError."""
    text = text.strip().replace("Z", "+00:00")
    if len(text) > 3 and text[-3] in "+-" and "T" in text:
        text += ":00"
    return dt.datetime.fromisoformat(text)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or "_" in text:
        raise ValueError(text)
    return number


def _whole(text: str) -> int:
    if "_" in text:  # Python reads 1_000 as a number; nobody else does
        raise ValueError(text)
    return int(text)


_READERS = {
    "int": _whole,
    "integer": _whole,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": lambda text: dt.date.fromisoformat(text[:10]),
    "dateTime": moment,
}


def points(text: str) -> list[list[float]]:
    """`lat lon alt accuracy` pieces, split by ';', as [lon, lat, alt, accuracy].

    Raises ValueError for numbers that are no place on earth.
    """
    found = []
    for piece in text.split(";"):
        numbers = [float(part) for part in piece.split()]
        if not numbers:
            continue
        if not all(map(math.isfinite, numbers)):
            raise ValueError(piece)
        if len(numbers) < 2 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            raise ValueError(piece)
        found.append([numbers[1], numbers[0], *numbers[2:4]])
    if not found:
        raise ValueError(text)
    return found


def geojson(kind: str, text: str | None) -> dict | None:
    """A geopoint, geotrace or geoshape as GeoJSON; None where it cannot be read."""
    try:
        found = points(text or "")
    except ValueError:
        return None
    flat = [point[:3] for point in found]
    accuracies = [point[3] if len(point) > 3 else None for point in found]
    if kind == "geopoint":
        return {"type": "Point", "coordinates": flat[0], "properties": {"accuracy": accuracies[0]}}
    shape = {"type": "LineString", "coordinates": flat}
    if kind == "geoshape":
        shape = {"type": "Polygon", "coordinates": [flat]}
    return {**shape, "properties": {"accuracies": accuracies}}


def wkt(kind: str, text: str | None) -> str | None:
    """The same as well-known text."""
    try:
        found = points(text or "")
    except ValueError:
        return None
    pieces = [" ".join(f"{number:.15g}" for number in point[:3]) for point in found]
    if kind == "geopoint":
        return f"POINT ({pieces[0]})"
    line = ",".join(pieces)
    return f"LINESTRING ({line})" if kind == "geotrace" else f"POLYGON (({line}))"
