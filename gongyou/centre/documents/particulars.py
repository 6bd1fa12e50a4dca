"""Which particulars a paper must have before an authority accepts it: the law says which."""

from django.utils.translation import gettext_lazy as _

from gongyou import law

LABELS = {
    "worker.name": _("the worker's name"),
    "worker.sex": _("the worker's sex"),
    "worker.birth": _("the worker's date of birth"),
    "worker.id_number": _("the worker's identity number"),
    "worker.occupation": _("the worker's occupation"),
    "worker.workplace": _("the workplace"),
    "worker.address": _("the worker's residence"),
    "worker.service_address": _("an address for service"),
    "worker.phone": _("the worker's telephone"),
    "worker.agent_name": _("the agent's name"),
    "worker.agent_about": _("who the agent is"),
    "worker.agent_phone": _("the agent's telephone"),
    "employer.address": _("the employer's seat"),
    "employer.head_name": _("the employer's legal representative or person in charge"),
    "employer.head_post": _("their post"),
    "employer.phone": _("the employer's telephone"),
    "evidence": _("any piece of evidence"),
    "claims": _("any request: the claim comes to no amount yet"),
    "told": _("what happened, in sentences"),
    "witnesses.address": _("the residence of a witness"),
}
"""Everything that a law can ask for by name, in words."""


def missing(kind: str, context: dict, pack: str) -> list[str]:
    """What a paper of this kind still lacks under a law, in the words of the page."""
    asked = law.load_pack(pack).desk.particulars.get(kind, ())
    lacks = [str(LABELS[name]) for name in asked if not _stands(name, context)]
    if "claims" in asked:
        lacks += context["unreckoned"]
    return ([str(UNDECIDED)] if context.get("undecided") else []) + lacks


UNDECIDED = _(
    "Two laptops changed something of this case and nobody has decided yet which value stands."
)


def _stands(name: str, context: dict) -> bool:
    whose, _dot, part = name.partition(".")
    held = context[whose]
    if not part:
        return bool(held)
    return all(one[part] for one in held) if isinstance(held, list) else bool(held[part])
