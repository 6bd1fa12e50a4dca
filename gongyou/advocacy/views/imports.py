"""Sheets of events: uploaded, looked at, mapped, taken in, taken back, given back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.advocacy.errors import Refused
from gongyou.advocacy.forms import events as forms
from gongyou.advocacy.models import SheetImport, SheetMapping
from gongyou.advocacy.queries.events.imports import given_back, import_page
from gongyou.advocacy.services import events as event_acts
from gongyou.advocacy.services import imports as acts
from gongyou.advocacy.views.shared import choices, compartments
from gongyou.law.workbooks import CannotRead
from gongyou.ui.public import download, page_of, render_form
from gongyou.vault.public import Refused as FileRefused
from gongyou.vault.public import Right, access


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def imports(request):
    """All imports; a new one."""
    form = forms.UploadForm(
        request.POST or None, request.FILES or None, compartments=choices(request)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            place = compartments(request)[data["compartment"]]
            source = event_acts.add_source(
                by=request.actor, compartment=place, kind=data["kind"],
                name=data["name"] or data["file"].name, licence=data["licence"],
            )  # fmt: skip
            sheet = acts.upload_sheet(
                by=request.actor, compartment=place, source=source, upload=data["file"],
                name=data["file"].name,
            )  # fmt: skip
            return redirect("advocacy:import", sheet.pk)
        except FileRefused as refused:
            form.add_error("file", str(refused.message))
    mine = SheetImport.objects.visible_to(request.actor, Right.READ_IDENTITY)
    page = page_of(mine, request.GET.get("page"))
    for sheet in page.rows:
        sheet.shown = sheet.reveal(request.actor, "title")
    return render_form(request, "advocacy/imports.html", {"form": form, "page": page})


@access(Right.READ_IDENTITY)
@require_GET
def import_one(request, pk):
    """What a file holds: sheets, columns, control totals, troubles; take it in, or back."""
    sheet = SheetImport.objects.get_for(request.actor, Right.READ_IDENTITY, pk=pk)
    return _page(request, sheet)


def _page(request, sheet, **more):
    context = {"sheet": sheet, "form": forms.ImportForm()}
    try:
        context["page"] = import_page(request.actor, sheet)
    except CannotRead as error:
        context["unreadable"] = error
    held = context.get("page")
    if held and held.heads and sheet.state != "imported":
        context["mapping_form"] = forms.MappingForm(heads=held.heads)
        context["mappings"] = SheetMapping.objects.visible_to(request.actor).filter(
            compartment=sheet.compartment
        )
    context["may_write"] = request.actor.may(Right.WRITE, sheet.compartment_id)
    return render_form(request, "advocacy/import.html", context | more)


@access(Right.WRITE)
@require_POST
def import_take(request, pk):
    """Take the file in."""
    sheet = SheetImport.objects.get_for(request.actor, Right.WRITE, pk=pk)
    form = forms.ImportForm(request.POST)
    if form.is_valid():
        try:
            acts.import_sheet(by=request.actor, sheet=sheet, as_of=form.cleaned_data["as_of"])
            count = sum(each["reports"] for each in sheet.sheets)
            said = ngettext("%(count)s report taken in.", "%(count)s reports taken in.", count)
            messages.success(request, said % {"count": count})
            return redirect("advocacy:import", sheet.pk)
        except Refused as refused:
            form.add_error(None, refused.message)
    return _page(request, sheet, form=form)


@access(Right.WRITE)
@require_POST
def import_map(request, pk):
    """Say which column is which, or take a mapping that was saved."""
    sheet = SheetImport.objects.get_for(request.actor, Right.WRITE, pk=pk)
    saved = request.POST.get("saved")
    if saved:
        mapping = SheetMapping.objects.get_for(request.actor, Right.READ, pk=saved)
        acts.map_sheet(by=request.actor, sheet=sheet, columns=mapping.columns)
        return redirect("advocacy:import", sheet.pk)
    heads = import_page(request.actor, sheet).heads
    form = forms.MappingForm(request.POST, heads=heads)
    if form.is_valid():
        name = form.cleaned_data["name"]
        acts.map_sheet(by=request.actor, sheet=sheet, columns=form.columns(), name=name)
        return redirect("advocacy:import", sheet.pk)
    return _page(request, sheet, mapping_form=form)


@access(Right.WRITE)
@require_POST
def import_undo(request, pk):
    """Take an import back, whole."""
    sheet = SheetImport.objects.get_for(request.actor, Right.WRITE, pk=pk)
    stay = acts.undo_import(by=request.actor, sheet=sheet)
    if stay:
        said = ngettext(
            "Taken back, but for %(count)s report that work lies on.",
            "Taken back, but for %(count)s reports that work lies on.",
            stay,
        )
        messages.warning(request, said % {"count": stay})
    else:
        messages.success(request, _("Taken back."))
    return redirect("advocacy:import", sheet.pk)


@access(Right.EXPORT)
@require_GET
def import_export(request, pk):
    """The file as the source had it, cell for cell."""
    sheet = SheetImport.objects.get_for(request.actor, Right.EXPORT, pk=pk)
    content, name, kind = given_back(request.actor, sheet)
    return download(name, content, kind)
