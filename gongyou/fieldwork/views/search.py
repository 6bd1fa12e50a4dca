"""Search in context."""

from django.db import transaction
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork.forms import SearchForm
from gongyou.fieldwork.queries.search import MOST, find
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access, journal


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def search(request, pk):
    """Words in context; what was asked stands in no address and in no log."""
    study = study_for(request, pk)
    form = SearchForm(request.POST or None)
    context = {"study": study, "form": form, "most": MOST}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        context["hits"] = find(
            request.actor, study, data["words"], data["near"], data["role"], data["sort"]
        )
        with transaction.atomic():
            journal.append(request.actor, "fieldwork.search", study)
    return render_form(request, "fieldwork/search.html", context)
