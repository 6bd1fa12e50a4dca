"""The lists that forms offer: each value a code in the database, a phrase on the page."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

CHANNELS = [
    ("visit", _("came to the centre")),
    ("phone", _("by phone")),
    ("message", _("by message")),
    ("outreach", _("met on outreach")),
    ("referred", _("sent by others")),
    ("collective", _("out of a collective case")),
    ("roster", _("from a roster")),
]

# What somebody speaks best (BCP 47); an interpreter is looked for by it.
SPOKEN = [
    ("", pgettext_lazy("fact", "not known")),
    ("zh", _("Mandarin")),
    ("yue", _("Cantonese")),
    ("hak", _("Hakka")),
    ("nan", _("Southern Min")),
    ("wuu", _("Wu")),
    ("ug", _("Uyghur")),
    ("bo", _("Tibetan")),
    ("ii", _("Yi")),
    ("za", _("Zhuang")),
    ("mn", _("Mongolian")),
    ("ko", _("Korean")),
    ("vi", _("Vietnamese")),
    ("my", _("Burmese")),
    ("en", _("English")),
    ("sgn", _("sign language")),
    ("mul", _("another language")),
]

STATUSES = [
    ("open", _("under way")),
    ("negotiating", _("talking with the employer")),
    ("mediation", _("in mediation")),
    ("filed", _("filed for arbitration")),
    ("awarded", _("award received")),
    ("court", _("in court")),
    ("enforcing", _("being enforced")),
    ("collective", _("carried collectively")),
    ("won", _("closed: paid")),
    ("settled", _("closed: settled")),
    ("lost", _("closed: lost")),
    ("withdrawn", _("closed: withdrawn")),
    ("advice", _("closed: advice given")),
]
CLOSED_STATUSES = ("won", "settled", "lost", "withdrawn", "advice")

# Why a case was closed, as funders and boards ask; how it ended stands in the status.
CLOSED_WHY = [
    ("paid", _("paid in full")),
    ("paid_part", _("paid in part, and no more to be had")),
    ("agreed", _("agreed with the employer")),
    ("decided", _("decided by an authority or court")),
    ("advised", _("advice was what was needed")),
    ("referred", _("handed to others")),
    ("too_late", _("came too late for the law")),
    ("gave_up", _("the worker did not want to go on")),
    ("lost_touch", _("the worker could not be reached")),
    ("no_claim", _("nothing is owed")),
    ("other", _("another reason")),
]

URGENCIES = [
    ("", pgettext_lazy("urgency", "not urgent")),
    ("week", _("within a week")),
    ("today", _("today")),
]

NOTE_KINDS = [
    ("call", _("call")),
    ("visit", _("visit to the centre")),
    ("home", _("visit at home or at the gate")),
    ("message", _("message or letter")),
    ("advice", _("advice given")),
    ("meeting", _("meeting")),
    ("work", _("work on the case")),
    ("note", pgettext_lazy("contact log", "note")),
]
NOTE_WITH = [
    ("worker", _("worker")),
    ("family", _("family or friends")),
    ("employer", _("employer")),
    ("authority", _("authority")),
    ("lawyer", _("lawyer")),
    ("team", _("colleagues")),
    ("other", _("others")),
]
STAGES = [
    ("inspection", _("labour inspection")),
    ("mediation", _("mediation")),
    ("arbitration", _("arbitration")),
    ("first", _("court, first instance")),
    ("second", _("court, appeal")),
    ("enforcement", _("enforcement")),
    ("injury", _("work-injury decision")),
    ("other", _("other")),
]
CONFLICT_ROLES = [
    ("client", _("our client")),
    ("witness", _("witness in a case")),
    ("employer", _("the other side in cases")),
    ("head", _("answers for an employer")),
    ("agent", _("speaks for the other side")),
]
CONTACT_KINDS = [
    ("phone", _("phone")),
    ("messenger", _("messenger")),
    ("relative", _("phone of a relative or friend")),
    ("mail", _("e-mail")),
    ("address", _("address")),
]

ROUTES = [("legal", _("legal route")), ("collective", _("collective route"))]

CONSENTS = [
    ("keep", _("The centre may keep this record")),
    ("contact", _("The centre may call or write")),
    ("act", _("The centre may act towards employer and authorities")),
    ("collective", _("May be told of others with the same problem")),
    ("statistics", _("May be counted in statistics without a name")),
    ("share", _("A copy may go to a lawyer or another centre")),
]

WITHDRAWN_WHY = [
    ("mistake", _("recorded by mistake")),
    ("twice", _("recorded twice")),
    ("other_case", _("belongs to another case")),
    ("did_not", _("did not happen")),
    ("corrected", _("replaced by a correction")),
]

NEXT_STEPS = [
    ("advise", _("Give advice, no case")),
    ("collect_papers", _("Collect papers")),
    ("compute", _("Go through the claim together")),
    ("write_employer", _("Write to the employer")),
    ("complain", _("Complain to the labour inspection")),
    ("mediate", _("Ask for mediation")),
    ("arbitrate", _("File for arbitration")),
    ("refer", _("Refer to others")),
    ("call_back", _("Call back")),
]

REFERRALS = [
    ("legal_aid", _("legal aid")),
    ("lawyer", _("lawyer")),
    ("union", _("trade union")),
    ("inspection", _("labour inspection")),
    ("hospital", _("hospital or clinic")),
    ("ngo", _("other organisation")),
    ("other", _("others")),
]

SOURCES = [
    ("worker", _("worker's word")),
    ("payslip", _("payslip")),
    ("contract", _("labour contract")),
    ("bank", _("bank record")),
    ("si_record", _("social-insurance record")),
    ("attendance", _("attendance record")),
    ("ledger", _("employer's ledger")),
    ("witness", _("witness")),
    ("decision", _("award, judgment, official decision")),
    ("roster", _("roster")),
    ("other", _("other")),
]

# The readings of the facts (`gongyou.law.sources`) that a claim is computed in.
READING_LABELS = {
    "worker": _("as the worker says"),
    "employer": _("as the employer's papers say"),
    "proved": _("as proved so far"),
}

# What follows a reading's name where it was computed with other days of those known roughly.
OTHER_DAYS = "~"


def reading_label(name: str) -> str:
    """A reading in words, also one with other days than the first where a day is rough."""
    plain, other = (*name.split(OTHER_DAYS), "")[:2]
    words = str(READING_LABELS.get(plain, plain))
    return gettext("%(reading)s, on another possible day") % {"reading": words} if other else words


EVIDENCE_KINDS = [
    ("contract", _("labour contract")),
    ("payslip", _("payslip")),
    ("bank_statement", _("bank statement")),
    ("si_record", _("social-insurance record")),
    ("attendance", _("attendance record")),
    ("work_permit", _("work card, uniform, pass")),
    ("dismissal_letter", _("letter of dismissal")),
    ("resignation_letter", _("letter of resignation")),
    ("chat", _("messages")),
    ("photo", _("photograph")),
    ("recording", _("recording")),
    ("medical", _("medical paper")),
    ("injury_decision", _("work-injury decision")),
    ("demand_letter", _("letter to the employer")),
    ("receipt", _("receipt")),
    ("witness", _("witness statement")),
    ("other", _("other")),
]
HOLDERS = [
    ("worker", _("worker")),
    ("centre", _("centre")),
    ("employer", _("employer")),
    ("authority", _("authority")),
]

TASK_KINDS = [
    ("call", _("call")),
    ("papers", _("get papers")),
    ("write", _("write")),
    ("file", _("file")),
    ("meet", _("meet")),
    ("visit", _("visit")),
    ("other", _("other")),
]
HEARING_KINDS = [
    ("mediation", _("mediation meeting")),
    ("arbitration", _("arbitration hearing")),
    ("first", _("court, first instance")),
    ("second", _("court, appeal")),
    ("talk", _("talk with the employer")),
]
OUTCOME_KINDS = [
    ("settlement", _("settlement")),
    ("mediation", _("mediation agreement")),
    ("award", _("arbitration award")),
    ("judgment", _("judgment")),
    ("dismissed", _("claim dismissed")),
    ("withdrawn", _("withdrawn")),
    ("refused", _("not accepted")),
]
PAYMENT_MEANS = [
    ("bank", _("bank transfer")),
    ("cash", _("cash")),
    ("court", _("through the court")),
    ("phone", _("mobile payment")),
    ("other", _("other")),
]
DEADLINE_KINDS = [
    ("limitation", _("arbitration limitation")),
    ("authority", _("the authority must act")),
    ("sue", _("go to court")),
    ("set_aside", _("employer may ask to set the award aside")),
    ("review", _("ask for review of the mediation agreement")),
    ("appeal", _("appeal")),
    ("enforce", _("apply for enforcement")),
    ("reply", _("reply of the other side")),
    ("evidence", _("hand in evidence")),
    ("next_step", _("next step promised")),
    ("other", _("other")),
]
# The same as one line that says what to do until the day.
DEADLINE_DO = [
    ("limitation", _("file for arbitration")),
    ("authority", _("ask the authority what it decided")),
    ("sue", _("go to court")),
    ("set_aside", _("look whether the employer asked to set the award aside")),
    ("review", _("ask for review of the mediation agreement")),
    ("appeal", _("appeal")),
    ("enforce", _("apply for enforcement")),
    ("reply", _("look whether the other side replied")),
    ("evidence", _("hand in evidence")),
    ("next_step", _("do the next step that was promised")),
    ("other", _("other")),
]
DOCUMENT_KINDS = [
    ("application", _("Arbitration application")),
    ("evidence_list", _("Evidence list")),
    ("power_of_attorney", _("Power of attorney")),
    ("statement", _("Worker's statement")),
    ("claim_sheet", _("Claim sheet")),
    ("employer_letter", _("Letter to the employer")),
]
RUN_STATUSES = [
    ("running", _("running")),
    ("done", _("done")),
    ("failed", _("failed")),
    ("stopped", _("stopped")),
]
ROSTER_STATUSES = [
    ("uploaded", _("uploaded")),
    ("mapped", _("checked")),
    ("imported", _("imported")),
    ("undone", _("undone")),
]


def label(choices, code: str) -> str:
    """The phrase for a code; the code itself when a list has lost it."""
    return str(dict(choices).get(code, code))
