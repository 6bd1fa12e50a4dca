"""Stoppages in the form of the labour statisticians."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongyou.advocacy import codes
from gongyou.advocacy.queries.events.statistics import datasets_of, statistics_of
from gongyou.vault.public import Right, access

GROUPS = ("", "region", "industry")


@access(Right.READ)
@require_GET
def statistics(request):
    """A table a data set, each with its own coverage: they are never added up."""
    threshold = request.GET.get("threshold", "own")
    threshold = threshold if threshold in dict(codes.THRESHOLDS) else "own"
    tables = [
        found
        for dataset in datasets_of(request.actor)
        if (found := statistics_of(request.actor, dataset, threshold))
    ]
    context = {
        "tables": tables,
        "threshold": threshold,
        "thresholds": codes.THRESHOLDS,
    }
    return render(request, "advocacy/statistics.html", context)
