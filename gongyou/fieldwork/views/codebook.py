"""The codebook: tree, counts, one code."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.forms import CodeForm
from gongyou.fieldwork.models import Code
from gongyou.fieldwork.queries.codings import passages_for
from gongyou.fieldwork.queries.pages import code_tree
from gongyou.fieldwork.services import codebook as acts
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form, set_choices
from gongyou.vault.public import Right, access


def _parents(request, study, but=None):
    tree = code_tree(request.actor, study, counted=False)
    gone = acts.below(but) if but else set()
    kept = [one for one in tree if one.code.pk not in gone]
    return {one.code.ref: one for one in kept}


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def codes(request, pk):
    """All codes with how many passages, texts and people, and a new one."""
    study = study_for(request, pk, Right.WRITE if request.method == "POST" else Right.READ)
    parents = _parents(request, study)
    form = CodeForm(request.POST or None)
    set_choices(form, "parent", [("", "—"), *((r, one.name) for r, one in parents.items())])
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        above = parents.get(data.pop("parent"))
        try:
            parent = above.code if above else None
            acts.make_code(by=request.actor, study=study, parent=parent, **data)
            return redirect("fieldwork:codes", study.pk)
        except FieldworkError as error:
            form.add_error("name", error.message)
    context = {"study": study, "form": form, "tree": code_tree(request.actor, study)}
    return render_form(request, "fieldwork/codes.html", context)


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def code(request, pk):
    """One code: its words, its passages; change, move, merge, retire it."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = Code.objects.select_related("study", "parent").get_for(request.actor, right, pk=pk)
    names = ("name", "definition", "examples")
    initial = {name: found.reveal(request.actor, name) for name in names}
    initial |= {"codable": found.codable, "parent": found.parent.ref if found.parent else ""}
    parents = _parents(request, found.study, found)
    posted = request.POST if request.POST.get("act") == "change" else None
    form = CodeForm(posted, initial=initial)
    set_choices(form, "parent", [("", "—"), *((r, one.name) for r, one in parents.items())])
    if request.method == "POST":
        try:
            if _act(request, found, form, parents):
                return redirect("fieldwork:codes", found.study_id)
        except FieldworkError as error:
            form.add_error(None, error.message) if posted else messages.error(
                request, error.message
            )
    context = {
        "code": found,
        "study": found.study,
        "name": initial["name"],
        "definition": initial["definition"],
        "form": form,
        "others": parents.values(),
        "passages": passages_for(
            request.actor, use="code", study=found.study, codes=[found], ask=True
        ),
    }
    return render_form(request, "fieldwork/code.html", context)


def _act(request, found, form, parents) -> bool:
    act = request.POST.get("act")
    if act == "change":
        if not form.is_valid():
            return False
        data = dict(form.cleaned_data)
        above = parents.get(data.pop("parent"))
        parent = above.code if above else None
        acts.change_code(by=request.actor, code=found, **data)
        if (parent.pk if parent else None) != found.parent_id:
            acts.move_code(by=request.actor, code=found, parent=parent)
    elif act == "merge":
        into = parents.get(request.POST.get("into", ""))
        if into is None:
            raise Http404
        acts.merge_codes(by=request.actor, code=found, into=into.code)
    elif act == "retire":
        acts.retire_code(by=request.actor, code=found)
    else:
        raise Http404
    return True
