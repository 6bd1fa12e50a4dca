"""Forms of the room's texts."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.fieldwork import codes
from gongyou.ui.public import DayField


def blank(choices) -> list:
    """Choices with an empty one first."""
    return [("", "—"), *choices]


class StudyForm(forms.Form):
    """A new study."""

    title = forms.CharField(label=_("Title"), max_length=120)
    question = forms.CharField(
        label=_("Question"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = forms.ChoiceField(label=_("Language"), choices=codes.LANGUAGES)
    codebook = forms.BooleanField(
        label=_("Begin with the first codebook"),
        required=False,
        initial=True,
        help_text=_("Some 40 codes on reasons, strategies, challenges and what lasts."),
    )


class ParticipantForm(forms.Form):
    """Somebody who is spoken with."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=blank(codes.ROLES), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=blank(codes.SEXES), required=False)
    age = forms.ChoiceField(label=_("Age"), choices=blank(codes.AGES), required=False)
    sector = forms.CharField(label=_("Sector"), required=False, max_length=40)
    years = forms.IntegerField(label=_("Years of work"), required=False, min_value=0, max_value=70)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ConsentForm(forms.Form):
    """What somebody agrees to: one answer a use."""

    on = DayField(label=_("Day"))
    how = forms.ChoiceField(label=_("How it was given"), choices=codes.WAYS)
    language = forms.ChoiceField(label=_("In which language"), choices=codes.LANGUAGES)
    until = DayField(label=_("Good until"), required=False)
    embargo = DayField(label=_("Nothing leaves the team before"), required=False)
    partner = forms.CharField(label=_("Named partner"), required=False, max_length=200)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for use, label in codes.USES:
            self.fields[f"use_{use}"] = forms.ChoiceField(
                label=label,
                choices=[*codes.ANSWERS, ("", _("not asked"))],
                required=False,
                widget=forms.RadioSelect(attrs={"class": "row-line"}),
            )

    @property
    def uses(self):
        """The questions alone."""
        return [self[f"use_{use}"] for use in codes.USE_CODES]

    @property
    def rest(self):
        """The other fields."""
        return [self[name] for name in self.fields if not name.startswith("use_")]

    def answers(self) -> dict[str, str]:
        """What was answered."""
        given = {use: self.cleaned_data.get(f"use_{use}") for use in codes.USE_CODES}
        return {use: answer for use, answer in given.items() if answer}


class InterviewForm(forms.Form):
    """An interview that was held."""

    day = DayField(label=_("Day"), required=False)
    precision = forms.ChoiceField(label=_("How exact the day is"), choices=codes.PRECISIONS)
    kind = forms.ChoiceField(label=_("Kind"), choices=codes.KINDS)
    language = forms.ChoiceField(label=_("Language"), choices=codes.LANGUAGES)
    participants = forms.MultipleChoiceField(
        label=_("Participants"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class BringForm(forms.Form):
    """A transcript to bring."""

    file = forms.FileField(
        label=_("Transcript"),
        help_text=_(
            "WebVTT, SRT, WhisperX, oTranscribe, ELAN, Word, CSV, or a text with speakers."
        ),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    interview = forms.ChoiceField(label=_("Interview"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=codes.STAGES,
        help_text=_("A text for the desk has no names in it any more."),
    )


class CodeForm(forms.Form):
    """A code."""

    name = forms.CharField(label=pgettext_lazy("code", "Name"), max_length=120)
    parent = forms.ChoiceField(label=_("Below"), required=False)
    definition = forms.CharField(
        label=_("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    examples = forms.CharField(
        label=_("Examples"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    codable = forms.BooleanField(label=_("Takes passages"), required=False, initial=True)


class MemoForm(forms.Form):
    """A memo."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=pgettext_lazy("memo", "Text"), widget=forms.Textarea(attrs={"rows": 4})
    )


class RoundForm(forms.Form):
    """A round of coding."""

    texts = forms.MultipleChoiceField(label=_("Texts"), widget=forms.CheckboxSelectMultiple)
    coders = forms.MultipleChoiceField(label=_("Coders"), widget=forms.CheckboxSelectMultiple)
    unit = forms.ChoiceField(label=_("What is compared"), choices=codes.UNITS)
    blind = forms.BooleanField(
        label=_("Blind: nobody sees another's codes before it closes"), required=False, initial=True
    )


class FieldNoteForm(forms.Form):
    """What an interviewer saw and thought."""

    on = DayField(label=_("Day"))
    text = forms.CharField(
        label=pgettext_lazy("memo", "Text"), widget=forms.Textarea(attrs={"rows": 4})
    )


class SearchForm(forms.Form):
    """Words to find in context."""

    words = forms.CharField(
        label=_("Words"),
        max_length=200,
        help_text=_("Several words with a space: near each other. Both Chinese scripts are found."),
    )
    near = forms.IntegerField(
        label=_("At most so many characters apart"), initial=30, min_value=0, max_value=500
    )
    role = forms.ChoiceField(
        label=_("Only where somebody speaks who is"), choices=blank(codes.ROLES), required=False
    )
    sort = forms.ChoiceField(
        label=_("Sorted by"),
        choices=[
            ("text", pgettext_lazy("fieldwork", "text")),
            ("right", _("what follows")),
            ("left", _("what stands before")),
        ],
    )
    keep = forms.BooleanField(label=_("Keep this search for me"), required=False)


class ProjectForm(forms.Form):
    """A project of another program, with the consent that was given for it."""

    file = forms.FileField(label=_("Project or codebook"))
    on = DayField(label=_("Day of the consent"))
    how = forms.ChoiceField(label=_("How it was given"), choices=codes.WAYS)
    uses = forms.MultipleChoiceField(
        label=_("What the people in it agreed to"),
        choices=codes.USES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    counting = forms.ChoiceField(label=_("How positions are counted"), required=False)


class ExportForm(forms.Form):
    """What leaves, for whom, in which form."""

    form = forms.ChoiceField(
        label=_("Form"),
        choices=[
            ("qdpx", _("REFI-QDA project")),
            ("qdpx_nvivo", _("REFI-QDA project for NVivo")),
            ("qdc", _("REFI-QDA codebook")),
            ("codebook", _("Codebook as a table (CSV)")),
            ("xlsx", _("Passages (XLSX)")),
            ("csv", _("Passages (CSV)")),
            ("html", _("Passages (HTML)")),
            ("docx", _("Passages (Word)")),
        ],
    )
    to = forms.CharField(label=pgettext_lazy("fieldwork", "For whom"), max_length=200)


class WithdrawForm(forms.Form):
    """A withdrawal: what is taken back, and what becomes of each copy that was found."""

    scope = forms.ChoiceField(label=_("What is taken back"), choices=codes.SCOPES)
    sure = forms.BooleanField(
        label=_("It was read to the person, and they said so. It cannot be undone.")
    )


class RecordingForm(forms.Form):
    """A recording to keep sealed."""

    file = forms.FileField(label=_("Recording"))
    destroy_by = DayField(label=_("To be destroyed by"), required=False)
