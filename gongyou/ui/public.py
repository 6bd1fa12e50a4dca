"""What every room may import from the ground of all pages."""

from gongyou.ui.edit_conflicts import ConflictAwareForm
from gongyou.ui.fields import (
    FAR_AWAY,
    FIRST_DAY,
    LAST_DAY,
    UNKNOWN_YES_NO,
    DateInput,
    DayField,
    DayTimeField,
    FlagField,
    HappenedField,
    MonthField,
    RoughDayField,
    set_choices,
)
from gongyou.ui.languages import law_language
from gongyou.ui.lists import Page, page_of
from gongyou.ui.model_fields import MoneyField
from gongyou.ui.responses import download, named, render_form
from gongyou.ui.rough_days import RoughDay, exact, last_of
from gongyou.ui.rough_words import read_days
from gongyou.ui.templatetags.ui import currency_sign

__all__ = [
    "FAR_AWAY",
    "FIRST_DAY",
    "LAST_DAY",
    "UNKNOWN_YES_NO",
    "ConflictAwareForm",
    "DateInput",
    "DayField",
    "DayTimeField",
    "FlagField",
    "HappenedField",
    "MoneyField",
    "MonthField",
    "Page",
    "RoughDay",
    "RoughDayField",
    "currency_sign",
    "download",
    "exact",
    "last_of",
    "law_language",
    "named",
    "page_of",
    "read_days",
    "render_form",
    "set_choices",
]
