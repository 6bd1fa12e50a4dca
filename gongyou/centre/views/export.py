"""Export under its own right and a fresh passphrase."""

from django.views.decorators.http import require_http_methods

from gongyou.centre.export import export as make_export
from gongyou.centre.forms.export import ExportForm
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Right, access


@access(Right.EXPORT, fresh=True)
@require_http_methods(["GET", "POST"])
def export(request):
    """Choose the form and whether names go along; get the file."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        content = make_export(request.actor, wanted["form"], wanted["names"])
        return download(f"gongyou-export.{wanted['form']}", content)
    return render_form(request, "centre/export.html", {"form": form})
