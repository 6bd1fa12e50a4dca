"""Someone lost the passphrase with its code, or the second step: two people help together.

A reset never gives data back. A new passphrase comes with new keys, which members of the
compartments let in again. Both count only after a day in which the person is told.
"""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongyou.vault.public import (
    Account,
    Invitation,
    NotTwoPeople,
    NotYours,
    WrongPassphrase,
    ask_reset,
    cancel_invitation,
    confirm_alone,
    confirm_reset,
    may_go_alone,
    signed_in,
)
from gongyou.web.accounts.proof import fresh

KINDS = (Invitation.Kind.PASSPHRASE, Invitation.Kind.SECOND_FACTOR)


NOT_TWO = {
    "young": gettext_lazy("Both of you must have had an account for a fortnight."),
    "invited": gettext_lazy("One of you invited the other: that does not count as two people."),
    "nobody_near": gettext_lazy("One of you must share a compartment with the person."),
}


def under_way(accounts, administrators: bool = False) -> list[Invitation]:
    """Resets of these accounts that wait or can be used; new administrators too if asked."""
    wanted = Q(kind__in=KINDS, account__in=accounts)
    if administrators:
        wanted |= Q(kind=Invitation.Kind.JOIN, administrator=True, confirmed_at=None)
    rows = Invitation.objects.filter(wanted, used_at=None).select_related("account", "asked_by")
    found = [row for row in rows if row.is_open]
    for row in found:
        row.alone = not row.confirmed_at and may_go_alone(row)  # type: ignore[attr-defined]
    return found


def _back(request):
    return redirect("web:accounts" if request.actor.is_administrator else "web:compartments")


@signed_in(unlocked=True)
@fresh
@require_POST
def ask(request, pk):
    """The first of two people asks; nothing happens yet."""
    account = get_object_or_404(Account, pk=pk)
    kind = request.POST.get("kind", "")
    if any(row.kind == kind for row in under_way([account])):
        messages.info(request, _("Somebody asked for that already."))
    else:
        ask_reset(request.actor, account, kind)
        messages.success(request, _("Now a second person must agree, after speaking with them."))
    return _back(request)


def _reset(pk) -> Invitation:
    waiting = Q(kind__in=KINDS) | Q(kind=Invitation.Kind.JOIN, administrator=True)
    return get_object_or_404(Invitation.objects.filter(waiting), pk=pk, used_at=None)


@signed_in(unlocked=True)
@fresh
@require_POST
def agree(request, pk):
    """A second, other person agrees and hands the secret over."""
    row = _reset(pk)
    try:
        token = confirm_reset(request.actor, row)
    except NotTwoPeople as why:
        messages.error(request, NOT_TWO[why.args[0]])
        return _back(request)
    except NotYours:
        messages.error(request, _("Another person must agree, not the one who asked."))
        return _back(request)
    return _agreed(request, row, token)


def _agreed(request, row: Invitation, token: str):
    path = "/reset/#" if row.kind == Invitation.Kind.PASSPHRASE else "/accounts/sign-in/second/#"
    address = request.build_absolute_uri(path + token) if token else ""
    context = {"address": address, "row": row}
    return render(request, "web/accounts/agreed.html", context)


@signed_in(unlocked=True)
@fresh
@sensitive_post_parameters()
@require_POST
def alone(request, pk):
    """Nobody else in the centre could agree: an officer's share, or seven days."""
    row = _reset(pk)
    try:
        token = confirm_alone(request.actor, row, request.POST.get("share", ""))
    except WrongPassphrase:
        messages.error(request, _("These are not the words of an officer of this centre."))
        return _back(request)
    except NotYours:
        messages.error(request, _("There are two people who can agree. Ask one of them."))
        return _back(request)
    return _agreed(request, row, token)


@signed_in
@require_POST
def stop(request, pk):
    """Whoever asked or agreed, an administrator, or the person stops it."""
    row = _reset(pk)
    cancel_invitation(request.actor, row)
    messages.success(request, _("Stopped. Tell the others that somebody tried."))
    return _back(request) if row.account_id != request.user.pk else redirect("web:account")


def of_members(compartment) -> list[Invitation]:
    """Resets of the members of a compartment."""
    members = Q(memberships__compartment=compartment, memberships__removed_at=None)
    return under_way(Account.objects.filter(members))
