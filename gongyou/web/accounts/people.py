"""For administrators: who has an account. It says nothing about who is in which compartment."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.vault.public import Account, administrator
from gongyou.web.accounts import services
from gongyou.web.accounts.proof import fresh
from gongyou.web.models import FactorReset, Invitation


@administrator
@require_GET
def accounts(request):
    """All accounts, open invitations, second steps being taken away."""
    context = {
        "accounts": Account.objects.annotate(
            second=Exists(Authenticator.objects.filter(user=OuterRef("pk")))
        ).order_by("login"),
        "invitations": Invitation.objects.filter(used_at=None).order_by("until"),
        "resets": FactorReset.objects.filter(closed_at=None).select_related("account", "asked_by"),
        "me": request.actor.account.pk,
    }
    return render(request, "web/accounts/people.html", context)


@administrator
@fresh
@require_POST
def invite(request):
    """A new invitation; its address is shown once, to be handed over in person."""
    _invitation, token = services.invite(
        request.actor, administrator=bool(request.POST.get("administrator"))
    )
    context = {"address": request.build_absolute_uri(f"/join/#{token}")}
    return render(request, "web/accounts/invited.html", context)


@administrator
@require_POST
def withdraw(request, pk: int):
    """Take an invitation back."""
    services.withdraw(request.actor, get_object_or_404(Invitation, pk=pk, used_at=None))
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("web:accounts")


@administrator
@fresh
@require_POST
def close(request, pk):
    """Close an account."""
    return _act(request, services.close, get_object_or_404(Account, pk=pk))


@administrator
@fresh
@require_POST
def reopen(request, pk):
    """Open it again."""
    return _act(request, services.reopen, get_object_or_404(Account, pk=pk))


@administrator
@fresh
@require_POST
def ask_reset(request, pk):
    """Ask to take a lost second step away."""
    return _act(request, services.ask_reset, get_object_or_404(Account, pk=pk))


@administrator
@fresh
@require_POST
def agree_reset(request, pk: int):
    """Agree, as a second administrator."""
    reset = get_object_or_404(FactorReset, pk=pk, closed_at=None)
    return _act(request, services.agree_reset, reset)


@administrator
@require_POST
def stop_reset(request, pk: int):
    """Stop it."""
    reset = get_object_or_404(FactorReset, pk=pk, closed_at=None)
    return _act(request, services.stop_reset, reset)


def _act(request, act, subject):
    sentences = {
        "yourself": _("Not for your own account."),
        "second": _("Another administrator must agree, neither the one who asked nor the person."),
    }
    try:
        act(request.actor, subject)
    except services.NotAllowed as refused:
        messages.error(request, sentences[str(refused)])
    else:
        messages.success(request, _("Done."))
    return redirect("web:accounts")
