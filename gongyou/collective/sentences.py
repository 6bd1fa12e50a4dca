"""What the journal says of each act of this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gongyou.vault.public import journal

SENTENCES = {
    "collective.open_case": _("opened a collective case"),
    "collective.change_case": _("changed the collective case"),
    "collective.close_case": _("closed the collective case"),
    "collective.set_phase": _("set where phase %(phase)s stands"),
    "collective.tick": _("ticked an item of the checklist"),
    "collective.record_request": _("recorded a request for help"),
    "collective.decide_request": _("decided on the request for help"),
    "collective.link_employer": _("linked a firm to the case"),
    "collective.add_members": ngettext_lazy(
        "added %(count)s member", "added %(count)s members", "count"
    ),
    "collective.import_roll": ngettext_lazy(
        "imported a roll of %(count)s person", "imported a roll of %(count)s people", "count"
    ),
    "collective.sign_on": _("recorded that people signed on"),
    "collective.print_sign_on": _("printed a sign-on sheet"),
    "collective.change_member": _("changed a member"),
    "collective.leave": _("recorded that a member left the collective case"),
    "collective.join": _("recorded that a member joined with an individual case"),
    "collective.count_law": ngettext_lazy(
        "computed what the law owes %(count)s member",
        "computed what the law owes %(count)s members",
        "count",
    ),
    "collective.add_demand": _("added a demand"),
    "collective.change_demand": _("changed a demand"),
    "collective.merge_demands": _("merged demands into a bundle"),
    "collective.write_letter": _("wrote a demand letter"),
    "collective.deliver_letter": _("recorded the delivery of the demand letter"),
    "collective.record_answer": _("recorded the answer to the demand letter"),
    "collective.hold_round": _("recorded a round of talks"),
    "collective.take_position": _("recorded positions in a round"),
    "collective.make_offer": _("recorded an offer"),
    "collective.change_offer": _("changed where an offer stands"),
    "collective.report_back": _("recorded a report-back"),
    "collective.ratify": _("recorded a vote of the members"),
    "collective.agree": _("recorded an agreement"),
    "collective.promise": _("recorded a promise"),
    "collective.divide": ngettext_lazy(
        "divided a promise among %(count)s member",
        "divided a promise among %(count)s members",
        "count",
    ),
    "collective.pay": _("recorded a payment"),
    "collective.upload_pay_list": _("uploaded a list of payments"),
    "collective.record_pay_list": ngettext_lazy(
        "recorded %(count)s payment from a list",
        "recorded %(count)s payments from a list",
        "count",
    ),
    "collective.undo_pay_list": ngettext_lazy(
        "took %(count)s payment of a list back",
        "took %(count)s payments of a list back",
        "count",
    ),
    "collective.withdraw": _("withdrew what was recorded"),
    "collective.keep_promise": _("recorded that a promise was carried out"),
    "collective.add_event": _("added an event to the chronicle"),
    "collective.import_chronicle": _("imported a chronicle of %(events)s events"),
    "collective.export_chronicle": _("exported the chronicle"),
    "collective.go_back": ngettext_lazy(
        "opened the individual route for %(count)s member",
        "opened the individual route for %(count)s members",
        "count",
    ),
    "collective.prepare_filing": _("prepared a group filing"),
    "collective.file": _("recorded the group filing"),
    "collective.begin_run": ngettext_lazy(
        "began documents for %(count)s member", "began documents for %(count)s members", "count"
    ),
}


def register() -> None:
    """Tell the journal; called when the room is ready. Other files of the room add theirs."""
    from gongyou.collective import sentences_of_people

    for act, text in (SENTENCES | sentences_of_people.SENTENCES).items():
        journal.sentence(act, text)
    # A witness has no account; a vote that a restore broke off is void by itself.
    journal.program_may("collective.witness_count", "collective.void_election")
