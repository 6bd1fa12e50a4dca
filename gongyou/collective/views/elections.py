"""Elections as the organisers see them: candidates, slips, counts, result."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.collective import papers_of_people as papers
from gongyou.collective.forms import representation as forms
from gongyou.collective.models import Candidate, Constituency, Election
from gongyou.collective.services import boxes, paper_counts
from gongyou.collective.services import elections as services
from gongyou.collective.views.representation import workshops_of
from gongyou.collective.views.shared import case_for, form_page, header
from gongyou.ui.public import download
from gongyou.vault.public import Right, access

WHY_NOT = {
    "same_people": gettext_lazy("Some of these people elect in another constituency already."),
    "second_account": gettext_lazy("Another person here has an account: they count."),
    "witness_code": gettext_lazy("This is not the code of the witness, or it was used."),
    "begun": gettext_lazy("The voting has begun already."),
    "not_elector": gettext_lazy("Only members of the constituency can be named."),
    "named_before": gettext_lazy("This member was named already."),
    "no_candidates": gettext_lazy("Nobody stands yet."),
    "no_electors": gettext_lazy("The constituency has no members."),
    "not_open": gettext_lazy("No voting is going on."),
    "slips_given": gettext_lazy("Slips are out already: codes can't be made anew."),
    "count": gettext_lazy("These figures can't be: more votes than ballots, or than electors."),
    "waiting": gettext_lazy("A second person must count first."),
    "differs": gettext_lazy("The counts differ. Count again until two people agree."),
    "box_key": gettext_lazy("Type the key of the box: it was printed with the slips."),
    "box_gone": gettext_lazy("The box isn't here: this vote can't be counted. Declare it void."),
}


@access(Right.WRITE)
@require_POST
def constituency_new(request, pk):
    """Name a constituency."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.ConstituencyForm(request.POST, workshops=workshops_of(case))
    if not form.is_valid():
        return form_page(request, case, "representatives", form, _("Name a constituency"))
    try:
        services.add_constituency(by=request.actor, case=case, **form.cleaned_data)
    except services.NotPossible as error:
        form.add_error("workshops" if "workshops" in form.fields else None, WHY_NOT[error.args[0]])
        return form_page(request, case, "representatives", form, _("Name a constituency"))
    return redirect("collective:representatives", case.pk)


@access(Right.WRITE)
@require_POST
def election_new(request, pk):
    """Begin an election in a constituency."""
    group = Constituency.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    form = forms.ElectionForm(request.POST)
    if not form.is_valid():
        return form_page(request, group.case, "representatives", form, _("Hold an election"))
    made = services.prepare_election(by=request.actor, constituency=group, **form.cleaned_data)
    return redirect("collective:election", made.pk)


def election_for(request, pk, right=Right.READ) -> Election:
    """An election with its case, or 404."""
    query = Election.objects.select_related("case__employer", "case__compartment", "constituency")
    return query.get_for(request.actor, right, pk=pk)


@access(Right.READ)
@require_GET
def election(request, pk):
    """One election and its next step."""
    return _page(request, election_for(request, pk))


def _page(request, found: Election, status: int = 200, **bound):
    case, paper = found.case, found.means == "paper"
    candidates = list(found.candidates.select_related("member__worker"))
    standing = [c for c in candidates if c.accepted_on and not c.withdrawn_on]
    votes = (found.result or {}).get("votes", {})
    pairs = [(c.number, c.member.worker.pseudonym) for c in standing]
    context = header(request, case, "representatives") | {
        "election": found,
        "group": found.constituency.reveal(request.actor, "name") or found.constituency.ref,
        "candidates": [(c, votes.get(str(c.number))) for c in candidates],
        "standing": len(standing),
        "drawn": found.voterslips.count(),
        "counts": list(found.papercounts.select_related("entered_by")),
        "alone": paper and found.state == "open" and paper_counts.counters(found) < 2,
        "agreed": paper_counts.agreement(found)[0] if paper else None,
        "address": request.build_absolute_uri(reverse("collective:vote", args=[found.public])),
        "recount": services.recount(found) if found.state == "closed" else None,
        "forms": {
            "nominate": forms.NominationForm(case=case, actor=request.actor),
            "answer": forms.AnswerForm(auto_id=False),
            "slips": forms.SlipsForm(case=case, actor=request.actor),
            "count": forms.CountForm(candidates=pairs, prefix="c"),
            "close": _close_form(found),
            "void": forms.VoidForm(prefix="v"),
        }
        | bound,
    }
    return render(request, "collective/election.html", context, status=status)


def _close_form(found: Election, data=None):
    """The key of the box is asked for only where the machine has forgotten it."""
    lost = found.means == "online" and found.state == "open" and not boxes.key_at_hand(found)
    return forms.CloseForm(data, prefix="x", ask_key=lost)


def _tried(request, act, **values):
    """What an act gives; where it is refused, the page that follows says why, and it is None."""
    try:
        return act(by=request.actor, **values)
    except services.NotPossible as error:
        messages.error(request, WHY_NOT.get(error.args[0], str(error)))
        return None


