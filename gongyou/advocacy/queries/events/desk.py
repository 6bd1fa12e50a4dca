"""The coding desk: what waits, and one report as its coder may see it."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef

from gongyou.advocacy.codebook.words import EDITION
from gongyou.advocacy.models import Adjudication, Coding, Report
from gongyou.advocacy.queries.events.event import spoken
from gongyou.advocacy.report_texts import cells_of, titles_of
from gongyou.advocacy.services.coding import needs_second, plain
from gongyou.advocacy.told_numbers import Told, told_numbers
from gongyou.vault.public import Actor, Right, reveal_many


def inbox(actor: Actor, which: str):
    """Reports to code: "mine" not coded by this person, "second" coded once, "settle" by two."""
    mine = Coding.objects.filter(report=OuterRef("pk"), coder=actor.account, edition=EDITION)
    judged = Adjudication.objects.filter(report=OuterRef("pk"), edition=EDITION)
    held = (
        Report.objects.visible_to(actor, Right.READ_IDENTITY)
        .annotate(coders=Count("codings"), is_mine=Exists(mine))
        .select_related("source", "event")
        .order_by("-as_of", "pk")
    )
    if which == "settle":
        return held.filter(state="new", coders__gte=2, is_mine=False).exclude(Exists(judged))
    held = held.filter(state="new", is_mine=False)
    return held.filter(coders=1) if which == "second" else held.filter(coders=0)


def next_report(actor: Actor, report: Report):
    """The id of the next one to code."""
    return inbox(actor, "mine").exclude(pk=report.pk).values_list("pk", flat=True).first()


@dataclass
class Desk:
    """One report at the desk."""

    title: str
    text: str
    cells: dict[str, str]
    numbers: list[Told]
    coded_by_me: bool
    coders: int
    second: bool
    to_settle: bool
    proposed: dict
    codings: list[list[tuple[str, list[str], bool]]] = field(default_factory=list)


def desk_page(actor: Actor, report: Report) -> Desk:
    """A report with its words; the others' codings only once this person's is in, or may be none.

    Blind: whoever has not coded it and may still do so sees no coding. Where two have, somebody
    who is neither sees both, to settle them.
    """
    codings = list(Coding.objects.filter(report=report, edition=EDITION))
    mine = any(coding.coder == actor.account for coding in codings)
    to_settle = len(codings) >= 2 and not mine and report.state == "new"
    cells = cells_of(actor, [report]).get(report.pk, {})
    text = (reveal_many(actor, [report], ["text"]).get(report.pk) or {}).get("text") or ""
    title = titles_of(actor, [report]).get(report.pk, "")
    words = " ".join([title, text, *cells.values()])
    shown = _side_by_side(actor, codings) if to_settle or (mine and len(codings) > 1) else []
    return Desk(
        title,
        text,
        cells,
        told_numbers(words),
        mine,
        len(codings),
        needs_second(report),
        to_settle,
        {} if codings or needs_second(report) else _proposed(report),
        shown,
    )


def _proposed(report: Report) -> dict:
    """What the sheet's own words were mapped to: a proposal that the coder looks at.

    Where two code, none is shown: both would begin with the same words, and agree by them.
    """
    told = report.told
    found = {name: told[name] for name in ("acts", "demands", "responses") if told.get(name)}
    for name in ("involved", "detained"):
        if told.get(name):
            found[f"{name}_low"], found[f"{name}_high"] = told[name]
    return found


def _side_by_side(actor: Actor, codings: list[Coding]) -> list:
    opened = reveal_many(actor, codings, ["values"])
    held = [(opened.get(coding.pk) or {}).get("values") or {} for coding in codings]
    fields = list(dict.fromkeys(name for values in held for name in values))
    rows = []
    for name in fields:
        said = [_said(name, values.get(name)) for values in held]
        apart = len({plain(values[name]) if name in values else None for values in held}) > 1
        rows.append((name, said, apart))
    return rows


def _said(name: str, held: dict | None) -> str:
    if held is None:
        return "—"
    if "codes" in held:
        return spoken(name, held["codes"]) or "—"
    return spoken(name, [held.get("low"), held.get("high")])
