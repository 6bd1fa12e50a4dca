"""What the room's pages ask in templates."""

from django import template

from gongyou.advocacy.parts import tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def advocacy_tabs(context) -> list[tuple[str, object, str]]:
    """The tabs that this reader has a right to."""
    actor = context["request"].actor
    return [(name, label, icon) for name, label, icon, right in tabs() if actor.compartments(right)]
