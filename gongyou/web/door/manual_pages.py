"""The manual, the glossary and the tour as pages. They hold no data: anyone here may read them."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongyou.vault.public import public_view
from gongyou.web.door import manual, tour


def _layout(request) -> str:
    """With the navigation for who is signed in."""
    return "ui/base.html" if getattr(request, "actor", None) else "ui/bare.html"


def _shown(request, template: str, context: dict):
    return render(request, template, {**context, "layout": _layout(request)})


@public_view
@require_GET
def contents(request):
    """What the manual holds."""
    lang = manual.language(get_language() or "")
    return _shown(request, "web/door/manual.html", {"pages": manual.pages(lang)})


@public_view
@require_GET
def page(request, name: str):
    """One page of it."""
    lang = manual.language(get_language() or "")
    found = manual.page(lang, name) or manual.page("en", name)
    if found is None:
        raise Http404
    return _shown(request, "web/door/manual_page.html", {"page": found, "body": _body(found)})


def _body(one: manual.Page) -> str:
    # Written by the project and rendered without any markup of its author's own.
    return mark_safe(manual.html(one, reverse("web:manual")))  # noqa: S308


@public_view
@require_GET
def printed(request):
    """All of it, to be printed as a folder: a page of paper for each page."""
    lang = manual.language(get_language() or "")
    pages = [{"page": one, "body": _body(one)} for one in manual.pages(lang)]
    return _shown(request, "web/door/manual_print.html", {"pages": pages})


@public_view
@require_GET
def glossary(request):
    """Words in both languages."""
    return _shown(request, "web/door/glossary.html", {"words": manual.glossary()})


@public_view
@require_GET
def tour_page(request):
    """Ten minutes through the demonstration."""
    return _shown(request, "web/door/tour.html", {"stops": tour.stops(), "title": _("Tour")})
