"""What a law tells those who sit with workers: nothing outside a pack knows a country.

Rooms ask a pack by roles ("severance", "minimum_wage"), for the grievances that people come
with, the days that follow from its procedure, the facts that its forms ask for, the papers that
prove a fact, the words by which offers name its entitlements, its places. Whatever a pack leaves
out is simply not there: a room shows less, and never another country's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

Label = Mapping[str, str]
"""A text in both languages: {"en": …, "zh-hans": …}."""

ROLES: Mapping[str, str] = {
    "minimum_wage": "what is missing to the lowest lawful wage",
    "unpaid_wages": "wages that fell due and were not paid",
    "overtime": "pay for hours beyond the normal",
    "severance": "what an employer owes at a lawful ending",
    "unlawful_ending": "what it owes at an unlawful one",
    "notice": "pay in place of notice",
    "untaken_leave": "pay for leave that was not taken",
    "heat": "allowance for work in the heat",
    "sick_pay": "pay in sickness",
    "injury": "what is owed after an injury at work",
    "limitation": "the test or day after which a claim is lost",
}
"""The roles that rooms may ask for, and what each stands for in any law."""

COMMON: Mapping[str, Label] = {
    "wages_unpaid": {"en": "Wages not paid", "zh-hans": "拖欠工资"},
    "overtime": {"en": "Overtime not paid or paid too low", "zh-hans": "加班费未付或少付"},
    "minimum_wage": {"en": "Less than the minimum wage", "zh-hans": "低于最低工资"},
    "dismissed": {"en": "Dismissed", "zh-hans": "被解雇"},
    "leave": {"en": "Annual leave not given", "zh-hans": "未休年休假"},
    "injury": {"en": "Work injury or disease", "zh-hans": "工伤或职业病"},
    "sick": {"en": "Sick leave and sick pay", "zh-hans": "病假和病假工资"},
    "maternity": {"en": "Pregnancy and birth", "zh-hans": "怀孕和生育"},
    "deductions": {"en": "Fines and deductions", "zh-hans": "罚款和扣款"},
    "harassment": {"en": "Violence, harassment, retaliation", "zh-hans": "暴力、骚扰、打击报复"},
    "other": {"en": "Something else", "zh-hans": "其他问题"},
}
"""Grievances that people come with under any law; a pack says what they lead to."""

ALWAYS = ("harassment", "other")
"""Those of them that every list ends with."""


PAPERS: Mapping[str, Label] = {
    "evidence_list": {"en": "Evidence list", "zh-hans": "证据清单"},
    "power_of_attorney": {"en": "Power of attorney", "zh-hans": "授权委托书"},
    "statement": {"en": "Worker's statement", "zh-hans": "劳动者陈述"},
    "claim_sheet": {"en": "Claim sheet", "zh-hans": "应得款项计算表"},
}
"""Papers that can be written under any law."""


@dataclass(frozen=True)
class Grievance:
    """One line of the list at intake: what it leads to, and what to ask first."""

    code: str
    label: Label
    entitlements: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """Words by which an offer names an entitlement: patterns, small letters, no spaces lost.

    `said`: by language the words, one of those that are read, in which an offer is told again.
    """

    code: str
    patterns: tuple[str, ...]
    said: Label = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Facts that are asked together, under a title."""

    title: Label
    facts: tuple[str, ...]


class PlaceBook(Protocol):
    """The places that a law knows by code."""

    hint: Label

    def called(self, text: str) -> tuple[str, ...]:
        """The codes of all places that a text may mean; none where no place is so called."""

    def name(self, code: str) -> str | None:
        """The full name from the widest down, or None."""

    def title(self, code: str, lang: str) -> str | None:
        """The name as people say it, in a language."""

    def offered(self) -> Iterable[str]:
        """The codes that come up most, to choose from."""

    def regions(self, lang: str) -> list[list[str]]:
        """[code, name] of provinces and of cities, the narrower after the wider."""


@dataclass
class Desk:
    """What one pack declares for the rooms. See docs/developers/writing-rules.md."""

    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    grievances: dict[str, Grievance] = field(default_factory=dict)
    day_kinds: dict[str, str] = field(default_factory=dict)
    limited_forums: tuple[str, ...] = ("arbitration",)
    day_facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[str, list[Group]] = field(default_factory=dict)
    proofs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ways: dict[str, Label] = field(default_factory=dict)
    papers: dict[str, Label] = field(default_factory=dict)
    particulars: dict[str, tuple[str, ...]] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    filing_body: Callable[[str, str], str] | None = None
    places: PlaceBook | None = None
    paid_days: Decimal | None = None
    """Paid days of a month, by which a wage by the day is told in months."""
    sample: Callable[..., Any] | None = None
    dossiers: dict[str, Any] = field(default_factory=dict)
    """Kinds of dossiers by code: `gongyou.law.dossiers.DossierKind`."""

    def role(self, name: str, *codes: str) -> None:
        """The entitlements, the first the plainest, that stand for a role of `ROLES`."""
        if name not in ROLES:
            raise ValueError(f"no role {name!r}; there are {', '.join(ROLES)}")
        self.roles[name] = codes

    def grievance(
        self, code: str, *entitlements: str, label: Label | None = None, asks: Iterable[str] = ()
    ) -> None:
        """What people come with, and the codes (or their beginnings) that it leads to."""
        words = label or COMMON[code]
        self.grievances[code] = Grievance(code, words, entitlements, tuple(asks))

    def group(self, form: str, en: str, zh: str, *facts: str) -> None:
        """Facts that a form ("intake", "spell", "pay", "survey") asks for together."""
        self.forms.setdefault(form, []).append(Group({"en": en, "zh-hans": zh}, facts))

    def asked(self, form: str) -> tuple[str, ...]:
        """All facts of a form, in the order in which they are asked."""
        return tuple(name for group in self.forms.get(form, ()) for name in group.facts)

    def target(self, code: str, *patterns: str, en: str, zh: str) -> None:
        """Words (regular expressions) by which offers name an entitlement, and its name."""
        self.targets.append(Target(code, patterns, {"en": en, "zh-hans": zh}))

    def titles(self) -> dict[str, Label]:
        """Kinds of papers with their titles: the law's own, else those that any law has."""
        return self.papers or dict(PAPERS)

    def all_grievances(self) -> dict[str, Grievance]:
        """The pack's grievances, then those that every list ends with."""
        ends = {code: Grievance(code, COMMON[code]) for code in ALWAYS}
        return {**self.grievances, **{c: g for c, g in ends.items() if c not in self.grievances}}
