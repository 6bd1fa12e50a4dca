"""Filters of the room's pages."""

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.fieldwork import codes

register = template.Library()
TABS = (
    ("fieldwork:study", _("Texts"), "journal-text"),
    ("fieldwork:codes", _("Codes"), "list-ul"),
    ("fieldwork:rounds", pgettext_lazy("fieldwork", "Rounds"), "people"),
    ("fieldwork:search", _("Search"), "search"),
    ("fieldwork:tables", _("Tables"), "table"),
    ("fieldwork:memos", _("Memos"), "chat-quote"),
    ("fieldwork:participants", _("Participants"), "person"),
    ("fieldwork:interviews", _("Interviews"), "calendar3"),
    ("fieldwork:bring_project", _("Bring"), "arrow-right"),
    ("fieldwork:export", _("Export"), "cloud-upload"),
)
"""The pages of a study: address, label, icon."""


@register.simple_tag
def study_tabs():
    """The tabs of a study's pages."""
    return TABS


@register.filter
def offered_by(rule: str) -> str:
    """By which rule a form is offered, in words."""
    return str(dict(codes.OFFERED_BY).get(rule, rule))


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
