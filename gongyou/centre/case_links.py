"""What rooms above offer to do with a case, without this room's knowing them.

`AppConfig.case_links` lists (URL name that takes the case's key, label, icon, rights needed).
"""

from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class CaseLink:
    """One link on the page of a case."""

    url: str
    label: str | Promise
    icon: str


def case_links(actor, case) -> list[CaseLink]:
    """The links that this person may follow from this case."""
    return [
        CaseLink(reverse(name, args=[case.pk]), label, icon)
        for config in apps.get_app_configs()
        for name, label, icon, rights in getattr(config, "case_links", ())
        if all(actor.may(right, case.compartment_id) for right in rights)
    ]
