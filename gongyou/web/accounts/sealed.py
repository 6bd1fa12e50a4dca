"""The sealed start: nothing of the database can be read until one passphrase opens it."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from gongyou.vault.public import NotUpdated, seal_again, throttle, unseal
from gongyou.web.accounts import forms
from gongyou.web.installing import bring_up_to_date


def opened(request) -> bool:
    """Whether the given passphrase opens a key slot; failures count as at any sign-in."""
    name = request.POST.get("login", "")
    if throttle.blocked(request, name, sealed=True):
        return False
    if unseal(request.POST.get("passphrase", "")):
        return _up_to_date(request)
    throttle.failed(request, name, sealed=True)
    return False


def _up_to_date(request) -> bool:
    """Whether this program can serve the data; else they are as they were, and closed again."""
    try:
        bring_up_to_date()
    except NotUpdated as why:
        seal_again()
        request.not_updated = str(why)
        return False
    return True


def page(request):
    """The sign-in page without session and database."""
    form = forms.SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.add_error(None, getattr(request, "not_updated", "") or _wrong(request))
    context = {"form": form, "sealed": True, "next": "/"}
    status = 200 if request.method == "GET" else 422
    return render(request, "web/accounts/sign_in.html", context, status=status)


def _wrong(request) -> str:
    if throttle.blocked(request, request.POST.get("login", ""), sealed=True):
        return _("Too many attempts. Wait five minutes and try again.")
    return _("Sign-in name or passphrase is wrong.")
