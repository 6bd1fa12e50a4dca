"""The board of a case study: explanations, clues, what they come to, what would turn it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from gongyou.fieldwork.codes_of_cases import TESTS, in_words
from gongyou.fieldwork.models import CaseStudy, Clue, Hypothesis, Likelihood
from gongyou.stats import StatsError
from gongyou.stats import evidence as bayes
from gongyou.vault.public import Actor, reveal_many


@dataclass
class ClueLine:
    """A clue with what it rests on and how its weigher sees it."""

    clue: Clue
    text: str
    origin: str
    apart: str
    ranges: dict = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    why: str = ""
    kind: str = ""
    weight: str = ""
    absence: str = ""
    counted_with: str = ""

    @property
    def name(self) -> str:
        """How it is called on the board."""
        return f"E{self.clue.number}"

    @property
    def cells(self) -> list:
        """The ranges in words, a hypothesis each."""
        ranges = zip(self.names, self.ranges.values(), strict=True)
        return [(name, in_words(*r) if r else "") for name, r in ranges]


@dataclass
class Standing:
    """Where an explanation stands: its range in hundredths and in words."""

    hypothesis: Hypothesis
    text: str
    prior: str
    low: float | None = None
    high: float | None = None
    leads: bool = False

    @property
    def words(self) -> str:
        """Words for the range."""
        return "" if self.low is None else in_words(self.low, self.high or 0.0)

    @property
    def hundredths(self) -> str:
        """The range, in a hundred."""
        if self.low is None or self.high is None:
            return ""
        return f"{100 * self.low:.0f}–{100 * self.high:.0f}"


@dataclass
class Board:
    """Everything of a study's board, as one person weighs it."""

    lines: list[ClueLine]
    standings: list[Standing]
    result: bayes.Weighed | None = None
    refused: StatsError | None = None
    flips: list = field(default_factory=list)
    unweighed: list[ClueLine] = field(default_factory=list)
    others: list = field(default_factory=list)

    @property
    def leader(self) -> Standing | None:
        """The explanation that leads."""
        return next((s for s in self.standings if s.leads), None)


def board(actor: Actor, study: CaseStudy) -> Board:
    """The board as the actor weighs it; others' results only once the actor has weighed all."""
    hypotheses = list(study.hypothesis_set.all())
    clues = list(study.clue_set.select_related("event", "promise", "quote"))
    texts = reveal_many(actor, hypotheses, ["text"])
    standings = [
        Standing(h, (texts.get(h.pk) or {}).get("text") or str(h), in_words(h.low, h.high))
        for h in hypotheses
    ]
    lines = _lines(actor, clues)
    weighed = _by_person(study)
    own = weighed.pop(actor.account.pk if actor.account else None, {})
    _own_ranges(actor, lines, hypotheses, own)
    found = Board(lines, standings)
    found.unweighed = [line for line in lines if not _whole(line, hypotheses)]
    _weigh(found, hypotheses)
    if lines and not found.unweighed:
        found.others = [_other(found, hypotheses, seen) for seen in weighed.values()]
    return found


def _lines(actor: Actor, clues: list[Clue]) -> list[ClueLine]:
    held = reveal_many(actor, clues, ["text", "apart"])
    sources = Counter(
        str(clue.event.sources[0]) for clue in clues if clue.event and len(clue.event.sources) == 1
    )
    found = []
    for clue in clues:
        apart = (held.get(clue.pk) or {}).get("apart") or ""
        text = (held.get(clue.pk) or {}).get("text") or str(clue)
        found.append(ClueLine(clue, text, "" if apart else origin_of(clue, sources), apart))
    return found


def origin_of(clue: Clue, sources: Counter) -> str:
    """What makes clues one: the group named, one sole source, the same event or words."""
    if clue.origin:
        return clue.origin
    if clue.event and len(clue.event.sources) == 1 and sources[str(clue.event.sources[0])] > 1:
        return str(clue.event.sources[0])
    for held in ("event", "promise", "quote"):
        if key := getattr(clue, f"{held}_id"):
            return f"{held}:{key}"
    return ""


def _by_person(study: CaseStudy) -> dict:
    found: dict = {}
    rows = Likelihood.objects.filter(clue__study=study)
    for row in rows:
        found.setdefault(row.by_id, {})[row.clue_id, row.hypothesis_id] = row
    return found


