"""Which particulars a paper must have before an authority accepts it.

Mediation and Arbitration Law art. 28: of the worker name, sex, age, occupation, workplace and
residence; of the employer name, seat, and name and post of its legal representative or person in
charge; requests with facts and reasons; evidence and where it comes from, witnesses with name and
residence. Commissions ask besides for the identity number, a telephone and an address for service.
"""

from django.utils.translation import gettext_lazy as _

WORKER, EMPLOYER = "worker", "employer"
ASKED = {
    "application": [
        (WORKER, "name", _("the worker's name")),
        (WORKER, "sex", _("the worker's sex")),
        (WORKER, "birth", _("the worker's date of birth")),
        (WORKER, "id_number", _("the worker's identity number")),
        (WORKER, "occupation", _("the worker's occupation")),
        (WORKER, "workplace", _("the workplace")),
        (WORKER, "address", _("the worker's residence")),
        (WORKER, "service_address", _("an address for service")),
        (WORKER, "phone", _("the worker's telephone")),
        (EMPLOYER, "address", _("the employer's seat")),
        (EMPLOYER, "head_name", _("the employer's legal representative or person in charge")),
        (EMPLOYER, "head_post", _("their post")),
        (EMPLOYER, "phone", _("the employer's telephone")),
    ],
    "power_of_attorney": [
        (WORKER, "id_number", _("the worker's identity number")),
        (WORKER, "agent_name", _("the agent's name")),
        (WORKER, "agent_about", _("who the agent is")),
        (WORKER, "agent_phone", _("the agent's telephone")),
    ],
}


def missing(kind: str, context: dict) -> list[str]:
    """What a paper of this kind still lacks, in the words of the page."""
    lacking = [str(label) for whose, name, label in ASKED.get(kind, []) if not context[whose][name]]
    if kind in ("application", "evidence_list") and not context["evidence"]:
        lacking.append(str(_("any piece of evidence")))
    if kind == "application":
        if not context["claims"]:
            lacking.append(str(_("any request: the claim comes to no amount yet")))
        if not context["told"]:
            lacking.append(str(_("what happened, in sentences")))
        if not all(witness["address"] for witness in context["witnesses"]):
            lacking.append(str(_("the residence of a witness")))
    return lacking
