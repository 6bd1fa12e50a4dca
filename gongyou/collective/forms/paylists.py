"""Forms of payments out of a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.forms.fields import happened


class PayListForm(forms.Form):
    """The employer's pay list or a bank's file."""

    upload = forms.FileField(
        label=_("Pay list or bank file"), help_text=_("Excel, ODS or CSV, as it was given.")
    )
    on = happened(
        _("Paid on"), required=False, help_text=_("For lines that name no day themselves.")
    )


class RecordForm(forms.Form):
    """How the money came."""

    means = forms.ChoiceField(label=_("Way"), choices=codes.PAY_MEANS)
