"""What the journal says of each act, as a person would tell it."""

from django.utils.translation import gettext_lazy as msg

from gongyou.vault.public import journal

SENTENCES = {
    "centre.record_intake": msg("recorded an intake"),
    "centre.add_worker": msg("added a worker"),
    "centre.change_worker": msg("changed who the worker is"),
    "centre.add_employer": msg("added an employer"),
    "centre.change_employer": msg("changed an employer"),
    "centre.add_worksite": msg("added a worksite"),
    "centre.add_employment": msg("added an employment"),
    "centre.set_facts": msg("changed facts of the employment"),
    "centre.set_pay": msg("changed pay records"),
    "centre.add_event": msg("added an event"),
    "centre.remove_event": msg("removed an event"),
    "centre.compute_claim": msg("computed the claim anew"),
    "centre.compute_claims": msg("computed the claims of %(count)s people"),
    "centre.open_case": msg("opened a case"),
    "centre.change_case": msg("changed the case"),
    "centre.close_case": msg("closed the case"),
    "centre.add_deadline": msg("added a deadline"),
    "centre.finish_deadline": msg("met a deadline"),
    "centre.add_task": msg("added a task"),
    "centre.finish_task": msg("finished a task"),
    "centre.add_hearing": msg("added a hearing"),
    "centre.record_outcome": msg("recorded an outcome"),
    "centre.record_payment": msg("recorded a payment"),
    "centre.add_evidence": msg("added evidence"),
    "centre.link_evidence": msg("linked evidence to a fact"),
    "centre.unlink_evidence": msg("took a link from evidence"),
    "centre.merge": msg("joined two records as one"),
    "centre.undo_merge": msg("separated two records again"),
    "centre.upload_roster": msg("uploaded a roster"),
    "centre.import_roster": msg("imported a roster of %(workers)s new people"),
    "centre.undo_roster": msg("undid the import of a roster"),
    "centre.make_documents": msg("made documents"),
    "centre.replace_template": msg("replaced a document template"),
    "centre.look_for_duplicates": msg("looked for duplicates among %(count)s records"),
    "centre.export": msg("exported records"),
    "centre.new_token": msg("made an access token"),
    "centre.drop_token": msg("withdrew an access token"),
}


def register() -> None:
    """Tell the journal; called when the room is ready."""
    for act, text in SENTENCES.items():
        journal.sentence(act, text)
