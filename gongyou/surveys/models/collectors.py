"""Who sends answers: a phone with a token, a phone with Digest, a link for the browser."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import CONTROL, KEPT, LOCAL, Record, SealedTextField


class Collector(Record):
    """One device or link that may fill some of a survey's forms, and nothing else.

    Whose phone it is, is sealed; the team is a code for monitoring. Of the token only a
    digest is kept in clear; the token itself is sealed, so that a manager can show the QR
    code again.
    """

    merge_kind = KEPT
    key_columns = ("token_digest", "list_key")
    derived_columns = ("last_seen_at",)

    class Kind(models.TextChoices):
        """How it proves itself."""

        TOKEN = "token", _("phone with QR code")
        DIGEST = "digest", _("phone with name and password")
        LINK = "link", _("link for the browser")

    survey = models.ForeignKey(
        "surveys.Survey", on_delete=models.PROTECT, related_name="collectors"
    )
    number = models.PositiveIntegerField(unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TOKEN)
    name = SealedTextField(identity=False)
    team = models.CharField(_("team"), max_length=40, blank=True)
    token = SealedTextField(identity=False)
    # Null once revoked, which the unique index lets stand many times.
    token_digest = models.CharField(  # noqa: DJ001
        max_length=64, unique=True, null=True, editable=False
    )
    # The key of the survey's entity lists under a key made from the token.
    list_key = models.BinaryField(null=True, editable=False)
    forms = models.ManyToManyField("surveys.Form", related_name="collectors")
    last_seen_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    def __str__(self):
        return f"C{self.number}"


class DigestSecret(models.Model):
    """HA1 of a Digest account: as good as its password, so it lies apart and can be revoked."""

    merge_kind = CONTROL
    key_columns = ("ha1",)

    collector = models.OneToOneField(
        Collector, on_delete=models.CASCADE, related_name="digest", primary_key=True
    )
    username = models.CharField(max_length=80, unique=True)
    ha1 = models.CharField(max_length=32)

    def __str__(self):
        return self.username


class NonceUse(models.Model):
    """Which counts of a nonce were used, for all processes of the server."""

    merge_kind = LOCAL

    nonce = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nonce", "count"], name="surveys_nonce_count_once")
        ]

    def __str__(self):
        return f"{self.count}"
