"""Payments of many out of a list: uploaded, looked at, recorded, undone as a whole."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from gongyou.collective.forms.paylists import PayListForm, RecordForm
from gongyou.collective.models import PayList
from gongyou.collective.services import paylists as services
from gongyou.collective.views.promises import promise_for, promise_page
from gongyou.collective.views.shared import header
from gongyou.law.workbooks import CannotRead
from gongyou.ui.public import law_language
from gongyou.vault.public import Refused, Right, access

SHOWN = 300


@access(Right.WRITE)
@require_POST
def pay_list_upload(request, pk):
    """Keep a list and show what it would record."""
    promise = promise_for(request, pk, Right.WRITE)
    form = PayListForm(request.POST, request.FILES, prefix="list")
    if form.is_valid():
        try:
            made = services.upload_pay_list(by=request.actor, promise=promise, **form.cleaned_data)
        except Refused as refused:
            form.add_error("upload", refused.message)
        except CannotRead as error:
            form.add_error("upload", error.message(law_language()))
        else:
            return redirect("collective:pay_list", made.pk)
    return promise_page(request, promise, pay_list=form)


def _list_for(request, pk, right: Right) -> PayList:
    query = PayList.objects.select_related(
        "case__employer", "case__compartment", "promise", "file", "promise__case"
    )
    return query.get_for(request.actor, right, pk=pk)


@access(Right.READ_IDENTITY)
@require_GET
def pay_list(request, pk):
    """Every line: for whom it is, or why it is not taken."""
    found = _list_for(request, pk, Right.READ_IDENTITY)
    shown = services.preview(request.actor, found) if found.state == "read" else None
    context = header(request, found.case, "promises") | {
        "list": found,
        "preview": shown,
        "matched": shown.matched[:SHOWN] if shown else [],
        "more": max(0, len(shown.matched) - SHOWN) if shown else 0,
        "form": RecordForm(),
    }
    return render(request, "collective/pay_list.html", context)


@access(Right.WRITE)
@require_POST
def pay_list_record(request, pk):
    """Record every line that was matched."""
    found = _list_for(request, pk, Right.WRITE)
    form = RecordForm(request.POST)
    if form.is_valid():
        try:
            n = services.record_pay_list(by=request.actor, pay_list=found, **form.cleaned_data)
        except services.NothingToRecord:
            messages.error(request, _("Nothing of this list can be recorded."))
        else:
            text = ngettext("%(n)s payment recorded.", "%(n)s payments recorded.", n)
            messages.success(request, text % {"n": n})
    return redirect("collective:pay_list", found.pk)


@access(Right.WRITE)
@require_POST
def pay_list_undo(request, pk):
    """Take all payments of the list back."""
    found = _list_for(request, pk, Right.WRITE)
    if found.state == "recorded":
        services.undo_pay_list(by=request.actor, pay_list=found)
    return redirect("collective:promise", found.promise_id)
