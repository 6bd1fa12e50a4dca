"""What cannot be done with a dossier, in words for the page."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "no_such_kind": _("The law knows no such dossier."),
    "who_signs": _("This may not be signed by them. Who may: see beside."),
    "who_signs_unsaid": _("Say who signs before it is sent."),
    "needs_consent": _("Not without the consent of the person concerned: give the day."),
    "needs_risk": _("Look at the risk for the people in it first, and give the day."),
    "needs_body": _("Say to whom it goes."),
    "needs_people": _("A complaint of many needs at least two people."),
    "sent_already": _("It was sent already."),
    "not_sent": _("It has not been sent yet."),
    "closed": _("The dossier is closed."),
    "backwards": _("That day is before it was sent."),
    "no_next": _("Nothing follows this kind of dossier."),
    "ends_before": _("The pause ends before it begins."),
}


class DossierError(Exception):
    """An act that was refused; `code` names why."""

    def __init__(self, code: str):
        self.code, self.message = code, MESSAGES[code]
        super().__init__(code)
