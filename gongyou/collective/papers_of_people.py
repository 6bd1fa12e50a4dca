"""Papers on representatives: voting slips, the emergency card, the complaint pack."""

import io
from pathlib import Path

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from gongyou.centre.public import places
from gongyou.collective.codes import LISTS, label
from gongyou.collective.codes_of_people import LISTS as PEOPLE
from gongyou.collective.models import CollectiveCase, Election, Incident, Member
from gongyou.collective.papers import day
from gongyou.collective.queries.chronicle import event_lines, sources
from gongyou.documents import Block, render_typst
from gongyou.vault.public import Actor, reveal_many

HERE = Path(__file__).parent
COMPLAINTS = ("ilo", "un")


def slips_pdf(election: Election, codes: list[str], key: str, address: str, lang: str) -> bytes:
    """A sheet with the key of the box; then one slip a code, to be cut, folded and drawn."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=1)
    with translation.override(lang):
        data = {
            "lang": lang[:2],
            "title": _("Voting slip"),
            "how": _("Open the address, type the code, choose. The code votes once."),
            "address": address,
            "qr": drawn.getvalue().decode(),
            "codes": sorted(codes),
            "key": key,
            "key_title": _("Key of the ballot box"),
            "key_rules": [
                _("Keep this sheet apart from the computer, with someone the members trust."),
                _("When the computer was switched off meanwhile, only this key opens the box."),
                _("Without it the votes can't be counted, and the vote is held again."),
                _("Show it to nobody, and burn it when the votes are counted."),
            ],
            "key_of": _("Voting at %(address)s") % {"address": address},
        }
    return render_typst(HERE / "slips.typ", data)


def card_pdf(actor: Actor, case: CollectiveCase, member: Member | None, lang: str) -> bytes:
    """A card to carry: whom to call, what to say and not to say."""
    rows = [c for c in case.safetycontacts.all() if c.member_id in (None, member and member.pk)]
    held = reveal_many(actor, rows, ["name", "phone"])
    with translation.override(lang):
        contacts = [
            {
                "kind": label(PEOPLE["safety_contact"], c.kind),
                "name": (held.get(c.pk) or {}).get("name") or "",
                "phone": (held.get(c.pk) or {}).get("phone") or "",
            }
            for c in rows
        ]
        data = {
            "lang": lang[:2],
            "title": _("In an emergency"),
            "code": member.worker.pseudonym if member else case.code,
            "contacts": contacts,
            "rules": [
                _("Ask who they are, from which station, and for the paper."),
                _("Ask for your lawyer. Sign nothing you have not read or do not agree with."),
                _("Read the record before you sign it; have mistakes corrected."),
                _("Tell your contact as soon as you can: place, hour, who took you."),
            ],
            "foot": _("Keep this card apart from your phone. It names no other member."),
        }
    return render_typst(HERE / "card.typ", data)


def complaint_blocks(actor: Actor, case: CollectiveCase, body: str, lang: str) -> list[Block]:
    """The facts on record, in the order the body asks for them."""
    incidents = list(Incident.objects.filter(case=case).order_by("on", "id"))
    held = reveal_many(actor, incidents, ["text", "place"])
    with translation.override(lang):
        return [
            *_opening(actor, case, body),
            Block("heading", _("What happened")),
            *[b for i in incidents for b in _incident(i, held.get(i.pk) or {})],
            *([] if incidents else [Block("text", _("No incident is on record."))]),
            Block("heading", _("The matter in dispute")),
            *_events(actor, case),
            *_sources(actor, case),
            *_evidence(actor, incidents),
            Block("heading", _("Steps taken in the country")),
            Block("text", "＿＿＿＿＿＿＿＿"),
            Block("heading", _("What is asked for")),
            Block("text", "＿＿＿＿＿＿＿＿"),
            Block("sign", _("For the organisation that files the complaint")),
        ]


def _opening(actor: Actor, case, body: str) -> list[Block]:
    to = {
        "ilo": (
            _("Complaint of infringements of freedom of association"),
            _("To: the Director-General, International Labour Office, Geneva"),
            _(
                "The Committee on Freedom of Association takes complaints from organisations of "
                "workers or employers, or from governments; they are in writing, signed, and "
                "supported by proof of particular infringements."
            ),
        ),
        "un": (
            _("Submission to special procedures"),
            _("To: the Special Rapporteurs of the Human Rights Council, Geneva"),
            _(
                "Say for each person whether they agree that the facts are used and that their "
                "name is given to the government. Without that consent leave the name out."
            ),
        ),
    }[body]
    firm = case.employer.name if case.employer else ""
    return [
        Block("title", to[0]),
        Block("text", to[1]),
        Block("text", to[2]),
        Block("heading", _("Who and where")),
        Block(
            "table",
            rows=[
                [_("Case"), case.reveal(actor, "title") or case.code],
                [_("Employer"), firm],
                [_("Place"), places.title(case.place) if case.place else "—"],
            ],
        ),
    ]


def _incident(incident: Incident, texts: dict) -> list[Block]:
    kind = label(PEOPLE["incident"], incident.kind)
    who = label(PEOPLE["actor"], incident.by_whom)
    when = day(incident.on)
    if incident.until:
        when += f" – {day(incident.until)}"
    head = f"{when}: {kind} ({who})"
    where = [_("Place: %(place)s") % {"place": texts["place"]}] if texts.get("place") else []
    count = [_("People concerned: %(n)s") % {"n": incident.people}] if incident.people else []
    return [
        Block("text", " · ".join([head, *where, *count])),
        Block("text", texts.get("text") or ""),
    ]


def _events(actor: Actor, case) -> list[Block]:
    table = [[_("Date"), _("Event")]]
    for line in event_lines(actor, case, {}):
        if line.incident:
            continue  # it stands above, with what happened
        said = " · ".join(filter(None, (label(LISTS["event"], line.event.kind), line.text)))
        told = f" [{', '.join(line.sources)}]" if line.sources else ""
        table.append([_when(line), said + told])
    return [Block("table", rows=table)]


def _when(line) -> str:
    """The day as the rest of the paper writes days; a rougher date as it was told."""
    if line.event.precision == "day":
        return day(line.event.starts)
    if line.event.precision == "range":
        return f"{day(line.event.starts)} – {day(line.event.ends)}"
    return line.when


def _sources(actor: Actor, case) -> list[Block]:
    """What the signs in brackets stand for."""
    lines = []
    for source, content in sources(actor, case):
        parts = (content.get(name) for name in ("publisher", "title", "date", "url"))
        lines.append(f"[{source.reference}] " + ", ".join(str(part) for part in parts if part))
    if not lines:
        return []
    return [Block("heading", _("Sources")), *(Block("text", line) for line in lines)]


def _evidence(actor: Actor, incidents) -> list[Block]:
    kept = [(i, e.file) for i in incidents for e in i.evidence.select_related("file")]
    if not kept:
        return []
    held = reveal_many(actor, [f for _i, f in kept], ["name", "sha256"])
    rows = [[_("Incident"), _("File"), "SHA-256"]]
    for incident, stored in kept:
        values = held.get(stored.pk) or {}
        rows.append([day(incident.on), values.get("name") or "", (values.get("sha256") or "")])
    return [Block("heading", _("Evidence kept")), Block("table", rows=rows)]
