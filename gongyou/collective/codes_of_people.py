"""Lists on representatives, fund and protection: a code in the database, a phrase on the page."""

from django.utils.translation import gettext_lazy as _

ELECTION_MEANS = [("paper", _("ballots on paper")), ("online", _("secret ballot online"))]
ELECTION_STATES = [
    ("draft", _("candidates are being named")),
    ("open", _("voting goes on")),
    ("closed", _("counted")),
    ("void", _("void: not counted")),
]
VOID_REASONS = [
    ("restored", _("the data came back from a backup while the voting went on")),
    ("key", _("the key of the box was lost")),
    ("stopped", _("the voting was broken off")),
]
ROLES = [
    ("representative", _("workers' representative")),
    ("bargaining", _("bargaining team")),
    ("treasurer", _("treasurer of the fund")),
    ("agent", _("agent (lawyer or firm)")),
]
POWERS = [
    ("talk", _("talk with the employer")),
    ("receive", _("receive papers and answers")),
    ("file", _("file for arbitration and appear there")),
    ("settle", _("settle, after a vote of the members")),
    ("fund", _("keep the solidarity fund")),
]
ENDINGS = [
    ("recalled", _("recalled")),
    ("resigned", _("stepped down")),
    ("left", _("left the case")),
]
AUTHORISATION_MEANS = [
    ("paper", _("signature on paper")),
    ("meeting", _("declared at a meeting")),
    ("message", _("message to the contact")),
]
FUND_KINDS = [
    ("contribution", _("contribution of a member")),
    ("gift", _("gift from others")),
    ("expense", _("money spent")),
    ("transfer", _("moved between cash and bank")),
    ("reversal", _("reversal")),
]
FUND_ACCOUNTS = [
    ("cash", _("Cash")),
    ("bank", _("Bank")),
    ("contributions", _("Contributions of members")),
    ("gifts", _("Gifts")),
    ("travel", _("Travel")),
    ("legal", _("Legal costs")),
    ("support", _("Support for members in need")),
    ("printing", _("Printing and materials")),
    ("other", _("Other costs")),
]
ASSETS = ("cash", "bank")
INCOME = ("contributions", "gifts")
EXPENSES = ("travel", "legal", "support", "printing", "other")
SHORT_REASONS = [
    ("", _("not allowed")),
    ("advance", _("a treasurer advanced the money")),
    ("late", _("income was booked late")),
    ("charge", _("charge of the bank")),
    ("reversal", _("a wrong booking is taken back")),
]
CONTACT_KINDS = [
    ("lawyer", _("lawyer")),
    ("family", _("family")),
    ("centre", _("workers' centre")),
    ("media", _("journalist")),
    ("union", _("trade union")),
    ("other", _("other")),
]
CHECK_IN_ANSWERS = [
    ("well", _("is well")),
    ("worried", _("is worried")),
    ("silent", _("could not be reached")),
]
INCIDENT_KINDS = [
    ("threat", _("threat")),
    ("dismissal", _("dismissal")),
    ("transfer", _("transfer or worse work")),
    ("wage_cut", _("cut in pay")),
    ("violence", _("violence")),
    ("surveillance", _("surveillance")),
    ("summons", _("summons or questioning")),
    ("detention", _("detention")),
    ("eviction", _("eviction")),
    ("other", _("other")),
]
ACTORS = [
    ("employer", _("the employer")),
    ("police", _("the police")),
    ("authority", _("another authority")),
    ("unknown", _("unknown people")),
]
PROTOCOL = [
    ("station", _("Find out where they are held, since when, by which station and officer")),
    ("lawyer", _("Call the lawyer; have the power of attorney signed by the family")),
    ("family", _("Tell the family, and who stays in touch with them")),
    ("paper", _("Ask for the written notice: ground, article, length; keep a copy")),
    ("health", _("Ask after their health and medicine; note injuries")),
    ("accounts", _("Change shared passwords; take their phone out of the groups")),
    ("members", _("Tell the representatives and decide who takes over")),
    ("media", _("Decide with family and lawyer whether to go public")),
    ("visit", _("Ask for a visit of the lawyer (within 48 hours of the request)")),
    ("log", _("Write down every call: hour, person, answer")),
]

LISTS = {
    "election_means": ELECTION_MEANS,
    "void_reason": VOID_REASONS,
    "election": ELECTION_STATES,
    "role": ROLES,
    "power": POWERS,
    "ending": ENDINGS,
    "authorised_by": AUTHORISATION_MEANS,
    "fund": FUND_KINDS,
    "fund_account": FUND_ACCOUNTS,
    "short": SHORT_REASONS,
    "safety_contact": CONTACT_KINDS,
    "check_in": CHECK_IN_ANSWERS,
    "incident": INCIDENT_KINDS,
    "actor": ACTORS,
    "protocol": PROTOCOL,
}


def label(code: str) -> str:
    """The phrase of an account of the fund."""
    return str(dict(FUND_ACCOUNTS).get(code, code))
