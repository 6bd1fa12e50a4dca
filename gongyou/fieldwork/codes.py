"""Lists of choices of the room's texts: uses, ways, kinds, states."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LANGUAGES = (
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("ug", _("Uyghur")),
    ("ar", _("Arabic")),
    ("other", _("another language")),
)
USES = (
    ("record", _("record the sound")),
    ("film", _("record film")),
    ("transcribe", _("write down what is said")),
    ("read", _("be read in the team")),
    ("code", _("be coded")),
    ("quote", _("be quoted without saying who")),
    ("quote_coarse", _("be quoted with job and region")),
    ("quote_name", _("be quoted by name")),
    ("show_first", _("see each quotation before it is used")),
    ("play", _("play a clip to others")),
    ("teach", _("be used in teaching")),
    ("share", _("be given to a partner who is named")),
    ("archive", _("be kept in an archive")),
    ("contact", _("be contacted again")),
    ("tally", _("stay in counts after a withdrawal")),
)
USE_CODES = tuple(code for code, _label in USES)
ANSWERS = (
    ("yes", _("yes")),
    ("ask", _("ask me first")),
    ("no", pgettext_lazy("consent", "no")),
)
WAYS = (
    ("written", _("signed on paper")),
    ("spoken", _("said before a witness")),
    ("recorded", _("said on the recording")),
    ("screen", _("ticked on a screen")),
)
SCOPES = (
    ("quotes", _("no more quotations")),
    ("text", _("everything said, in every text")),
    ("everything", _("everything, the recordings and the name too")),
)
# By which rule a form is offered that may identify somebody.
OFFERED_BY = (
    ("decided", _("decided before")),
    ("known", _("a name in the records")),
    ("homophone", _("sounds like a name in the records")),
    ("address", _("a form of address")),
    ("capitals", _("capital letters")),
    ("day", _("a date")),
    ("id", _("an identity number")),
    ("phone", _("a telephone number")),
    ("landline", _("a telephone number")),
    ("us_phone", _("a telephone number")),
    ("bank", _("an account number")),
    ("plate", _("a number plate")),
    ("mail", _("an e-mail address")),
    ("handle", _("a name in a chat")),
)
ROLES = (
    ("worker", _("worker")),
    ("representative", _("workers' representative")),
    ("organiser", _("organiser")),
    ("staff", _("staff of an organisation")),
    ("family", _("family member")),
    ("official", _("official")),
    ("employer", _("employer's side")),
    ("other", pgettext_lazy("role", "other")),
)
SEXES = (("f", _("woman")), ("m", _("man")), ("x", _("another")))
AGES = (
    ("-24", _("under 25")),
    ("25-34", "25–34"),
    ("35-44", "35–44"),
    ("45-54", "45–54"),
    ("55-", _("55 and over")),
)
KINDS = (
    ("interview", _("interview")),
    ("group", _("group interview")),
    ("observation", _("observation")),
    ("document", _("document")),
    ("account", _("own account")),
)
PRECISIONS = (("day", _("this day")), ("month", _("this month")), ("year", _("this year")))
STAGES = (("raw", _("raw text")), ("desk", _("text for the desk")))
STATES = (
    ("draft", _("draft")),
    ("replaced", _("names replaced")),
    ("read_twice", _("read twice")),
)
MEDIA = (
    ("text", pgettext_lazy("fieldwork", "text")),
    ("pdf", "PDF"),
    ("picture", _("picture")),
    ("sound", _("sound")),
)
VOICES = (
    ("participant", _("participant")),
    ("interviewer", _("interviewer")),
    ("document", _("a document; nobody speaks")),
    ("unknown", _("not known who")),
)
UNITS = (
    ("character", _("each character")),
    ("turn", _("each turn")),
    ("text", _("each text")),
)
REPLACED = (
    ("person", _("person")),
    ("employer", _("employer")),
    ("place", pgettext_lazy("fieldwork", "place")),
    ("number", pgettext_lazy("fieldwork", "number")),
    ("day", _("day")),
    ("other", pgettext_lazy("replacement", "something else")),
)
DECISIONS = (("replace", _("replace")), ("keep", _("keep")))
SUBJECTS = ("study", "text", "code", "coding", "participant", "interview")
COLOURS = (
    "#0e6f7a", "#d08a1b", "#6a5fa8", "#4f8a3c", "#b5504a", "#5c7f9c",
    "#8c6d31", "#a0446e", "#3b7ddd", "#7a7a2a", "#2a7a5a", "#9c5cb5",
)  # fmt: skip
