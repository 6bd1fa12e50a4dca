"""Deadlines, calendar and its feed, figures, tokens."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre import codes
from gongyou.centre.api import openapi
from gongyou.centre.models import ApiToken, CalendarFeed
from gongyou.centre.queries import charts as chart_queries
from gongyou.centre.queries import feed, my_day
from gongyou.centre.services import desk as services
from gongyou.ui.public import FIRST_DAY, LAST_DAY, page_of
from gongyou.vault.public import Right, access, public_view, signed_in


@access(Right.READ)
@require_GET
def deadlines(request):
    """Every day to keep, the nearest first."""
    found = my_day.deadlines(request.actor)
    kind, day = request.GET.get("kind", ""), _day(request.GET.get("day"))
    if kind in dict(codes.DEADLINE_KINDS):
        found = found.filter(kind=kind)
    if day:
        found = found.filter(due_on=day)
    elif not request.GET.get("past"):
        found = found.filter(due_on__gte=timezone.localdate() - timedelta(days=30))
    context = {
        "day": day,
        "page": page_of(found, request.GET.get("page")),
        "kinds": codes.DEADLINE_KINDS,
        "kind": kind,
        "past": request.GET.get("past"),
    }
    return render(request, "centre/deadlines.html", context)


@access(Right.READ)
@require_GET
def calendar(request):
    """A month of deadlines, tasks and hearings."""
    first = _month(request.GET.get("month"))
    weeks = feed.month_weeks(request.actor, first)
    context = {
        "weeks": weeks,
        "first": first,
        "previous": first - timedelta(days=1),
        "next": first + timedelta(days=32),
        "today": timezone.localdate(),
        "has_feed": CalendarFeed.objects.filter(owner=request.actor.account).exists(),
    }
    return render(request, "centre/calendar.html", context)


def _day(text) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _month(text) -> date:
    month = _day(f"{text}-01")
    known = month and FIRST_DAY <= month <= LAST_DAY
    return month if month and known else timezone.localdate().replace(day=1)


@access(Right.READ)
@require_POST
def calendar_feed_new(request):
    """Make a fresh calendar address; the former one ends."""
    token = services.new_calendar_feed(by=request.actor)
    context = {"address": request.build_absolute_uri(f"/calendar/{token}.ics")}
    return render(request, "centre/calendar_feed.html", context)


@access(Right.READ)
@require_POST
def calendar_feed_drop(request):
    """End the calendar address."""
    for found in CalendarFeed.objects.filter(owner=request.actor.account):
        services.drop_token(by=request.actor, token=found)
    return redirect("centre:calendar")


@public_view
@require_GET
def calendar_feed(request, token):
    """The calendar for a phone: kinds and pseudonyms, no names, no free text."""
    found = CalendarFeed.objects.filter(digest=services.digest(token)).first()
    if found is None or not found.owner.is_active:
        raise Http404
    response = HttpResponse(feed.icalendar(found.owner), content_type="text/calendar")
    response["Cache-Control"] = "no-store"
    return response


@access(Right.READ)
@require_GET
def charts(request):
    """Money claimed, awarded, received; cases by grievance and month; time to resolution."""
    context = chart_queries.page(request.actor)
    return render(request, "centre/charts.html", context)


@signed_in(unlocked=True)
@require_http_methods(["GET", "POST"])
def tokens(request):
    """Access tokens for programs."""
    made = None
    if request.method == "POST":
        made = services.new_api_token(by=request.actor)
    found = ApiToken.objects.filter(owner=request.actor.account)
    context = {"tokens": found, "made": made, "guide": openapi.guide()}
    return render(request, "centre/tokens.html", context)


@signed_in(unlocked=True)
@require_POST
def token_drop(request, pk):
    """Withdraw a token."""
    for token in ApiToken.objects.filter(owner=request.actor.account, pk=pk):
        services.drop_token(by=request.actor, token=token)
    return redirect("centre:tokens")
