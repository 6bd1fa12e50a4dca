"""The end of a key pair to which others sealed."""

from django.utils import timezone

from gongyou.vault.public import Right, journal, shred


def retire(by, pair, act: str, changes: dict) -> None:
    """Destroy a pair's private half: nothing sealed to it can be opened any more."""
    by.require(Right.SHRED, pair.compartment)
    pair.retired_on, pair.private = timezone.localdate(), None
    pair.save()
    journal.append(by, act, pair, changes=changes)
    shred(by, [pair], "retention")
