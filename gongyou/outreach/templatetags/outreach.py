"""What pages of outreach ask of the person who looks."""

from django import template

from gongyou.vault.public import Actor, Right

register = template.Library()


@register.filter
def may_export(actor: Actor | None) -> bool:
    """Whether numbers and files may leave through this person; other links lead nowhere."""
    return actor is not None and actor.may_somewhere(Right.EXPORT)
