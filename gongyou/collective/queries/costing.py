"""An offer for every member of the roll, from amounts kept beside the members."""

from datetime import date
from decimal import Decimal
from functools import cache

from gongyou import law
from gongyou.collective.models import CollectiveCase, Member
from gongyou.law import offers

GROUPS = ("workshop", "seniority")
BANDS = ((1, "0–1"), (3, "1–3"), (6, "3–6"), (10, "6–10"))
LONGEST = "10+"


@cache
def entitlement_codes(pack: str) -> frozenset[str]:
    """The codes that a share of an offer may be of, under a law."""
    return frozenset(law.load_pack(pack).entitlements)


def understood(typed: str, pack: str = law.DEFAULT_LAW) -> offers.Offer:
    """The offer that a text says.

    Raises:
        OfferError: it is not clear, or names an entitlement that the law does not have.
    """
    offer = offers.parse(typed, law=pack)
    for term in offer.terms:
        if term.of and term.of != "claim" and term.of not in entitlement_codes(pack):
            raise offers.OfferError(
                f"The law has no entitlement “{term.of}”.", f"没有“{term.of}”这个权利项目。", typed
            )
    return offer


def people_of(case: CollectiveCase, on: date) -> list[dict]:
    """Every present member as offers take them; nobody's name is needed."""
    rows = Member.objects.filter(case=case, left_on=None).values_list(
        "pk", "workshop", "start", "end", "wage", "owed_total", "owed", "on_law"
    )
    codes = entitlement_codes(case.law)
    return [_person(on, codes, *row) for row in rows.iterator(chunk_size=4000)]


def _person(on, codes, pk, workshop, start, end, wage, total, owed, on_law) -> dict:
    person: dict = {"worker": str(pk), "workshop": workshop}
    full, begun = offers.service({"start": start, "end": end}, on)
    if full is not None:
        person |= {"service_months": full, "service_begun": begun, "seniority": band(full)}
    if start is not None:
        person["start"] = start
    if wage is not None:
        person["wage"] = wage
    if on_law is None:
        return person
    amounts, unknown = owed.get("amounts", {}), owed.get("unknown", ())
    if total or not unknown:
        # Nothing found while facts are missing is no claim of nothing.
        person["claim"] = total
    return _Owed(person, amounts, unknown, codes)


class _Owed(dict):
    """A person whose entitlements are known: what is not listed is not due."""

    def __init__(self, person: dict, amounts: dict, unknown, codes) -> None:
        super().__init__(person)
        self.amounts, self.unknown, self.codes = amounts, unknown, codes

    def get(self, name, default=None):
        """A fact, or the amount of an entitlement; None where it is undetermined."""
        found = super().get(name)
        if found is not None or name not in self.codes:
            return default if found is None else found
        if name in self.unknown:
            return default
        return Decimal(self.amounts.get(name, 0))


def band(months: Decimal) -> str:
    """The band of seniority in years."""
    return next((word for limit, word in BANDS if months < limit * 12), LONGEST)


def cost_for(case: CollectiveCase, offer: offers.Offer, on: date) -> offers.Cost:
    """The offer for everyone, with service counted up to a day."""
    return offers.cost_people(offer, people_of(case, on), group_by=GROUPS)
