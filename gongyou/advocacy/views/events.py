"""The list of events with its map and timeline, and the page of one event."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.advocacy import codes
from gongyou.advocacy.errors import Refused
from gongyou.advocacy.forms import events as forms
from gongyou.advocacy.models import Event, Report, Source
from gongyou.advocacy.queries.events.event import event_page, range_text
from gongyou.advocacy.queries.events.listing import Filters, bounds_of, events_of
from gongyou.advocacy.queries.events.statistics import by_month, coverage_of, datasets_of
from gongyou.advocacy.queries.events.tiles import maps_of
from gongyou.advocacy.services import events as acts
from gongyou.advocacy.services.event_release import release_events
from gongyou.advocacy.services.figures import NotReleasable
from gongyou.advocacy.views.shared import choices, compartments
from gongyou.ui.public import page_of, render_form
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_GET
def events(request):
    """Events by the filters of the address: list, map, time, coverage."""
    filters = Filters.of(request.GET)
    found = filters.on(events_of(request.actor))
    page = page_of(found, request.GET.get("page"))
    for event in page.rows:
        event.size_text = range_text(event.involved_low, event.involved_high)
        if event.size_text == "—":
            event.size_text = range_text(event.present_low, event.present_high)
        event.acts_text = codes.labels("act", event.acts)
    datasets = datasets_of(request.actor)
    context = {
        "page": page,
        "filters": filters,
        "bounds": bounds_of(request.actor, found),
        "maps": maps_of(found),
        "chart": by_month(found),
        "coverages": [coverage_of(each) for each in datasets],
        "datasets": datasets,
        "acts": codes.choices("act"),
        "demands": codes.choices("demand"),
        "industries": codes.choices("industry"),
        "states": codes.EVENT_STATES,
        "may_write": request.actor.may_somewhere(Right.WRITE),
        "release_places": choices(request, Right.EXPORT),
        "asked": request.GET.urlencode(),
    }
    return render(request, "advocacy/events.html", context)


@access(Right.EXPORT)
@require_POST
def events_release(request):
    """Prepare the rows of the filters in the address for outside; a second person publishes."""
    place = compartments(request, Right.EXPORT).get(request.POST.get("compartment", ""))
    title = request.POST.get("title", "").strip()[:200]
    if place is None or not title:
        messages.error(request, _("Say where it belongs and what it is called."))
        return redirect("advocacy:events")
    chosen = Filters.of(request.GET).on(events_of(request.actor))
    try:
        made = release_events(
            by=request.actor,
            compartment=place,
            title=title,
            events=chosen,
            audience=request.POST.get("audience", "")[:200],
        )
    except NotReleasable:
        messages.error(request, _("No event of these may go out."))
        return redirect("advocacy:events")
    return redirect("advocacy:release", made.pk)


def _event(request, pk, right=Right.READ) -> Event:
    return Event.objects.select_related("dispute", "compartment").get_for(
        request.actor, right, pk=pk
    )


@access(Right.READ_IDENTITY)
@require_GET
def event(request, pk):
    """What each source says, side by side."""
    found = _event(request, pk, Right.READ_IDENTITY)
    if found.same_as_id:
        return redirect("advocacy:event", found.same_as_id)
    return render(request, "advocacy/event.html", _context(request, found))


def _context(request, found, **wrong) -> dict:
    page = event_page(request.actor, found)
    reports = [(str(t.report.pk), f"{t.source} · {t.report.as_of}") for t in page.tellings]
    may_write = request.actor.may(Right.WRITE, found.compartment_id_of())
    held = {
        "page": page,
        "event": found,
        "reports": reports,
        "coverage": coverage_of(found.dataset),
        "may_write": may_write,
        "acts_text": codes.labels("act", found.acts),
        "demands_text": codes.labels("demand", found.demands),
        "responses_text": codes.labels("response", found.responses),
        "industry_text": codes.label("industry", found.industry) if found.industry else "",
        "involved": range_text(found.involved_low, found.involved_high),
        "present": range_text(found.present_low, found.present_high),
        "detained": range_text(found.detained_low, found.detained_high),
        "outcomes": [
            (each, codes.label("result", each.result), codes.label("method", each.method))
            for each in found.outcomes.all()
        ],
    }
    if may_write:
        held |= {
            "correct_form": forms.CorrectForm(),
            "outcome_form": forms.OutcomeForm(reports=reports),
            "telling_form": forms.TellingForm(),
            "dispute_form": forms.DisputeForm(),
            "withdraw_form": forms.WithdrawForm(),
            "spell_form": forms.SpellForm(),
        }
    return held | wrong


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def event_new(request):
    """Record an event by its first source."""
    form = forms.EventForm(request.POST or None, compartments=choices(request))
    if request.method == "POST" and form.is_valid():
        try:
            place = compartments(request)[form.cleaned_data["compartment"]]
            source = _source(request, form, place)
            made = acts.record_event(
                by=request.actor,
                source=source,
                told=form.told(),
                text=form.cleaned_data["text"],
                **_days(form),
            )
            return redirect("advocacy:event", made.pk)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    return render_form(request, "advocacy/event_new.html", {"form": form})


def _source(request, form, compartment) -> Source:
    data = form.cleaned_data
    return acts.add_source(
        by=request.actor,
        compartment=compartment,
        kind=data["source_kind"],
        name=data["source_name"],
        address=data["address"],
        private=data["private"],
    )


def _days(form) -> dict:
    data = form.cleaned_data
    return {name: data[name] for name in ("published_on", "as_of") if data.get(name)}


def _act(request, pk, name: str, form, do):
    """One act of the page: done, or the page again with what was wrong at its field."""
    found = _event(request, pk, Right.WRITE)
    if form.is_valid():
        try:
            do(found, form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("advocacy:event", found.pk)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = _context(request, found, **{name: form}, opened=name, form=form)
    return render_form(request, "advocacy/event.html", context)


@access(Right.WRITE)
@require_POST
def event_correct(request, pk):
    """Correct it, with the reason."""

    def do(found, data):
        told = {n: data[n].isoformat() for n in ("start", "end") if data.get(n)}
        ends = [data.get("involved_low"), data.get("involved_high")]
        if ends != [None, None]:
            told["involved"] = ends
        if told.get("end"):
            told["lasts"] = True
        acts.correct_event(by=request.actor, event=found, told=told, why=data["why"])

    return _act(request, pk, "correct_form", forms.CorrectForm(request.POST), do)


@access(Right.WRITE)
@require_POST
def event_spell(request, pk):
    """One more spell: those that are known stay, the corrected ones stand as our own reading."""

    def do(found, data):
        spells = [
            {
                "starts": s.starts.isoformat(),
                "ends": s.ends.isoformat() if s.ends else None,
                "low": s.low,
                "high": s.high,
                "workdays": s.workdays,
                "days": s.days,
            }
            for s in found.spells.all()
        ]
        new = {n: data[n].isoformat() if data.get(n) else None for n in ("starts", "ends")}
        spells.append(new | {n: data.get(n) for n in ("low", "high", "workdays")})
        spells.sort(key=lambda spell: spell["starts"])
        told = {"spells": spells, "start": min(found.starts.isoformat(), spells[0]["starts"])}
        if all(spell["ends"] for spell in spells):
            told["end"] = max(spell["ends"] for spell in spells)
        why = str(_("a spell was added"))
        acts.correct_event(by=request.actor, event=found, told=told, why=why)

    return _act(request, pk, "spell_form", forms.SpellForm(request.POST), do)


@access(Right.WRITE)
@require_POST
def event_report(request, pk):
    """What one more source tells."""
    form = forms.TellingForm(request.POST)

    def do(found, data):
        source = _source(request, form, found.compartment)
        acts.add_report(
            by=request.actor,
            event=found,
            source=source,
            told=form.told(),
            text=data["text"],
            **_days(form),
        )

    return _act(request, pk, "telling_form", form, do)


@access(Right.WRITE)
@require_POST
def event_outcome(request, pk):
    """What came of it."""
    found = _event(request, pk, Right.WRITE)
    held = Report.objects.filter(event=found) | Report.objects.filter(event__same_as=found)
    form = forms.OutcomeForm(request.POST, reports=[(str(r.pk), str(r)) for r in held])

    def do(event, data):
        values = {name: value for name, value in data.items() if value not in (None, "")}
        values["report"] = held.filter(pk=data["report"]).first() if data.get("report") else None
        acts.record_outcome(by=request.actor, event=event, **values)

    return _act(request, pk, "outcome_form", form, do)


@access(Right.WRITE)
@require_POST
def event_dispute(request, pk):
    """Say which events are about the same matter."""

    def do(found, data):
        codes_given = data["events"].replace(",", " ").upper().split()
        others = list(
            Event.objects.visible_to(request.actor, Right.WRITE).filter(code__in=codes_given)
        )
        if len(others) != len(set(codes_given)):
            raise Refused(_("No event has one of these codes."), "events")
        acts.join_dispute(
            by=request.actor, events=[found, *others], title=data["title"], wave=data["wave"]
        )

    return _act(request, pk, "dispute_form", forms.DisputeForm(request.POST), do)


@access(Right.WRITE)
@require_POST
def event_withdraw(request, pk):
    """Take it out of every count."""

    def do(found, data):
        acts.withdraw_event(by=request.actor, event=found, why=data["why"])

    return _act(request, pk, "withdraw_form", forms.WithdrawForm(request.POST), do)
