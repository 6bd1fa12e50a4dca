"""Rounds, positions, offers, report-back, ratification, agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre.public import Withdrawable
from gongyou.collective import codes
from gongyou.collective.models.case import CasePart
from gongyou.ui.public import MoneyField
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    Part,
    SealedJSONField,
    SealedTextField,
    SmallNumberField,
)


class Round(Withdrawable, CasePart):  # type: ignore[misc]
    """One round of talks with its minutes."""

    merge_kind = KEPT

    number = SmallNumberField()
    on = models.DateField(_("day"))
    minutes = SealedTextField(identity=False)
    present = SealedTextField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="collective_round_number")
        ]

    def __str__(self):
        return f"{self.number}"


class Position(Part):
    """What one side said on one demand in a round."""

    merge_kind = KEPT
    id = NaturalIdField("round", "demand", "side")
    compartment_path = "round__case__compartment"
    sealed_under = "round__case"
    round = models.ForeignKey(Round, models.CASCADE, related_name="positions")
    demand = models.ForeignKey("collective.Demand", models.CASCADE, related_name="positions")
    side = models.CharField(max_length=8, choices=codes.SIDES)
    text = SealedTextField(identity=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "demand", "side"], name="collective_position_once"
            )
        ]

    def __str__(self):
        return f"{self.side} {self.demand}"


class Offer(CasePart):
    """An offer as a formula with what it came to when it was last costed."""

    merge_kind = KEPT

    number = SmallNumberField()
    round = models.ForeignKey(Round, models.SET_NULL, null=True, related_name="offers")
    side = models.CharField(max_length=8, choices=codes.SIDES, default="employer")
    made_on = models.DateField(_("offered on"))
    typed = SealedTextField(identity=False)
    formula = models.JSONField()
    status = models.CharField(max_length=10, choices=codes.OFFER_STATUSES, default="tabled")
    counted_to = models.DateField(_("service counted up to"))
    costed_on = models.DateField(null=True)
    people = models.PositiveIntegerField(null=True)
    unknown = models.PositiveIntegerField(null=True)
    total = MoneyField(null=True)
    claimed = MoneyField(null=True)
    share = models.DecimalField(max_digits=10, decimal_places=4, null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="collective_offer_number")
        ]

    def __str__(self):
        return f"{self.number}"


class ReportBack(Withdrawable, CasePart):  # type: ignore[misc]
    """Representatives told the members where the talks stand."""

    merge_kind = KEPT

    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="reports")
    on = models.DateField(_("day"))
    attended = models.PositiveIntegerField(_("people present"), null=True, blank=True)
    text = SealedTextField(identity=False)

    class Meta:
        ordering = ["on"]

    def __str__(self):
        return f"{self.on}"


class Ratification(Withdrawable, CasePart):  # type: ignore[misc]
    """The members' vote on an offer. Quorum and majority are shares of those entitled."""

    merge_kind = KEPT

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="ratifications")
    on = models.DateField(_("day"))
    means = models.CharField(max_length=10, choices=codes.VOTE_MEANS, default="hands")
    entitled = models.PositiveIntegerField(_("entitled to vote"))
    yes = models.PositiveIntegerField(_("in favour"))
    no = models.PositiveIntegerField(_("against it"))
    abstained = models.PositiveIntegerField(_("abstained"), default=0)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    entitled__gte=models.F("yes") + models.F("no") + models.F("abstained")
                ),
                name="collective_no_more_votes_than_people",
            )
        ]

    def __str__(self):
        return f"{self.on}"

    @property
    def voted(self) -> int:
        """How many took part."""
        return self.yes + self.no + self.abstained

    @property
    def has_quorum(self) -> bool:
        """At least two thirds of those entitled took part."""
        return self.voted * 3 >= self.entitled * 2

    @property
    def passed(self) -> bool:
        """Quorum, and more than half of all entitled said yes."""
        return self.has_quorum and self.yes * 2 > self.entitled


class Agreement(Withdrawable, CasePart):  # type: ignore[misc]
    """What both sides signed; its text is made from its terms."""

    merge_kind = KEPT

    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="agreements")
    signed_on = models.DateField(_("signed on"))
    terms = SealedJSONField(identity=False)
    confidential = models.BooleanField(_("with a clause of silence"), default=False)

    class Meta:
        ordering = ["signed_on"]

    def __str__(self):
        return f"{self.signed_on}"
