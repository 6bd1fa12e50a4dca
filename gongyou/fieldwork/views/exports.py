"""What leaves: a project, a codebook, passages; each is noted."""

from django.views.decorators.http import require_http_methods

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.forms import ExportForm
from gongyou.fieldwork.models import Departure
from gongyou.fieldwork.services.papers import TYPES, write_out
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Right, access, reveal_many


@access(Right.EXPORT, fresh=True)
@require_http_methods(["GET", "POST"])
def export(request, pk):
    """Choose a form and say for whom; below, what left before."""
    study = study_for(request, pk, Right.EXPORT)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            content = write_out(by=request.actor, study=study, form=data["form"], to=data["to"])
        except FieldworkError as error:
            form.add_error("form", error.message)
        else:
            ending, kind = TYPES[data["form"]]
            return download(f"{study.ref}.{ending}", content, kind)
    rows = Departure.objects.visible_to(request.actor).filter(study=study)
    said = reveal_many(request.actor, rows, ["to"])
    left = [(row, said[row.pk]["to"]) for row in rows]
    return render_form(
        request, "fieldwork/export.html", {"study": study, "form": form, "left": left}
    )
