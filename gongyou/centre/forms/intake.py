"""The intake on one screen."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou import law
from gongyou.centre import codes, grievances, places
from gongyou.centre.forms.fields import fact_field, fact_groups
from gongyou.law import DEFAULT_LAW
from gongyou.ui.public import DayField, HappenedField, MonthField, last_of, set_choices

USUAL = {
    "usual_due": "due",
    "usual_paid": "paid",
    "usual_base": "base_wage",
    "usual_workday": "hours_overtime_workday",
    "usual_restday": "hours_overtime_restday",
    "usual_holiday": "hours_overtime_holiday",
}
MOST_MONTHS = 36


class IntakeForm(forms.Form):
    """Story, person, employer, facts, grievances, consent, next step."""

    all_optional = True

    compartment = forms.ChoiceField(label=_("Who may read this"))
    received_on = HappenedField(label=_("Date"), initial=timezone.localdate)
    channel = forms.ChoiceField(label=_("How they came"), choices=codes.CHANNELS)
    urgency = forms.ChoiceField(
        label=_("How urgent"), choices=codes.URGENCIES, required=False, initial=""
    )
    story = forms.CharField(
        label=_("What happened"),
        widget=forms.Textarea(attrs={"rows": 7, "autofocus": True}),
        help_text=_("In their own words. Sealed: only members of the compartment can read it."),
    )
    name = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=80)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    id_number = forms.CharField(label=_("Identity number"), required=False, max_length=30)
    language = forms.ChoiceField(label=_("Speaks best"), choices=codes.SPOKEN, required=False)
    worker = forms.UUIDField(required=False, widget=forms.HiddenInput())
    employer_name = forms.CharField(
        label=_("Employer"),
        required=False,
        max_length=200,
        help_text=_("Type a part of the name, pinyin or initials; known employers are offered."),
    )
    employer = forms.UUIDField(required=False, widget=forms.HiddenInput())
    usual_from = MonthField(label=_("Usual months from"), required=False)
    usual_due = forms.DecimalField(
        label=_("Wage due in a usual month"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )
    usual_paid = forms.DecimalField(
        label=_("Really paid in a usual month"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )
    usual_base = forms.DecimalField(
        label=_("Base wage in it"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )
    usual_workday = forms.DecimalField(
        label=_("Extra hours on workdays, a month"), required=False, min_value=0, max_value=300
    )
    usual_restday = forms.DecimalField(
        label=_("Hours on rest days, a month"), required=False, min_value=0, max_value=300
    )
    usual_holiday = forms.DecimalField(
        label=_("Hours on public holidays, a month"), required=False, min_value=0, max_value=200
    )
    unpaid_from = MonthField(label=_("Wages unpaid since"), required=False)
    grievances = forms.MultipleChoiceField(
        label=_("What it is about"),
        required=False,
        choices=grievances.choices,
        widget=forms.CheckboxSelectMultiple(),
    )
    consent = forms.MultipleChoiceField(
        label=_("They agree that"),
        required=False,
        choices=codes.CONSENTS,
        widget=forms.CheckboxSelectMultiple(),
    )
    # A case is opened unless one says otherwise, and begins with its papers.
    next_step = forms.ChoiceField(
        label=_("Next step"), choices=codes.NEXT_STEPS, initial="collect_papers"
    )
    next_step_on = DayField(label=_("To be done by"), required=False)
    referral = forms.ChoiceField(
        label=_("Referred to"), required=False, choices=[("", "—"), *codes.REFERRALS]
    )
    referral_note = forms.CharField(label=_("Whom there, what was said"), required=False)
    with_case = forms.BooleanField(label=_("Open a case"), required=False, initial=True)

    def __init__(self, *args, compartments=(), pack: str = DEFAULT_LAW, **kwargs):
        super().__init__(*args, **kwargs)
        self.pack = pack
        set_choices(self, "grievances", grievances.choices(pack))
        set_choices(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
        self.groups_of_facts = fact_groups(pack, "intake", "employment")
        for _title, names in self.groups_of_facts:
            for name in names:
                is_place = name == "place"
                made = places.field() if is_place else fact_field("employment", name, pack)
                self.fields[name] = made
        asked = law.load_pack(pack).desk.asked("usual_month")
        self.usual = {name: column for name, column in USUAL.items() if column in asked}
        for name in [*(n for n in USUAL if n not in self.usual), *self._without_months()]:
            del self.fields[name]

    def _without_months(self) -> list[str]:
        """The fields about a usual month, where the law keeps no pay by months."""
        return [] if self.usual else ["usual_from", "unpaid_from"]

    @property
    def fact_groups(self):
        """(title, bound fields), the first shown at once, the others behind a fold."""
        return [(title, [self[name] for name in names]) for title, names in self.groups_of_facts]

    def clean(self):
        """Consent to keep the record is the ground of everything else."""
        super().clean()
        data = self.cleaned_data
        if "consent" in data and "keep" not in data["consent"]:
            self.add_error("consent", _("Without consent to keep the record nothing is saved."))
        if data.get("start") and data.get("end") and last_of(data["end"]) < data["start"]:
            self.add_error("end", _("The last day lies before the first day."))
        return data

    @property
    def identity(self) -> dict:
        """What goes under seal about the person."""
        return {name: self.cleaned_data[name] for name in ("name", "phone", "id_number")}

    @property
    def facts(self) -> dict:
        """Facts of the spell, as the worker gave them."""
        names = [name for _title, names in self.groups_of_facts for name in names]
        given = {name: self.cleaned_data.get(name) for name in names}
        return {name: value for name, value in given.items() if value not in (None, "")}

    @property
    def pay(self) -> list[dict]:
        """A pay row for each usual month, unpaid ones with nothing paid."""
        data = self.cleaned_data
        usual = {
            column: data[name] for name, column in self.usual.items() if data[name] is not None
        }
        unpaid_from = data.get("unpaid_from")
        if not usual or not data.get("start"):
            return []
        # A month counts as usual only where they surely worked in it.
        last = data.get("end") or data["received_on"]
        months = months_between(data.get("usual_from") or last_of(data["start"]), last)
        rows = [usual | {"month": month} for month in months]
        for row in rows:
            if unpaid_from and row["month"] >= unpaid_from:
                row["paid"] = 0
        return rows


def months_between(first: date, last: date) -> list[date]:
    """First days of the months from one day to another, the latest 36 of them."""
    start = max(first.year * 12 + first.month, last.year * 12 + last.month - MOST_MONTHS + 1)
    return [
        date((n - 1) // 12, (n - 1) % 12 + 1, 1)
        for n in range(start, last.year * 12 + last.month + 1)
    ]
