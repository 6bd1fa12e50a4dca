"""Forms of sign-in and accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import Account
from gongyou.vault.public import Role as RoleChoices

ROLES = RoleChoices.choices


def passphrase_field(label, autocomplete: str, hint: str = "") -> forms.CharField:
    """A passphrase is never trimmed and never shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=hint, widget=widget, strip=False, max_length=1000)


def _words_widget() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"})


class SignIn(forms.Form):
    """Name and passphrase."""

    login = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    passphrase = passphrase_field(_("Passphrase"), "current-password")


class Unlock(forms.Form):
    """The passphrase again."""

    passphrase = passphrase_field(_("Passphrase"), "current-password")


class NewPassphrase(forms.Form):
    """A passphrase twice."""

    new = passphrase_field(
        _("New passphrase"),
        "new-password",
        _("Four or five words that do not belong together. Length counts more than signs."),  # type: ignore[arg-type]
    )
    again = passphrase_field(_("The same once more"), "new-password")

    def clean_again(self):
        """Both must be equal."""
        if self.cleaned_data.get("new") != self.cleaned_data["again"]:
            raise forms.ValidationError(_("The two passphrases differ."))
        return self.cleaned_data["again"]


class ChangePassphrase(NewPassphrase):
    """The old one, then the new one twice."""

    old = passphrase_field(_("Passphrase until now"), "current-password")
    field_order = ["old", "new", "again"]


class Code(forms.Form):
    """A code of an authenticator app, or one of the codes for an emergency."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from your app, or one of your emergency codes."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )


class CompartmentTitle(forms.Form):
    """What a compartment is called; sealed like everything in it."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("Only members can read it.")
    )


class Role(forms.Form):
    """What someone is in a compartment."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class AddMember(Role):
    """Whom to add, as what."""

    login = forms.CharField(label=_("Sign-in name of the person"), max_length=60)
    field_order = ["login", "role"]

    def __init__(self, *args, compartment=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.compartment = compartment

    def clean_login(self):
        """An account that is open and not yet a member."""
        login = self.cleaned_data["login"].strip().casefold()
        account = Account.objects.filter(login=login, is_active=True).first()
        if account is None:
            raise forms.ValidationError(_("There is no such account."))
        if account.memberships.filter(compartment=self.compartment, removed_at=None).exists():
            raise forms.ValidationError(_("This person is a member already."))
        self.cleaned_data["account"] = account
        return login


class Join(NewPassphrase):
    """A name and a passphrase of one's own."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)
    login = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Need not be your real name. Others see it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ["token", "login", "new", "again"]


class Recover(NewPassphrase):
    """The recovery code opens the keys; then they go under a new passphrase."""

    login = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Recovery code"),
        max_length=60,
        help_text=_("Five groups of letters and digits, from paper."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["login", "code", "new", "again"]


class Reset(NewPassphrase):
    """A new passphrase after two people agreed."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)
    field_order = ["token", "new", "again"]


class NewKeys(ChangePassphrase):
    """After a theft: new keys under a new passphrase."""


class Retention(forms.Form):
    """After how long unused records are proposed for destruction."""

    months = forms.IntegerField(
        label=_("Months without use"),
        required=False,
        min_value=1,
        max_value=1200,
        help_text=_("Afterwards records are proposed for destruction. Empty: never."),
    )


class Shares(forms.Form):
    """Two shares of the officers' key."""

    first = forms.CharField(label=_("Share of one officer"), widget=_words_widget())
    second = forms.CharField(label=_("Share of another officer"), widget=_words_widget())


class ProgramPassword(forms.Form):
    """What a program is called, so that its owner knows which password to end."""

    label = forms.CharField(
        label=_("Which program"),
        max_length=60,
        help_text=_("For example: pyodk on the office laptop. It may do what you may do."),
    )
