"""Papers of a case study: made, checked quotation by quotation, released, handed over."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.collective.public import as_data
from gongyou.fieldwork import codes_of_cases as codes
from gongyou.fieldwork import deposits, papers_of_cases
from gongyou.fieldwork.models import Dossier, DossierQuote
from gongyou.fieldwork.queries import dossiers as queries
from gongyou.fieldwork.services import dossiers as services
from gongyou.fieldwork.services.deposits import make_deposit
from gongyou.fieldwork.views.cases import header, study_for
from gongyou.fieldwork.views.comparing import comparison_for
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Right, access, journal, reveal_many


class PaperForm(forms.Form):
    """A new paper."""

    kind = forms.ChoiceField(label=_("Kind of paper"), choices=codes.DOSSIER_KINDS)
    language = forms.ChoiceField(label=_("Language of the paper"), choices=codes.LANGUAGES)
    introduction = forms.CharField(
        label=_("Introduction"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class HandOverForm(forms.Form):
    """To whom a copy goes."""

    to = forms.CharField(label=_("To whom it goes"), max_length=200)
    form = forms.ChoiceField(label=_("As"), choices=[("pdf", "PDF"), ("docx", "Word")])


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def papers(request, pk):
    """The papers of a study; a new one by the form."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = study_for(request, pk, right)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.make_dossier(by=request.actor, study=found, **form.cleaned_data)
        return redirect("fieldwork:dossier", made.pk)
    context = header(request, found, "papers") | {
        "papers": list(found.dossiers.select_related("made_by", "released_by")),
        "form": form,
    }
    return render_form(request, "fieldwork/papers.html", context)


def dossier_for(request, pk, right: Right = Right.READ) -> Dossier:
    """The paper, or 404."""
    query = Dossier.objects.select_related("study__case", "made_by", "released_by", "compartment")
    return query.get_for(request.actor, right, pk=pk)


@access(Right.READ_IDENTITY)
@require_GET
def dossier(request, pk):
    """One paper: each quotation with its verdict, what stands against release, who has it."""
    return _page(request, dossier_for(request, pk, Right.READ_IDENTITY))


def _page(request, found: Dossier, status: int = 200, form=None):
    actor = request.actor
    left = list(found.departures.select_related("by"))
    held = reveal_many(actor, left, ["to"])
    context = header(request, found.study, "papers") | {
        "dossier": found,
        "lines": queries.lines(actor, found),
        "fact": queries.releasable(actor, found),
        "left": [(row, (held.get(row.pk) or {}).get("to") or "") for row in left],
        "form": form or HandOverForm(),
    }
    return render(request, "fieldwork/dossier.html", context, status=status)


def quote_for(request, pk) -> DossierQuote:
    """A quotation of a paper, or 404."""
    rows = DossierQuote.objects.select_related("dossier__study__case", "quote")
    return rows.get_for(request.actor, Right.WRITE, pk=pk)


@access(Right.WRITE)
@require_POST
def quote_shown(request, pk):
    """The speaker saw it and allowed it."""
    row = quote_for(request, pk)
    if row.dossier.released_on:
        raise Http404
    services.note_shown(by=request.actor, row=row)
    return redirect("fieldwork:dossier", row.dossier_id)


@access(Right.WRITE)
@require_POST
def quote_out(request, pk):
    """Leave a quotation out."""
    row = quote_for(request, pk)
    if row.dossier.released_on:
        raise Http404
    services.leave_out(by=request.actor, row=row)
    return redirect("fieldwork:dossier", row.dossier_id)


@access(Right.EXPORT)
@require_POST
def release(request, pk):
    """Release a paper as a second person."""
    found = dossier_for(request, pk, Right.EXPORT)
    try:
        services.release_dossier(by=request.actor, dossier=found)
    except (services.NotReleased, services.NotTwoPeople):
        return _page(request, found, 422)
    return redirect("fieldwork:dossier", found.pk)


@access(Right.EXPORT)
@require_POST
def hand_over(request, pk):
    """Take a copy out for somebody; it is remembered."""
    found = dossier_for(request, pk, Right.EXPORT)
    form = HandOverForm(request.POST)
    waiting = [line for line in queries.lines(request.actor, found) if line.verdict != "in"]
    if found.released_on is None or waiting or not form.is_valid():
        return _page(request, found, 422, form if form.errors else None)
    kind = form.cleaned_data["form"]
    made = papers_of_cases.content(request.actor, found, kind)
    services.hand_over(
        by=request.actor, dossier=found, to=form.cleaned_data["to"], form=kind, content=made
    )
    return download(f"{found.kind}-{found.ref[:8]}.{kind}", made)


@access(Right.EXPORT, fresh=True)
@require_POST
def deposit(request, pk):
    """The deposit for an archive: chronicle, quotations agreed to, DDI, Dublin Core, checksums."""
    found = study_for(request, pk, Right.EXPORT)
    actor = request.actor
    data = as_data(actor, found.case)
    to = request.POST.get("to", "").strip()[:200] or str(_("an archive"))
    held = make_deposit(by=actor, study=found, chronicle=data, to=to)
    made = deposits.zipped(held)
    return download(f"deposit-{found.ref[:8]}.zip", made)


def _note(actor, act: str, subject) -> None:
    from django.db import transaction

    with transaction.atomic():
        journal.append(actor, act, subject)


@access(Right.EXPORT)
@require_POST
def replicate_board(request, pk):
    """What a board was counted from, with a program that counts it again."""
    found = study_for(request, pk, Right.EXPORT)
    made = deposits.zipped(deposits.replication_of_tracing(request.actor, found))
    _note(request.actor, "fieldwork.hand_over_replication", found)
    return download(f"board-{found.ref[:8]}.zip", made)


@access(Right.EXPORT)
@require_POST
def replicate_comparison(request, pk):
    """What a comparison was counted from, with a program that counts it again."""
    found = comparison_for(request, pk, Right.EXPORT)
    made = deposits.zipped(deposits.replication_of_comparison(request.actor, found))
    _note(request.actor, "fieldwork.hand_over_replication", found)
    return download(f"comparison-{found.ref[:8]}.zip", made)
