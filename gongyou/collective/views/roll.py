"""The roll: pictures, the list, sign-on, the workbook, one member."""

import re
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre.public import Case
from gongyou.collective.forms import roll as forms
from gongyou.collective.models import Member
from gongyou.collective.papers_of_roll import sign_on_blocks
from gongyou.collective.queries import roll as queries
from gongyou.collective.services import roll as services
from gongyou.collective.services import rosters
from gongyou.collective.services.owed import count_law
from gongyou.collective.views.shared import (
    case_for,
    form_page,
    header,
    note_paper,
    paper_language,
    paper_response,
)
from gongyou.ui.public import page_of, render_form
from gongyou.vault.public import Actor, Refused, Right, access, journal, reveal_many

REFERENCE = re.compile(r"(?P<pseudonym>[A-Z0-9-]{1,12})(?:/(?P<ordinal>[0-9]{1,4}))?")


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def roll(request, pk):
    """Members with filters; names only when asked for (by post)."""
    case = case_for(request, pk)
    form = forms.RollFilter(request.GET or None, workshops=queries.workshops(case))
    chosen = form.cleaned_data if form.is_valid() else {}
    page = page_of(queries.members(case, chosen), request.GET.get("page"))
    names = {}
    if request.method == "POST":
        names = reveal_many(request.actor, [m.worker for m in page.rows], ["name"])
    for member in page.rows:
        member.shown_name = (names.get(member.worker_id) or {}).get("name")
    rows = queries.by_workshop(case)
    context = header(request, case, "roll") | {
        "form": form,
        "page": page,
        "totals": queries.totals(case),
        "workshops": rows,
        "picture": queries.picture(rows) if rows else None,
        "owed": queries.owed_picture(case),
        "contacts": queries.contact_lines(case),
        "sign_form": forms.SignForm(prefix="sign"),
        "law_form": forms.LawForm(prefix="law"),
    }
    return render(request, "collective/roll.html", context)


@access(Right.READ_IDENTITY)
@require_GET
def roll_sheet(request, pk):
    """The sign-on sheet by workshop, to print."""
    case = case_for(request, pk, Right.READ_IDENTITY)
    note_paper(request, "collective.print_sign_on", case)
    lang = paper_language(request, case)
    blocks = sign_on_blocks(request.actor, case, lang)
    return paper_response(request, case, blocks, lang, f"{case.code}-sign-on")


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def roll_import(request, pk):
    """A workbook goes through the importer of rosters; then its people join the roll."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and case.employer_id:
        try:
            roster = rosters.upload(
                by=request.actor,
                case=case,
                upload=form.cleaned_data["file"],
                then=reverse("collective:roll_import", args=[case.pk]),
            )
            return redirect("centre:roster", roster.pk)
        except Refused as refused:
            form.add_error("file", refused.message)
    context = header(request, case, "roll") | {
        "form": form,
        "waiting": rosters.waiting(request.actor, case),
        "joined": forms.JoinedForm(),
    }
    return render_form(request, "collective/roll_import.html", context)


@access(Right.WRITE)
@require_POST
def roll_take(request, pk):
    """Put everyone of an imported roster on the roll."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.JoinedForm(request.POST)
    chosen = next(
        (one for one in rosters.waiting(request.actor, case)
         if str(one.roster.pk) == request.POST.get("roster")), None,
    )  # fmt: skip
    if chosen is None or not form.is_valid():
        messages.error(request, _("Choose a roster, and give the day."))
        return redirect("collective:roll_import", case.pk)
    done = rosters.take(by=request.actor, case=case, roster=chosen.roster, **form.cleaned_data)
    text = ngettext("%(n)s person joined the roll.", "%(n)s people joined the roll.", done.joined)
    messages.success(request, text % {"n": done.joined})
    if done.left_out:
        text = ngettext(
            "%(n)s person is left out: did not want to be brought together with others.",
            "%(n)s people are left out: did not want to be brought together with others.",
            done.left_out,
        )
        messages.warning(request, text % {"n": done.left_out})
    return redirect("collective:roll", case.pk)


