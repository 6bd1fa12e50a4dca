"""Forms of carrying out: promises, payments, the day to look at."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.forms.fields import day, happened, money, text
from gongyou.collective.forms.people import CaseForm, MemberField
from gongyou.ui.public import set_choices


class DayForm(forms.Form):
    """The day whose end the page shows."""

    day = day(_("As of"), initial=timezone.localdate)


class PromiseForm(forms.Form):
    """What the employer promised, and by when."""

    text = text(_("What was promised"), rows=2)
    kind = forms.ChoiceField(label=_("Kind"), choices=codes.PROMISE_KINDS)
    promised_on = happened(_("Promised on"))
    due_on = day(_("Due on"), required=False)
    amount = money(_("Amount in all"), required=False)
    demands = forms.MultipleChoiceField(
        label=_("For the demands"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args, demands=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "demands", demands)

    def clean(self):
        """Nothing is due before it was promised."""
        super().clean()
        data = self.cleaned_data
        if data.get("due_on") and data.get("promised_on") and data["due_on"] < data["promised_on"]:
            self.add_error("due_on", _("It is due before it was promised."))
        return data


class PaymentForm(CaseForm):
    """Money that arrived, for one member or for the promise as a whole."""

    on = happened(_("Paid on"), initial=timezone.localdate)
    amount = money(_("Amount"))
    means = forms.ChoiceField(label=_("Way"), choices=codes.PAY_MEANS)
    pseudonym = MemberField(
        label=_("Member"),
        required=False,
        help_text=_("The pseudonym; leave it empty for the promise as a whole."),
    )
    proof = forms.FileField(label=_("Proof"), required=False)

    @property
    def values(self) -> dict:
        """What is to be recorded."""
        data = dict(self.cleaned_data)
        return data | {"member": data.pop("pseudonym")}


class PayEveryoneForm(forms.Form):
    """Every open share arrived on a day."""

    on = happened(_("Paid on"), initial=timezone.localdate)
    means = forms.ChoiceField(label=_("Way"), choices=codes.PAY_MEANS)
    proof = forms.FileField(label=_("Proof"), required=False)


class DivideForm(forms.Form):
    """The offer by whose formula a promise is divided."""

    offer = forms.ChoiceField(label=_("By the formula of offer"))

    def __init__(self, *args, offers=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "offer", offers)
