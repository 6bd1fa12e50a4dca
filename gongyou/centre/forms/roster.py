"""Forms for rosters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.centre.laws import laws
from gongyou.law import DEFAULT_LAW
from gongyou.ui.public import set_choices


class RosterForm(forms.Form):
    """A workbook, whose roster it is, who says so."""

    compartment = forms.ChoiceField(label=_("Who may read this"))
    employer_name = forms.CharField(label=_("Employer"), max_length=200)
    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES, initial="roster")
    law = forms.ChoiceField(label=_("Law"), choices=laws, initial=DEFAULT_LAW, required=False)
    file = forms.FileField(label=_("Workbook (.xlsx, .xls, .ods, .csv)"))

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)


class PasswordForm(forms.Form):
    """The word that opens a locked workbook; it is kept sealed with the roster."""

    password = forms.CharField(
        label=_("Password of the file"),
        max_length=255,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
