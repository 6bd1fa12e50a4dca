"""The pages of a link: list of forms, one form; and what they are made of."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from csp.decorators import csp_update
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from gongyou.surveys.fill.words import spoken
from gongyou.surveys.ingest import callers
from gongyou.surveys.models import Collector, FormVersion
from gongyou.surveys.models.forms import FormState
from gongyou.surveys.openrosa import listing
from gongyou.vault.public import public_view

STATIC = Path(__file__).parents[1] / "static" / "surveys"
BUNDLE = STATIC / "web-forms"
# ODK Web Forms reads XPath with a WebAssembly parser and puts style elements into the page.
LOOSER = {
    "script-src": ["'wasm-unsafe-eval'"],
    "style-src": ["'unsafe-inline'"],
    "connect-src": ["blob:", "data:"],
    "font-src": ["data:"],
}
for_web_forms: Any = csp_update(LOOSER)
# What the page's script imports: the service worker keeps only what the page names.
MODULES = [f"surveys/fill/{name}.js" for name in ("answers", "envelope", "send", "store")]
YEAR = "public, max-age=31536000, immutable"


@cache
def bundle() -> dict:
    """What the built bundle consists of."""
    return json.loads((BUNDLE / "manifest.json").read_text())


def _caller(token: str):
    caller = callers.by_token(token)
    if caller is None:
        raise Http404
    return caller


@public_view
@require_safe
@for_web_forms
def fill(request, token):
    """The page: everything else happens in the browser."""
    caller = _caller(token)
    assets = reverse("surveys:fill_asset", args=["_"]).removesuffix("_")
    told = {
        "token": token,
        "forms": reverse("surveys:fill_forms", args=[token]),
        "submission": reverse("surveys:submission", args=[token]),
        "worker": reverse("surveys:fill_worker"),
        "entry": assets + bundle()["entry"],
        "assets": [assets + name for name in bundle()["files"]],
        "words": spoken(),
        # The name of whoever holds the link is sealed; its number is not.
        "username": str(Collector.objects.get(pk=caller.collector_id)),
    }
    response = render(request, "surveys/fill.html", {"told": told, "modules": MODULES})
    # The service worker keeps the page; the browser asks whether it is still the same.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@public_view
@require_GET
def fill_forms(request, token):
    """The forms of a link with the addresses of their parts."""
    caller = _caller(token)
    base = f"/openrosa/{token}"
    rows = FormVersion.objects.filter(
        form__in=[now.id for now in caller.forms.values() if not now.deleted],
        form__state=FormState.OPEN,
        form__current_id__isnull=False,
    ).filter(pk__in=_current(caller))
    found = [_form(row, base, caller) for row in rows.select_related("form").order_by("title")]
    response = JsonResponse({"forms": found})
    response.headers["Cache-Control"] = "no-cache"
    return response


def _current(caller):
    from gongyou.surveys.models import Form

    return Form.objects.filter(pk__in=[now.id for now in caller.forms.values()]).values("current")


def _form(row: FormVersion, base: str, caller) -> dict:
    has_key = caller.wrapped_list_key is not None
    files = [
        {"name": each.name, "url": f"{base}/files/{each.ref}/{each.name}"}
        for each in listing.servable(row.files.all(), has_key)
    ]
    return {
        "id": row.form.ref, "formId": row.form.form_id, "version": row.version,
        "title": row.title, "hash": row.md5, "xml": f"{base}/forms/{row.ref}.xml", "files": files,
    }  # fmt: skip


@public_view
@require_safe
def fill_worker(request):
    """The service worker; it must come from the folder of the pages it serves."""
    response = HttpResponse(
        (STATIC / "fill-worker.js").read_bytes(), content_type="text/javascript"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@public_view
@require_safe
def fill_asset(request, name):
    """A part of the bundle, kept compressed; its name carries its digest, so it never changes."""
    if name not in bundle()["files"]:
        raise Http404
    packed = (BUNDLE / f"{name}.gz").read_bytes()
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(packed, content_type=kind)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(packed), content_type=kind)
    response.headers["Cache-Control"] = YEAR
    response.headers["Vary"] = "Accept-Encoding"
    return response
