"""The collective case and its seven phases."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.law import default_law, load_pack
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    Part,
    Record,
    SealedJSONField,
    SealedTextField,
    new_pseudonym,
)


def new_code() -> str:
    """What a collective case is called in lists, addresses and file names."""
    return new_pseudonym("K")


class CollectiveCase(Record):
    """Many people, one matter. What it is called and all texts are sealed."""

    merge_kind = KEPT

    code = models.CharField(max_length=16, default=new_code, unique=True)
    title = SealedTextField(identity=False)
    profile = SealedJSONField(identity=False)
    employer = models.ForeignKey(
        "centre.Employer", models.PROTECT, null=True, related_name="collective_cases"
    )
    place = models.CharField(_("place"), max_length=12, blank=True)
    law = models.CharField(_("law"), max_length=12, default=default_law)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=20, choices=codes.RESULTS, blank=True)
    grievances = models.JSONField(default=list)
    generated = models.BooleanField(_("generated for demonstration"), default=False)

    class Meta:
        ordering = ["-opened_on", "-id"]
        indexes = [models.Index(fields=["compartment", "-opened_on"])]

    def __str__(self):
        return self.code

    @property
    def currency(self) -> str:
        """The currency of its law."""
        return load_pack(self.law).currency

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on."""
        return self.closed_on is None


class CasePart(Part):
    """A row of one collective case, sealed under the case's key."""

    case = models.ForeignKey(CollectiveCase, models.CASCADE, related_name="%(class)ss")
    compartment_path = "case__compartment"
    sealed_under = "case"

    class Meta:
        abstract = True


class CaseEmployer(CasePart):
    """A firm of the case: employer, successor, client."""

    merge_kind = KEPT
    id = NaturalIdField("case", "employer", "role")

    employer = models.ForeignKey("centre.Employer", models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=codes.EMPLOYER_ROLES, default="employer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "employer", "role"], name="collective_employer_once"
            )
        ]

    def __str__(self):
        return f"{self.employer} ({self.role})"


class PhaseState(CasePart):
    """Where one phase stands; phases overlap and may be opened again."""

    merge_kind = KEPT
    id = NaturalIdField("case", "phase")

    phase = models.PositiveSmallIntegerField(choices=codes.PHASES)
    state = models.CharField(max_length=12, choices=codes.PHASE_STATES, default="not_started")
    since = models.DateField(null=True)

    class Meta:
        ordering = ["phase"]
        constraints = [
            models.UniqueConstraint(fields=["case", "phase"], name="collective_phase_once")
        ]

    def __str__(self):
        return f"{self.phase} {self.state}"


class PhaseCheck(CasePart):
    """An item of a phase's checklist that somebody ticked by hand."""

    merge_kind = KEPT
    id = NaturalIdField("case", "code")

    code = models.CharField(max_length=30)
    done_on = models.DateField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="collective_check_once")
        ]

    def __str__(self):
        return self.code


class HelpRequest(CasePart):
    """Phase 1: who asked, what was promised to them, what was decided and how to help."""

    merge_kind = KEPT

    asked_on = models.DateField(_("asked on"))
    people = models.PositiveIntegerField(_("people asking"), null=True, blank=True)
    asked_by = SealedTextField()
    asked_for = SealedTextField(identity=False)
    promised = SealedTextField(identity=False)
    how = SealedTextField(identity=False)
    consent = models.JSONField(default=list)
    decision = models.CharField(max_length=10, choices=codes.DECISIONS, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on"]

    def __str__(self):
        return f"{self.asked_on}"