def _own_ranges(actor, lines, hypotheses, own) -> None:
    reasons = reveal_many(actor, list(own.values()), ["why"])
    for line in lines:
        rows = [own.get((line.clue.pk, h.pk)) for h in hypotheses]
        line.ranges = {
            h.pk: (row.low, row.high) if row else None
            for h, row in zip(hypotheses, rows, strict=True)
        }
        line.names = [str(h) for h in hypotheses]
        first = next((row for row in rows if row), None)
        line.why = (reasons.get(first.pk) or {}).get("why") or "" if first else ""


def _whole(line: ClueLine, hypotheses) -> bool:
    return all(line.ranges.get(h.pk) for h in hypotheses)


def _weigh(found: Board, hypotheses: list[Hypothesis]) -> None:
    """Weigh what has been weighed; name the test and the weight of each clue."""
    ready = [line for line in found.lines if _whole(line, hypotheses)]
    priors = {str(h.pk): (h.low, h.high) for h in hypotheses}
    try:
        found.result = bayes.weigh(priors, [_clue(line) for line in ready])
    except StatsError as error:
        found.refused = error
        return
    for standing in found.standings:
        low, high = found.result.posterior[str(standing.hypothesis.pk)]
        standing.low, standing.high = low, high
        standing.leads = str(standing.hypothesis.pk) == found.result.leading
    it = found.result.leading or str(hypotheses[0].pk)
    for line in ready:
        _describe(line, it, found)
    ready.sort(key=lambda line: -abs(_mid_weight(line, it)))
    found.lines = [*ready, *[line for line in found.lines if line not in ready]]
    found.flips = _flips(found)


def _clue(line: ClueLine) -> bayes.Clue:
    ranges = {str(pk): held for pk, held in line.ranges.items() if held}
    return bayes.Clue(line.name, ranges, line.clue.found, line.origin)


def _strongest_rival(clue: bayes.Clue, it: str) -> str:
    rivals = [name for name in clue.likelihoods if name != it]
    return max(rivals, key=lambda name: sum(clue.likelihood(name)))


def _mid_weight(line: ClueLine, it: str) -> float:
    clue = _clue(line)
    mine, other = clue.likelihood(it), clue.likelihood(_strongest_rival(clue, it))
    return bayes.decibels(sum(mine), sum(other))


def _describe(line: ClueLine, it: str, found: Board) -> None:
    clue = _clue(line)
    rival = _strongest_rival(clue, it)
    kind = bayes.kind_of_test(clue.likelihoods[it], clue.likelihoods[rival])
    line.kind = str(TESTS[kind])
    line.weight = _decibels(*bayes.weight_range(clue, it, rival))
    turned = bayes.Clue(clue.name, clue.likelihoods, not clue.found)
    line.absence = _decibels(*bayes.weight_range(turned, it, rival))
    beside = found.result.not_counted if found.result else {}
    line.counted_with = beside.get(line.name, "")


def _decibels(low: float, high: float) -> str:
    def said(value: float) -> str:
        return "∞" if value == float("inf") else "−∞" if value == float("-inf") else f"{value:+.1f}"

    return said(low) if said(low) == said(high) else f"{said(low)} … {said(high)}"


@dataclass
class FlipLine:
    """What would turn the conclusion, as far as one clue goes."""

    line: ClueLine
    rival: Standing
    at_least: float | None
    if_false: bool

    @property
    def hundredths(self) -> str:
        """The likelihood at which the rival draws level."""
        return "" if self.at_least is None else f"{100 * self.at_least:.0f}"


def _flips(found: Board) -> list[FlipLine]:
    by_name = {line.name: line for line in found.lines}
    rivals = {str(s.hypothesis.pk): s for s in found.standings}
    flips = found.result.flips if found.result else ()
    return [
        FlipLine(by_name[f.clue], rivals[f.rival], f.at_least, f.if_false)
        for f in flips
        if f.if_false or f.at_least is not None
    ]


def _other(found: Board, hypotheses, seen: dict) -> dict:
    """How somebody else's weighing comes out; whose it is stays with them."""
    clues, complete = [], True
    for line in found.lines:
        held = {str(h.pk): seen.get((line.clue.pk, h.pk)) for h in hypotheses}
        ranges = {pk: (row.low, row.high) for pk, row in held.items() if row}
        if len(ranges) == len(hypotheses):
            clues.append(bayes.Clue(line.name, ranges, line.clue.found, line.origin))
        else:
            complete = False
    priors = {str(h.pk): (h.low, h.high) for h in hypotheses}
    try:
        result = bayes.weigh(priors, clues)
    except StatsError:
        return {"ranges": [], "complete": False}
    told = [
        f"{100 * low:.0f}–{100 * high:.0f}"
        for low, high in (result.posterior[str(h.pk)] for h in hypotheses)
    ]
    return {"ranges": told, "complete": complete}
