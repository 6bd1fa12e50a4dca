"""Evidence of a case: what there is, what it proves, the files themselves."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre.extra_facts import extra_columns
from gongyou.centre.forms.cases import EvidenceForm, LinkForm
from gongyou.centre.models import Evidence, EvidenceLink
from gongyou.centre.models.employment import fact_columns
from gongyou.centre.queries.cases import case_page
from gongyou.centre.services import evidence as services
from gongyou.centre.views.cases import header
from gongyou.law import schema
from gongyou.ui.public import law_language
from gongyou.vault.public import Right, access, files, reveal_many


def fact_choices(pack: str) -> list[tuple[str, list]]:
    """Every fact that a paper can prove, by table, in the page's language."""
    lang = law_language()
    groups = []
    for table, held in schema.TABLES.items():
        names = [n for n in fact_columns(table) if n not in ("worksite", "end_reason", "note_code")]
        rows = [(f"{table}.{name}", held.columns[name].label[lang]) for name in names]
        rows += [(f"{table}.{n}", c.label[lang]) for n, c in extra_columns(pack, table).items()]
        if table == "events":
            rows = [
                (f"events.{code.name}", code.label[lang]) for code in held.columns["kind"].codes
            ]
        groups.append((held.label[lang], rows))
    return groups


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def case_evidence(request, pk):
    """The list, and a form to add an item."""
    actor = request.actor
    right = Right.WRITE if request.method == "POST" else Right.READ
    case = case_page(actor, right, pk)
    choices = fact_choices(case.employment.pack)
    form = EvidenceForm(request.POST or None, request.FILES or None, facts=choices)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _added(request, case, form):
            return redirect("centre:case_evidence", case.pk)
    items = list(
        case.evidence.prefetch_related("links", "file__derivatives").select_related("file")
    )
    titles = reveal_many(actor, items, ["title"])
    for item in items:
        item.shown_title = titles.get(item.pk, {}).get("title")  # type: ignore[attr-defined]
        item.has_preview = bool(item.file and item.file.derivatives.all())  # type: ignore[attr-defined]
    context = header(request, case, "evidence")
    context |= {"items": items, "form": form, "link_form": LinkForm(facts=choices)}
    return render(request, "centre/case_evidence.html", context, status=status)


def _added(request, case, form) -> bool:
    values = dict(form.cleaned_data)
    uploads, proves = values.pop("file"), values.pop("proves")
    links = [tuple(proves.split(".", 1))] if proves else []
    try:
        services.add_many(by=request.actor, case=case, uploads=uploads, proves=links, **values)
    except services.OneRefused as refused:
        form.add_error("file", f"{refused.name}: {refused.message}" if len(uploads) > 1
                       else refused.message)  # fmt: skip
        return False
    return True


@access(Right.READ_IDENTITY)
@require_GET
def evidence_file(request, pk):
    """The file of an item, decrypted on its way, as a download."""
    item = Evidence.objects.select_related("file").get_for(
        request.actor, Right.READ_IDENTITY, pk=pk
    )
    if item.file is None:
        raise Http404
    return files.serve(request.actor, item.file)


@access(Right.READ_IDENTITY)
@require_GET
def evidence_preview(request, pk):
    """The picture as it was made anew here: without place, time and camera."""
    item = Evidence.objects.select_related("file").get_for(
        request.actor, Right.READ_IDENTITY, pk=pk
    )
    shown = files.shown(item.file) if item.file else None
    if shown is None:
        raise Http404
    return files.serve(request.actor, shown, inline=True)


@access(Right.WRITE)
@require_POST
def evidence_link(request, pk):
    """Link an item to one more fact."""
    item = Evidence.objects.select_related("case__employment").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    form = LinkForm(request.POST, facts=fact_choices(item.case.employment.pack))
    if form.is_valid():
        table, fact = form.cleaned_data["proves"].split(".", 1)
        services.link_evidence(by=request.actor, evidence=item, table=table, fact=fact)
    return redirect("centre:case_evidence", item.case_id)


@access(Right.WRITE)
@require_POST
def evidence_unlink(request, pk):
    """Take a link away."""
    link = EvidenceLink.objects.select_related("evidence__case").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    services.unlink_evidence(by=request.actor, link=link)
    return redirect("centre:case_evidence", link.evidence.case_id)
