"""What did not come in as it stands, in a sentence each; a `row` stays out, the others tell."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "file_empty": ("file", _("The file is empty.")),
    "file_encrypted": (
        "file", _("The file is locked by a password. Save it without one and give it again."),
    ),
    "file_macros": ("file", _("The file holds macros. Save it without them and give it again.")),
    "file_type": ("file", _("This is no table. Attach it to its case as evidence.")),
    "file_damaged": ("file", _("The file cannot be read; it is damaged or of another kind.")),
    "row_nameless": ("row", _("Nobody is named; the row stays out, as you chose.")),
    "row_organisation": ("row", _("This is an organisation and no person; the row stays out.")),
    "row_no_parent": ("row", _("The row that it belongs to is not among the files.")),
    "row_out": ("row", _("The table is left out: it names nobody, or you chose so.")),
    "above_header": ("cell", _("This stands above the header and belongs to nobody.")),
    "name_not_told": ("told", _("Nobody is named; the person comes in without a name.")),
    "no_day": ("cell", _("This is no day that can be read. It stands in the note as it is.")),
    "day_two_ways": (
        "cell", _("The day can be read in two ways. It stands in the note as it is."),
    ),
    "rough_day": (
        "told", _("Only about when is told; the first day is taken, the note has the rest."),
    ),
    "no_opening": ("told", _("No day of opening is told; the day of moving in is taken.")),
    "closed_before": ("told", _("It was closed before it was opened; both days stay as they are.")),
    "no_place": ("cell", _("No place of that name is known. It stands in the note as it is.")),
    "no_sex": (
        "cell", _("This is neither of the two entries of the field. It stands in the note."),
    ),
    "unknown_state": (
        "cell", _("No state of that name is known; “under way” is taken until one is chosen."),
    ),
    "closed_how": (
        "told", _("Closed, and not how; “advice given” is taken until a state is chosen."),
    ),
    "unknown_reason": ("cell", _("No reason of that name is known; “another reason” is taken.")),
    "no_caseworker": ("told", _("No member is called so; nobody is in charge yet.")),
    "no_employer": ("told", _("No employer is named; it comes in as an intake without a case.")),
    "namesake": (
        "told", _("Somebody of the same name is there; nothing else agrees, so they are two."),
    ),
    "next_of_closed": ("told", _("A next date of a closed case stands in the note.")),
}  # fmt: skip


def sentence(code: str) -> str:
    """Why, in the language of the page."""
    return str(SENTENCES[code][1])


def severity(code: str) -> str:
    """file, row (both stay out), cell (in the note) or told (a choice that was made)."""
    return SENTENCES[code][0]
