"""Forms of demands and letters."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.forms.fields import day, happened, text
from gongyou.ui.public import set_choices


class DemandForm(forms.Form):
    """A demand in the workers' words."""

    text = text(_("Demand"), rows=2)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=200, required=False)


class LetterForm(forms.Form):
    """The demand letter."""

    written_on = happened(_("Written on"), initial=timezone.localdate)
    deadline_on = day(_("Answer until"), required=False)
    demands = forms.MultipleChoiceField(label=_("Demands"), widget=forms.CheckboxSelectMultiple())
    text = text(_("Text"), rows=6, required=False)

    def __init__(self, *args, demands=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "demands", demands)

    def clean(self):
        """The deadline lies after the letter."""
        super().clean()
        data = self.cleaned_data
        written, deadline = data.get("written_on"), data.get("deadline_on")
        if written and deadline and deadline < written:
            self.add_error("deadline_on", _("The deadline lies before the letter."))
        return data


class DeliveryForm(forms.Form):
    """How and when the letter arrived."""

    on = happened(_("Delivered on"), initial=timezone.localdate)
    means = forms.ChoiceField(label=_("How"), choices=codes.DELIVERIES)
    proof = forms.FileField(label=_("Proof"), required=False)


class AnswerForm(forms.Form):
    """What the employer answered."""

    on = happened(_("Answered on"), initial=timezone.localdate)
    answer = text(_("Answer"))
