"""The language of a page, as texts outside the catalogues name it."""

from django.utils.translation import get_language


def law_language() -> str:
    """The language of law texts that goes with the page's."""
    return "zh-hans" if (get_language() or "en").startswith("zh") else "en"
