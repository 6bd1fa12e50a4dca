"""Forms of a team's week: notes, authorities, contacts, who is in charge, appointments."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.ui.public import DayField, DayTimeField, HappenedField, set_choices

LONGEST = 24 * 60


class NoteForm(forms.Form):
    """A call, a visit, a message, advice."""

    text = forms.CharField(
        label=_("What was said or done"), widget=forms.Textarea(attrs={"rows": 3}), max_length=8000
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=codes.NOTE_KINDS)
    other = forms.ChoiceField(label=_("With whom"), choices=codes.NOTE_WITH)
    on = HappenedField(label=_("Day"), initial=timezone.localdate)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Of your time; left empty it counts as not known."),
    )


class ProceedingForm(forms.Form):
    """Where the case lies with an authority."""

    stage = forms.ChoiceField(label=_("Before whom"), choices=codes.STAGES, initial="arbitration")
    authority = forms.CharField(label=_("Authority"), max_length=120)
    number = forms.CharField(label=_("Case number"), required=False, max_length=80)
    decider = forms.CharField(
        label=_("Arbitrator, judge or officer"), required=False, max_length=120
    )
    other_agent = forms.CharField(
        label=_("Who speaks for the other side"),
        required=False,
        max_length=200,
        help_text=_("Name, firm, telephone."),
    )
    filed_on = HappenedField(label=_("Filed on"), required=False)
    accepted_on = HappenedField(label=_("Accepted on"), required=False)
    served_on = HappenedField(label=_("Served on"), required=False)


class ContactForm(forms.Form):
    """One more way to reach somebody."""

    kind = forms.ChoiceField(label=_("Kind"), choices=codes.CONTACT_KINDS)
    value = forms.CharField(label=_("Number or address"), max_length=120)
    whose = forms.CharField(label=_("Whose, and when to call"), required=False, max_length=120)


class _Accounts(forms.Form):
    """A form that names somebody of the team."""

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(account.pk): account for account in people}
        self.named = [(pk, account.login) for pk, account in self.people.items()]


class AssignForm(_Accounts):
    """Who is in charge from now on, and of which cases."""

    to = forms.ChoiceField(label=_("In charge from now on"))

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, people=people, **kwargs)
        set_choices(self, "to", [("", "—"), *self.named])

    def clean_to(self):
        """The account."""
        return self.people[self.cleaned_data["to"]]


class DutyForm(_Accounts):
    """Who is there for walk-ins."""

    on = DayField(label=_("Day"), initial=timezone.localdate)
    account = forms.ChoiceField(label=_("Who"))

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, people=people, **kwargs)
        set_choices(self, "account", self.named)

    def clean_account(self):
        """The account."""
        return self.people[self.cleaned_data["account"]]


class AppointmentForm(_Accounts):
    """Someone comes at a fixed time."""

    starts_at = DayTimeField(label=_("Day and time"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=30)
    with_whom = forms.ChoiceField(label=_("With"), required=False)
    about = forms.CharField(label=_("About"), required=False, max_length=200)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, people=people, **kwargs)
        set_choices(self, "with_whom", [("", _("whoever is on duty")), *self.named])

    def clean_with_whom(self):
        """The account, or None."""
        return self.people.get(self.cleaned_data["with_whom"])
