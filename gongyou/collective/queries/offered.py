"""The chronicles of collective cases as other rooms may ask for them."""

from gongyou.centre.public import Chronicle, Entry
from gongyou.collective.chronicle_file import text_of
from gongyou.collective.models import CollectiveCase
from gongyou.collective.queries.chronicle import contents
from gongyou.vault.public import Actor, Right


def chronicles(actor: Actor) -> list[Chronicle]:
    """Of every case that this person may read with its texts, where a chronicle is kept."""
    cases = CollectiveCase.objects.visible_to(actor, Right.READ_IDENTITY).select_related("employer")
    held = (_chronicle(actor, case) for case in cases.filter(events__isnull=False).distinct())
    return [chronicle for chronicle in held if chronicle.entries]


def _chronicle(actor: Actor, case: CollectiveCase) -> Chronicle:
    entries = tuple(
        Entry(
            event.kind,
            event.starts,
            event.ends,
            event.precision,
            text_of(content),
            dict(content.get("figures") or {}),
            tuple(map(str, event.sources)),
        )
        for event, content in contents(actor, case.events.order_by("starts", "ordinal"))
    )
    heads = contents(actor, case.figures.filter(topic="headcount"))
    return Chronicle(
        case.pk,
        case.code,
        case.reveal(actor, "title") or case.code,
        case.compartment,
        case.place,
        case.employer,
        case.result,
        entries,
        tuple(c["value"] for _row, c in heads if isinstance(c.get("value"), int)),
    )
