"""The second step of sign-in: an authenticator app, passkeys, emergency codes."""

from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.ui.public import render_form
from gongyou.vault.public import journal, signed_in
from gongyou.web.accounts.mfa import SealedAdapter
from gongyou.web.accounts.proof import fresh
from gongyou.web.accounts.qr import svg_data


def asked(account) -> bool:
    """Whether an account has a second step, at whatever door."""
    return Authenticator.objects.filter(user_id=account.pk).exists()


@signed_in(unlocked=True)
@fresh
@require_http_methods(["GET", "POST"])
def add_app(request):
    """An app that shows six digits; counts once a code of it was given."""
    form = ActivateTOTPForm(request.POST or None, user=request.user)
    form.fields["code"].label = _("Code that the app shows")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).delete()
            TOTP.activate(request.user, form.secret)
            journal.append(request.actor, "vault.add_factor", changes={"kind": "app"})
        clear_totp_secret(request)
        return _added(request, _("The app is set up. You need it at the next sign-in."))
    url = SealedAdapter().build_totp_url(request.user, form.secret)
    context = {"form": form, "secret": form.secret, "qr": svg_data(url)}
    return render_form(request, "web/accounts/add_app.html", context)


@signed_in(unlocked=True)
@fresh
@require_http_methods(["GET", "POST"])
def add_passkey(request):
    """A passkey of this device or of a key on the key ring."""
    form = AddWebAuthnForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            webauthn.WebAuthn.add(
                request.user, form.cleaned_data["name"], form.cleaned_data["credential"]
            )
            journal.append(request.actor, "vault.add_factor", changes={"kind": "passkey"})
        return _added(request, _("The passkey is set up."))
    failed = request.method == "POST"
    options = webauthn.begin_registration(request.user, False)
    context = {"form": form, "options": options, "failed": failed}
    return render(request, "web/accounts/add_passkey.html", context, status=422 if failed else 200)


def _added(request, sentence: str):
    """With the first second factor come codes for an emergency."""
    messages.success(request, sentence)
    codes = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    if codes.exists():
        return redirect("web:account")
    return _show_codes(request)


@signed_in(unlocked=True)
@fresh
@require_POST
def new_codes(request):
    """New emergency codes; the old ones count no more."""
    if not Authenticator.objects.filter(user=request.user).exists():
        return redirect("web:account")
    return _show_codes(request)


def _show_codes(request):
    with transaction.atomic():
        Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.RECOVERY_CODES
        ).delete()
        codes = RecoveryCodes.activate(request.user).get_unused_codes()
        journal.append(request.actor, "vault.new_emergency_codes")
    return render(request, "web/accounts/codes.html", {"codes": codes})


@signed_in(unlocked=True)
@fresh
@require_POST
def remove(request, pk: int):
    """Take a second factor away."""
    factor = get_object_or_404(Authenticator, pk=pk, user=request.user)
    with transaction.atomic():
        factor.delete()
        delete_dangling_recovery_codes(request.user)
        journal.append(request.actor, "vault.remove_factor")
    messages.success(request, _("Removed."))
    return redirect("web:account")
