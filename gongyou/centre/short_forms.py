"""Short forms that a room offers for questions before and after a session, without its name.

`AppConfig.short_forms` lists dotted functions `(actor, language) -> [ShortForm]`. Only the
questions travel: whoever asks them keeps the answers by rules of its own.
"""

from dataclasses import dataclass
from importlib import import_module

from django.apps import apps


@dataclass(frozen=True)
class ShortQuestion:
    """One question with the choices to tick: (code, label)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShortForm:
    """A form by its key, its title and those of its questions that have one answer of several."""

    key: str
    title: str
    questions: tuple[ShortQuestion, ...]


def short_forms(actor, language: str) -> list[ShortForm]:
    """All that rooms offer this person, worded in a language where they have it."""
    found: list[ShortForm] = []
    for config in apps.get_app_configs():
        for dotted in getattr(config, "short_forms", ()):
            module, name = dotted.rsplit(".", 1)
            found += getattr(import_module(module), name)(actor, language)
    return found
