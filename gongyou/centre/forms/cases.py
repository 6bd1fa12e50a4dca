"""Small forms of the case page."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes, grievances
from gongyou.ui.public import ConflictAwareForm, DayField, DayTimeField, HappenedField, set_choices


class CaseForm(ConflictAwareForm):
    """Status, route, who is in charge, what it is about, a summary."""

    status = forms.ChoiceField(label=_("Status"), choices=codes.STATUSES)
    closed_why = forms.ChoiceField(
        label=_("Why closed"),
        required=False,
        choices=[("", "—"), *codes.CLOSED_WHY],
        help_text=_("Asked for when a case is closed: what funders and boards want to know."),
    )
    route = forms.ChoiceField(label=_("Route"), choices=codes.ROUTES)
    assigned_to = forms.ChoiceField(label=_("In charge"), required=False)
    grievances = forms.MultipleChoiceField(
        label=_("What it is about"),
        required=False,
        choices=grievances.choices,
        widget=forms.CheckboxSelectMultiple(),
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, members=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "assigned_to", [("", "—"), *((str(m.pk), m.login) for m in members)])

    def clean(self):
        """A closed case has a reason; one under way has none."""
        super().clean()
        data = self.cleaned_data
        closed = data.get("status") in codes.CLOSED_STATUSES
        if closed and not data.get("closed_why") and "closed_why" not in self.errors:
            self.add_error("closed_why", _("Say why the case is closed."))
        if not closed:
            data["closed_why"] = ""
        return data


class DeadlineForm(forms.Form):
    """A day to keep."""

    kind = forms.ChoiceField(label=_("Kind"), choices=codes.DEADLINE_KINDS[1:])
    due_on = DayField(label=_("Day"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class TaskForm(forms.Form):
    """Something to do."""

    kind = forms.ChoiceField(label=_("Kind"), choices=codes.TASK_KINDS)
    title = forms.CharField(label=_("What"), required=False, max_length=200)
    due_on = DayField(label=_("Until"), required=False)


class HearingForm(forms.Form):
    """A date before others."""

    kind = forms.ChoiceField(label=_("Kind"), choices=codes.HEARING_KINDS)
    starts_at = DayTimeField(label=_("Day and time"))
    venue = forms.CharField(label=_("Where"), required=False, max_length=200)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class FilingForm(forms.Form):
    """The claim went to the arbitration commission."""

    on = HappenedField(label=_("Filed on"), initial=timezone.localdate)


class OutcomeForm(forms.Form):
    """How a stage ended."""

    kind = forms.ChoiceField(label=_("Kind"), choices=codes.OUTCOME_KINDS)
    on = HappenedField(label=_("Received on"), initial=timezone.localdate)
    amount = forms.DecimalField(
        label=_("Amount"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class PaymentForm(forms.Form):
    """Money that reached the worker."""

    on = HappenedField(label=_("Date"), initial=timezone.localdate)
    amount = forms.DecimalField(
        label=_("Amount"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )
    means = forms.ChoiceField(label=_("Means"), choices=codes.PAYMENT_MEANS)


class FilesInput(forms.FileInput):
    """Several files at once; on a phone the camera too."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads, empty where none was chosen."""

    def __init__(self, **kwargs):
        super().__init__(widget=FilesInput(attrs={"multiple": True}), **kwargs)

    def clean(self, data, initial=None):
        """Each of them."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class EvidenceForm(forms.Form):
    """Papers, pictures or recordings of one kind, with or without their files."""

    kind = forms.ChoiceField(label=_("Kind"), choices=codes.EVIDENCE_KINDS)
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    origin = forms.CharField(
        label=_("Where it comes from"),
        required=False,
        max_length=200,
        help_text=_("Who made or gave it, when; left empty, who has the original is named."),
    )
    file = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("Several at once become one item each, in the order chosen."),
    )
    held_by = forms.ChoiceField(label=_("Who has the original"), choices=codes.HOLDERS)
    original = forms.BooleanField(label=_("It is the original"), required=False)
    dated = HappenedField(label=_("Dated"), required=False)
    pages = forms.IntegerField(label=_("Number of pages"), min_value=1, max_value=9999, initial=1)
    proves = forms.ChoiceField(label=_("Proves"), required=False)

    def __init__(self, *args, facts=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "proves", [("", "—"), *facts])


class LinkForm(forms.Form):
    """One more fact that a piece of evidence proves."""

    proves = forms.ChoiceField(label=_("Proves"))

    def __init__(self, *args, facts=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "proves", facts)
