"""The compartments that one may write in."""

from gongyou.vault.public import Right


def compartments(request, right=Right.WRITE) -> dict:
    """By the text of their id."""
    return {str(c.pk): c for c in request.actor.compartments(right)}


def choices(request, right=Right.WRITE) -> list[tuple[str, str]]:
    """The same to choose from, by title."""
    held = compartments(request, right)
    return [(pk, request.actor.compartment_title(c)) for pk, c in held.items()]
