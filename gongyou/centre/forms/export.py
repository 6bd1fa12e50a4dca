"""The form of the export page."""

from django import forms
from django.utils.translation import gettext_lazy as _

FORMS = [
    ("xlsx", _("Excel workbook")),
    ("zip", _("CSV tables with a README, in a ZIP file")),
    ("json", "JSON"),
]


class ExportForm(forms.Form):
    """In which form, with or without names."""

    form = forms.ChoiceField(label=_("As"), choices=FORMS)
    names = forms.BooleanField(
        label=_("With names, phones, identity numbers and what people told"),
        required=False,
        help_text=_("Pseudonyms are enough for nearly everything. The export is noted either way."),
    )
