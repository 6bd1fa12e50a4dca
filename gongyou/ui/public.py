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
    set_choices,
)
from gongyou.ui.languages import law_language
from gongyou.ui.lists import Page, page_of
from gongyou.ui.model_fields import MoneyField
from gongyou.ui.responses import render_form
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
    "currency_sign",
    "law_language",
    "page_of",
    "render_form",
    "set_choices",
]
