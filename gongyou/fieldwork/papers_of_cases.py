"""Papers about a case study: the dossier and the teaching case, as PDF and Word."""

from __future__ import annotations

import datetime as dt

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongyou.collective.public import codes, disagreements, event_lines, promises_on
from gongyou.documents import Block, paper, word
from gongyou.fieldwork.models import Dossier
from gongyou.fieldwork.queries import chronicles, tracing
from gongyou.fieldwork.queries.dossiers import Line, lines
from gongyou.vault.public import Actor

SEASONS = {12: 0, 1: 0, 2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 2, 9: 3, 10: 3, 11: 3}


def content(actor: Actor, dossier: Dossier, form: str) -> bytes:
    """The paper as "pdf" or "docx", in its own language."""
    lang = dossier.language
    with translation.override(lang):
        blocks = teaching(actor, dossier) if dossier.kind == "teaching" else full(actor, dossier)
    return word.render(blocks, lang, "") if form == "docx" else paper.render([blocks], lang)


def full(actor: Actor, dossier: Dossier) -> list[Block]:
    """Chronicle, quotations, contradictions, what is not known, explanations, method."""
    study = dossier.study
    said = lines(actor, dossier)
    events = event_lines(actor, study.case, {})
    blocks = [
        Block("title", study.reveal(actor, "title") or study.case.code),
        Block("text", study.reveal(actor, "question") or ""),
    ]
    if text := dossier.reveal(actor, "introduction"):
        blocks.append(Block("text", text))
    blocks += _chronicle(events)
    blocks += _quotes(said, {line.event.pk: line for line in events})
    blocks += _promises(actor, study, dossier.language)
    blocks += _contradictions(actor, study)
    blocks += _unknown(actor, study, events)
    blocks += _explanations(actor, study)
    return blocks + _method(actor, study, said)


def _table(head: list[str], rows: list[list[str]]) -> list[Block]:
    return [Block("table", rows=[head, *rows])] if rows else []


def _chronicle(events) -> list[Block]:
    rows = [[line.when, line.text, ", ".join(line.sources) or "—"] for line in events]
    head = [_("When"), _("What happened"), _("Sources")]
    return [Block("heading", _("What happened")), *_table(head, rows)]


def _quotes(said: list[Line], events: dict) -> list[Block]:
    blocks = []
    for line in said:
        if line.verdict != "in":
            continue
        event = events.get(line.said.quote.event_id)
        who = line.described or _("no description, at the speaker's wish or for their safety")
        where = f" ({event.when})" if event else ""
        blocks.append(Block("text", f"“{line.said.words}” – {who}{where}"))
    return [Block("heading", _("In their words")), *blocks] if blocks else []


def _promises(actor: Actor, study, lang: str) -> list[Block]:
    from django.utils import timezone

    held = promises_on(actor, study.case, timezone.localdate(), lang)
    rows = [
        [str(line.promise.promised_on), line.text, codes.label(codes.PROMISE_STATES, line.state)]
        for line in held
    ]
    head = [_("Promised on"), _("Promise"), _("How it stands")]
    return [Block("heading", _("Promised and paid")), *_table(head, rows)] if rows else []


def _contradictions(actor: Actor, study) -> list[Block]:
    rows = []
    for row in disagreements(actor, study.case):
        values = "; ".join(
            f"{v.get('value')} [{', '.join(map(str, v.get('sources') or []))}]"
            for v in row.get("values") or []
        )
        rows.append([str(row.get("topic")), values])
    head = [_("Question"), _("What sources answer")]
    return [Block("heading", _("Where sources contradict")), *_table(head, rows)] if rows else []


def _unknown(actor: Actor, study, events) -> list[Block]:
    found = [g for g in chronicles.gaps(actor, study.case, events) if g.kind != "source"]
    rows = [[gap.text, gap.would_fill] for gap in found]
    head = [_("Not known"), _("What would tell it")]
    return [Block("heading", _("What is not known")), *_table(head, rows)] if rows else []


