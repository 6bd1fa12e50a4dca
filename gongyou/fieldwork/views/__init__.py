"""The pages of the room."""

from gongyou.fieldwork.models import Study
from gongyou.vault.public import Right


def study_for(request, pk, right: Right = Right.READ) -> Study:
    """A study whose desk the reader stands at."""
    return Study.objects.get_for(request.actor, right, pk=pk)


def titles(request, studies) -> list[tuple[Study, str]]:
    """Studies with their titles."""
    return [(study, study.reveal(request.actor, "title") or "–") for study in studies]
