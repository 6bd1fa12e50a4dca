"""ELAN: tiers of annotations between time slots."""

from __future__ import annotations

from lxml import etree

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.transcripts.turns import Said, Transcript


def read_eaf(content: bytes) -> Transcript:
    """An .eaf file: a turn for each annotation of a tier that stands on no other."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("bad_xml", line=error.lineno or 0) from None
    if etree.QName(root).localname != "ANNOTATION_DOCUMENT":
        raise Unreadable("no_eaf")
    found: list[Deviation] = []
    slots = _slots(root, found)
    turns = []
    for tier in root.iter("TIER"):
        label = tier.get("PARTICIPANT") or tier.get("TIER_ID") or ""
        if tier.get("PARENT_REF"):
            if len(tier):
                found.append(Deviation("dependent_tier", tier.get("TIER_ID") or ""))
            continue
        turns += _turns(tier, label, slots, found)
    if not turns:
        raise Unreadable("no_turns")
    turns.sort(key=lambda turn: (turn.start_ms is None, turn.start_ms or 0))
    media = root.find(".//MEDIA_DESCRIPTOR")
    name = media.get("RELATIVE_MEDIA_URL") or media.get("MEDIA_URL") if media is not None else ""
    return Transcript("elan", turns, found, media=name or "")


def _slots(root, found: list[Deviation]) -> dict[str, int | None]:
    """Times by slot; a slot without one lies between its neighbours."""
    order = root.find("TIME_ORDER")
    if order is None:
        raise Unreadable("no_eaf")
    names, times = [], []
    # Some programs count in other units than milliseconds: the header says so.
    header = root.find("HEADER")
    unit = header.get("TIME_UNITS") if header is not None else "milliseconds"
    scale = {"milliseconds": 1.0, "seconds": 1000.0}.get(unit or "milliseconds", 1.0)
    for slot in order.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE")
        names.append(slot.get("TIME_SLOT_ID") or "")
        times.append(round(float(value) * scale) if value else None)
        if value is None:
            found.append(Deviation("slot_without_time", names[-1]))
    for at, time in enumerate(times):
        if time is None:
            times[at] = _between(times, at)
    return dict(zip(names, times, strict=True))


def _between(times: list[int | None], at: int) -> int | None:
    before = next((t for t in reversed(times[:at]) if t is not None), None)
    far = next((n for n in range(at + 1, len(times)) if times[n] is not None), None)
    if before is None or far is None:
        return before
    after = times[far]
    assert after is not None
    return before + (after - before) // (far - at + 1)


def _turns(tier, label: str, slots: dict, found: list[Deviation]) -> list[Said]:
    turns = []
    for one in tier.iter("ALIGNABLE_ANNOTATION"):
        words = (one.findtext("ANNOTATION_VALUE") or "").strip()
        start, end = one.get("TIME_SLOT_REF1"), one.get("TIME_SLOT_REF2")
        if start not in slots or end not in slots:
            found.append(Deviation("no_slot", one.get("ANNOTATION_ID") or "", {"text": words[:30]}))
        if words:
            turns.append(Said(label, words, slots.get(start), slots.get(end)))
    return turns
