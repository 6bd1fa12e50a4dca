"""What a guide rests on, and which of it the law has changed since."""

from __future__ import annotations

from collections.abc import Mapping

from .reading import Guide, GuideError, read_guide


def rests_of(guide: Guide) -> dict[str, str]:
    """Figures by name, keys and first day with their values; articles with their names."""
    return dict(sorted(guide.rests_on.items()))


def changed_since(text: str, kept: Mapping[str, str], law=None) -> list[str]:
    """What changed of what a guide rested on when it was checked; also if no amount changed.

    A figure that ended shows as gone, its follower as new.
    """
    try:
        now = rests_of(read_guide(text, law=law))
    except GuideError as error:
        return str(error).splitlines()
    gone = [f"{name} is gone" for name in kept if name not in now]
    new = [f"{name} is new" for name in now if name not in kept]
    other = [
        f"{name}: {kept[name]} → {now[name]}"
        for name in now
        if name in kept and kept[name] != now[name]
    ]
    return gone + new + other
