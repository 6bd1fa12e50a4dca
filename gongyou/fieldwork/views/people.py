"""Participants, what they agreed to, and interviews."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork import codes
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.forms import ConsentForm, InterviewForm, ParticipantForm
from gongyou.fieldwork.models import Interview, Participant
from gongyou.fieldwork.queries.consent import verdicts
from gongyou.fieldwork.services import people as acts
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form, set_choices
from gongyou.vault.public import NotYours, Right, access, reveal_many


def in_field(request, study, right=Right.READ) -> None:
    request.actor.require(right, study.field_id)
    if request.actor.memberships[study.field_id].role == "coder":
        raise NotYours


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def participants(request, pk):
    """All participants of a study with their consents at a glance, and a new one."""
    study = study_for(request, pk)
    in_field(request, study, Right.WRITE if request.method == "POST" else Right.READ)
    form = ParticipantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = acts.add_participant(by=request.actor, study=study, **form.cleaned_data)
        return redirect("fieldwork:participant", made.pk)
    rows = list(Participant.objects.visible_to(request.actor).filter(study=study))
    names = reveal_many(request.actor, rows, ["name"])
    may = verdicts(rows)
    shown = ("record", "read", "code", "quote", "archive")
    labels = dict(codes.USES)
    context = {
        "study": study,
        "form": form,
        "uses": [labels[use] for use in shown],
        "rows": [
            (
                one,
                (names.get(one.pk) or {}).get("name"),
                [(labels[use], may[one.pk][use]) for use in shown],
            )
            for one in rows
        ],
    }
    return render_form(request, "fieldwork/participants.html", context)


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def participant(request, pk):
    """One participant: who, what is allowed and why, what left the house."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = Participant.objects.get_for(request.actor, right, pk=pk)
    in_field(request, found.study)
    fields = ("role", "sex", "age", "sector", "years")
    initial = {name: getattr(found, name) for name in fields}
    initial |= {name: found.reveal(request.actor, name) for name in ("name", "note")}
    form = ParticipantForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        acts.change_participant(by=request.actor, participant=found, **form.cleaned_data)
        return redirect("fieldwork:participant", found.pk)
    may = verdicts([found])[found.pk]
    context = {
        "person": found,
        "study": found.study,
        "name": initial["name"],
        "form": form,
        "verdicts": [(label, may[use]) for use, label in codes.USES],
        "consents": found.consents.order_by("-on", "-pk"),
    }
    return render_form(request, "fieldwork/participant.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def consent(request, pk):
    """The questions in large type, to be read together; one answer a use."""
    found = Participant.objects.get_for(request.actor, Right.WRITE, pk=pk)
    in_field(request, found.study)
    initial = {"on": timezone.localdate(), "language": found.study.language}
    form = ConsentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = ("on", "how", "language", "until", "embargo", "partner", "note")
        try:
            acts.record_consent(
                by=request.actor,
                participant=found,
                answers=form.answers(),
                **{name: data[name] for name in names},
            )
            messages.success(request, _("Noted."))
            return redirect("fieldwork:participant", found.pk)
        except FieldworkError as error:
            form.add_error("on" if error.code == "future" else None, error.message)
    return render_form(request, "fieldwork/consent.html", {"person": found, "form": form})


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def interviews(request, pk):
    """Interviews of a study, and a new one."""
    study = study_for(request, pk)
    in_field(request, study, Right.WRITE if request.method == "POST" else Right.READ)
    people = {
        str(p.pk): p for p in Participant.objects.visible_to(request.actor).filter(study=study)
    }
    form = InterviewForm(request.POST or None, initial={"language": study.language})
    set_choices(form, "participants", [(pk, one.code) for pk, one in people.items()])
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        chosen = [people[one] for one in data.pop("participants")]
        try:
            acts.hold_interview(by=request.actor, study=study, participants=chosen, **data)
            return redirect("fieldwork:interviews", study.pk)
        except FieldworkError as error:
            form.add_error("day", error.message)
    rows = Interview.objects.visible_to(request.actor).filter(study=study)
    rows = rows.prefetch_related("takings__participant")
    context = {"study": study, "form": form, "rows": rows}
    return render_form(request, "fieldwork/interviews.html", context)


__all__ = ["consent", "interviews", "participant", "participants", "render"]
