"""Forms of case studies, the board and comparisons."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.collective.public import CollectiveCase, Member
from gongyou.fieldwork import codes_of_cases as codes
from gongyou.ui.public import DayField, HappenedField
from gongyou.vault.public import Right, reveal_many

LIKELY = [("", "—"), *[(row[0], row[1]) for row in codes.LIKELINESS]]
ANCHORS = ("out", "cross", "full")
RANGE = {row[0]: (row[2], row[3]) for row in codes.LIKELINESS}


def _choose(form, name: str, choices: list) -> None:
    """Give a field of a form its choices, which depend on who asks."""
    form.fields[name].choices = choices


def _text(label, rows=3, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def case_choices(actor, right=Right.READ) -> list[tuple[str, str]]:
    """The collective cases somebody may see, by title."""
    cases = list(CollectiveCase.objects.visible_to(actor))
    if right != Right.READ:
        cases = [case for case in cases if actor.may(right, case.compartment_id)]
    titles = reveal_many(actor, cases, ["title"])
    return [(str(case.pk), (titles.get(case.pk) or {}).get("title") or case.code) for case in cases]


class StudyForm(forms.Form):
    """A new case study."""

    case = forms.ChoiceField(label=_("Collective case"))
    title = forms.CharField(label=_("Title of the study"), max_length=160)
    question = _text(pgettext_lazy("fieldwork", "What is asked"))

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        _choose(self, "case", [("", "—"), *case_choices(actor, Right.WRITE)])


class QuoteForm(forms.Form):
    """Words of somebody, beside an event."""

    passage = forms.ChoiceField(
        label=_("Passage of an interview"),
        required=False,
        help_text=_("Only passages whose one speaker may be quoted, or wants to be asked first."),
    )
    words = _text(_("Or words, as they were said"), required=False)
    event = forms.ChoiceField(label=_("Beside which event"), required=False)
    agreed = forms.ChoiceField(
        label=_("What the speaker allowed"), choices=codes.AGREED, required=False
    )
    member = forms.CharField(
        label=_("Speaker (pseudonym on the roll)"),
        required=False,
        help_text=_("Only a speaker on the roll can be described; others are shown it first."),
    )
    said_on = HappenedField(label=_("Said on"), required=False)

    def __init__(self, *args, study, lines, passages=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.passages = {str(p.coding): p for p in passages}
        told = [(key, p.words[:80]) for key, p in self.passages.items()]
        _choose(self, "passage", [("", "—"), *told])
        self.study = study
        self.lines = {str(line.event.pk): line.event for line in lines}
        _choose(self, "event", [("", "—"), *_event_choices(lines)])

    def clean(self):
        """A passage brings its words, its speaker and what they allowed."""
        super().clean()
        data = self.cleaned_data
        passage = self.passages.get(data.pop("passage", "") or "")
        if passage is not None:
            data |= {"words": passage.words, "agreed": "", "member": None}
            data |= {"participant": passage.participants[0], "coding": passage.coding}
        elif not data.get("words"):
            self.add_error("words", _("Choose a passage, or write the words."))
        return data

    def clean_event(self):
        """The event, or none."""
        return self.lines.get(self.cleaned_data["event"])

    def clean_member(self):
        """The member of that pseudonym."""
        asked = self.cleaned_data["member"].strip()
        if not asked:
            return None
        found = Member.objects.filter(case=self.study.case, worker__pseudonym=asked).first()
        if found is None:
            raise forms.ValidationError(_("Nobody on the roll of this case has this pseudonym."))
        return found


def _event_choices(lines) -> list[tuple[str, str]]:
    return [(str(line.event.pk), f"{line.when}: {line.text[:80]}") for line in lines]


class HypothesisForm(forms.Form):
    """An explanation."""

    text = _text(_("Explanation"), rows=2)
    likely = forms.ChoiceField(
        label=_("How likely before any clue"), choices=LIKELY[1:], initial="even"
    )


class BothForm(forms.Form):
    """Two explanations that may both be true."""

    first = _text(_("One explanation"), rows=2)
    second = _text(_("The other, which may be true as well"), rows=2)


class ClueForm(forms.Form):
    """Something seen, or looked for and not seen."""

    text = _text(_("Clue"), rows=2)
    found = forms.ChoiceField(
        label=_("Seen?"),
        choices=[("yes", _("seen")), ("no", _("looked for and not seen"))],
        initial="yes",
    )
    rests = forms.ChoiceField(label=_("What it rests on"), required=False)
    origin = forms.CharField(
        label=_("Common origin"),
        max_length=40,
        required=False,
        help_text=_("Clues with the same origin count once, such as reposts of one report."),
    )
    apart = forms.CharField(
        label=_("Why it counts although its only source is another's too"),
        required=False,
    )

    def __init__(self, *args, lines, quotes, promises, **kwargs):
        super().__init__(*args, **kwargs)
        self.held = {f"event:{line.event.pk}": ("event", line.event) for line in lines}
        self.held |= {f"quote:{q.pk}": ("quote", q) for q, _w in quotes}
        self.held |= {f"promise:{p.promise.pk}": ("promise", p.promise) for p in promises}
        _choose(
            self,
            "rests",
            [
                ("", "—"),
                (_("Events"), [(f"event:{k}", text) for k, text in _event_choices(lines)]),
                (_("Quotations"), [(f"quote:{q.pk}", w[:80]) for q, w in quotes]),
                (
                    _("Promises and payments"),
                    [(f"promise:{p.promise.pk}", p.text[:80]) for p in promises],
                ),
            ],
        )

    def clean_found(self):
        """Whether it was seen."""
        return self.cleaned_data["found"] == "yes"

    def basis(self) -> dict:
        """The event, quotation or promise it rests on."""
        held = self.held.get(self.cleaned_data.get("rests") or "")
        return {held[0]: held[1]} if held else {}


class WeighForm(forms.Form):
    """How likely a clue is under each explanation."""

    why = _text(_("Why"), rows=2)

    def __init__(self, *args, standings, **kwargs):
        super().__init__(*args, **kwargs)
        self.hypotheses = {f"h{s.hypothesis.pk.hex}": s.hypothesis for s in standings}
        for standing in standings:
            self.fields[f"h{standing.hypothesis.pk.hex}"] = forms.ChoiceField(
                label=_("How likely is it, if this is true: %(text)s") % {"text": standing.text},
                choices=LIKELY,
            )
        self.order_fields([*self.hypotheses, "why"])

    def ranges(self) -> dict:
        """Hypothesis id → (lowest, highest)."""
        return {h.pk: RANGE[self.cleaned_data[name]] for name, h in self.hypotheses.items()}


class ComparisonForm(forms.Form):
    """A new comparison."""

    title = forms.CharField(label=_("Title of the comparison"), max_length=160)
    place = forms.ChoiceField(label=_("Compartment"))
    cases = forms.MultipleChoiceField(
        label=pgettext_lazy("fieldwork", "Cases"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    conditions = forms.MultipleChoiceField(
        label=_("Conditions drawn from the chronicles"),
        widget=forms.CheckboxSelectMultiple,
        choices=[row for row in codes.RULES if row[0] and row[0] not in codes.MEASURES],
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("Outcome to be explained"),
        choices=[row for row in codes.RULES if row[0] and row[0] not in codes.MEASURES],
        initial="paid_30",
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        places = actor.compartments(Right.WRITE)
        self.places = {str(place.pk): place for place in places}
        _choose(self, "place", [(str(p.pk), p.title(actor)) for p in places])
        _choose(self, "cases", case_choices(actor))

    def clean(self):
        """The outcome explains nothing about itself."""
        super().clean()
        data = self.cleaned_data
        if data.get("outcome") in (data.get("conditions") or []):
            self.add_error("conditions", _("The outcome cannot be a condition of itself."))
        return data


class ConditionForm(forms.Form):
    """One more condition, by rule or by hand; by degrees with three anchors."""

    rule = forms.ChoiceField(label=_("How it is drawn"), choices=codes.RULES, required=False)
    name = forms.CharField(label=_("Name, if set by hand"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=codes.CONDITION_KINDS, initial="crisp")
    out = forms.FloatField(label=_("Nearly out at"), required=False)
    cross = forms.FloatField(label=_("Neither in nor out at"), required=False)
    full = forms.FloatField(label=_("Nearly in at"), required=False)
    is_outcome = forms.BooleanField(label=_("It is the outcome"), required=False)

    def clean(self):
        """A name or a rule; anchors in order where a measure is calibrated."""
        super().clean()
        data = self.cleaned_data
        if not data.get("rule") and not data.get("name"):
            self.add_error("name", _("Name it, or choose how it is drawn."))
        if data.get("rule") in codes.MEASURES:
            data["kind"] = "fuzzy"
            anchors = [data[k] for k in ANCHORS if data.get(k) is not None]
            rising = sorted(set(anchors))
            if len(rising) != len(ANCHORS) or anchors not in (rising, rising[::-1]):
                self.add_error("cross", _("Three anchors that rise or fall are needed."))
        elif data.get("rule"):
            data["kind"] = "crisp"
        return data

    def values(self) -> dict:
        """For the act."""
        data = self.cleaned_data
        anchors = (data["out"], data["cross"], data["full"])
        return {
            "rule": data["rule"],
            "name": data["name"],
            "kind": data["kind"],
            "anchors": anchors if None not in anchors else (),
            "is_outcome": data["is_outcome"],
        }


class MembershipForm(forms.Form):
    """A value set by hand."""

    unknown = forms.BooleanField(label=_("It is not known"), required=False)
    value = forms.FloatField(label=_("Value"), min_value=0, max_value=20, required=False)
    why = _text(_("What it rests on"), rows=2)

    def __init__(self, *args, condition, **kwargs):
        super().__init__(*args, **kwargs)
        self.condition = condition
        crisp = condition.kind == "crisp"
        self.fields["value"].help_text = (
            _("0 for no, 1 for yes.") if crisp else _("Between 0 and 1; never exactly 0.5.")
        )
        if condition.kind == "multi":
            self.fields["value"].help_text = _("A whole number from 0.")

    def clean(self):
        """Unknown, or a value of the kind."""
        super().clean()
        data = self.cleaned_data
        value = data.get("value")
        if data.get("unknown"):
            data["value"] = None
            return data
        kind = self.condition.kind
        if value is None:
            self.add_error("value", _("Give a value, or say that it is not known."))
        elif kind == "crisp" and value not in (0, 1):
            self.add_error("value", _("0 for no, 1 for yes."))
        elif kind == "multi" and value != int(value):
            self.add_error("value", _("A whole number from 0."))
        elif kind == "fuzzy" and (value > 1 or value == 0.5):
            self.add_error("value", _("Between 0 and 1; never exactly 0.5."))
        return data


class CutForm(forms.Form):
    """From which inclusion on a row is sufficient."""

    cut = forms.FloatField(label=_("Least inclusion"), min_value=0.5, max_value=1)
    n_cut = forms.IntegerField(label=_("Fewest cases of a row"), min_value=1, max_value=100)


class FundingForm(forms.Form):
    """Money that was committed."""

    place = forms.ChoiceField(label=_("Compartment"))
    funder = forms.CharField(label=_("Funder"), max_length=160)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=14, decimal_places=2)
    starts = DayField(label=_("From"))
    ends = DayField(label=_("Until"))
    conditional = forms.NullBooleanField(
        label=_("With conditions on what is done"),
        widget=forms.Select(
            choices=[("unknown", _("not known")), ("true", _("yes")), ("false", _("no"))]
        ),
    )
    conditions = _text(_("Which conditions"), rows=2, required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        _places(self, actor)

    def clean(self):
        """It ends after it begins."""
        super().clean()
        data = self.cleaned_data
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", _("It ends before it begins."))
        return data


def _places(form, actor) -> None:
    places = actor.compartments(Right.WRITE)
    form.places = {str(place.pk): place for place in places}
    _choose(form, "place", [(str(p.pk), p.title(actor)) for p in places])


class PressureForm(forms.Form):
    """Something done to the organisation."""

    place = forms.ChoiceField(label=_("Compartment"))
    kind = forms.ChoiceField(label=_("What it was"), choices=[("", "—"), *codes.PRESSURE_KINDS])
    on = HappenedField(label=_("On"), initial=timezone.localdate)
    what = _text(_("What happened"))
    source = forms.CharField(label=_("Who tells it"), max_length=160, required=False)
    response = _text(_("What we did"), rows=2, required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        _places(self, actor)


class LegalForm(forms.Form):
    """What the organisation is before the law."""

    place = forms.ChoiceField(label=_("Compartment"))
    kind = forms.ChoiceField(label=_("Form"), choices=[("", "—"), *codes.LEGAL_KINDS])
    since = HappenedField(label=_("Since"))
    renew_by = DayField(label=_("To be renewed by"), required=False)
    note = _text(_("Note"), rows=2, required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        _places(self, actor)


class LoadForm(forms.Form):
    """One's own week."""

    place = forms.ChoiceField(label=_("Compartment"))
    week = HappenedField(label=_("Week of"), initial=timezone.localdate)
    hours = forms.FloatField(label=_("Hours worked"), min_value=0, max_value=168)
    strain = forms.TypedChoiceField(
        label=_("How it was"),
        coerce=int,
        choices=[
            ("", "—"),
            (1, _("1 – easy")),
            (2, "2"),
            (3, _("3 – bearable")),
            (4, "4"),
            (5, _("5 – too much")),
        ],
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        _places(self, actor)
