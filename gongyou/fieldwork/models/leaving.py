"""What left the house, and the counts that stay after a withdrawal."""

from django.db import models

from gongyou.vault.public import KEPT, Part, SealedTextField


class Departure(Part):
    """A file with passages that went to somebody."""

    merge_kind = KEPT
    compartment_path = "study__compartment"
    sealed_under = "study"

    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="departures")
    kind = models.CharField(max_length=20)
    on = models.DateField()
    # Ids of participants whose words were in it, and of the texts.
    participants = models.JSONField(default=list)
    texts = models.JSONField(default=list)
    passages = models.PositiveIntegerField(default=0)
    to = SealedTextField(identity=False)
    by = models.ForeignKey("vault.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.kind} {self.on}"


class Tally(Part):
    """How many passages of people who withdrew a code had; nothing says whose they were."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "study__compartment"

    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="tallies")
    code = models.ForeignKey("fieldwork.Code", models.CASCADE, related_name="tallies")
    passages = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "code"], name="fieldwork_tally_once")
        ]

    def __str__(self):
        return f"{self.passages}"
