"""Home, search, and the small choices of a person: language, theme."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.vault.public import Actor, public_view, signed_in
from gongyou.web import samples

SHORTEST_TERM = 1


@signed_in
@require_GET
def home(request):
    """My day: what the rooms have for this person."""
    panels = sorted(_panels(request.actor), key=lambda one: not one["context"].get("first"))
    context = {"panels": panels, "today": timezone.localdate()}
    return render(request, "web/home.html", context)


def _panels(actor: Actor) -> Iterator[dict]:
    for config in reversed(list(apps.get_app_configs())):
        for template, function in getattr(config, "home_panels", ()):
            context = import_string(function)(actor)
            if context is not None:
                yield {"template": template, "context": context}


@signed_in
@require_http_methods(["GET", "POST"])
def search(request):
    """Everything that matches; asked by POST, since an address would put names into logs."""
    term = request.POST.get("term", "").strip()[:100]
    found = list(_find(request.actor, term)) if len(term) >= SHORTEST_TERM else []
    context = {"term": term, "found": found, "asked": request.method == "POST"}
    return render(request, "web/search.html", context)


def _find(actor: Actor, term: str) -> Iterator[dict]:
    for config in reversed(list(apps.get_app_configs())):
        for function in getattr(config, "search", ()):
            yield from import_string(function)(actor, term)


@public_view
@require_POST
def language(request):
    """Keep the language in a cookie."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_next(request))
    if chosen in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@public_view
@require_POST
def theme(request):
    """Keep light, dark or automatic in a cookie."""
    response = HttpResponseRedirect(_next(request))
    if request.POST.get("theme") in ("light", "dark", "auto"):
        _remember(response, "theme", request.POST["theme"])
    return response


def _remember(response, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax", secure=settings.HTTPS
    )


def _next(request) -> str:
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else "/"


@signed_in
@require_GET
def alive(request):
    """Someone is still at work here."""
    return HttpResponse(status=204)


@signed_in
@require_GET
def components(request):
    """Every component once, for those who build pages."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "web/components.html", samples.context())


@public_view
@require_GET
def robots(request):
    """Nothing is for crawlers."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
