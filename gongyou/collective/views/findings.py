"""Shared problems: what many open records share, and a collective case out of it."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.collective.queries import findings as queries
from gongyou.collective.services.findings import NothingFound, open_from_finding
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_GET
def findings(request):
    """Employers at which several people have the same grievance."""
    actor = request.actor
    found = queries.findings(actor)
    may_write = set(actor.compartment_ids(Right.WRITE))
    lines = [(one, one.compartment in may_write) for one in found]
    return render(request, "collective/findings.html", {"lines": lines})


@access(Right.WRITE)
@require_POST
def finding_open(request):
    """Open a collective case from a finding."""
    try:
        compartment, root, grievance = request.POST.get("finding", "").split(":")
        compartment, root = uuid.UUID(compartment), uuid.UUID(root)
        case = open_from_finding(
            by=request.actor,
            compartment=compartment,
            root=root,
            grievance=grievance,
            on=timezone.localdate(),
        )
    except (ValueError, NothingFound):
        messages.error(request, _("The finding is no longer there."))
        return redirect("collective:findings")
    return redirect("collective:case", case.pk)
