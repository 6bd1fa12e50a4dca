"""Whom a clause is for: service, wage, first day, sex, workshop, everyone else."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from gongyou.law.offers.clause import Clause, condition_on
from gongyou.law.offers.said import LENGTH, MONEY, NUMBER, Found, any_of, number, piece, setting

_TO = (
    r"\s*"
    + any_of(
        "to(?: under)?",
        "and under",
        "but under",
        "and less than",
        "至",
        "到",
        r"但?,?\s*不[满足]",
        "-",
        "~",
    )
    + r"\s*"
)
_SERVICE = r"(?:service(?: of)? |工龄|入职(?=(?:已|不|未)?[满足到])|(?:干|做|工作|服务)(?=满))?"
_WAGE = (
    r"(?:the )?"
    + any_of(
        "(?:those |people |workers |everyone )?(?:who )?earn(?:ing|s)?(?: a wage(?: of)?)?",
        "(?:monthly |average )?wage",
        "(?:monthly )?salary",
        "月平均工资",
        "平均工资",
        "月工资",
        "月薪",
        "工资",
    )
    + r"(?: is)?\s*"
)
_DAY = r"(\d{4})(?:年|[-./](?=\d)|(?!\d))(?:(\d{1,2})(?:月|[-./](?=\d)|(?!\d))(?:(\d{1,2})日?)?)?"
_HIRED = (
    r"(?:(?:those |people |workers )?(?:who )?(?:were |was )?)?(?:hired|employed|joined|started)\s*"
)
_COLUMN = any_of(
    "车间",
    "部门",
    "岗位",
    "工种",
    "班组",
    "厂区",
    "性别",
    "workshop",
    "department",
    "post",
    "worksite",
    "sex",
)
_VALUE = r"(?:[\"“「]([^\"”」]+)[\"”」]|([^\s,;:\"”」的]+))"


def _length(name: str) -> str:
    return LENGTH.replace("{}", name)


def _months(found: Found, group: int, unit: str) -> Decimal:
    return number(found[group]) * (1 if found.groupdict().get(f"unit{unit}") else 12)


def _months_either(found: Found) -> Decimal:
    """“under 5 years” or “5年以下”: whichever of the two ways was found."""
    return _months(found, 1, "B") if found[1] else _months(found, 3, "b")


def _first_day(found: Found) -> date:
    """The day from which a year, a month or a day counts: before 2015 is before its first day."""
    year, month, day = next(
        found.groups()[n : n + 3] for n in range(0, len(found.groups()), 3) if found.groups()[n]
    )
    return date(int(year), int(month or 1), int(day or 1))


def _wage_between(clause: Clause, found: Found) -> None:
    clause.condition("wage", number(found[1]), number(found[2]))


def _service_between(clause: Clause, found: Found) -> None:
    clause.condition("service_months", _months(found, 1, "A"), _months(found, 3, "B"))


def _service_short(clause: Clause, found: Found) -> None:
    """1 to 3 years: the unit stands once."""
    size = 1 if found.groupdict().get("unitB") else 12
    clause.condition("service_months", number(found[1]) * size, _months(found, 2, "B"))


WHO = (
    piece(
        (
            "otherwise",
            "(?:or )?else(?![a-z])",
            "everyone else",
            "for all others",
            "others",
            "(?:for )?(?:all )?the (?:rest|others)",
            "(?:其余|其他|其它)各?(?:车间|部门|班组|岗位|工种|厂区)?(?:的)?(?:人员|工友|员工|职工|工人|人)?(?:一律|均|都)?",
            "否则",
        ),
        setting("otherwise", True),
    ),
    piece(
        _SERVICE
        + r"(?:from |满)?"
        + _length("A")
        + r"(?:以上)?"
        + _TO
        + _length("B")
        + r"(?:以[下内])?的?",
        _service_between,
    ),
    piece(_SERVICE + r"(?:from |满)?" + NUMBER + _TO + _length("B") + "的?", _service_short),
    piece(
        (
            _SERVICE
            + any_of("under", "less than", "below", "不[满足到]", "未满", "少于", "低于")
            + r"\s*"
            + _length("B")
            + "的?",
            _SERVICE + _length("b") + r"\s*" + any_of("以[下内]", "or less", "and under") + "的?",
        ),
        lambda c, f: c.condition("service_months", None, _months_either(f)),
    ),
    piece(
        (
            _SERVICE
            + any_of("at least", "over", "from", "more than", "超过")
            + r"\s*"
            + _length("A")
            + "(?: or more)?",
        ),
        lambda c, f: c.condition("service_months", _months(f, 1, "A"), None),
    ),
    piece(
        _SERVICE
        + r"已?满?\s*"
        + _length("A")
        + r"\s*"
        + any_of("以上", "及以上", "或以上", "or more", "and over", "and more")
        + "的?",
        lambda c, f: c.condition("service_months", _months(f, 1, "A"), None),
    ),
    piece(
        _SERVICE
        + r"已?满\s*"
        + _length("A")
        + r"(?:的|(?=\s*,?\s*(?:每人|补|给|发)?\s*(?:[\d¥]|n(?![a-z]))))",
        lambda c, f: c.condition("service_months", _months(f, 1, "A"), None),
    ),
    piece(_WAGE + "(?:from )?" + MONEY + _TO + MONEY + "的?", _wage_between),
    piece(
        _WAGE
        + any_of("under", "less than", "below", "低于", "不到", "少于", "不足")
        + r"\s*"
        + MONEY
        + "的?",
        lambda c, f: c.condition("wage", None, number(f[1])),
    ),
    piece(
        _WAGE + MONEY + r"\s*" + any_of("or less", "and under", "及以下", "以下", "以内") + "的?",
        lambda c, f: c.condition("wage", None, number(f[1])),
    ),
    piece(
        _WAGE + any_of("at least", "over", "from", "不低于", "达到") + r"\s*" + MONEY + "的?",
        lambda c, f: c.condition("wage", number(f[1]), None),
    ),
    piece(
        _WAGE + MONEY + r"\s*" + any_of("or more", "and over", "及以上", "以上") + "的?",
        lambda c, f: c.condition("wage", number(f[1]), None),
    ),
    piece(
        (
            _HIRED + any_of("before", "earlier than") + r"\s*" + _DAY,
            r"(?:在)?"
            + _DAY
            + r"(?:以|之)?前(?:就)?(?:入职|入厂|进厂|参加工作)的?(?:员工|工友|职工)?",
        ),
        lambda c, f: c.condition("start", None, _first_day(f)),
    ),
    piece(
        (
            _HIRED + any_of("since", "from", "on or after", "in or after") + r"\s*" + _DAY,
            r"(?:自|在)?"
            + _DAY
            + r"(?:起|及以后|(?:以|之)?后)(?:才)?(?:入职|入厂|进厂|参加工作)的?(?:员工|工友|职工)?",
        ),
        lambda c, f: c.condition("start", _first_day(f), None),
    ),
    piece(
        _HIRED + any_of("after", "later than") + r"\s*(\d{4})-(\d{1,2})-(\d{1,2})",
        lambda c, f: c.condition("start", _first_day(f) + timedelta(days=1), None),
    ),
    piece(
        (
            r"(?:孕期?|产期?|哺乳期?|[,、和及或]){2,}(?:的?女(?:工|职工|员工)?)?的?",
            "(?:孕妇|怀孕的?(?:女工|女职工|女员工)|怀孕的|三期女(?:职)?工)的?",
            "(?:pregnant|nursing)(?: (?:or|and) (?:pregnant|nursing))?(?: women| workers)?",
        ),
        lambda c, f: condition_on(c, "maternity", "yes"),
    ),
    piece(
        ("(?:女工|女职工|女员工|女性)的?", "(?:for )?women"),
        lambda c, f: condition_on(c, "sex", "female"),
    ),
    piece(
        ("(?:男工|男职工|男员工|男性)的?", "(?:for )?men(?![a-z])"),
        lambda c, f: condition_on(c, "sex", "male"),
    ),
    piece(
        "(" + _COLUMN + r")\s*" + any_of("is", "==?", "为", "是") + r"\s*" + _VALUE + "的?",
        lambda c, f: condition_on(c, f[1], f[2] or f[3]),
    ),
)
