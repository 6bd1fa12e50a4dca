"""Forms for facts: one source's view of the spell, a month of pay, an event."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes, places
from gongyou.centre.extra_facts import extra_columns
from gongyou.centre.forms.fields import fact_field
from gongyou.ui.public import ConflictAwareForm, DayField, MonthField

GROUPS = [
    (
        _("Work"),
        [
            "start",
            "end",
            "end_kind",
            "dismissal_article",
            "notice_given_days",
            "place",
            "workshop",
            "department",
            "post",
            "full_time",
        ],
    ),
    (
        _("Contract"),
        [
            "contract_written",
            "contract_signed",
            "contract_start",
            "contract_end",
            "contract_type",
            "contract_count",
            "open_ended_due_from",
            "reinstatement_wanted",
            "filed_on",
        ],
    ),
    (
        _("Wage"),
        [
            "agreed_wage",
            "average_wage_12m",
            "last_month_wage",
            "overtime_base",
            "leave_wage_average",
            "injury_wage",
            "working_time_system",
        ],
    ),
    (_("Probation"), ["probation_months", "probation_wage", "wage_after_probation"]),
    (
        _("Insurance and leave"),
        [
            "insured_from",
            "prior_service_months",
            "total_service_years",
            "service_years",
            "leave_taken_days",
        ],
    ),
    (_("Person"), ["birth_date", "sex"]),
]


class SourceForm(ConflictAwareForm):
    """All facts of the spell as one source gives them."""

    all_optional = True
    named_by = ("source",)

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)

    def __init__(self, *args, pack: str = "cn", **kwargs):
        super().__init__(*args, **kwargs)
        self.extras = list(extra_columns(pack, "employment"))
        for _title, names in GROUPS:
            for name in names:
                self.fields[name] = fact_field("employment", name)
        for name in self.extras:
            self.fields[name] = fact_field("employment", name, pack)
        self.fields["place"] = places.field()

    @property
    def groups(self):
        """(title, bound fields) in the order people are asked; the law's own facts last."""
        groups = [(title, [self[name] for name in names]) for title, names in GROUPS]
        return [*groups, (_("Further facts of this law"), [self[name] for name in self.extras])]

    @property
    def values(self) -> dict:
        """The facts given; None where the source says nothing."""
        return {name: value for name, value in self.cleaned_data.items() if name != "source"}


class OneFactForm(ConflictAwareForm):
    """One fact from one source."""

    named_by = ("source",)

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)

    def __init__(self, *args, name: str, pack: str = "cn", **kwargs):
        super().__init__(*args, **kwargs)
        is_place = name == "place"
        field = places.field() if is_place else fact_field("employment", name, pack)
        self.fields["value"] = field


PAY_FIELDS = [
    "due",
    "paid",
    "paid_on",
    "base_wage",
    "overtime_pay_paid",
    "bonus",
    "allowances",
    "hours_normal",
    "hours_overtime_workday",
    "hours_overtime_restday",
    "hours_overtime_holiday",
    "days_worked",
    "days_absent",
    "days_sick",
    "si_base_paid",
    "outdoor_or_hot",
    "heat_allowance_paid",
    "leave_days_taken",
    "deductions",
    "kind",
]


class PayForm(ConflictAwareForm):
    """Months of pay: one, or the same for several in a row."""

    all_optional = True
    named_by = ("source", "first")

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)
    first = MonthField(label=_("Month"))
    last = MonthField(label=_("Until month"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in PAY_FIELDS:
            self.fields[name] = fact_field("pay", name)

    def clean(self):
        """At most ten years of months, in order."""
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and not first <= last <= date(first.year + 10, first.month, 1):
            self.add_error("last", _("The last month must follow the first within ten years."))
        return data

    @property
    def rows(self) -> list[dict]:
        """A row for each month, with what was filled in."""
        data = self.cleaned_data
        given = {name: data[name] for name in PAY_FIELDS if data[name] not in (None, "")}
        first, last = data["first"], data["last"] or data["first"]
        span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [given | {"month": date(n // 12, n % 12 + 1, 1)} for n in span]


class EventForm(forms.Form):
    """Something dated that the law asks about."""

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)
    date = DayField(label=_("Date"))
    end_date = DayField(label=_("Until"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"] = fact_field("events", "kind", required=True)
        self.fields["value"] = fact_field("events", "value")
        self.order_fields(["kind", "date", "end_date", "value", "source"])
