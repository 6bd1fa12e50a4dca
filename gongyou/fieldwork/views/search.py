"""Search in context; searches that one keeps."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.fieldwork.forms import SearchForm
from gongyou.fieldwork.models import SavedQuery
from gongyou.fieldwork.queries.notes import kept_searches
from gongyou.fieldwork.queries.search import MOST, find
from gongyou.fieldwork.services import searches as acts
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access, journal, reveal_many

ASKED = ("words", "near", "role", "sort")


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def search(request, pk):
    """Words in context; what was asked stands in no address and in no log."""
    study = study_for(request, pk)
    form = SearchForm(request.POST or None)
    context = {"study": study, "form": form, "most": MOST}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        context["hits"] = find(request.actor, study, *(data[name] for name in ASKED))
        with transaction.atomic():
            journal.append(request.actor, "fieldwork.search", study)
        if data["keep"]:
            acts.keep_search(
                by=request.actor, study=study, query={name: data[name] for name in ASKED}
            )
    rows = list(kept_searches(request.actor, study))
    said = reveal_many(request.actor, rows, ["query"], journal=False)
    context["kept"] = [(row, said[row.pk]["query"] or {}) for row in rows]
    show = render if "hits" in context else render_form
    return show(request, "fieldwork/search.html", context)


@access(Right.READ_IDENTITY)
@require_POST
def forget(request, pk):
    """A kept search of one's own goes."""
    found = SavedQuery.objects.get_for(request.actor, Right.READ_IDENTITY, pk=pk)
    if found.account_id != request.actor.account.pk:
        raise Http404
    study = found.study_id
    acts.forget_search(by=request.actor, saved=found)
    return redirect("fieldwork:search", study)
