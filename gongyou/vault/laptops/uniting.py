"""A compartment's key that two laptops made anew apart: a coordinator looks at its members and
makes one that comes from both. Until then nobody writes there: no list of members is proved."""

from dataclasses import dataclass

from django.db import transaction

from gongyou.vault.accounts.actor import Actor, NotYours
from gongyou.vault.accounts.members import apart, current_members
from gongyou.vault.accounts.models import Compartment, Membership
from gongyou.vault.accounts.services.compartments import renew_key
from gongyou.vault.journal.chain import append
from gongyou.vault.rights import Right


@dataclass(frozen=True)
class Split:
    """A compartment with keys of two laptops, and who its members are after both."""

    compartment: Compartment
    members: list[Membership]

    @property
    def shown(self) -> set[str]:
        """The members as a form carries them: what was looked at is what is united."""
        return {f"{member.account_id.hex}{member.role}" for member in self.members}


def split(by: Actor) -> list[Split]:
    """The compartments that this person coordinates whose keys must be united."""
    by.keyring.forget_grants()
    return [
        Split(compartment, current_members(compartment))
        for compartment in by.compartments(Right.MANAGE)
        if apart(by.keyring, compartment)
    ]


def unite(by: Actor, compartment: Compartment, shown: set[str]) -> None:
    """Make one key out of those of two laptops, for the members that were looked at.

    Raises:
        NotYours: there is nothing to unite for this person, or the members are others meanwhile.
    """
    by.keyring.forget_grants()
    compartment = Compartment.objects.select_related("current_key").get(pk=compartment.pk)
    others = apart(by.keyring, compartment)
    # No list of members is proved while keys are apart: the right is looked up without that.
    if not by.may(Right.MANAGE, compartment) or not others:
        raise NotYours
    if Split(compartment, current_members(compartment)).shown != shown:
        raise NotYours
    with transaction.atomic():
        renew_key(by, compartment, others)
        append(by, "vault.unite_keys", subject=compartment, compartment=compartment)
    by.forget_memberships()
