"""Guides: those of the program and the centre's own; written, checked, published; five forms."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.law import DEFAULT_LAW
from gongyou.outreach import forms
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.guides import (
    GuideError,
    chat_text,
    html_of,
    leaflet_pdf,
    poster_pdf,
    read_aloud,
    read_guide,
    shipped_guide,
    shipped_guides,
)
from gongyou.outreach.guides.readability import hardness
from gongyou.outreach.guides.taking_in import text_from
from gongyou.outreach.models import GuideVersion
from gongyou.outreach.services import guides as acts
from gongyou.outreach.views import choices, compartments
from gongyou.ui.public import download, page_of, render_form
from gongyou.vault.public import Right, access

ENDINGS = {"leaflet": "pdf", "poster": "pdf", "chat": "txt", "aloud": "txt"}


@access(Right.READ, unlocked=False)
@require_GET
def guides(request):
    """All guides: the program's by law, the centre's by state."""
    shipped = [
        (law, slug, lang, shipped_guide(law, slug, lang)) for law, slug, lang in shipped_guides()
    ]
    mine = page_of(GuideVersion.objects.visible_to(request.actor), request.GET.get("page"))
    return render(request, "outreach/guides.html", {"shipped": shipped, "page": mine})


def _shown(guide, lang: str) -> dict:
    """A guide for a page; its HTML was made by our own renderer, which lets no markup through."""
    prose = "\n".join(part.text for part in guide.parts)
    return {
        "guide": guide,
        "tongue": lang,
        "html": mark_safe(html_of(guide)),  # noqa: S308
        "version": None,
        "problems": [],
        "hardness": hardness(prose, lang),
    }


@access(Right.READ, unlocked=False)
@require_GET
def guide_shipped(request, law, slug, lang):
    """One of the program's guides."""
    if (law, slug, lang) not in shipped_guides():
        raise Http404
    context = _shown(shipped_guide(law, slug, lang), lang)
    return render(request, "outreach/guide.html", context | {"law": law, "slug": slug})


@access(Right.READ, unlocked=False)
@require_GET
def guide_form(request, law, slug, lang, form):
    """Leaflet, poster, chat text, text read aloud."""
    if (law, slug, lang) not in shipped_guides() or form not in ENDINGS:
        raise Http404
    guide = shipped_guide(law, slug, lang)
    return _answer(guide, lang, form, f"guide-{slug}-{lang}")


def _answer(guide, lang: str, form: str, name: str, checked_on=None) -> HttpResponse:
    code = getattr(settings, "GONGYOU_PUBLIC_URL", "") or guide.phone or "12333"
    made = {
        "leaflet": lambda: leaflet_pdf(guide, lang, checked_on),
        "poster": lambda: poster_pdf(guide, lang, code, checked_on),
        "chat": lambda: chat_text(guide, lang, checked_on).encode(),
        "aloud": lambda: read_aloud(guide, lang).encode(),
    }[form]()
    return download(f"{name}-{form}.{ENDINGS[form]}", made)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def guide_write(request):
    """A new version of a guide of the centre's own."""
    form = forms.GuideForm(
        request.POST or None, request.FILES or None, compartments=choices(request)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        text, upload = data["text"], data["file"]
        if upload is not None:
            text = text_from(upload.name, upload.read(), DEFAULT_LAW, timezone.localdate())
        try:
            made = acts.write_guide(
                by=request.actor,
                compartment=compartments(request)[data["compartment"]],
                slug=data["slug"],
                language=data["language"],
                text=text,
            )
            return redirect("outreach:guide", made.pk)
        except GuideError as error:
            for line in str(error).splitlines():
                form.add_error("text", line)
            shown = request.POST.copy()
            shown["text"] = text
            form.data = shown
    return render_form(request, "outreach/guide_write.html", {"form": form})


@access(Right.READ, unlocked=False)
@require_GET
def guide(request, pk):
    """One version of a guide of the centre's own."""
    found = GuideVersion.objects.get_for(request.actor, Right.READ, pk=pk)
    context: dict = {
        "guide": None,
        "html": "",
        "problems": [],
        "version": found,
        "may_write": request.actor.may(Right.WRITE, found.compartment_id),
    }
    try:
        context = context | _shown(read_guide(found.text), found.language) | {"version": found}
    except GuideError as error:
        context["problems"] = str(error).splitlines()
    return render(request, "outreach/guide.html", context)


ACTS = {
    "check": acts.check_guide,
    "publish": acts.publish_guide,
    "withdraw": acts.withdraw_guide,
}


@access(Right.WRITE)
@require_POST
def guide_act(request, pk, act):
    """Check, publish, withdraw."""
    found = GuideVersion.objects.get_for(request.actor, Right.WRITE, pk=pk)
    if act not in ACTS:
        raise Http404
    try:
        ACTS[act](by=request.actor, version=found)
        messages.success(request, _("Done."))
    except (OutreachError, GuideError) as error:
        messages.error(request, getattr(error, "message", str(error)))
    return redirect(reverse("outreach:guide", args=[found.pk]))
