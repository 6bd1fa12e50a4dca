"""Lists of the events part that the program itself goes by; lists of the codebook are files."""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy.codebook import words

SOURCE_KINDS = [
    ("register", _("official register")),
    ("court", _("court or arbitration")),
    ("union", _("union")),
    ("employer", _("employer")),
    ("press", _("press")),
    ("social", _("social media")),
    ("ngo", _("organisation")),
    ("worker", _("a worker's word")),
    ("own", _("own work")),
]
PRINTED = frozenset({"register", "court", "press", "union", "employer", "ngo"})
"""Kinds whose facts are published as printed; the others only as city, month, kind and band."""
RELIABILITY = [(letter, letter) for letter in "ABCDEF"]
CREDIBILITY = [(number, str(number)) for number in range(1, 7)]
IMPORT_STATES = [
    ("uploaded", _("uploaded")),
    ("imported", _("imported")),
    ("undone", _("taken back")),
]
REPORT_STATES = [
    ("new", _("to be coded")),
    ("coded", _("coded")),
    ("set_aside", _("set aside")),
]
EVENT_STATES = [
    ("ongoing", _("going on")),
    ("ended", _("ended")),
    ("not_told", _("end not told")),
]
PRECISIONS = [
    ("day", _("on the day")),
    ("month", _("some time in the month")),
    ("year", _("some time in the year")),
    ("about", _("about")),
]
BASES = [
    ("exact", _("as an exact number")),
    ("about", _("about")),
    ("at_least", _("at least")),
    ("at_most", _("at most")),
    ("band", _("a band, both ends in")),
    ("words", _("in words, such as “hundreds”")),
]
VERDICTS = [
    ("same", _("the same event")),
    ("dispute", _("the same dispute, another event")),
    ("different", pgettext_lazy("sameness", "different")),
    ("unclear", _("can't tell")),
]
DATASETS = ("clb", "fmcs", "bls", "collective", "own", "mapped")
OURS = {
    "collective": _("collective cases"),
    "own": _("own notes"),
    "mapped": _("mapped sheets"),
}
"""Data sets that are no publisher's: the others go by their publishers' letters."""
THRESHOLDS = [
    ("own", _("every stoppage that is known")),
    ("lat", _("2 workers or more")),
    ("bls", _("1,000 workers or more, one shift or longer")),
]
REASONS = {
    "same_cells": _("every cell is the same"),
    "same_number": _("the same number of the source"),
    "same_employer": _("the same employer"),
    "employer_alike": _("employers written alike"),
    "same_union": _("the same union"),
    "union_alike": _("unions written alike"),
    "same_day": _("begins on the same day"),
    "day_apart": _("begins one day apart"),
    "days_apart": _("begins two or three days apart"),
    "overlap": _("goes on at the same time"),
    "same_city": _("the same place"),
    "same_size": _("the same size"),
    "size_alike": _("nearly the same size"),
    "same_title": _("the same title"),
    "title_alike": _("titles much alike"),
    "title_near": _("titles somewhat alike"),
    "other_employer": _("another employer"),
    "other_union": _("another union"),
    "week_apart": _("begins days apart"),
    "other_city": _("another place"),
    "other_size": _("another size"),
    "other_title": _("another title"),
    "better_partner": _("another row of that file fits better"),
}


def in_chinese() -> bool:
    """Whether the page is Chinese."""
    return (get_language() or "en").startswith("zh")


def label(which: str, code: str) -> str:
    """A code of the codebook in the language of the page; itself where none knows it."""
    row = words.codes(which).get(code)
    return row["zh" if in_chinese() else "en"] if row else code


def labels(which: str, held) -> str:
    """Several codes as one text."""
    return ("、" if in_chinese() else ", ").join(label(which, code) for code in held)


def choices(which: str) -> list[tuple[str, str]]:
    """A list of the codebook to choose from."""
    return [(code, label(which, code)) for code in words.codes(which)]


def dataset(code: str) -> str:
    """What a data set is called."""
    return str(OURS.get(code, code.upper()))


def region(code: str) -> str:
    """A province or state by its name on the map; itself where no map has it."""
    row = next((row for row in words.rows("tiles") if row["code"] == code), None)
    return row["zh" if in_chinese() else "en"] if row else code
