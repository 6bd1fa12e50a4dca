"""Projects are surveys; app users are the devices that collect."""

from django.http import Http404
from django.utils.translation import gettext as _

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.models import Collector, Survey
from gongyou.surveys.queries import lookup
from gongyou.surveys.queries.opened import stamp
from gongyou.surveys.rest.calls import Body, body_json, call
from gongyou.surveys.services import collectors, forms
from gongyou.vault.public import Actor, Right

APP_USER = 2


def _project(survey: Survey) -> dict:
    return {
        "id": survey.number, "name": survey.title, "description": None, "keyId": None,
        "archived": survey.closed_at is not None, "createdAt": stamp(survey.created_at),
        "updatedAt": None, "deletedAt": None, "forms": survey.forms.count(),
        "appUsers": survey.collectors.filter(revoked_at=None).count(), "lastSubmission": None,
    }  # fmt: skip


@call("GET", "POST")
def projects(request):
    """`GET projects`; `POST` makes a survey in `compartment` (a reference), or in the only one."""
    if request.method == "POST":
        return _project(_new(request.actor, body_json(request)))
    return [_project(each) for each in lookup.surveys(request.actor)]


def _new(actor: Actor, given: Body) -> Survey:
    places = {each.ref: each for each in actor.compartments(Right.WRITE)}
    wanted = str(given.get("compartment") or "") or (next(iter(places)) if len(places) == 1 else "")
    if wanted not in places:
        raise SurveyError(_("Say in which compartment: %(which)s") % {"which": ", ".join(places)})
    return forms.create_survey(actor, compartment=places[wanted], title=given.text("name"))


@call("GET", "PATCH")
def project(request, number):
    """`GET projects/{p}`; `PATCH {name}`."""
    if request.method == "GET":
        return _project(lookup.survey(request.actor, number))
    survey = lookup.survey(request.actor, number, Right.WRITE)
    forms.change_survey(request.actor, survey, title=body_json(request).text("name"))
    return _project(survey)


def _app_user(actor: Actor, each: Collector) -> dict:
    """A device; its token, which sends and reads lists, only for whoever may change devices."""
    may = each.token_digest and actor.may(Right.WRITE, each.compartment_id)
    return {
        "projectId": each.survey.number, "id": each.number, "type": "field_key",
        "displayName": each.reveal(actor, "name") or str(each),
        "token": each.reveal(actor, "token") if may else None,
        "createdAt": stamp(each.created_at), "updatedAt": None, "deletedAt": None,
        "lastUsed": stamp(each.last_seen_at),
    }  # fmt: skip


@call("GET", "POST")
def app_users(request, number):
    """`GET` and `POST projects/{p}/app-users`."""
    if request.method == "GET":
        survey = lookup.survey(request.actor, number)
        found = lookup.collectors(request.actor, survey).exclude(kind=Collector.Kind.DIGEST)
        return [_app_user(request.actor, each) for each in found.select_related("survey")]
    survey = lookup.survey(request.actor, number, Right.WRITE)
    name = body_json(request).text("displayName")
    added = collectors.add_collector(
        request.actor, survey, name=name, kind=Collector.Kind.TOKEN, forms=[]
    )
    return _app_user(request.actor, added.collector)


@call("POST", "DELETE")
def form_assignment(request, number, form_id, role, user):
    """`POST projects/{p}/forms/{f}/assignments/{role}/{user}`; `DELETE` takes it back."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    form = lookup.form(request.actor, survey, form_id, Right.WRITE)
    collector = lookup.collectors(request.actor, survey).filter(number=user).first()
    if role != APP_USER or collector is None:
        raise Http404
    kept = [each for each in collector.forms.all() if each.pk != form.pk]
    collectors.set_forms(
        request.actor, collector, [*kept, form] if request.method == "POST" else kept
    )
    return {"success": True}
