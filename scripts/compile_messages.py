"""Compile every gettext catalogue, without needing gettext on the machine."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_below(folder: Path) -> None:
    """Write a .mo beside each .po of a folder."""
    for po in folder.glob("**/LC_MESSAGES/*.po"):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


if __name__ == "__main__":
    compile_below(Path("gongyou"))
