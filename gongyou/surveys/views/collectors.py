"""Devices and links that collect."""

import segno
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys.forms import CollectorForm, CollectorsForm
from gongyou.surveys.models import Collector
from gongyou.surveys.queries import lookup
from gongyou.surveys.services import collectors as acts
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access, reveal_many


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def collector_new(request, number):
    """Let a device or a link collect."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    rows = {each.ref: each for each in lookup.forms(request.actor, survey)}
    allowed = [(ref, each.title) for ref, each in rows.items()]
    form = CollectorForm(
        request.POST or None, allowed=allowed, initial={"forms_allowed": list(rows)}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        added = acts.add_collector(
            request.actor, survey, name=given["name"], team=given["team"], kind=given["kind"],
            forms=[rows[ref] for ref in given["forms_allowed"]],
        )  # fmt: skip
        return redirect("surveys:collector", number, added.collector.pk)
    context = {"survey": survey, "form": form}
    return render_form(request, "surveys/collector_new.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def collectors_new(request, number):
    """Let many devices collect, from a list."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    rows = {each.ref: each for each in lookup.forms(request.actor, survey)}
    allowed = [(ref, each.title) for ref, each in rows.items()]
    form = CollectorsForm(
        request.POST or None, allowed=allowed, initial={"forms_allowed": list(rows)}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        added = acts.add_collectors(
            request.actor, survey, form.chosen(), kind=given["kind"],
            forms=[rows[ref] for ref in given["forms_allowed"]],
        )  # fmt: skip
        fresh = ",".join(each.collector.ref for each in added)
        return redirect(reverse("surveys:collectors_sheet", args=[number]) + f"?only={fresh}")
    context = {"survey": survey, "form": form}
    return render_form(request, "surveys/collectors_new.html", context)


@access(Right.WRITE)
@require_GET
def collectors_sheet(request, number):
    """The codes of many devices on one sheet of paper, to be cut apart."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    rows = lookup.collectors(request.actor, survey).filter(revoked_at=None)
    rows = rows.select_related("survey", "digest")
    teams = sorted({each.team for each in rows if each.team})
    only = set(filter(None, request.GET.get("only", "").split(",")))
    team = request.GET.get("team", "")
    shown = [
        each for each in rows
        if (not only or each.ref in only) and (not team or each.team == team)
    ]  # fmt: skip
    opened = reveal_many(request.actor, shown, ["name", "token"])
    cards = [
        {
            "name": opened[each.pk]["name"] or str(each), "collector": each,
            **_setup(request, each, opened[each.pk]["token"]),
        }
        for each in shown if opened[each.pk]["token"]
    ]  # fmt: skip
    context = {"survey": survey, "cards": cards, "teams": teams, "team": team}
    return render(request, "surveys/collectors_sheet.html", context)


def _find(request, number, pk) -> Collector:
    survey = lookup.survey(request.actor, number, Right.WRITE)
    return Collector.objects.select_related("survey").get_for(
        request.actor, Right.WRITE, pk=pk, survey=survey
    )


@access(Right.WRITE)
@require_GET
def collector(request, number, pk):
    """How a device is set up: QR code, address, name and password."""
    found = _find(request, number, pk)
    secret = found.reveal(request.actor, "token")
    context = {
        "survey": found.survey, "collector": found,
        "name": found.reveal(request.actor, "name") or str(found),
        "forms": found.forms.select_related("current"),
        "lists_shut": not found.revoked_at and found.token_digest and not found.list_key,
        **(_setup(request, found, secret) if secret and not found.revoked_at else {}),
    }  # fmt: skip
    return render(request, "surveys/collector.html", context)


def _setup(request, found: Collector, secret: str) -> dict:
    host = f"{request.scheme}://{request.get_host()}"
    if found.kind == Collector.Kind.LINK:
        address = host + reverse("surveys:fill", args=[secret])
        return {"address": address, "qr": _qr(address)}
    if found.kind == Collector.Kind.DIGEST:
        address = f"{host}/openrosa/{found.survey.number}"
        username = found.digest.username
        packed = acts.collect_settings(address, found.survey.title, username, secret)
        return {"address": address, "qr": _qr(packed), "username": username, "password": secret}
    address = f"{host}/openrosa/{secret}"
    return {"address": address, "qr": _qr(acts.collect_settings(address, found.survey.title))}


def _qr(content: str) -> str:
    """A QR code as a data address: the page may show images from there."""
    return segno.make(content, error="l").svg_data_uri(scale=4, border=2)


@access(Right.WRITE)
@require_POST
def collector_revoke(request, number, pk):
    """Stop a device."""
    found = _find(request, number, pk)
    if found.revoked_at:
        raise Http404
    acts.revoke(request.actor, found)
    messages.success(request, _("Stopped: nothing more is taken from it."))
    return redirect("surveys:survey", number)
