"""Representatives: constituencies, elections, mandates, recalls.

A ballot can't be tied to its voter: while people vote, codes and ballots are in no table at all,
and afterwards no row joins a member and a ballot (docs/decisions/0050).
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes_of_people as codes
from gongyou.collective.models.case import CasePart
from gongyou.vault.public import (
    KEPT,
    SECRET,
    NaturalIdField,
    Part,
    SealedJSONField,
    SealedTextField,
    SmallNumberField,
)


class Constituency(CasePart):
    """Who elects together: some workshops, or everyone when none is named."""

    merge_kind = KEPT

    name = SealedTextField(identity=False)
    workshops = models.JSONField(default=list)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.ref


class Election(CasePart):
    """One ballot in one constituency; `public` is what its open pages are called by."""

    merge_kind = KEPT

    public = models.UUIDField(default=uuid4, unique=True, editable=False)
    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="elections")
    replaces = models.ForeignKey(
        "collective.Mandate", models.PROTECT, null=True, related_name="by_elections"
    )
    means = models.CharField(max_length=8, choices=codes.ELECTION_MEANS, default="paper")
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    quorum = models.PositiveSmallIntegerField(_("quorum in percent"), default=50)
    quorum_over = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=codes.ELECTION_STATES, default="draft")
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    entitled = models.PositiveIntegerField(null=True)
    result = models.JSONField(null=True)
    # The hash of the code of a witness without an account who counts paper ballots.
    witness = models.CharField(max_length=64, blank=True)
    void_because = models.CharField(max_length=8, choices=codes.VOID_REASONS, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quorum__lte=100), name="collective_quorum_percent"
            )
        ]

    def __str__(self):
        return self.ref


class ElectionPart(Part):
    """A row of one election."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="%(class)ss")
    compartment_path = "election__case__compartment"
    sealed_under = "election__case"

    class Meta:
        abstract = True


class Candidate(ElectionPart):
    """A member who stands; `shown` is the name for the ballot, sealed for the server."""

    merge_kind = KEPT
    id = NaturalIdField("election", "member")

    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="candidacies")
    number = SmallNumberField()
    nominated_on = models.DateField()
    accepted_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    shown = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "member"], name="collective_candidate_once"
            ),
            models.UniqueConstraint(
                fields=["election", "number"], name="collective_candidate_number"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.member}"


class PaperCount(ElectionPart):
    """One person's count of the paper ballots; a second person counts without seeing it."""

    merge_kind = KEPT
    twins_are_one = True

    # None: a witness without an account, so that this is no key of the row.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ballots = models.PositiveIntegerField()
    invalid = models.PositiveIntegerField(default=0)
    votes = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["election", "entered_by"], name="collective_count_by_person"
            )
        ]

    def __str__(self):
        return f"{self.ballots}"


class VoterSlip(ElectionPart):
    """That a member was given a slip. Which one, nobody writes down."""

    merge_kind = KEPT
    id = NaturalIdField("election", "member")

    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="slips")
    given_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "member"], name="collective_slip_once")
        ]

    def __str__(self):
        return f"{self.member}"


class Box(Part):
    """That voting goes on: the public half of the key that ballots are sealed to.

    Codes and ballots are not here: they lie in a file that is in no backup (services/boxes.py).
    """

    merge_kind = SECRET
    in_no_archive = True
    compartment_path = "election__case__compartment"

    election = models.OneToOneField(Election, models.CASCADE, related_name="box")
    public = models.BinaryField()

    def __str__(self):
        return f"{self.election}"


class Ballot(ElectionPart):
    """A ballot of a closed election: written with all others, in the order of receipts."""

    merge_kind = SECRET

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    receipt = models.CharField(max_length=32)
    choices = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "receipt"], name="collective_receipt_once")
        ]

    def __str__(self):
        return self.receipt


class Mandate(CasePart):
    """What somebody may do for the members, from when until when."""

    merge_kind = KEPT

    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="mandates")
    election = models.ForeignKey(Election, models.PROTECT, null=True, related_name="mandates")
    constituency = models.ForeignKey(
        Constituency, models.PROTECT, null=True, related_name="mandates"
    )
    role = models.CharField(max_length=14, choices=codes.ROLES, default="representative")
    powers = models.JSONField(default=list)
    text = SealedTextField(identity=False)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("term ends on"), null=True, blank=True)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=10, choices=codes.ENDINGS, blank=True)

    class Meta:
        ordering = ["starts", "id"]

    def __str__(self):
        return f"{self.member} {self.role}"

    def holds(self, day) -> bool:
        """Whether it is in force on a day: the day of an ending no longer counts."""
        ends = self.ends is None or day <= self.ends
        return self.starts <= day and ends and (self.ended_on is None or day < self.ended_on)


class Authorisation(Part):
    """A member's power of attorney for the holder of a mandate."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "mandate__case__compartment"
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="authorisations")
    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="authorised")
    given_on = models.DateField()
    means = models.CharField(max_length=10, default="paper")
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "member"],
                condition=models.Q(withdrawn_on=None),
                name="collective_authorised_once",
            )
        ]

    def __str__(self):
        return f"{self.member}"


class ToldMandate(CasePart):
    """A mandate that published sources tell of, with every number they give."""

    merge_kind = KEPT

    starts = models.DateField()
    ends = models.DateField(null=True)
    role = models.CharField(max_length=14, choices=codes.ROLES)
    content = SealedJSONField(identity=False)

    class Meta:
        ordering = ["starts", "id"]

    def __str__(self):
        return f"{self.role} {self.starts}"


class Recall(CasePart):
    """A vote of a constituency on whether a mandate ends."""

    merge_kind = KEPT

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="recalls")
    on = models.DateField()
    entitled = models.PositiveIntegerField()
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    passed = models.BooleanField()
    reason = SealedTextField(identity=False)

    class Meta:
        ordering = ["on"]

    def __str__(self):
        return f"{self.on}"
