"""Before there is a centre: the demonstration, and being a second laptop."""

import json
import tempfile
from pathlib import Path

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from gongyou.ui.public import download, render_form
from gongyou.vault.public import BadArchive, VaultKeyError, laptops
from gongyou.web import installing
from gongyou.web.demonstration import PEOPLE
from gongyou.web.door import forms
from gongyou.web.door.begin import led_here
from gongyou.web.door.beside import demonstration

REQUEST = "laptop-request.json"


@led_here("GET", "POST")
def show_demonstration(request):
    """Build it, say how far it is, and lead there."""
    if request.method == "POST":
        demonstration.start()
        return redirect("web:begin_demonstration")
    context = {"beside": demonstration, "people": PEOPLE}
    answer = render(request, "web/door/demonstration.html", context)
    if demonstration.running and not demonstration.ready:
        answer["Refresh"] = "2"
    return answer


@led_here("GET", "POST")
@sensitive_post_parameters()
def laptop(request):
    """Ask a centre to take this laptop: its public keys in a file, and words to compare."""
    form = forms.Ask(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = laptops.ask(form.cleaned_data["passphrase"])
        except laptops.NotEnrolled as why:
            form.add_error(None, str(why))
        else:
            _request_file().write_text(json.dumps(asked), encoding="utf-8")
            return redirect("web:begin_laptop")
    context = {"form": form, "join": forms.JoinCopy(), "words": _words()}
    return render_form(request, "web/door/laptop.html", context)


def _request_file() -> Path:
    return Path(settings.GONGYOU_DATA) / REQUEST


def _words() -> str:
    """The words of the request that was made, or ""."""
    try:
        asked = laptops.read_request(_request_file().read_text(encoding="utf-8"))
    except (OSError, laptops.NotEnrolled):
        return ""
    return laptops.words_of(asked)


@led_here("GET")
def laptop_request(request):
    """The file for the stick; nothing in it is secret."""
    if not _request_file().exists():
        return redirect("web:begin_laptop")
    return download(REQUEST, _request_file().read_bytes())


@led_here("POST")
@sensitive_post_parameters()
def laptop_join(request):
    """Take the copy that the centre made for this laptop, and be one of its laptops."""
    form = forms.JoinCopy(request.POST, request.FILES)
    if form.is_valid() and _joined(form):
        _request_file().unlink(missing_ok=True)
        told = [_("This laptop belongs to the centre now. Sign in as you do there.")]
        return render(request, "web/door/restored.html", {"told": told})
    context = {"form": forms.Ask(), "join": form, "words": _words()}
    return render_form(request, "web/door/laptop.html", context)


def _joined(form) -> bool:
    with tempfile.TemporaryDirectory(dir=settings.GONGYOU_DATA) as folder:
        path = Path(folder) / "copy.age"
        with path.open("wb") as file:
            for piece in form.cleaned_data["copy"].chunks():
                file.write(piece)
        try:
            laptops.join(path, form.cleaned_data["passphrase"])
        except (laptops.NotEnrolled, BadArchive) as why:
            form.add_error("copy", str(why))
            return False
        except VaultKeyError:
            form.add_error(
                "passphrase", _("This is not the passphrase that the laptop asked with.")
            )
            return False
    installing.bring_up_to_date()
    return True
