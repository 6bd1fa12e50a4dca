"""Catalogues of the rooms."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent


def catalogues() -> list[Path]:
    """Every .po of the package."""
    return sorted(PACKAGE.glob("**/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Write a .mo beside each .po; gettext itself is not needed."""
    for po in catalogues():
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))
    return len(catalogues())
