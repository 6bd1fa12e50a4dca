"""Filters of the lists; what is chosen makes the words for a saved filter."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes, grievances, places
from gongyou.centre.models import Case, CaseGrievance, Employer
from gongyou.centre.names import simplify
from gongyou.centre.queries.people import worker_by_pseudonym
from gongyou.ui.public import DayField

STATES = [("open", _("open ones")), ("closed", _("closed ones")), *codes.STATUSES[1:]]
WITHIN = [("0", _("overdue")), ("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))]


def among(name: str, found, common: int, by: str = "pk") -> Q:
    """Rows whose `name` is among the rows found.

    Of few found the database begins with these. When most rows fit it looks at row after row, in
    the order of the list, until the page is full.
    """
    if found[:common].count() < common:
        return Q(**{f"{name}__in": found.values(by)})
    return Q(Exists(found.filter(**{by: OuterRef(name)})))


class DayFilter(django_filters.DateFilter):
    """A day as people type it."""

    field_class = DayField


class CaseFilter(django_filters.FilterSet):
    """Cases by pseudonym or employer, state, grievance, deadline, place, who, when."""

    q = django_filters.CharFilter(label=_("Pseudonym or employer"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    grievance = django_filters.ChoiceFilter(
        label=_("About"), choices=grievances.AllChoices(), method="by_grievance"
    )
    within = django_filters.ChoiceFilter(
        label=_("Deadline within"), choices=WITHIN, method="by_deadline"
    )
    mine = django_filters.BooleanFilter(
        label=_("Mine only"), method="by_owner", widget=forms.CheckboxInput()
    )
    place = django_filters.CharFilter(label=_("Place"), method="by_place")
    opened_after = DayFilter(label=_("Opened from"), field_name="opened_on", lookup_expr="gte")
    opened_before = DayFilter(label=_("Opened until"), field_name="opened_on", lookup_expr="lte")

    class Meta:
        model = Case
        fields: list[str] = []

    def by_text(self, queryset, name, value):
        """A pseudonym's beginning, or a part of the employer's name."""
        term = simplify(value.strip()).casefold()
        firms = Employer.objects.visible_to(self.request.actor).filter(
            Q(name_key__contains=term) | Q(pinyin__startswith=term) | Q(initials=term)
        )
        people = worker_by_pseudonym(self.request.actor, value)
        return queryset.filter(
            among("worker", people, common=5000) | among("employer", firms, common=40)
        )

    def by_state(self, queryset, name, value):
        """One status, or all open or closed ones."""
        if value == "open":
            return queryset.exclude(status__in=codes.CLOSED_STATUSES)
        if value == "closed":
            return queryset.filter(status__in=codes.CLOSED_STATUSES)
        return queryset.filter(status=value)

    def by_grievance(self, queryset, name, value):
        """Cases about one grievance."""
        about = CaseGrievance.objects.filter(code=value)
        return queryset.filter(among("pk", about, common=4000, by="case"))

    def by_deadline(self, queryset, name, value):
        """Cases whose next deadline lies within so many days."""
        last = timezone.localdate() + timedelta(days=int(value))
        lookup = "next_deadline__lt" if value == "0" else "next_deadline__lte"
        return queryset.filter(**{lookup: last}).order_by("next_deadline")

    def by_owner(self, queryset, name, value):
        """Cases that the user is in charge of."""
        return queryset.filter(assigned_to=self.request.actor.account) if value else queryset

    def by_place(self, queryset, name, value):
        """Cases of a province, city or district."""
        code = places.code_of(value) or ""
        return queryset.filter(place__begins=code.rstrip("0")) if code else queryset.none()


def describe(query: str) -> str:
    """A saved filter in words: its choices, one after another."""
    from django.http import QueryDict

    data = QueryDict(query)
    bound = CaseFilter(data)
    words = []
    for name, field in bound.form.fields.items():
        if value := data.get(name):
            choices = dict(getattr(field, "choices", None) or [])
            words.append(str(choices.get(value, field.label if name == "mine" else value)))
    return " · ".join(words)
