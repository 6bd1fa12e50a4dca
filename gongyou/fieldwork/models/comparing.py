"""Cases compared: conditions drawn from their chronicles or set by hand, solutions kept."""

from django.db import models

from gongyou.fieldwork import codes_of_cases as codes
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    Part,
    Record,
    SealedJSONField,
    SealedTextField,
)


class Comparison(Record):
    """Several collective cases side by side. `cut`: least inclusion of a sufficient row."""

    merge_kind = KEPT

    title = SealedTextField(identity=False)
    cut = models.FloatField(default=1.0)
    n_cut = models.PositiveSmallIntegerField(default=1)
    made_on = models.DateField()

    class Meta:
        ordering = ["-made_on", "-id"]

    def __str__(self):
        return f"comparison {self.ref[:6]}"


class ComparisonPart(Part):
    """A row of a comparison, sealed under its key."""

    compartment_path = "comparison__compartment"
    sealed_under = "comparison"
    comparison = models.ForeignKey(Comparison, models.CASCADE)

    class Meta:
        abstract = True


class ComparedCase(ComparisonPart):
    """A case that is compared."""

    merge_kind = KEPT
    id = NaturalIdField("comparison", "case")

    case = models.ForeignKey("collective.CollectiveCase", models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ordinal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "case"], name="fieldwork_compared_once")
        ]

    def __str__(self):
        return "compared case"


class Condition(ComparisonPart):
    """A condition, or the outcome. `rule`: how it is drawn from the chronicle; empty: by hand.

    A fuzzy condition is drawn from a measure by three anchors: nearly out, neither, nearly in.
    `expected`: the value thought to go with the outcome.
    """

    merge_kind = KEPT
    twins_are_one = True

    ordinal = models.PositiveSmallIntegerField(default=0)
    rule = models.CharField(max_length=30, blank=True, choices=codes.RULES)
    kind = models.CharField(max_length=6, choices=codes.CONDITION_KINDS, default="crisp")
    anchors = models.JSONField(default=list)
    is_outcome = models.BooleanField(default=False)
    expected = models.SmallIntegerField(null=True)
    name = SealedTextField(identity=False)

    class Meta:
        ordering = ["is_outcome", "ordinal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["comparison"],
                condition=models.Q(is_outcome=True),
                name="fieldwork_one_outcome",
            )
        ]

    def __str__(self):
        return self.rule or f"condition {self.ref[:6]}"


class CaseMembership(Part):
    """A value set by hand for one case and condition, with what it rests on; none is unknown."""

    merge_kind = KEPT
    compartment_path = "condition__comparison__compartment"
    sealed_under = "condition__comparison"
    id = NaturalIdField("condition", "case")

    condition = models.ForeignKey(Condition, models.CASCADE, related_name="memberships")
    case = models.ForeignKey("collective.CollectiveCase", models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    sources = models.JSONField(default=list)
    why = SealedTextField(identity=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["condition", "case"], name="fieldwork_set_once")
        ]

    def __str__(self):
        return "?" if self.value is None else f"{self.value}"


class KeptSolution(ComparisonPart):
    """What a comparison gave on a day, frozen with all that it was counted from."""

    merge_kind = KEPT

    on = models.DateField()
    result = SealedJSONField(identity=False)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"solution {self.on}"
