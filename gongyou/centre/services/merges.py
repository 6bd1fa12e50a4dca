"""Two records of one person or firm joined as one, and separated again.

Nothing is moved: the folded record points to the kept one, and pages read both.
So undoing is exact, and texts stay under the key they were sealed with.
"""

from django.db import transaction
from django.utils import timezone

from gongyou.centre.models import Employer, Merge, Worker
from gongyou.vault.public import Actor, Right, journal

MODELS = {"worker": (Worker, "merged_into"), "employer": (Employer, "same_as")}


class CannotMerge(ValueError):
    """The two records cannot become one; says why."""


@transaction.atomic
def merge(*, by: Actor, noun: str, kept, folded, reason: str = "") -> Merge:
    """Let `folded` count as a part of `kept`."""
    _, link = MODELS[noun]
    by.require(Right.WRITE, kept.compartment)
    if kept.pk == folded.pk or kept.compartment_id != folded.compartment_id:
        raise CannotMerge("records of two compartments, or one with itself")
    if getattr(kept, f"{link}_id") or getattr(folded, f"{link}_id"):
        raise CannotMerge("one of them is already part of another record")
    setattr(folded, link, kept)
    folded.save(update_fields=[link])
    earlier = type(folded).objects.filter(**{link: folded})
    carried = [str(pk) for pk in earlier.values_list("pk", flat=True)]
    earlier.update(**{link: kept})
    made = Merge(
        compartment=kept.compartment, noun=noun, kept=kept.pk, folded=folded.pk, carried=carried
    )
    if reason:
        made.seal(by, reason=reason)
    made.save()
    changes = {"kept": (None, str(kept.pk)), "folded": (None, str(folded.pk))}
    journal.append(by, "centre.merge", made, changes=changes, about=[kept, folded])
    return made


@transaction.atomic
def undo_merge(*, by: Actor, merge: Merge) -> None:
    """Separate the two again."""
    by.require(Right.WRITE, merge.compartment)
    model, link = MODELS[merge.noun]
    folded = model.objects.get(pk=merge.folded)
    kept = model.objects.get(pk=merge.kept)
    setattr(folded, link, None)
    folded.save(update_fields=[link])
    model.objects.filter(pk__in=merge.carried, **{link: kept}).update(**{link: folded})
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    changes = {"folded": (str(folded.pk), None)}
    journal.append(by, "centre.undo_merge", merge, changes=changes, about=[kept, folded])
