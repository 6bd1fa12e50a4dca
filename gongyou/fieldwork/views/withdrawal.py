"""Somebody takes their words back."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork.forms import WithdrawForm
from gongyou.fieldwork.models import Participant
from gongyou.fieldwork.services.withdrawal import find_copies, gone_out
from gongyou.fieldwork.services.withdrawal import withdraw as carry_out
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access


@access(Right.SHRED, fresh=True)
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """First what would go: every copy found; then it goes, and what had left is said."""
    person = Participant.objects.select_related("study").get_for(request.actor, Right.SHRED, pk=pk)
    copies = find_copies(request.actor, person)
    form = WithdrawForm(request.POST or None)
    context = {"person": person, "study": person.study, "form": form, "copies": copies}
    if request.method == "POST" and form.is_valid():
        kept = tuple(one.key for one in copies if request.POST.get(f"keep_{one.key}"))
        scope = form.cleaned_data["scope"]
        left = carry_out(by=request.actor, participant=person, scope=scope, kept=kept)
        said = [(row, row.reveal(request.actor, "to")) for row in left]
        return render(request, "fieldwork/withdrawn.html", context | {"left": said, "done": scope})
    context["left"] = [(row, row.reveal(request.actor, "to")) for row in gone_out(person)]
    return render_form(request, "fieldwork/withdraw.html", context)