def _explanations(actor: Actor, study) -> list[Block]:
    board = tracing.board(actor, study)
    if board.result is None:
        return []
    head = [_("Explanation"), _("Before any clue"), _("With the clues")]
    rows = [[s.text, s.prior, f"{s.words} ({s.hundredths} / 100)"] for s in board.standings]
    blocks = [Block("heading", _("Explanations")), *_table(head, rows)]
    if board.flips:
        names = ", ".join(dict.fromkeys(f"{f.line.name} ({f.line.text})" for f in board.flips[:5]))
        text = _("What would turn it, if it were otherwise: %(names)s.") % {"names": names}
        blocks.append(Block("text", text))
    clues = [[c.name, c.text, c.kind, f"{c.weight} dB"] for c in board.lines if c.kind]
    return [*blocks, *_table(["", _("Clue"), _("Test"), _("Weight")], clues)]


def _method(actor: Actor, study, said: list[Line]) -> list[Block]:
    shown = sum(line.verdict == "in" for line in said)
    text = _(
        "Each quotation stands by the speaker's consent for quoting, asked anew on the day of "
        "release; a description fits at least ten people of the roll, alone and together with "
        "earlier papers, or the speaker saw the words first. %(n)s quotations stand here. Dates "
        "are as exact as sources tell and no more; what no source tells is not taken for no."
    ) % {"n": shown}
    return [Block("heading", _("How it was made")), Block("text", text)]


def season(day: dt.date) -> str:
    """A day as a season and year."""
    names = [_("winter"), _("spring"), _("summer"), _("autumn")]
    return _("%(season)s %(year)s") % {"season": names[SEASONS[day.month]], "year": day.year}


def teaching(actor: Actor, dossier: Dossier) -> list[Block]:
    """The case for teaching: days as seasons, no place, kinds of events instead of their texts.

    What only this case has would tell which it is: such kinds are flagged and left to the teacher.
    """
    study = dossier.study
    events = event_lines(actor, study.case, {})
    rare = rare_kinds(actor, study.case, {line.event.kind for line in events})
    rows = [
        [
            season(line.event.starts),
            codes.label(codes.EVENT_KINDS, line.event.kind),
            codes.label(codes.PHASES, line.event.phase) if line.event.phase else "",
        ]
        for line in events
        if line.event.kind not in rare
    ]
    blocks = [
        Block("title", _("A teaching case")),
        Block("text", dossier.reveal(actor, "introduction") or ""),
        Block("heading", _("What happened")),
        *_table([_("When"), _("What happened"), _("Phase")], rows),
    ]
    if rare:
        names = ", ".join(codes.label(codes.EVENT_KINDS, kind) for kind in sorted(rare))
        text = _("Left out, since only this case has it and would be known by it: %(names)s.")
        blocks.append(Block("text", text % {"names": names}))
    blocks += [Block("heading", _("Roles")), *[Block("text", role) for role in _roles()]]
    blocks += [
        Block("heading", pgettext("fieldwork", "Questions")),
        *[Block("text", q) for q in _questions()],
    ]
    return blocks


def _roles() -> list[str]:
    return [
        _("A-Mei, elected representative of the largest workshop"),
        _("Old Zhou, twenty years at the plant, has little to win and much to lose"),
        _("Xiao Lin, new, afraid of the blacklist"),
        _("Manager Fang, with a fixed budget and an owner abroad"),
        _("Officer He of the district, wants quiet before the holiday"),
    ]


def _questions() -> list[str]:
    return [
        _("1. What could the workers do on the legal route at each point, and what would it cost?"),
        _("2. When did the balance change, and by what?"),
        _("3. Who risked what, and who decided about it?"),
        _("4. Which promise would you not have accepted, and why?"),
        _("5. What is not known here, and whom would you ask?"),
    ]


def rare_kinds(actor: Actor, case, kinds: set[str]) -> set[str]:
    """Kinds of events that no other visible case has."""
    from gongyou.collective.public import CollectiveCase, Event

    others = CollectiveCase.objects.visible_to(actor).exclude(pk=case.pk)
    elsewhere = set(Event.objects.filter(case__in=others).values_list("kind", flat=True))
    return kinds - elsewhere
