"""The endpoints: read only, by token or in a signed-in session."""

from functools import wraps

from django.http import Http404, JsonResponse
from django.urls.converters import get_converters
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from gongyou.centre import codes, grievances
from gongyou.centre.api import openapi, shapes
from gongyou.centre.models import ApiToken, Case
from gongyou.centre.queries import my_day, people
from gongyou.centre.queries.cases import cases as all_cases
from gongyou.centre.services.desk import digest
from gongyou.vault.public import Right, access, keyless_actor, public_view

SIZE = 100


class Unclear(ValueError):
    """A parameter that cannot be understood; says which."""


def by_token(view):
    """Let a bearer token stand for its owner, without any key: no name can be read with it."""

    @csrf_exempt
    @wraps(view)
    def asked(request, *args, **kwargs):
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() == "bearer":
            request.actor = _owner(token.strip())
        try:
            return view(request, *args, **kwargs)
        except Unclear as error:
            return JsonResponse({"error": str(error)}, status=422)
        except Http404:
            return JsonResponse({"error": "not found"}, status=404)

    return asked


def _owner(token: str):
    found = ApiToken.objects.select_related("owner").filter(digest=digest(token)).first()
    if found is None or not found.owner.is_active:
        return None
    today = timezone.localdate()
    if found.used_on != today:
        ApiToken.objects.filter(pk=found.pk).update(used_on=today)
    return keyless_actor(found.owner)


def _page(request, queryset, shape) -> JsonResponse:
    text = request.GET.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100000:
        raise Unclear("page must be a number from 1 to 100000")
    start = (int(text) - 1) * SIZE
    rows = list(queryset[start : start + SIZE + 1])
    items = [shape(row) for row in rows[:SIZE]]
    return JsonResponse({"items": items, "page": int(text), "more": len(rows) > SIZE})


@public_view
@require_GET
def document(request):
    """The OpenAPI document."""
    return JsonResponse(openapi.document())


@by_token
@access(Right.READ, unlocked=False, api=True)
@require_GET
def workers(request):
    """Workers, newest first."""
    return _page(request, people.workers(request.actor), shapes.worker)


@by_token
@access(Right.READ, unlocked=False, api=True)
@require_GET
def employers(request):
    """Employers by name."""
    return _page(request, people.employers(request.actor), shapes.employer)


@by_token
@access(Right.READ, unlocked=False, api=True)
@require_GET
def cases(request):
    """Cases, newest first, by status, place, grievance."""
    found = all_cases(request.actor)
    if status := request.GET.get("status"):
        if status not in dict(codes.STATUSES):
            raise Unclear("status is none of the list")
        found = found.filter(status=status)
    if place := request.GET.get("place"):
        if not (place.isascii() and place.isdigit() and len(place) <= 6):
            raise Unclear("place must be the beginning of an administrative code")
        found = found.filter(place__begins=place)
    if grievance := request.GET.get("grievance"):
        if not grievances.is_known(grievance):
            raise Unclear("grievance is none of the list")
        found = found.filter(grievances__code=grievance)
    return _page(request, found, shapes.case)


def _case(request, ref) -> Case:
    try:
        pk = get_converters()["ref"].to_python(ref)
    except ValueError:
        raise Http404 from None
    return Case.objects.select_related("worker", "employer", "employment").get_for(
        request.actor, Right.READ, pk=pk
    )


@by_token
@access(Right.READ, unlocked=False, api=True)
@require_GET
def case(request, ref):
    """One case."""
    return JsonResponse(shapes.case(_case(request, ref)))


@by_token
@access(Right.READ, unlocked=False, api=True)
@require_GET
def case_claim(request, ref):
    """The latest claim of a case."""
    found = _case(request, ref)
    version = found.employment.claims.defer("packed").first()
    lines = found.employment.claim_lines.order_by("entitlement")
    return JsonResponse(
        {
            "on": shapes.day(version.on) if version else None,
            "total": shapes.amount(version.total) if version else None,
            "lines": [shapes.line(row) for row in lines],
        }
    )


@by_token
@access(Right.READ, unlocked=False, api=True)
@require_GET
def deadlines(request):
    """Open days to keep, nearest first."""
    return _page(request, my_day.deadlines(request.actor), shapes.deadline)


@public_view
@csrf_exempt
def nowhere(request, rest=""):
    """Anything else below /api/."""
    return JsonResponse({"error": "not found"}, status=404)
