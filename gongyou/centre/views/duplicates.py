"""Records that may be one: proposed, joined by a person, separated again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.centre.forms.people import MergeForm
from gongyou.centre.models import Employer, Worker
from gongyou.centre.queries import duplicates as queries
from gongyou.centre.services.merges import CannotMerge, merge
from gongyou.centre.views.intake import chosen_compartment, compartment_choices
from gongyou.vault.public import Right, access


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def duplicates(request):
    """Look for people and firms entered twice; only when asked for, since it reads all names."""
    context = {"compartments": compartment_choices(request.actor), "looked": False}
    if request.method == "POST":
        compartment = chosen_compartment(request.actor, request.POST.get("compartment"))
        if compartment is None:
            raise Http404
        context |= {
            "looked": True,
            "people": queries.worker_pairs(request.actor, compartment),
            "firms": queries.employer_pairs(request.actor),
        }
    return render(request, "centre/duplicates.html", context)


@access(Right.WRITE)
@require_POST
def merge_do(request, noun):
    """Join two records as one."""
    models = {"worker": Worker, "employer": Employer}
    if noun not in models:
        raise Http404
    form = MergeForm(request.POST)
    if not form.is_valid():
        raise Http404
    kept, folded = (
        models[noun].objects.get_for(request.actor, Right.WRITE, pk=form.cleaned_data[name])
        for name in ("kept", "folded")
    )
    try:
        merge(by=request.actor, noun=noun, kept=kept, folded=folded)
    except CannotMerge:
        messages.error(request, _("They cannot be joined: one is part of another record already."))
    return redirect(f"centre:{noun}", kept.pk)
