"""Filters of the room's pages."""

from django import template

register = template.Library()


@register.filter
def at(values, place: int):
    """The value at a place of a list."""
    return values[place]


@register.filter
def clock(ms: int) -> str:
    """Milliseconds as 1:02:03."""
    seconds = int(ms) // 1000
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
