"""What the fields of a report are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NAMES = {
    "start": _("Began on"),
    "end": _("Ended on"),
    "state": _("State"),
    "acts": pgettext_lazy("advocacy", "What was done"),
    "act": pgettext_lazy("advocacy", "What was done"),
    "demands": _("Demands"),
    "demand": _("Demands"),
    "responses": _("Responses"),
    "response": _("Responses"),
    "place": _("Place"),
    "region": _("Province or state"),
    "place_text": _("Place as printed"),
    "employer": _("Employer as printed"),
    "enterprise": _("Enterprise type"),
    "industry": _("Industry"),
    "union": _("Union as printed"),
    "official": _("Called by a union"),
    "headcount": _("Headcount of the site"),
    "unit": _("Bargaining unit"),
    "basis": _("How the number is told"),
    "precision": _("Precision"),
    "present": _("People present"),
    "involved": _("Workers involved"),
    "indirect": _("Workers involved indirectly"),
    "hurt": _("People hurt"),
    "detained": _("People detained"),
    "dismissed": _("People dismissed"),
    "workdays": _("Workdays as stated"),
    "days_idle": _("Days not worked as stated"),
    "result": pgettext_lazy("outcome", "Result"),
}
