"""How far the coders of a closed round agree, code by code, with intervals over texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongyou.fieldwork.models import Coding, Decision, Round, Turn
from gongyou.fieldwork.queries.codings import visible
from gongyou.fieldwork.queries.pages import code_tree
from gongyou.fieldwork.queries.texts import open_texts, readable
from gongyou.stats.agreement import (
    Interval,
    boundaries,
    by_category,
    kappa_of_characters,
    krippendorff,
    over_texts,
    together,
)

DRAWS = 200


@dataclass(frozen=True)
class OneText:
    """For one text and code: its length, each coder's passages, and who coded each turn."""

    length: int
    spans: tuple[tuple[tuple[int, int], ...], ...]
    turns: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Concord:
    """A code's line of the table; what cannot be computed is None, never 1."""

    name: str
    colour: str
    passages: tuple[int, ...]
    turns: Interval
    percent: float | None
    kappa: float | None
    kappa_coded: float | None
    unitizing: Interval
    marked: float | None


def concordance(actor, round: Round) -> list[Concord]:
    """A line for each code that somebody used; empty while a blind round is open."""
    if round.blind and not round.closed_on:
        return []
    data = _gather(actor, round)
    tree = [one for one in code_tree(actor, round.study, counted=False) if one.code.pk in data]
    return [_line(one, data[one.code.pk]) for one in tree]


def _gather(actor, round: Round) -> dict:
    """{code: [OneText]} of the texts of a round that may still be read."""
    coders = list(round.coders.values_list("coder", flat=True).order_by("pk"))
    texts = readable(actor, "code", pk__in=round.texts.values("text"))
    rows: dict = {}
    for row in visible(actor, round=round, agreed=False, code__isnull=False):
        rows.setdefault((row.text_id, row.code_id), []).append(row)
    used = {code for _text, code in rows}
    found: dict = {code: [] for code in used}
    for text in texts:
        starts, lengths = _places(text)
        for code in used:
            mine = rows.get((text.pk, code), [])
            found[code].append(_one(mine, coders, starts, lengths))
    return found


def _places(text) -> tuple[dict, list[int]]:
    starts: dict = {}
    lengths: list[int] = []
    at = 0
    for pk, length in Turn.objects.filter(text=text).order_by("number").values_list("pk", "length"):
        starts[pk] = (len(lengths), at)
        lengths.append(length)
        at += length + 1
    return starts, lengths


def _one(rows: Sequence[Coding], coders: list, starts: dict, lengths: list[int]) -> OneText:
    spans, turns = [], []
    for coder in coders:
        mine = sorted(
            (starts[row.start_turn_id][1] + row.start, starts[row.end_turn_id][1] + row.end)
            for row in rows
            if row.coder_id == coder and row.start_turn_id and row.end_turn_id
        )
        joined: list[list[int]] = []
        for start, end in mine:
            if joined and start < joined[-1][1]:
                joined[-1][1] = max(end, joined[-1][1])
            elif start < end:
                joined.append([start, end])
        spans.append(tuple((start, end - start) for start, end in joined))
        turns.append(_turns(joined, lengths))
    return OneText(sum(lengths) + len(lengths), tuple(spans), tuple(turns))


def _turns(spans: list[list[int]], lengths: list[int]) -> tuple[int, ...]:
    """1 for each turn in which something is coded."""
    found, at = [], 0
    for length in lengths:
        found.append(int(any(start < at + length and end > at for start, end in spans)))
        at += length + 1
    return tuple(found)


def _line(one, texts: list[OneText]) -> Concord:
    passages = tuple(
        sum(len(text.spans[coder]) for text in texts) for coder in range(len(texts[0].spans))
    )
    return Concord(
        name=one.name,
        colour=one.colour,
        passages=passages,
        turns=over_texts(texts, alpha_of_turns, DRAWS),
        percent=_percent(texts),
        kappa=_kappa(texts, uncoded=True),
        kappa_coded=_kappa(texts, uncoded=False),
        unitizing=over_texts(texts, alpha_of_passages, DRAWS),
        marked=_marked(texts),
    )


def alpha_of_turns(texts: Sequence[OneText]) -> float | None:
    """Krippendorff's alpha on whether each turn bears the code; None where all say the same."""
    rows = [
        [value for text in texts for value in text.turns[coder]]
        for coder in range(len(texts[0].turns))
    ]
    if len({value for row in rows for value in row}) < 2:
        return None
    return krippendorff(rows)


def alpha_of_passages(texts: Sequence[OneText]) -> float | None:
    """Alpha for unitizing: boundaries and code (Krippendorff 2004), texts weighed by length."""
    return together([by_category(text.spans, text.length) for text in texts]).alpha


def _percent(texts: list[OneText]) -> float | None:
    cells = [cell for text in texts for cell in zip(*text.turns, strict=True)]
    return sum(len(set(cell)) == 1 for cell in cells) / len(cells) if cells else None


def _kappa(texts: list[OneText], *, uncoded: bool) -> float | None:
    """Of the first two coders, on characters of all texts behind each other."""
    first, second, at = [], [], 0
    for text in texts:
        first += [(at + start, size) for start, size in text.spans[0]]
        second += [(at + start, size) for start, size in text.spans[1]]
        at += text.length
    return kappa_of_characters(first, second, at, uncoded=uncoded)


def _marked(texts: list[OneText]) -> float | None:
    every: list[list[tuple[int, int]]] = [[] for _ in texts[0].spans]
    at = 0
    for text in texts:
        for coder, spans in enumerate(text.spans):
            every[coder] += [(at + start, size) for start, size in spans]
        at += text.length
    return boundaries(every, at)


@dataclass(frozen=True)
class Difference:
    """A turn that some coders gave a code and others did not."""

    text: object
    title: str
    turn: int
    words: str
    code: object
    name: str
    colour: str
    given: tuple[bool, ...]
    decided: bool | None


def differences(actor, round: Round) -> list[Difference]:
    """Where coders differ, a turn and code a line, in the order of the texts."""
    if round.blind and not round.closed_on:
        return []
    coders = list(round.coders.values_list("coder", flat=True).order_by("pk"))
    texts = readable(actor, "code", pk__in=round.texts.values("text"))
    named = {one.code.pk: one for one in code_tree(actor, round.study, counted=False)}
    decided = {(d.turn_id, d.code_id): d.keep for d in Decision.objects.filter(round=round)}
    rows = list(visible(actor, round=round, agreed=False, code__in=named))
    found = []
    for opened in open_texts(actor, texts, "code"):
        for line in opened.lines:
            if line.words is None:
                continue
            given: dict = {}
            for row in rows:
                if row.text_id == opened.text.pk and _covers(row, line.number):
                    given.setdefault(row.code_id, set()).add(row.coder_id)
            for code, who in given.items():
                if len(who) < len(coders):
                    found.append(
                        Difference(
                            opened.text,
                            opened.title,
                            line.number,
                            line.words,
                            named[code].code,
                            named[code].name,
                            named[code].colour,
                            tuple(coder in who for coder in coders),
                            decided.get((line.id, code)),
                        )
                    )
    return found


def _covers(row: Coding, number: int) -> bool:
    return bool(
        row.start_turn and row.end_turn and row.start_turn.number <= number <= row.end_turn.number
    )
