"""Every address of the program, with made-up arguments, read from the URL configuration."""

import uuid
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, converters, get_resolver

SAMPLES = {
    converters.IntConverter: 1,
    converters.StringConverter: "x",
    converters.SlugConverter: "x",
    converters.PathConverter: "x/y",
    converters.UUIDConverter: uuid.UUID(int=7),
}


@dataclass(frozen=True)
class Address:
    """One pattern: its path with samples for arguments, its name, its view."""

    path: str
    name: str
    view: object
    arguments: int

    @property
    def access(self):
        """What the view says about who may open it."""
        return getattr(self.view, "gongyou_access", None)

    def __str__(self):
        return self.name or self.path


def _fill(pattern) -> str:
    """The route with samples in place of its arguments."""
    route = str(pattern)
    for name, converter in getattr(pattern, "converters", {}).items():
        sample = SAMPLES.get(type(converter), uuid.UUID(int=7))
        start = route.index("<")
        end = route.index(">")
        assert name in route[start:end]
        route = route[:start] + converter.to_url(sample) + route[end + 1 :]
    return route.replace("^", "").replace("$", "")


def _walk(patterns, prefix="/", namespace="", arguments=0):
    for one in patterns:
        path = prefix + _fill(one.pattern)
        count = arguments + len(getattr(one.pattern, "converters", {}))
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one.url_patterns, path, inner, count)
        elif isinstance(one, URLPattern):
            yield Address(path, f"{namespace}{one.name or ''}", one.callback, count)


def every_address() -> list[Address]:
    """All of them."""
    return list(_walk(get_resolver().url_patterns))
