"""Note who read whose identity. Within a request, reads gather into one entry a kind."""

from django.db import transaction

from gongyou.vault.journal.chain import append

NAMED = 50


def note(actor, model, compartment_id, ids, names) -> None:
    """Note a read; it is written at once, or by `flush` at the end of the request."""
    key = (model, compartment_id)
    seen_ids, seen_names = actor.pending_reads.setdefault(key, ({}, set()))
    seen_ids.update(dict.fromkeys(ids))
    seen_names.update(names)
    if not actor.collects_reads:
        flush(actor)


def flush(actor) -> None:
    """Write the gathered reads."""
    if not actor.pending_reads:
        return
    reads, actor.pending_reads = actor.pending_reads, {}
    with transaction.atomic():
        for (model, compartment_id), (ids, names) in reads.items():
            about = [model(pk=pk) for pk in ids] if len(ids) <= NAMED else []
            append(
                actor,
                "vault.read_identity",
                subject=about[0] if len(about) == 1 else None,
                changes={
                    "count": len(ids),
                    "fields": sorted(names),
                    "what": model._meta.label_lower,
                },
                about=about if len(about) > 1 else [],
                compartment=compartment_id,
                sealed={},
            )
