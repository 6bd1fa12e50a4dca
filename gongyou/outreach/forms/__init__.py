"""Forms of the outreach room."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.centre.public import codes as centre_codes
from gongyou.centre.public import grievances
from gongyou.centre.public import places as centre_places
from gongyou.outreach import codes
from gongyou.ui.public import DayField, set_choices


def _topics(required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Topics"),
        choices=codes.TOPICS,
        required=required,
        widget=forms.CheckboxSelectMultiple(),
    )


class InCompartment(forms.Form):
    """A form that begins something new in a compartment of the person's."""

    compartment = forms.ChoiceField(label=_("Compartment"))

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()


class AnswersForm(forms.Form):
    """The text of a code: scanned, pasted, or a file."""

    text = forms.CharField(
        label=_("Text of the code"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("A hand scanner types it here; a photograph or file can be chosen below."),
    )
    file = forms.FileField(label=_("Photograph or file of the code"), required=False)


class TakeInForm(forms.Form):
    """What the desk adds to answers that came from a phone."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=80)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    employer_name = forms.CharField(label=_("Employer"), max_length=200)
    grievances = forms.MultipleChoiceField(
        label=_("What it is about"),
        required=False,
        choices=grievances.choices,
        widget=forms.CheckboxSelectMultiple(),
    )
    consent = forms.MultipleChoiceField(
        label=_("Consent"),
        required=False,
        choices=centre_codes.CONSENTS,
        widget=forms.CheckboxSelectMultiple(),
    )


class HandOverForm(forms.Form):
    """A case for another centre."""

    to = forms.CharField(label=_("To which centre"), max_length=120)
    recipient = forms.CharField(
        label=_("Its public key"),
        max_length=80,
        help_text=_("It begins with age1. Compare its words with them by voice first."),
    )
    consent = forms.CharField(label=_("What they agreed to, in their words"), max_length=200)
    due_on = DayField(label=_("Ask again on"))
    sender = forms.CharField(label=_("How they know your centre"), max_length=120)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandoverFileForm(forms.Form):
    """A case from another centre, or its receipt."""

    file = forms.FileField(label=_("A case from another centre, or its receipt"))


class SessionForm(InCompartment):
    """A session to come."""

    on = DayField(label=_("Day"))
    half = forms.ChoiceField(label=_("Part of the day"), choices=codes.HALVES)
    language = forms.ChoiceField(label=_("Language"), choices=codes.LANGUAGES)
    place = centre_places.field()
    expected = forms.IntegerField(
        label=_("Expected people"), required=False, min_value=0, max_value=5000
    )
    topics = _topics()

    def clean_place(self):
        """An empty text for no place."""
        return self.cleaned_data["place"] or ""


class CountForm(forms.Form):
    """Heads and what was given out."""

    heads = forms.IntegerField(
        label=_("Heads, with a card or without"), min_value=0, max_value=5000
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in codes.MATERIALS:
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=20000
            )


class RightAnswersForm(forms.Form):
    """Which answer of each question is right; a question without one is not asked."""

    def __init__(self, *args, questions=(), **kwargs):
        super().__init__(*args, **kwargs)
        for each in questions:
            self.fields[each.name] = forms.ChoiceField(
                label=each.label, choices=[("", _("do not ask it")), *each.choices], required=False
            )


class CardPart(forms.Form):
    """A card, before or after."""

    text = forms.CharField(label=_("Card"), max_length=8)
    part = forms.ChoiceField(
        label=_("When"), choices=(("before", _("before")), ("after", _("after")))
    )


class CardForm(CardPart):
    """One card's result."""

    right = forms.IntegerField(label=_("Right answers"), min_value=0, max_value=50)


class AskCardForm(CardPart):
    """The session's questions asked of whoever holds a card; nothing has to be answered."""

    def __init__(self, *args, asked=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["autocomplete"] = "off"
        for number, each in enumerate(asked):
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=each["label"],
                choices=each["choices"],
                required=False,
                widget=forms.RadioSelect(),
            )

    def answers(self, asked) -> dict[str, str]:
        """What was ticked, by the question's name."""
        return {each["name"]: self.cleaned_data[f"q{n}"] for n, each in enumerate(asked)}


class CallForm(InCompartment):
    """A call, by keyboard in twenty seconds."""

    on = DayField(label=_("Day"))
    half = forms.ChoiceField(label=_("Part of the day"), choices=codes.HALVES)
    channel = forms.ChoiceField(label=_("How"), choices=codes.CHANNELS)
    language = forms.ChoiceField(label=_("Language"), choices=codes.LANGUAGES)
    topics = _topics()
    done = forms.ChoiceField(label=_("What was done"), choices=codes.DONE)
    place = centre_places.field()
    minutes = forms.IntegerField(
        label=_("Length in minutes"), required=False, min_value=0, max_value=600
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    number = forms.CharField(label=_("Number, only to call back"), required=False, max_length=40)

    def clean_place(self):
        """An empty text for no place."""
        return self.cleaned_data["place"] or ""

    def clean(self):
        """A call back needs a number, and no other call keeps one."""
        super().clean()
        data = self.cleaned_data
        if data.get("done") == "call_back" and not data.get("number"):
            self.add_error("number", _("Which number shall be called back?"))
        if data.get("number") and data.get("done") != "call_back":
            self.add_error("number", _("A number is kept only where a call back is owed."))
        return data


class ServiceForm(InCompartment):
    """A service of the directory."""

    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    name = forms.CharField(label=_("Service offered"), max_length=200)
    topics = _topics()
    places = forms.CharField(
        label=_("Places served"),
        required=False,
        help_text=_("Names or codes, with commas; empty means everywhere."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=codes.LANGUAGES, widget=forms.CheckboxSelectMultiple()
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    address = forms.CharField(label=_("Where it is"), required=False, max_length=200)
    hours = forms.CharField(label=_("Opening hours"), required=False, max_length=120)
    cost = forms.CharField(label=_("Cost"), required=False, max_length=120)
    bring = forms.CharField(label=_("What to bring"), required=False, max_length=200)

    def clean_places(self):
        """Codes of the places named."""
        from gongyou.law.places import find_place

        found = []
        for text in self.cleaned_data["places"].replace("，", ",").replace("、", ",").split(","):
            if text.strip():
                code, _problem = find_place(text.strip())
                if code is None:
                    message = _("%(text)s is no place that the program knows.")
                    raise forms.ValidationError(message, params={"text": text.strip()})
                found.append(code)
        return found


class ConfirmationForm(forms.Form):
    """Somebody asked."""

    on = DayField(label=_("Day"))
    how = forms.ChoiceField(label=_("How"), choices=codes.HOW)
    found = forms.ChoiceField(label=_("What was found"), choices=codes.FOUND)


class ReferralForm(InCompartment):
    """Somebody is sent on."""

    service = forms.ChoiceField(label=_("Service offered"))
    origin = forms.ChoiceField(label=_("Sent from"), choices=codes.REFERRAL_FROM)
    on = DayField(label=_("Day"))
    due_on = DayField(label=_("Ask again on"))
    consent = forms.CharField(
        label=_("What they agreed to, in their words"),
        max_length=200,
        help_text=_("No name here."),
    )
    told = forms.CharField(
        label=_("What was told"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, services=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "service", services)


class OutcomeForm(forms.Form):
    """What came of a referral."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=codes.OUTCOMES)


class GuideForm(InCompartment):
    """A guide's text, or a file with it."""

    slug = forms.SlugField(label=_("Name in addresses"), max_length=40)
    language = forms.ChoiceField(
        label=_("Language"), choices=[c for c in codes.LANGUAGES if c[0] in ("zh-hans", "en")]
    )
    text = forms.CharField(
        label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 18})
    )
    file = forms.FileField(label=_("Or a file: Markdown, Word"), required=False)


class PublishForm(InCompartment):
    """What a folder is made of."""

    good_until = DayField(label=_("Good until"))
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[c for c in codes.LANGUAGES if c[0] in ("zh-hans", "en", "ug")],
        initial=["zh-hans", "en"],
        widget=forms.CheckboxSelectMultiple(),
    )
    with_box = forms.BooleanField(
        label=_("Answers can be sealed to our box"), required=False, initial=True
    )
