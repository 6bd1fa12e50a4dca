"""What outreach refuses, in one clear sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "open_answers": _("These answers are not sealed. Scan the code at the desk instead."),
    "not_answers": _("This is no code of the self-check, or it is not whole. Scan it again."),
    "no_box": _("These answers were sealed to a box that this centre does not have."),
    "box_gone": _("The box of these answers was retired; nobody can open them any more."),
    "changed": _("These answers were changed on their way and cannot be opened."),
    "other_law": _("These answers follow a law that this program has no questions for."),
    "no_handover": _("No case that was sealed to a key of this centre; or it was changed."),
    "no_receipt": _("This is no receipt of a case that went out from here."),
    "no_public_key": _("This is no public key: it begins with age1."),
    "no_share_consent": _("The person has not agreed that a copy goes to another centre."),
    "taken_already": _("These answers were taken in already."),
    "session_closed": _("This session is closed; nothing more can be counted."),
    "not_held": _("Count heads once the session was held."),
    "cards_answered": _("Cards were answered already; other questions could not be compared."),
    "no_right_answer": _("Say of at least one question which answer is right."),
    "no_card": _("This is no card of this session."),
    "card_used": _("This card was used already."),
    "too_many_cards": _("At most 200 cards a session."),
    "uncomputed": _("A number that nobody computed: %(text)s. Compute it, or mark it as told."),
    "wrong_example": _("The guide says %(said)s, the law says %(law)s."),
    "bad_guide": _("%(text)s"),
    "other_person": _("Another person than its writer must check a guide."),
    "not_checked": _("Only a checked guide can be published."),
}


class OutreachError(Exception):
    """Something cannot be done; `message` says why."""

    def __init__(self, code: str, **values):
        self.code, self.values = code, values
        super().__init__(code)

    @property
    def message(self) -> str:
        """The sentence."""
        return str(SENTENCES[self.code]) % self.values
