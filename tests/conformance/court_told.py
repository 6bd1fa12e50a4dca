"""Reads the facts of a published case, whatever its editor called them.

Keys are matched by their words: `average_wage_12_months`, `monthly_wage` and `claimed_average` are
wages. Where a case tells a number twice, as claimed and as awarded, the one whose words fit the
item is taken first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

SIDES = {
    "claimed": {"claim", "claimed", "claims", "requested"},
    "awarded": {"award", "awarded", "allowed"},
    "arbitration": {"arbitration", "arbitral"},
    "court": {"court", "judgment", "instance"},
    "employer": {"employer", "employers", "company"},
}
SIDE_OF = {word: side for side, words in SIDES.items() for word in words}
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
}
NUMBER_WORDS |= {"eight": 8, "nine": 9, "eleven": 11, "twelve": 12, "fifteen": 15, "seventeen": 17}
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

DAY_OF_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})")
MONTH_THEN_DAY = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")

NOT_SERVICE = r"(?!.*(contract|probation|injur|sick|overtime|claim|stop|notice|leave))"
STARTS = (
    *("start", "start_date", "started", "hired", "hired_on", "hire_date", "entry", "entered"),
    *("entry_date", "joined", "joined_on", "employed_from", "service_from", "employment_start"),
    rf"{NOT_SERVICE}.*(hir|entry|enter|join|onboard|first_day|employ\w*_(from|since)).*",
)
ENDS = (
    *("end", "end_date", "ended", "left", "left_on", "dismissed", "dismissed_on", "terminated"),
    *("termination_date", "terminated_on", "dismissal_date", "employed_to", "resigned"),
    *("resigned_on", "expired", "expired_on", "service_to", "employment_end"),
    rf"{NOT_SERVICE}.*(exit|depart|last_day|separat|laid_off|dismiss|terminat|resign|left).*",
)

WAGE = (
    r"wage|salary|average|avg|earnings|remuneration|monthly_base|base_monthly|base_wage|"
    r"monthly_pay|wage_base"
)
NOT_WAGE = (
    r"minimum|local|city|social|annual|yearly|employer_average|company_average|provincial|province|"
    r"pooling|note|cap|paid|received|disposable|inside|fund|difference|rate|months|years|days|"
    r"daily|hourly|per_day|per_hour|multiple|unpaid|region|district|municipal|divisor|times|three"
)


def words(text: str) -> list[str]:
    """Lower-case words of a key or a sentence."""
    return re.findall(r"[a-z]+", str(text).lower())


def plain(key: str) -> str:
    """A key without the period of an average, which is no number of months."""
    return re.sub(r"_?(over_|of_|last_)?(12|twelve)_?months?|_derived$", "", key)


NUMBER = re.compile(
    r"(?:rmb|cny|人民币|¥)? ?(-?\d+(?:\.\d+)?) ?(万)?"
    r"(%|yuan|rmb|cny|元|months?|years?|days?|hours?|people|workers)?"
    r"(?: ?(?:/|a|per|每) ?(?:month|year|day|hour|月|年|天|日))?"
)


def as_number(value: Any) -> Decimal | None:
    """A number, also one written as text with commas, a currency or a unit; else None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    text = unicodedata.normalize("NFKC", str(value))
    said = NUMBER.fullmatch(text.replace(",", "").strip().lower())
    if not said:
        return None
    number = Decimal(said[1]) * (10_000 if said[2] else 1)
    return number / 100 if said[3] == "%" else number


