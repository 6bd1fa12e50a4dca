"""What papers need beside the facts: one page a case, and the letterhead."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.centre.documents.context import contexts
from gongyou.centre.documents.particulars import missing
from gongyou.centre.forms.particulars import (
    ApplicantForm,
    LetterheadForm,
    OpponentForm,
    WitnessForm,
)
from gongyou.centre.models import Witness
from gongyou.centre.models.particulars import OF_CASE
from gongyou.centre.queries import cases as cases_queries
from gongyou.centre.queries import particulars as queries
from gongyou.centre.services import particulars as services
from gongyou.centre.services.facts import set_facts
from gongyou.centre.services.people import IDENTITY, change_worker
from gongyou.centre.views.cases import header
from gongyou.centre.views.intake import chosen_compartment
from gongyou.ui.public import law_language, render_form
from gongyou.vault.public import Actor, Right, access, reveal_many

FACTS = ("sex", "birth_date")


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def case_particulars(request, pk):
    """Enter what an authority asks for; what is still missing stands on top."""
    case = cases_queries.case_page(request.actor, Right.WRITE, pk)
    applicant = ApplicantForm(request.POST or None, initial=_applicant(request.actor, case))
    opponent = OpponentForm(
        request.POST or None,
        initial=queries.of_employers(request.actor, [case])[case.employer_id],
    )
    if request.method == "POST" and applicant.is_valid() and opponent.is_valid():
        _keep(request.actor, case, applicant.cleaned_data, opponent.cleaned_data)
        return redirect("centre:case_documents", case.pk)
    context = header(request, case, "documents") | {
        "applicant": applicant,
        "opponent": opponent,
        "witness": WitnessForm(),
        "witnesses": queries.witnesses_of(request.actor, [case])[case.pk],
        "missing": _missing(request.actor, case),
    }
    return render_form(request, "centre/case_particulars.html", context)


def _missing(actor: Actor, case) -> list[str]:
    (context,) = contexts(actor, [case], law_language())
    return missing("application", context, case.employment.pack)


def _applicant(actor: Actor, case) -> dict:
    told = case.employment.facts.filter(source="worker").first()
    return (
        reveal_many(actor, [case.worker], list(IDENTITY))[case.worker_id]
        | queries.of_cases(actor, [case])[case.pk]
        | {name: getattr(told, name, None) for name in FACTS}
    )


def _keep(actor: Actor, case, applicant: dict, opponent: dict) -> None:
    identity = {name: applicant[name] for name in IDENTITY}
    change_worker(by=actor, worker=case.worker, **identity)
    facts = {name: applicant[name] for name in FACTS}
    set_facts(by=actor, employment=case.employment, source="worker", values=facts)
    ours = {name: applicant[name] for name in OF_CASE}
    services.set_particulars(by=actor, case=case, **ours)
    services.set_opponent(by=actor, employer=case.employer, **opponent)


@access(Right.WRITE)
@require_POST
def witness_add(request, pk):
    """Name a witness."""
    case = cases_queries.case_page(request.actor, Right.WRITE, pk)
    form = WitnessForm(request.POST)
    if form.is_valid():
        services.add_witness(by=request.actor, case=case, **form.cleaned_data)
        return redirect("centre:case_particulars", case.pk)
    context = header(request, case, "documents") | {"form": form}
    return render(request, "centre/case_form.html", context, status=422)


@access(Right.WRITE)
@require_POST
def witness_withdraw(request, pk):
    """Take a witness off the papers."""
    witness = Witness.objects.select_related("case__compartment").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    services.withdraw_witness(by=request.actor, witness=witness)
    return redirect("centre:case_particulars", witness.case_id)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def letterhead(request):
    """What the centre is called on its papers."""
    compartment = chosen_compartment(request.actor, None)
    held = queries.letterhead_of(compartment.pk)
    initial = {"name": held.name, "phone": held.phone, "address": held.address}
    form = LetterheadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_letterhead(by=request.actor, compartment=compartment, **form.cleaned_data)
        return redirect("centre:document_templates")
    return render_form(request, "centre/letterhead.html", {"form": form})
