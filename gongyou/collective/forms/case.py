"""Forms of the board: opening a case, its head, requests for help."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.centre.public import grievances, laws
from gongyou.collective import codes
from gongyou.collective.forms.fields import count, happened, text
from gongyou.law import DEFAULT_LAW
from gongyou.ui.public import ConflictAwareForm, set_choices


class CaseForm(forms.Form):
    """What a collective case is called, against whom, since when, about what."""

    compartment = forms.ChoiceField(label=_("Compartment"))
    title = forms.CharField(label=_("Title"), max_length=200)
    employer_name = forms.CharField(label=_("Employer"), max_length=200)
    opened_on = happened(_("Opened on"), initial=timezone.localdate)
    grievances = forms.MultipleChoiceField(
        label=_("What it is about"),
        required=False,
        choices=grievances.choices,
        widget=forms.CheckboxSelectMultiple(),
    )

    law = forms.ChoiceField(label=_("Law"), choices=laws, initial=DEFAULT_LAW, required=False)

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)

    def clean_law(self):
        """The centre's own where none is chosen."""
        return self.cleaned_data["law"] or DEFAULT_LAW


class HeadForm(ConflictAwareForm):
    """Title, grievances and result of a case."""

    title = forms.CharField(label=_("Title"), max_length=200)
    grievances = CaseForm.base_fields["grievances"]
    result = forms.ChoiceField(label=_("Result"), choices=codes.RESULTS, required=False)


class RequestForm(forms.Form):
    """Who asked, for what, what was promised to them, what they agreed to."""

    asked_on = happened(_("Asked on"), initial=timezone.localdate)
    people = count(_("People asking"), 1, required=False)
    asked_by = forms.CharField(label=_("Who asked"), max_length=200, required=False)
    asked_for = text(_("What they ask for"), required=False)
    promised = text(_("What was promised to them"), required=False, rows=2)
    consent = forms.MultipleChoiceField(
        label=_("Consent"),
        choices=codes.CONSENTS,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )


class DecisionForm(forms.Form):
    """Whether the centre helps, and how."""

    decision = forms.ChoiceField(label=_("Decision"), choices=codes.DECISIONS[1:])
    decided_on = happened(_("Decided on"), initial=timezone.localdate)
    how = text(_("How we help"), required=False, rows=2)


class ImportForm(forms.Form):
    """A chronicle in the form labour-case/1."""

    compartment = forms.ChoiceField(label=_("Compartment"))
    file = forms.FileField(label=_("Chronicle (YAML, labour-case/1)"))

    law = forms.ChoiceField(label=_("Law"), choices=laws, initial=DEFAULT_LAW, required=False)

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)

    def clean_law(self):
        """The centre's own where none is chosen."""
        return self.cleaned_data["law"] or DEFAULT_LAW
