"""Forms for making a questionnaire on a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.surveys.library import CHINESE, ENGLISH, TOPICS, questions
from gongyou.surveys.sheets import SURVEY, Sheets
from gongyou.ui.public import set_choices

TYPES = (
    ("text", _("text")), ("integer", _("whole number")), ("decimal", _("number")),
    ("select_one", _("one choice")), ("select_multiple", _("several choices")),
    ("rank", _("choices put in order")), ("date", _("date")), ("time", _("time of day")),
    ("dateTime", _("date and time")), ("geopoint", _("point on the map")),
    ("geotrace", _("line on the map")), ("geoshape", _("area on the map")),
    ("image", _("photo")), ("audio", _("sound")), ("file", _("attached file")),
    ("barcode", _("barcode")), ("note", _("a text to read")), ("calculate", _("calculated")),
    ("range", _("a number on a scale")), ("acknowledge", _("acknowledgement")),
    ("begin_group", _("a group begins")), ("end_group", _("a group ends")),
    ("begin_repeat", _("a repeat begins")), ("end_repeat", _("a repeat ends")),
    ("start", _("time of beginning")), ("end", _("time of ending")),
    ("today", _("day of the interview")), ("deviceid", _("mark of the phone")),
    ("username", _("name of the enumerator")), ("audit", _("log of the interview")),
)  # fmt: skip
WITH_LIST = ("select_one", "select_multiple", "rank")
RULES = (
    ("required", _("Must be answered"), _("yes, or a condition")),
    ("relevant", _("Asked only if"), _("for example ${age} > 15")),
    ("constraint", _("Accepted only if"), _("for example . >= 0 and . <= 120")),
    ("constraint_message", _("Said if it is not accepted"), ""),
    ("calculation", _("Calculated as"), ""),
    ("choice_filter", _("Choices shown only if"), ""),
    ("appearance", _("Appearance"), ""),
    ("default", _("Filled in at first"), ""),
    ("parameters", _("Parameters"), ""),
)


class SketchForm(forms.Form):
    """A new questionnaire."""

    title = forms.CharField(label=_("Title"), max_length=200)
    form_id = forms.CharField(
        label=_("Form id"), max_length=60,
        help_text=_("Latin letters, digits and underscores; answers are matched by it."),
    )  # fmt: skip
    languages = forms.CharField(
        label=_("Languages, separated by commas"), initial=f"{ENGLISH}, {CHINESE}", max_length=300
    )

    def clean_languages(self) -> list[str]:
        """The names in their order."""
        parts = self.cleaned_data["languages"].replace("，", ",").split(",")
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


class LibraryForm(forms.Form):
    """Questions of the library by topic."""

    picked = forms.MultipleChoiceField(
        label=_("Questions of the library"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, language: str = "en", **kwargs):
        super().__init__(*args, **kwargs)
        at = 1 if language.startswith("zh") else 0
        set_choices(
            self,
            "picked",
            [
                (title, [(q.name, q.label[at]) for q in questions().values() if q.topic == topic])
                for topic, title in TOPICS.items()
            ],
        )


class RowForm(forms.Form):
    """One row of the survey sheet: every column of it that people write by hand."""

    kind = forms.ChoiceField(label=_("What is asked"), choices=TYPES)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)

    def __init__(self, *args, sheets: Sheets, row: int | None, **kwargs):
        self.sheets, self.row = sheets, row
        kwargs["initial"] = self._initial()
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        if row is not None and self.initial["kind"] not in dict(TYPES):
            kind.choices = [(self.initial["kind"], self.initial["kind"]), *TYPES]  # type: ignore[attr-defined]
        self.fields["list_name"] = forms.CharField(
            label=_("List of choices"), max_length=60, required=False,
            help_text=_("For questions with choices. Lists can serve many questions."),
        )  # fmt: skip
        for column in self._texts():
            widget = forms.Textarea(attrs={"rows": 2})
            self.fields[column] = forms.CharField(label=column, required=False, widget=widget)
        self.fields["choices"] = forms.CharField(
            label=_("Choices, one a line: code | label in each language"), required=False,
            widget=forms.Textarea(attrs={"rows": 6}), max_length=100_000,
            help_text=" | ".join(["code", *(each or "label" for each in sheets.languages)]),
        )  # fmt: skip
        for column, label, hint in RULES:
            self.fields[column] = forms.CharField(
                label=label, required=False, help_text=hint, max_length=2000
            )

    def _texts(self) -> list[str]:
        return [
            self.sheets.label_name(kind, language)
            for kind in ("label", "hint") for language in self.sheets.languages
        ]  # fmt: skip

    def _initial(self) -> dict:
        if self.row is None:
            return {"kind": "text"}
        found = {column: self.sheets.get(SURVEY, self.row, column)
                 for column in (*self._texts(), *(rule[0] for rule in RULES), "name")}  # fmt: skip
        kind, _blank, rest = self.sheets.get(SURVEY, self.row, "type").strip().partition(" ")
        listed = self.sheets.list_of(self.row)
        found["kind"] = kind if listed or not rest else f"{kind} {rest}"
        found["list_name"] = rest if listed else ""
        found["choices"] = "\n".join(
            " | ".join([self.sheets.get("choices", n, "name"), *(
                self.sheets.get("choices", n, self.sheets.label_name("label", language))
                for language in self.sheets.languages)])
            for n in self.sheets.choices_of(listed)
        ) if listed else ""  # fmt: skip
        return found

    def clean(self):
        """A question with choices needs a list; one without may not lose its words."""
        given = super().clean() or {}
        listed = given.get("kind") in WITH_LIST
        if listed and not given.get("list_name", "").split():
            given["list_name"] = given.get("name", "").strip()
        if listed and "|" in given.get("list_name", ""):
            self.add_error("list_name", _("A list's name has no | in it."))
        return given

    def values(self) -> dict[str, str]:
        """The cells of the row."""
        given = self.cleaned_data
        kind = given["kind"]
        if kind in WITH_LIST:
            kind = f"{kind} {given['list_name'].strip()}"
        columns = [*self._texts(), *(rule[0] for rule in RULES)]
        found = {column: given.get(column, "").strip() for column in columns}
        return {"type": kind, "name": given["name"].strip(), **found}

    def choices(self) -> list[list[str]] | None:
        """The list of choices as written; None where the question has none or none was written."""
        if self.cleaned_data["kind"] not in WITH_LIST or not self.cleaned_data["choices"].strip():
            return None
        lines = [line for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        return [[part.strip() for part in line.replace("｜", "|").split("|")] for line in lines]
