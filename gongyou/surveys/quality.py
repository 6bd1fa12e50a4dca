"""Signs that an interview was not one: copies, haste, the same answer all along.

Signs, not verdicts: each names what to look at.
"""

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass

LIKENESS = 0.95
LEAST_COMPARED = 8
LEAST_SCALE = 5
MANY = 3000


@dataclass(frozen=True)
class Sign:
    """One sign at one submission; `other` is the submission it is like."""

    kind: str
    submission: str
    value: float
    other: str = ""


def speeding(seconds: dict[str, float]) -> list[Sign]:
    """Faster than a third of the median; nothing is said of fewer than ten interviews."""
    taken = [value for value in seconds.values() if value and value > 0]
    if len(taken) < 10:
        return []
    limit = statistics.median(taken) / 3
    return [Sign("speeding", name, value) for name, value in seconds.items() if 0 < value < limit]


def straight_lining(rows: list[dict], lists: dict[str, str]) -> list[Sign]:
    """The same choice in every question of one answer scale (five questions or more).

    Args:
        rows: the answers, with `_submission`.
        lists: choice list by question; questions that share a list form a scale.
    """
    scales = defaultdict(list)
    for path, name in lists.items():
        scales[name].append(path)
    found = []
    for row in rows:
        for paths in scales.values():
            given = [row.get(path) for path in paths if row.get(path)]
            if len(paths) >= LEAST_SCALE and len(given) >= LEAST_SCALE and len(set(given)) == 1:
                found.append(Sign("straight_lining", row["_submission"], float(len(given))))
                break
    return found


def duplicates(rows: list[dict], paths: list[str]) -> list[Sign]:
    """Pairs that agree in nearly all answers both gave; the later one is named.

    Exact copies among any number; near copies among the latest 3,000, compared within groups
    that agree in the first answers.
    """
    found, seen = [], {}  # type: ignore[var-annotated]
    for row in rows:
        answers = tuple(row.get(path) for path in paths)
        if sum(value not in (None, "") for value in answers) < LEAST_COMPARED:
            continue
        if answers in seen:
            found.append(Sign("duplicate", row["_submission"], 1.0, seen[answers]))
        else:
            seen[answers] = row["_submission"]
    copied = {sign.submission for sign in found}
    return found + _near(rows[-MANY:], paths, copied)


def _near(rows: list[dict], paths: list[str], copied: set) -> list[Sign]:
    groups = defaultdict(list)
    third = max(1, len(paths) // 3)
    # Copies that differ in one answer agree in at least two of three parts of the form.
    for row in rows:
        values = [row.get(path) for path in paths]
        for part in range(3):
            groups[(part, tuple(values[part * third : (part + 1) * third]))].append((row, values))
    found, done = [], set(copied)
    for members in groups.values():
        for position, (row, values) in enumerate(members[:60]):
            for other, theirs in members[:position]:
                pair = (row["_submission"], other["_submission"])
                if row["_submission"] in done or pair[0] == pair[1]:
                    continue
                share = _agreement(values, theirs)
                if LIKENESS <= share < 1:
                    found.append(Sign("near_duplicate", *pair[:1], share, pair[1]))
                    done.add(row["_submission"])
    return found


def _agreement(first: list, second: list) -> float:
    both = [
        (a, b) for a, b in zip(first, second, strict=True)
        if a not in (None, "") and b not in (None, "")
    ]  # fmt: skip
    if len(both) < LEAST_COMPARED:
        return 0.0
    return sum(a == b for a, b in both) / len(both)


def days_and_teams(moments: list[tuple]) -> tuple[list[str], list[str], dict]:
    """Counts by day and team: (days, teams, {(day, team): number})."""
    counts = Counter((day.isoformat(), team) for day, team in moments)
    days = sorted({day for day, _ in counts})
    teams = sorted({team for _, team in counts})
    return days, teams, dict(counts)
