"""Where answers come from: squares that each stand for ten people or more, drawn without tiles.

The world is cut into four again and again, as long as no piece with people in it has fewer
than ten; what lies alone is withheld. Outlines come from the GeoJSON that the questionnaire
has for its choices; without one there is only the grid of degrees.
"""

import json
import math
from dataclasses import dataclass, field

from gongyou.surveys.models import Form
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.values import points

FEWEST = 10
# A square of a hundredth of a degree is about a kilometre: no map here says more.
SMALLEST = 0.01
WIDTH, HEIGHT, EDGE = 720.0, 480.0, 24.0
MOST_OUTLINE_POINTS = 20_000
DEEPEST = 3
# With outlines the picture shows so much around the squares, that people see where they lie.
AROUND = 0.3
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45)
Point = tuple[float, float]


@dataclass(frozen=True)
class Square:
    """A square of the map in degrees, and how many people answered in it."""

    west: float
    south: float
    size: float
    count: int

    @property
    def words(self) -> str:
        """Where it lies."""
        digits = max(0, min(3, math.ceil(-math.log10(self.size)) + 1))
        corner = (self.south, self.south + self.size, self.west, self.west + self.size)
        south, north, west, east = (f"{value:.{digits}f}°" for value in corner)
        return f"{south} – {north}, {west} – {east}"


@dataclass
class Map:
    """What the page draws, in the units of the picture."""

    question: Field
    title: str
    squares: list[Square]
    shapes: list[dict] = field(default_factory=list)
    outlines: list[str] = field(default_factory=list)
    grid: list[dict] = field(default_factory=list)
    withheld: bool = False


def mappable(form: Form, schema: Schema) -> list[Field]:
    """Questions about places that stand in the table for analysis."""
    return [q for q in columns(form, schema) if q.type == "geopoint" and not q.table]


def map_of(form: Form, question: Field, data: list[dict], language: str) -> Map | None:
    """The map of one question; None where fewer than ten answers have a place."""
    found = [place for row in data if (place := _place(row.get(question.path)))]
    squares, withheld = cells(found)
    if not squares:
        return None
    drawn = Map(question, question.label(language), squares, withheld=withheld)
    outlines = list(_outlines(form))
    sheet = _Sheet(squares, AROUND if outlines else 0)
    drawn.shapes = [sheet.square(each, max(s.count for s in squares)) for each in squares]
    drawn.outlines = [path for shape in outlines if (path := sheet.path(shape))]
    drawn.grid = sheet.grid()
    return drawn


def _place(text) -> Point | None:
    try:
        longitude, latitude = points(str(text or ""))[0][:2]
    except ValueError:
        return None
    return longitude, latitude


def cells(found: list[Point], fewest: int = FEWEST) -> tuple[list[Square], bool]:
    """Squares with enough people each, and whether people were left out.

    Those left out are none or at least `fewest`, so that no subtraction finds a few.
    """
    if len(found) < fewest:
        return [], bool(found)
    west, south, size = _frame(found)
    kept: list[Square] = []
    alone = _cut(found, west, south, size, kept, fewest)
    while 0 < alone < fewest and kept:
        smallest = min(kept, key=lambda square: square.count)
        kept.remove(smallest)
        alone += smallest.count
    return sorted(kept, key=lambda square: -square.count), alone > 0


def _frame(found: list[Point]) -> tuple[float, float, float]:
    """A square of a power of two hundredths of a degree around all, on a grid that stays."""
    size = SMALLEST
    while True:
        west = math.floor(min(x for x, _ in found) / size) * size
        south = math.floor(min(y for _, y in found) / size) * size
        if all(x < west + size and y < south + size for x, y in found) or size > 512:
            return west, south, size
        size *= 2


def _cut(found: list[Point], west: float, south: float, size: float, kept: list, fewest) -> int:
    """Cut a square as far as it goes; how many people lie in pieces too small to be shown."""
    half = size / 2
    parts: dict[tuple[bool, bool], list[Point]] = {}
    for x, y in found:
        parts.setdefault((x >= west + half, y >= south + half), []).append((x, y))
    lost = sum(len(part) for part in parts.values() if len(part) < fewest)
    # Cutting may cost a tenth of the people; else the square stays whole.
    if half < SMALLEST or lost > len(found) / 10:
        kept.append(Square(west, south, size, len(found)))
        return 0
    for (east, north), part in parts.items():
        if len(part) >= fewest:
            lost += _cut(part, west + half * east, south + half * north, half, kept, fewest)
    return lost


