"""Guides of the centre's own: written, checked by another person, published, withdrawn."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongyou.outreach.errors import OutreachError
from gongyou.outreach.guides import changed_since, read_guide, rests_of
from gongyou.outreach.models import GuideVersion
from gongyou.vault.public import Right, journal


@transaction.atomic
def write_guide(*, by, compartment, slug: str, language: str, text: str) -> GuideVersion:
    """A new version; every number in it is computed, or it is not taken.

    Raises:
        GuideError: a number that nobody computed, or that the law computes otherwise.
    """
    by.require(Right.WRITE, compartment)
    guide = read_guide(text)
    same = GuideVersion.objects.filter(compartment=compartment, slug=slug, language=language)
    last = same.aggregate(last=Max("number"))["last"] or 0
    made = GuideVersion(
        compartment=compartment,
        slug=slug,
        language=language,
        law=guide.law,
        number=last + 1,
        title=guide.title,
        text=text,
        rests_on=sorted(rests_of(guide).items()),
    )
    made.save()
    journal.append(by, "outreach.write_guide", made, changes={"number": made.number})
    return made


@transaction.atomic
def check_guide(*, by, version: GuideVersion) -> None:
    """A person read it against the law, today; what it rests on is noted anew."""
    by.require(Right.WRITE, version.compartment)
    version.rests_on = sorted(rests_of(read_guide(version.text)).items())
    version.checked_by, version.checked_on = by.account, timezone.localdate()
    _set(by, version, "checked", "outreach.check_guide")


@transaction.atomic
def publish_guide(*, by, version: GuideVersion) -> None:
    """It goes into the next folder; an older version goes out."""
    by.require(Right.WRITE, version.compartment)
    if version.state != "checked":
        raise OutreachError("not_checked")
    others = GuideVersion.objects.filter(
        compartment=version.compartment,
        slug=version.slug,
        language=version.language,
        state="published",
    )
    for other in others:
        _set(by, other, "withdrawn", "outreach.withdraw_guide")
    _set(by, version, "published", "outreach.publish_guide")


@transaction.atomic
def withdraw_guide(*, by, version: GuideVersion) -> None:
    """It is not shown any more."""
    by.require(Right.WRITE, version.compartment)
    _set(by, version, "withdrawn", "outreach.withdraw_guide")


@transaction.atomic
def mark_changed(*, by) -> dict[GuideVersion, list[str]]:
    """Guides that rest on what the law changed since: they are to be checked again."""
    found = {}
    for version in GuideVersion.objects.visible_to(by, Right.WRITE).filter(
        state__in=("checked", "published")
    ):
        changed = changed_since(version.text, dict(version.rests_on))
        if changed:
            _set(by, version, "to_check", "outreach.mark_guide")
            found[version] = changed
    return found


def _set(by, version: GuideVersion, state: str, act: str) -> None:
    before, version.state = version.state, state
    version.save()
    journal.append(by, act, version, changes={"state": (before, state)})
