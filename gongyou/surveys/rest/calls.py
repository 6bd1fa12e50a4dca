"""How a call comes in: bearer token, JSON, errors as `{code, message, details}`."""

import json
from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from gongyou.surveys.answers import Unreadable
from gongyou.surveys.errors import FormInvalid, NotPublishable, SurveyError
from gongyou.surveys.safe_xml import UnsafeXML
from gongyou.vault.public import Busy, Locked, actor_for_bearer, public_view

_BAD_JSON = (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, RecursionError)
CONFLICTS = {"duplicate", "conflict", "same_version", "edited_before", "deleted"}


def problem(code: float, message: str, **details) -> JsonResponse:
    """An error as ODK's clients read it."""
    content = {"code": code, "message": message, "details": details or None}
    return JsonResponse(content, status=int(code))


def call(*methods: str, signed_in: bool = True):
    """A view under `/v1` for some methods: `request.actor` is whoever the bearer token names.

    It needs no cookie, so no CSRF token either; the token is checked here and the objects by
    the queries, which know only what the actor may see.
    """

    def wrap(view):
        @csrf_exempt
        @public_view
        @wraps(view)
        def answered(request, *args, **kwargs):
            if request.method not in methods:
                return _not_allowed(methods)
            try:
                if signed_in:
                    request.actor = _actor(request)
                    if request.actor is None:
                        return problem(401.2, _("Please sign in."))
                    # What is read is written into the journal before the answer leaves.
                    request.actor.collects_reads = True
                return _as_response(view(request, *args, **kwargs))
            except Exception as error:
                return _explain(error)

        answered.gongyou_door = "v1" if signed_in else "v1 sign-in"
        return answered

    return wrap


def _not_allowed(methods) -> JsonResponse:
    response = problem(405.1, _("This cannot be done here."))
    response.headers["Allow"] = ", ".join(methods)
    return response


def _actor(request):
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return actor_for_bearer(token.strip()) if kind.lower() == "bearer" and token else None


def _as_response(found) -> HttpResponse:
    if isinstance(found, HttpResponse):
        response = found
    else:
        response = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
    response.headers.setdefault("Cache-Control", "no-store")
    # Addresses hold instance ids; Django would write those of refused calls into the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _explain(error: Exception) -> JsonResponse:
    if isinstance(error, SurveyError):
        return _refused(error)
    if isinstance(error, UnsafeXML | Unreadable):
        return problem(400.1, _("The XML could not be read."))
    if isinstance(error, _BAD_JSON):
        return problem(400.1, _("The request could not be read."))
    if isinstance(error, Http404):
        return problem(404.1, _("There is nothing at this address."))
    if isinstance(error, Locked):
        return problem(401.2, _("Please sign in."))
    if isinstance(error, Busy):
        return problem(503.1, _("Too many people are signing in. Try again in a moment."))
    raise error


def _refused(error: SurveyError) -> JsonResponse:
    if isinstance(error, FormInvalid):
        found = [each.to_json() for each in error.findings]
        return problem(400.15, error.message, error=found[0]["message"]["en"], findings=found)
    if isinstance(error, NotPublishable):
        return problem(409.6 if error.code == "same_version" else 404.1, error.message)
    return problem(409.3 if error.code in CONFLICTS else 400.8, error.message, reason=error.code)


def body_json(request) -> dict:
    """The JSON body."""
    return json.loads(request.body or b"{}")
