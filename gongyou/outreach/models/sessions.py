"""Sessions, and cards that can never be turned into people.

Heads are counted apart from cards: people without one count too. A card is good for one session.
It is made from a seed that is destroyed when the session closes; what is left of a card is that it
was used, and its two results, in no order and without any time.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.outreach import codes
from gongyou.vault.public import KEPT, SECRET, Record


class Session(Record):
    """A talk, a training, an evening in the dormitory. It names nobody who came."""

    merge_kind = KEPT

    on = models.DateField(_("Day"))
    half = models.CharField(_("Part of the day"), max_length=5, choices=codes.HALVES)
    topics = models.JSONField(default=list)
    place = models.CharField(max_length=12, blank=True)
    language = models.CharField(_("Language"), max_length=8, choices=codes.LANGUAGES)
    expected = models.PositiveIntegerField(_("Expected people"), null=True, blank=True)
    heads = models.PositiveIntegerField(null=True)
    cards_used = models.PositiveIntegerField(null=True)
    handed_out = models.JSONField(default=dict)
    # What its cards are asked before and after: title, and each question with its right answer.
    questions = models.JSONField(default=dict)
    # Numbers of the change between before and after, only from ten pairs up.
    change = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=codes.SESSION_STATES, default="planned")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.on}"


class TokenBatch(models.Model):
    """The cards of one session while it is open: how many, and the seed that they are made of."""

    merge_kind = SECRET
    in_no_archive = True

    session = models.OneToOneField(Session, models.CASCADE, primary_key=True, related_name="cards")
    seed = models.BinaryField(null=True)
    printed = models.PositiveIntegerField(default=0)

    def __str__(self):
        return "cards"


class TokenUse(models.Model):
    """A card was used: its results. The id is random and nothing says when."""

    merge_kind = SECRET
    in_no_archive = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(TokenBatch, models.CASCADE, related_name="uses")
    digest = models.BinaryField()
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "digest"], name="outreach_card_once")
        ]

    def __str__(self):
        return "card"
