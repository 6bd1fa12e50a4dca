"""Members chosen by their pseudonyms."""

import re
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongyou.collective.models import Member
from gongyou.collective.queries.members import members_called

CHOICES = "members-of-case"  # the list that _members.html puts on every page of a case
SEVERAL = _("Several members are called so: %(codes)s. Type the pseudonym of the one you mean.")


class MemberField(forms.CharField):
    """One member of a case, by pseudonym or by name; `case` and `actor` are set by the form.

    While it is typed, those who fit are offered; names only to whoever may read them.
    """

    case: Any = None
    actor: Any = None

    def __init__(self, **kwargs):
        attrs = {"placeholder": "G-7Q4K", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=60, widget=forms.TextInput(attrs=attrs), **kwargs)

    def offered_by(self, address: str) -> None:
        """Where those who fit are asked for; by post, so that no name stands in an address."""
        self.widget.attrs |= {
            "list": CHOICES,
            "hx-post": address,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{CHOICES}",
            "hx-swap": "innerHTML",
        }

    def clean(self, value):
        """The member, or an error."""
        text = super().clean(value)
        if not text:
            return None
        found = members_of(self.case, [text]) or members_called(self.actor, self.case, text)
        if not found:
            raise forms.ValidationError(_("No member of this case has that pseudonym or name."))
        if len(found) > 1:
            raise forms.ValidationError(SEVERAL, "several", {"codes": _codes(found)})
        return found[0]


def _codes(members: list[Member]) -> str:
    return ", ".join(
        f"{m.worker.pseudonym} ({m.workshop})" if m.workshop else m.worker.pseudonym
        for m in members[:8]
    )


class MembersField(forms.CharField):
    """Several members by pseudonyms or names, or everyone who signed on ("*")."""

    case: Any = None
    actor: Any = None

    def __init__(self, **kwargs):
        attrs = {"rows": 2, "spellcheck": "false", "placeholder": "G-7Q4K G-9M2X"}
        kwargs.setdefault("help_text", _("Pseudonyms or names, or * for everyone who signed on."))
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)

    def clean(self, value):
        """The members, or an error that names who is unknown."""
        text = super().clean(value)
        if text.strip() == "*":
            return list(Member.objects.filter(case=self.case, signed_on__isnull=False))
        codes = re.split(r"[\s,;，；、]+", text.strip()) if text.strip() else []
        found = members_of(self.case, codes)
        known = {m.worker.pseudonym for m in found}
        missing = []
        for code in dict.fromkeys(c for c in codes if c.upper() not in known):
            called = members_called(self.actor, self.case, code)
            if len(called) > 1:
                raise forms.ValidationError(SEVERAL, "several", {"codes": _codes(called)})
            found += called
            missing += [] if called else [code]
        if missing:
            values = {"codes": ", ".join(sorted(missing)[:10])}
            raise forms.ValidationError(_("Not members of this case: %(codes)s"), params=values)
        return list(dict.fromkeys(found))


def members_of(case, codes) -> list[Member]:
    """The members with these pseudonyms."""
    upper = [code.strip().upper() for code in codes]
    return list(
        Member.objects.filter(case=case, worker__pseudonym__in=upper).select_related("worker")
    )


class CaseForm(forms.Form):
    """A form whose member fields know their case."""

    def __init__(self, *args, case=None, actor=None, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, (MemberField, MembersField)):
                field.case, field.actor = case, actor
            if isinstance(field, MemberField) and case is not None:
                field.offered_by(reverse("collective:member_choices", args=[case.pk]))
