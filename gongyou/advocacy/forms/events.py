"""Forms of the events part."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.advocacy import codes
from gongyou.advocacy.sheets.kinds.plain import FIELDS
from gongyou.centre.public import places
from gongyou.ui.public import DayField, set_choices


class InCompartment(forms.Form):
    """A form that begins something new in a compartment of the person's."""

    compartment = forms.ChoiceField(label=_("Compartment"))

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)
        if len(compartments) == 1:
            self.fields["compartment"].initial = compartments[0][0]
            self.fields["compartment"].widget = forms.HiddenInput()


def _codes(which: str, label, required: bool = False):
    return forms.MultipleChoiceField(
        label=label,
        required=required,
        choices=lambda: codes.choices(which),
        widget=forms.CheckboxSelectMultiple(),
    )


def _count(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=10_000_000)


class SourceForm(forms.Form):
    """Who tells."""

    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=codes.SOURCE_KINDS)
    source_name = forms.CharField(
        label=_("Name of the source"), max_length=120, required=False,
        help_text=_("Sealed. A private account is a person."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address on the web, or where it is kept"), max_length=300, required=False
    )
    private = forms.BooleanField(label=_("A private account"), required=False)
    published_on = DayField(label=_("Published on"), required=False)
    as_of = DayField(
        label=_("Speaks up to"), required=False, help_text=_("The day up to which it can know.")
    )


class TellingForm(SourceForm):
    """What a source tells of an event; the three days are apart."""

    start = DayField(label=_("Began on"), required=False)
    end = DayField(label=_("Ended on"), required=False)
    going_on = forms.BooleanField(label=_("It says that it goes on"), required=False)
    acts = _codes("act", pgettext_lazy("advocacy", "What was done"))
    demands = _codes("demand", _("Demands"))
    responses = _codes("response", _("Responses"))
    place = places.field()
    employer = forms.CharField(label=_("Employer as printed"), max_length=200, required=False)
    industry = forms.ChoiceField(label=_("Industry"), required=False)
    involved_low = _count(_("Workers involved, at least"))
    involved_high = _count(_("Workers involved, at most"))
    present_low = _count(_("People present, at least"))
    present_high = _count(_("People present, at most"))
    detained_low = _count(_("People detained, at least"))
    detained_high = _count(_("People detained, at most"))
    text = forms.CharField(
        label=_("What it says"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "industry", [("", "—"), *codes.choices("industry")])

    def clean(self):
        """At most is not below at least; an end is not before the beginning."""
        data = super().clean() or {}
        for name in ("involved", "present", "detained"):
            low, high = data.get(f"{name}_low"), data.get(f"{name}_high")
            if low is not None and high is not None and high < low:
                self.add_error(f"{name}_high", _("At most lies below at least."))
        if data.get("end") and data.get("start") and data["end"] < data["start"]:
            self.add_error("end", _("The end lies before the beginning."))
        return data

    def told(self) -> dict:
        """What it tells, by the codebook's names; what is empty is not told."""
        data = self.cleaned_data
        told: dict = {
            name: data[name].isoformat() for name in ("start", "end") if data.get(name)
        } | {
            name: data[name]
            for name in ("acts", "demands", "responses", "place", "employer", "industry")
            if data.get(name)
        }
        for name in ("involved", "present", "detained"):
            ends = [data.get(f"{name}_low"), data.get(f"{name}_high")]
            if ends != [None, None]:
                told[name] = ends
        if data.get("going_on"):
            told["state"] = "ongoing"
        if told.get("place"):
            told["region"] = f"{told['place'][:2]}0000"
            told["place_text"] = places.title(told["place"])
        if told.get("end") or told.get("state") == "ongoing":
            told["lasts"] = True
        if data.get("as_of"):
            told["as_of"] = data["as_of"].isoformat()
        return told


class EventForm(InCompartment, TellingForm):
    """A new event, by the first source that tells of it."""

    field_order = ["compartment", "start", "end", "going_on", "acts", "demands", "responses"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["start"].required = True
        self.fields["acts"].required = True


class CorrectForm(forms.Form):
    """What stands instead of what sources tell."""

    start = DayField(label=_("Began on"), required=False)
    end = DayField(label=_("Ended on"), required=False)
    involved_low = _count(_("Workers involved, at least"))
    involved_high = _count(_("Workers involved, at most"))
    why = forms.CharField(label=_("Why"), max_length=300)


class SpellForm(forms.Form):
    """One spell of a stoppage."""

    starts = DayField(label=_("From"))
    ends = DayField(label=_("To"), required=False)
    low = _count(_("Workers, at least"))
    high = _count(_("Workers, at most"))
    workdays = _count(_("Workdays as stated"))


class WithdrawForm(forms.Form):
    """Why an event does not count."""

    why = forms.CharField(label=_("Why"), max_length=200)


class OutcomeForm(forms.Form):
    """What came of an event, as a report tells."""

    as_of = DayField(label=_("As of"))
    result = forms.ChoiceField(label=_("Result"), choices=lambda: codes.choices("result"))
    report = forms.ChoiceField(label=_("Report that tells it"), required=False)
    method = forms.ChoiceField(label=_("How it was settled"), required=False)
    agreed = forms.DecimalField(
        label=_("Amount agreed"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    paid = forms.DecimalField(
        label=_("Amount paid"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    jobs_lost_low = _count(_("Jobs lost, at least"))
    representatives_dismissed = _count(_("Representatives dismissed"))
    offers = forms.CharField(label=_("Offers"), required=False, max_length=1000)

    def __init__(self, *args, reports=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "report", [("", "—"), *reports])
        set_choices(self, "method", [("", "—"), *codes.choices("method")])


class DisputeForm(forms.Form):
    """Other events of the same matter, by their codes."""

    events = forms.CharField(
        label=_("Codes of events of the same matter"), max_length=300,
        help_text=_("Such as S-7Q4K S-92MD"),
    )  # fmt: skip
    title = forms.CharField(label=_("What it is about"), max_length=200, required=False)
    wave = forms.BooleanField(label=_("A wave: several places, one call"), required=False)


class UploadForm(InCompartment):
    """A sheet of events."""

    file = forms.FileField(label=_("File"), help_text=_("XLSX, XLS, ODS, CSV or JSON."))
    name = forms.CharField(
        label=_("Name of the source"), max_length=120, required=False,
        help_text=_("Such as the name of the data set or its publisher."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of source"), choices=codes.SOURCE_KINDS)
    licence = forms.CharField(label=_("Licence of reuse"), max_length=120, required=False)


class MappingForm(forms.Form):
    """Which column of a sheet is which."""

    def __init__(self, *args, heads=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.heads = list(heads)
        options = [("", _("not read, only kept")), *((name, COLUMNS[name]) for name in FIELDS)]
        for at, head in enumerate(self.heads):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=head, choices=options, required=False
            )
        self.fields["name"] = forms.CharField(
            label=_("Keep the mapping under a name"), required=False, max_length=80
        )

    def clean(self):
        """Each field once, and the day of the beginning among them."""
        data = super().clean() or {}
        chosen = [value for name, value in data.items() if name.startswith("column_") and value]
        if "start" not in chosen:
            raise forms.ValidationError(_("Say which column is the day of the beginning."))
        if len(set(chosen)) != len(chosen):
            raise forms.ValidationError(_("Two columns cannot be the same field."))
        return data

    def columns(self) -> dict[str, str]:
        """Head → field."""
        data = self.cleaned_data
        return {
            head: data[f"column_{at}"]
            for at, head in enumerate(self.heads)
            if data.get(f"column_{at}")
        }


COLUMNS = {
    "start": _("day of the beginning"),
    "end": _("day of the end"),
    "title": pgettext_lazy("column", "title"),
    "text": _("description"),
    "region": _("province or state"),
    "city": _("city"),
    "employer": _("employer"),
    "union": _("union"),
    "industry": _("industry as printed"),
    "participants": _("size as a band"),
    "idled": _("workers involved"),
    "unit": _("bargaining unit"),
    "workdays": _("workdays"),
    "days_idle": _("days not worked"),
    "acts": _("what was done"),
    "demands": _("demands"),
    "responses": _("responses"),
    "case_number": _("number of the source"),
    "note": _("notes"),
}


class ImportForm(forms.Form):
    """The day up to which a file speaks, where it does not say so."""

    as_of = DayField(
        label=_("The file speaks up to"), required=False,
        help_text=_("For files that do not say it: what had not ended then went on."),
    )  # fmt: skip


class CodingForm(forms.Form):
    """What a coder reads out of a report."""

    acts = _codes("act", pgettext_lazy("advocacy", "What was done"))
    demands = _codes("demand", _("Demands"))
    responses = _codes("response", _("Responses"))
    involved_low = _count(_("Workers involved, at least"))
    involved_high = _count(_("Workers involved, at most"))
    detained_low = _count(_("People detained, at least"))
    detained_high = _count(_("People detained, at most"))
    result = forms.ChoiceField(label=_("Result"), required=False)
    words = forms.CharField(
        label=_("The words it rests on"), required=False, max_length=300,
        help_text=_("Copied from the report."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "result", codes.choices("result"))
        self.fields["result"].initial = "not_told"

    def clean(self):
        """At most is not below at least."""
        data = super().clean() or {}
        for name in ("involved", "detained"):
            low, high = data.get(f"{name}_low"), data.get(f"{name}_high")
            if low is not None and high is not None and high < low:
                self.add_error(f"{name}_high", _("At most lies below at least."))
        return data

    def values(self) -> dict:
        """By field, as codings are kept. Lists are always coded: an empty one says "none"."""
        data = self.cleaned_data
        words = data.get("words", "")
        names = ("acts", "demands", "responses")
        found: dict[str, dict] = {name: {"codes": sorted(data[name])} for name in names}
        found["result"] = {"codes": [data["result"]] if data.get("result") else ["not_told"]}
        for name in ("involved", "detained"):
            low, high = data.get(f"{name}_low"), data.get(f"{name}_high")
            if (low, high) != (None, None):
                found[name] = {"low": low, "high": high}
        for held in found.values():
            held["words"] = words
        return found


class AdjudicationForm(CodingForm):
    """What stands, with the reason."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
