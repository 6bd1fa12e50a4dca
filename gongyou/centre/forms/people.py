"""Forms for workers, employers, worksites and their lists."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.centre import codes, places
from gongyou.centre.models import Employer, Worksite
from gongyou.ui.public import ConflictAwareForm


class WorkerForm(ConflictAwareForm):
    """Who the worker is; every field but the language goes under seal."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=80)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    id_number = forms.CharField(label=_("Identity number"), required=False, max_length=30)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Speaks best"), choices=codes.SPOKEN, required=False)
    notes = forms.CharField(
        label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class EmployerForm(ConflictAwareForm, forms.ModelForm):
    """A firm's name and where it sits."""

    place = places.field()

    class Meta:
        model = Employer
        fields = ["name", "registration", "place", "sector"]

    def clean_place(self):
        """An empty text, not None, for no place."""
        return self.cleaned_data["place"] or ""


class WorksiteForm(forms.ModelForm):
    """A plant or branch."""

    place = places.field()

    class Meta:
        model = Worksite
        fields = ["name", "place"]

    def clean_place(self):
        """An empty text, not None, for no place."""
        return self.cleaned_data["place"] or ""


class EmploymentForm(forms.Form):
    """A further spell of work of a known worker."""

    employer_name = forms.CharField(label=_("Employer"), max_length=200)
    employer = forms.UUIDField(required=False, widget=forms.HiddenInput())


class MergeForm(forms.Form):
    """Two records that are one: the one that stays, and the one that becomes a part of it."""

    kept = forms.UUIDField()
    folded = forms.UUIDField()
