"""Every sentence of this package, in English and Simplified Chinese, by key."""

from gongyou.stats.words import EN, ZH

LANGUAGES = {"en": EN, "zh-hans": ZH}


def say(key: str, lang: str = "en", **values: object) -> str:
    """The sentence for a key; an unknown language falls back to English."""
    words = LANGUAGES.get(lang, EN)
    return words[key].format(**values)
