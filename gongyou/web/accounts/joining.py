"""Accounts from outside: an invitation, a forgotten passphrase, a reset by two people."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongyou.ui.public import render_form
from gongyou.vault.public import (
    InvitationEnded,
    LoginTaken,
    WeakPassphrase,
    WrongPassphrase,
    accept_invitation,
    accept_passphrase_reset,
    public_view,
    recover_by_code,
    throttle,
)
from gongyou.web.accounts import forms, visits
from gongyou.web.accounts.account import weak_sentence


def _page(request, form, template: str, act):
    """Show a form; when it was right, show the recovery code, once."""
    if request.method == "POST" and form.is_valid():
        made = act(request, form)
        if made is not None:
            visits.end_all(made.account)
            return render(request, "web/accounts/joined.html", {"code": made.recovery_code})
    return render_form(request, template, {"form": form})


@public_view
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def join(request):
    """Take up an invitation. Its secret stands behind the # and never reaches a log."""
    return _page(request, forms.Join(request.POST or None), "web/accounts/join.html", _joined)


def _joined(request, form):
    values = form.cleaned_data
    try:
        return accept_invitation(
            values["token"], values["login"], values["new"], language=get_language() or ""
        )
    except InvitationEnded:
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
def reset(request):
    """A new passphrase with new keys, after two people agreed."""
    return _page(request, forms.Reset(request.POST or None), "web/accounts/reset.html", _reset)


def _reset(request, form):
    values = form.cleaned_data
    try:
        return accept_passphrase_reset(values["token"], values["new"])
    except InvitationEnded:
        form.add_error(None, _("This address was used or is too old. Ask for another."))
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
    return _page(request, form, "web/accounts/forgotten.html", _recovered)


def _recovered(request, form):
    values = form.cleaned_data
    if throttle.blocked(request, values["login"]):
        form.add_error(None, _("Too many attempts. Wait five minutes and try again."))
        return None
    try:
        return recover_by_code(values["login"], values["code"], values["new"])
    except WrongPassphrase:
        throttle.failed(request, values["login"])
        form.add_error(None, _("Sign-in name or recovery code is wrong."))
    except WeakPassphrase as weak:
        form.add_error("new", weak_sentence(weak))
    return None
