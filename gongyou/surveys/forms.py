"""What the pages ask for."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.surveys.exports.files import KINDS
from gongyou.surveys.models import Collector
from gongyou.surveys.models.submissions import Review
from gongyou.surveys.queries.answer_table import Wanted
from gongyou.ui.public import ConflictAwareForm, DayField, set_choices


class SurveyForm(forms.Form):
    """A new survey."""

    title = forms.CharField(
        label=_("Title of the survey"), max_length=200,
        help_text=_("It is shown on phones: name no person and no workplace."),
    )  # fmt: skip
    compartment = forms.ChoiceField(label=_("Compartment"))

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)


class CollectorForm(forms.Form):
    """A device or link that may collect."""

    name = forms.CharField(
        label=_("Whose device or which link"), max_length=120,
        help_text=_("Kept encrypted."),
    )  # fmt: skip
    team = forms.CharField(label=_("Team"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("How it signs in"), choices=Collector.Kind.choices)
    forms_allowed = forms.MultipleChoiceField(
        label=_("Questionnaires it may fill in"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, allowed=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "forms_allowed", allowed)


class CollectorsForm(CollectorForm):
    """Many devices at once, from a list as it stands in a sheet."""

    field_order = ("people", "team", "kind", "forms_allowed")
    name = None  # type: ignore[assignment]
    people = forms.CharField(
        label=_("One device a line: whose it is, then a comma or tab and its team"),
        widget=forms.Textarea(attrs={"rows": 12}), max_length=20_000,
        help_text=_("Paste two columns of a sheet. Kept encrypted. At most 200 lines."),
    )  # fmt: skip
    team = forms.CharField(label=_("Team of lines that name none"), max_length=40, required=False)

    def clean_people(self) -> list[tuple[str, str]]:
        """(whose, team) of each line; a name twice is told with its lines."""
        found: list[tuple[str, str]] = []
        seen: dict[str, int] = {}
        for number, line in enumerate(self.cleaned_data["people"].splitlines(), 1):
            name, team = _name_and_team(line)
            if not name and not team:
                continue
            self._check(number, name, team, seen)
            found.append((name, team))
        if not found:
            raise forms.ValidationError(_("Write at least one line."))
        if len(found) > MOST_DEVICES:
            raise forms.ValidationError(_("At most 200 lines at once."))
        return found

    def _check(self, number: int, name: str, team: str, seen: dict[str, int]) -> None:
        if not name or len(name) > 120 or len(team) > 40:
            text = _("Line %(line)s: a name of at most 120 letters, a team of at most 40.")
            raise forms.ValidationError(text % {"line": number})
        if name in seen:
            text = _("Lines %(first)s and %(line)s have the same name: write how they differ.")
            raise forms.ValidationError(text % {"first": seen[name], "line": number})
        seen[name] = number

    def chosen(self) -> list[tuple[str, str]]:
        """The devices with the team of each."""
        common = self.cleaned_data["team"].strip()
        return [(name, team or common) for name, team in self.cleaned_data["people"]]


MOST_DEVICES = 200


def _name_and_team(line: str) -> tuple[str, str]:
    parts = [part.strip() for part in re.split(r"[\t,，;；]", line, maxsplit=1)]
    return parts[0], parts[1] if len(parts) > 1 else ""


class AnyDayField(DayField):
    """A day to filter by: also one on which nothing can have come."""

    default_validators = []


class AnswersForm(forms.Form):
    """Which answers stand in the table."""

    words = forms.CharField(label=_("Words in the answers"), required=False, max_length=200)
    review = forms.ChoiceField(
        label=_("Finding"), required=False,
        choices=[("", _("all of them")), ("none", _("not checked")), *Review.choices],
    )  # fmt: skip
    collector = forms.ChoiceField(label=_("Enumerator or device"), required=False)
    since = AnyDayField(label=_("Arrived from"), required=False)
    until = AnyDayField(label=_("until"), required=False)
    trash = forms.BooleanField(label=_("Show the trash"), required=False)

    def __init__(self, *args, devices=(), **kwargs):
        super().__init__(*args, **kwargs)
        named = [(str(number), name) for number, name in devices]
        set_choices(self, "collector", [("", _("all of them")), *named])

    def wanted(self, columns: list[str]) -> Wanted:
        """What was asked; what cannot be read is not asked."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            columns=columns, words=given.get("words", "").strip(),
            review=given.get("review", ""), collector=given.get("collector", ""),
            since=given.get("since"), until=given.get("until"), trash=given.get("trash", False),
        )  # fmt: skip


class ReviewForm(ConflictAwareForm):
    """What a check found."""

    review = forms.ChoiceField(
        label=_("Finding"), choices=[("", _("not checked")), *Review.choices], required=False
    )
    comment = forms.CharField(
        label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ExportForm(forms.Form):
    """What leaves, and how."""

    kind = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("xlsx", _("Excel workbook")), ("csv", _("CSV files")), ("sav", _("SPSS with labels")),
            ("dta", _("Stata with labels")), ("parquet", _("Parquet files")),
            ("geojson", _("Places as GeoJSON")), ("media", _("Photos, sounds and other files")),
        ],
    )  # fmt: skip
    identities = forms.ChoiceField(
        label=_("What to export"),
        choices=[
            ("no", _("the table for analysis, without identities")),
            ("yes", _("everything, with names and free text")),
        ],
        widget=forms.RadioSelect, initial="no",
    )  # fmt: skip
    rejected = forms.BooleanField(label=_("Rejected answers too"), required=False)
    key = forms.FileField(
        label=_("Private key for encrypted answers (PEM)"), required=False,
        help_text=_("Used for this export only and not kept."),
    )  # fmt: skip

    def clean_kind(self):
        """Only formats we write."""
        if self.cleaned_data["kind"] not in KINDS:
            raise forms.ValidationError(_("Choose a format."))
        return self.cleaned_data["kind"]

    def clean(self):
        """Files of answers show and name people: they leave only with identities."""
        given = super().clean() or {}
        if given.get("kind") == "media" and given.get("identities") != "yes":
            self.add_error(
                "identities",
                _("Photos and sounds can show people: choose everything to take them."),
            )
        return given


class DesignForm(forms.Form):
    """How the rows were drawn, for honest intervals."""

    weight = forms.ChoiceField(label=_("Weight"), required=False)
    stratum = forms.ChoiceField(label=_("Strata"), required=False)
    cluster = forms.ChoiceField(label=_("Clusters"), required=False)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        none = {"weight": _("not weighted"), "stratum": _("none"), "cluster": _("none")}
        for name, field in self.fields.items():
            field.choices = [("", none[name]), *choices[name]]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The columns that exist; what does not is taken as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class CrossForm(forms.Form):
    """Which two questions stand against each other."""

    row = forms.ChoiceField(label=_("Answers to"), required=False)
    column = forms.ChoiceField(label=_("by"), required=False)

    def __init__(self, *args, questions=(), **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [("", "–"), *questions]  # type: ignore[attr-defined]
