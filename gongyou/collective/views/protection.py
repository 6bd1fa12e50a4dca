"""Protection and training."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.collective import codes_of_people as codes
from gongyou.collective import papers_of_people as papers
from gongyou.collective.forms import protection as forms
from gongyou.collective.forms.people import members_of
from gongyou.collective.models import (
    Incident,
    IncidentEvidence,
    SafetyPlan,
    TrainingMaterial,
    TrainingSession,
)
from gongyou.collective.queries import protection as queries
from gongyou.collective.services import protection as services
from gongyou.collective.services import training as trainings
from gongyou.collective.views.shared import (
    case_for,
    form_page,
    header,
    note_paper,
    paper_response,
)
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Actor, Refused, Right, access, files, reveal_many


@access(Right.READ)
@require_GET
def protection(request, pk):
    """Plans and check-ins, whom to call, incidents, what the published cases tell of risk."""
    return _page(request, case_for(request, pk))


def _page(request, case, status: int = 200, **bound):
    actor = request.actor
    contacts = list(case.safetycontacts.select_related("member__worker"))
    incidents = list(case.incidents.select_related("member__worker"))
    plans = queries.overdue(case)
    names = reveal_many(actor, contacts, ["name", "phone"])
    texts = reveal_many(actor, [p for p, _last, _late in plans], ["measures", "if_silent"])
    context = header(request, case, "protection") | {
        "plans": [(p, last, late, texts.get(p.pk) or {}) for p, last, late in plans],
        "contacts": [(c, names.get(c.pk) or {}) for c in contacts],
        "incidents": incidents,
        "forms": {
            "contact": forms.ContactForm(case=case, actor=request.actor, prefix="c"),
            "plan": forms.PlanForm(case=case, actor=request.actor, prefix="p"),
        }
        | bound,
        "answers": codes.CHECK_IN_ANSWERS,
    }
    return render(request, "collective/protection.html", context, status=status)


@access(Right.WRITE)
@require_POST
def contact_add(request, pk):
    """Add somebody to call."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.ContactForm(request.POST, case=case, actor=request.actor, prefix="c")
    if form.is_valid():
        services.add_safety_contact(by=request.actor, case=case, **form.cleaned_data)
        return redirect("collective:protection", case.pk)
    return _page(request, case, 422, contact=form)


@access(Right.WRITE)
@require_POST
def plan_make(request, pk):
    """Agree on a safety plan."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.PlanForm(request.POST, case=case, actor=request.actor, prefix="p")
    if form.is_valid():
        services.make_safety_plan(by=request.actor, **form.cleaned_data)
        return redirect("collective:protection", case.pk)
    return _page(request, case, 422, plan=form)


@access(Right.WRITE)
@require_POST
def check_in(request, pk):
    """Record a sign of life."""
    plan = SafetyPlan.objects.select_related("case", "member__worker").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    form = forms.CheckInForm(request.POST)
    if form.is_valid():
        services.check_in(by=request.actor, plan=plan, **form.cleaned_data)
    return redirect("collective:protection", plan.case_id)


@access(Right.READ_IDENTITY)
@require_GET
def card(request, pk):
    """The emergency card; ?member=G-… adds that member's own contacts."""
    case = case_for(request, pk, Right.READ_IDENTITY)
    asked = request.GET.get("member", "")
    found = members_of(case, [asked]) if asked else []
    if asked and not found:
        raise Http404
    member = found[0] if found else None
    note_paper(request, "collective.print_card", case)
    content = papers.card_pdf(request.actor, case, member, get_language())
    return download(f"{case.code}-card.pdf", content)


@access(Right.READ_IDENTITY)
@require_GET
def complaint(request, pk):
    """The complaint pack: ?to=ilo|un, ?as=pdf|docx."""
    case = case_for(request, pk, Right.READ_IDENTITY)
    body = request.GET.get("to", "ilo")
    if body not in papers.COMPLAINTS:
        raise Http404
    note_paper(request, "collective.make_complaint", case)
    lang = get_language()
    blocks = papers.complaint_blocks(request.actor, case, body, lang)
    return paper_response(request, case, blocks, lang, f"{case.code}-{body}")


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def incident_new(request, pk):
    """Record an incident."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.IncidentForm(request.POST or None, case=case, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        made = services.record_incident(by=request.actor, case=case, **form.cleaned_data)
        return redirect("collective:incident", made.pk)
    return form_page(request, case, "protection", form, _("Record an incident"))


def incident_for(request, pk, right=Right.READ) -> Incident:
    """An incident with its case, or 404."""
    query = Incident.objects.select_related("case__employer", "case__compartment", "member__worker")
    return query.get_for(request.actor, right, pk=pk)


@access(Right.READ)
@require_GET
def incident(request, pk):
    """One incident: what happened, evidence, the steps after a detention."""
    found = incident_for(request, pk)
    held = {step.code: step for step in found.steps.select_related("done_by")}
    notes = reveal_many(request.actor, list(held.values()), ["note"])
    evidence = list(found.evidence.select_related("file"))
    steps = []
    for code, label in codes.PROTOCOL:
        done = held.get(code)
        said = (notes.get(done.pk) or {}).get("note") if done else ""
        steps.append((code, label, done, said))
    context = header(request, found.case, "protection") | {
        "incident": found,
        "text": found.reveal(request.actor, "text"),
        "place": found.reveal(request.actor, "place"),
        "steps": steps,
        "evidence": _named(request.actor, evidence),
        "form": forms.EvidenceForm(),
    }
    return render(request, "collective/incident.html", context)


def _named(actor: Actor, rows) -> list:
    """Rows that hold a file, each with the file's name."""
    names = reveal_many(actor, [row.file for row in rows], ["name"])
    return [(row, (names.get(row.file_id) or {}).get("name") or row.file.ref) for row in rows]


