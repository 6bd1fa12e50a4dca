"""What the room refuses, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_yet": _("Nobody has said yet what may be done with this. Note the consent first."),
    "consent_no": _("The person did not agree to this."),
    "withdrawn": _("The person withdrew; nothing more can be noted for them."),
    "future": _("This day is still to come."),
    "unknown_use": _("There is no use called %(text)s."),
    "bad_day": _("%(text)s is no day."),
    "round_closed": _("This round is closed; it takes no coding any more."),
    "not_in_round": _("This text is not coded in that round."),
    "not_a_coder": _("You do not code in this round."),
    "other_study": _("This code belongs to another study."),
    "code_retired": _("This code was retired; choose another."),
    "not_codable": _("This code only groups others; choose one below it."),
    "empty_passage": _("Select some words first."),
    "outside_text": _("The passage does not lie within the text."),
    "merged_circle": _("A code cannot be merged into itself or into one below it."),
    "moved_under_itself": _("A code cannot stand below itself."),
    "name_taken": _("There is already a code of this name at this place."),
    "no_name": _("A code needs a name."),
    "same_reader": _("Another person than the one who replaced the names must read a second time."),
    "not_replaced": _("Replace the names first."),
    "text_changed": _("The text was changed meanwhile. Look at it again."),
    "still_open": _("Close the round first: while it is open, nobody sees another's codes."),
    "two_coders": _("A round needs two coders or more."),
    "copies_left": _("Decide first what happens to each copy that was found."),
    "unreadable": _("%(text)s"),
    "recording_gone": _("This recording was destroyed."),
    "known_label": _("Say for each speaker who it is, or that it is the interviewer."),
}


class FieldworkError(Exception):
    """Something cannot be done; `message` says why."""

    def __init__(self, code: str, **values):
        self.code, self.values = code, values
        super().__init__(code)

    @property
    def message(self) -> str:
        """The sentence."""
        return str(SENTENCES[self.code]) % self.values