@access(Right.WRITE)
@require_POST
def nominate(request, pk):
    """Name a candidate."""
    found = election_for(request, pk, Right.WRITE)
    form = forms.NominationForm(request.POST, case=found.case, actor=request.actor)
    if form.is_valid():
        try:
            services.nominate(by=request.actor, election=found, **form.cleaned_data)
        except services.NotPossible as error:
            form.add_error("member", WHY_NOT[error.args[0]])
        else:
            return redirect("collective:election", found.pk)
    return _page(request, found, 422, nominate=form)


@access(Right.WRITE)
@require_POST
def answer(request, pk):
    """Record whether a candidate stands."""
    named = Candidate.objects.select_related(
        "election__case", "election__constituency", "member__worker"
    ).get_for(request.actor, Right.WRITE, pk=pk)
    form = forms.AnswerForm(request.POST)
    if form.is_valid():
        accepts = request.POST.get("accepts") == "yes"
        act = services.answer_nomination
        _tried(request, act, candidate=named, accepts=accepts, **form.cleaned_data)
    return redirect("collective:election", named.election_id)


@access(Right.WRITE)
@require_POST
def open_voting(request, pk):
    """Open the voting; for a ballot online the slips come back as a PDF."""
    found = election_for(request, pk, Right.WRITE)
    codes = _tried(request, services.open_election, election=found)
    return _slips(request, found, codes) if codes else redirect("collective:election", found.pk)


@access(Right.WRITE)
@require_POST
def slips_again(request, pk):
    """Make all codes anew; the slips come back as a PDF."""
    found = election_for(request, pk, Right.WRITE)
    codes = _tried(request, services.renew_slips, election=found)
    return _slips(request, found, codes) if codes else redirect("collective:election", found.pk)


def _slips(request, found: Election, codes: list[str]):
    address = request.build_absolute_uri(reverse("collective:vote", args=[found.public]))
    key = boxes.key_at_hand(found)
    content = papers.slips_pdf(found, codes, key, address, get_language())
    return download(f"{found.case.code}-slips.pdf", content)


@access(Right.WRITE)
@require_POST
def slips(request, pk):
    """Record who drew a slip."""
    found = election_for(request, pk, Right.WRITE)
    form = forms.SlipsForm(request.POST, case=found.case, actor=request.actor)
    if form.is_valid():
        count = _tried(request, services.give_slips, election=found, **form.cleaned_data)
        if count is not None:
            messages.success(request, _("Slips drawn: %(n)s") % {"n": count})
        return redirect("collective:election", found.pk)
    return _page(request, found, 422, slips=form)


@access(Right.WRITE)
@require_POST
def count(request, pk):
    """Enter one person's count of the paper ballots."""
    found = election_for(request, pk, Right.WRITE)
    standing = services.ballots.standing(found)
    form = forms.CountForm(request.POST, candidates=[(n, n) for n in standing], prefix="c")
    if form.is_valid():
        figures = {name: form.cleaned_data[name] for name in ("ballots", "invalid")}
        try:
            paper_counts.enter_count(by=request.actor, election=found, votes=form.votes, **figures)
        except services.NotPossible as error:
            form.add_error(None, WHY_NOT[error.args[0]])
        else:
            return redirect("collective:election", found.pk)
    return _page(request, found, 422, count=form)


@access(Right.WRITE)
@require_POST
def close(request, pk):
    """Close the voting and state the result."""
    found = election_for(request, pk, Right.WRITE)
    form = _close_form(found, request.POST)
    if form.is_valid():
        try:
            services.close_election(by=request.actor, election=found, **form.cleaned_data)
        except services.NotPossible as error:
            if error.args[0] != "box_key":
                messages.error(request, WHY_NOT.get(error.args[0], str(error)))
                return redirect("collective:election", found.pk)
            form.ask_for_key(WHY_NOT["box_key"])
        else:
            return redirect("collective:election", found.pk)
    return _page(request, found, 422, close=form)


@access(Right.WRITE)
@require_POST
def void(request, pk):
    """Declare a vote void; whoever opens its page with a slip is told."""
    found = election_for(request, pk, Right.WRITE)
    form = forms.VoidForm(request.POST, prefix="v")
    if form.is_valid():
        _tried(request, services.void_election, election=found, **form.cleaned_data)
        return redirect("collective:election", found.pk)
    return _page(request, found, 422, void=form)


@access(Right.WRITE)
@require_POST
def witness(request, pk):
    """A code for a witness without an account, shown once."""
    found = election_for(request, pk, Right.WRITE)
    code = _tried(request, paper_counts.call_witness, election=found)
    if code is None:
        return redirect("collective:election", found.pk)
    address = request.build_absolute_uri(reverse("collective:vote_witness", args=[found.public]))
    context = header(request, found.case, "representatives") | {"code": code, "address": address}
    return render(request, "collective/witness_code.html", context | {"election": found})
