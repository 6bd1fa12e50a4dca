"""Forms of the way back."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.collective.forms.fields import happened
from gongyou.ui.public import set_choices


class RunForm(forms.Form):
    """For whom, in which language."""

    who = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            ("all", _("all members")),
            ("without", _("members without an individual case")),
            ("workshop", _("one workshop")),
            ("chosen", _("chosen members")),
        ],
    )
    workshop = forms.ChoiceField(label=_("Workshop"), required=False)
    pseudonyms = forms.CharField(
        label=_("Pseudonyms"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Separated by spaces, for chosen members."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("zh-hans", "简体中文"), ("en", "English")]
    )

    def __init__(self, *args, workshops=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "workshop", [("", "—"), *((w, w) for w in workshops)])


class FilingForm(forms.Form):
    """Who files together, and who represents them."""

    who = RunForm.base_fields["who"]
    workshop = RunForm.base_fields["workshop"]
    pseudonyms = RunForm.base_fields["pseudonyms"]
    representatives = forms.CharField(
        label=_("Representatives"),
        help_text=_("Three to five pseudonyms of applicants, separated by spaces."),
    )

    def __init__(self, *args, workshops=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "workshop", [("", "—"), *((w, w) for w in workshops)])


class FiledForm(forms.Form):
    """The day on which it was handed in."""

    on = happened(_("Filed on"), initial=timezone.localdate)
