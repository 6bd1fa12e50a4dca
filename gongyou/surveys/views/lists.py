"""Lists of entities: a list, one entity with its versions, work that waits for a key."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from gongyou.surveys.entity_contents import note_reading
from gongyou.surveys.queries import entities, lookup
from gongyou.surveys.services import lists
from gongyou.surveys.services import submissions as acts
from gongyou.vault.public import Right, access, journal

A_PAGE = 50


@access(Right.READ)
@require_GET
def entity_list(request, number, pk):
    """One list; its entities for those who may read names."""
    survey = lookup.survey(request.actor, number)
    found = entities.find_list(request.actor, survey, pk)
    key = lists.key_of(request.actor, survey)
    page = Paginator(entities.standing(found), A_PAGE).get_page(request.GET.get("page"))
    rows = entities.opened(key, page.object_list) if key else []
    note_reading(request.actor, survey, [each.row for each in rows])
    context = {
        "survey": survey, "list": found, "page": page, "may_read": key is not None,
        "rows": [(each, each.values(found.properties)) for each in rows],
    }  # fmt: skip
    return render(request, "surveys/entity_list.html", context)


@access(Right.READ_IDENTITY)
@require_GET
def entity(request, number, pk, entity):
    """One entity: what it says, what it said before, and which answers made it so."""
    survey = lookup.survey(request.actor, number, Right.READ_IDENTITY)
    found = entities.find_list(request.actor, survey, pk)
    row = entities.find_entity(request.actor, found, entity)
    key = lists.key_of(request.actor, survey)
    versions = entities.versions(key, row)  # type: ignore[arg-type]
    note_reading(request.actor, survey, [row])
    context = {
        "survey": survey, "list": found, "entity": row, "now": versions[0],
        "properties": versions[0].values(found.properties),
        "versions": versions, "history": journal.history(request.actor, row, limit=20),
        "may_write": request.actor.may(Right.WRITE, survey.compartment_id),
    }  # fmt: skip
    return render(request, "surveys/entity.html", context)


@access(Right.WRITE)
@require_POST
def entity_delete(request, number, pk, entity):
    """Take an entity off its list."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    found = entities.find_list(request.actor, survey, pk)
    row = entities.find_entity(request.actor, found, entity, Right.WRITE)
    lists.delete_entity(request.actor, row)
    messages.success(request, _("The entity was taken off the list."))
    return redirect("surveys:entity_list", number, pk)


@access(Right.WRITE)
@require_POST
def lists_perform(request, number):
    """Do what waiting submissions ask of lists."""
    survey = lookup.survey(request.actor, number, Right.READ_IDENTITY)
    request.actor.require(Right.WRITE, survey.compartment_id)
    forms = {each.form_id for each in entities.waiting(request.actor, survey)}
    rows = lookup.forms(request.actor, survey).filter(pk__in=forms)
    done = sum(acts.perform_waiting(request.actor, form) for form in rows)
    text = ngettext(
        "The lists were changed as %(count)s submission asks.",
        "The lists were changed as %(count)s submissions ask.",
        done,
    )
    messages.success(request, text % {"count": done})
    return redirect("surveys:survey", number)
