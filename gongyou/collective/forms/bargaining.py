"""Forms of the talks: an offer as it is typed, rounds, report-back, votes, agreement."""

import re
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.collective import codes
from gongyou.collective.forms.fields import count, day, happened, text
from gongyou.ui.public import set_choices


class OfferForm(forms.Form):
    """An offer in words; costed for everyone while it is typed."""

    typed = text(
        _("Offer"),
        rows=3,
        max_length=2000,
        help_text=_(
            "For example: 2000 per year of service, at most 6 years; 166 per month if under one "
            "year. Or: 70 percent of the claim."
        ),
    )
    counted_to = day(_("Service counted up to"), initial=timezone.localdate)
    side = forms.ChoiceField(label=_("Made by"), choices=[*reversed(codes.SIDES)])
    made_on = happened(_("Made on"), initial=timezone.localdate)
    believed = forms.BooleanField(
        label=_("The amount is right: it was offered like this"), required=False
    )


class CostForm(forms.Form):
    """What costing needs of the form above."""

    typed = forms.CharField(max_length=2000)
    counted_to = forms.DateField()


class RoundForm(forms.Form):
    """A round of talks."""

    on = happened(_("Day"), initial=timezone.localdate)
    present = text(_("Who was there"), rows=2, required=False)
    minutes = text(pgettext_lazy("collective case", "Minutes"), rows=5, required=False)


class ReportForm(forms.Form):
    """Representatives told the members."""

    on = happened(_("Day"), initial=timezone.localdate)
    attended = count(_("People present"), required=False)
    text = text(_("What was reported"), required=False)


class VoteForm(forms.Form):
    """The members' vote on an offer."""

    offer = forms.ChoiceField(label=_("Offer"))
    on = happened(_("Day"), initial=timezone.localdate)
    means = forms.ChoiceField(label=_("How"), choices=codes.VOTE_MEANS)
    entitled = count(_("Entitled to vote"), 1)
    yes = count(_("In favour"))
    no = count(_("Against"))
    abstained = count(_("Abstained"), initial=0)

    def __init__(self, *args, offers=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "offer", offers)

    def clean(self):
        """Nobody votes twice."""
        super().clean()
        data = self.cleaned_data
        votes = sum(data.get(name) or 0 for name in ("yes", "no", "abstained"))
        if data.get("entitled") is not None and votes > data["entitled"]:
            self.add_error("entitled", _("More votes than people who may vote."))
        return data


class AgreementForm(forms.Form):
    """What both sides signed; one term a line."""

    signed_on = happened(_("Signed on"), initial=timezone.localdate)
    offer = forms.ChoiceField(label=_("Offer"), required=False)
    terms = text(
        _("Terms, one a line"),
        rows=6,
        required=False,
        help_text=_(
            "What the chosen offer gives becomes the first term by itself. A line that names a "
            "day (2027-01-31, 2027年1月31日) is to be carried out by it."
        ),
    )
    demands = forms.MultipleChoiceField(
        label=_("Demands it settles"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    due_on = day(
        _("To be carried out by"),
        required=False,
        help_text=_("For what the offer gives, and for lines that name no day."),
    )
    confidential = forms.BooleanField(label=_("With a clause of silence"), required=False)

    def __init__(self, *args, offers=(), demands=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "offer", [("", "—"), *offers])
        set_choices(self, "demands", demands)

    def clean(self):
        """An agreement has terms: an offer, written ones, or both."""
        super().clean()
        data = self.cleaned_data
        if not data.get("offer") and not data.get("terms"):
            self.add_error("terms", _("Choose an offer or write the terms."))
        return data

    def terms_of(self, accepted) -> list[dict]:
        """The terms, first what the accepted offer gives; each has the day that it names itself."""
        data = self.cleaned_data
        common = data["due_on"] and data["due_on"].isoformat()
        first = [{"by_offer": True, "due_on": common}] if accepted else []
        said = [
            {"text": line, "due_on": day_in(line) or common}
            for line in map(str.strip, data["terms"].splitlines())
            if line
        ]
        return [term | {"demands": data["demands"]} for term in first + said]


_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")


def day_in(line: str) -> str | None:
    """The last day that a term names, in ISO form."""
    found = _DAY.findall(line)
    try:
        return date(*map(int, found[-1])).isoformat() if found else None
    except ValueError:
        return None
