"""Publishing: a folder as an archive to download, and the self-check's file by itself."""

import io
import tempfile
import zipfile
from pathlib import Path

from django.views.decorators.http import require_GET, require_http_methods

from gongyou.law import DEFAULT_LAW
from gongyou.outreach import forms
from gongyou.outreach.check import build_check
from gongyou.outreach.models import Publication
from gongyou.outreach.services import publishing as acts
from gongyou.outreach.views import choices, compartments
from gongyou.ui.public import download, page_of, render_form
from gongyou.vault.public import Right, access


@access(Right.EXPORT, fresh=True)
@require_http_methods(["GET", "POST"])
def publish(request):
    """What was published, and a new folder as one archive."""
    form = forms.PublishForm(request.POST or None, compartments=choices(request, Right.EXPORT))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        place = compartments(request, Right.EXPORT)[data.pop("compartment")]
        return download("published.zip", _archive(request.actor, place, data))
    page = page_of(
        Publication.objects.visible_to(request.actor, Right.EXPORT), request.GET.get("page")
    )
    return render_form(request, "outreach/publish.html", {"form": form, "page": page})


def _archive(actor, place, data: dict) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "published"
        acts.publish_folder(by=actor, compartment=place, law=DEFAULT_LAW, where=where, **data)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(where.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(where).as_posix())
        return made.getvalue()


@access(Right.READ, unlocked=False)
@require_GET
def check_file(request):
    """The self-check without a box, to hand on from stick or screen."""
    place = next(iter(request.actor.compartments(Right.READ)))
    settings = acts.settings_of(request.actor, place, ("zh-hans", "en"), None, False)
    return download("check.html", build_check(DEFAULT_LAW, settings))
