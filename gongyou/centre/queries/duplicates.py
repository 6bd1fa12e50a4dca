"""The same person or firm entered twice: at intake by closeness, over all records by Splink."""

from gongyou.centre.models import Worker
from gongyou.centre.names import simplify
from gongyou.vault.public import search_names


def known_people(actor, name: str, phone: str) -> list[tuple[Worker, dict]]:
    """Workers already known under this name or phone, best first."""
    digits = "".join(c for c in phone if c.isdigit())
    term = digits if len(digits) >= 7 else simplify(name).strip()
    if len(term) < 2:
        return []
    hits = search_names(actor, term, models=[Worker], limit=6)
    workers = Worker.objects.visible_to(actor).in_bulk([hit.record_id for hit in hits])
    return [(workers[hit.record_id], hit.values) for hit in hits if hit.record_id in workers]
