"""What the journal says of each act."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gongyou.vault.public import journal

CASES = {
    "fieldwork.open_case_study": _("opened a case study"),
    "fieldwork.put_quote": _("put words beside an event"),
    "fieldwork.change_agreement": _("noted what a speaker allows"),
    "fieldwork.answer_need": _("said what an event needed"),
    "fieldwork.pose_hypothesis": _("posed explanation %(number)s"),
    "fieldwork.change_prior": _("said anew how likely an explanation was beforehand"),
    "fieldwork.bring_clue": _("brought clue %(number)s"),
    "fieldwork.weigh_clue": _("weighed clue %(clue)s"),
    "fieldwork.compare_cases": ngettext_lazy(
        "compared %(count)s case", "compared %(count)s cases", "count"
    ),
    "fieldwork.add_case": _("added a case to a comparison"),
    "fieldwork.add_condition": _("added a condition to a comparison"),
    "fieldwork.drop_condition": _("took a condition out of a comparison"),
    "fieldwork.expect": _("said what is expected of a condition"),
    "fieldwork.set_membership": _("set a value in a comparison"),
    "fieldwork.change_cut": _("changed where a comparison cuts"),
    "fieldwork.solve": _("kept the result of a comparison"),
    "fieldwork.note_funding": _("noted committed money"),
    "fieldwork.note_pressure": _("noted pressure on the organisation"),
    "fieldwork.note_status": _("noted the legal status"),
    "fieldwork.note_load": _("noted an own week"),
    "fieldwork.make_dossier": _("made a paper about a case study"),
    "fieldwork.choose_quote": _("chose a quotation for a paper"),
    "fieldwork.show_quote": _("noted that the speaker saw and allowed a quotation"),
    "fieldwork.release_dossier": _("released a paper as a second person"),
    "fieldwork.hand_over_dossier": _("handed over a paper"),
    "fieldwork.make_deposit": _("made a deposit"),
    "fieldwork.hand_over_replication": _("handed over a replication bundle"),
}


def register() -> None:
    """Tell the journal the room's sentences."""
    for act, text in CASES.items():
        journal.sentence(act, text)
