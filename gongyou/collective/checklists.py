"""What belongs to each phase; items that the records answer are ticked by themselves."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One line of a checklist: `counted` names the count that answers it, else it is ticked."""

    phase: int
    code: str
    label: Promise
    url: str
    counted: str = ""


REPRESENTATIVES = "collective:representatives"
ITEMS = [
    Item(1, "request", _("Write down who asked and for what"), "collective:case", "requests"),
    Item(1, "consent", _("Get their consent"), "collective:case", "consents"),
    Item(1, "decision", _("Decide whether and how to help"), "collective:case", "decisions"),
    Item(2, "roll", _("Make the roll"), "collective:roll", "members"),
    Item(2, "law", _("Compute what the law owes everyone"), "collective:roll", "counted"),
    Item(2, "signed", _("Get more than half to sign on"), "collective:roll", "majority"),
    Item(2, "contacts", _("Give everyone a contact"), "collective:roll", "contacts"),
    Item(2, "demands", _("Agree on the demands"), "collective:demands", "demands"),
    Item(2, "letter", _("Deliver the demand letter"), "collective:demands", "delivered"),
    Item(2, "treasurers", _("Name two treasurers for the fund"), "collective:fund", "treasurers"),
    Item(3, "groups", _("Name the constituencies"), REPRESENTATIVES, "constituencies"),
    Item(3, "elected", _("Elect the representatives"), REPRESENTATIVES, "elections"),
    Item(3, "mandates", _("Write down their mandates"), REPRESENTATIVES, "mandates"),
    Item(3, "authorised", _("Collect the powers of attorney"), REPRESENTATIVES, "authorised"),
    Item(4, "trained", _("Train the representatives"), "collective:training", "trained"),
    Item(6, "callable", _("Say whom to call"), "collective:protection", "safety_contacts"),
    Item(
        6, "plans", _("Agree on a safety plan with each"), "collective:protection", "safety_plans"
    ),
    Item(6, "cards", _("Hand out the emergency cards"), "collective:protection"),
    Item(5, "rounds", _("Hold a first round of talks"), "collective:bargaining", "rounds"),
    Item(5, "offers", _("Cost every offer for everyone"), "collective:bargaining", "costed"),
    Item(5, "report", _("Report back to the members"), "collective:bargaining", "reports"),
    Item(5, "ratified", _("Let the members vote"), "collective:bargaining", "votes"),
    Item(5, "agreed", _("Sign the agreement"), "collective:bargaining", "agreements"),
    Item(7, "promises", _("List every promise with its day"), "collective:promises", "promises"),
    Item(7, "shares", _("Work out each person's share"), "collective:promises", "shares"),
    Item(7, "paid", _("Check that everything was paid"), "collective:promises", "kept"),
    Item(7, "account", _("Publish an account without names"), "collective:promises"),
]
