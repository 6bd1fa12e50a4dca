"""The folder for strangers, made of what may be seen: guides, confirmed services, a check."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from gongyou.outreach.check import Box, Settings, digest_words
from gongyou.outreach.guides import read_guide
from gongyou.outreach.hsds import hsds
from gongyou.outreach.models import AnswerBox, GuideVersion, Publication, Service
from gongyou.outreach.services.answers import receive_answers
from gongyou.outreach.site import Directory, Entry, Folder, write_folder
from gongyou.vault.public import Right, journal


def newest_box(by, compartment) -> AnswerBox | None:
    """The box that phones seal to now."""
    boxes = AnswerBox.objects.visible_to(by).filter(compartment=compartment, retired_on=None)
    return boxes.first()


def settings_of(by, compartment, languages, good_until: date | None, with_box: bool) -> Settings:
    """What a file is built with in a compartment."""
    box = newest_box(by, compartment) if with_box else None
    services = _services(by)
    lines = [
        " · ".join(part for part in (s.name, s.organisation.name, s.phone) if part)
        for s in services
        if not s.not_first
    ]
    return Settings(
        built=timezone.localdate(),
        languages=tuple(languages),
        good_until=good_until,
        box=Box(box.box_id, box.public, digest_words(bytes.fromhex(box.public))) if box else None,
        services=dict.fromkeys(languages, lines),
    )


def _services(by) -> list[Service]:
    """Those that strangers may be sent to."""
    found = Service.objects.visible_to(by).select_related("organisation")
    return [s for s in found.prefetch_related("confirmations") if not s.is_hidden]


@transaction.atomic
def publish_folder(
    *, by, compartment, law: str, where: Path, languages, good_until=None, with_box: bool = True
) -> Publication:
    """Write the folder and remember what went out."""
    by.require(Right.EXPORT, compartment)
    settings = settings_of(by, compartment, languages, good_until, with_box)
    services = _services(by)
    own = [
        (v.slug, v.language, read_guide(v.text))
        for v in GuideVersion.objects.visible_to(by).filter(state="published", law=law)
    ]
    folder = Folder(
        law=law,
        check=settings,
        own_guides=own,
        directory=Directory([_entry(s) for s in services], [hsds(s) for s in services]),
    )
    files = write_folder(folder, where)
    made = Publication(
        compartment=compartment,
        made_on=settings.built,
        good_until=settings.last_day,
        files=files,
        made_by=by.account,
    )
    made.save()
    journal.append(
        by,
        "outreach.publish_folder",
        made,
        changes={"files": len(files), "good_until": str(made.good_until)},
    )
    return made


def _entry(service: Service) -> Entry:
    confirmed = service.confirmed_on
    return Entry(
        name=service.name,
        organisation=service.organisation.name,
        phone=service.phone,
        address=service.address,
        hours=service.hours,
        cost=service.cost,
        bring=service.bring,
        confirmed=confirmed.isoformat() if confirmed else "",
    )


def empty_spool(*, by, spool) -> tuple[int, int]:
    """Receive what a public process spooled: how many came in, how many could not.

    A bundle for a box that this person does not know stays, set aside: somebody else may.
    """
    from gongyou.outreach.errors import OutreachError

    taken = lost = 0
    spool.bring_back()
    for path, text in spool.take():
        try:
            receive_answers(by=by, text=text)
        except OutreachError as error:
            lost += 1
            if error.code == "no_box":
                spool.set_aside(path)
                continue
        else:
            taken += 1
        path.unlink()
    return taken, lost
