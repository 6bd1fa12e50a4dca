"""Words of this room for templates."""

from django import template

from gongyou.collective import codes, codes_of_people, law_words
from gongyou.collective.queries import protection

register = template.Library()
TONES = {
    "active": "info",
    "reopened": "warn",
    "done": "ok",
    "kept": "ok",
    "agreed": "ok",
    "fulfilled": "ok",
    "accepted": "ok",
    "refused": "bad",
    "rejected": "bad",
    "overdue": "bad",
    "partly": "warn",
    "open": "info",
    "running": "info",
    "failed": "bad",
    "stopped": "warn",
    "won": "ok",
    "mostly won": "ok",
    "lost": "bad",
    "for": "ok",
    "wavering": "warn",
    "against": "bad",
    "filed": "ok",
}


@register.filter
def said(code, kind: str) -> str:
    """The phrase for a code of one of the lists: {{ event.kind|said:"event" }}."""
    lists = codes_of_people.LISTS if kind in codes_of_people.LISTS else codes.LISTS
    return codes.label(lists[kind], code)


@register.filter
def said_unread(code) -> str:
    """Why a line of a pay list was not taken; `amount:…` names what is wrong with the number."""
    return str(codes.UNREAD[str(code).split(":")[0]])


@register.filter
def tint(code) -> str:
    """The tone of a status."""
    return TONES.get(code, "plain")


register.filter("articles", law_words.articles)


@register.filter
def figure_name(name: str) -> str:
    """A figure's key as words: ours in the reader's language, a file's as it stands there."""
    return codes.label(codes.FIGURES, name).replace("_", " ")


@register.filter
def listed(value) -> str:
    """A list as text."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


@register.filter
def shape(value) -> str:
    """Whether a held value is a map, a list, nothing, or plain."""
    if isinstance(value, dict):
        return "map"
    return "list" if isinstance(value, list) else "nothing" if value is None else "plain"


@register.inclusion_tag("collective/_risk.html")
def risk() -> dict:
    """What followed which public step in the published cases: {% risk %}."""
    return {"risks": protection.risks(), "days": protection.WITHIN_DAYS}
