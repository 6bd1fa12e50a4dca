"""The claim: every number opens to its steps; versions say what changed and why."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongyou.centre.queries.cases import case_page
from gongyou.centre.queries.claims import claim_page
from gongyou.centre.views.facts import employment_for, spell_header
from gongyou.ui.public import law_language
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_GET
def case_claim(request, pk):
    """The claim of a case."""
    return _claim(request, case_page(request.actor, Right.READ, pk).employment)


@access(Right.READ)
@require_GET
def employment_claim(request, pk):
    """The claim of a spell of work."""
    return _claim(request, employment_for(request.actor, Right.READ, pk))


def _claim(request, employment):
    versions = list(employment.claims.defer("packed")[:50])
    wanted = request.GET.get("version", "")
    version = next(
        (v for v in versions if str(v.number) == wanted), versions[0] if versions else None
    )
    context = spell_header(request, employment, "claim")
    about = context["grievance_codes"]
    context |= {
        "versions": versions,
        "version": version,
        "claim": claim_page(version, law_language(), about) if version else None,
        "stale": version and version.on < timezone.localdate(),
    }
    return render(request, "centre/claim.html", context)


@access(Right.READ)
@require_GET
def claim_result(request, pk, number, code):
    """One entitlement opened: rule, articles, inputs, figures, steps."""
    employment = employment_for(request.actor, Right.READ, pk)
    version = employment.claims.filter(number=number).first()
    if version is None:
        raise Http404
    rows = {row.code: row for row in claim_page(version, law_language()).rows}
    if code not in rows:
        raise Http404
    context = {"row": rows[code], "version": version, "employment": employment}
    context["lang_law"] = law_language()
    template = "centre/_result.html" if request.htmx else "centre/claim_result.html"
    return render(request, template, context)
