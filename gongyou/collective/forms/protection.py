"""Forms of training and protection."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes_of_people as codes
from gongyou.collective.forms.fields import count, day, happened, text
from gongyou.collective.forms.people import CaseForm, MemberField, MembersField


class ContactForm(CaseForm):
    """Somebody to call."""

    kind = forms.ChoiceField(label=_("Who it is"), choices=codes.CONTACT_KINDS)
    name = forms.CharField(label=_("Name of the contact"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=40)
    member = MemberField(
        label=_("Only for the card of (pseudonym)"),
        required=False,
        help_text=_("Empty: on everyone's card."),
    )


class PlanForm(CaseForm):
    """A safety plan."""

    member = MemberField(label=_("For whom (pseudonym)"))
    made_on = happened(_("Agreed on"), initial=timezone.localdate)
    every_hours = forms.IntegerField(
        label=_("Check in every … hours"), min_value=1, max_value=720, required=False
    )
    risks = text(_("What may happen"), rows=2, required=False)
    measures = text(_("What we do about it"), rows=2, required=False)
    if_silent = text(_("What we do when they are silent"), rows=2, required=False)


class CheckInForm(forms.Form):
    """A sign of life."""

    answer = forms.ChoiceField(label=_("They"), choices=codes.CHECK_IN_ANSWERS)


class IncidentForm(CaseForm):
    """Retaliation or a detention."""

    kind = forms.ChoiceField(label=_("What it was"), choices=[("", "—"), *codes.INCIDENT_KINDS])
    by_whom = forms.ChoiceField(label=_("By whom"), choices=[("", "—"), *codes.ACTORS])
    on = happened(_("On"), initial=timezone.localdate)
    until = day(_("Until"), required=False)
    people = count(_("People concerned"), 1, required=False)
    member = MemberField(label=_("Whom it struck (pseudonym)"), required=False)
    place = forms.CharField(label=_("Place of it"), max_length=120, required=False)
    text = text(_("What happened"), rows=4)

    def clean(self):
        """Nothing ends before it began."""
        super().clean()
        data = self.cleaned_data
        if data.get("until") and data.get("on") and data["until"] < data["on"]:
            self.add_error("until", _("It ends before it begins."))
        return data


class EvidenceForm(forms.Form):
    """A file that proves an incident."""

    upload = forms.FileField(label=_("Photo, paper, recording"))


class TrainingForm(forms.Form):
    """A training session."""

    on = happened(_("On"), initial=timezone.localdate)
    topic = forms.CharField(label=_("Subject"), max_length=160)
    hours = forms.DecimalField(
        label=_("Hours"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        required=False,
    )
    notes = text(_("Notes"), rows=3, required=False)


class AttendanceForm(CaseForm):
    """Who came."""

    members = MembersField(
        label=_("Who came"), required=False, help_text=_("Pseudonyms of everyone who came.")
    )
