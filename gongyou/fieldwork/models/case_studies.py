"""Case studies: quotations beside the chronicle, what needed what, clues between rivals."""

from django.db import models

from gongyou.vault.public import KEPT, NaturalIdField, NumberField, Part, Record, SealedTextField


class CaseStudy(Record):
    """A question asked of one collective case; all texts are sealed."""

    merge_kind = KEPT

    case = models.ForeignKey(
        "collective.CollectiveCase", models.PROTECT, related_name="case_studies"
    )
    title = SealedTextField(identity=False)
    question = SealedTextField(identity=False)
    opened_on = models.DateField()

    class Meta:
        ordering = ["-opened_on", "-id"]

    def __str__(self):
        return f"case study {self.ref[:6]}"


class StudyPart(Part):
    """A row of one case study, sealed under its key."""

    compartment_path = "study__compartment"
    sealed_under = "study"
    study = models.ForeignKey(CaseStudy, models.CASCADE)

    class Meta:
        abstract = True


class StudyQuote(StudyPart):
    """Words of somebody, put beside an event.

    `participant` and `coding` are the ids of who speaks and of the passage in an interview; the
    verdict on them is asked there each time. Words taken down without an interview have neither,
    and `agreed` says what the speaker allowed. Who fits the attribution is counted on the roll.
    """

    merge_kind = KEPT

    event = models.ForeignKey("collective.Event", models.SET_NULL, null=True, related_name="+")
    participant = models.UUIDField(null=True, db_index=True)
    coding = models.UUIDField(null=True, db_index=True)
    member = models.ForeignKey("collective.Member", models.SET_NULL, null=True, related_name="+")
    agreed = models.CharField(max_length=12, default="")
    said_on = models.DateField(null=True)
    words = SealedTextField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"quote {self.ref[:6]}"


class NeedAnswer(StudyPart):
    """Whether an event could have happened without an earlier one."""

    merge_kind = KEPT
    id = NaturalIdField("study", "event", "needed")

    event = models.ForeignKey("collective.Event", models.CASCADE, related_name="+")
    needed = models.ForeignKey("collective.Event", models.CASCADE, related_name="+")
    yes = models.BooleanField()
    why = SealedTextField(identity=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "event", "needed"], name="fieldwork_need_once")
        ]

    def __str__(self):
        return "need" if self.yes else "no need"


class Hypothesis(StudyPart):
    """An explanation; each stands against all others. `low` to `high`: how likely beforehand."""

    merge_kind = KEPT

    number = NumberField()
    text = SealedTextField(identity=False)
    low = models.FloatField()
    high = models.FloatField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="fieldwork_hypothesis_number"),
            models.CheckConstraint(
                condition=models.Q(low__gte=0, high__lte=1, low__lte=models.F("high")),
                name="fieldwork_prior_is_a_range",
            ),
        ]

    def __str__(self):
        return f"H{self.number}"


class Clue(StudyPart):
    """Something seen, or looked for and not seen: quotation, event, payment or own words.

    Clues with one `origin` count once; `apart` says why this one counts although its source is
    another's too.
    """

    merge_kind = KEPT

    number = NumberField()
    found = models.BooleanField(default=True)
    event = models.ForeignKey("collective.Event", models.SET_NULL, null=True, related_name="+")
    promise = models.ForeignKey("collective.Promise", models.SET_NULL, null=True, related_name="+")
    quote = models.ForeignKey(StudyQuote, models.SET_NULL, null=True, related_name="clues")
    origin = models.CharField(max_length=40, blank=True)
    text = SealedTextField(identity=False)
    apart = SealedTextField(identity=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="fieldwork_clue_number")
        ]

    def __str__(self):
        return f"E{self.number}"


class Likelihood(Part):
    """How likely one person holds a clue to be under one explanation, from lowest to highest."""

    merge_kind = KEPT
    compartment_path = "clue__study__compartment"
    sealed_under = "clue__study"
    id = NaturalIdField("clue", "hypothesis", "by")

    clue = models.ForeignKey(Clue, models.CASCADE, related_name="likelihoods")
    hypothesis = models.ForeignKey(Hypothesis, models.CASCADE, related_name="likelihoods")
    by = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")
    low = models.FloatField()
    high = models.FloatField()
    why = SealedTextField(identity=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "hypothesis", "by"], name="fieldwork_likelihood_once"
            ),
            models.CheckConstraint(
                condition=models.Q(low__gte=0, high__lte=1, low__lte=models.F("high")),
                name="fieldwork_likelihood_is_a_range",
            ),
        ]

    def __str__(self):
        return f"{self.low}–{self.high}"
