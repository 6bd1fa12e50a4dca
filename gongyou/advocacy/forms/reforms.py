"""Forms of what-if questions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.advocacy import dossier_codes as codes
from gongyou.law.reforms import ReformError, load_reform
from gongyou.ui.public import DayField, law_language, set_choices


class ReformForm(forms.Form):
    """A reform as text or as a file."""

    compartment = forms.ChoiceField(label=_("Compartment"))
    text = forms.CharField(
        label=_("The reform"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "font-monospace"}),
    )
    file = forms.FileField(label=_("or a file"), required=False)

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()

    def clean(self):
        """The text, from the file where one was sent; every mistake at the field."""
        data = super().clean()
        field, text = "text", data.get("text") or ""  # type: ignore[union-attr]
        if data.get("file"):  # type: ignore[union-attr]
            field = "file"
            try:
                text = data["file"].read(200_000).decode("utf-8-sig")  # type: ignore[index]
            except UnicodeDecodeError:
                raise forms.ValidationError({"file": _("The file is no UTF-8 text.")}) from None
        if not text.strip():
            raise forms.ValidationError({"text": _("Write the reform, or choose a file.")})
        try:
            load_reform(text)
        except ReformError as error:
            lang = law_language()
            said = [": ".join(p for p in (q.at, q.text(lang)) if p) for q in error.problems]
            raise forms.ValidationError({field: said}) from None
        return data | {"text": text}  # type: ignore[operator]


class RunForm(forms.Form):
    """Over whom, on which day."""

    population = forms.ChoiceField(label=_("Over whom"), choices=codes.POPULATIONS)
    on = DayField(label=pgettext_lazy("advocacy", "On the day"))
    file = forms.FileField(
        label=_("Table of people (CSV)"),
        required=False,
        help_text=_(
            "A row a person, columns named as the facts of the law; weight, stratum, cluster and"
            " group if it is a sample."
        ),
    )

    def clean(self):
        """A table needs its file."""
        data = super().clean()
        if data.get("population") == "table" and not data.get("file"):  # type: ignore[union-attr]
            raise forms.ValidationError({"file": _("Choose the file.")})
        return data
