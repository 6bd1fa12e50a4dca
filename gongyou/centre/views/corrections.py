"""One page for what was recorded wrongly: correct it, or withdraw it with a reason."""

from django import forms as django_forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongyou.centre import codes
from gongyou.centre.forms import cases as forms
from gongyou.centre.forms.team import NoteForm, ProceedingForm
from gongyou.centre.models import Evidence, Hearing, Note, Outcome, Payment, Proceeding
from gongyou.centre.queries.cases import case_page
from gongyou.centre.services import notes, proceedings
from gongyou.centre.services import withdrawals as services
from gongyou.centre.views.cases import header
from gongyou.vault.public import Right, access


class WithdrawalForm(django_forms.Form):
    """Why a record is withdrawn."""

    why = django_forms.ChoiceField(label=_("Why"), choices=codes.WITHDRAWN_WHY[:-1])


class EvidenceCorrectionForm(forms.EvidenceForm):
    """An item of evidence without its file, which stays as it was given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("file", "proves"):
            del self.fields[name]


# noun: model, form, act, sealed fields
NOUNS = {
    "payment": (Payment, forms.PaymentForm, services.correct_payment, ()),
    "outcome": (Outcome, forms.OutcomeForm, services.correct_outcome, ("note",)),
    "hearing": (Hearing, forms.HearingForm, services.correct_hearing, ("venue", "note")),
    "evidence": (
        Evidence, EvidenceCorrectionForm, services.correct_evidence, ("title", "origin")
    ),
    "note": (Note, NoteForm, notes.correct_note, ("text",)),
    "proceeding": (
        Proceeding, ProceedingForm, proceedings.correct_proceeding,
        ("number", "decider", "other_agent"),
    ),
}  # fmt: skip

SHOWN_ON = {"evidence": "centre:case_evidence", "note": "centre:case_timeline"}


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def correction(request, noun, pk):
    """The record as it stands, to be corrected or withdrawn."""
    if noun not in NOUNS:
        raise Http404
    model, form_class, act, sealed = NOUNS[noun]
    record = model.objects.get_for(request.actor, Right.WRITE, pk=pk)
    case = case_page(request.actor, Right.WRITE, record.case_id)
    initial = {n: getattr(record, n) for n in form_class.base_fields if hasattr(record, n)}
    initial |= {name: record.reveal(request.actor, name) for name in sealed}
    withdrawing = request.method == "POST" and "withdraw" in request.POST
    form = form_class((request.POST or None) if not withdrawing else None, initial=initial)
    withdrawal = WithdrawalForm(request.POST if withdrawing else None)
    if withdrawing and withdrawal.is_valid():
        services.withdraw(by=request.actor, record=record, **withdrawal.cleaned_data)
        return _back(noun, case)
    if request.method == "POST" and not withdrawing and form.is_valid():
        act(by=request.actor, **{noun: record}, **form.cleaned_data)  # type: ignore[operator]
        return _back(noun, case)
    context = header(request, case, "evidence" if noun == "evidence" else "case")
    context |= {"form": form, "withdrawal": withdrawal, "noun": noun}
    status = 422 if request.method == "POST" else 200
    return render(request, "centre/correction.html", context, status=status)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def filing_withdraw(request, pk):
    """It was not filed after all."""
    case = case_page(request.actor, Right.WRITE, pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_filing(by=request.actor, case=case, **form.cleaned_data)
        except ValueError:
            raise Http404 from None
        return redirect("centre:case", case.pk)
    context = header(request, case, "case") | {"withdrawal": form, "noun": "filing"}
    status = 422 if request.method == "POST" else 200
    return render(request, "centre/correction.html", context, status=status)


def _back(noun, case):
    return redirect(SHOWN_ON.get(noun, "centre:case"), case.pk)
