"""Protection: safety plans, check-ins, people to call, incidents, steps after a detention."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes_of_people as codes
from gongyou.collective.models.case import CasePart
from gongyou.vault.public import KEPT, NaturalIdField, Part, SealedTextField


class SafetyContact(CasePart):
    """Somebody to call: lawyer, family, centre, journalist."""

    merge_kind = KEPT

    kind = models.CharField(max_length=10, choices=codes.CONTACT_KINDS)
    member = models.ForeignKey(
        "collective.Member", models.CASCADE, null=True, related_name="safety_contacts"
    )
    name = SealedTextField()
    phone = SealedTextField()

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self):
        return self.kind


class SafetyPlan(CasePart):
    """What a representative agreed to do to stay safe, and how often to be in touch."""

    merge_kind = KEPT
    id = NaturalIdField("case", "member")

    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="safety_plans")
    made_on = models.DateField()
    every_hours = models.PositiveSmallIntegerField(_("check in every … hours"), null=True)
    risks = SealedTextField()
    measures = SealedTextField()
    if_silent = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "member"], name="collective_plan_once")
        ]

    def __str__(self):
        return f"{self.member}"


class CheckIn(Part):
    """A sign of life, or a call that found nobody."""

    merge_kind = KEPT
    compartment_path = "plan__case__compartment"
    plan = models.ForeignKey(SafetyPlan, models.CASCADE, related_name="checkins")
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=codes.CHECK_IN_ANSWERS)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return self.answer


class Incident(CasePart):
    """Retaliation or a detention, with what proves it."""

    merge_kind = KEPT

    kind = models.CharField(max_length=14, choices=codes.INCIDENT_KINDS)
    by_whom = models.CharField(max_length=10, choices=codes.ACTORS, default="employer")
    on = models.DateField(_("date"))
    until = models.DateField(_("until"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people concerned"), null=True, blank=True)
    member = models.ForeignKey(
        "collective.Member", models.PROTECT, null=True, related_name="incidents"
    )
    text = SealedTextField()
    place = SealedTextField()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.kind} {self.on}"


class IncidentEvidence(Part):
    """A file that proves an incident."""

    merge_kind = KEPT
    compartment_path = "incident__case__compartment"
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="evidence")
    file = models.ForeignKey("vault.StoredFile", models.CASCADE, related_name="+")

    def __str__(self):
        return self.ref


class ProtocolStep(Part):
    """A step of the detention protocol that was done, by whom, with what outcome."""

    merge_kind = KEPT
    id = NaturalIdField("incident", "code")
    compartment_path = "incident__case__compartment"
    sealed_under = "incident__case"
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="steps")
    code = models.CharField(max_length=12)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    note = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "code"], name="collective_step_once")
        ]

    def __str__(self):
        return self.code
