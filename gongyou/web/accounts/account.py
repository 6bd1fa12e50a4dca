"""The own account: passphrase, recovery code, second factors, where one is signed in."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.ui.public import render_form
from gongyou.vault.public import (
    LastMember,
    MemberListChanged,
    WeakPassphrase,
    WouldLoseData,
    WrongPassphrase,
    change_passphrase,
    new_keys_after_theft,
    new_program_password,
    new_recovery_code,
    open_doors,
    shut,
    signed_in,
    throttle,
)
from gongyou.web.accounts import forms, visits
from gongyou.web.accounts.proof import fresh


@signed_in(unlocked=True)
@require_GET
def account(request):
    """Everything about signing in at one place."""
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at")
    context = {
        "app": factors.filter(type="totp").first(),
        "passkeys": [(one, one.wrap().name) for one in factors.filter(type="webauthn")],
        "codes": _codes_left(factors.filter(type="recovery_codes").first()),
        "visits": visits.of(request),
        "doors": open_doors(request.user),
    }
    return render(request, "web/accounts/account.html", context)


def _codes_left(factor) -> int | None:
    return len(factor.wrap().get_unused_codes()) if factor else None


@signed_in(unlocked=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def passphrase(request):
    """Another passphrase; the keys stay the same."""
    form = forms.ChangePassphrase(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        visits.end_others(request)
        messages.success(
            request,
            _("The passphrase was changed. Other devices, programs and addresses were ended."),
        )
        return redirect("web:account")
    return render_form(request, "web/accounts/passphrase.html", {"form": form})


def _changed(request, form) -> bool:
    if _guarded(request, form, change_passphrase) is None:
        return False
    visits.stay_signed_in(request)
    return True


def _guarded(request, form, act) -> tuple | None:
    """What `act(actor, old, new)` gives, as a tuple of one; None when the form says why not.

    The passphrase that is asked for here is guessed no oftener than at the sign-in.
    """
    name = request.user.login
    if throttle.blocked(request, name):
        form.add_error(None, _("Too many attempts. Wait five minutes and try again."))
        return None
    try:
        return (act(request.actor, form.cleaned_data["old"], form.cleaned_data["new"]),)
    except WrongPassphrase:
        throttle.failed(request, name)
        form.add_error("old", _("This is not your passphrase."))
    except WeakPassphrase as weak:
        form.add_error("new", weak_sentence(weak))
    return None


@signed_in(unlocked=True)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new_keys(request):
    """Someone may have stolen the keys: new ones, and new ones for the compartments too."""
    form = forms.NewKeys(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _renewed(request, form)
        if made is not None:
            visits.end_all(made.account)
            logout(request)
            return render(request, "web/accounts/joined.html", {"code": made.recovery_code})
    context = {"form": form, "title": _("New keys after a theft"), "back": "web:account"}
    return render_form(request, "web/accounts/form.html", context)


def _renewed(request, form):
    try:
        done = _guarded(request, form, new_keys_after_theft)
        return done[0] if done else None
    except (MemberListChanged, WouldLoseData, LastMember):
        form.add_error(None, _("One of your compartments is not in order. Look at it first."))
    return None


def weak_sentence(weak: WeakPassphrase) -> str:
    """Why a passphrase was refused and what would be good."""
    if weak.args and weak.args[0] == "short":
        return _("It is too short. Four or five words that do not belong together are good.")
    return _("It can be guessed. Four or five words that do not belong together are good.")


@signed_in(unlocked=True)
@fresh
@require_POST
def recovery_code(request):
    """A new recovery code, shown once."""
    code = new_recovery_code(request.actor)
    return render(request, "web/accounts/recovery_code.html", {"code": code})


@signed_in(unlocked=True)
@require_POST
def end_visit(request, pk: int):
    """Sign another device out."""
    visits.end(get_object_or_404(request.user.visits, pk=pk))
    messages.success(request, _("Signed out there."))
    return redirect("web:account")


@signed_in(unlocked=True)
@fresh
@require_http_methods(["GET", "POST"])
def program_password(request):
    """A password for a program, shown once."""
    form = forms.ProgramPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = new_program_password(request.actor, form.cleaned_data["label"])
        context = {"made": made, "login": request.user.login}
        return render(request, "web/accounts/program_password.html", context)
    context = {"form": form, "title": _("A password for a program"), "back": "web:account"}
    return render_form(request, "web/accounts/form.html", context)


@signed_in(unlocked=True)
@require_POST
def end_door(request, door: str, pk):
    """End a program's session or password, a token, a calendar address."""
    shut(request.user, door, str(pk))
    messages.success(request, _("Ended."))
    return redirect("web:account")


@signed_in(unlocked=True)
@require_POST
def end_other_visits(request):
    """Sign out everywhere else."""
    visits.end_others(request)
    messages.success(request, _("Signed out everywhere else."))
    return redirect("web:account")
