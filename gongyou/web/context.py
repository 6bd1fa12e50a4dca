"""What the layout of every page needs: navigation, language, theme, idle time."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language

from gongyou.vault.public import Actor, pending_resets


@dataclass
class Link:
    """One entry of the navigation."""

    url: str
    label: str
    icon: str
    current: bool = False


@dataclass
class Group:
    """The entries of one room under its name."""

    label: str | Promise
    links: list[Link]


SHELL = {
    "top": "web/_top.html",
    "navigation": "web/_navigation.html",
    "notices": "web/_resets.html",
    "language": "web/_language.html",
}
"""What the shell puts into the places that the base page keeps for it."""


def shell(request) -> dict:
    """Context of the layout; the navigation is made only when a page shows it."""
    lang = get_language() or settings.LANGUAGE_CODE
    theme = request.COOKIES.get("theme", "auto")
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "lang": "zh-Hans" if lang.startswith("zh") else "en",
        "theme": theme if theme in ("light", "dark") else "auto",
        "demo": settings.DEMO,
        "shell": SHELL | (_idle_lock() if actor else {}),
        "resets": SimpleLazyObject(lambda: _resets(actor)),
        "navigation": SimpleLazyObject(lambda: navigation(request, actor)),
    }


def _idle_lock() -> dict:
    """After how long, and where to, an unattended page goes."""
    return {
        "idle_minutes": settings.GONGYOU["IDLE_MINUTES"],
        "lock": reverse("web:unlock"),
        "alive": reverse("web:alive"),
    }


def _resets(actor: Actor | None) -> list:
    """Whoever's passphrase or second step is being taken away is told at every page."""
    return pending_resets(actor.account) if actor and actor.account else []


def navigation(request, actor: Actor | None) -> list[Group]:
    """The links of each room that this person may follow."""
    if actor is None:
        return []
    groups = []
    for config in reversed(list(apps.get_app_configs())):
        entries = getattr(config, "navigation", ())
        links = [link for entry in entries if (link := _link(actor, *entry))]
        if links:
            groups.append(Group(config.verbose_name, links))
    _mark_current(request.path, [link for group in groups for link in group.links])
    return groups


def _link(actor: Actor, url_name, label, icon="dot", needs=None) -> Link | None:
    if needs is not None and not allowed(actor, needs):
        return None
    try:
        return Link(reverse(url_name), label, icon)
    except NoReverseMatch:
        return None


def allowed(actor: Actor, needs) -> bool:
    """Whether a person has a right in any compartment, or is what `needs` says of them."""
    if callable(needs):
        return bool(needs(actor))
    return bool(actor.compartments(needs))


def _mark_current(path: str, links: list[Link]) -> None:
    """The longest address that begins the path of the page is where the person is."""
    matching = [link for link in links if path.startswith(link.url)]
    if matching:
        max(matching, key=lambda link: len(link.url)).current = True
