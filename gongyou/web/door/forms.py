"""Forms of the door."""

from pathlib import Path

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import WeakPassphrase, check_strength
from gongyou.web.accounts.account import weak_sentence
from gongyou.web.accounts.forms import CompartmentTitle, NewPassphrase, passphrase_field
from gongyou.web.door import moving

OTHER = ""
LARGEST_KEY = 64 * 1024


class NewCentre(NewPassphrase):
    """The first person of a centre."""

    login = forms.CharField(
        label=_("Your sign-in name"),
        max_length=60,
        help_text=_("Short, and one that you like to be called by. Colleagues see it."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ["login", "new", "again"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new"].widget.attrs["data-strength"] = "strength"

    def clean(self):
        """A passphrase that can be guessed is refused at its field, before anything is made."""
        values = super().clean() or self.cleaned_data
        if values.get("new"):
            try:
                check_strength(values["new"], values.get("login", ""))
            except WeakPassphrase as weak:
                self.add_error("new", weak_sentence(weak))
        return values


class FirstCompartment(CompartmentTitle):
    """What the first circle of colleagues works on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["placeholder"] = _("Walk-in advice")


class FolderChoice(forms.Form):
    """A folder out of those that were found, or one that is typed."""

    place = forms.ChoiceField(label=_("Which place"), required=False, widget=forms.RadioSelect)
    folder = forms.CharField(
        label=_("Another folder"),
        required=False,
        max_length=1000,
        help_text=_("The whole path, as your file manager shows it in its address line."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, found=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(str(value), label) for value, label in found] + [  # type: ignore[attr-defined]
            (OTHER, _("another one, written below"))
        ]

    def clean(self):
        """The chosen path."""
        values = super().clean() or self.cleaned_data
        text = values.get("folder", "").strip() or values.get("place") or ""
        path = Path(text).expanduser() if text else None
        if path is None:
            self.add_error("folder", _("Choose one, or write the path of a folder."))
        elif not path.is_absolute():
            self.add_error("folder", _("Write the whole path, from its beginning."))
        else:
            self.check(path)
        values["path"] = path
        return values

    def check(self, path: Path) -> None:
        """What must be true of the path."""
        if not path.is_dir():
            self.add_error("folder", _("There is no such folder now. Is the stick plugged in?"))


class BackupPlace(FolderChoice):
    """Where backups go by themselves."""

    def __init__(self, *args, centre: Path, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre = centre

    def check(self, path: Path) -> None:
        """Not into the centre's own folder: what takes the one takes the other."""
        super().check(path)
        if path.is_dir() and path.resolve().is_relative_to(self.centre.resolve()):
            self.add_error(
                "folder",
                _("This is inside the centre's own folder; a thief or a fire takes both."),
            )


class RestoreFrom(FolderChoice):
    """A backup, the officer's key and a passphrase of those days."""

    key = forms.CharField(
        label=_("The key for backups"),
        required=False,
        max_length=10_000,
        help_text=_(
            "From the printed sheet: it begins with AGE-SECRET-KEY. "
            "Leave it empty for a stick that was made to move to a new laptop."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )
    key_file = forms.FileField(label=_("Or the file with that key"), required=False, max_length=200)
    passphrase = passphrase_field(
        _("Passphrase of anyone who had an account then"), "current-password"
    )
    field_order = ["place", "folder", "key", "key_file", "passphrase"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].label = _("Which backup")
        self.fields["folder"].label = _("Another backup file")
        self.fields["folder"].help_text = _("The whole path of a file gongyou-data-….age")

    def check(self, path: Path) -> None:
        """A data archive, and the keys archive beside it."""
        if not path.is_file():
            self.add_error("folder", _("There is no such file now. Is the stick plugged in?"))
        elif not path.with_name("gongyou-keys.age").exists():
            self.add_error("folder", _("The file gongyou-keys.age must lie beside it."))

    def clean(self):
        """The key as text, whichever way it came."""
        values = super().clean() or self.cleaned_data
        given = values.get("key_file")
        if given is not None and given.size > LARGEST_KEY:
            self.add_error("key_file", _("This is no file with a key."))
        elif given is not None:
            values["key"] = given.read().decode("utf-8", "replace")
        words = [line for line in values.get("key", "").splitlines() if line.strip()]
        joined = "".join("".join(line.split()) for line in words if not line.startswith("#"))
        if not joined and values.get("path"):
            joined = moving.key_beside(values["path"])
        if not joined.upper().startswith("AGE-SECRET-KEY-"):
            self.add_error("key", _("The key begins with AGE-SECRET-KEY."))
        values["identity"] = joined.upper()
        return values


class Ask(forms.Form):
    """The passphrase that a person has at the centre already."""

    passphrase = passphrase_field(_("Your passphrase at the centre"), "current-password")


class JoinCopy(Ask):
    """The copy that an administrator made for this laptop."""

    copy = forms.FileField(label=_("The copy from the stick"))
    field_order = ["copy", "passphrase"]
