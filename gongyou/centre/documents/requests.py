"""What a claim asks for, on paper: each request with its months, its reckoning, its articles."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from gongyou import law
from gongyou.centre.amounts import owed
from gongyou.centre.claim_store import LASTING, MAIN
from gongyou.centre.grievances import entitlements_of, label
from gongyou.centre.queries.claims import missing_facts
from gongyou.law.phrasing import Reckoning, reckonings, together
from gongyou.ui.public import law_language

FEW_WAYS = 3


def claim_context(version, language: str) -> dict:
    """What papers say of a claim version; empty where there is none."""
    if version is None:
        empty: dict = {"claims": [], "months": [], "total": "", "missing": [], "on": ""}
        return empty | {"by_employer": "", "proved": ""}
    main = version.readings[MAIN]
    chosen = [r for r in main if r.money and r.code in main.best.members and r.amount]
    waiting = [r for r in main if r.kind in LASTING and r.status == "undetermined"]
    written = reckonings(
        law.load_pack(main.pack),
        version.facts_of(MAIN),
        version.on,
        [r.code for r in chosen],
        language,
    )
    comma = "、" if language == "zh-hans" else ", "
    return {
        "claims": [_item(result, written[result.code], language) for result in chosen],
        "months": [
            to_the_fen(table) | {"label": result.label(language), "total": money(result.amount)}
            for result in chosen
            if len(_ways(written[result.code])) > FEW_WAYS
            for table in written[result.code].plain()["months"]
        ],
        "total": money(owed(main).amount),
        "missing": [
            {"label": fact.label, "papers": comma.join(fact.papers)}
            for fact in missing_facts(waiting, language)
        ],
        "on": date_format(version.on, "DATE_FORMAT"),
        "by_employer": money(_in_all(version, "employer")),
        "proved": money(_in_all(version, "proved")),
    }


def unreckoned(version, named: list[str]) -> list[str]:
    """The problems that were named and for which a paper would ask nothing, since none of their
    amounts can be worked out yet; each with what is missing for it, in the words of the page."""
    if version is None:
        return []
    main, language, found = version.readings[MAIN], law_language(), []
    for code in sorted(named):
        theirs = entitlements_of([code], main.pack)
        results = [result for result in main if result.money and result.code in theirs]
        waiting = [result for result in results if result.status == "undetermined"]
        if waiting and not any(result.amount for result in results):
            lacking = ", ".join(fact.label for fact in missing_facts(waiting, language))
            found.append(
                _("%(problem)s: no amount yet, so the paper asks for none (missing: %(facts)s)")
                % {"problem": label(code), "facts": lacking}
            )
    return found


def to_the_fen(table: dict) -> dict:
    """Months with two decimals, as authorities write money; whether their sum is off by that."""
    groups = [
        group | {"rows": [row | {"amount": _fen(row["amount"])} for row in group["rows"]]}
        for group in table["groups"]
    ]
    shown = sum(_plain(row["amount"]) for group in groups for row in group["rows"])
    return table | {"groups": groups, "rounded": shown != _plain(_fen(table["total"]))}


def _plain(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _fen(text: str) -> str:
    return f"{_plain(text).quantize(Decimal('0.01'), ROUND_HALF_UP):,f}"


def _in_all(version, reading: str) -> Decimal | None:
    """What a reading comes to; None where it cannot say."""
    claim = version.readings.get(reading)
    return owed(claim).amount if claim is not None else None


def _item(result: "law.Result", reckoning: Reckoning, language: str) -> dict:
    limitation = result.limitation
    until = limitation.last_safe_filing_date if limitation else None
    own = result.steps[-1].cites if result.steps else []
    return {
        "code": result.code,
        "label": result.label(language),
        "amount": money(result.amount),
        "period": months_in_words(reckoning),
        "articles": together(own or result.articles, language),
        "reason": reckoned(reckoning),
        "steps": "; ".join(
            f"{line.label}: {line.numbers} {line.sign} {line.value}" for line in reckoning.lines
        ),
        "file_by": date_format(until, "DATE_FORMAT") if until else "",
    }


def reckoned(reckoning: Reckoning) -> str:
    """The arithmetic of a request in one line; many different months stand in an annex."""
    ways = _ways(reckoning)
    if len(ways) > FEW_WAYS:
        return _("month by month in the annex")
    if ways:
        parts = [_times(numbers, count) for numbers, count in ways.items()]
        return f"{' + '.join(parts)} = {reckoning.lines[0].value}"
    first = reckoning.lines[0]
    return f"{first.words} = {first.numbers} {first.sign} {first.value}"


def _ways(reckoning: Reckoning) -> dict[str, int]:
    """The arithmetic of the months, each with how many months it is the same."""
    counted: dict[str, int] = {}
    for table in reckoning.months:
        for group in table.groups:
            for row in group.rows:
                counted[row.numbers] = counted.get(row.numbers, 0) + 1
    return counted


def _times(numbers: str, count: int) -> str:
    return numbers if count == 1 else _("(%(sum)s) × %(n)s months") % {"sum": numbers, "n": count}


def months_in_words(reckoning: Reckoning) -> str:
    """From which month to which a request is for."""
    if reckoning.first is None or reckoning.last is None:
        return ""
    first, last = (
        date_format(day, "YEAR_MONTH_FORMAT") for day in (reckoning.first, reckoning.last)
    )
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def money(amount: Decimal | None) -> str:
    """An amount with two decimals and thousands apart; nothing where it is unknown."""
    if amount is None:
        return ""
    return number_format(amount.quantize(Decimal("0.01")), force_grouping=True)
