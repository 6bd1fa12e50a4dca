"""Forms for facts: one source's view of the spell, a month of pay, an event."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes, places
from gongyou.centre.extra_facts import extra_columns
from gongyou.centre.forms.fields import fact_field, fact_groups
from gongyou.law import DEFAULT_LAW
from gongyou.law.schema import schema_of
from gongyou.ui.public import ConflictAwareForm, MonthField, RoughDayField


class SourceForm(ConflictAwareForm):
    """All facts of the spell as one source gives them."""

    all_optional = True
    named_by = ("source",)

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)

    def __init__(self, *args, pack: str = DEFAULT_LAW, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = fact_groups(pack, "spell", "employment")
        asked = {name for _title, names in self.asked for name in names}
        further = [name for name in extra_columns(pack, "employment") if name not in asked]
        if further:
            self.asked = [*self.asked, (_("Further facts of this law"), further)]
        for _title, names in self.asked:
            for name in names:
                made = places.field() if name == "place" else fact_field("employment", name, pack)
                self.fields[name] = made

    @property
    def groups(self):
        """(title, bound fields) in the order people are asked; the law's own facts last."""
        return [(title, [self[name] for name in names]) for title, names in self.asked]

    @property
    def values(self) -> dict:
        """The facts given; None where the source says nothing."""
        return {name: value for name, value in self.cleaned_data.items() if name != "source"}


class OneFactForm(ConflictAwareForm):
    """One fact from one source."""

    named_by = ("source",)

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)

    def __init__(self, *args, name: str, pack: str = DEFAULT_LAW, **kwargs):
        super().__init__(*args, **kwargs)
        is_place = name == "place"
        field = places.field() if is_place else fact_field("employment", name, pack)
        self.fields["value"] = field


class PayForm(ConflictAwareForm):
    """Months of pay: one, or the same for several in a row."""

    all_optional = True
    named_by = ("source", "first")

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)
    first = MonthField(label=_("Month"))
    last = MonthField(label=_("Until month"), required=False)

    def __init__(self, *args, pack: str = DEFAULT_LAW, **kwargs):
        super().__init__(*args, **kwargs)
        groups = fact_groups(pack, "pay", "pay") if schema_of(pack).monthly else []
        self.asked = [name for _title, names in groups for name in names]
        for name in self.asked:
            self.fields[name] = fact_field("pay", name, pack)

    def clean(self):
        """At most ten years of months, in order."""
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and not first <= last <= date(first.year + 10, first.month, 1):
            self.add_error("last", _("The last month must follow the first within ten years."))
        return data

    @property
    def rows(self) -> list[dict]:
        """A row for each month, with what was filled in."""
        data = self.cleaned_data
        given = {name: data[name] for name in self.asked if data[name] not in (None, "")}
        first, last = data["first"], data["last"] or data["first"]
        span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [given | {"month": date(n // 12, n % 12 + 1, 1)} for n in span]


class EventForm(forms.Form):
    """Something dated that the law asks about."""

    source = forms.ChoiceField(label=_("Source"), choices=codes.SOURCES)
    date = RoughDayField(label=_("Date"))
    end_date = RoughDayField(label=_("Until"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"] = fact_field("events", "kind", required=True)
        self.fields["value"] = fact_field("events", "value")
        self.order_fields(["kind", "date", "end_date", "value", "source"])
