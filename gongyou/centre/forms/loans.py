"""Forms of sharing a case."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.centre.services.loans import LONGEST
from gongyou.ui.public import DayField, HappenedField
from gongyou.vault.public import Account


def _in_a_month():
    return timezone.localdate() + timedelta(days=30)


class LoanForm(forms.Form):
    """With whom, until when."""

    login = forms.CharField(label=_("Sign-in name of the person"), max_length=60)
    until = DayField(label=_("Until"), initial=_in_a_month)

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_login(self):
        """An account that is open and does not see the case anyway."""
        login = self.cleaned_data["login"].strip().casefold()
        account = Account.objects.filter(login=login, is_active=True).first()
        if account is None:
            raise forms.ValidationError(_("There is no such account."))
        members = account.memberships.filter(removed_at=None)
        if members.filter(compartment=self.case.compartment_id).exists():
            raise forms.ValidationError(_("This person sees the case anyway."))
        self.cleaned_data["account"] = account
        return login

    def clean_until(self):
        """A day from today to a year ahead."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + timedelta(days=LONGEST):
            raise forms.ValidationError(_("Give a day from today to a year ahead."))
        return until


class AdviceForm(forms.Form):
    """What a lawyer outside advises."""

    text = forms.CharField(
        label=_("Advice"), widget=forms.Textarea(attrs={"rows": 4}), max_length=8000
    )
    on = HappenedField(label=_("Day"), initial=timezone.localdate)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=1440)
