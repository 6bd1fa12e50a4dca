"""How a call comes in: bearer token, JSON, errors as `{code, message, details}`."""

import json
from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt

from gongyou.surveys.answers import Unreadable
from gongyou.surveys.errors import FormInvalid, NotPublishable, SurveyError
from gongyou.surveys.odata_filter import BadFilter
from gongyou.surveys.rest.basic import REALM, Refused, actor_for_basic
from gongyou.surveys.safe_xml import UnsafeXML
from gongyou.vault.public import Busy, Locked, actor_for_bearer, public_view

_BAD_JSON = (json.JSONDecodeError, UnicodeDecodeError, RecursionError)
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
            head = request.method == "HEAD" and "GET" in methods
            if head:
                request.method = "GET"
            if request.method not in methods:
                return _not_allowed(request, methods)
            try:
                if signed_in:
                    request.actor = _actor(request)
                    if request.actor is None:
                        return _unknown(request, 401.2, _("Please sign in."))
                    # What is read is written into the journal before the answer leaves.
                    request.actor.collects_reads = True
                found = _as_response(view(request, *args, **kwargs))
                return _head_of(found) if head else found
            except Refused as error:
                return _unknown(request, error.status, error.message)
            except Exception as error:
                return _explain(error)

        answered.gongyou_door = "v1" if signed_in else "v1 sign-in"
        return answered

    return wrap


def _not_allowed(request, methods) -> HttpResponse:
    """405, or what is allowed for whoever asks just that."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
    else:
        response = problem(405.1, _("This cannot be done here."))
    also = ("HEAD", "OPTIONS") if "GET" in methods else ("OPTIONS",)
    response.headers["Allow"] = ", ".join((*methods, *also))
    return response


def _head_of(found: HttpResponseBase) -> HttpResponse:
    """The answer to GET without its body."""
    headers = dict(found.headers)
    if not found.streaming:
        headers["Content-Length"] = str(len(found.content))  # type: ignore[attr-defined]
    found.close()
    return HttpResponse(status=found.status_code, headers=headers)


def _unknown(request, code: float, message: str) -> JsonResponse:
    """Nobody known; spreadsheets ask for a name and passphrase only when they are told to."""
    response = problem(code, message)
    if code < 402 and "X-Requested-With" not in request.headers:
        response.headers["WWW-Authenticate"] = REALM
    return response


def _actor(request):
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic" and token:
        return actor_for_basic(request, token.strip())
    return actor_for_bearer(token.strip()) if kind.lower() == "bearer" and token else None


@csrf_exempt
@public_view
def nothing_here(request, *args, **kwargs):
    """Any other address under `/v1`: programs read JSON, not a page."""
    return _as_response(problem(404.1, _("There is nothing at this address.")))


nothing_here.gongyou_door = "v1"  # type: ignore[attr-defined]


def _as_response(found) -> HttpResponseBase:
    if isinstance(found, HttpResponseBase):
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
    if isinstance(error, BadFilter):
        return problem(400.8, _("The question cannot be read: %(why)s") % {"why": error})
    for kinds, code, sentence in _KNOWN:
        if isinstance(error, kinds):
            return problem(code, _(sentence))
    raise error


_KNOWN: tuple = (
    ((UnsafeXML, Unreadable), 400.1, gettext_noop("The XML could not be read.")),
    (_BAD_JSON, 400.1, gettext_noop("The request could not be read.")),
    ((Http404,), 404.1, gettext_noop("There is nothing at this address.")),
    ((Locked,), 401.2, gettext_noop("Please sign in.")),
    ((Busy,), 503.1,
     gettext_noop("Too many people are signing in. Try again in a moment.")),
)  # fmt: skip


def _refused(error: SurveyError) -> JsonResponse:
    if isinstance(error, FormInvalid):
        found = [each.to_json() for each in error.findings]
        return problem(400.15, error.message, error=found[0]["message"]["en"], findings=found)
    if isinstance(error, NotPublishable):
        return problem(409.6 if error.code == "same_version" else 404.1, error.message)
    return problem(409.3 if error.code in CONFLICTS else 400.8, error.message, reason=error.code)


class Unsaid(SurveyError):
    """A value that the call needs is missing, or is of another kind."""

    def __init__(self, name: str, kind: str):
        said = _("%(name)s is missing or is no %(kind)s.") % {"name": name, "kind": kind}
        super().__init__(said, "body")


class Body(dict):
    """The JSON object of a call: what is asked of it is there and of its kind, or it is refused."""

    def text(self, name: str) -> str:
        """A text that must be there."""
        return self._of(name, str, "text")

    def rows(self, name: str) -> list:
        """A list of objects that must be there."""
        found = self._of(name, list, "list")
        if not all(isinstance(each, dict) for each in found):
            raise Unsaid(name, "list")
        return found

    def _of(self, name: str, kind: type, word: str):
        if not isinstance(self.get(name), kind):
            raise Unsaid(name, word)
        return self[name]


def body_json(request) -> Body:
    """The JSON body; an object, as every call of this interface takes one."""
    given = json.loads(request.body or b"{}")
    if not isinstance(given, dict):
        raise Unsaid("body", "object")
    return Body(given)
