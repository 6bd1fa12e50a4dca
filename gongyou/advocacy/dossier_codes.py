"""Lists of choices of dossiers, links and what-if runs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SIGNERS = [
    ("worker", _("a worker concerned")),
    ("union", _("an organisation of workers")),
    ("centre", _("the centre")),
    ("consent", _("whoever has the person's consent")),
    ("other", _("somebody else")),
]
WHO = [("anyone", _("anybody")), *SIGNERS]
PUBLICITY = [
    ("none", _("not public")),
    ("after", _("public after the answer")),
    ("open", pgettext_lazy("dossier", "public")),
]
STATES = [
    ("draft", _("being prepared")),
    ("sent", pgettext_lazy("dossier", "sent")),
    ("closed", pgettext_lazy("dossier", "closed")),
]
EVENTS = [
    ("breach_ended", _("the breach ended")),
    ("published", _("the draft was published")),
    ("sent", _("handed in or posted")),
    ("received", _("received by the body")),
    ("asked_more", _("the body asked for more")),
    ("completed", _("what was asked for was handed in")),
    ("accepted", pgettext_lazy("advocacy", "accepted")),
    ("extended", _("the body extended its time")),
    ("third_party", _("third parties are asked (time stands still)")),
    ("answered", _("answered")),
    ("partly", _("answered in part")),
    ("refused", _("refused")),
    ("decided", _("decided in our favour")),
    ("decided_against", _("decided against us")),
    ("review_asked", _("review asked for")),
    ("review_answered", _("review answered")),
    ("recheck_asked", _("second review asked for")),
    ("recheck_answered", _("second review answered")),
    ("appealed", _("the next step was taken")),
]
REPLIES = [pair for pair in EVENTS if pair[0] not in ("sent", "appealed")]
PROOFS = [
    ("label", _("label in a product")),
    ("order", _("purchase order")),
    ("list", _("published list")),
    ("word", _("word of workers")),
]
POPULATIONS = [
    ("cases", _("open cases")),
    ("table", _("a table of people")),
]
LENGTHS = {
    "working": _("%(n)s working days"),
    "day": _("%(n)s days"),
    "month": _("%(n)s months"),
    "year": _("%(n)s years"),
}
STATUSES = {
    "amount": pgettext_lazy("result", "due"),
    "not_due": pgettext_lazy("result", "not due"),
    "undetermined": pgettext_lazy("result", "cannot be told"),
}
ESTIMATES = {
    ("total", "change"): _("Change in all"),
    ("mean", "change"): _("Mean change a worker"),
    ("mean", "gain"): _("Share who gain"),
    ("mean", "lose"): _("Share who lose"),
}
GROUPS = {"group": _("By group"), "place": _("By place")}
REST = _("all smaller ones together")
UNTOLD = _("not told")
