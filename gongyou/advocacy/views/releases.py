"""Pages of releases and of employers named in public."""

import csv

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.advocacy.briefs import said
from gongyou.advocacy.briefs.sources import Gone, Recipe
from gongyou.advocacy.centre_figures import named
from gongyou.advocacy.forms import figures as forms
from gongyou.advocacy.indicators import Figure, indicator
from gongyou.advocacy.models import Naming, OutsideSecond, Release
from gongyou.advocacy.services import figures as acts
from gongyou.advocacy.services import naming as naming_acts
from gongyou.advocacy.views.figures import choices, compartments, language
from gongyou.centre.public import counted_tables
from gongyou.ui.public import download, page_of, render_form
from gongyou.vault.public import NotTwoPeople, Right, access, reveal_many, safe_cell

WHY = {
    "alone": _("It may hurt people: a second person must agree, not the one who prepared it."),
    "state": _("It is no longer waiting."),
    "reason": _("Say why."),
    "outside_young": _("They may agree seven days after being named."),
    "outside_unknown": _("Nobody outside has this passphrase."),
    "alleged": _("Alleged is not enough to name an employer."),
    "interest": _("Say why the public needs to know."),
    "authority": _("Name the authority and the day of its decision."),
    "sources": _("Documented needs sources of two kinds."),
    "workers": _("Documented needs at least ten workers."),
    "headcount": _("With fewer than thirty workers, or an unknown number, it would name them."),
    "asked": _("The employer must be asked for a reply first."),
    "reply": _("The employer has seven days to reply; they are not over."),
    "review": _("The day to look at it again must lie ahead."),
    "future": _("That day does not fit."),
    "no_rows": _("No event of these may go out."),
    "no_table": _("This table is not offered to you."),
    "no_column": _("This table lacks what the indicator reads."),
    "no_estimate": _("It cannot be estimated from this table."),
}


def _why(error) -> str:
    if isinstance(error, NotTwoPeople):
        return say("The two accounts may be one person: both must be older than a fortnight.")
    return str(WHY.get(str(error.args[0]), error.args[0]))


ROW_COLUMNS = (
    *("code", "dataset", "starts", "ends", "month", "place", "employer", "industry", "acts"),
    *("demands", "involved", "involved_band", "present", "present_band", "detained", "hurt"),
)


def cell(value) -> str:
    """A value of a row in a table: a range with both ends, a list by commas."""
    if isinstance(value, list):
        return ", ".join("" if one is None else str(one) for one in value).strip(", ")
    return "" if value is None else str(value)


REFUSED = (acts.NotReleasable, naming_acts.NotNameable, NotTwoPeople, Gone)


