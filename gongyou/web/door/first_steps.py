"""After the first sign-in: steps that make a centre safe; each can be left for later."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.ui.public import render_form
from gongyou.vault.public import (
    administrator,
    create_compartment,
    invite,
    make_organisation_key,
    new_backup_key,
    new_recovery_code,
)
from gongyou.web.accounts.qr import svg_data
from gongyou.web.door import forms, places, plans, steps


def _page(request, name: str, template: str, context: dict, form=None):
    """A step with all steps above it."""
    context |= {"steps": _shown(name), "later": steps.following(name), "name": name}
    if form is not None:
        return render_form(request, template, context | {"form": form})
    return render(request, template, context)


def _shown(name: str) -> list[dict]:
    return [
        {"label": row.label, "url": row.url, "done": row.done, "current": row.kind.name == name}
        for row in steps.rows()
    ]


@administrator
@require_GET
def overview(request):
    """All steps, with why each is there."""
    return render(request, "web/door/steps.html", {"rows": steps.rows()})


@administrator
@require_POST
def leave(request, name: str):
    """It was done on paper, or this centre does without it."""
    if name not in steps.ALWAYS:
        steps.say_done(name)
    return redirect((request.POST.get("later") == "yes" and steps.following(name)) or "web:home")


@administrator(fresh=True)
@never_cache
@require_http_methods(["GET", "POST"])
def code(request):
    """The recovery code once more: a new one, since the first was shown once."""
    if request.method == "POST":
        made = new_recovery_code(request.actor)
        context = {"code": made, "login": request.actor.account.login}
        return render(request, "web/door/code.html", context)
    return _page(request, "code", "web/door/code_again.html", {})


@administrator(fresh=True)
@never_cache
@require_http_methods(["GET", "POST"])
def officers(request):
    """Three shares, a sheet each."""
    if request.method == "POST":
        shares = make_organisation_key(request.actor)
        return _page(request, "officers", "web/door/shares.html", {"shares": shares})
    return _page(request, "officers", "web/door/officers.html", {})


@administrator
@require_http_methods(["GET", "POST"])
def compartment(request):
    """The first circle of colleagues."""
    form = forms.FirstCompartment(request.POST or None)
    if request.method == "POST" and form.is_valid():
        create_compartment(request.actor, form.cleaned_data["title"])
        messages.success(request, _("The compartment was made; you are its coordinator."))
        return redirect(steps.following("compartment"))
    return _page(request, "compartment", "web/door/compartment.html", {}, form)


@administrator(fresh=True)
@never_cache
@require_http_methods(["GET", "POST"])
def second(request):
    """Somebody else, with an account of their own."""
    context = {}
    if request.method == "POST":
        _row, token = invite(request.actor)
        context["address"] = request.build_absolute_uri(f"/join/#{token}")
    return _page(request, "second", "web/door/second.html", context)


@administrator(fresh=True)
@never_cache
@require_http_methods(["GET", "POST"])
def backups(request):
    """Where backups go by themselves, and the key that opens them."""
    plan = plans.plan()
    found = [(path, path) for path in places.sticks()]
    folder = {"folder": plan.folder} if plan else None
    form = forms.BackupPlace(
        request.POST or None, found=found, centre=Path(settings.GONGYOU_DATA), initial=folder
    )
    if request.method == "POST" and form.is_valid():
        return _planned(request, form.cleaned_data["path"], plan)
    return _page(request, "backups", "web/door/backups.html", {"plan": plan, "found": found}, form)


def _planned(request, path: Path, plan):
    """Keep the key that is on paper unless a new one is asked for, or there is none."""
    if plan is not None and not request.POST.get("new_key"):
        plans.set_plan(request.actor, path, plan.recipients)
        messages.success(request, _("Backups go there from now on; the first one begins now."))
        plans.soon()
        return redirect(steps.following("backups"))
    secret, public = new_backup_key()
    plans.set_plan(request.actor, path, [public])
    plans.soon()
    context = {"secret": secret, "qr": svg_data(secret), "path": path}
    return _page(request, "backups", "web/door/backup_key.html", context)
