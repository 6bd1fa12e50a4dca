"""The directory of who helps, how lately that was confirmed, and referrals to them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.outreach import codes
from gongyou.vault.public import KEPT, Part, Record, SealedTextField

OLD_AFTER, NOT_FIRST_AFTER, HIDDEN_AFTER = timedelta(days=180), timedelta(days=365), 2


class Organisation(Record):
    """Who runs services; a name that everyone may know."""

    merge_kind = KEPT

    name = models.CharField(_("Name of the organisation"), max_length=200)
    website = models.URLField(_("Website"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Service(Part):
    """What an organisation offers, where, when, to whom, in which languages, at what cost."""

    merge_kind = KEPT
    compartment_path = "organisation__compartment"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="services")
    name = models.CharField(_("Service offered"), max_length=200)
    topics = models.JSONField(default=list)
    places = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    phone = models.CharField(_("Phone"), max_length=60, blank=True)
    address = models.CharField(_("Where it is"), max_length=200, blank=True)
    hours = models.CharField(_("Opening hours"), max_length=120, blank=True)
    cost = models.CharField(_("Cost"), max_length=120, blank=True)
    bring = models.CharField(_("What to bring"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=codes.SERVICE_STATES, default="active")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def confirmed_on(self):
        """The last day on which somebody found it right, or None."""
        days = [c.on for c in self.confirmations.all() if c.found in ("right", "changed")]
        return max(days, default=None)

    @property
    def is_old(self) -> bool:
        """Whether nobody confirmed it for half a year."""
        return self.confirmed_on is None or timezone.localdate() - self.confirmed_on > OLD_AFTER

    @property
    def not_first(self) -> bool:
        """Whether nobody confirmed it for a year."""
        last = self.confirmed_on
        return last is None or timezone.localdate() - last > NOT_FIRST_AFTER

    @property
    def is_hidden(self) -> bool:
        """Whether it is gone, or nobody answered twice running."""
        latest = sorted(self.confirmations.all(), key=lambda c: (c.on, c.pk), reverse=True)
        silent = [c.found == "no_answer" for c in latest[:HIDDEN_AFTER]]
        gone = bool(latest) and latest[0].found == "gone"
        return self.state != "active" or gone or (len(silent) == HIDDEN_AFTER and all(silent))


class Confirmation(Part):
    """Somebody asked whether an entry is right."""

    merge_kind = KEPT
    compartment_path = "service__organisation__compartment"

    service = models.ForeignKey(Service, models.CASCADE, related_name="confirmations")
    on = models.DateField(_("Day"))
    how = models.CharField(_("How"), max_length=8, choices=codes.HOW)
    found = models.CharField(_("What was found"), max_length=10, choices=codes.FOUND)
    by = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.on}"


class Referral(Record):
    """Somebody was sent on, with their consent; what came of it."""

    merge_kind = KEPT

    service = models.ForeignKey(Service, models.PROTECT, related_name="referrals")
    origin = models.CharField(_("Sent from"), max_length=8, choices=codes.REFERRAL_FROM)
    intake = models.ForeignKey("centre.Intake", models.SET_NULL, null=True, related_name="+")
    on = models.DateField(_("Day"))
    due_on = models.DateField(_("Ask again on"))
    consent = models.CharField(_("What they agreed to, in their words"), max_length=200)
    told = SealedTextField()
    outcome = models.CharField(max_length=10, choices=codes.OUTCOMES, blank=True)
    outcome_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self):
        return f"{self.on}"
