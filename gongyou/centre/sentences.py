"""What the journal says of each act, as a person would tell it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gongyou.vault.public import journal

SENTENCES = {
    "centre.own_copy": _("gave a worker their own copy (%(form)s)"),
    "centre.record_intake": _("recorded an intake"),
    "centre.add_worker": _("added a worker"),
    "centre.withdraw": _("withdrew what was recorded"),
    "centre.withdraw_filing": _("withdrew the filing of %(filed_on)s"),
    "centre.change_evidence": _("corrected an item of evidence"),
    "centre.record_consent": _("noted what the worker agrees to"),
    "centre.change_worker": _("changed who the worker is"),
    "centre.add_employer": _("added an employer"),
    "centre.change_employer": _("changed an employer"),
    "centre.add_worksite": _("added a worksite"),
    "centre.add_employment": _("added an employment"),
    "centre.set_facts": _("changed facts of the employment"),
    "centre.set_pay": _("changed pay records"),
    "centre.add_event": _("added an event"),
    "centre.remove_event": _("removed an event"),
    "centre.compute_claim": _("computed the claim: %(total)s"),
    "centre.compute_claims": ngettext_lazy(
        "computed the claim of %(count)s person", "computed the claims of %(count)s people", "count"
    ),
    "centre.open_case": _("opened the case %(subject)s"),
    "centre.change_case": _("changed the case"),
    "centre.close_case": _("closed the case"),
    "centre.assign_cases": ngettext_lazy(
        "put %(assigned_to)s in charge of %(count)s case",
        "put %(assigned_to)s in charge of %(count)s cases",
        "count",
    ),
    "centre.unassign_cases": ngettext_lazy(
        "put nobody in charge of %(count)s case",
        "put nobody in charge of %(count)s cases",
        "count",
    ),
    "centre.lend_case": _("shared the case with %(account)s until %(until)s"),
    "centre.end_loan": _("ended the sharing with %(account)s"),
    "centre.write_note": _("wrote a note of a contact"),
    "centre.correct_note": _("corrected a note"),
    "centre.add_contact": _("added a way to reach the worker"),
    "centre.add_proceeding": _("entered an authority and the case's number there"),
    "centre.correct_proceeding": _("corrected an authority or the case's number there"),
    "centre.print_work_list": ngettext_lazy(
        "printed a work list of %(count)s case",
        "printed a work list of %(count)s cases",
        "count",
    ),
    "centre.set_duty": _("put somebody on duty on %(on)s"),
    "centre.drop_duty": _("took somebody off duty"),
    "centre.add_appointment": _("made an appointment"),
    "centre.note_appointment": _("noted whether somebody came"),
    "centre.add_deadline": _("added a day to keep: %(due_on)s"),
    "centre.keep_day": _("put a day to keep into the list: %(due_on)s"),
    "centre.finish_deadline": _("met a deadline"),
    "centre.add_task": _("added a task"),
    "centre.finish_task": _("finished a task"),
    "centre.add_hearing": _("added a hearing"),
    "centre.record_outcome": _("recorded an outcome"),
    "centre.record_payment": _("recorded a payment of %(amount)s"),
    "centre.set_particulars": _("entered particulars for the papers of a case"),
    "centre.set_opponent": _("entered an employer's seat and who answers for it"),
    "centre.add_witness": _("named a witness"),
    "centre.withdraw_witness": _("took a witness off the papers"),
    "centre.set_letterhead": _("changed what the centre is called on papers"),
    "centre.add_evidence": _("added evidence"),
    "centre.link_evidence": _("linked evidence to a fact"),
    "centre.unlink_evidence": _("took a link from evidence"),
    "centre.merge": _("joined two records as one"),
    "centre.undo_merge": _("separated two records again"),
    "centre.upload_roster": _("uploaded a roster"),
    "centre.map_roster": _("said what the columns of a roster mean"),
    "centre.drop_roster": _("threw an uploaded roster away"),
    "centre.import_roster": ngettext_lazy(
        "imported a roster of %(workers)s new person",
        "imported a roster of %(workers)s new people",
        "workers",
    ),
    "centre.undo_roster": _("undid the import of a roster"),
    "centre.upload_move": _("uploaded files of another system"),
    "centre.map_move": _("said what the columns of another system mean"),
    "centre.save_move_plan": _("kept what the columns of another system mean"),
    "centre.drop_move": _("threw uploaded files of another system away"),
    "centre.move_in": ngettext_lazy(
        "moved %(people)s person in from another system",
        "moved %(people)s people in from another system",
        "people",
    ),
    "centre.undo_move": _("took everything back that was moved in from another system"),
    "centre.make_documents": ngettext_lazy(
        "made documents for %(count)s case", "made documents for %(count)s cases", "count"
    ),
    "centre.replace_template": _("replaced a document template"),
    "centre.drop_template": _("went back to the built-in document template"),
    "centre.look_for_duplicates": ngettext_lazy(
        "looked for duplicates among %(count)s record",
        "looked for duplicates among %(count)s records",
        "count",
    ),
    "centre.search_texts": _("searched stories and summaries; %(count)s found"),
    "centre.export": ngettext_lazy(
        "exported %(count)s person with their records",
        "exported %(count)s people with their records",
        "count",
    ),
    "centre.new_token": _("made an access token"),
    "centre.drop_token": _("withdrew an access token"),
}


def register() -> None:
    """Tell the journal; called when the room is ready."""
    for act, text in SENTENCES.items():
        journal.sentence(act, text)
