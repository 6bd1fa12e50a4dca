"""Case studies: list, chronicle beside quotations, what needed what, the board of clues."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.collective.public import CollectiveCase, Event, event_lines, promises_on
from gongyou.fieldwork.forms import cases as forms
from gongyou.fieldwork.models import CaseStudy, Clue, Comparison, StudyQuote
from gongyou.fieldwork.queries import chronicles, quotes, structure, tracing
from gongyou.fieldwork.services import case_studies as services
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access, reveal_many


@access(Right.READ)
@require_GET
def cases(request):
    """Case studies and comparisons."""
    actor = request.actor
    studies = list(CaseStudy.objects.visible_to(actor).select_related("case"))
    comparisons = list(Comparison.objects.visible_to(actor))
    titles = reveal_many(actor, studies, ["title"])
    names = reveal_many(actor, comparisons, ["title"])
    context = {
        "studies": [(s, (titles.get(s.pk) or {}).get("title") or str(s)) for s in studies],
        "comparisons": [(c, (names.get(c.pk) or {}).get("title") or str(c)) for c in comparisons],
        "may_write": actor.may_somewhere(Right.WRITE),
    }
    return render(request, "fieldwork/cases.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def study_new(request):
    """Open a case study."""
    form = forms.StudyForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        case = CollectiveCase.objects.get_for(request.actor, Right.WRITE, pk=data["case"])
        made = services.open_case_study(
            by=request.actor, case=case, title=data["title"], question=data["question"]
        )
        return redirect("fieldwork:case_study", made.pk)
    context = {"form": form, "form_title": _("Open a case study")}
    return render_form(request, "fieldwork/case_form.html", context)


def study_for(request, pk, right: Right = Right.READ) -> CaseStudy:
    """The study with its case, or 404."""
    query = CaseStudy.objects.select_related("case__employer", "compartment")
    return query.get_for(request.actor, right, pk=pk)


def header(request, study: CaseStudy, here: str) -> dict:
    """What every page of a study begins with."""
    actor = request.actor
    return {
        "study": study,
        "title": study.reveal(actor, "title") or str(study),
        "question": study.reveal(actor, "question") or "",
        "here": here,
        "may_write": actor.may(Right.WRITE, study.compartment_id),
        "may_export": actor.may(Right.EXPORT, study.compartment_id),
    }


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def study(request, pk):
    """The chronicle beside quotations; gaps and contradictions."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = study_for(request, pk, right)
    actor = request.actor
    lines = event_lines(actor, found.case, {})
    form = forms.QuoteForm(
        request.POST or None, study=found, lines=lines, passages=quotes.passages(actor, found)
    )
    if request.method == "POST" and form.is_valid():
        services.put_quote(by=actor, study=found, **form.cleaned_data)
        return redirect("fieldwork:case_study", found.pk)
    said = quotes.beside_events(actor, found)
    promises = promises_on(actor, found.case, timezone.localdate(), get_language() or "en")
    context = header(request, found, "chronicle") | {
        "lines": [(line, said.get(line.event.pk, [])) for line in lines],
        "loose": said.get(None, []),
        "promises": promises,
        "gaps": chronicles.gaps(actor, found.case, lines),
        "contradictions": chronicles.contradictions(actor, found.case),
        "form": form,
    }
    return render_form(request, "fieldwork/case_study.html", context)


