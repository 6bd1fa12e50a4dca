"""Forms of elections and mandates."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes_of_people as codes
from gongyou.collective.forms.fields import count, day, happened, text
from gongyou.collective.forms.people import CaseForm, MemberField, MembersField
from gongyou.ui.public import set_choices


class DayForm(forms.Form):
    """The day to look at."""

    day = day(_("On the day"), initial=timezone.localdate)


class ConstituencyForm(forms.Form):
    """Who elects together."""

    name = forms.CharField(label=_("Name of the constituency"), max_length=80)
    workshops = forms.MultipleChoiceField(
        label=_("Workshops"),
        required=False,
        help_text=_("None ticked: all members."),
        widget=forms.CheckboxSelectMultiple(),
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=60, initial=1)

    def __init__(self, *args, workshops=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "workshops", [(w, w) for w in workshops])
        if not workshops:
            del self.fields["workshops"]


class ElectionForm(forms.Form):
    """How an election is held."""

    means = forms.ChoiceField(label=_("How people vote"), choices=codes.ELECTION_MEANS)
    quorum = forms.IntegerField(
        label=_("Quorum in percent"), min_value=0, max_value=100, initial=50
    )
    quorum_over = forms.BooleanField(
        label=_("More than the quorum (not just as much)"), required=False, initial=True
    )


class NominationForm(CaseForm):
    """Somebody named as candidate."""

    member = MemberField(label=_("Candidate (pseudonym)"))


class SlipsForm(CaseForm):
    """Who drew a slip."""

    members = MembersField(label=_("Who drew a slip"))


class AnswerForm(forms.Form):
    """Whether a candidate stands."""

    shown = forms.CharField(
        label=_("Name on the ballot"),
        max_length=40,
        required=False,
        help_text=_("Voters see it after typing their code. Empty: the pseudonym."),
    )


class CountForm(forms.Form):
    """What one person counted."""

    ballots = count(_("Ballots in the box"))
    invalid = count(_("Invalid ballots"), initial=0)

    def __init__(self, *args, candidates=(), **kwargs):
        super().__init__(*args, **kwargs)
        for number, name in candidates:
            self.fields[f"votes_{number}"] = count(f"{number} · {name}")

    @property
    def votes(self) -> dict[int, int]:
        """Votes by candidate number."""
        pairs = self.cleaned_data.items()
        return {int(k.removeprefix("votes_")): v for k, v in pairs if k.startswith("votes_")}


class WitnessForm(CountForm):
    """What a witness counted, with the code that lets them say it."""

    code = forms.CharField(
        label=_("Code of the witness"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["code"]


class CloseForm(forms.Form):
    """The end of the voting."""

    key = forms.CharField(
        label=_("Key of the box"),
        required=False,
        max_length=60,
        help_text=_("It stands on the sheet that was printed with the slips."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    ends = day(_("Term ends on"), required=False)
    text = text(_("Text of the mandate"), rows=3, required=False)

    def __init__(self, *args, ask_key: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self._key = self.fields["key"]
        if not ask_key:
            del self.fields["key"]

    def ask_for_key(self, why: str) -> None:
        """Show the field of the key, with what is wrong."""
        self.fields = {"key": self._key, **self.fields}
        self.add_error("key", why)


class VoidForm(forms.Form):
    """A vote that will not be counted."""

    because = forms.ChoiceField(
        label=_("Why"), choices=[(c, t) for c, t in codes.VOID_REASONS if c != "restored"]
    )


class MandateForm(CaseForm):
    """A mandate given outside an election."""

    member = MemberField(label=_("Holder (pseudonym)"))
    role = forms.ChoiceField(label=_("Role in the case"), choices=codes.ROLES)
    powers = forms.MultipleChoiceField(
        label=_("Powers"),
        choices=codes.POWERS,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    text = text(_("Text of the mandate"), rows=3, required=False)
    starts = day(_("From"), initial=timezone.localdate)
    ends = day(_("Term ends on"), required=False)

    def clean(self):
        """A term doesn't end before it begins."""
        super().clean()
        data = self.cleaned_data
        if data.get("ends") and data.get("starts") and data["ends"] < data["starts"]:
            self.add_error("ends", _("It ends before it begins."))
        return data


class AuthoriseForm(CaseForm):
    """Powers of attorney for the holder of a mandate."""

    members = MembersField(label=_("Who authorises"))
    on = happened(_("On"), initial=timezone.localdate)
    means = forms.ChoiceField(label=_("How"), choices=codes.AUTHORISATION_MEANS)


class WithdrawForm(CaseForm):
    """A power of attorney taken back."""

    member = MemberField(label=_("Who takes it back"))
    on = happened(_("On"), initial=timezone.localdate)


class EndForm(forms.Form):
    """A mandate that ends early."""

    on = happened(_("On"), initial=timezone.localdate)
    why = forms.ChoiceField(label=_("Why"), choices=codes.ENDINGS[1:])


class RecallForm(forms.Form):
    """A vote on recalling."""

    on = happened(_("On"), initial=timezone.localdate)
    entitled = count(_("Entitled to vote"), 1)
    yes = count(_("For the recall"))
    no = count(_("Against"))
    reason = text(_("Reasons given"), rows=2, required=False)


class CodeForm(forms.Form):
    """The code of a slip."""

    code = forms.CharField(
        label=_("Code on your slip"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ReceiptForm(forms.Form):
    """The code of a receipt."""

    receipt = forms.CharField(
        label=_("Code of the receipt"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