def key_in_words(key: Any) -> str:
    """`monthlyWage`, `monthly-wage` and `Monthly wage` are `monthly_wage`."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", str(key))
    return re.sub(r"[\s\-_./]+", "_", apart).strip("_").lower()


def flat(facts: Any, before: str = "") -> dict[str, Any]:
    """Facts in one level: `wage: {monthly: 5000}` is `wage_monthly: 5000`."""
    made: dict[str, Any] = {}
    for key, value in facts.items() if isinstance(facts, Mapping) else ():
        name = f"{before}_{key_in_words(key)}" if before else key_in_words(key)
        made |= flat(value, name) if isinstance(value, Mapping) else {name: value}
    return made


def day_range(text: Any) -> tuple[date, date] | None:
    """The first and last day that a date as published can mean."""
    said = str(text or "").lower()
    said = re.sub(r"(?<!\d)((?:19|20)\d{2})([01]\d)([0-3]\d)(?!\d)", _dashes, said)
    said = MONTH_THEN_DAY.sub(lambda f: f"{f[2]} {f[1]} {f[3]}", said)
    said = DAY_OF_MONTH.sub(_from_words, said)
    said = re.sub(r"(\d{4})\s*[年./]\s*(\d{1,2})\s*[月./]?\s*(\d{1,2})?日?", _dashes, said)
    if (found := re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", said)) and _is_day(*found.groups()):
        exact = date(*map(int, found.groups()))
        return exact, exact
    if (found := re.search(r"(\d{4})-(\d{1,2})(?!\d)", said)) and _is_day(*found.groups(), "1"):
        return _month(int(found[1]), int(found[2]))
    year = re.search(r"(19|20)\d{2}", said)
    if not year:
        return None
    number = int(year[0])
    for index, name in enumerate(MONTH_NAMES, 1):
        if re.search(rf"\b{name[:3]}({name[3:]})?\b", said):
            return _month(number, index)
    if "mid" in said:
        return date(number, 6, 1), date(number, 7, 31)
    return date(number, 1, 1), date(number, 12, 31)


def _from_words(found: re.Match[str]) -> str:
    """`5 mar 2021` as a day; words that name no month stay."""
    months = [m for m, name in enumerate(MONTH_NAMES, 1) if name.startswith(found[2])]
    return f"{found[3]}-{months[0]}-{found[1]}" if len(months) == 1 else found[0]


def _dashes(found: re.Match[str]) -> str:
    return "-".join(part for part in found.groups() if part)


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return date(int(year), int(month), int(day)).year > 1950
    except ValueError:
        return False


def _month(year: int, month: int) -> tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def later(day: date, months: int, days: int = 0) -> date:
    """A day so many months and days later; a day beyond a month's end becomes its last."""
    index = day.year * 12 + day.month - 1 + months
    first, last = _month(index // 12, index % 12 + 1)
    return min(first + timedelta(days=day.day - 1), last) + timedelta(days=days)


def half_years(start: date, end: date) -> Decimal:
    """Years of service by the half-year rule, counted month by month."""
    full = 0
    while later(start, full + 1, -1) <= end:
        full += 1
    rest = later(start, full) <= end
    part = Decimal(1) if full % 12 >= 6 else Decimal("0.5") if full % 12 or rest else Decimal(0)
    return full // 12 + part


@dataclass
class Told:
    """The facts of a case as seen from one of its items."""

    case: dict[str, Any]
    item: dict[str, Any]
    facts: dict[str, Any] = field(init=False)
    item_words: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = flat(self.case.get("facts"))
        said = words(self.name) + words(self.item.get("kind") or "")
        self.item_words = {SIDE_OF.get(word, word) for word in said}

    @property
    def name(self) -> str:
        """The item's name in words joined by lines below."""
        return "_".join(re.findall(r"[^\s_-]+", str(self.item.get("item") or "").lower()))

    @property
    def text(self) -> str:
        """What the editor says in words about the case and the item."""
        notes = [v for v in self.facts.values() if isinstance(v, str)]
        said = (self.case.get("summary"), self.item.get("comment"), *notes)
        return " ".join(str(part) for part in said if part).lower()

    @property
    def place(self) -> str:
        """Six digits of the place."""
        place = self.case.get("place")
        code = place.get("code") if isinstance(place, Mapping) else place
        found = re.match(r"\d{6}", str(code or ""))
        return found[0] if found else "100000"

    @property
    def law(self) -> str:
        """The articles named with the item."""
        law = self.item.get("law") or []
        return " ".join(map(str, law)) if isinstance(law, list | tuple) else str(law)

    def score(self, key: str) -> int:
        """How well a key's words fit the item."""
        own = {SIDE_OF.get(word, word) for word in words(key)}
        strange = (own & set(SIDES)) - self.item_words
        return 3 * len(own & self.item_words) - 5 * len(strange)

    def numbers(self, pattern: str, without: str = "^$") -> list[Decimal]:
        """Numbers under keys that match, best first; a misfit only if nothing fits better."""
        found = [
            (self.score(key), number)
            for key, value in self.facts.items()
            if re.search(pattern, plain(key)) and not re.search(without, plain(key))
            if (number := as_number(value)) is not None
        ]
        found.sort(key=lambda pair: -pair[0])
        return list(dict.fromkeys(number for _, number in found))

    def number(self, pattern: str, without: str = "^$") -> Decimal | None:
        """The best number, or None."""
        return next(iter(self.numbers(pattern, without)), None)

    def list_of(self, pattern: str) -> list[Decimal] | None:
        """A list of numbers under a key that matches."""
        for key, value in self.facts.items():
            if isinstance(value, list) and re.search(pattern, key):
                made = [as_number(entry) for entry in value]
                if made and None not in made:
                    return [number for number in made if number is not None]
        return None

    def flag(self, pattern: str) -> bool:
        """Whether a key that matches says yes."""
        return any(re.search(pattern, k) and v is True for k, v in self.facts.items())

    def wages(self) -> list[Decimal]:
        """Monthly wages, best first."""
        monthly = self.numbers(WAGE, NOT_WAGE)
        by_year = [
            n / 12 for n in self.numbers(r"(annual|yearly)_(salary|wage|pay)", "average|note")
        ]
        by_day = [n * Decimal("21.75") for n in self.numbers(r"daily_(wage|pay)|wage_per_day")]
        own_minimum = self.numbers("minimum_wage_used|wage_used")
        if own_minimum and (self.item_words & {"employer", "claimed"}):
            return [*own_minimum, *monthly]
        return [*monthly, *by_year, *by_day, *own_minimum] or self.numbers("minimum_wage", "note")

    def multiple(self) -> list[Decimal]:
        """By how much something is multiplied, from a fact or from the words."""
        told = self.numbers(r"multiple|times(?!_worked)", "months|years|days")
        if told:
            return told
        found = [Decimal(2)] if re.search(r"\b(twice|double|doubled)\b", self.text) else []
        for word, number in NUMBER_WORDS.items():
            if re.search(rf"\b{word} times\b", self.text):
                found.append(Decimal(number))
        return found or [Decimal(1)]

    # --- time ----------------------------------------------------------------------------------

    def day(self, *names: str) -> tuple[date, date] | None:
        """The range of days under the first key that is told."""
        for name in names:
            for key, value in self.facts.items():
                if re.fullmatch(name, key) and (found := day_range(value)):
                    return found
        return None

    @property
    def usual_day(self) -> date:
        """A day to compute on where the case names none: the publication's, within the law."""
        source = self.case.get("source")
        found = day_range(source.get("date") if isinstance(source, Mapping) else None)
        return max(found[0] if found else date(2023, 12, 31), date(2009, 1, 31))

    def years(self) -> Decimal | None:
        """Years counted, from a number or from words such as 2 years 3 months."""
        counted = self.number(r"years_counted|counted_years|severance_years|compensation_years")
        if counted is None:
            counted = self.number(r"service_years|years_of_service|^years$|years_served|seniority")
        return self.months_counted() if counted is None else counted

    def months_counted(self) -> Decimal | None:
        """Months of wage that somebody counted for the end of employment."""
        side = "claimed|awarded|severance"
        return self.number(rf"months_equivalent|({side})_months|months_({side})$|^months$")

    def stated_service(self) -> int | None:
        """Months of service told in words."""
        said = str(self.facts.get("service") or self.facts.get("service_length") or "")
        said = said or self._service_in_words()
        years = re.search(r"([\d.]+) year", said)
        months = re.search(r"([\d.]+) month", said)
        if not years and not months:
            told = self.number(r"months_served|service_months|months_of_service|months_worked")
            return None if told is None else int(told)
        return round(float(years[1]) * 12 if years else 0) + round(
            float(months[1]) if months else 0
        )

    def _service_in_words(self) -> str:
        """The length of service that the summary tells: less than six months, with seven years."""
        summary = str(self.case.get("summary") or "").lower()
        if re.search(r"\b(?:less than|under) six months\b", summary):
            return "5 months"  # any length below six months
        years = re.search(rf"\bwith ({'|'.join(NUMBER_WORDS)}) years\b", summary)
        return f"{NUMBER_WORDS[years[1]]} years" if years else ""

    def service(self) -> Iterator[tuple[date, date]]:
        """First and last days of service that the case can mean, likeliest first."""
        start, end = self.day(*STARTS), self.day(*ENDS)
        counted = self.years()
        if start and end:
            pairs = [
                (first, last)
                for last in dict.fromkeys((end[1], end[0]))
                for first in dict.fromkeys((start[0], start[1], later(start[0], 0, 14)))
                if first <= last
            ]
            fitting = [p for p in pairs if counted is None or half_years(*p) == counted]
            if fitting or counted is None:
                yield from fitting
                return
        yield self._made_up(start, end, counted)

    @property
    def months_only(self) -> bool:
        """Whether only what was counted is told, neither the days nor the length of service."""
        days = self.day(*STARTS) and self.day(*ENDS)
        return not days and self.stated_service() is None and self.years() is not None

    @property
    def years_depart(self) -> bool:
        """Whether the years counted are not those between the exact days that are told."""
        start, end = (self.day(*names) for names in (STARTS, ENDS))
        counted = self.years()
        if not start or not end or counted is None or start[0] != start[1] or end[0] != end[1]:
            return False
        since = max(start[0], date(2008, 1, 1))  # years before 2008 may be counted apart
        return counted not in (half_years(start[0], end[0]), half_years(since, end[0]))

    def _made_up(
        self, start: tuple | None, end: tuple | None, counted: Decimal | None
    ) -> tuple[date, date]:
        """A service of the length told, put before the end or after the start that is told."""
        months = self.stated_service()
        if counted is not None and months is None:
            months = int(counted) * 12 + (3 if counted % 1 else 0)
        months = 12 if months is None else months
        if start and not end:
            return start[0], later(start[0], months, -1)
        last = end[1] if end else self.usual_day
        return later(last + timedelta(days=1), -months), last
