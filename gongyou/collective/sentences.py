"""What the journal says of each act of this room."""

from django.utils.translation import gettext_lazy as msg

from gongyou.vault.public import journal

SENTENCES = {
    "collective.open_case": msg("opened a collective case"),
    "collective.change_case": msg("changed the collective case"),
    "collective.close_case": msg("closed the collective case"),
    "collective.set_phase": msg("set where phase %(phase)s stands"),
    "collective.tick": msg("ticked an item of the checklist"),
    "collective.record_request": msg("recorded a request for help"),
    "collective.decide_request": msg("decided on the request for help"),
    "collective.link_employer": msg("linked a firm to the case"),
    "collective.add_members": msg("added %(count)s members"),
    "collective.import_roll": msg("imported a roll of %(count)s people"),
    "collective.sign_on": msg("recorded that people signed on"),
    "collective.change_member": msg("changed a member"),
    "collective.leave": msg("recorded that a member left the collective case"),
    "collective.join": msg("recorded that a member joined with an individual case"),
    "collective.count_law": msg("computed what the law owes %(count)s members"),
    "collective.add_demand": msg("added a demand"),
    "collective.change_demand": msg("changed a demand"),
    "collective.merge_demands": msg("merged demands into a bundle"),
    "collective.write_letter": msg("wrote a demand letter"),
    "collective.deliver_letter": msg("recorded the delivery of the demand letter"),
    "collective.record_answer": msg("recorded the answer to the demand letter"),
    "collective.hold_round": msg("recorded a round of talks"),
    "collective.take_position": msg("recorded positions in a round"),
    "collective.make_offer": msg("recorded an offer"),
    "collective.change_offer": msg("changed where an offer stands"),
    "collective.report_back": msg("recorded a report-back"),
    "collective.ratify": msg("recorded a vote of the members"),
    "collective.agree": msg("recorded an agreement"),
    "collective.promise": msg("recorded a promise"),
    "collective.divide": msg("divided a promise among %(count)s members"),
    "collective.pay": msg("recorded a payment"),
    "collective.keep_promise": msg("recorded that a promise was carried out"),
    "collective.add_event": msg("added an event to the chronicle"),
    "collective.import_chronicle": msg("imported a chronicle of %(events)s events"),
    "collective.export_chronicle": msg("exported the chronicle"),
    "collective.go_back": msg("opened the individual route for %(count)s members"),
    "collective.prepare_filing": msg("prepared a group filing"),
    "collective.file": msg("recorded the group filing"),
    "collective.begin_run": msg("began documents for %(count)s members"),
}


def register() -> None:
    """Tell the journal; called when the room is ready. Other files of the room add theirs."""
    from gongyou.collective import sentences_b

    for act, text in (SENTENCES | sentences_b.SENTENCES).items():
        journal.sentence(act, text)
