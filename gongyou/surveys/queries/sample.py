"""How the rows of a table were drawn, as someone says on the analysis page."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gongyou.stats import Design, DesignSpec
from gongyou.surveys.models import Form
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.schema import Schema
from gongyou.surveys.values import typed

TEAM = "_team"
WEIGHT, STRATUM, CLUSTER = "_weight", "_stratum", "_cluster"


@dataclass
class Sample:
    """The rows that can be estimated from, and their design.

    `left_out` rows have no weight, stratum or cluster, though one was named.
    """

    data: list[dict]
    spec: DesignSpec = field(default_factory=DesignSpec)
    left_out: int = 0

    def asked(self, answers: list[dict]) -> Design:
        """The design looking at the rows that gave all these answers.

        Args:
            answers: for each row of the sample its values by column; None where there is none.
        """
        names = [name for name in (WEIGHT, STRATUM, CLUSTER) if name in self._named()]
        table = [
            {**{name: row[name] for name in names}, **given}
            for row, given in zip(self.data, answers, strict=True)
        ]
        known = [all(value is not None for value in given.values()) for given in answers]
        return self.spec.attach(table).where(known)

    def _named(self) -> set[str]:
        return {self.spec.weights or "", *self.spec.strata, *self.spec.clusters}


def choices(form: Form, schema: Schema, language: str) -> dict[str, list[tuple[str, str]]]:
    """The columns that may be named as weight, stratum and cluster: (path, label)."""
    kept = [each for each in columns(form, schema) if not each.table]
    numbers = [q for q in kept if q.type in ("int", "decimal") and not q.is_choice]
    groups = [
        q for q in kept
        if not q.is_multiple and not q.is_binary and (q.is_choice or q.type in ("int", "string"))
    ]  # fmt: skip
    groups = [(q.path, q.label(language)) for q in groups]
    return {
        "weight": [(q.path, q.label(language)) for q in numbers],
        "stratum": [(TEAM, _("Team")), *groups],
        "cluster": [(TEAM, _("Team")), *groups],
    }


def drawn(data: list[dict], weight: str = "", stratum: str = "", cluster: str = "") -> Sample:
    """The sample as described.

    A stratum with one cluster is measured from the grand mean, which rather overstates its
    part; clusters may be numbered anew in each stratum.
    """
    rows = []
    for row in data:
        held = dict(row)
        if weight:
            held[WEIGHT] = _positive(row.get(weight))
        for name, path in ((STRATUM, stratum), (CLUSTER, cluster)):
            if path:
                held[name] = str(row.get(path) or "") or None
        if all(held.get(name, "") is not None for name in (WEIGHT, STRATUM, CLUSTER)):
            rows.append(held)
    spec = DesignSpec(
        weights=WEIGHT if weight else None,
        strata=(STRATUM,) if stratum else (),
        clusters=(CLUSTER,) if cluster else (),
        nest=bool(stratum and cluster),
        lonely="adjust",
    )
    return Sample(rows, spec, len(data) - len(rows))


def _positive(value) -> float | None:
    number = typed("decimal", str(value or ""))
    if number is None or isinstance(number, str) or number <= 0:
        return None
    return float(number)
