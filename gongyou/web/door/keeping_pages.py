"""Health, the report for a helper, and moving to a new laptop."""

from pathlib import Path

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.ui.public import download, render_form
from gongyou.vault.public import administrator, public_view
from gongyou.web import installing
from gongyou.web.door import forms, moving, places
from gongyou.web.door import health as looked


@administrator
@require_GET
def health(request):
    """How machine and centre are, in words."""
    found = looked.findings()
    troubles = sum(one.tone != looked.OK for one in found)
    return render(request, "web/door/health.html", {"findings": found, "troubles": troubles})


@administrator
@require_GET
def report(request):
    """The report, to be read before it is handed on."""
    text = looked.report()
    if request.GET.get("file"):
        return download("gongyou-report.txt", text)
    return render(request, "web/door/report.html", {"text": text})


@administrator(fresh=True)
@require_http_methods(["GET", "POST"])
def move(request):
    """Everything onto a stick; afterwards this laptop rests."""
    found = [(path, path) for path in places.sticks()]
    data = Path(settings.GONGYOU_DATA)
    form = forms.BackupPlace(request.POST or None, found=found, centre=data)
    if request.method == "POST" and form.is_valid():
        try:
            moving.move(request.actor, form.cleaned_data["path"])
        except installing.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("web:moved")
    return render_form(request, "web/door/move.html", {"form": form, "found": found})


def moved_page(request):
    """What every address says once the centre has moved."""
    context = {"day": moving.moved_on(), "folder": moving.FOLDER}
    return render(request, "web/door/moved.html", context)


@public_view
@require_GET
def moved(request):
    """The centre is elsewhere now."""
    return moved_page(request) if moving.moved_on() else redirect("web:home")


@public_view
@require_POST
def stay(request):
    """It did not arrive; who knows a passphrase goes on here."""
    moving.stay()
    return redirect("web:home")
