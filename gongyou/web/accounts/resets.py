"""Someone lost the passphrase with its code, or the second step: two people help together.

A reset never gives data back. A new passphrase comes with new keys, which members of the
compartments let in again; a second step goes only after a day in which the person is told.
"""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongyou.vault.public import (
    Account,
    Invitation,
    NotYours,
    ask_reset,
    cancel_invitation,
    confirm_reset,
    signed_in,
)
from gongyou.web.accounts.proof import fresh

KINDS = (Invitation.Kind.PASSPHRASE, Invitation.Kind.SECOND_FACTOR)


def under_way(accounts) -> list[Invitation]:
    """Resets of these accounts that wait or can be used."""
    rows = Invitation.objects.filter(kind__in=KINDS, account__in=accounts, used_at=None)
    return [row for row in rows.select_related("account", "asked_by") if row.is_open]


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
    return get_object_or_404(Invitation.objects.filter(kind__in=KINDS), pk=pk, used_at=None)


@signed_in(unlocked=True)
@fresh
@require_POST
def agree(request, pk):
    """A second, other person agrees and hands the secret over."""
    row = _reset(pk)
    try:
        token = confirm_reset(request.actor, row)
    except NotYours:
        messages.error(request, _("Another person must agree, not the one who asked."))
        return _back(request)
    path = "/reset/#" if row.kind == Invitation.Kind.PASSPHRASE else "/accounts/sign-in/second/#"
    context = {"address": request.build_absolute_uri(path + token), "row": row}
    return render(request, "web/accounts/agreed.html", context)


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
