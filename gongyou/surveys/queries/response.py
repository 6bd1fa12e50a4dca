"""How a survey is going: counts that need no keys."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.models import Collector, Form, Submission, Survey
from gongyou.surveys.quality import days_and_teams
from gongyou.surveys.queries import lookup
from gongyou.vault.public import Actor, reveal_many


def overview(actor: Actor):
    """Surveys with their numbers of questionnaires and submissions."""
    return lookup.surveys(actor).annotate(
        questionnaires=Count("forms", filter=Q(forms__deleted_at=None), distinct=True),
    )


def forms_of(actor: Actor, survey: Survey) -> list[Form]:
    """Questionnaires with how many submissions each has, and whether a draft waits."""
    kept = Q(submissions__deleted_at=None)
    rows = lookup.forms(actor, survey).annotate(
        received=Count("submissions", filter=kept, distinct=True),
        last=Max("submissions__received_at", filter=kept),
    )
    found = list(rows)
    for each in found:
        each.draft = lookup.draft(each)
    return found


def collectors_of(actor: Actor, survey: Survey) -> list[Collector]:
    """Devices with their names and numbers."""
    rows = lookup.collectors(actor, survey).annotate(
        sent=Count("submissions", filter=Q(submissions__deleted_at=None))
    )
    found = list(rows)
    names = reveal_many(actor, found, ["name"])
    for each in found:
        each.shown = names.get(each.pk, {}).get("name") or str(each)
    return found


@dataclass
class Response:
    """Submissions by day and team."""

    days: list
    teams: list
    counts: dict
    total: int

    @property
    def rows(self) -> list[tuple]:
        """(day, [(team, number) for each team], all) newest day first."""
        rows = []
        for day in reversed(self.days):
            numbers = [(team, self.counts.get((day, team), 0)) for team in self.teams]
            rows.append((day, numbers, sum(number for _, number in numbers)))
        return rows

    @property
    def chart(self) -> dict:
        """Stacked bars by day."""
        series = [
            {"name": team or _("no team"), "stack": "all",
             "values": [self.counts.get((day, team), 0) for day in self.days]}
            for team in self.teams
        ]  # fmt: skip
        return {"kind": "bar", "unit": "", "categories": self.days, "series": series}


def by_day_and_team(actor: Actor, survey: Survey, form: Form | None = None) -> Response:
    """Received submissions of a survey or of one form."""
    rows = Submission.objects.visible_to(actor).filter(deleted_at=None)
    rows = rows.filter(form=form) if form else rows.filter(form__survey=survey)
    moments = [
        (timezone.localtime(at).date(), team or "")
        for at, team in rows.values_list("received_at", "collector__team")
    ]
    days, teams, counts = days_and_teams(moments)
    return Response(days, teams, counts, len(moments))


def home(actor: Actor) -> dict | None:
    """The panel of the first page: what came in lately; hidden where there is no survey."""
    week = timezone.now() - dt.timedelta(days=7)
    new = Q(forms__submissions__received_at__gte=week, forms__submissions__deleted_at=None)
    surveys = list(
        lookup.surveys(actor)
        .filter(closed_at=None)
        .annotate(lately=Count("forms__submissions", filter=new))[:5]
    )
    return {"surveys": surveys} if surveys else None
