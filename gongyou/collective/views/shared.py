"""What every page of a case starts from."""

from django.db import transaction
from django.http import HttpResponse

from gongyou import law
from gongyou.centre.public import letterhead_of
from gongyou.collective.models import CollectiveCase
from gongyou.collective.papers import as_file
from gongyou.collective.tabs import TABS, grouped
from gongyou.ui.public import download, render_form
from gongyou.ui.public import law_language as centre_language
from gongyou.vault.public import Right, journal


def case_for(request, pk, right: Right = Right.READ) -> CollectiveCase:
    """The case, or 404 when it is not there or not theirs."""
    return CollectiveCase.objects.select_related("employer", "compartment").get_for(
        request.actor, right, pk=pk
    )


def header(request, case: CollectiveCase, here: str) -> dict:
    """The case with its title, its tabs, and what the reader may do."""
    actor = request.actor
    return {
        "case": case,
        "currency": case.currency,
        "case_title": case.reveal(actor, "title"),
        "tabs": TABS,
        "tab_groups": grouped(here),
        "here": here,
        "may_write": actor.may(Right.WRITE, case.compartment_id),
        "may_export": actor.may(Right.EXPORT, case.compartment_id),
        "may_read_names": actor.may(Right.READ_IDENTITY, case.compartment_id),
    }


def form_page(request, case: CollectiveCase, here: str, form, title: str) -> HttpResponse:
    """A page with nothing but a form; 422 when what was sent could not be taken."""
    context = header(request, case, here) | {"form": form, "form_title": title}
    return render_form(request, "collective/form_page.html", context)


def law_language() -> str:
    """The language of law texts that goes with the page's."""
    return centre_language()


@transaction.atomic
def note_paper(request, act: str, case: CollectiveCase) -> None:
    """Names leave on paper: that stands in the journal."""
    journal.append(request.actor, act, case)


def paper_language(request, case: CollectiveCase) -> str:
    """The language of whoever reads a paper of the other side: the law's, unless asked for."""
    asked = request.GET.get("lang")
    return asked if asked in ("en", "zh-hans") else law.load_pack(case.law).language


def paper_response(request, case: CollectiveCase, blocks, lang: str, name: str) -> HttpResponse:
    """A paper as PDF, or with ?as=docx as a Word file whose author is the centre."""
    form = "docx" if request.GET.get("as") == "docx" else "pdf"
    author = letterhead_of(case.compartment_id).name
    return download(f"{name}.{form}", as_file(blocks, lang, form, author))
