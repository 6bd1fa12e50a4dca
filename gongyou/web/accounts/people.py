"""For administrators: who has an account. It says nothing about who is in which compartment."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.vault.public import (
    Account,
    Invitation,
    NotYours,
    administrator,
    cancel_invitation,
    close_account,
    invite,
    open_account_again,
)
from gongyou.web.accounts import resets, visits
from gongyou.web.accounts.proof import fresh


@administrator
@require_GET
def accounts(request):
    """All accounts, open invitations, resets under way."""
    context = {
        "accounts": Account.objects.annotate(
            second=Exists(Authenticator.objects.filter(user=OuterRef("pk")))
        ).order_by("login"),
        "invitations": [one for one in _joins() if one.is_open],
        "resets": resets.under_way(Account.objects.all(), administrators=True),
        "me": request.actor.account.pk,
    }
    return render(request, "web/accounts/people.html", context)


def _joins():
    return Invitation.objects.filter(kind=Invitation.Kind.JOIN).order_by("expires_at")


@administrator
@fresh
@require_POST
def make_invitation(request):
    """A new invitation; its address is shown once, to be handed over in person."""
    row, token = invite(request.actor, administrator=bool(request.POST.get("administrator")))
    return handed_over(request, f"/join/#{token}", administrator=row.administrator)


def handed_over(request, path: str, *, administrator: bool = False):
    """An address with its secret, shown once."""
    context = {"address": request.build_absolute_uri(path), "administrator": administrator}
    return render(request, "web/accounts/invited.html", context)


@administrator
@require_POST
def withdraw(request, pk):
    """Take an invitation back."""
    cancel_invitation(request.actor, get_object_or_404(_joins(), pk=pk, used_at=None))
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("web:accounts")


@administrator
@fresh
@require_POST
def close(request, pk):
    """Close an account; whoever uses it is out at once."""
    account = get_object_or_404(Account, pk=pk)
    try:
        close_account(request.actor, account)
    except NotYours:
        messages.error(request, _("Not for your own account."))
        return redirect("web:accounts")
    visits.end_all(account)
    messages.success(request, _("Done."))
    return redirect("web:accounts")


@administrator
@fresh
@require_POST
def reopen(request, pk):
    """Open it again."""
    open_account_again(request.actor, get_object_or_404(Account, pk=pk))
    messages.success(request, _("Done."))
    return redirect("web:accounts")
