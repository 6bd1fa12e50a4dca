"""Forms of the roll."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.forms.fields import day, happened
from gongyou.collective.forms.people import CaseForm, MemberField
from gongyou.collective.models import Member
from gongyou.ui.public import ConflictAwareForm, set_choices


class RollFilter(forms.Form):
    """Whom to show."""

    all_optional = True
    workshop = forms.ChoiceField(label=_("Workshop"), required=False)
    support = forms.ChoiceField(
        label=_("Support"), required=False, choices=[("", _("All")), *codes.SUPPORT]
    )
    signed = forms.ChoiceField(
        label=_("Signed on"),
        required=False,
        choices=[("", _("All")), ("yes", _("yes")), ("no", _("no"))],
    )
    contact = forms.ChoiceField(
        label=_("Contact"),
        required=False,
        choices=[("", _("All")), ("none", _("without a contact"))],
    )

    def __init__(self, *args, workshops=(), **kwargs):
        super().__init__(*args, **kwargs)
        set_choices(self, "workshop", [("", _("All")), *((w, w) for w in workshops)])


class WorkbookForm(forms.Form):
    """A workbook with the people of the plant."""

    file = forms.FileField(label=_("Workbook (XLSX, XLS, ODS, CSV)"))


class JoinedForm(forms.Form):
    """When the people of a roster joined."""

    joined_on = happened(_("Joined on"), initial=timezone.localdate)


class SignForm(forms.Form):
    """Chosen members signed on."""

    on = happened(_("Signed on"), initial=timezone.localdate)
    means = forms.ChoiceField(label=_("How"), choices=codes.SIGN_MEANS)


class MemberForm(ConflictAwareForm, CaseForm):
    """Where somebody works, how they stand, who reaches them."""

    workshop = forms.CharField(label=_("Workshop"), max_length=60, required=False)
    floor = forms.CharField(label=_("Floor"), max_length=30, required=False)
    shift = forms.CharField(label=_("Shift"), max_length=30, required=False)
    support = forms.ChoiceField(label=_("Support"), choices=codes.SUPPORT)
    contact = MemberField(
        label=_("Contact"),
        required=False,
        help_text=_("The pseudonym of the member who reaches them."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, case=member.case, **kwargs)
        self.member = member

    def clean_contact(self):
        """Somebody else on the roll."""
        contact = self.cleaned_data["contact"]
        if contact == self.member:
            raise forms.ValidationError(_("Nobody else on the roll has this pseudonym."))
        return contact


class LawForm(forms.Form):
    """The day on which the law is asked."""

    on = day(_("What is owed on"), initial=timezone.localdate)
