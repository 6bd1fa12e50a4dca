"""What is done in outreach, as sentences of the journal."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gongyou.vault.public import journal

SENTENCES = {
    "outreach.open_box": _("opened a box for answers"),
    "outreach.retire_box": _("retired a box for answers"),
    "outreach.receive_answers": _("received sealed answers"),
    "outreach.take_in_answers": _("took in sealed answers as an intake"),
    "outreach.refuse_answers": _("put sealed answers away"),
    "outreach.plan_session": _("planned a session"),
    "outreach.print_cards": ngettext_lazy(
        "printed %(cards)s card", "printed %(cards)s cards", "cards"
    ),
    "outreach.choose_questions": ngettext_lazy(
        "chose %(questions)s question for before and after",
        "chose %(questions)s questions for before and after",
        "questions",
    ),
    "outreach.hold_session": _("held a session"),
    "outreach.count_heads": ngettext_lazy(
        "counted %(heads)s head", "counted %(heads)s heads", "heads"
    ),
    "outreach.give_out": _("gave out materials"),
    "outreach.close_session": _("closed a session and destroyed the seed of its cards"),
    "outreach.cancel_session": _("noted that a session did not take place"),
    "outreach.log_call": _("logged a call"),
    "outreach.call_back": _("called back and destroyed the number"),
    "outreach.add_service": _("added a service to the directory"),
    "outreach.change_service": _("changed a service of the directory"),
    "outreach.confirm_service": _("asked whether a service is right: %(found)s"),
    "outreach.refer": _("sent somebody on to a service"),
    "outreach.close_referral": _("noted what came of a referral: %(outcome)s"),
    "outreach.write_guide": _("wrote version %(number)s of a guide"),
    "outreach.check_guide": _("checked a guide"),
    "outreach.publish_guide": _("published a guide"),
    "outreach.mark_guide": _("marked a guide to be checked again"),
    "outreach.withdraw_guide": _("withdrew a guide"),
    "outreach.publish_folder": _("made a folder to publish"),
    "outreach.open_handover_key": _("made a key for cases from other centres"),
    "outreach.retire_handover_key": _("destroyed a key for cases from other centres"),
    "outreach.hand_over": _("handed a case over to another centre"),
    "outreach.receive_handover": _("received a case from another centre"),
    "outreach.take_in_handover": _("took in a case from another centre"),
    "outreach.refuse_handover": _("put a case from another centre away"),
    "outreach.note_receipt": _("noted what came of a case handed over: %(outcome)s"),
}


def register() -> None:
    """Make the journal know them."""
    for act, text in SENTENCES.items():
        journal.sentence(act, text)
