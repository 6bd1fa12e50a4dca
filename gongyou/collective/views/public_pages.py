"""Pages for anyone who holds a code: the ballot, its result, a receipt of the fund."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.collective.forms import representation as forms
from gongyou.collective.models import Election
from gongyou.collective.queries import fund
from gongyou.collective.services import ballots, elections, paper_counts
from gongyou.vault.public import public_view

REFUSED = {
    "closed": gettext_lazy("No voting is going on."),
    "unknown": gettext_lazy("This code is not one of this election. Check each sign."),
    "spent": gettext_lazy("A ballot was cast with this code already."),
    "many": gettext_lazy("You chose more candidates than there are seats."),
    "candidate": gettext_lazy("One of the candidates does not stand."),
}

REFUSED_COUNT = {
    "witness_code": gettext_lazy("This is not the code of the witness, or it was used."),
    "not_open": gettext_lazy("No voting is going on."),
    "count": gettext_lazy("These figures can't be: more votes than ballots, or than electors."),
}


def _election(public, *states) -> Election:
    found = Election.objects.filter(public=public, means="online", state__in=states).first()
    if found is None:
        raise Http404
    return found


@public_view
@never_cache
@require_http_methods(["GET", "POST"])
def vote(request, public):
    """Type the code, choose, get the receipt. Nothing of it is written to the journal."""
    found = _election(public, "open", "closed", "void")
    if found.state == "void":
        return render(request, "collective/vote_void.html", {"election": found})
    if found.state == "closed" and request.method == "GET":
        return vote_result(request, public)
    form = forms.CodeForm(request.POST or None)
    if found.state == "closed" or not form.is_valid():
        return _ask(request, found, form if form.errors else None)
    try:
        return _take(request, found, form.cleaned_data["code"])
    except ballots.NotAccepted as error:
        return _refuse(request, found, form, error)


def _take(request, found, code: str):
    if "cast" not in request.POST:
        ballots.check_code(found, code)
        return _ballot(request, found, code)
    chosen = [int(n) for n in request.POST.getlist("choice") if n.isdecimal()][:100]
    own = request.POST.get("mark", "")[:20]
    receipt = ballots.cast(election=found, code=code, choices=chosen, mark=own)
    return render(request, "collective/vote_done.html", {"receipt": receipt, "election": found})


def _refuse(request, found, form, error):
    """Say why; too many choices leave the ballot open to be corrected."""
    if error.args[0] in ("many", "candidate"):
        return _ballot(request, found, form.cleaned_data["code"], REFUSED[error.args[0]])
    form.add_error("code", REFUSED[error.args[0]])
    return _ask(request, found, form)


def _ask(request, found, form=None):
    context = {"form": form or forms.CodeForm(), "election": found}
    return render(request, "collective/vote.html", context, status=422 if form else 200)


def _ballot(request, found, code: str, error=""):
    rows = found.candidates.filter(accepted_on__isnull=False, withdrawn_on=None).select_related(
        "member__worker"
    )
    context = {
        "election": found,
        "code": code,
        "error": error,
        "candidates": [(c.number, elections.shown_name(c)) for c in rows],
    }
    return render(request, "collective/vote_ballot.html", context, status=422 if error else 200)


@public_view
@never_cache
@require_GET
def vote_result(request, public):
    """Every receipt with its choice, and the count; names nobody."""
    found = _election(public, "closed")
    result = found.result
    chosen = set(result["elected"])  # type: ignore[index]
    context = {
        "election": found,
        "result": result,
        "votes": [(int(n), count, int(n) in chosen) for n, count in result["votes"].items()],  # type: ignore[index]
        "receipts": found.ballots.order_by("receipt").values_list("receipt", "choices"),
        "drawn": found.voterslips.count(),
    }
    return render(request, "collective/vote_result.html", context)


@public_view
@never_cache
@require_http_methods(["GET", "POST"])
def vote_witness(request, public):
    """A witness with a code enters the count of the paper ballots, without seeing the other one."""
    found = Election.objects.filter(public=public, means="paper", state="open").first()
    if found is None or not found.witness:
        raise Http404
    standing = sorted(ballots.standing(found))
    form = forms.WitnessForm(request.POST or None, candidates=[(n, n) for n in standing])
    if request.method == "POST" and form.is_valid():
        figures = {name: form.cleaned_data[name] for name in ("code", "invalid")}
        try:
            paper_counts.witness_count(
                election=found,
                ballots_in=form.cleaned_data["ballots"],
                votes=form.votes,
                **figures,
            )
        except elections.NotPossible as error:
            why = error.args[0]
            form.add_error("code" if why == "witness_code" else None, REFUSED_COUNT[why])
        else:
            return render(request, "collective/witness_done.html", {"election": found})
    status = 422 if form.errors else 200
    context = {"form": form, "election": found}
    return render(request, "collective/vote_witness.html", context, status=status)


@public_view
@never_cache
@require_http_methods(["GET", "POST"])
def fund_receipt(request):
    """Whether a gift was booked: day and amount, nothing else."""
    form = forms.ReceiptForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = fund.receipt(form.cleaned_data["receipt"])
        if found is None:
            form.add_error("receipt", _("No booking has this code. Check each sign."))
    status = 422 if form.errors else 200
    return render(
        request, "collective/fund_receipt.html", {"form": form, "found": found}, status=status
    )
