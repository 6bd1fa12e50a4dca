"""Forms of dossiers and supply links."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy import dossier_codes as codes
from gongyou.centre.public import Case, Employer
from gongyou.law import load_pack, pack_names
from gongyou.law.dossiers import ANYONE, DossierKind, kinds_of
from gongyou.ui.public import DayField, HappenedField, law_language, set_choices

SAY = {"rows": 6}


def kinds_offered(law: str) -> list[tuple[str, DossierKind]]:
    """The kinds of one's own law and those that no country owns; those of others as law:kind."""
    found = list(kinds_of(load_pack(law)).items())
    for other in pack_names():
        if other != law:
            kinds = load_pack(other).desk.dossiers.values()
            found += [(f"{other}:{kind.code}", kind) for kind in kinds]
    return found


def kind_choices(law: str) -> list[tuple[str, str]]:
    """The kinds that one may choose from, in the page's language."""
    lang = law_language()
    return [(code, kind.label[lang]) for code, kind in kinds_offered(law)]


class NewDossierForm(forms.Form):
    """Which kind of dossier, in which compartment."""

    compartment = forms.ChoiceField(label=_("Compartment"))
    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("What it is called here"), max_length=200)

    def __init__(self, *args, compartments=(), law: str, **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)
        set_choices(self, "kind", kind_choices(law))
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()


class DossierForm(forms.Form):
    """What a dossier says: to whom, who signs, the matter, how public, the risk."""

    title = forms.CharField(label=_("What it is called here"), max_length=200)
    body = forms.CharField(label=_("To whom"), max_length=300, required=False)
    employer = forms.ModelChoiceField(Employer.objects.none(), label=_("Employer"), required=False)
    matter = forms.CharField(
        label=_("What happened, and what is asked"),
        widget=forms.Textarea(attrs={"rows": 14}),
        required=False,
        help_text=_("A line a paragraph; ## begins a heading, | a | b | is a row of a table."),
    )
    signer = forms.ChoiceField(label=_("Who signs"), required=False)
    signer_name = forms.CharField(label=_("Name under the paper"), max_length=120, required=False)
    consent_on = HappenedField(label=_("The person concerned agreed on"), required=False)
    publicity = forms.ChoiceField(label=_("Publicity"), choices=codes.PUBLICITY)
    risk_reviewed_on = HappenedField(
        label=_("Risk for the people in it was looked at on"), required=False
    )

    def __init__(self, *args, kind: DossierKind, employers, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = None if ANYONE in kind.signers else kind.signers
        choices = [c for c in codes.SIGNERS if allowed is None or c[0] in allowed]
        set_choices(self, "signer", [("", "—"), *choices])
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """That it was handed in, with proof."""

    on = HappenedField(label=_("Handed in or posted on"))
    received_on = HappenedField(
        label=_("Received by the body on"),
        required=False,
        help_text=_("Posted: the day on which they signed for it. Clocks start from it."),
    )
    proof = forms.FileField(label=_("Receipt or proof"), required=False)


class ReplyForm(forms.Form):
    """What happened to it."""

    code = forms.ChoiceField(label=_("What happened"), choices=codes.REPLIES)
    on = HappenedField(label=_("Day"))
    until = DayField(label=_("Until (where time stands still)"), required=False)
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000
    )
    upload = forms.FileField(label=_("The letter"), required=False)


class NextForm(forms.Form):
    """The next step."""

    kind = forms.ChoiceField(label=_("Next step"))
    on = HappenedField(label=_("Day"))

    def __init__(self, *args, follows, **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "kind", follows)


class CloseForm(forms.Form):
    """Nothing more is expected."""

    on = HappenedField(label=_("Day"))


class CasesField(forms.ModelMultipleChoiceField):
    """Cases by their reference, the name where it may be read, and the employer."""

    names: Mapping = {}

    def label_from_instance(self, obj):
        """What stands beside the box."""
        name = (self.names.get(obj.worker_id) or {}).get("name")
        return " · ".join(str(part) for part in (obj.reference, name, obj.employer) if part)


class PeopleForm(forms.Form):
    """Whose matter is in it."""

    cases = CasesField(
        Case.objects.none(), required=False, widget=forms.CheckboxSelectMultiple(), label=_("Cases")
    )

    def __init__(self, *args, cases, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cases"].names = names  # type: ignore[attr-defined]
        self.fields["cases"].queryset = cases  # type: ignore[attr-defined]


class LinksForm(forms.Form):
    """A downloaded list of sites."""

    compartment = forms.ChoiceField(label=_("Compartment"))
    file = forms.FileField(label=_("CSV or GeoJSON of Open Supply Hub"))

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()
