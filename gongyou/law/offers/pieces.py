"""The pieces of a clause, in English and Chinese, and what each says.

Each is a list of ways to write it. At a place in the text the piece that takes most of
it wins; of equal ones the first in the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from gongyou.law.offers.clause import Clause, condition_on

Found = re.Match[str]
Act = Callable[[Clause, Found], None]
Piece = tuple[re.Pattern[str], Act]


def _any(*ways: str) -> str:
    return "(?:" + "|".join(ways) + ")"


NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,.])|\d+(?:\.\d+)?)"
_YUAN = r"(?:(?:元|块钱|块|圆|yuan|rmb|cny)(?:整|人民币)?)"
MONEY = r"(?:(?:¥|rmb|cny|人民币)\s*)?" + NUMBER + r"\s*" + _YUAN + "?"
LENGTH = (
    NUMBER
    + r"\s*"
    + _any(r"(?P<unit{}>个?月|months?)", r"(?:full |complete )?years?", "周?年")
    + r"(?:工龄|的工龄)?(?: of service)?"
)
_YEARS = r"(?:full )?" + _any(r"years?(?: of service)?", "周?年(?:工龄)?")
_UP_TO = _any(
    "at most",
    "up to",
    "no more than",
    "not more than",
    "capped at",
    "max(?:imum)?(?: of)?",
    "(?:with )?a cap of",
    "limited to",
    "最多(?:计|算|按|不超过|补|给)?",
    "最高(?:计|算|不超过|补|给)?",
    "(?:上限|限额)(?:为|是)?",
    "不(?:得)?超过",
    "不高于",
    "封顶(?:为|是)?",
)
_AT_LEAST = _any(
    "at least",
    "no less than",
    "not less than",
    "min(?:imum)?(?: of)?",
    "not below",
    "最低(?:不(?:得)?[低少]于)?(?:为|是|给|补)?",
    "最少(?:不(?:得)?[低少]于)?(?:为|是|给|补)?",
    "至少(?:给|补)?",
    "不(?:得)?[低少]于",
    "保底(?:为|是)?",
    "下限(?:为|是)?",
)
_AFTER_MOST = r"\s*" + _any("封顶", "为上限", "为限", "at (?:the )?most", "maximum", "max")
_AFTER_LEAST = r"\s*" + _any("保底", "为下限", "起", "at (?:the )?least", "minimum", "min")
_IN_ALL = r"\s*" + _any("in all", "in total", "altogether", "per person", "each", "overall")
_WHOLE = _any("每人", "总额", "合计", "总共", "人均", "总计") + "(?:最多|最高)?"
_EACH = "(?:" + _any("per", "for each", "for every", "each", "every", "an?") + r"(?=\s)|/)\s*"
_TO = (
    r"\s*"
    + _any(
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
_SERVICE = r"(?:service(?: of)? |工龄)?"
_WAGE = (
    r"(?:the )?"
    + _any(
        "(?:monthly |average )?wage",
        "(?:monthly )?salary",
        "月平均工资",
        "平均工资",
        "月工资",
        "工资",
    )
    + r"(?: is)?\s*"
)
_DAY = r"(\d{4})(?:年|[-./](?=\d)|(?!\d))(?:(\d{1,2})(?:月|[-./](?=\d)|(?!\d))(?:(\d{1,2})日?)?)?"
_HIRED = (
    r"(?:(?:those |people |workers )?(?:who )?(?:were |was )?)?(?:hired|employed|joined|started)\s*"
)
_COLUMN = _any(
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


def number(text: str) -> Decimal:
    """1,200 as a decimal."""
    return Decimal(text.replace(",", ""))


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


def _piece(ways: str | tuple[str, ...], act: Act) -> Piece:
    return re.compile(_any(*ways) if isinstance(ways, tuple) else ways), act


def _set(name: str, value: object) -> Act:
    return lambda clause, found: clause.set(name, value)


def _money(name: str) -> Act:
    return lambda clause, found: clause.set(name, number(found[1]))


def _wage_between(clause: Clause, found: Found) -> None:
    clause.condition("wage", number(found[1]), number(found[2]))


def _service_between(clause: Clause, found: Found) -> None:
    clause.condition("service_months", _months(found, 1, "A"), _months(found, 3, "B"))


def _service_short(clause: Clause, found: Found) -> None:
    """1 to 3 years: the unit stands once."""
    size = 1 if found.groupdict().get("unitB") else 12
    clause.condition("service_months", number(found[1]) * size, _months(found, 2, "B"))


WHO = (
    _piece(
        (
            "otherwise",
            "everyone else",
            "for all others",
            "others",
            "(?:all )?the (?:rest|others)",
            "(?:其余|其他)(?:人员|工友|的人|员工|职工|人)?(?:一律|均|都)?",
            "否则",
        ),
        _set("otherwise", True),
    ),
    _piece(
        _SERVICE
        + r"(?:from |满)?"
        + _length("A")
        + r"(?:以上)?"
        + _TO
        + _length("B")
        + r"(?:以[下内])?的?",
        _service_between,
    ),
    _piece(_SERVICE + r"(?:from |满)?" + NUMBER + _TO + _length("B") + "的?", _service_short),
    _piece(
        (
            _SERVICE
            + _any("under", "less than", "below", "不[满足到]", "未满", "少于", "低于")
            + r"\s*"
            + _length("B")
            + "的?",
            _SERVICE + _length("b") + r"\s*" + _any("以[下内]", "or less", "and under") + "的?",
        ),
        lambda c, f: c.condition("service_months", None, _months_either(f)),
    ),
    _piece(
        (
            _SERVICE
            + _any("at least", "over", "from", "more than", "超过")
            + r"\s*"
            + _length("A")
            + "(?: or more)?",
        ),
        lambda c, f: c.condition("service_months", _months(f, 1, "A"), None),
    ),
    _piece(
        _SERVICE
        + r"已?满?\s*"
        + _length("A")
        + r"\s*"
        + _any("以上", "及以上", "或以上", "or more", "and over", "and more")
        + "的?",
        lambda c, f: c.condition("service_months", _months(f, 1, "A"), None),
    ),
    _piece(
        _SERVICE + r"已?满\s*" + _length("A") + r"(?:的|(?=\s*,?\s*(?:每人|补|给|发)?\s*[\d¥]))",
        lambda c, f: c.condition("service_months", _months(f, 1, "A"), None),
    ),
    _piece(_WAGE + "(?:from )?" + MONEY + _TO + MONEY + "的?", _wage_between),
    _piece(
        _WAGE
        + _any("under", "less than", "below", "低于", "不到", "少于", "不足")
        + r"\s*"
        + MONEY
        + "的?",
        lambda c, f: c.condition("wage", None, number(f[1])),
    ),
    _piece(
        _WAGE + _any("at least", "over", "from", "不低于", "达到") + r"\s*" + MONEY + "的?",
        lambda c, f: c.condition("wage", number(f[1]), None),
    ),
    _piece(
        _WAGE + MONEY + r"\s*" + _any("or more", "and over", "及以上", "以上") + "的?",
        lambda c, f: c.condition("wage", number(f[1]), None),
    ),
    _piece(
        (
            _HIRED + _any("before", "earlier than") + r"\s*" + _DAY,
            r"(?:在)?"
            + _DAY
            + r"(?:以|之)?前(?:就)?(?:入职|入厂|进厂|参加工作)的?(?:员工|工友|职工)?",
        ),
        lambda c, f: c.condition("start", None, _first_day(f)),
    ),
    _piece(
        (
            _HIRED + _any("since", "from", "on or after", "in or after") + r"\s*" + _DAY,
            r"(?:自|在)?"
            + _DAY
            + r"(?:起|及以后|(?:以|之)?后)(?:才)?(?:入职|入厂|进厂|参加工作)的?(?:员工|工友|职工)?",
        ),
        lambda c, f: c.condition("start", _first_day(f), None),
    ),
    _piece(
        (
            r"(?:孕期?|产期?|哺乳期?|[,、和及或]){2,}(?:的?女(?:工|职工|员工)?)?的?",
            "(?:孕妇|怀孕的?(?:女工|女职工|女员工)|三期女(?:职)?工)的?",
            "(?:pregnant|nursing)(?: (?:or|and) (?:pregnant|nursing))?(?: women| workers)?",
        ),
        lambda c, f: condition_on(c, "maternity", "yes"),
    ),
    _piece(
        ("(?:女工|女职工|女员工|女性)的?", "(?:for )?women"),
        lambda c, f: condition_on(c, "sex", "female"),
    ),
    _piece(
        ("(?:男工|男职工|男员工|男性)的?", "(?:for )?men(?![a-z])"),
        lambda c, f: condition_on(c, "sex", "male"),
    ),
    _piece(
        "(" + _COLUMN + r")\s*" + _any("is", "==?", "为", "是") + r"\s*" + _VALUE + "的?",
        lambda c, f: condition_on(c, f[1], f[2] or f[3]),
    ),
)

LIMITS = (
    _piece(
        _UP_TO + r"\s*" + NUMBER + r"\s*" + _YEARS, lambda c, f: c.cap_units(number(f[1]), "year")
    ),
    _piece(
        _UP_TO + r"\s*" + NUMBER + r"\s*(?:months?|个?月)(?!\s*(?:的?平均)?工资|['’]| of)",
        lambda c, f: c.cap_units(number(f[1]), "month"),
    ),
    _piece(NUMBER + r"\s*" + _YEARS + _AFTER_MOST, lambda c, f: c.cap_units(number(f[1]), "year")),
    _piece(MONEY + _AFTER_MOST, _money("most")),
    _piece(MONEY + _AFTER_LEAST, _money("least")),
    _piece(_UP_TO + r"\s*" + MONEY + _IN_ALL, _money("whole_most")),
    _piece(_AT_LEAST + r"\s*" + MONEY + _IN_ALL, _money("whole_least")),
    _piece(_WHOLE + _UP_TO + r"\s*" + MONEY, _money("whole_most")),
    _piece(_WHOLE + _AT_LEAST + r"\s*" + MONEY, _money("whole_least")),
    _piece(_UP_TO + r"\s*" + MONEY, _money("most")),
    _piece(_AT_LEAST + r"\s*" + MONEY, _money("least")),
)

_N = r"(?:(?<![\d.])" + NUMBER + r")?\s*(?:\*|倍)?\s*n"

RATES = (
    _piece(NUMBER + r"\s*%\s*(?:of\s*)?", lambda c, f: c.rate("share", number(f[1]) / 100)),
    _piece(
        r"(0?\.\d+|1(?:\.0+)?)\s*(?:of|times|倍)\s*(?:the )?"
        r"(?=claim|law|entitle|severance|overtime|[a-z]+\.[a-z])",
        lambda c, f: c.rate("share", number(f[1])),
    ),
    _piece(
        (
            NUMBER + r"\s*(?:of )?(?:a )?months?['’]?s?['’]? (?:of )?(?:wages?|salary|pay)",
            r"(?<!\d)(\d[\d,]*(?:\.\d+)?)\s*个?月(?:的)?(?:本人)?(?:平均)?(?:工资|薪水|薪资|月薪)",
        ),
        lambda c, f: c.rate("wage", number(f[1] or f[2])),
    ),
    _piece("an? month['’]s (?:wages?|salary|pay)", lambda c, f: c.rate("wage", Decimal(1))),
    _piece(
        NUMBER + r"\s*(?:of )?(?:a )?months?(?=\s*(?:per|for (?:each|every|a)|/)\s*(?:full )?year)",
        lambda c, f: c.rate("wage", number(f[1])),
    ),
    _piece(
        _N + r"\s*\+\s*" + NUMBER + r"\s*(?:个月(?:工资)?|months?(?: of wage)?)",
        lambda c, f: c.n_plus(number(f[1] or "1"), number(f[2])),
    ),
    _piece(
        _N + r"\s*\+\s*(?:¥\s*)?" + NUMBER + r"\s*" + _YUAN,
        lambda c, f: c.n_plus(number(f[1] or "1"), number(f[2]), yuan=True),
    ),
    _piece(
        _N + r"\s*\+\s*" + NUMBER,
        lambda c, f: c.n_plus(number(f[1] or "1"), number(f[2])),
    ),
    _piece(_N + "(?![a-z])", lambda c, f: c.n_plus(number(f[1] or "1"), None)),
)

TARGETS = (
    _piece(r"打" + NUMBER + r"\s*%", lambda c, f: c.discount(number(f[1]) / 100)),
    _piece(
        (
            "(?:the |each )?(?:law'?s? claim|legal claim|claim|entitlement)s?",
            "(?:法定|依法|全部|请求|应得|应付|权利|法律规定|仲裁请求)+的?"
            "(?:总额|金额|款项|请求|权利|数额|数|部分|补偿|赔偿)?",
        ),
        _set("of", "claim"),
    ),
    _piece(r"([a-z]{2}(?:\.[a-z_0-9]+)+)", lambda c, f: c.set("of", f[1])),
)

UNITS = (
    _piece(
        (
            _EACH + "(?:further|additional|extra) (?:full )?year(?: of service)?"
            r"(?: beyond the first(?: " + NUMBER + ")?(?: years?)?)?",
            "以后每满?(?:增加)?1?年",
            "每(?:多|增加)1?年",
            r"(?:超过|满)" + NUMBER + r"年(?:后|的部分|以后),?\s*每(?:多|增加)?满?1?年",
        ),
        lambda c, f: c.further(number(f[1] or f[2] or "1")),
    ),
    _piece(
        (
            _EACH + "(?:year of service|year) begun",
            _EACH + "(?:begun|started) year(?: of service)?",
            "每年不满1年按1年(?:计算?)?",
        ),
        _set("unit", "year_begun"),
    ),
    _piece(
        (
            _EACH + "month begun",
            _EACH + "(?:begun|started) month",
            "每个?月不满1个?月按1个?月(?:计算?)?",
        ),
        _set("unit", "month_begun"),
    ),
    _piece(
        (
            _EACH + r"(?:full )?(?:half year|half-year|0\.5 year|6 months)(?: of service)?",
            r"每满?0\.5年",
        ),
        _set("unit", "half_year"),
    ),
    _piece(
        (
            _EACH + "(?:full |complete )?years?(?: of service| of work)?",
            "按?(?:工龄)?每(?:工作|干|做)?满?1?(?:个)?周?年(?:工龄)?(?:支付|补偿|补|赔|给|发)?",
            "(?:工作|干|做)?(?:满)?1(?:个)?周?年(?:工龄)?(?:支付|补偿|补|赔|给|发)",
            "/周?年(?:工龄)?",
            "(?:按)?年限每年",
        ),
        _set("unit", "year"),
    ),
    _piece(
        (
            _EACH + "(?:full )?month(?: of service)?",
            "每(?:工作)?满?1?个?月(?:支付|补偿|补|赔|给|发)?",
            "1个月(?:补|赔|给|发)",
            "/个?月",
        ),
        _set("unit", "month"),
    ),
    _piece(("per severance year", "按?(?:法定)?(?:经济)?补偿年限每年"), _set("unit", "n")),
)

BARE_AMOUNT = (_piece(MONEY, lambda c, f: c.rate("yuan", number(f[1]))),)

FILLERS = (
    _piece(
        _any(
            "and",
            "with",
            "an?",
            "the",
            "if",
            "for",
            "those",
            "who",
            "ha(?:ve|s)",
            "people",
            "workers?",
            "flat",
            "lump sum",
            "once",
            "one-off",
            "pa(?:y|id)",
            "gets?",
            "receives?",
            "everyone",
            "(?:every|each|per) person",
            "service(?: of)?",
            "in",
            "of",
            "but",
            "then",
            "each",
            "apiece",
            "total",
            "staff",
            "employees?",
            "women",
            "compensation",
            "a (?:lump|flat) sum(?: of)?",
            "moving (?:allowance|costs)",
            "allowance",
            "bonus",
        )
        + "(?![a-z])",
        lambda c, f: None,
    ),
    _piece(
        (
            "一次性",
            "每个?(?:人|员工|工友|职工)",
            "/人",
            "一(?:个)?人",
            r"\(含\d+年\)",
            "人均",
            "再",
            "但",
            "且",
            "同时",
            "支付",
            "补偿金?",
            "赔偿金?",
            "(?:搬迁|交通|生活|安置|困难|住房|高温|过渡|离职|遣散)?(?:补助|补贴|津贴|费)金?",
            "奖金",
            "发放",
            "发给?",
            "补给?",
            "赔",
            "给予",
            "者",
            "一律",
            "均",
            "都",
            "干",
            "做",
            "的",
            "按",
            "则",
            "工龄",
            "年限",
            "工作",
            "为",
            "给",
            "人员",
            "工友",
            "员工",
            "是",
        ),
        lambda c, f: None,
    ),
)


@cache
def pieces_of(law: str) -> tuple[Piece, ...]:
    """Everything that a clause may be made of, with the words of a law for what it grants."""
    from gongyou.law.library import load_pack

    own = tuple(_piece(t.patterns, _set("of", t.code)) for t in load_pack(law).desk.targets)
    return (*WHO, *LIMITS, *RATES, *TARGETS, *own, *UNITS, *BARE_AMOUNT, *FILLERS)
