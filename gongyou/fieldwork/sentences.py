"""What the journal says of each act, by topic."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gongyou.vault.public import journal

TEXTS = {
    "fieldwork.open_study": _("opened a study"),
    "fieldwork.change_study": _("changed a study"),
    "fieldwork.add_participant": _("took in a participant"),
    "fieldwork.change_participant": _("changed what is noted of a participant"),
    "fieldwork.record_consent": _("noted what a participant agreed to"),
    "fieldwork.hold_interview": _("noted an interview"),
    "fieldwork.forget_search": _("took a kept search away"),
    "fieldwork.write_field_note": _("wrote a field note"),
    "fieldwork.add_recording": _("added a recording"),
    "fieldwork.mark_recording": _("marked a place in a recording"),
    "fieldwork.destroy_recording": _("destroyed a recording"),
    "fieldwork.keep_recording": _("decided to keep a recording of several people"),
    "fieldwork.bring_text": ngettext_lazy(
        "brought a text of %(turns)s turn", "brought a text of %(turns)s turns", "turns"
    ),
    "fieldwork.name_speakers": _("said who speaks in a text"),
    "fieldwork.correct_text": _("corrected a turn of a text"),
    "fieldwork.decide_sighting": _("decided about a name: %(decision)s"),
    "fieldwork.replace": _("made the text for the desk"),
    "fieldwork.read_again": _("read a text a second time; %(missed)s missed"),
    "fieldwork.withdraw": _("carried out a withdrawal"),
    "fieldwork.depart": _("noted that something left the house"),
    "fieldwork.search": _("searched texts"),
    "fieldwork.keep_search": _("kept a search"),
}
CODING = {
    "fieldwork.make_code": _("made a code"),
    "fieldwork.change_code": _("changed a code"),
    "fieldwork.move_code": _("moved a code"),
    "fieldwork.merge_codes": _("merged two codes"),
    "fieldwork.split_code": _("split a code"),
    "fieldwork.retire_code": _("retired a code"),
    "fieldwork.bring_codebook": ngettext_lazy(
        "brought a codebook of %(codes)s code", "brought a codebook of %(codes)s codes", "codes"
    ),
    "fieldwork.code_passage": _("coded a passage"),
    "fieldwork.uncode": _("took a code off a passage"),
    "fieldwork.settle_flag": _("looked at a coding whose words had changed"),
    "fieldwork.open_round": _("opened round %(number)s of coding"),
    "fieldwork.join_round": _("let one more person code in a round"),
    "fieldwork.done_coding": _("finished coding in a round"),
    "fieldwork.close_round": _("closed round %(number)s of coding"),
    "fieldwork.decide": _("decided where coders differed"),
    "fieldwork.write_memo": _("wrote a memo"),
    "fieldwork.change_memo": _("changed a memo"),
    "fieldwork.bring_project": _("brought a project of another program"),
    "fieldwork.hand_over_project": _("made a project file for another program"),
}

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
    for topic in (TEXTS, CODING, CASES):
        for act, text in topic.items():
            journal.sentence(act, text)
