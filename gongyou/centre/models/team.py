"""A team's week: what was said and done, where a case lies with an authority, who is on duty."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.centre.models.withdrawal import Withdrawable
from gongyou.vault.public import KEPT, NaturalIdField, Part, Record, SealedTextField


class Note(Withdrawable, Record):  # type: ignore[misc]
    """A call, a visit, a message, advice given: who, when, with whom, how long; what, sealed."""

    merge_kind = KEPT
    sealed_under = "worker"

    worker = models.ForeignKey("centre.Worker", models.PROTECT, related_name="notes_on")
    case = models.ForeignKey("centre.Case", models.PROTECT, null=True, related_name="notes")
    kind = models.CharField(_("kind"), max_length=12, choices=codes.NOTE_KINDS, default="call")
    on = models.DateField(_("date"))
    other = models.CharField(_("with"), max_length=12, choices=codes.NOTE_WITH, default="worker")
    # Of the writer's time; None where nobody wrote it down, which is not none.
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    text = SealedTextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-created_at"]
        indexes = [
            models.Index(fields=["compartment", "-on"]),
            models.Index(fields=["case", "-on"]),
        ]

    def __str__(self):
        return f"{self.kind} {self.on}"


class Proceeding(Withdrawable, Record):  # type: ignore[misc]
    """A case before an authority: its number there, who decides, who speaks for the other side."""

    merge_kind = KEPT
    sealed_under = "case__worker"

    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="proceedings")
    stage = models.CharField(_("stage"), max_length=12, choices=codes.STAGES)
    authority = models.CharField(_("authority"), max_length=120)
    number = SealedTextField()
    decider = SealedTextField()
    other_agent = SealedTextField()
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    served_on = models.DateField(_("served on"), null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["compartment", "authority"])]

    def __str__(self):
        return f"{self.stage} {self.authority}"


class Contact(Withdrawable, Part):  # type: ignore[misc]
    """One more way to reach a worker: a further phone, a relative's, a messenger name."""

    merge_kind = KEPT
    compartment_path = "worker__compartment"
    sealed_under = "worker"

    worker = models.ForeignKey("centre.Worker", models.PROTECT, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=12, choices=codes.CONTACT_KINDS)
    value = SealedTextField()
    whose = SealedTextField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.kind


class Appointment(Withdrawable, Record):  # type: ignore[misc]
    """Someone comes at a fixed time to speak with somebody of the centre."""

    merge_kind = KEPT

    worker = models.ForeignKey("centre.Worker", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("centre.Case", models.PROTECT, null=True, related_name="appointments")
    starts_at = models.DateTimeField(_("date and time"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    with_whom = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    about = SealedTextField(identity=False)
    came = models.BooleanField(_("came"), null=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["compartment", "starts_at"])]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Duty(Part):
    """Who is there for walk-ins on a day."""

    merge_kind = KEPT
    compartment_path = "compartment"

    id = NaturalIdField("compartment", "on", "account")
    compartment = models.ForeignKey("vault.Compartment", models.PROTECT, related_name="+")
    on = models.DateField(_("date"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "on", "account"], name="centre_duty_once"
            )
        ]

    def __str__(self):
        return f"{self.on}"
