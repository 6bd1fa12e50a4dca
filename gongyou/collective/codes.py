"""The lists of this room: each value a code in the database, a phrase on the page."""

from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

PHASES = [
    (1, _("Request for help")),
    (2, _("Demands and organisation")),
    (3, _("Representatives")),
    (4, _("Training")),
    (5, _("Bargaining")),
    (6, _("Protection")),
    (7, _("Carrying out")),
]
PHASE_STATES = [
    ("not_started", _("not started")),
    ("active", _("going on")),
    ("done", _("finished")),
    ("reopened", _("opened again")),
]
RESULTS = [
    ("", _("still open")),
    ("won", _("won")),
    ("mostly won", _("mostly won")),
    ("partly won", _("partly won")),
    ("lost", _("lost")),
    ("back", _("taken back to the legal route")),
]
EMPLOYER_ROLES = [
    ("employer", _("employer")),
    ("successor", _("successor")),
    ("client", _("client of the employer")),
    ("parent", _("parent company")),
]
DECISIONS = [
    ("", _("not decided yet")),
    ("help", _("we help")),
    ("advise", _("we advise only")),
    ("refer", _("sent to others")),
    ("decline", _("declined")),
]
CONSENTS = [
    ("record", _("The centre may keep this record")),
    ("speak", _("The centre may speak with the employer for them")),
    ("publish", _("An account without names may be published")),
]
SUPPORT = [
    ("unknown", _("not asked yet")),
    ("active", _("carries the campaign")),
    ("for", _("supports")),
    ("wavering", _("undecided")),
    ("against", _("against")),
]
SIGN_MEANS = [
    ("paper", _("signature on paper")),
    ("meeting", _("raised hand at a meeting")),
    ("message", _("message to the contact")),
    ("phone", _("by phone")),
    ("case", _("brought an individual case")),
]
DEMAND_STATUSES = [
    ("raised", _("raised")),
    ("talks", _("in talks")),
    ("agreed", _("agreed")),
    ("refused", _("refused")),
    ("dropped", _("dropped")),
    ("fulfilled", _("fulfilled")),
    ("unknown", _("not known")),
]
DELIVERIES = [
    ("hand", _("handed over")),
    ("post", _("registered post")),
    ("message", _("message")),
    ("posted_up", _("put up at the plant")),
]
SIDES = [("workers", _("workers")), ("employer", _("employer"))]
OFFER_STATUSES = [
    ("tabled", _("on the table")),
    ("withdrawn", _("withdrawn")),
    ("rejected", pgettext_lazy("offer", "rejected")),
    ("accepted", _("accepted")),
]
VOTE_MEANS = [
    ("hands", _("show of hands")),
    ("paper", _("paper ballot")),
    ("signatures", _("signatures")),
]
PROMISE_KINDS = [("money", _("money")), ("act", _("an act"))]
PROMISE_STATES = [
    ("open", _("not paid yet")),
    ("overdue", _("overdue")),
    ("partly", _("partly paid, overdue")),
    ("kept", _("paid or done")),
    ("not_told", _("no source tells")),
]
PAY_MEANS = [
    ("bank", _("bank transfer")),
    ("cash", _("cash")),
    ("authority", _("through an authority")),
    ("other", _("otherwise")),
]
PAY_LIST_STATES = [
    ("read", _("looked at")),
    ("recorded", _("recorded")),
    ("undone", _("undone")),
]
UNREAD = {
    "total": _("a total: compared, not recorded"),
    "refused": _("the transfer failed or came back"),
    "nobody": _("names nobody"),
    "no_amount": _("has no amount"),
    "not_paid": _("nothing was paid, or money went back"),
    "no_day": _("names no day that can be read"),
    "no_heading": _("no heading with people and amounts above it"),
    "no_member": _("no member of this case is called so"),
    "namesakes": _("several people have this name: the line needs a number that tells them apart"),
    "other_name": _("the number is of a member with another name"),
    "twice": _("stands twice in the file"),
    "recorded": _("was recorded already"),
    "future": _("lies in the future"),
    "amount": _("the amount can't be read"),
}
EVENT_KINDS = [
    ("trigger", _("trigger")),
    ("grievance", _("grievance")),
    ("request_for_help", _("request for help")),
    ("meeting", _("meeting")),
    ("training", _("training")),
    ("decision", _("decision")),
    ("demand", _("demand")),
    ("demand_letter", _("demand letter")),
    ("petition", _("petition")),
    ("protest", _("protest")),
    ("warning_strike", _("warning strike")),
    ("strike", _("strike")),
    ("slowdown", _("slowdown")),
    ("picket", _("picket")),
    ("return_to_work", _("return to work")),
    ("fund", _("solidarity fund")),
    ("election", _("election")),
    ("re_election", _("re-election")),
    ("recall", _("recall")),
    ("representation_failure", _("representatives failed to report")),
    ("bargaining", _("bargaining")),
    ("employer_offer", _("offer of the employer")),
    ("employer_pressure", _("pressure by the employer")),
    ("mediation", _("mediation")),
    ("report_back", _("report-back")),
    ("ratification", _("ratification")),
    ("agreement", _("agreement")),
    ("deadline", _("deadline ran out")),
    ("payment", _("payment made")),
    ("breach", _("breach")),
    ("refusal", _("refusal")),
    ("police_action", _("police action")),
    ("violence", _("violence")),
    ("repression", _("repression")),
    ("retaliation", _("retaliation")),
    ("filing", _("filing")),
    ("celebration", _("celebration")),
    ("sharing", _("sharing of experience")),
    ("institution", _("standing body")),
    ("other", _("other")),
]
PRECISIONS = [
    ("day", _("on the day")),
    ("range", _("over these days")),
    ("month", _("some time in the month")),
    ("mid_month", _("around the middle of the month")),
    ("year", _("some time in the year")),
    ("approx", _("about")),
    ("by", _("by then")),
    ("after", _("after then")),
]
FIGURE_TOPICS = [
    ("headcount", _("Headcount")),
    ("represented", _("Represented")),
    ("composition", _("Composition")),
    ("representatives", _("Representatives")),
    ("band_in_dataset", _("Size band in a dataset")),
]
RUN_STATES = [
    ("running", _("under way")),
    ("done", _("finished")),
    ("stopped", _("stopped before the end")),
    ("failed", _("failed")),
]
FILING_STATES = [
    ("draft", _("being prepared")),
    ("filed", _("filed")),
    ("split", _("split into single files")),
    ("closed", _("closed")),
]

