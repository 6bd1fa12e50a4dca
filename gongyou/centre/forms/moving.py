"""Forms for moving in: the files, and what their columns, states and people are."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.centre import codes
from gongyou.centre.forms.cases import FilesField
from gongyou.centre.laws import laws
from gongyou.centre.moving.fields import FIELDS, GROUPS, NOTE, ROLES
from gongyou.centre.moving.mapping import doubled
from gongyou.law import DEFAULT_LAW
from gongyou.ui.public import set_choices


class MoveInForm(forms.Form):
    """The files of another system, and who may read what comes of them."""

    compartment = forms.ChoiceField(label=_("Who may read this"))
    law = forms.ChoiceField(label=_("Law"), choices=laws, initial=DEFAULT_LAW, required=False)
    files = FilesField(  # type: ignore[assignment]
        label=_("Files"),
        allow_empty_file=True,
        help_text=_("Excel, OpenDocument or CSV; several at once, or a folder as one ZIP file."),
    )

    def __init__(self, *args, compartments=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "compartment", compartments)


NAMELESS = [
    ("in", _("come in as people without a name")),
    ("out", _("stay out and are listed")),
]


def field_choices() -> list:
    """The meanings of a column, by what they tell of; first: none, kept in a note."""
    groups: list = [("", NOTE)]
    for group, label in GROUPS.items():
        rows = [(f.name, f.label) for f in FIELDS.values() if f.group == group]
        groups.append((label, rows))
    return groups


class MappingForm(forms.Form):
    """What the columns and states of the other system mean, and what else was asked."""

    nameless = forms.ChoiceField(label=_("Rows that name nobody"), choices=NAMELESS, required=False)
    no_employer = forms.CharField(
        label=_("Employer of rows that name none"), required=False, max_length=120,
        help_text=_("Left empty, they come in as intakes without a case."),
    )  # fmt: skip
    new_employers = forms.BooleanField(label=_("They are all new"), required=False)
    save_as = forms.CharField(
        label=_("Keep this mapping as"), required=False, max_length=80,
        help_text=_("For the next files of the same system."),
    )  # fmt: skip
    plan = forms.ChoiceField(label=_("Take a mapping that was kept"), required=False)

    def __init__(self, *args, reading, body: dict, plans=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {n: body.get(n) for n in ("nameless", "no_employer", "new_employers")}
        self.reading, self.body, self.plans = reading, body, dict(plans)
        set_choices(self, "plan", [("", "—"), *((str(pk), name) for pk, (name, _g) in plans)])
        meanings = field_choices()
        for group in reading.groups:
            roles = [(r, t) for r, t in ROLES.items() if (r == "forms") <= (group.kind == "forms")]
            roles = [(r, t) for r, t in roles if group.kind == "rows" or r in ("forms", "out")]
            self.fields[f"role:{group.key}"] = forms.ChoiceField(
                label=_("These are"), choices=roles, initial=group.role)  # fmt: skip
            for number, header in enumerate(group.headers):
                self.fields[f"field:{group.key}:{number}"] = forms.ChoiceField(
                    label=header, choices=meanings, required=False,
                    initial=group.fields.get(header, ""))  # fmt: skip
        for number, (word, status, _count) in enumerate(reading.states):
            self.fields[f"state:{number}"] = forms.ChoiceField(
                label=word or pgettext_lazy("moving in", "closed, and no state told"),
                choices=codes.STATUSES, initial=status)  # fmt: skip

    def clean(self):
        """In one table a field is given by one column, unless it takes several."""
        for group in self.reading.groups:
            said = self._said(group)
            for header in doubled(said):
                name = f"field:{group.key}:{group.headers.index(header)}"
                self.add_error(name, _("Another column is this already."))
        return self.cleaned_data

    def _said(self, group) -> dict[str, str]:
        named = ((f"field:{group.key}:{n}", header) for n, header in enumerate(group.headers))
        return {header: self.cleaned_data.get(name) or "" for name, header in named}

    def changed(self, apart: list[str]) -> dict:
        """The body after what was chosen; `apart`: who is another person all the same."""
        data, body = self.cleaned_data, dict(self.body)
        body |= {n: data[n] for n in ("nameless", "no_employer", "new_employers")}
        body["states"] = dict(body.get("states", {})) | {
            word: data[f"state:{n}"]
            for n, (word, status, _count) in enumerate(self.reading.states)
            if data[f"state:{n}"] != status
        }
        body["groups"] = {
            g.key: {"headers": g.headers, "role": data[f"role:{g.key}"], "fields": self._said(g)}
            for g in self.reading.groups
        }
        body["apart"] = apart
        return body

    def column_rows(self) -> list:
        """(group, its role, [(header, samples, field)]) for the page."""
        return [
            (
                group,
                self[f"role:{group.key}"],
                [
                    (header, group.samples(header), self[f"field:{group.key}:{number}"])
                    for number, header in enumerate(group.headers)
                ],
            )
            for group in self.reading.groups
        ]

    def state_rows(self) -> list:
        """(field, how often) of each state that was met."""
        return [(self[f"state:{n}"], row[2]) for n, row in enumerate(self.reading.states)]
