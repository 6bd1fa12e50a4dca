"""Files in the form labour-case/1: read strictly, written so that nothing changes.

Only plain data: no aliases, no tags, no dates turned into objects. A file that refers to an
unknown source, or gives a day that cannot be read, is refused with what and where.
"""

import calendar
import re
from datetime import date

import yaml
from django.utils.translation import gettext as _

from gongyou.collective.chronicle_shape import misplaced

SCHEMA = "labour-case/1"
SECTIONS = ("sources", "workers", "demands", "bundles", "events", "disagreements")
LARGEST = 2_000_000
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class CannotImport(ValueError):
    """The file is no labour case; says what is wrong in the reader's language."""


class PlainLoader(yaml.SafeLoader):
    """Text, numbers, yes and no, lists, maps; days stay text."""

    def compose_node(self, parent, index):
        """Refuse aliases, by which a small file could grow without end."""
        if self.check_event(yaml.events.AliasEvent):
            raise CannotImport(_("The file uses YAML aliases; write everything out."))
        return super().compose_node(parent, index)


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in held if tag != "tag:yaml.org,2002:timestamp"]
    for first, held in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str | bytes) -> dict:
    """The file as data.

    Raises:
        CannotImport: it is no labour case, or refers to something that isn't in it.
    """
    if len(text) > LARGEST:
        raise CannotImport(_("The file is larger than a chronicle may be."))
    try:
        data = PlainLoader(text).get_single_data()
    except CannotImport:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CannotImport(_("The file is not readable YAML.")) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise CannotImport(_("The file does not say “schema: labour-case/1”."))
    check(data)
    return data


def write(data: dict) -> str:
    """The data as a file that `parse` reads back unchanged."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def check(data: dict) -> None:
    """Every source that is named must be listed, every day readable, every section in shape."""
    for section in SECTIONS:
        wanted = dict if section == "workers" else list
        if not isinstance(data.get(section, wanted()), wanted):
            raise CannotImport(_("“%(name)s” is not in shape.") % {"name": section})
    if where := misplaced(data):
        raise CannotImport(_("“%(name)s” is not in shape.") % {"name": where})
    known = [str(source.get("id")) for source in data.get("sources", [])]
    if len(set(known)) != len(known):
        raise CannotImport(_("Two sources have the same id."))
    for named in _named_sources(data):
        if named not in known:
            raise CannotImport(_("The source %(id)s is named but not listed.") % {"id": named})
    for number, event in enumerate(data.get("events", []), 1):
        if not DAY.fullmatch(str(event.get("date", ""))):
            raise CannotImport(_("Event %(n)s has no readable day.") % {"n": number})
        bounds(event)


def _named_sources(data):
    """Every id in a list called `sources`, wherever it stands."""
    stack = [value for name, value in data.items() if name != "sources"]
    while stack:
        held = stack.pop()
        if isinstance(held, list):
            stack += held
        elif isinstance(held, dict):
            named = held.get("sources")
            if isinstance(named, list):
                yield from map(str, named)
            stack += [value for name, value in held.items() if name != "sources"]


def text_of(event: dict) -> str:
    """What happened, whole.

    In a flow map an unquoted comma cuts a text: what follows became keys without a value. They
    are kept as they came, and read as the rest of the sentence.
    """
    rest = [str(name) for name, value in event.items() if value is None and " " in str(name)]
    return ", ".join([str(event.get("description") or ""), *rest])


def bounds(event: dict) -> tuple[date, date]:
    """The first and the last day on which it may have happened, as the file gives it."""
    first = day_of(event["date"])
    last = day_of(event.get("date_end") or event["date"], last=True)
    if last < first:
        raise CannotImport(_("An event ends before it begins: %(day)s.") % {"day": event["date"]})
    return first, last


def day_of(text: str, last: bool = False) -> date:
    """The first or last day of a day, month or year.

    Raises:
        CannotImport: there is no such day.
    """
    found = DAY.fullmatch(str(text))
    try:
        year, month, day = (int(part) if part else None for part in found.groups())  # type: ignore[union-attr]
        if month is None:
            return date(year, 12, 31) if last else date(year, 1, 1)  # type: ignore[arg-type]
        if day is None:
            return date(year, month, calendar.monthrange(year, month)[1] if last else 1)  # type: ignore[arg-type]
        return date(year, month, day)  # type: ignore[arg-type]
    except (AttributeError, ValueError) as error:
        raise CannotImport(_("“%(text)s” is no day.") % {"text": text}) from error
