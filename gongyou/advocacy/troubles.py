"""Why a cell was kept and not understood, in the reader's language."""

from django.utils.translation import gettext_lazy as _

TROUBLES = {
    "no_day": _("is no day"),
    "no_number": _("is no number"),
    "day_outside": _("lies outside the time that this source covers"),
    "end_before_start": _("lies before the beginning; both are kept"),
    "id_was_a_number": _("was saved as a number; mended to the id it was"),
    "says_nothing": _("says that nothing is told"),
    "no_code": _("is no word that the codebook knows"),
    "no_band": _("is no size that can be read"),
    "no_name": _("is not a name"),
    "no_place": _("names no place that is known"),
    "several_places": _("stands for several places"),
    "more_than_a_city": _("holds more than a city"),
    "place_against_title": _("contradicts the place in the title"),
    "number_against_band": _("contradicts a number in the text; perhaps people arrested"),
    "cut_off": _("was cut off where a cell ends"),
    "column_not_read": _("heads a column that is kept and not read"),
    "several_slashes": _("holds several slashes: employer and union were cut at the last"),
    "no_local": _("ends where the number of the local should stand"),
    "more_than_unit": _("is more than the bargaining unit"),
    "nobody_idled": _("says that nobody stopped work"),
    "duration_differs": _("differs from the days between begin and end"),
    "fiscal_year_differs": _("differs from the fiscal year of the end"),
    "no_sentence": _("is no sentence that names an employer, an amount and workers"),
    "rate_differs": _("differs from cases with arrears divided by cases closed"),
    "total_differs": _("differs from the sum of its parts"),
    "idle_differs": _("differs from workers times workdays: perhaps the number changed"),
}
