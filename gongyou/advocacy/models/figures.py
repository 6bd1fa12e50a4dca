"""Indicators as last computed, releases, and employers named in public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import DERIVED, KEPT, Record, SealedTextField

STATES = [
    ("prepared", _("prepared")),
    ("published", _("published")),
    ("corrected", _("corrected")),
    ("withdrawn", _("withdrawn")),
    ("dropped", _("not published")),
]
LEVELS = [
    ("decided", _("decided by an authority")),
    ("admitted", _("admitted by the employer")),
    ("documented", _("documented by sources of two kinds")),
    ("alleged", _("alleged: not named in public")),
]


class IndicatorRun(Record):
    """All indicators as computed on a day, for pages of the house."""

    merge_kind = DERIVED

    done_on = models.DateField()
    figures = models.JSONField(default=list)
    # Wanted column → column of a questionnaire, as the run understood it.
    lacking = models.JSONField(default=dict)

    class Meta:
        ordering = ["-done_on", "-id"]

    def __str__(self):
        return f"{self.done_on}"


class OutsideSecond(Record):
    """Somebody outside a small centre who agrees to what may hurt; known by a passphrase."""

    merge_kind = KEPT

    name = SealedTextField(identity=False)
    mark = models.CharField(max_length=64)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_on = models.DateField()
    ended_on = models.DateField(null=True)

    def __str__(self):
        return f"{self.named_on}"


class Release(Record):
    """Figures that went out, or are about to: only what may be seen of them stands here."""

    merge_kind = KEPT

    title = models.CharField(_("title"), max_length=200)
    audience = models.CharField(_("to whom"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    recipes = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    # Of a release row by row: the events as they may go out.
    rows = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=STATES, default="prepared")
    events = models.BooleanField(_("row by row"), default=False)
    two_people = models.BooleanField(default=False)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outside = models.ForeignKey(OutsideSecond, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    ended_on = models.DateField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["-prepared_on", "-id"]

    def __str__(self):
        return self.title


class Naming(Record):
    """An employer named in public, with the evidence, the reply and the second person."""

    merge_kind = KEPT

    employer = models.CharField(_("employer as printed"), max_length=200)
    level = models.CharField(_("evidence"), max_length=12, choices=LEVELS)
    interest = models.CharField(_("why the public needs to know"), max_length=300)
    authority = models.CharField(_("authority"), max_length=120, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    said = models.CharField(_("what is said"), max_length=300)
    source_kinds = models.JSONField(default=list)
    workers = models.PositiveIntegerField(_("workers who told"), null=True, blank=True)
    headcount = models.PositiveIntegerField(_("workers of the employer"), null=True, blank=True)
    asked_on = models.DateField(_("employer asked on"), null=True, blank=True)
    replied_on = models.DateField(null=True)
    reply = SealedTextField(identity=False)
    review_on = models.DateField(_("looked at again on"))
    state = models.CharField(max_length=10, choices=STATES, default="prepared")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outside = models.ForeignKey(OutsideSecond, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-prepared_on", "-id"]

    def __str__(self):
        return self.employer
