"""The page of supply links: a downloaded list in, the age of each link shown."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.advocacy.forms.dossiers import LinksForm
from gongyou.advocacy.models import SupplyLink
from gongyou.advocacy.services import links as acts
from gongyou.advocacy.views.choices import choices, compartments
from gongyou.ui.public import page_of, render_form
from gongyou.vault.public import Right, access

OLD = 730
"""A link seen so many days ago is called old."""


@access(Right.READ, unlocked=False)
@require_http_methods(["GET", "POST"])
def links(request):
    """All links, found by site or brand; a file is taken in here."""
    form = LinksForm(request.POST or None, request.FILES or None, compartments=choices(request))
    problems: list = []
    if request.method == "POST" and form.is_valid():
        read = acts.read_links(form.cleaned_data["file"].read(), form.cleaned_data["file"].name)
        problems = read.problems
        if read.rows:
            place = compartments(request)[form.cleaned_data["compartment"]]
            count = acts.import_links(by=request.actor, compartment=place, rows=read.rows)
            messages.success(request, _("%(count)s new links.") % {"count": count})
            if not problems:
                return redirect("advocacy:links")
    asked = request.GET.get("q", "").strip()
    found = SupplyLink.objects.visible_to(request.actor)
    if asked:
        found = found.filter(site__icontains=asked) | found.filter(brand__icontains=asked)
    today = timezone.localdate()
    page = page_of(found, request.GET.get("page"))
    rows = [(link, bool(link.seen_on and (today - link.seen_on).days > OLD)) for link in page.rows]
    context = {"form": form, "page": page, "rows": rows, "asked": asked, "problems": problems[:200]}
    return render_form(request, "advocacy/links.html", context | {"more": len(problems) - 200})


@access(Right.WRITE)
@require_POST
def end_link(request, pk):
    """The brand no longer buys there."""
    link = SupplyLink.objects.get_for(request.actor, Right.WRITE, pk=pk)
    acts.end_link(by=request.actor, link=link, on=timezone.localdate())
    return redirect("advocacy:links")