@access(Right.WRITE)
@require_POST
def quote_agreed(request, pk):
    """Note what the speaker of words allows now."""
    quote = StudyQuote.objects.select_related("study").get_for(request.actor, Right.WRITE, pk=pk)
    answer = request.POST.get("agreed", "")
    if answer not in dict(forms.codes.AGREED):
        raise Http404
    services.change_agreement(by=request.actor, quote=quote, agreed=answer)
    return redirect("fieldwork:case_study", quote.study_id)


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def needs(request, pk):
    """Event structure: one question at a time, and what follows from the answers."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = study_for(request, pk, right)
    actor = request.actor
    if request.method == "POST":
        held = Event.objects.filter(case=found.case).in_bulk(_two_ids(request))
        if len(held) != 2 or request.POST.get("answer") not in ("yes", "no"):
            raise Http404
        event, needed = (held[pk] for pk in _two_ids(request))
        services.answer_need(
            by=actor,
            study=found,
            event=event,
            needed=needed,
            yes=request.POST["answer"] == "yes",
            why=request.POST.get("why", "")[:500],
        )
        return redirect("fieldwork:case_needs", found.pk)
    lines = event_lines(actor, found.case, {})
    context = header(request, found, "needs") | {"found": structure.structure(found, lines)}
    return render(request, "fieldwork/case_needs.html", context)


def _two_ids(request) -> list:
    try:
        return [UUID(request.POST.get(name, "")) for name in ("event", "needed")]
    except ValueError:
        raise Http404 from None


@access(Right.READ)
@require_GET
def board(request, pk):
    """Explanations and clues, what they come to, and first of all what would turn it."""
    found = study_for(request, pk)
    seen = tracing.board(request.actor, found)
    context = header(request, found, "tracing") | {
        "board": seen,
        "refused": seen.refused.message(_stats_language()) if seen.refused else "",
        "hypothesis_form": forms.HypothesisForm(prefix="h"),
        "both_form": forms.BothForm(prefix="b"),
    }
    return render(request, "fieldwork/board.html", context)


def _stats_language() -> str:
    return "zh-hans" if (get_language() or "").startswith("zh") else "en"


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def hypothesis_new(request, pk):
    """Pose an explanation."""
    found = study_for(request, pk, Right.WRITE)
    form = forms.HypothesisForm(request.POST or None, prefix="h")
    if request.method == "POST" and form.is_valid():
        low, high = forms.RANGE[form.cleaned_data["likely"]]
        try:
            services.pose_hypothesis(
                by=request.actor, study=found, text=form.cleaned_data["text"], low=low, high=high
            )
        except services.NotARival:
            form.add_error(
                "text", _("“Not this” alone is no rival: say what else would explain it.")
            )
        else:
            return redirect("fieldwork:board", found.pk)
    return _form(request, found, form, _("Pose an explanation"))


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def both_new(request, pk):
    """Pose two explanations that may both be true: four of which one is."""
    found = study_for(request, pk, Right.WRITE)
    form = forms.BothForm(request.POST or None, prefix="b")
    if request.method == "POST" and form.is_valid():
        services.pose_both(by=request.actor, study=found, words=_four, **form.cleaned_data)
        return redirect("fieldwork:board", found.pk)
    return _form(request, found, form, _("Two that may both be true"))


def _four(code: str, first: str, second: str) -> str:
    return {
        "first": _("only: %(first)s"),
        "second": _("only: %(second)s"),
        "both": _("both: %(first)s + %(second)s"),
        "neither": _("neither of the two: %(first)s / %(second)s"),
    }[code] % {"first": first, "second": second}


def _form(request, study, form, title, here="tracing"):
    context = header(request, study, here) | {"form": form, "form_title": title}
    return render_form(request, "fieldwork/study_form.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def clue_new(request, pk):
    """Bring a clue: an event, a quotation, a promise with its payments, or own words."""
    found = study_for(request, pk, Right.WRITE)
    actor = request.actor
    form = forms.ClueForm(
        request.POST or None,
        lines=event_lines(actor, found.case, {}),
        quotes=quotes.plain(actor, found),
        promises=promises_on(actor, found.case, timezone.localdate(), get_language() or "en"),
    )
    if request.method == "POST" and form.is_valid():
        data = {k: v for k, v in form.cleaned_data.items() if k != "rests"}
        services.bring_clue(by=actor, study=found, **data, **form.basis())
        return redirect("fieldwork:board", found.pk)
    return _form(request, found, form, _("Bring a clue"))


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def clue(request, pk):
    """Weigh one clue: one's own view."""
    row = Clue.objects.select_related("study__case", "event", "promise", "quote").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    seen = tracing.board(request.actor, row.study)
    form = forms.WeighForm(request.POST or None, standings=seen.standings)
    if request.method == "POST" and form.is_valid():
        services.weigh_clue(
            by=request.actor, clue=row, ranges=form.ranges(), why=form.cleaned_data["why"]
        )
        return redirect("fieldwork:board", row.study_id)
    context = header(request, row.study, "tracing") | {
        "form": form,
        "form_title": _("Weigh clue E%(n)s") % {"n": row.number},
        "intro": row.reveal(request.actor, "text"),
    }
    return render_form(request, "fieldwork/study_form.html", context)
