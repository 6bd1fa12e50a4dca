"""Every icon that a template or a menu names is in the sprite; a missing one is a blank."""

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "gongyou"
SPRITE = HOUSE / "ui/static/vendor/icons/icons.svg"
NAMED = (re.compile(r'{% icon "([^"{]+)"'), re.compile(r'\bicon="([^"{]+)"'))


def test_every_icon_that_is_named_is_in_the_sprite():
    there = set(re.findall(r'id="([^"]+)"', SPRITE.read_text("utf-8")))
    named = {
        (name, path.relative_to(HOUSE).as_posix())
        for path in [*HOUSE.rglob("*.html"), *HOUSE.rglob("*.py")]
        for pattern in NAMED
        for name in pattern.findall(path.read_text("utf-8"))
    }
    assert len(named) > 100
    assert [each for each in sorted(named) if each[0] not in there] == []
