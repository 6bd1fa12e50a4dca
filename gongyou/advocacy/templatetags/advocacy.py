"""What the room's pages ask in templates."""

from django import template

from gongyou.advocacy.field_names import NAMES
from gongyou.advocacy.parts import tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def advocacy_tabs(context) -> list[tuple[str, object, str]]:
    """The tabs that this reader has a right to."""
    actor = context["request"].actor
    return [(name, label, icon) for name, label, icon, right in tabs() if actor.compartments(right)]


@register.filter
def told_name(name: str) -> str:
    """What a field of a report is called."""
    return str(NAMES.get(name, name))


@register.filter
def ends(given) -> str:
    """A range as a cell shows it: one number where its ends agree; … where it has no upper end."""
    if given.low is None and given.best is None:
        return "—"
    low, high = given.low or 0, given.high
    if high is None:
        return f"≥ {low:,}"
    return f"{low:,}" if low == high else f"{low:,} – {high:,}"
