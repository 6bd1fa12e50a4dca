"""Who counts as two people where two must agree: people, not accounts that one made for oneself.

Two accounts are two people when both are older than a fortnight and neither was invited by the
other, directly or through accounts in between. For a reset one of them also shares a compartment
with the person concerned. A young or small centre without two such people has a substitute: one
officer's share on paper, or seven days in which the person concerned is told at every sign-in.
"""

import hashlib
from datetime import timedelta
from itertools import combinations

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.models import Account, Membership
from gongyou.vault.installation import secret_for
from gongyou.vault.keys.models import OrganisationKey
from gongyou.vault.rights import RIGHTS, Right

OLD_ENOUGH = timedelta(days=14)
WAIT = timedelta(hours=24)
WAIT_ALONE = timedelta(days=7)


class NotTwoPeople(ValueError):
    """The two who agree don't count as two; `args[0]`: young, invited, nobody_near."""


def require_two(first: Account, second: Account, concerned: Account | None = None) -> None:
    """Refuse two accounts that may be one person.

    Raises:
        NotTwoPeople: they may.
    """
    if any(timezone.now() - each.created_at < OLD_ENOUGH for each in (first, second)):
        raise NotTwoPeople("young")
    if first.pk == second.pk or _invited(first, second) or _invited(second, first):
        raise NotTwoPeople("invited")
    if concerned is not None and not (_near(first, concerned) or _near(second, concerned)):
        raise NotTwoPeople("nobody_near")


def _invited(maker: Account, made: Account) -> bool:
    """Whether `made` came by an invitation of `maker`, or of somebody who did."""
    seen = set()
    while made.invited_by_id and made.pk not in seen:
        if made.invited_by_id == maker.pk:
            return True
        seen.add(made.pk)
        made = made.invited_by  # type: ignore[assignment]
    return False


def _near(one: Account, other: Account) -> bool:
    rows = Membership.objects.filter(removed_at=None, compartment__closed_at=None)
    return rows.filter(
        account=one, compartment__in=rows.filter(account=other).values("compartment")
    ).exists()


def someone_could(concerned: Account | None, *, administrators: bool = False) -> bool:
    """Whether the centre has two people who could agree, whoever they are.

    Args:
        concerned: whose account it is about; None for a new administrator.
        administrators: only they may.
    """
    found = Account.objects.filter(is_active=True, created_at__lt=timezone.now() - OLD_ENOUGH)
    helpers = [one for one in found if _may_help(one, concerned, administrators)]
    for first, second in combinations(helpers, 2):
        try:
            require_two(first, second, concerned)
        except NotTwoPeople:
            continue
        return True
    return False


def _may_help(one: Account, concerned: Account | None, administrators: bool) -> bool:
    if concerned is not None and one.pk == concerned.pk:
        return False
    if one.is_administrator or administrators:
        return one.is_administrator
    managing = [role for role, rights in RIGHTS.items() if Right.MANAGE in rights]
    rows = Membership.objects.filter(removed_at=None, compartment__closed_at=None)
    theirs = rows.filter(account=concerned).values("compartment")
    return rows.filter(account=one, role__in=managing, compartment__in=theirs).exists()


@sensitive_variables()
def mark_of_share(share: str) -> str:
    """How an officer's share is recognised; it opens nothing and gives no word away."""
    words = " ".join(share.lower().split())
    key = secret_for("gongyou-share")
    return hashlib.blake2b(words.encode(), key=key, digest_size=32).hexdigest()


@sensitive_variables()
def is_officers_share(share: str) -> bool:
    """Whether somebody holds one of the organisation's three shares."""
    row = OrganisationKey.objects.filter(retired_at=None).first()
    return row is not None and bool(share.strip()) and mark_of_share(share) in row.share_marks
