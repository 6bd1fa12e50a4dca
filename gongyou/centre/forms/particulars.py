"""Forms for what papers need beside the facts."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.centre.forms.fields import fact_field
from gongyou.ui.public import ConflictAwareForm


def _text(label, length: int = 200, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, **kwargs)


class ApplicantForm(ConflictAwareForm):
    """Who applies, who speaks for them, and what happened in their own words."""

    prefix = "applicant"
    all_optional = True

    name = _text(pgettext_lazy("person", "Name"), 80)
    id_number = _text(_("Identity number"), 30)
    phone = _text(_("Phone"), 40)
    address = _text(_("Residence"))
    service_address = _text(
        _("Address for service"), help_text=_("Where letters of the authority really arrive.")
    )
    occupation = _text(_("Occupation"), 80)
    workplace = _text(_("Workplace"))
    agent_name = _text(_("Agent: name"), 80)
    agent_about = _text(
        _("Agent: who they are"), help_text=_("Lawyer of which firm, relative, colleague, citizen.")
    )
    agent_phone = _text(_("Agent: telephone"), 40)
    facts = forms.CharField(
        label=_("What happened, for the papers"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Full sentences, days, who said what. Left empty, the story of intake is used."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sex"] = fact_field("employment", "sex")
        self.fields["birth_date"] = fact_field("employment", "birth_date")
        self.order_fields(["name", "sex", "birth_date"])


class OpponentForm(ConflictAwareForm):
    """The employer as the other side."""

    prefix = "opponent"
    all_optional = True

    address = _text(_("Seat"), help_text=_("As registered: the address of the firm."))
    head_name = _text(_("Legal representative or person in charge"), 80)
    head_post = _text(_("Their post"), 80)
    phone = _text(_("Phone"), 40)


class WitnessForm(forms.Form):
    """Someone who can say something."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=80)
    address = _text(_("Residence"))
    phone = _text(_("Phone"), 40)
    can_say = _text(_("What they can say"), 500)


class LetterheadForm(forms.Form):
    """The centre on its papers."""

    all_optional = True

    name = _text(_("Name of the centre"), 120)
    phone = _text(_("Telephone"), 60)
    address = _text(_("Address"))
