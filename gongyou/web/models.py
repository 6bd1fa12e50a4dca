"""What the shell itself keeps: half-written forms and the due times of repeated jobs."""

from django.conf import settings
from django.db import models

from gongyou.vault.public import LOCAL


class Draft(models.Model):
    """A form as last typed, sealed under the key of the person who types."""

    merge_kind = LOCAL

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    name = models.CharField(max_length=120)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="web_one_draft_a_form")
        ]

    def __str__(self):
        return f"draft {self.pk}"


class Due(models.Model):
    """When a repeated job runs next, kept so that a restart neither skips nor doubles it."""

    merge_kind = LOCAL

    name = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return self.name


class Visit(models.Model):
    """A session as its owner sees it: since when, on what kind of device."""

    merge_kind = LOCAL

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits"
    )
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=80)
    began_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"visit {self.pk}"


class Step(models.Model):
    """A step of the beginning that somebody said is done, or is not for this centre."""

    merge_kind = LOCAL

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name


class BackupPlan(models.Model):
    """Where backups of this machine go by themselves, for whom, and how the last ones went."""

    merge_kind = LOCAL

    folder = models.CharField(max_length=1000)
    recipients = models.JSONField(default=list)
    every_hours = models.PositiveIntegerField(default=24)
    tried_at = models.DateTimeField(null=True)
    good_at = models.DateTimeField(null=True)
    """The last one that was written whole and came back in a rehearsal."""
    problem = models.CharField(max_length=500, blank=True)

    def __str__(self):
        return f"backups to {self.folder}"
