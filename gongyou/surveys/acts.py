"""What is done with surveys, as sentences of the journal."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gongyou.vault.public import journal

for _act, _text in {
    "surveys.create_survey": _("started a survey"),
    "surveys.change_survey": _("changed a survey"),
    "surveys.save_draft": _("uploaded a questionnaire"),
    "surveys.attach_file": _("attached a file to a questionnaire"),
    "surveys.publish": _("published version %(version)s of a questionnaire"),
    "surveys.discard_draft": _("discarded the draft of a questionnaire"),
    "surveys.set_state": _("set a questionnaire to %(state)s"),
    "surveys.delete_form": _("took a questionnaire away"),
    "surveys.choose_columns": _("chose the columns of the table for analysis"),
    "surveys.add_collector": _("let a device collect"),
    "surveys.change_collector": _("changed what a device may fill"),
    "surveys.revoke_collector": _("stopped a device"),
    "surveys.receive": ngettext_lazy(
        "received %(count)s submission", "received %(count)s submissions", "count"
    ),
    "surveys.receive_files": ngettext_lazy(
        "received %(count)s file of an earlier submission",
        "received %(count)s files of an earlier submission",
        "count",
    ),
    "surveys.set_aside": _("kept a submission that could not be taken in: %(reason)s"),
    "surveys.take_in": _("took in a submission that had been kept aside"),
    "surveys.review": _("reviewed a submission: %(review)s"),
    "surveys.edit": _("edited a submission"),
    "surveys.comment": _("commented on a submission"),
    "surveys.delete_submission": _("deleted a submission"),
    "surveys.restore_submission": _("restored a submission"),
    "surveys.make_table": ngettext_lazy(
        "put %(count)s submission into the table for analysis",
        "put %(count)s submissions into the table for analysis",
        "count",
    ),
    "surveys.export": ngettext_lazy(
        "exported %(count)s submission", "exported %(count)s submissions", "count"
    ),
    "surveys.decrypt": ngettext_lazy(
        "decrypted %(count)s submission", "decrypted %(count)s submissions", "count"
    ),
    "surveys.create_list": _("made a list of entities"),
    "surveys.change_list": _("changed a list of entities"),
    "surveys.change_entity": _("changed an entity"),
    "surveys.list_given": _("gave a list of entities to a device"),
    "surveys.perform_waiting": ngettext_lazy(
        "did what %(count)s submission asks of lists of entities",
        "did what %(count)s submissions ask of lists of entities",
        "count",
    ),
    "surveys.draw_sample": ngettext_lazy(
        "drew a sample of %(count)s unit", "drew a sample of %(count)s units", "count"
    ),
    "surveys.assign_sample": _("gave a sample out as the list %(list)s"),
    "surveys.set_quotas": _("changed how many answers are wanted"),
    "surveys.sketch": _("worked at a questionnaire on a page"),
    "surveys.plan_export": _("planned an export by the clock: %(kind)s"),
    "surveys.drop_export": _("ended an export by the clock"),
    "surveys.note_opening": _("tried whether a questionnaire opens in the browser"),
    "surveys.retry_entities": _("tried again what a submission asks of lists of entities"),
    "surveys.leave_entities": _("left aside what a submission asks of lists of entities"),
    "surveys.apply_held": _("applied a change of a list without waiting for the one before it"),
    "surveys.open_intake": _("opened an intake from a submission"),
}.items():
    journal.sentence(_act, _text)
journal.program_may("surveys.receive", "surveys.receive_files", "surveys.set_aside")
