"""The model: what agreement weighs (m, u of Fellegi and Sunter), the date gate, and the reasons.

m = how often matching pairs agree so, u = how often others do. They are set, not learnt: learning
without labels finds the same employer and union, not the same strike (measured: precision 0.34).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongyou.advocacy.linking.records import Record

GATE = 7
"""Days that two starts may lie apart, at most, to be proposed."""
NEAR = 3
"""Days up to which a pair can be likely; beyond, it is worth a look at most."""
WORTH_A_LOOK, LIKELY = 0.05, 0.97

_WORDS = "len(list_intersect(words_l, words_r)) / len(list_distinct(list_concat(words_l, words_r)))"
_NAMES = (
    "len(list_intersect(employer_words_l, employer_words_r)) / "
    "least(len(employer_words_l), len(employer_words_r))"
)
_UNIONS = "jaccard(union_name_l, union_name_r)"
_RATIO = "least(size_l, size_r) / greatest(size_l, size_r)"

# name → (columns, [(condition, m, u)], else m, u); the first level that holds counts.
_LEVELS: dict[str, tuple[tuple[str, ...], list[tuple[str, float, float]], tuple[float, float]]] = {
    "employer": (
        ("employer",),
        [
            ("employer_l = employer_r and coalesce(aside_l = aside_r, true)", 0.86, 0.0006),
            ("jaro_winkler_similarity(employer_l, employer_r) >= 0.93", 0.07, 0.002),
            (f"{_NAMES} >= 0.66", 0.05, 0.01),
        ],
        (0.02, 0.9874),
    ),
    "union": (
        ("union_name",),
        [
            ("union_name_l = union_name_r", 0.80, 0.02),
            (f"{_UNIONS} >= 0.6", 0.14, 0.12),
        ],
        (0.06, 0.86),
    ),
    "start": (
        ("day",),
        [
            ("day_l = day_r", 0.93, 0.08),
            ("abs(day_l - day_r) <= 1", 0.04, 0.13),
            ("abs(day_l - day_r) <= 3", 0.02, 0.29),
            ("day_l <= last_r and day_r <= last_l", 0.007, 0.02),
        ],
        (0.003, 0.48),
    ),
    "city": (
        ("city",),
        [("city_l = city_r", 0.95, 0.06)],
        (0.05, 0.94),
    ),
    "size": (
        ("size",),
        [
            ("size_l = size_r", 0.88, 0.06),
            (f"{_RATIO} >= 0.8", 0.06, 0.08),
        ],
        (0.06, 0.86),
    ),
    "title": (
        ("words",),
        [
            (f"{_WORDS} >= 0.99", 0.45, 0.002),
            (f"{_WORDS} >= 0.7", 0.20, 0.004),
            (f"{_WORDS} >= 0.34", 0.25, 0.04),
        ],
        (0.10, 0.954),
    ),
}
_AGREES = {
    "employer": ("same_employer", "employer_alike", "employer_alike"),
    "union": ("same_union", "union_alike"),
    "start": ("same_day", "day_apart", "days_apart", "overlap"),
    "city": ("same_city",),
    "size": ("same_size", "size_alike"),
    "title": ("same_title", "title_alike", "title_near"),
}
_DIFFERS = {
    "employer": "other_employer",
    "union": "other_union",
    "start": "week_apart",
    "city": "other_city",
    "size": "other_size",
    "title": "other_title",
}


@dataclass(frozen=True)
class Pair:
    """Two records that may be one event. `certain`: so by their cells or their id, not by chance.

    `reasons` are codes, those that speak for it first; those against begin with "other" or "week".
    """

    first: str
    second: str
    probability: float
    reasons: tuple[str, ...]
    certain: bool = False

    @property
    def likely(self) -> bool:
        """Whether it is near enough to sure to stand on top of the list."""
        return self.certain or self.probability >= LIKELY


def propose(
    records: Sequence[Record], *, use_numbers: bool = True, least: float = WORTH_A_LOOK
) -> list[Pair]:
    """Pairs that may be one event, the likeliest first.

    Args:
        use_numbers: whether the ids of a source speak too; off to measure the model by them.
    """
    if len(records) < 2:
        return []
    certain = _certain(records) if use_numbers else {}
    found = [pair for pair in _splink(records, least) if (pair.first, pair.second) not in certain]
    found = _one_to_one([*certain.values(), *found], records)
    return sorted(found, key=lambda p: (-p.certain, -p.probability, p.first, p.second))


def _one_to_one(pairs: list[Pair], records: Sequence[Record]) -> list[Pair]:
    """A row of one file tells of a stoppage once: the better partner in another file comes first.

    What has a better partner there is no longer likely; it stays on the list.
    """
    file = {record.id: record.file for record in records}
    best: dict[tuple[str, str], tuple] = {}
    for pair in pairs:
        rank = _rank(pair)
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            key = (one, file[other])
            best[key] = max(best.get(key, rank), rank)
    found = []
    for pair in pairs:
        apart = file[pair.first] != file[pair.second]
        top = (best[pair.first, file[pair.second]], best[pair.second, file[pair.first]])
        if apart and not pair.certain and max(top) > _rank(pair):
            held = min(pair.probability, LIKELY - 0.01)
            pair = replace(pair, probability=held, reasons=(*pair.reasons, "better_partner"))  # noqa: PLW2901
        found.append(pair)
    return found


def _rank(pair: Pair) -> tuple:
    strong = sum(reason.startswith("same") for reason in pair.reasons)
    return pair.certain, strong, round(pair.probability, 6)


def _certain(records: Sequence[Record]) -> dict[tuple[str, str], Pair]:
    """All cells equal in one file, or the same id with the same start: automatic, and undoable."""
    found: dict[tuple[str, str], Pair] = {}
    for key, reason in ((_by_cells, "same_cells"), (_by_number, "same_number")):
        held: dict[Any, list[Record]] = {}
        for record in records:
            if (value := key(record)) is not None:
                held.setdefault(value, []).append(record)
        for several in held.values():
            for other in several[1:]:
                one, two = sorted((several[0].id, other.id))
                pair = Pair(one, two, 1.0, (reason, "same_day"), certain=True)
                found.setdefault((one, two), pair)
    return found


def _by_cells(record: Record) -> Any:
    return (record.file, record.cells) if record.cells else None


def _by_number(record: Record) -> Any:
    """An id names a case that may hold several units, so the party must agree too."""
    if not record.number:
        return None
    row = record.row()
    return record.number, record.start, row["employer"], record.region.casefold()


def _splink(records: Sequence[Record], least: float) -> list[Pair]:
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator

    gate = f"abs(l.day - r.day) <= {GATE}"
    overlap = "l.day <= r.last and r.day <= l.last"
    settings = SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=0.002,
        blocking_rules_to_generate_predictions=[
            _block(f"l.region = r.region and {gate}"),
            _block(f"l.employer = r.employer and {gate}"),
            _block(f"l.employer = r.employer and l.union_name = r.union_name and {overlap}"),
        ],
        comparisons=[_comparison(name) for name in _LEVELS],
        retain_intermediate_calculation_columns=True,
    )
    # No spilling: what is compared must not reach the disk.
    database = DuckDBAPI(duckdb.connect(config={"temp_directory": ""}))
    table = database.register(_arrow(records))
    linker = Linker(table, settings, log_level=None)
    found = linker.inference.predict(threshold_match_probability=least)
    return [pair for row in found.as_record_list() if (pair := _pair(row)).probability >= least]


def _block(rule: str) -> dict[str, Any]:
    return {"blocking_rule": rule, "sql_dialect": "duckdb"}


def _comparison(name: str) -> dict[str, Any]:
    columns, levels, (m, u) = _LEVELS[name]
    null = " or ".join(f"{c}_l is null or {c}_r is null" for c in columns)
    if name == "city":
        null = f"({null}) and coalesce(region_l = region_r, true)"
    held: list[dict[str, Any]] = [
        {"sql_condition": null, "label_for_charts": "unknown", "is_null_level": True}
    ]
    for condition, agree, chance in levels:
        held.append(
            {
                "sql_condition": condition,
                "label_for_charts": condition,
                "m_probability": agree,
                "u_probability": chance,
            }
        )
    held.append(
        {
            "sql_condition": "ELSE",
            "label_for_charts": "other",
            "m_probability": m,
            "u_probability": u,
        }
    )
    return {"output_column_name": name, "comparison_levels": held}


def _pair(row: dict[str, Any]) -> Pair:
    """Reasons from the levels; a pair with too little to go by is never likely."""
    speaks, against = [], []
    for name, (_columns, levels, _rest) in _LEVELS.items():
        level = int(row[f"gamma_{name}"])
        if level == 0:
            against.append(_DIFFERS[name])
        elif level > 0:
            speaks.append(_AGREES[name][len(levels) - level])
    probability = float(row["match_probability"])
    if against:
        probability = _held_back(probability, speaks, against)
    ids = sorted((str(row["unique_id_l"]), str(row["unique_id_r"])))
    return Pair(ids[0], ids[1], probability, (*speaks, *against))


def _held_back(probability: float, speaks: list[str], against: list[str]) -> float:
    """Never *likely*: a week apart, or another unit of the same employer on the same day."""
    named = "same_employer" in speaks or "employer_alike" in speaks
    another_unit = named and "other_size" in against and "same_union" not in speaks
    if "week_apart" in against or another_unit:
        return min(probability, LIKELY - 0.01)
    return probability


def _arrow(records: Sequence[Record]):
    import pyarrow as pa

    words = pa.list_(pa.string())
    kinds = {
        "day": pa.int64(),
        "last": pa.int64(),
        "finish": pa.int64(),
        "size": pa.int64(),
        "words": words,
        "employer_words": words,
    }
    rows = [record.row() for record in records]
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in rows[0]])
    return pa.Table.from_pylist(rows, schema)
