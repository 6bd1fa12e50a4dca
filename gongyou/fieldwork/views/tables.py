"""Tables of codes, and the passages behind a cell."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongyou.fieldwork.models import Code
from gongyou.fieldwork.queries.codings import passages_for
from gongyou.fieldwork.queries.pages import code_tree
from gongyou.fieldwork.queries.tables import ATTRIBUTES, by_attribute, together
from gongyou.fieldwork.views import study_for
from gongyou.vault.public import Right, access, from_ref


@access(Right.READ)
@require_GET
def tables(request, pk):
    """Frequencies; codes by a trait of the speakers; codes that lie over the same words."""
    study = study_for(request, pk)
    by = request.GET.get("by", "role")
    if by not in ATTRIBUTES:
        raise Http404
    tree = [one for one in code_tree(request.actor, study) if one.passages]
    context = {
        "study": study,
        "by": by,
        "frequencies": tree,
        "attributes": by_attribute(request.actor, study, by),
        "together": together(request.actor, study),
    }
    return render(request, "fieldwork/tables.html", context)


@access(Right.READ)
@require_GET
def passages(request, pk):
    """The passages of a code, perhaps of people of one kind, or together with another code."""
    study = study_for(request, pk)
    code = _code(request, study, "code")
    found = passages_for(request.actor, use="code", study=study, codes=[code], ask=True)
    by, value = request.GET.get("by", ""), request.GET.get("value", "")
    if by in ATTRIBUTES:
        found = [p for p in found if _first(p).get(by, "") == value]
    if request.GET.get("with"):
        other = _code(request, study, "with")
        near = passages_for(request.actor, use="code", study=study, codes=[other], ask=True)
        places = {(p.text.pk, n) for p in near for n in range(p.turns[0], p.turns[1] + 1)}
        found = [
            p
            for p in found
            if any((p.text.pk, n) in places for n in range(p.turns[0], p.turns[1] + 1))
        ]
    name = code.reveal(request.actor, "name")
    return render(
        request, "fieldwork/passages.html", {"study": study, "name": name, "passages": found}
    )


def _first(passage) -> dict:
    return next(iter(passage.attributes.values()), {})


def _code(request, study, name: str) -> Code:
    try:
        return Code.objects.get(study=study, pk=from_ref(request.GET.get(name, "")))
    except (ValueError, Code.DoesNotExist):
        raise Http404 from None
