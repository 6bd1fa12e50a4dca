"""Accounts from outside: taking up an invitation, and a forgotten passphrase."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.vault.public import (
    LoginTaken,
    WeakPassphrase,
    WrongPassphrase,
    public_view,
    signed_in,
)
from gongyou.web.accounts import forms, services, throttle, visits
from gongyou.web.accounts.account import weak_sentence
from gongyou.web.shims import recover


@public_view
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def join(request):
    """Take up an invitation. Its secret stands behind the # and never reaches a log."""
    form = forms.Join(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _joined(request, form)
        if made is not None:
            return render(
                request, "web/accounts/joined.html", {"code": made.recovery_code, "made": made}
            )
    status = 422 if request.method == "POST" else 200
    return render(request, "web/accounts/join.html", {"form": form}, status=status)


def _joined(request, form):
    values = form.cleaned_data
    try:
        return services.accept(
            values["token"], values["login"], values["new"], language=get_language() or ""
        )
    except services.NotAllowed:
        form.add_error(None, _("This invitation was used or is too old. Ask for another."))
    except LoginTaken:
        form.add_error("login", _("Somebody has this sign-in name already."))
    except WeakPassphrase as weak:
        form.add_error("new", weak_sentence(weak))
    return None


@public_view
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def forgotten(request):
    """With the recovery code a new passphrase can be set; without it nobody can open the keys."""
    form = forms.Recover(request.POST or None)
    if request.method == "POST" and form.is_valid() and _recovered(request, form):
        messages.success(request, _("The new passphrase is set. Sign in with it."))
        return redirect("web:sign_in")
    status = 422 if request.method == "POST" else 200
    return render(request, "web/accounts/forgotten.html", {"form": form}, status=status)


def _recovered(request, form) -> bool:
    values = form.cleaned_data
    if throttle.blocked(request, values["login"]):
        form.add_error(None, _("Too many attempts. Wait five minutes and try again."))
        return False
    try:
        account = recover(values["login"], values["code"], values["new"])
    except WrongPassphrase:
        throttle.failed(request, values["login"])
        form.add_error(None, _("Sign-in name or recovery code is wrong."))
        return False
    except WeakPassphrase as weak:
        form.add_error("new", weak_sentence(weak))
        return False
    visits.end_all(account)
    return True


@signed_in
@require_POST
def object_to_reset(request):
    """The person has not lost the second step: nothing is taken away."""
    reset = services.open_reset(request.user)
    if reset is not None:
        services.stop_reset(request.actor, reset)
        messages.success(request, _("Stopped. Tell the other administrators that somebody tried."))
    return redirect("web:account")
