"""What goes out: dossiers, teaching cases, deposits; released by a second person, remembered."""

from django.db import models

from gongyou.fieldwork import codes_of_cases as codes
from gongyou.fieldwork.models.case_studies import CaseStudy, StudyQuote
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    Part,
    Record,
    SealedJSONField,
    SealedTextField,
)


class Dossier(Record):
    """A paper about a case study. Before a second person releases it, nothing leaves."""

    merge_kind = KEPT

    study = models.ForeignKey(CaseStudy, models.PROTECT, related_name="dossiers")
    kind = models.CharField(max_length=12, choices=codes.DOSSIER_KINDS, default="dossier")
    language = models.CharField(max_length=8, choices=codes.LANGUAGES, default="en")
    made_on = models.DateField()
    made_by = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey("vault.Account", models.PROTECT, null=True, related_name="+")
    introduction = SealedTextField(identity=False)
    # As it was released: attributions, verdicts and their day.
    frozen = SealedJSONField(identity=False)

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(released_by=None) | ~models.Q(released_by=models.F("made_by")),
                name="fieldwork_release_by_another",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.ref[:6]}"


class DossierQuote(Part):
    """A quotation chosen for a paper. `shown_on`: the day the speaker saw and allowed it."""

    merge_kind = KEPT
    compartment_path = "dossier__compartment"
    id = NaturalIdField("dossier", "quote")

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="quotes")
    quote = models.ForeignKey(StudyQuote, models.CASCADE, related_name="dossiers")
    shown_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "quote"], name="fieldwork_quoted_once")
        ]

    def __str__(self):
        return "quote of a dossier"


class DossierDeparture(Part):
    """A copy of a paper that went to somebody: it cannot be called back."""

    merge_kind = KEPT
    compartment_path = "dossier__compartment"
    sealed_under = "dossier"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="departures")
    on = models.DateField()
    form = models.CharField(max_length=8)
    quotes = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")
    to = SealedTextField(identity=False)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"departure {self.on}"
