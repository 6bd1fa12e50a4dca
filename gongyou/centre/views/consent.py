"""What people agree to: many asked on one page, and what each answer allows."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gongyou.centre import codes
from gongyou.centre.models import Employer, Worker
from gongyou.centre.queries import consent as queries
from gongyou.centre.services.consent import record_consent
from gongyou.ui.public import page_of
from gongyou.vault.public import Right, access, from_ref, reveal_many


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def consents(request):
    """Everyone's answers to every use; those not asked about one use, if one is chosen."""
    found, chosen = _chosen(request)
    page = page_of(found, request.GET.get("page"))
    if request.method == "POST" and "names" not in request.POST:
        return _note(request, page.rows)
    told = queries.verdicts(page.rows)
    names = {}
    if request.method == "POST":
        names = reveal_many(request.actor, page.rows, ["name"])
    may_write = set(request.actor.compartment_ids(Right.WRITE))
    lines = [
        {
            "worker": worker,
            "name": names.get(worker.pk, {}).get("name"),
            "answers": [(use.code, told[worker.pk].get(use.code, "")) for use in queries.USES],
            "may_write": worker.compartment_id in may_write,
        }
        for worker in page.rows
    ]
    context = chosen | {
        "page": page,
        "lines": lines,
        "named": bool(names),
        "uses": [(use, dict(codes.CONSENTS)[use.code]) for use in queries.USES],
        "may_write": bool(may_write),
    }
    return render(request, "centre/consents.html", context)


def _chosen(request):
    """The people asked about, and what the page shows of the choice."""
    found = Worker.objects.visible_to(request.actor).filter(merged_into=None)
    found = found.order_by("pseudonym")
    use = request.GET.get("use", "")
    if use in dict(codes.CONSENTS):
        found = queries.not_asked(found, use, "pk")
    if one := _id(request, "worker"):
        found = found.filter(pk=one)
    pk = _id(request, "employer")
    employer = pk and Employer.objects.visible_to(request.actor).filter(pk=pk).first()
    if employer:
        family = [employer.pk, *employer.spellings.values_list("pk", flat=True)]
        found = found.filter(employments__employer__in=family).distinct()
    return found, {"use": use, "employer": employer}


def _id(request, name: str) -> uuid.UUID | None:
    try:
        return from_ref(request.GET.get(name, ""))
    except ValueError:
        return None


def _note(request, workers):
    """Keep the answers that were given; what was left open stays not asked."""
    count = 0
    for worker in workers:
        verdicts = {
            use: verdict
            for use, _label in codes.CONSENTS
            if (verdict := request.POST.get(f"{worker.ref}:{use}")) in ("yes", "no")
        }
        if verdicts and request.actor.may(Right.WRITE, worker.compartment_id):
            count += bool(record_consent(by=request.actor, worker=worker, verdicts=verdicts))
    said = ngettext("Noted for %(n)s person.", "Noted for %(n)s people.", count)
    messages.success(request, said % {"n": count} if count else _("Nothing was changed."))
    return redirect(request.get_full_path())
