"""Handing a case over to another centre, and taking one in."""

import hashlib

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre.public import Case
from gongyou.outreach import forms
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import Handover, HandoverKey, IncomingHandover
from gongyou.outreach.services import handovers as acts
from gongyou.outreach.views import choices, compartments
from gongyou.ui.public import download, page_of, render_form
from gongyou.vault.public import Right, access, fingerprint_words


def words_of_key(public: str) -> str:
    """The words by which two people compare a key over the telephone."""
    return " ".join(fingerprint_words(hashlib.sha256(public.encode()).digest()))


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def handovers(request):
    """What went out and what came of it, what came in, the keys; a file taken in."""
    form = forms.HandoverFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            return redirect("outreach:incoming", _received(request, content).pk)
        except OutreachError as error:
            form.add_error("file", error.message)
        except _ReceiptNoted:
            return redirect("outreach:handovers")
    actor = request.actor
    context = {
        "form": form,
        "page": _with_words(page_of(Handover.objects.visible_to(actor), request.GET.get("page"))),
        "incoming": IncomingHandover.objects.visible_to(actor, Right.READ_IDENTITY),
        "keys": [(k, words_of_key(k.public)) for k in HandoverKey.objects.visible_to(actor)],
        "places": choices(request),
    }
    return render_form(request, "outreach/handovers.html", context)


def _with_words(page):
    """Each handover with the words that the other centre sees as its signature."""
    for each in page.rows:
        each.words = words_of_key(each.signed_by) if each.signed_by else ""
    return page


class _ReceiptNoted(Exception):
    """The file was a receipt, and it was noted."""


def _received(request, content: bytes) -> IncomingHandover:
    try:
        return acts.receive_handover(by=request.actor, content=content)
    except OutreachError as refused:
        try:
            acts.receive_receipt(by=request.actor, content=content)
        except OutreachError:
            raise refused from None
        messages.success(request, _("The receipt was noted."))
        raise _ReceiptNoted from None


@access(Right.READ_IDENTITY)
@require_GET
def hand_over_find(request):
    """A case by its code."""
    pseudonym, _slash, ordinal = request.GET.get("code", "").strip().upper().partition("/")
    number = int(ordinal) if ordinal.isdigit() else 1
    cases = Case.objects.visible_to(request.actor, Right.EXPORT)
    found = cases.filter(worker__pseudonym=pseudonym, ordinal=number).first()
    if found is None:
        messages.error(request, _("No case of this code that you may hand over."))
        return redirect("outreach:handovers")
    return redirect("outreach:hand_over", found.pk)


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def hand_over(request, pk):
    """A case for another centre: its key, what the person agreed to; the file comes back."""
    found = Case.objects.get_for(request.actor, Right.EXPORT, pk=pk)
    form = forms.HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, bundle = acts.hand_over(by=request.actor, case=found, **form.cleaned_data)
            return download(f"handover-{made.number[:8]}.age", bundle)
        except OutreachError as error:
            form.add_error(None, error.message)
    words = words_of_key(acts.signing_key(request.actor))
    context = {"form": form, "case": found, "words": words}
    return render_form(request, "outreach/hand_over.html", context)


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def incoming(request, pk):
    """What another centre handed over, and an intake out of it; the receipt comes back."""
    found = IncomingHandover.objects.select_related("key").get_for(
        request.actor, Right.READ_IDENTITY, pk=pk
    )
    context: dict = {"incoming": found}
    try:
        if request.method == "POST":
            taken = "refuse" not in request.POST
            made = (
                acts.take_in_handover(by=request.actor, incoming=found)[1]
                if taken
                else acts.refuse_handover(by=request.actor, incoming=found)
            )
            return download(f"receipt-{found.number[:8]}.age", made)
        if found.state == "waiting":
            told = acts.arrived(request.actor, found)
            context |= {
                "told": told.told,
                "signer": words_of_key(told.signed_by),
                "facts": sum(len(told.rows(table)) for table in acts.TABLES),
            }
    except OutreachError as error:
        context["problem"] = error.message
    return render_form(request, "outreach/incoming.html", context)


@access(Right.WRITE)
@require_POST
def handover_key(request):
    """A new key that other centres seal to."""
    place = compartments(request).get(request.POST.get("compartment", ""))
    if place is not None:
        acts.open_handover_key(by=request.actor, compartment=place)
    return redirect("outreach:handovers")


@access(Right.SHRED, fresh=True)
@require_POST
def handover_key_retire(request, pk):
    """Destroy a key's private half."""
    found = HandoverKey.objects.get_for(request.actor, Right.SHRED, pk=pk)
    acts.retire_handover_key(by=request.actor, key=found)
    return redirect("outreach:handovers")
