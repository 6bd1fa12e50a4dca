"""A map of tiles, one a province or state: counts, with zero and "no place told" kept apart."""

from collections import Counter
from dataclasses import dataclass

from gongyou.advocacy import codes
from gongyou.advocacy.codebook import words

SIZE, GAP = 66, 4


@dataclass
class Tile:
    """A tile where it stands; `depth` 0 to 4 is how dark it is."""

    code: str
    name: str
    count: int
    x: int
    y: int
    depth: int

    @property
    def opacity(self) -> str:
        """How dark the tile is, as a drawing takes it."""
        return ("0", "0.15", "0.35", "0.6", "0.85")[self.depth]

    @property
    def light(self) -> bool:
        """Whether its words must be light to be read."""
        return self.depth >= 3


@dataclass
class Map:
    """A drawing: tiles, its size, and how many events have no place on it."""

    layout: str
    tiles: list[Tile]
    width: int
    height: int
    elsewhere: int


def maps_of(events) -> list[Map]:
    """A map a layout (that of the data sets that are there)."""
    held = Counter(events.values_list("dataset", "region"))
    layouts = {words.coverage(dataset).get("tiles", "") for dataset, _ in held} - {""}
    return [_map(layout, held) for layout in sorted(layouts)]


def _map(layout: str, held: Counter) -> Map:
    counts: Counter = Counter()
    for (dataset, region), number in held.items():
        if words.coverage(dataset).get("tiles") == layout:
            counts[region] += number
    rows = [row for row in words.rows("tiles") if row["layout"] == layout]
    most = max((counts[row["code"]] for row in rows), default=0)
    lang = "zh" if codes.in_chinese() else "en"
    tiles = [
        Tile(
            row["code"],
            row[lang],
            counts[row["code"]],
            int(row["column"]) * (SIZE + GAP),
            int(row["row"]) * (SIZE + GAP),
            _depth(counts[row["code"]], most),
        )
        for row in rows
    ]
    shown = {row["code"] for row in rows}
    return Map(
        layout,
        tiles,
        max(tile.x for tile in tiles) + SIZE,
        max(tile.y for tile in tiles) + SIZE,
        sum(number for region, number in counts.items() if region not in shown),
    )


def _depth(count: int, most: int) -> int:
    """Nothing is 0; the rest in four steps, each about three times the one before."""
    if not count:
        return 0
    share = count / most
    return 1 + sum(share > edge for edge in (0.03, 0.1, 0.33))
