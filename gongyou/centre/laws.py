"""The laws that work may be under, to choose from."""

from gongyou import law
from gongyou.ui.public import law_language


def laws() -> list[tuple[str, str]]:
    """(name, title) of all laws in the page's language, the centre's own first."""
    names = sorted(law.pack_names(), key=lambda name: (name != law.DEFAULT_LAW, name))
    return [(name, law.load_pack(name).title[law_language()]) for name in names]
