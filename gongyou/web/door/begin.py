"""Before there is a centre: language, and what this laptop shall be.

These pages touch no session and no table. Only who was led here by the program's own start may use
them: the address that it opens carries a key, which the browser then keeps as a cookie.
"""

import hmac
import os
from functools import wraps

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongyou.ui.public import render_form
from gongyou.vault.public import public_view
from gongyou.web import errors, installing
from gongyou.web.accounts.sign_in import BACKEND
from gongyou.web.door import forms, places, strength

KEY = "GONGYOU_BEGIN_KEY"
COOKIE = "begin"
NAMES = ("begin", "begin_new", "begin_strength", "begin_restore", "begin_demonstration",
         "begin_laptop", "begin_laptop_request", "begin_laptop_join")  # fmt: skip


def before(request, get_response):
    """An answer while there is no centre: only the pages of its beginning."""
    alone = {reverse(f"web:{name}") for name in (*NAMES, "language", "theme", "robots")}
    if request.path not in alone:
        return redirect("web:begin")
    return without_session(request, get_response)


def without_session(request, get_response):
    """Answer while no table can be read: a session of other days is not looked for."""
    for name in (settings.SESSION_COOKIE_NAME, "__Host-keys"):
        request.COOKIES.pop(name, None)  # of another centre, once served at this address
    return get_response(request)


def led_here(*methods: str):
    """Refuse whoever was not led here by the program's own start, and once there is a centre."""
    return lambda view: _led_here(view, methods)


def _led_here(view, methods: tuple[str, ...]):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        key = os.environ.get(KEY, "")
        if installing.installed():
            return redirect("web:home")
        given = request.GET.get("key", "")
        if key and hmac.compare_digest(given.encode(), key.encode()):
            answer = redirect(request.path)
            answer.set_cookie(COOKIE, key, httponly=True, samesite="Strict")
            return answer
        if not key or not hmac.compare_digest(
            request.COOKIES.get(COOKIE, "").encode(), key.encode()
        ):
            return errors.page(
                403,
                _("Open gongyou by its icon"),
                _("There is no centre here yet. Begin it from the page that opens by itself."),
            )
        return view(request, *args, **kwargs)

    return public_view(never_cache(guarded))


@led_here("GET")
def begin(request):
    """What shall this laptop be?"""
    return render(request, "web/door/begin.html")


@led_here("GET", "POST")
@sensitive_post_parameters()
def new(request):
    """A new centre with its first person, who is signed in at once."""
    form = forms.NewCentre(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _made(request, form.cleaned_data)
    context = {"form": form, "proposal": strength.proposal()}
    return render_form(request, "web/door/new.html", context)


def _made(request, values: dict):
    name, phrase = values["login"], values["new"]
    made = installing.initialise(name, phrase, language=get_language() or "")
    installing.bring_up_to_date()
    account = authenticate(request, login=made.account.login, password=phrase)
    login(request, account, backend=BACKEND)
    context = {"code": made.recovery_code, "login": made.account.login}
    return render(request, "web/door/code.html", context)


@led_here("POST")
@sensitive_post_parameters()
def try_strength(request):
    """A sentence about the passphrase that is being typed."""
    tone, text = strength.explained(
        request.POST.get("new", "")[:1000], request.POST.get("login", "")[:60]
    )
    return render(request, "web/door/_strength.html", {"tone": tone, "text": text})


@led_here("GET", "POST")
@sensitive_post_parameters()
def restore(request):
    """Bring a centre back from a backup on a stick."""
    found = [(one.path, one.label) for one in places.archives(places.sticks())]
    form = forms.RestoreFrom(request.POST or None, request.FILES or None, found=found)
    if request.method == "POST" and form.is_valid():
        told = _restored(form)
        if told is not None:
            return render(request, "web/door/restored.html", {"told": told})
    return render_form(request, "web/door/restore.html", {"form": form, "found": found})


def _restored(form) -> list[str] | None:
    from gongyou.web import keeping

    values = form.cleaned_data
    try:
        return keeping.restore_with(values["path"], values["identity"], values["passphrase"])
    except installing.Refused as refused:
        form.add_error(None, str(refused))
        return None


def refused_plainly(text: str) -> HttpResponse:
    """A refusal as a page of its own."""
    return errors.page(409, _("That did not work"), text)