def _outlines(form: Form):
    """The lines and rings of the GeoJSON files that the current version has."""
    if form.current is None:
        return
    files = form.current.files.filter(name__endswith=".geojson", content__isnull=False)
    for file in files:
        yield from lines_of(bytes(file.content))  # type: ignore[arg-type]


def lines_of(content: bytes):
    """The lines and rings of one GeoJSON file; nothing of what is none."""
    try:
        features = json.loads(content).get("features", [])
    except (ValueError, AttributeError, RecursionError):
        return
    for feature in features if isinstance(features, list) else []:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if isinstance(geometry, dict):
            yield from _lines(geometry.get("coordinates"))


def _lines(coordinates, depth: int = 0):
    """Lists of points, as deep as the areas of several pieces have them."""
    if (
        depth > DEEPEST
        or not isinstance(coordinates, list)
        or not coordinates
        or not isinstance(coordinates[0], list)
    ):
        return
    if isinstance(coordinates[0][0] if coordinates[0] else None, int | float):
        yield coordinates
        return
    for each in coordinates:
        yield from _lines(each, depth + 1)


class _Sheet:
    """From degrees to the picture: as wide as a degree is there."""

    def __init__(self, squares: list[Square], around: float = 0):
        west, east = min(s.west for s in squares), max(s.west + s.size for s in squares)
        south, north = min(s.south for s in squares), max(s.south + s.size for s in squares)
        margin = around * max(east - west, north - south)
        self.west, east = west - margin, east + margin
        south, self.north = south - margin, north + margin
        middle = math.radians((self.north + south) / 2)
        self.narrow = max(0.05, math.cos(middle))
        self.wide, self.high = (east - self.west) * self.narrow, self.north - south
        self.scale = min((WIDTH - 2 * EDGE) / self.wide, (HEIGHT - 2 * EDGE) / self.high)
        self.left = (WIDTH - self.wide * self.scale) / 2
        self.top = (HEIGHT - self.high * self.scale) / 2
        self.east, self.south = east, south
        self.points = 0

    def at(self, longitude: float, latitude: float) -> Point:
        x = self.left + (longitude - self.west) * self.narrow * self.scale
        y = self.top + (self.north - latitude) * self.scale
        return round(x, 1), round(y, 1)

    def square(self, one: Square, most: int) -> dict:
        x, y = self.at(one.west, one.south + one.size)
        right, bottom = self.at(one.west + one.size, one.south)
        return {
            "x": x, "y": y, "width": round(right - x, 1), "height": round(bottom - y, 1),
            "shade": math.ceil(5 * one.count / most), "count": one.count, "words": one.words,
            "middle": (round((x + right) / 2, 1), round((y + bottom) / 2, 1)),
            "numbered": right - x >= 26 and bottom - y >= 16,
        }  # fmt: skip

    def path(self, line: list) -> str:
        """An outline as an SVG path; empty once there are more points than a page should carry."""
        self.points += len(line)
        if self.points > MOST_OUTLINE_POINTS:
            return ""
        try:
            found = [self.at(float(point[0]), float(point[1])) for point in line]
        except (TypeError, ValueError, IndexError):
            return ""
        inside = any(-WIDTH < x < 2 * WIDTH and -HEIGHT < y < 2 * HEIGHT for x, y in found)
        return "M" + "L".join(f"{x} {y}" for x, y in found) if inside else ""

    def grid(self) -> list[dict]:
        """Lines of latitude and longitude at round degrees."""
        wanted = max(self.east - self.west, self.north - self.south) / 5
        step = next((step for step in STEPS if step >= wanted), STEPS[-1])
        lines = []
        for number in range(math.ceil(self.west / step), math.floor(self.east / step) + 1):
            x, _ = self.at(number * step, self.north)
            lines.append({"x1": x, "x2": x, "y1": 0, "y2": HEIGHT, "text": _degrees(number * step)})
        for number in range(math.ceil(self.south / step), math.floor(self.north / step) + 1):
            _, y = self.at(self.west, number * step)
            lines.append({"x1": 0, "x2": WIDTH, "y1": y, "y2": y, "text": _degrees(number * step)})
        return lines


def _degrees(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "°"