@access(Right.READ_IDENTITY)
@require_GET
def evidence_file(request, pk):
    """The file that proves an incident."""
    rows = IncidentEvidence.objects.select_related("file")
    return files.serve(request.actor, rows.get_for(request.actor, Right.READ_IDENTITY, pk=pk).file)


@access(Right.READ_IDENTITY)
@require_GET
def material_file(request, pk):
    """A file used in a training session."""
    rows = TrainingMaterial.objects.select_related("file")
    return files.serve(request.actor, rows.get_for(request.actor, Right.READ_IDENTITY, pk=pk).file)


@access(Right.WRITE)
@require_POST
def evidence_add(request, pk):
    """Keep what proves an incident."""
    found = incident_for(request, pk, Right.WRITE)
    form = forms.EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            services.add_incident_evidence(by=request.actor, incident=found, upload=upload)
        except Refused as error:
            form.add_error("upload", error.message)
    if not form.is_valid():
        return form_page(request, found.case, "protection", form, _("Keep what proves it"))
    return redirect("collective:incident", found.pk)


@access(Right.WRITE)
@require_POST
def step(request, pk, code):
    """Record that a step of the detention protocol was done."""
    found = incident_for(request, pk, Right.WRITE)
    if code not in dict(codes.PROTOCOL):
        raise Http404
    note = request.POST.get("note", "")[:2000]
    services.do_protocol_step(by=request.actor, incident=found, code=code, note_text=note)
    return redirect("collective:incident", found.pk)


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def training(request, pk):
    """Training sessions; a new one by the form."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    case = case_for(request, pk, right)
    form = forms.TrainingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = trainings.add_training(by=request.actor, case=case, **form.cleaned_data)
        return redirect("collective:training_session", made.pk)
    rows = list(case.trainingsessions.prefetch_related("attendance"))
    topics = reveal_many(request.actor, rows, ["topic"])
    context = header(request, case, "training") | {
        "sessions": [(s, (topics.get(s.pk) or {}).get("topic") or "—") for s in rows],
        "form": form,
    }
    return render_form(request, "collective/training.html", context)


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def session(request, pk):
    """One session: materials and who came."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = TrainingSession.objects.select_related("case__employer", "case__compartment").get_for(
        request.actor, right, pk=pk
    )
    came = [a.member.worker.pseudonym for a in found.attendance.select_related("member__worker")]
    form = forms.AttendanceForm(
        request.POST or None,
        case=found.case,
        actor=request.actor,
        initial={"members": " ".join(came)},
    )
    if request.method == "POST" and form.is_valid():
        trainings.record_attendance(by=request.actor, session=found, **form.cleaned_data)
        return redirect("collective:training_session", found.pk)
    materials = list(found.materials.select_related("file"))
    context = header(request, found.case, "training") | {
        "session": found,
        "topic": found.reveal(request.actor, "topic"),
        "notes": found.reveal(request.actor, "notes"),
        "came": came,
        "form": form,
        "upload": forms.EvidenceForm(prefix="f"),
        "materials": _named(request.actor, materials),
    }
    return render_form(request, "collective/training_session.html", context)


@access(Right.WRITE)
@require_POST
def material_add(request, pk):
    """Keep a file used in a session."""
    found = TrainingSession.objects.select_related("case__compartment").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    form = forms.EvidenceForm(request.POST, request.FILES, prefix="f")
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            trainings.add_material(by=request.actor, session=found, upload=upload)
        except Refused as error:
            form.add_error("upload", error.message)
    if not form.is_valid():
        return form_page(request, found.case, "training", form, _("Add material"))
    return redirect("collective:training_session", found.pk)
