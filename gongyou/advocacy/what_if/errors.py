"""Estimates of what a reform changes, with the error of the person's own change.

The two laws are asked of the same people: the error of a difference is that of the differences,
and never that of two estimates as if they were of different people.
"""

from typing import Any

from gongyou.stats import Design

ASKED = (("total", "change"), ("mean", "change"), ("mean", "gain"), ("mean", "lose"))


def estimates(design: Design) -> list[dict[str, Any]]:
    """Total and mean change, share of people who gain and who lose, over those known.

    `design` is attached to a table with `change`, `gain`, `lose` (see `summary.changes`).
    """
    rows = []
    for question, column in ASKED:
        found = getattr(design, question)(column)[0]
        rows.append(
            {
                "question": question,
                "column": column,
                "value": found.value,
                "se": found.se,
                "low": found.low,
                "high": found.high,
                "n": found.n,
                "missing": found.missing,
            }
        )
    return rows
