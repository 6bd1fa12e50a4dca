"""Forms of a field operation: samples, assignments, quotas."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.surveys.models import ExportPlan, SampleDraw
from gongyou.surveys.sampling import Plan, new_seed
from gongyou.ui.public import set_choices


class SampleForm(forms.Form):
    """A draw from a pasted list."""

    title = forms.CharField(label=_("Title of the sample"), max_length=200)
    frame = forms.CharField(
        label=_("The list to draw from, with a line of headings"), max_length=8_000_000,
        widget=forms.Textarea(attrs={"rows": 8}), strip=False,
        help_text=_("Paste it from a sheet: one unit a line. It is kept encrypted with the draw."),
    )  # fmt: skip
    method = forms.ChoiceField(label=_("How to draw"), choices=SampleDraw.Method.choices)
    n = forms.IntegerField(
        label=_("How many units, or clusters where clusters are drawn"), min_value=1,
        max_value=100_000,
    )  # fmt: skip
    n_units = forms.IntegerField(
        label=_("Units in each cluster (two stages only)"), min_value=1, max_value=100_000,
        required=False,
    )  # fmt: skip
    stratum = forms.CharField(label=_("Column of the strata"), max_length=200, required=False)
    allocation = forms.ChoiceField(
        label=_("Shared among strata"), required=False,
        choices=[("proportional", _("by their size")), ("equal", _("equally"))],
    )  # fmt: skip
    cluster = forms.CharField(label=_("Column of the clusters"), max_length=200, required=False)
    size = forms.CharField(label=_("Column of the sizes"), max_length=200, required=False)
    replacements = forms.IntegerField(
        label=_("Replacements in reserve"), min_value=0, max_value=10_000, initial=0,
        required=False, help_text=_("For each stratum or drawn cluster, or in all."),
    )  # fmt: skip
    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=10**12, required=False,
        help_text=_("Leave it empty: one is picked and shown. The same seed draws the same."),
    )  # fmt: skip

    def plan(self) -> Plan:
        """What was asked."""
        given = self.cleaned_data
        return Plan(
            method=given["method"], n=given["n"], stratum=given["stratum"].strip(),
            seed=new_seed() if given["seed"] is None else given["seed"],
            cluster=given["cluster"].strip(), size=given["size"].strip(),
            n_units=given["n_units"] or 0, replacements=given["replacements"] or 0,
            allocation=given["allocation"] or "proportional",
        )  # fmt: skip

    def clean(self):
        """Two stages need the number of units in each cluster."""
        given = super().clean() or {}
        if given.get("method") == "two_stage" and not given.get("n_units"):
            self.add_error("n_units", _("Say how many units in each cluster."))
        return given


class AssignForm(forms.Form):
    """Who goes to which units."""

    name = forms.CharField(
        label=_("Name of the list that phones read"), max_length=60,
        help_text=_("A form reads it with select_one_from_file and this name with .csv."),
    )  # fmt: skip
    label = forms.ChoiceField(label=_("Column that names the units"))
    by = forms.ChoiceField(label=_("Keep together"), required=False)
    enumerators = forms.MultipleChoiceField(
        label=_("Enumerators"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, heads=(), devices=(), **kwargs):
        super().__init__(*args, **kwargs)
        columns = [(head, head) for head in heads]
        set_choices(self, "label", columns)
        set_choices(self, "by", [("", "–"), *columns])
        # The number is what a phone can compare; names stay sealed.
        named = [(str(each), f"{each.shown} ({each})") for each in devices]
        set_choices(self, "enumerators", named)


class QuotaForm(forms.Form):
    """How many answers of one kind are wanted."""

    what = forms.ChoiceField(label=_("Of what"))
    target = forms.IntegerField(
        label=_("How many are wanted"), min_value=0, max_value=1_000_000,
        help_text=_("Zero takes the wish away."),
    )  # fmt: skip

    def __init__(self, *args, teams=(), wishes=(), **kwargs):
        super().__init__(*args, **kwargs)
        of_teams = [(f"_team={team}", _("Team: %(team)s") % {"team": team}) for team in teams]
        set_choices(self, "what", [("=", _("answers in all")), *of_teams, *wishes])

    def chosen(self) -> tuple[str, str, int]:
        """Path, value and number."""
        path, _mark, value = self.cleaned_data["what"].partition("=")
        return path, value, self.cleaned_data["target"]


class PlanForm(forms.Form):
    """An export by the clock."""

    kind = forms.ChoiceField(
        label=_("Format"),
        choices=[("xlsx", _("Excel workbook")), ("csv", _("CSV files")),
                 ("sav", _("SPSS with labels")), ("dta", _("Stata with labels")),
                 ("parquet", _("Parquet files"))],
    )  # fmt: skip
    every = forms.TypedChoiceField(
        label=_("How often"), coerce=int, choices=ExportPlan.Every.choices
    )
    recipient = forms.CharField(
        label=_("Public age key of whoever opens it"), max_length=100,
        help_text=_("It begins with age1. The private key stays with its holder."),
    )  # fmt: skip