LISTS = {
    "phase": PHASES,
    "phase_state": PHASE_STATES,
    "result": RESULTS,
    "employer_role": EMPLOYER_ROLES,
    "decision": DECISIONS,
    "consent": CONSENTS,
    "support": SUPPORT,
    "sign_means": SIGN_MEANS,
    "demand": DEMAND_STATUSES,
    "delivery": DELIVERIES,
    "side": SIDES,
    "offer": OFFER_STATUSES,
    "vote": VOTE_MEANS,
    "promise": PROMISE_KINDS,
    "promise_state": PROMISE_STATES,
    "payment": PAY_MEANS,
    "pay_list": PAY_LIST_STATES,
    "unread": list(UNREAD.items()),
    "event": EVENT_KINDS,
    "precision": PRECISIONS,
    "topic": FIGURE_TOPICS,
    "run": RUN_STATES,
    "filing": FILING_STATES,
}


def label(choices, code) -> str:
    """The phrase of a code; the code itself when it is none of ours."""
    return str(dict(choices).get(code, code))


# What the figures of events are called that acts of this room leave.
FIGURES = [
    ("demands", _("demands")),
    ("deadline_days", _("days to answer")),
    ("round", _("round")),
    ("offer", _("offer no.")),
    ("attended", _("people there")),
    ("entitled", _("entitled")),
    ("yes", _("in favour")),
    ("no", _("against")),
    ("abstained", _("abstained")),
    ("terms", _("terms")),
    ("ballots", _("ballots")),
    ("seats", _("seats")),
    ("elected", _("elected")),
    ("applicants", _("applicants")),
    ("members", _("members")),
    ("total", _("in all")),
]

# What acts of this room leave in the chronicle: kept in English, shown in the reader's language.
NOTES = frozenset(
    {
        gettext_noop("Round of talks."),
        gettext_noop("Representatives reported back to the members."),
        gettext_noop("Members voted on an offer."),
        gettext_noop("Agreement signed."),
        gettext_noop("The solidarity fund receives its first money."),
        gettext_noop("Shares arrived on the members' accounts."),
        gettext_noop("Group filing for arbitration."),
        gettext_noop("Demand letter delivered to the employer."),
        gettext_noop("Representatives are elected."),
    }
)


def noted(text: str) -> str:
    """A note of ours in the reader's language; any other text as it is."""
    return gettext(text) if text in NOTES else text
