"""Forms for rosters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes


class RosterForm(forms.Form):
    """A workbook, whose roster it is, who says so."""

    compartment = forms.ChoiceField(label=_("Who may read this"))
    employer_name = forms.CharField(label=_("Employer"), max_length=200)
    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES, initial="roster")
    file = forms.FileField(label=_("Workbook (.xlsx, .xls, .ods, .csv)"))

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["compartment"].choices = compartments
