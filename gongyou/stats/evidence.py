"""Weighing clues between rival explanations: Bayes' rule with ranges instead of numbers.

After Bennett (2015), Fairfield and Charman (2017, decibels), Zaks (2021, what would flip it).
A clue is found or was looked for and not found; its likelihood under each hypothesis is a range.
Clues of one origin count once, as the strongest of them: reposts of one report are one clue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isclose, log10

from gongyou.stats.errors import StatsError

Range = tuple[float, float]
SURE, RARE = 0.9, 0.1
WORDS: tuple[tuple[str, Range], ...] = (
    ("very_unlikely", (0.0, 0.1)),
    ("unlikely", (0.1, 0.35)),
    ("even", (0.35, 0.65)),
    ("likely", (0.65, 0.9)),
    ("very_likely", (0.9, 1.0)),
)


@dataclass(frozen=True)
class Clue:
    """`likelihoods`: how likely it is to be seen under each hypothesis, lowest and highest.

    `origin`: clues with the same origin count once; without one a clue stands for itself.
    """

    name: str
    likelihoods: Mapping[str, Range]
    found: bool = True
    origin: str = ""

    def likelihood(self, hypothesis: str) -> Range:
        """How likely what was seen (or not seen) is."""
        low, high = self.likelihoods[hypothesis]
        return (low, high) if self.found else (1 - high, 1 - low)


@dataclass(frozen=True)
class Flip:
    """What would turn a conclusion round, as far as one clue goes.

    `at_least`: how likely the clue must be under the rival; None where no likelihood suffices.
    `if_false`: whether it turns when the clue is left out.
    """

    clue: str
    rival: str
    at_least: float | None
    if_false: bool


@dataclass(frozen=True)
class Weighed:
    """Posterior ranges, the leading hypothesis by middle values (None on a tie), what flips it."""

    posterior: Mapping[str, Range]
    middle: Mapping[str, float]
    leading: str | None
    counted: tuple[str, ...]
    not_counted: Mapping[str, str]
    flips: tuple[Flip, ...] = ()
    false_together: tuple[str, ...] = ()
    prior_below: Mapping[str, float] = field(default_factory=dict)


def kind_of_test(for_it: Range, for_rival: Range) -> str:
    """Hoop, smoking gun, doubly decisive or straw in the wind (Van Evera 1997)."""
    sure, rare = _mid(for_it) >= SURE, _mid(for_rival) <= RARE
    if sure and rare:
        return "decisive"
    return "hoop" if sure else "gun" if rare else "straw"


def decibels(for_it: float, for_rival: float) -> float:
    """The weight of what was seen: ten times the logarithm of the ratio of likelihoods."""
    if for_it <= 0:
        return 0.0 if for_rival <= 0 else -inf
    return inf if for_rival <= 0 else 10 * log10(for_it / for_rival)


def weight_range(clue: Clue, it: str, rival: str) -> Range:
    """The lowest and the highest weight of a clue for a hypothesis against a rival."""
    own, other = clue.likelihood(it), clue.likelihood(rival)
    return decibels(own[0], other[1]), decibels(own[1], other[0])


def weigh(priors: Mapping[str, Range], clues: Sequence[Clue]) -> Weighed:
    """Weigh all clues.

    Args:
        priors: each hypothesis with how likely it was before; what one leaves the others share.
        clues: in any order.

    Raises:
        StatsError: fewer than two hypotheses, a range that is none, priors that cannot sum to 1.
    """
    _check(priors, clues)
    result = _counted(priors, clues)
    if result.leading is None:
        return result
    return Weighed(
        result.posterior,
        result.middle,
        result.leading,
        result.counted,
        result.not_counted,
        _flips(priors, clues, result),
        _false_together(priors, clues, result),
        _prior_below(priors, clues, result),
    )


def _check(priors: Mapping[str, Range], clues: Sequence[Clue]) -> None:
    if len(priors) < 2:
        raise StatsError("rival_missing")
    lows, highs = sum(r[0] for r in priors.values()), sum(r[1] for r in priors.values())
    if lows > 1 + 1e-9 or highs < 1 - 1e-9:
        raise StatsError("priors_no_sum")
    ranges = [*priors.values()]
    for clue in clues:
        if set(priors) - set(clue.likelihoods):
            raise StatsError("likelihood_missing", clue=clue.name)
        ranges += [clue.likelihoods[name] for name in priors]
    if any(not 0 <= low <= high <= 1 for low, high in ranges):
        raise StatsError("no_range")


def _mid(given: Range) -> float:
    return (given[0] + given[1]) / 2


def _strength(clue: Clue, names: Sequence[str]) -> float:
    """The heaviest weight between any two hypotheses, by middle values."""
    values = [_mid(clue.likelihood(name)) for name in names]
    return decibels(max(values), min(values))


def _once(priors, clues: Sequence[Clue]) -> tuple[list[Clue], dict[str, str]]:
    """The strongest clue of each origin, and which clue each other one is counted with."""
    names = sorted(priors)
    ordered = sorted(clues, key=lambda c: (-_strength(c, names), c.name, _key(c)))
    held: dict[str, Clue] = {}
    beside: dict[str, str] = {}
    for clue in ordered:
        origin = clue.origin or f"\0{clue.name}"
        first = held.setdefault(origin, clue)
        if first is not clue and clue.name != first.name:
            beside[clue.name] = first.name
    return list(held.values()), beside


def _key(clue: Clue) -> tuple:
    return (clue.found, tuple(sorted(clue.likelihoods.items())))


def _product(clues: Sequence[Clue], name: str, end: int | None) -> float:
    """The likelihood of all clues: lowest (0), highest (1) or by middle values (None)."""
    found = 1.0
    for clue in sorted(clues, key=lambda c: (c.name, _key(c))):
        given = clue.likelihood(name)
        found *= _mid(given) if end is None else given[end]
    return found


def _middles(priors: Mapping[str, Range]) -> dict[str, float]:
    mids = {name: _mid(given) for name, given in priors.items()}
    total = sum(mids.values())
    return {name: value / total for name, value in mids.items()}


def _counted(priors: Mapping[str, Range], clues: Sequence[Clue]) -> Weighed:
    once, beside = _once(priors, clues)
    low = {n: _product(once, n, 0) for n in priors}
    high = {n: _product(once, n, 1) for n in priors}
    mid = {n: p * _product(once, n, None) for n, p in _middles(priors).items()}
    total = sum(mid.values())
    if total <= 0:
        raise StatsError("nothing_possible")
    middle = {n: value / total for n, value in mid.items()}
    posterior = {
        n: (_end(priors, n, low[n], high, 0), _end(priors, n, high[n], low, 1)) for n in priors
    }
    best, second = sorted(middle.values(), reverse=True)[:2]
    leading = None if isclose(best, second) else max(middle, key=lambda n: middle[n])
    return Weighed(posterior, middle, leading, tuple(c.name for c in once), beside)


def _end(priors, name: str, own: float, others: Mapping[str, float], end: int) -> float:
    """The lowest (0) or highest (1) posterior of a hypothesis within all ranges."""
    rivals = [n for n in priors if n != name]
    spare_low = 1 - sum(priors[n][1] for n in rivals)
    spare_high = 1 - sum(priors[n][0] for n in rivals)
    wanted = priors[name][end]
    prior = min(max(wanted, spare_low), spare_high)
    left = 1 - prior - sum(priors[n][0] for n in rivals)
    shares = {n: priors[n][0] for n in rivals}
    for rival in sorted(rivals, key=lambda n: others[n], reverse=end == 0):
        more = min(max(left, 0.0), priors[rival][1] - priors[rival][0])
        shares[rival] += more
        left -= more
    against = sum(shares[n] * others[n] for n in rivals)
    whole = prior * own + against
    return prior * own / whole if whole > 0 else (0.0 if end == 0 else 1.0)


def _flips(priors, clues: Sequence[Clue], result: Weighed) -> tuple[Flip, ...]:
    """For each clue that counts, and each rival: how likely it would have to be under it."""
    it, found = str(result.leading), []
    once, _beside = _once(priors, clues)
    for clue in once:
        without = [c for c in clues if c.name != clue.name]
        left_out = _counted(priors, without).leading
        for rival in priors:
            if rival != it:
                found.append(
                    Flip(clue.name, rival, _needed(priors, once, clue, it, rival), left_out != it)
                )
    heaviest = {c.name: _strength(c, sorted(priors)) for c in once}
    return tuple(sorted(found, key=lambda f: (not f.if_false, -heaviest[f.clue], f.clue, f.rival)))


def _needed(priors, once, clue: Clue, it: str, rival: str) -> float | None:
    """The likelihood of a clue under the rival at which the rival draws level."""
    others = [c for c in once if c is not clue]
    start = _middles(priors)
    mine = start[it] * _product(others, it, None) * _mid(clue.likelihood(it))
    theirs = start[rival] * _product(others, rival, None)
    if theirs <= 0 or mine / theirs > 1 + 1e-12:
        return None
    level = min(mine / theirs, 1.0)
    return level if clue.found else 1 - level


def _false_together(priors, clues: Sequence[Clue], result: Weighed) -> tuple[str, ...]:
    """The clues, strongest for the conclusion first, that together turn it when they are false."""
    it, left, gone = result.leading, list(clues), []
    while left:
        once, _beside = _once(priors, left)
        helping = [c for c in once if _helps(c, str(it), priors) > 0]
        if not helping:
            return ()
        strongest = max(helping, key=lambda c: (_helps(c, str(it), priors), c.name))
        gone.append(strongest.name)
        left = [c for c in left if c.name != strongest.name]
        if _counted(priors, left).leading != it:
            return tuple(gone)
    return ()


def _helps(clue: Clue, it: str, priors) -> float:
    rivals = [_mid(clue.likelihood(n)) for n in priors if n != it]
    return decibels(_mid(clue.likelihood(it)), max(rivals))


def _prior_below(priors, clues: Sequence[Clue], result: Weighed) -> dict[str, float]:
    """Against each rival alone: below which prior the conclusion turns."""
    it, found = str(result.leading), {}
    once, _beside = _once(priors, clues)
    own = _product(once, it, None)
    for rival in priors:
        if rival != it:
            other = _product(once, rival, None)
            found[rival] = other / (own + other) if own + other else 0.5
    return found
