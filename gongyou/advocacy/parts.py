"""What stands on the room's first page and in its row of tabs: a list a topic.

A part is (template, dotted function); the function takes the actor and gives what the template
shows. A tab is (address name, label, icon, right), shown to those who hold the right somewhere.
"""

from importlib import import_module

from gongyou.advocacy.topics import dossiers, events, figures, whatif

TOPICS = (events, figures, whatif, dossiers)


def home_parts(actor) -> list[tuple[str, dict]]:
    """Each topic's part of the first page, with what it shows."""
    found = []
    for topic in TOPICS:
        for template, dotted in topic.HOME:
            module, name = dotted.rsplit(".", 1)
            found.append((template, getattr(import_module(module), name)(actor)))
    return found


def tabs() -> list[tuple[str, object, str, str]]:
    """The tabs of all topics."""
    return [tab for topic in TOPICS for tab in topic.TABS]
