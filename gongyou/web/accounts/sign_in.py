"""In and out: passphrase, second factor, lock, unlock, sign out."""

import time

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.vault.public import (
    Account,
    Actor,
    InvitationEnded,
    accept_second_factor_reset,
    journal,
    public_view,
    signed_in,
    throttle,
)
from gongyou.vault.public import lock as lock_keys
from gongyou.vault.public import unlock as unlock_keys
from gongyou.web.accounts import forms

PENDING = "web.second"
PENDING_SECONDS = 600
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@public_view
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """The passphrase proves the person and opens the vault."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(next_page(request))
    form = forms.SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _prove(request, form)
        if account is not None:
            return _after_passphrase(request, account)
    status = 200 if request.method == "GET" else 422
    context = {"form": form, "next": next_page(request)}
    return render(request, "web/accounts/sign_in.html", context, status=status)


def _prove(request, form):
    """The account, or None with one and the same sentence for whatever was wrong."""
    name = form.cleaned_data["login"]
    if throttle.blocked(request, name):
        form.add_error(None, _("Too many attempts. Wait five minutes and try again."))
        return None
    account = authenticate(request, login=name, password=form.cleaned_data["passphrase"])
    if account is None:
        throttle.failed(request, name)
        form.add_error(None, _("Sign-in name or passphrase is wrong."))
        return None
    throttle.succeeded(request, name)
    return account


def _after_passphrase(request, account):
    if Authenticator.objects.filter(user_id=account.pk).exists():
        request.session[PENDING] = {
            "account": str(account.pk),
            "since": int(time.time()),
            "next": next_page(request),
        }
        return redirect("web:second")
    login(request, account, backend=BACKEND)
    return redirect(next_page(request))


@public_view
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second(request):
    """The second factor: a code or a passkey."""
    account, target = _pending(request)
    if account is None:
        return redirect("web:sign_in")
    form = forms.Code(request.POST if "code" in request.POST else None)
    if request.method == "POST" and _second_given(request, account, form):
        request.session.pop(PENDING, None)
        login(request, account, backend=BACKEND)
        return redirect(target)
    kinds = set(Authenticator.objects.filter(user_id=account.pk).values_list("type", flat=True))
    context = {
        "form": form,
        "by_code": bool(kinds - {Authenticator.Type.WEBAUTHN}),
        "passkey_failed": "credential" in request.POST,
        "passkey": webauthn.begin_authentication(account) if "webauthn" in kinds else None,
    }
    status = 200 if request.method == "GET" else 422
    return render(request, "web/accounts/second.html", context, status=status)


def _pending(request):
    waiting = request.session.get(PENDING)
    if not waiting or time.time() - waiting["since"] > PENDING_SECONDS:
        return None, "/"
    account = Account.objects.filter(pk=waiting["account"], is_active=True).first()
    return account, waiting["next"]


def _second_given(request, account, form) -> bool:
    """Whether the code or the passkey is right; allauth counts the failures of an account."""
    if request.POST.get("token"):
        return _reset_given(request, account, form)
    by_passkey = "credential" in request.POST
    proof = (AuthenticateWebAuthnForm if by_passkey else AuthenticateForm)(
        request.POST, user=account
    )
    # A code for an emergency is used up by it.
    with journal.housekeeping("vault.use_factor", by=Actor(account)):
        given = proof.is_valid()
        if given:
            proof.save()
    if given:
        return True
    if not by_passkey and form.is_valid():
        form.add_error("code", _("That did not fit. Wait for the next code and try again."))
    return False


def _reset_given(request, account, form) -> bool:
    """Whether two people took the second step away and the day has passed."""
    try:
        with transaction.atomic():
            Authenticator.objects.filter(user_id=account.pk).delete()
            accept_second_factor_reset(request.POST["token"], account)
    except InvitationEnded:
        messages.error(request, _("This does not count yet, or no more."))
        return False
    messages.warning(request, _("Your second step is gone. Set up a new one now."))
    return True


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(request):
    """The passphrase again: after idling, or before something grave."""
    fresh = bool(request.GET.get("fresh") or request.POST.get("fresh"))
    form = forms.Unlock(request.POST or None)
    if request.method == "GET" and not fresh and request.GET.get("idle"):
        lock_keys(request)
    if request.method == "POST" and form.is_valid() and _unlocked(request, form):
        return redirect(next_page(request))
    context = {"form": form, "next": next_page(request), "fresh": fresh}
    status = 200 if request.method == "GET" else 422
    return render(request, "web/accounts/unlock.html", context, status=status)


def _unlocked(request, form) -> bool:
    name = request.user.login
    if throttle.blocked(request, name):
        form.add_error(None, _("Too many attempts. Wait five minutes and try again."))
        return False
    if unlock_keys(request, form.cleaned_data["passphrase"]):
        throttle.succeeded(request, name)
        return True
    throttle.failed(request, name)
    form.add_error("passphrase", _("This is not your passphrase."))
    return False


@signed_in
@require_POST
def lock(request):
    """Put the keys away at once."""
    lock_keys(request)
    return redirect("web:unlock")


@signed_in
@require_POST
def sign_out(request):
    """End the session and have the browser forget what it kept."""
    logout(request)
    return redirect("web:sign_in")


def next_page(request) -> str:
    """Where to go afterwards; only ever a page of this program."""
    url = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if safe else "/"