@access(Right.EXPORT)
@require_http_methods(["GET", "POST"])
def releases(request):
    """What went out and what waits; a new one, dry first."""
    tables = counted_tables(request.actor)
    form = forms.ReleaseForm(
        request.POST or None,
        compartments=choices(request, Right.EXPORT),
        tables=tables,
        language=language(),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = compartments(request, Right.EXPORT)[data["compartment"]]
        recipe = Recipe(data["indicator"], data["table"], data["by"])
        try:
            made = acts.prepare_release(
                by=request.actor, compartment=place, title=data["title"], recipes=[recipe],
                audience=data["audience"],
            )  # fmt: skip
            return redirect("advocacy:release", made.pk)
        except REFUSED as error:
            form.add_error("table", _why(error))
    mine = Release.objects.visible_to(request.actor, Right.EXPORT)
    context = {"form": form, "page": page_of(mine, request.GET.get("page"))}
    return render_form(request, "advocacy/releases.html", context)


def _shown(rows: list[dict]) -> list[str]:
    return [
        name for name in ROW_COLUMNS if any(row.get(name) not in (None, "", []) for row in rows)
    ]


def _cells(rows: list[dict]) -> list[list[str]]:
    """The first rows as the page shows them."""
    names = _shown(rows)
    return [[cell(row.get(name)) for name in names] for row in rows[:200]]


@access(Right.EXPORT)
@require_http_methods(["GET", "POST"])
def release(request, pk):
    """One release: what may be seen of it; agree, correct, withdraw."""
    found = Release.objects.get_for(request.actor, Right.EXPORT, pk=pk)
    agree = forms.AgreeForm(request.POST if "agree" in request.POST else None)
    back = forms.ReasonForm(request.POST if "withdraw" in request.POST else None)
    fix = forms.ReasonForm(request.POST if "correct" in request.POST else None, prefix="fix")
    try:
        if agree.is_bound and agree.is_valid():
            acts.publish_release(by=request.actor, release=found, **agree.cleaned_data)
            return redirect("advocacy:release", found.pk)
        if back.is_bound and back.is_valid():
            acts.withdraw_release(by=request.actor, release=found, **back.cleaned_data)
            return redirect("advocacy:release", found.pk)
        if fix.is_bound and fix.is_valid():
            made = acts.prepare_release(
                by=request.actor, compartment=found.compartment, title=found.title,
                recipes=[Recipe(*each) for each in found.recipes], audience=found.audience,
                corrects=found, **fix.cleaned_data,
            )  # fmt: skip
            return redirect("advocacy:release", made.pk)
    except REFUSED as error:
        bound = next(form for form in (agree, back, fix) if form.is_bound)
        bound.add_error(None, _why(error))
    lang = language()
    figures = [
        {
            "name": indicator(figure.indicator).name[lang],
            "head": said.rows(figure, lang)[0],
            "rows": said.rows(figure, lang)[1:],
        }
        for figure in (named(Figure.from_json(each)) for each in found.figures)
    ]
    bound = next((form for form in (agree, back, fix) if form.is_bound), agree)
    context = {
        "release": found, "figures": figures, "columns": _shown(found.rows),
        "rows": _cells(found.rows), "agree": agree, "back": back, "fix": fix,
        "form": bound, "own": found.prepared_by_id == request.actor.account.pk,
        "outside": OutsideSecond.objects.filter(compartment=found.compartment, ended_on=None),
    }  # fmt: skip
    return render_form(request, "advocacy/release.html", context)


@access(Right.EXPORT)
@require_GET
def release_rows(request, pk):
    """The rows of a published release as a table, with what its sources count and leave out."""
    found = Release.objects.get_for(request.actor, Right.EXPORT, pk=pk)
    if found.state != "published" or not found.rows:
        raise Http404
    response = download(f"{found.ref}.csv", "\ufeff")
    writer = csv.writer(response)
    writer.writerow(ROW_COLUMNS)
    for row in found.rows:
        writer.writerow([safe_cell(cell(row.get(name))) for name in ROW_COLUMNS])
    return response


@access(Right.EXPORT)
@require_http_methods(["GET", "POST"])
def namings(request):
    """Employers named, and those that wait; a new one."""
    form = forms.NamingForm(request.POST or None, compartments=choices(request, Right.EXPORT))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        place = compartments(request, Right.EXPORT)[data.pop("compartment")]
        try:
            made = naming_acts.prepare_naming(by=request.actor, compartment=place, **data)
            return redirect("advocacy:naming", made.pk)
        except REFUSED as error:
            form.add_error(None, _why(error))
    mine = Naming.objects.visible_to(request.actor, Right.EXPORT)
    context = {"form": form, "page": page_of(mine, request.GET.get("page"))}
    return render_form(request, "advocacy/namings.html", context)


@access(Right.EXPORT)
@require_http_methods(["GET", "POST"])
def naming(request, pk):
    """One: what is missing, the reply, the second person."""
    found = Naming.objects.get_for(request.actor, Right.EXPORT, pk=pk)
    agree = forms.AgreeForm(request.POST if "agree" in request.POST else None)
    back = forms.ReasonForm(request.POST if "withdraw" in request.POST else None)
    reply = forms.ReplyForm(request.POST if "reply" in request.POST else None)
    try:
        if agree.is_bound and agree.is_valid():
            naming_acts.name_employer(by=request.actor, naming=found, **agree.cleaned_data)
            return redirect("advocacy:naming", found.pk)
        if back.is_bound and back.is_valid():
            naming_acts.withdraw_naming(by=request.actor, naming=found, **back.cleaned_data)
            return redirect("advocacy:naming", found.pk)
        if reply.is_bound and reply.is_valid():
            naming_acts.record_reply(by=request.actor, naming=found, **reply.cleaned_data)
            return redirect("advocacy:naming", found.pk)
    except REFUSED as error:
        bound = next(form for form in (agree, back, reply) if form.is_bound)
        bound.add_error(None, _why(error))
    why = naming_acts.why_not(found, timezone.localdate())
    text = reveal_many(request.actor, [found], ["reply"]).get(found.pk, {}).get("reply", "")
    bound = next((form for form in (agree, back, reply) if form.is_bound), agree)
    context = {
        "naming": found, "why": str(WHY.get(why, "")), "agree": agree, "back": back,
        "reply": reply, "text": text, "form": bound,
    }  # fmt: skip
    return render_form(request, "advocacy/naming.html", context)