@access(Right.WRITE)
@require_POST
def roll_law(request, pk):
    """Ask the law what everyone is owed."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.LawForm(request.POST, prefix="law")
    if form.is_valid():
        count_law(by=request.actor, case=case, on=form.cleaned_data["on"])
    else:
        messages.error(request, " ".join(form.errors["on"]))  # type: ignore[arg-type]
    return redirect("collective:roll", case.pk)


@access(Right.WRITE)
@require_POST
def roll_sign(request, pk):
    """The ticked members signed on."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.SignForm(request.POST, prefix="sign")
    chosen = Member.objects.filter(case=case, pk__in=ids(request.POST.getlist("members")))
    if form.is_valid() and chosen:
        data = form.cleaned_data
        count = services.sign_on(by=request.actor, case=case, members=list(chosen), **data)
        text = ngettext("%(n)s person signed on.", "%(n)s people signed on.", count)
        messages.success(request, text % {"n": count})
    else:
        messages.error(request, _("Tick the people who signed on, and give the day."))
    return redirect("collective:roll", case.pk)


def ids(texts) -> list:
    """Ids out of what a form sent; what is none is passed over."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@access(Right.READ)
@require_GET
def member(request, pk):
    """One member: where, how they stand, what they are owed, what was done."""
    found = Member.objects.select_related(
        "case__employer", "case__compartment", "worker", "contact__worker", "individual"
    ).get_for(request.actor, Right.READ, pk=pk)
    owed = [(c, a) for c, a in found.owed.get("amounts", {}).items() if a not in ("0", "0.00")]
    context = header(request, found.case, "roll") | {
        "member": found,
        "note": found.reveal(request.actor, "note"),
        "owed": sorted(owed, key=lambda item: -float(item[1])),
        "unknown": found.owed.get("unknown", []),
        "assumed": Decimal(found.owed.get("assumed") or 0),
        "shares": found.shares.select_related("promise"),
        "cases": Case.objects.visible_to(request.actor).filter(worker=found.worker_id),
        "history": journal.history(request.actor, found, limit=20),
        "form": forms.MemberForm(member=found, initial=_initial(request.actor, found)),
    }
    return render(request, "collective/member.html", context)


def _initial(actor: Actor, found: Member) -> dict:
    names = ("workshop", "floor", "shift", "support")
    contact = found.contact.worker.pseudonym if found.contact else ""
    return {name: getattr(found, name) for name in names} | {
        "contact": contact,
        "note": found.reveal(actor, "note"),
    }


@access(Right.WRITE)
@require_POST
def member_edit(request, pk):
    """Correct a member."""
    found = Member.objects.select_related(
        "case__employer", "case__compartment", "worker", "contact__worker"
    ).get_for(request.actor, Right.WRITE, pk=pk)
    form = forms.MemberForm(request.POST, member=found, initial=_initial(request.actor, found))
    if form.is_valid():
        services.change_member(by=request.actor, member=found, **form.cleaned_data)
        return redirect("collective:member", found.pk)
    return form_page(request, found.case, "roll", form, found.worker.pseudonym)


@access(Right.WRITE)
@require_POST
def member_leave(request, pk):
    """Somebody leaves the collective case."""
    found = Member.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    services.leave(by=request.actor, member=found)
    return redirect("collective:member", found.pk)


@access(Right.WRITE)
@require_POST
def member_join(request, pk):
    """Somebody with an individual case joins."""
    case = case_for(request, pk, Right.WRITE)
    found = REFERENCE.fullmatch(request.POST.get("reference", "").strip().upper())
    individual = found and (
        Case.objects.visible_to(request.actor, Right.WRITE)
        .filter(compartment=case.compartment_id, worker__pseudonym=found["pseudonym"])
        .filter(ordinal=found["ordinal"] or 1)
        .first()
    )
    if individual is None:
        messages.error(request, _("No case with this reference stands in the compartment."))
        return redirect("collective:roll", case.pk)
    made = services.join_with_case(by=request.actor, case=case, individual=individual)
    return redirect("collective:member", made.pk)
