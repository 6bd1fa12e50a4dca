"""Forms of the chronicle: what to show, an event to add."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.forms.fields import day, happened, text
from gongyou.ui.public import set_choices


class ChronicleFilter(forms.Form):
    """Which events to show."""

    all_optional = True
    phase = forms.TypedChoiceField(label=_("Phase"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    since = day(_("From"), required=False)
    until = day(_("Until"), required=False)

    def __init__(self, *args, kinds=(), sources=(), **kwargs):
        super().__init__(*args, **kwargs)
        before = [(0, _("Before the case")), *codes.PHASES]
        set_choices(self, "phase", [("", _("All")), *before])
        known = [(code, codes.label(codes.EVENT_KINDS, code)) for code in sorted(set(kinds))]
        set_choices(self, "kind", [("", _("All")), *known])
        set_choices(self, "source", [("", _("All")), *((s, s) for s in sources)])


class EventForm(forms.Form):
    """Something that happened."""

    kind = forms.ChoiceField(label=_("Kind"), choices=codes.EVENT_KINDS)
    on = happened(_("Day"))
    until = day(_("Last day, if it lasted"), required=False)
    phase = forms.TypedChoiceField(
        label=_("Phase"), coerce=int, choices=[(0, _("Before the case")), *codes.PHASES]
    )
    text = text(_("What happened"))

    def clean(self):
        """The last day does not lie before the first."""
        super().clean()
        data = self.cleaned_data
        if data.get("until") and data.get("on") and data["until"] < data["on"]:
            self.add_error("until", _("The last day lies before the first."))
        return data
