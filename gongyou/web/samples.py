"""Made-up values for the components page."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("As on the identity card.")
    )
    since = forms.DateField(
        label=gettext_lazy("Working since"), widget=forms.DateInput(attrs={"type": "date"})
    )
    wage = forms.DecimalField(label=gettext_lazy("Monthly wage"), required=False)
    story = forms.CharField(
        label=gettext_lazy("Story"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    contract = forms.ChoiceField(
        label=gettext_lazy("Written contract"),
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No")),
            ("", gettext_lazy("Not known")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("The worker agrees that we keep this"),
        help_text=gettext_lazy("Read the consent aloud first."),
    )


def context() -> dict:
    """Everything the components page shows."""
    today = timezone.localdate()
    return {
        "amount": Decimal("12345.6"),
        "deadlines": [today + timedelta(days=days) for days in (-3, 2, 20, 200)],
        "day": date(2014, 8, 9),
        "form": SampleForm(),
        "wrong": SampleForm({"name": "", "since": "yesterday"}, prefix="wrong"),
        "steps": _steps(),
        "page": Paginator(range(93), 20).page(2),
        "bar": _bar(),
        "line": _line(),
        "timeline": _timeline(),
    }


def _steps() -> list[dict]:
    names = [_("Request"), _("Demands"), _("Election"), _("Bargaining"), _("Carrying out")]
    return [
        {"label": name, "done": at < 2, "current": at == 2, "url": ""}
        for at, name in enumerate(names)
    ]


def _bar() -> dict:
    return {
        "kind": "bar",
        "unit": "CNY",
        "x": _("Month"),
        "categories": [f"2025-{month:02}" for month in range(1, 7)],
        "series": [
            {"name": _("claimed"), "values": [120000, 98000, 143000, 87000, 165000, 132000]},
            {"name": _("received"), "values": [45000, 72000, 51000, 66000, 90000, 71000]},
        ],
    }


def _line() -> dict:
    return {
        "kind": "line",
        "unit": "percent",
        "x": _("Days"),
        "categories": ["0", "30", "60", "90", "120", "180"],
        "series": [
            {"name": _("still open"), "values": [1, 0.8, 0.55, 0.4, 0.31, 0.2], "step": "end"}
        ],
    }


def _timeline() -> dict:
    return {
        "kind": "timeline",
        "events": [
            {"date": "2014-08-09", "label": _("First meeting"), "lane": _("Workers")},
            {"date": "2014-11-13", "label": _("Demand letter"), "lane": _("Workers")},
            {"date": "2014-12-01", "label": _("Answer"), "lane": _("Employer"), "tone": "warn"},
            {"date": "2015-04-20", "label": _("Agreement"), "lane": _("Employer"), "tone": "ok"},
        ],
    }
