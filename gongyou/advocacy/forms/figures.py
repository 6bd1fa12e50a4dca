"""Forms of releases and namings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy.indicators import catalogue
from gongyou.advocacy.models.figures import LEVELS
from gongyou.ui.public import DayField, set_choices

SOURCE_KINDS = [
    ("official", _("an authority or court")),
    ("papers", _("papers of the employer")),
    ("workers", _("workers' own words")),
    ("press", _("press")),
    ("own", _("own observation")),
]


class CompartmentForm(forms.Form):
    """Something new in a compartment of the person's."""

    compartment = forms.ChoiceField(label=_("Compartment"))

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()


class ReleaseForm(CompartmentForm):
    """What is to go out, and to whom."""

    title = forms.CharField(label=_("Title"), max_length=200)
    audience = forms.CharField(label=_("To whom"), max_length=200, required=False)
    indicator = forms.ChoiceField(label=_("Indicator"))
    table = forms.ChoiceField(label=_("Table"))
    by = forms.ChoiceField(label=_("Told apart by"), required=False)

    def __init__(self, *args, tables=(), language="en", **kwargs):
        super().__init__(*args, **kwargs)
        names = {each for table in tables for each in table.columns}
        set_choices(
            self,
            "indicator",
            [(code, f"{one.number} {one.name[language]}") for code, one in catalogue().items()],
        )
        set_choices(self, "table", [(table.name, table.title) for table in tables])
        groups = {each for one in catalogue().values() for each in one.by} & names
        titles = {n: t.columns[n].title for t in tables for n in groups if n in t.columns}
        set_choices(self, "by", [("", "—"), *sorted(titles.items())])


class AgreeForm(forms.Form):
    """The second person agrees."""

    passphrase = forms.CharField(
        label=_("Passphrase of the second person outside"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Only in a centre without a second account; else leave it empty."),
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class NamingForm(CompartmentForm):
    """An employer, what would be said, and on what evidence."""

    employer = forms.CharField(label=_("Employer as printed"), max_length=200)
    level = forms.ChoiceField(label=_("Evidence"), choices=LEVELS)
    said = forms.CharField(label=_("What is said"), max_length=300)
    interest = forms.CharField(label=_("Why the public needs to know"), max_length=300)
    source_kinds = forms.MultipleChoiceField(
        label=_("Sources"), choices=SOURCE_KINDS, widget=forms.CheckboxSelectMultiple()
    )
    authority = forms.CharField(label=_("Authority that decided"), max_length=120, required=False)
    decided_on = DayField(label=_("Decided on"), required=False)
    workers = forms.IntegerField(label=_("Workers who told"), min_value=0, required=False)
    headcount = forms.IntegerField(label=_("Workers of the employer"), min_value=0, required=False)
    asked_on = DayField(label=_("Employer asked for a reply on"), required=False)
    review_on = DayField(label=_("To be looked at again on"))


class ReplyForm(forms.Form):
    """What the employer answered."""

    on = DayField(label=_("Replied on"))
    text = forms.CharField(label=_("Reply"), widget=forms.Textarea(attrs={"rows": 3}))


class OutsideForm(CompartmentForm):
    """A second person outside."""

    name = forms.CharField(label=_("Name and organisation"), max_length=120)
