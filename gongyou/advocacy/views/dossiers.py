"""Pages of dossiers: the board, one dossier, its acts, its paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.advocacy import clocks
from gongyou.advocacy.dossier_letters import begun, has_letter
from gongyou.advocacy.dossier_paper import paper_of
from gongyou.advocacy.errors_of_dossiers import DossierError
from gongyou.advocacy.forms import dossiers as forms
from gongyou.advocacy.models import Dossier
from gongyou.advocacy.services import dossiers as acts
from gongyou.advocacy.views.choices import choices, compartments
from gongyou.centre.public import Case, Employer
from gongyou.law import DEFAULT_LAW, load_pack
from gongyou.law.dossiers import kinds_of
from gongyou.ui.public import download, law_language, page_of, render_form
from gongyou.vault.public import Right, access, reveal_many


def _found(request, pk, right=Right.READ) -> Dossier:
    return Dossier.objects.get_for(request.actor, right, pk=pk)


@access(Right.READ)
@require_GET
def dossiers(request):
    """All dossiers, those that run first by their nearest day."""
    page = page_of(clocks.dossiers(request.actor), request.GET.get("page"))
    titles = reveal_many(request.actor, page.rows, ["title"])
    lang = law_language()
    rows = [
        {
            "dossier": d,
            "kind": clocks.kind_of(d).label[lang],
            "title": titles.get(d.pk, {}).get("title"),
            "next": clocks.next_of(d),
        }
        for d in page.rows
    ]
    context = {"page": page, "rows": rows, "may_write": bool(compartments(request))}
    return render_form(request, "advocacy/dossiers.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def new_dossier(request):
    """Begin one: the kinds of the law, with who may sign."""
    form = forms.NewDossierForm(
        request.POST or None, compartments=choices(request), law=DEFAULT_LAW
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = compartments(request)[data["compartment"]]
        other, _colon, kind = data["kind"].rpartition(":")
        made = acts.prepare_dossier(
            by=request.actor,
            compartment=place,
            kind=kind,
            law=other or DEFAULT_LAW,
            title=data["title"],
        )
        return redirect("advocacy:change_dossier", made.pk)
    kinds = [kind for _code, kind in forms.kinds_offered(DEFAULT_LAW)]
    return render_form(request, "advocacy/dossier_new.html", {"form": form, "kinds": kinds})


def _context(request, found: Dossier, **more) -> dict:
    kind = clocks.kind_of(found)
    told = found.reveal_several(request.actor) if hasattr(found, "reveal_several") else None
    opened = told or reveal_many(request.actor, [found], list(acts.SEALED)).get(found.pk, {})
    events = list(found.events.select_related("file"))
    notes = reveal_many(request.actor, events, ["note"]) if events else {}
    labels = kinds_of(load_pack(found.law))
    lang = law_language()
    follows = [(code, labels[code].label[lang]) for code in kind.follows]
    return {
        "dossier": found,
        "kind": kind,
        "opened": opened,
        "clocks": clocks.clocks_of(found),
        "events": [(e, notes.get(e.pk, {}).get("note")) for e in events],
        "follows": follows,
        "may_write": request.actor.may(Right.WRITE, found.compartment_id),
        "send": forms.SendForm(),
        "reply": forms.ReplyForm(),
        "next": forms.NextForm(follows=follows),
        "close": forms.CloseForm(),
        "today": timezone.localdate(),
        **more,
    }


@access(Right.READ)
@require_GET
def dossier(request, pk):
    """One dossier: its clocks, what happened, what can be done now."""
    found = _found(request, pk)
    return render_form(request, "advocacy/dossier.html", _context(request, found))


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def change_dossier(request, pk):
    """What it says."""
    found = _found(request, pk, Right.WRITE)
    kind = clocks.kind_of(found)
    opened = reveal_many(request.actor, [found], list(acts.SEALED)).get(found.pk, {})
    initial = {name: getattr(found, name) for name in acts.PLAIN} | opened
    asked = request.GET.get("letter", "")
    if asked in ("en", "zh-hans"):
        before = (opened.get("matter") or "").strip()
        letter = begun(request.actor, found, asked)
        initial["matter"] = f"{before}\n\n{letter}" if before else letter
    employers = Employer.objects.visible_to(request.actor).filter(
        compartment=found.compartment_id, same_as=None
    )
    form = forms.DossierForm(request.POST or None, initial=initial, kind=kind, employers=employers)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_dossier(by=request.actor, dossier=found, **form.cleaned_data)
            return redirect("advocacy:dossier", found.pk)
        except DossierError as error:
            form.add_error("signer" if error.code == "who_signs" else None, error.message)
    context = {"form": form, "dossier": found, "kind": kind, "has_letter": has_letter(found)}
    return render_form(request, "advocacy/dossier_change.html", context)


def _act(request, pk, name: str, form, act):
    """One act of a dossier; a refused form comes back on its page as typed."""
    found = _found(request, pk, Right.WRITE)
    bound = form(found)
    if bound.is_valid():
        try:
            made = act(found, bound.cleaned_data)
            return redirect("advocacy:dossier", (made or found).pk)
        except DossierError as error:
            bound.add_error(None, error.message)
    return render_form(request, "advocacy/dossier.html", _context(request, found, **{name: bound}))


@access(Right.WRITE)
@require_POST
def send_dossier(request, pk):
    """It was handed in."""

    def act(found, data):
        acts.send_dossier(by=request.actor, dossier=found, **data)

    return _act(request, pk, "send", lambda _: forms.SendForm(request.POST, request.FILES), act)


@access(Right.WRITE)
@require_POST
def record_reply(request, pk):
    """Something happened to it."""

    def act(found, data):
        acts.record_reply(by=request.actor, dossier=found, **data)

    return _act(request, pk, "reply", lambda _: forms.ReplyForm(request.POST, request.FILES), act)


@access(Right.WRITE)
@require_POST
def follow_dossier(request, pk):
    """The next step, as a dossier of its own."""

    def form(found):
        labels = kinds_of(load_pack(found.law))
        lang = law_language()
        follows = [(c, labels[c].label[lang]) for c in clocks.kind_of(found).follows]
        return forms.NextForm(request.POST, follows=follows)

    def act(found, data):
        return acts.follow_dossier(by=request.actor, dossier=found, **data)

    return _act(request, pk, "next", form, act)


@access(Right.WRITE)
@require_POST
def close_dossier(request, pk):
    """Nothing more is expected."""

    def act(found, data):
        acts.close_dossier(by=request.actor, dossier=found, **data)

    return _act(request, pk, "close", lambda _: forms.CloseForm(request.POST), act)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def choose_people(request, pk):
    """Whose cases are in a dossier of many."""
    found = _found(request, pk, Right.WRITE)
    if not clocks.kind_of(found).many:
        raise Http404
    cases = Case.objects.visible_to(request.actor).filter(compartment=found.compartment_id)
    if found.employer_id:
        cases = cases.filter(employer=found.employer_id)
    cases = cases.select_related("worker", "employer").order_by("worker__pseudonym", "ordinal")
    initial = {"cases": [p.case_id for p in found.people.all()]}
    names = reveal_many(request.actor, list({c.worker for c in cases}), ["name"])
    form = forms.PeopleForm(request.POST or None, initial=initial, cases=cases, names=names)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = list(form.cleaned_data["cases"])
            acts.choose_people(by=request.actor, dossier=found, cases=chosen)
            return redirect("advocacy:dossier", found.pk)
        except DossierError as error:
            form.add_error(None, error.message)
    return render_form(request, "advocacy/dossier_people.html", {"form": form, "dossier": found})


@access(Right.READ)
@require_POST
def dossier_paper(request, pk, form):
    """The paper, as PDF or Word, with its receipt slip and annex."""
    if form not in ("pdf", "docx"):
        raise Http404
    found = _found(request, pk)
    content = paper_of(request.actor, found, law_language(), form)
    if content is None:
        messages.error(request, _("The paper could not be made."))
        return redirect("advocacy:dossier", found.pk)
    return download(f"{found.code}.{form}", content)
