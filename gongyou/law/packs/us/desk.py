"""What the law of the United States tells the rooms: federal working days, requests for records.

Lengths are dated figures (`figures/foia_*.csv`); sections of 5 USC 552 were read as agencies'
regulations quote them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from gongyou.law.dossiers.kinds import ANYONE, WE, Clock, DossierKind
from gongyou.law.packs.us.pack import us

FIRST_YEAR, JUNETEENTH = 1986, 2021
"""Since 1986 the ten holidays of 5 USC 6103(a) were the same; Juneteenth was added in 2021."""
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday of a month; -1 for its last."""
    if nth < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """The legal public holidays of a year on the days on which they are kept (5 USC 6103).

    One that falls on a Saturday is kept the Friday before, on a Sunday the Monday after; so New
    Year's Day may be kept on 31 December.
    """
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    fixed.append(date(year + 1, 1, 1))
    if year >= JUNETEENTH:
        fixed.append(date(year, 6, 19))
    kept = {day - timedelta(days=day.weekday() == SATURDAY) for day in fixed}
    kept = {day + timedelta(days=day.weekday() == SUNDAY) for day in kept}
    kept |= {
        _nth(year, 1, MONDAY, 3),
        _nth(year, 2, MONDAY, 3),
        _nth(year, 5, MONDAY, -1),
        _nth(year, 9, MONDAY, 1),
        _nth(year, 10, MONDAY, 2),
        _nth(year, 11, THURSDAY, 4),
    }
    return frozenset(day for day in kept if day.year == year)


def day_kind(day: date) -> str | None:
    """Workday, rest day or public holiday; None before 1986, when other days were kept."""
    if day.year < FIRST_YEAR:
        return None
    if day in holidays(day.year):
        return "statutory"
    return "rest" if day.weekday() in (SATURDAY, SUNDAY) else "workday"


us.schema.day_kind = day_kind

for name, en, zh in (
    ("foia_answer_working_days", "answer to a request for records", "信息公开请求答复期限"),
    ("foia_extension_working_days", "longer in unusual circumstances", "特殊情况延长期限"),
    ("foia_appeal_days", "to appeal to the head of the agency", "向机关首长申诉期限"),
    ("foia_appeal_answer_working_days", "answer to an appeal", "申诉答复期限"),
    ("foia_suit_years", "to sue in the district court", "向联邦地区法院起诉期限"),
):
    us.parameter(name, label={"en": en, "zh-hans": zh})

REQUEST = DossierKind(
    "foia_request",
    {"en": "Freedom of Information Act request", "zh-hans": "美国《信息自由法》信息公开请求"},
    {"en": "the FOIA office of the federal agency that holds the records",
     "zh-hans": "持有记录的联邦机关的信息公开办公室"},
    (ANYONE,),
    (
        {"en": "the records, reasonably described", "zh-hans": "对所需记录的合理描述"},
        {"en": "how to be reached, and in which form they are wanted",
         "zh-hans": "联系方式，以及希望获取的形式"},
        {"en": "what one is ready to pay, or why no fee is due",
         "zh-hans": "愿付费用上限，或申请免费的理由"},
    ),
    (
        Clock(
            "answer",
            {"en": "Answer due", "zh-hans": "答复截止"},
            "foia_answer_working_days",
            ("received",),
            ("answered", "partly", "refused"),
            extension="foia_extension_working_days",
            then="silent",
            tolled=True,
        ),
        Clock(
            "appeal",
            {"en": "Appeal to the head of the agency by", "zh-hans": "向机关首长申诉截止"},
            "foia_appeal_days",
            ("refused", "partly"),
            ("review_asked",),
            whose=WE,
        ),
        Clock(
            "appeal_answer",
            {"en": "Answer to the appeal due", "zh-hans": "申诉答复截止"},
            "foia_appeal_answer_working_days",
            ("review_asked",),
            ("review_answered", "decided", "decided_against"),
            then="silent",
        ),
        Clock(
            "sue",
            {"en": "Sue in the district court by", "zh-hans": "向联邦地区法院起诉截止"},
            "foia_suit_years",
            ("silent", "decided_against", "review_answered"),
            ("appealed",),
            whose=WE,
        ),
    ),
    basis={"en": "Freedom of Information Act, 5 USC 552(a)(3), (6)",
           "zh-hans": "《信息自由法》，5 USC 552(a)(3)、(6)"},
    hint={
        "en": "A refusal must be appealed before the court; silence need not (552(a)(6)(C)). "
        "A missed day of appeal ends the request.",
        "zh-hans": "被拒绝的，须先申诉再起诉；逾期不答的可直接起诉（552(a)(6)(C)）。"
        "错过申诉期限，请求即告终结。",
    },
)  # fmt: skip
us.desk.dossiers[REQUEST.code] = REQUEST
