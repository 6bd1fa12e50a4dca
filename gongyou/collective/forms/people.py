"""Members chosen by their pseudonyms."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.collective.models import Member


class MemberField(forms.CharField):
    """One member of a case, by pseudonym; `case` is set by the form."""

    case = None

    def __init__(self, **kwargs):
        attrs = {"placeholder": "G-7Q4K", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=16, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value):
        """The member, or an error."""
        code = super().clean(value)
        if not code:
            return None
        found = members_of(self.case, [code])
        if not found:
            raise forms.ValidationError(_("No member of this case has that pseudonym."))
        return found[0]


class MembersField(forms.CharField):
    """Several members by pseudonyms, or a whole workshop, or everyone ("*")."""

    case = None

    def __init__(self, **kwargs):
        attrs = {"rows": 2, "spellcheck": "false", "placeholder": "G-7Q4K G-9M2X"}
        kwargs.setdefault("help_text", _("Pseudonyms, or * for everyone who signed on."))
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)

    def clean(self, value):
        """The members, or an error that names who is unknown."""
        text = super().clean(value)
        if text.strip() == "*":
            return list(Member.objects.filter(case=self.case, signed_on__isnull=False))
        codes = re.split(r"[\s,;，；、]+", text.strip()) if text.strip() else []
        found = members_of(self.case, codes)
        missing = {c.upper() for c in codes} - {m.worker.pseudonym for m in found}
        if missing:
            values = {"codes": ", ".join(sorted(missing)[:10])}
            raise forms.ValidationError(_("Not members of this case: %(codes)s"), params=values)
        return found


def members_of(case, codes) -> list[Member]:
    """The members with these pseudonyms."""
    upper = [code.strip().upper() for code in codes]
    return list(
        Member.objects.filter(case=case, worker__pseudonym__in=upper).select_related("worker")
    )


class CaseForm(forms.Form):
    """A form whose member fields know their case."""

    def __init__(self, *args, case=None, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, (MemberField, MembersField)):
                field.case = case
