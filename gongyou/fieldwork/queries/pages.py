"""What the page of a text shows: turns in pieces, codes over them, the tree of codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongyou.fieldwork import codes as choices
from gongyou.fieldwork.models import Code, Coding, Participant, Round, Study, Text
from gongyou.fieldwork.passages.segments import Segment, segments
from gongyou.fieldwork.queries.codings import counts, visible
from gongyou.fieldwork.queries.suggestions import suggestions
from gongyou.fieldwork.queries.texts import Line, open_texts
from gongyou.vault.public import Right, files, reveal_many

ARABIC_SCRIPT = ("ug", "ar")


@dataclass(frozen=True)
class Named:
    """A code with its name, depth in the tree, and counts."""

    code: Code
    name: str
    depth: int = 0
    colour: str = ""
    passages: int = 0
    texts: int = 0
    people: int = 0
    definition: str = ""


@dataclass(frozen=True)
class Mark:
    """A coding as it stands beside a turn."""

    coding: Coding
    name: str
    colour: str
    mine: bool
    words: str


@dataclass
class ShownTurn:
    """A turn in pieces with the codings that begin in it."""

    line: Line
    pieces: list[Segment] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    suggested: list[Named] = field(default_factory=list)


def code_tree(actor, study: Study, *, counted: bool = True, retired: bool = False) -> list[Named]:
    """Codes in the order of the tree, with how many passages the reader may see."""
    rows = list(Code.objects.filter(study=study, merged_into=None).order_by("order", "pk"))
    if not retired:
        rows = [row for row in rows if row.retired_on is None]
    said = reveal_many(
        actor, Code.objects.filter(study=study), ["name", "definition"], journal=False
    )
    numbers = counts(actor, study) if counted else {}
    below: dict = {}
    known = {row.pk for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found: list[Named] = []

    def walk(parent, depth: int, colour: str) -> None:
        for row in below.get(parent, []):
            own = row.colour or colour or choices.COLOURS[len(found) % len(choices.COLOURS)]
            values = said[row.pk]
            found.append(
                Named(
                    row,
                    values["name"] or "–",
                    depth,
                    own,
                    definition=values["definition"] or "",
                    **numbers.get(row.pk, {}),
                )
            )
            walk(row.pk, depth + 1, own)

    walk(None, 0, "")
    return found


def coding_page(actor, text: Text, round: Round | None, suggest: bool = False) -> dict:
    """Everything of the page; `suggest`: with what the machine would look at first."""
    opened = open_texts(actor, [text])[0]
    tree = code_tree(actor, text.study)
    named = {one.code.pk: one for one in tree}
    rows = list(visible(actor, text=text).select_related("coder", "round"))
    if round is not None:
        rows = [row for row in rows if row.round_id == round.pk]
    account = actor.account.pk if actor.account else None
    turns = [
        _turn(line, [row for row in rows if _touches(row, line)], named, account)
        for line in opened.lines
    ]
    near = suggestions(actor, text, opened.lines) if suggest else {}
    for turn in turns:
        coded = {mark.coding.code_id for mark in turn.marks}
        near_turn = near.get(turn.line.id, [])
        turn.suggested = [named[pk] for pk in near_turn if pk in named and pk not in coded]
    people = Participant.objects.filter(pk__in={one.participant for one in opened.lines})
    return {
        "text": text,
        "study": text.study,
        "title": opened.title,
        "turns": turns,
        "tree": tree,
        "round": round,
        "hidden": opened.hidden,
        "direction": "rtl" if text.language in ARABIC_SCRIPT else "auto",
        "may_code": actor.may(Right.WRITE, text.compartment_id) and text.stage == "desk",
        "may_correct": actor.may(Right.WRITE, text.compartment_id),
        "others": [_mark(row, named, account, "") for row in rows if row.start_turn_id is None],
        "people": people,
        "suggest": suggest,
        "pictured": text.medium in ("picture", "pdf"),
        "shown": text.file is not None and files.shown(text.file) is not None,
        "recording": _recording(actor, text),
    }


def _recording(actor, text: Text):
    """The sound of a text, for those in the field, where it may be heard."""
    from gongyou.fieldwork.queries.recordings import audible

    if text.interview is None or not actor.may(Right.READ_IDENTITY, text.interview.compartment_id):
        return None
    return next(iter(audible(actor, interview=text.interview)), None)


def _touches(row: Coding, line: Line) -> bool:
    if row.start_turn is None or row.end_turn is None:
        return False
    return row.start_turn.number <= line.number <= row.end_turn.number


def _turn(line: Line, rows: list[Coding], named: dict, account) -> ShownTurn:
    if line.words is None:
        return ShownTurn(line)
    spans, marks = [], []
    for row in rows:
        begins = row.start_turn is not None and row.start_turn.number == line.number
        finishes = row.end_turn is not None and row.end_turn.number == line.number
        start = row.start if begins else 0
        end = row.end if finishes else len(line.words)
        mark = _mark(row, named, account, line.words[start:end])
        spans.append((start, end, mark))
        if begins:
            marks.append(mark)
    return ShownTurn(line, segments(line.words, spans), marks)


def _mark(row: Coding, named: dict, account, words: str) -> Mark:
    one = named.get(row.code_id)
    name, colour = (one.name, one.colour) if one else ("—", "")
    return Mark(row, name, colour, row.coder.account_id == account, words)
