"""Codes of the outreach room with their words."""

from django.utils.translation import gettext_lazy as _

TOPICS = (
    ("unpaid", _("Wages not paid")),
    ("overtime", _("Overtime")),
    ("dismissed", _("Dismissal")),
    ("contract", _("No contract")),
    ("injured", _("Injured at work")),
    ("pregnant", _("Pregnancy and birth")),
    ("insurance", _("Social insurance")),
    ("moving", _("Plant moves or closes")),
    ("agency", _("Agency work and platforms")),
    ("leave", _("Leave and heat")),
    ("evidence", _("Evidence")),
    ("arbitration", _("Arbitration")),
    ("other", _("Other")),
)
LANGUAGES = (
    ("zh-hans", _("Chinese")),
    ("yue", _("Cantonese")),
    ("ug", _("Uyghur")),
    ("en", _("English")),
    ("other", _("Another language")),
)
HALVES = (("am", _("morning")), ("pm", _("afternoon")), ("night", _("evening")))
CHANNELS = (
    ("phone", _("telephone")),
    ("chat", _("chat")),
    ("visit", _("at the desk")),
    ("street", _("in the street or dormitory")),
)
DONE = (
    ("answered", _("answered")),
    ("guide", _("guide sent")),
    ("referred", _("referred")),
    ("intake", _("intake opened")),
    ("call_back", _("to be called back")),
)
SESSION_STATES = (
    ("planned", _("planned")),
    ("held", _("held")),
    ("closed", _("closed")),
    ("cancelled", _("did not take place")),
)
MATERIALS = (
    ("leaflet", _("Leaflets")),
    ("poster", _("Posters")),
    ("file", _("Self-check files")),
)
SERVICE_STATES = (
    ("active", _("open")),
    ("inactive", _("closed for now")),
    ("defunct", _("gone")),
)
FOUND = (
    ("right", _("all was right")),
    ("changed", _("something had changed")),
    ("no_answer", _("nobody answered")),
    ("gone", _("it is gone")),
)
HOW = (
    ("called", _("called")),
    ("visited", _("visited")),
    ("told", _("told by a worker")),
    ("online", _("seen online")),
)
REFERRAL_FROM = (("intake", _("an intake")), ("call", _("a call")), ("session", _("a session")))
OUTCOMES = (
    ("reached", _("reached them")),
    ("helped", _("was helped")),
    ("refused", _("was turned away")),
    ("no_answer", _("nobody answered")),
    ("unknown", _("nobody knows")),
)
# What the year's report counts by, and the words of its levels; places have words of their own.
REPORTED = {
    "quarter": (_("Quarter"), ()),
    "topic": (_("Topic"), TOPICS),
    "place": (_("Place"), ()),
    "done": (_("What was done"), DONE),
    "outcome": (_("Outcome"), (*OUTCOMES, ("open", _("not heard yet")))),
}
ANSWER_STATES = (
    ("waiting", _("waiting")),
    ("taken", _("taken in")),
    ("refused", _("put away")),
)
GUIDE_STATES = (
    ("draft", _("draft")),
    ("checked", _("checked by a person")),
    ("published", _("published")),
    ("to_check", _("to be checked again")),
    ("withdrawn", _("withdrawn")),
)
