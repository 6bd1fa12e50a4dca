"""The same person or firm entered twice: by closeness at intake, by Splink over all records."""

from dataclasses import dataclass

from gongyou.centre.models import Employer, Employment, Worker
from gongyou.centre.names import person_key, simplify, spelt
from gongyou.vault.public import Actor, Right, journal, reveal_many, search_names

WORTH_A_LOOK = 0.80


def known_people(actor: Actor, name: str, phone: str) -> list[tuple[Worker, dict]]:
    """Workers already known under this name or phone, best first."""
    digits = "".join(c for c in phone if c.isdigit())
    term = digits if len(digits) >= 7 else simplify(name).strip()
    if len(term) < 2:
        return []
    hits = search_names(actor, term, models=[Worker], limit=6)
    workers = Worker.objects.visible_to(actor).in_bulk([hit.record_id for hit in hits])
    return [(workers[hit.record_id], hit.values) for hit in hits if hit.record_id in workers]


@dataclass
class Pair:
    """Two records that may be one."""

    first: object
    second: object
    probability: float
    shown: tuple[dict, dict]

    @property
    def percent(self) -> int:
        """The probability as a whole percentage, never quite 100."""
        return min(99, round(self.probability * 100))


def worker_pairs(actor: Actor, compartment, most: int = 100) -> list[Pair]:
    """Workers of a compartment that may be one person, the likeliest first.

    Names are compared in memory by Splink on DuckDB; nothing of it is written down but one
    entry in the journal.
    """
    rows = _people(actor, compartment)
    if len(rows) < 2:
        return []
    shown = {row["unique_id"]: row for row in rows}
    scored = [
        pair for pair in linked(rows) if worth_asking(shown[str(pair[0])], shown[str(pair[1])])
    ][:most]
    ids = [pk for pair in scored for pk in pair[:2]]
    workers = Worker.objects.visible_to(actor).in_bulk(ids)
    return [
        Pair(workers[a], workers[b], p, (shown[str(a)], shown[str(b)]))
        for a, b, p in scored
        if a in workers and b in workers
    ]


def worth_asking(first: dict, second: dict) -> bool:
    """Whether something besides the name agrees, and nothing that decides speaks against it.

    Two people of one name with other first days at one employer, other days of birth or other
    identity numbers are two people.
    """

    def both(name):
        return first[name] and second[name]

    one_employer = both("employer") and first["employer"] == second["employer"]
    against = any(both(name) and first[name] != second[name] for name in ("id_number", "born"))
    if against or (one_employer and both("start") and first["start"] != second["start"]):
        return False
    agree = any(both(n) and first[n] == second[n] for n in ("phone", "id_number", "born"))
    return bool(agree or (one_employer and both("start")))


def _people(actor: Actor, compartment) -> list[dict]:
    from django.db import transaction

    workers = Worker.objects.filter(compartment=compartment, merged_into__isnull=True)
    names = reveal_many(actor, workers, ["name", "phone", "id_number"], journal=False)
    rows = Employment.objects.filter(compartment=compartment).order_by("created_at")
    facts = {pk: (employer, start) for pk, employer, start in rows.values_list(
        "worker_id", "employer_id", "start")}  # fmt: skip
    born = dict(
        Employment.objects.filter(
            compartment=compartment, facts__birth_date__isnull=False
        ).values_list("worker_id", "facts__birth_date")
    )
    with transaction.atomic():
        journal.append(
            actor,
            "centre.look_for_duplicates",
            changes={"count": len(names)},
            compartment=compartment,
        )
    return [
        _row(pk, known, *facts.get(pk, (None, None)), born=born.get(pk))  # type: ignore[misc]
        for pk, known in names.items()
    ]


def _row(pk, known: dict, employer, start, born) -> dict:
    name = person_key(known["name"])
    return {
        "unique_id": str(pk),
        "name": name or None,
        "sound": " ".join(spelt(name)) or None,
        "phone": "".join(c for c in known["phone"] or "" if c.isdigit()) or None,
        "id_number": (known["id_number"] or "").upper() or None,
        "born": born.isoformat() if born else None,
        "employer": str(employer) if employer else None,
        "start": start.isoformat() if start else None,
    }


def linked(rows: list[dict]) -> list[tuple]:
    """Pairs (id, id, probability) that Splink finds in rows of people, the likeliest first."""
    from uuid import UUID

    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=min(0.2, 2 / len(rows)),
        blocking_rules_to_generate_predictions=[
            block_on("phone"),
            block_on("id_number"),
            block_on("name"),
            block_on("sound", "employer"),
            block_on("born", "employer"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.9]).configure(
                m_probabilities=[0.85, 0.13, 0.02], u_probabilities=[0.002, 0.008, 0.99]
            ),
            cl.ExactMatch("phone").configure(
                m_probabilities=[0.75, 0.25], u_probabilities=[0.0001, 0.9999]
            ),
            cl.ExactMatch("id_number").configure(
                m_probabilities=[0.98, 0.02], u_probabilities=[0.00001, 0.99999]
            ),
            cl.ExactMatch("born").configure(
                m_probabilities=[0.9, 0.1], u_probabilities=[0.0005, 0.9995]
            ),
            cl.ExactMatch("employer").configure(
                m_probabilities=[0.7, 0.3], u_probabilities=[0.05, 0.95]
            ),
        ],
    )
    # No spilling: names must not reach the disk.
    database = DuckDBAPI(duckdb.connect(config={"temp_directory": ""}))
    linker = Linker(database.register(_arrow(rows)), settings, log_level=None)
    found = linker.inference.predict(threshold_match_probability=WORTH_A_LOOK)
    pairs = [
        (UUID(row["unique_id_l"]), UUID(row["unique_id_r"]), float(row["match_probability"]))
        for row in found.as_record_list()
    ]
    return sorted(pairs, key=lambda pair: -pair[2])


def _arrow(rows: list[dict]):
    import pyarrow as pa

    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in rows[0]]))


def employer_pairs(actor: Actor, most: int = 50) -> list[Pair]:
    """Employers of one compartment whose names are near each other."""
    from rapidfuzz import fuzz, process

    rows = list(
        Employer.objects.visible_to(actor, Right.WRITE)
        .filter(same_as__isnull=True)
        .select_related("compartment")
        .order_by("name_key")[:5000]
    )
    keys = [row.name_key for row in rows]
    found = []
    for n, row in enumerate(rows):
        for _key, score, m in process.extract(
            row.name_key, keys[n + 1 :], scorer=fuzz.ratio, score_cutoff=82, limit=5
        ):
            other = rows[n + 1 + m]
            if other.compartment_id == row.compartment_id:
                found.append(Pair(row, other, score / 100, ({}, {})))
    return sorted(found, key=lambda pair: -pair.probability)[:most]
