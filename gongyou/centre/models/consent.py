"""What each person agreed to: one verdict a person and use; no row means nobody asked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.vault.public import KEPT, NaturalIdField, Part

VERDICTS = [("yes", _("yes")), ("no", _("no"))]


class Consent(Part):
    """The latest verdict of a worker on one use of what the centre knows of them.

    When laptops merge, a no wins over a yes, whichever is later.
    """

    merge_kind = KEPT
    id = NaturalIdField("worker", "use")
    compartment_path = "worker__compartment"
    worker = models.ForeignKey("centre.Worker", models.CASCADE, related_name="consents")
    use = models.CharField(max_length=12, choices=codes.CONSENTS)
    verdict = models.CharField(max_length=4, choices=VERDICTS)
    told_on = models.DateField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "use"], name="centre_consent_once")
        ]
        indexes = [models.Index(fields=["use", "verdict"])]

    def __str__(self):
        return f"{self.use}: {self.verdict}"
