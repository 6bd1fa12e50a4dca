"""Members found as people speak of them: by pseudonym, or by name for those who may read it."""

from gongyou.centre.public import Worker, person_key
from gongyou.collective.models import CollectiveCase, Member
from gongyou.vault.public import Actor, Right, search_names

OFFERED = 12
SEARCHED = 200


def members_called(actor: Actor | None, case: CollectiveCase, name: str) -> list[Member]:
    """The members with just this name; without one, the members whose name holds the text."""
    hits = _by_name(actor, case, name)
    same = [member for member, shown in hits if person_key(shown) == person_key(name)]
    return same or [member for member, _shown in hits]


def offered(actor: Actor, case: CollectiveCase, text: str) -> list[tuple[Member, str]]:
    """Who fits what is being typed, with the name where the actor may read it."""
    text = text.strip()
    if not text:
        return []
    begins = Member.objects.visible_to(actor).filter(
        case=case, worker__pseudonym__begins=text.upper()
    )
    found = {m.pk: (m, "") for m in begins.select_related("worker")[:OFFERED]}
    found |= {member.pk: (member, shown) for member, shown in _by_name(actor, case, text)}
    return list(found.values())[:OFFERED]


def _by_name(actor: Actor | None, case: CollectiveCase, name: str) -> list[tuple[Member, str]]:
    if actor is None or not actor.unlocked or len(name.strip()) < 2:
        return []
    if not actor.may(Right.READ_IDENTITY, case.compartment_id):
        return []
    hits = search_names(actor, name, models=[Worker], limit=SEARCHED)
    shown = {hit.record_id: hit.display for hit in hits}
    members = Member.objects.visible_to(actor, Right.READ_IDENTITY).filter(
        case=case, worker__in=list(shown)
    )
    return [(member, shown[member.worker_id]) for member in members.select_related("worker")]
