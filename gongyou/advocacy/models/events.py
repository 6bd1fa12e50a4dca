"""Events with their spells and outcomes, and the disputes that they belong to.

A value of an event is *resolved* from what its reports tell; each report keeps its own. Sameness
is a pointer that can be taken back (`same_as`), so that nothing is lost when events become one.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.advocacy import codes
from gongyou.centre.public import Employer
from gongyou.ui.public import MoneyField
from gongyou.vault.public import KEPT, NaturalIdField, Part, Record, SealedTextField


class Dispute(Record):
    """What several events are about; `origin` is the collective case it stands for, if one."""

    merge_kind = KEPT
    twins_are_one = True

    code = models.CharField(max_length=16, unique=True)
    title = SealedTextField(identity=False)
    origin = models.UUIDField(null=True, unique=True)
    wave = models.BooleanField(_("A wave: several places, one call"), default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.code


class Event(Record):
    """Something that workers or an employer did together, at a place, over some days.

    Counts are ranges: `low` None and `high` None is not told, `high` None alone has no upper end.
    People *present*, workers *involved* and the *unit* that bargains are three numbers.
    """

    merge_kind = KEPT

    code = models.CharField(max_length=16, unique=True)
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, related_name="events")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="folded")
    dataset = models.CharField(max_length=12, default="own")
    source_kind = models.CharField(max_length=10, choices=codes.SOURCE_KINDS, default="own")
    acts = models.JSONField(pgettext_lazy("advocacy", "What was done"), default=list)
    demands = models.JSONField(_("Demands"), default=list)
    responses = models.JSONField(_("Responses"), default=list)
    starts = models.DateField(_("Begins"))
    ends = models.DateField(_("Ends"), null=True, blank=True)
    precision = models.CharField(
        _("Precision"), max_length=10, choices=codes.PRECISIONS, default="day"
    )
    state = models.CharField(
        _("State"), max_length=10, choices=codes.EVENT_STATES, default="not_told"
    )
    last_told = models.DateField(_("Last told of on"))
    place = models.CharField(_("Place"), max_length=12, blank=True)
    region = models.CharField(max_length=12, blank=True)
    place_printed = models.CharField(_("Place as printed"), max_length=120, blank=True)
    site = SealedTextField(identity=False)
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, related_name="+")
    employer_printed = models.CharField(_("Employer as printed"), max_length=200, blank=True)
    enterprise = models.CharField(_("Enterprise type"), max_length=12, blank=True)
    industry = models.CharField(_("Industry"), max_length=16, blank=True)
    union = models.CharField(_("Union as printed"), max_length=200, blank=True)
    official = models.BooleanField(_("Called by a union"), null=True)
    headcount = models.PositiveIntegerField(_("Headcount of the site"), null=True, blank=True)
    present_low = models.PositiveIntegerField(null=True, blank=True)
    present_high = models.PositiveIntegerField(null=True, blank=True)
    involved_low = models.PositiveIntegerField(null=True, blank=True)
    involved_high = models.PositiveIntegerField(null=True, blank=True)
    indirect_low = models.PositiveIntegerField(null=True, blank=True)
    indirect_high = models.PositiveIntegerField(null=True, blank=True)
    unit = models.PositiveIntegerField(_("Bargaining unit"), null=True, blank=True)
    basis = models.CharField(_("How the number is told"), max_length=10, blank=True)
    hurt_low = models.PositiveIntegerField(null=True, blank=True)
    hurt_high = models.PositiveIntegerField(null=True, blank=True)
    detained_low = models.PositiveIntegerField(null=True, blank=True)
    detained_high = models.PositiveIntegerField(null=True, blank=True)
    dismissed_low = models.PositiveIntegerField(null=True, blank=True)
    dismissed_high = models.PositiveIntegerField(null=True, blank=True)
    withdrawn = models.CharField(_("Withdrawn because"), max_length=200, blank=True)

    class Meta:
        ordering = ["-starts", "-id"]
        indexes = [
            models.Index(fields=["starts"]),
            models.Index(fields=["region", "starts"]),
            models.Index(fields=["dataset", "starts"]),
        ]

    def __str__(self):
        return self.code


class EventPart(Part):
    """What belongs to an event."""

    compartment_path = "event__compartment"
    sealed_under = "event"

    event = models.ForeignKey(Event, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Spell(EventPart):
    """A part of a stoppage with one number of workers; days not worked = workers × workdays."""

    merge_kind = KEPT

    id = NaturalIdField("event", "ordinal")
    ordinal = models.PositiveSmallIntegerField(default=0)
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"), null=True, blank=True)
    low = models.PositiveIntegerField(_("Workers, at least"), null=True, blank=True)
    high = models.PositiveIntegerField(_("Workers, at most"), null=True, blank=True)
    share = models.DecimalField(_("Share of the day"), max_digits=4, decimal_places=3, default=1)
    workdays = models.PositiveIntegerField(_("Workdays as stated"), null=True, blank=True)
    days = models.PositiveIntegerField(_("Days not worked as stated"), null=True, blank=True)
    last_counted = models.BooleanField(_("The last day was not worked either"), null=True)

    class Meta:
        ordering = ["starts", "ordinal"]

    def __str__(self):
        return f"{self.starts} – {self.ends or ''}"


class Outcome(EventPart):
    """What came of it, as of a day, as one report tells. "Lost" is said only where one says it."""

    merge_kind = KEPT

    report = models.ForeignKey("advocacy.Report", models.PROTECT, null=True, related_name="+")
    as_of = models.DateField(_("As of"))
    result = models.CharField(_("Result"), max_length=12, default="not_told")
    method = models.CharField(_("How it was settled"), max_length=12, blank=True)
    agreed = MoneyField(_("Amount agreed"), null=True, blank=True)
    paid = MoneyField(_("Amount paid"), null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    paid_to_low = models.PositiveIntegerField(_("Workers paid, at least"), null=True, blank=True)
    paid_to_high = models.PositiveIntegerField(_("Workers paid, at most"), null=True, blank=True)
    jobs_lost_low = models.PositiveIntegerField(_("Jobs lost, at least"), null=True, blank=True)
    jobs_lost_high = models.PositiveIntegerField(_("Jobs lost, at most"), null=True, blank=True)
    representatives_dismissed = models.PositiveIntegerField(
        _("Representatives dismissed"), null=True, blank=True
    )
    offers = SealedTextField(identity=False)

    class Meta:
        ordering = ["-as_of", "-id"]

    def __str__(self):
        return f"{self.result} {self.as_of}"

    @property
    def told(self) -> bool:
        """Whether some source tells how it ended."""
        return self.result != "not_told"
