"""Forms of the solidarity fund."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes_of_people as codes
from gongyou.collective.forms.fields import day, happened, money
from gongyou.collective.forms.people import CaseForm, MemberField
from gongyou.ui.public import set_choices

HELD = [pair for pair in codes.FUND_ACCOUNTS if pair[0] in codes.ASSETS]
COSTS = [pair for pair in codes.FUND_ACCOUNTS if pair[0] in codes.EXPENSES]


class TreasurerForm(CaseForm):
    """A treasurer."""

    member = MemberField(label=_("Treasurer (pseudonym)"))
    since = day(_("In office from"), initial=timezone.localdate)


class ReceiveForm(CaseForm):
    """Money received."""

    member = MemberField(
        label=_("From the member (pseudonym)"),
        required=False,
        help_text=_("Empty: a gift from others."),
    )
    amount = money(_("Amount received"))
    on = happened(_("On"), initial=timezone.localdate)
    into = forms.ChoiceField(label=_("Into"), choices=HELD)
    memo = forms.CharField(label=_("Note"), max_length=200, required=False)


class SpendForm(forms.Form):
    """Money spent, signed by two treasurers."""

    amount = money(_("Amount spent"))
    account = forms.ChoiceField(label=_("For"), choices=COSTS)
    on = happened(_("On"), initial=timezone.localdate)
    out_of = forms.ChoiceField(label=_("Out of"), choices=HELD)
    signed_by = forms.MultipleChoiceField(
        label=_("Signed by (two at least)"), widget=forms.CheckboxSelectMultiple()
    )
    short = forms.ChoiceField(
        label=_("If more is spent than there is"), choices=codes.SHORT_REASONS, required=False
    )
    memo = forms.CharField(label=_("Note"), max_length=200, required=False)
    proof = forms.FileField(label=_("Bill or receipt"), required=False)

    def __init__(self, *args, treasurers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.treasurers = {t.ref: t for t in treasurers}
        choices = [(ref, t.member.worker.pseudonym) for ref, t in self.treasurers.items()]
        set_choices(self, "signed_by", choices)

    def clean_signed_by(self):
        """The treasurers themselves."""
        return [self.treasurers[ref] for ref in self.cleaned_data["signed_by"]]


class TransferForm(forms.Form):
    """Money moved."""

    amount = money(_("Amount moved"))
    out_of = forms.ChoiceField(label=_("Out of"), choices=HELD)
    on = happened(_("On"), initial=timezone.localdate)
