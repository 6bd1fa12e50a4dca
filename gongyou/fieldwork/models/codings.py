"""Codings: one code on one passage by one coder; rounds in which several code the same texts."""

from django.db import models

from gongyou.fieldwork import codes
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    NumberField,
    Part,
    SealedTextField,
    new_id,
)


class Coder(Part):
    """Who codes in a study: an account of the house, or a name that came with a project."""

    merge_kind = KEPT
    compartment_path = "study__compartment"
    sealed_under = "study"

    id = NaturalIdField("study", "guid")
    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="coders")
    account = models.ForeignKey("vault.Account", models.PROTECT, null=True, related_name="+")
    guid = models.UUIDField()
    name = SealedTextField(identity=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "guid"], name="fieldwork_coder_once")
        ]

    def __str__(self):
        return f"coder {self.ref[:6]}"


class Round(Part):
    """Several people code the same texts, blind to each other until it closes."""

    merge_kind = KEPT
    compartment_path = "study__compartment"

    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="rounds")
    number = NumberField()
    unit = models.CharField(max_length=10, choices=codes.UNITS, default="turn")
    blind = models.BooleanField(default=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="fieldwork_round_number")
        ]

    def __str__(self):
        return f"round {self.number}"


class RoundText(Part):
    """A text that is coded in a round."""

    merge_kind = KEPT
    compartment_path = "round__study__compartment"

    id = NaturalIdField("round", "text")
    round = models.ForeignKey(Round, models.CASCADE, related_name="texts")
    text = models.ForeignKey("fieldwork.Text", models.CASCADE, related_name="rounds")

    def __str__(self):
        return "text of a round"


class RoundCoder(Part):
    """Who codes in a round, and whether they say that they are done."""

    merge_kind = KEPT
    compartment_path = "round__study__compartment"

    id = NaturalIdField("round", "coder")
    round = models.ForeignKey(Round, models.CASCADE, related_name="coders")
    coder = models.ForeignKey(Coder, models.CASCADE, related_name="rounds")
    done_on = models.DateField(null=True)

    def __str__(self):
        return "coder of a round"


class Coding(Part):
    """One code on one passage by one coder.

    A passage of text runs from (start_turn, start) to (end_turn, end), offsets in code points, the
    end not in it. On a page or picture it is `area`: page, x, y, and x, y of the corner across (the
    whole, where it is empty); in sound, times.
    Without a code it is a passage that somebody marked.
    """

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "text__compartment"
    sealed_under = "text"

    text = models.ForeignKey("fieldwork.Text", models.CASCADE, related_name="codings")
    code = models.ForeignKey("fieldwork.Code", models.PROTECT, null=True, related_name="codings")
    coder = models.ForeignKey(Coder, models.PROTECT, related_name="codings")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="codings")
    start_turn = models.ForeignKey(
        "fieldwork.Turn", models.CASCADE, null=True, related_name="starting"
    )
    start = models.PositiveIntegerField(default=0)
    end_turn = models.ForeignKey("fieldwork.Turn", models.CASCADE, null=True, related_name="ending")
    end = models.PositiveIntegerField(default=0)
    area = models.JSONField(null=True)
    start_ms = models.PositiveIntegerField(null=True)
    end_ms = models.PositiveIntegerField(null=True)
    guid = models.UUIDField(default=new_id)
    selection = models.UUIDField(default=new_id)
    # Of codings that became one with this: they go out again with it.
    guids = models.JSONField(default=list)
    # Its own words were changed after it was made: somebody should look.
    flagged = models.BooleanField(default=False)
    # A keyed digest of the passage: a text that moved is noticed.
    digest = models.CharField(max_length=32, blank=True)
    agreed = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    note = SealedTextField(identity=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "start_turn", "start", "end_turn", "end", "code", "coder", "round"],
                condition=models.Q(round__isnull=False, agreed=False),
                name="fieldwork_coding_once_a_round",
            ),
            models.CheckConstraint(
                condition=models.Q(start_turn__isnull=False, end_turn__isnull=False)
                | models.Q(area__isnull=False)
                | models.Q(start_ms__isnull=False),
                name="fieldwork_coding_is_somewhere",
            ),
        ]

    def __str__(self):
        return f"coding {self.ref[:6]}"


class Decision(Part):
    """What was decided about a place where coders differ: the code stays, or not."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "round__study__compartment"

    round = models.ForeignKey(Round, models.CASCADE, related_name="decisions")
    text = models.ForeignKey("fieldwork.Text", models.CASCADE, related_name="+")
    code = models.ForeignKey("fieldwork.Code", models.CASCADE, related_name="+")
    turn = models.ForeignKey("fieldwork.Turn", models.CASCADE, related_name="+")
    keep = models.BooleanField()
    by = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "turn", "code"], name="fieldwork_decided_once")
        ]

    def __str__(self):
        return f"decision {self.on}"
