"""The pieces of a clause, in English and Chinese, and what each says.

Each is a list of ways to write it. At a place in the text the piece that takes most of
it wins; of equal ones the first in the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from gongyou.law.offers.clause import Clause, condition_on

Found = re.Match[str]
Act = Callable[[Clause, Found], None]
Piece = tuple[re.Pattern[str], Act]


def _any(*ways: str) -> str:
    return "(?:" + "|".join(ways) + ")"


NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
MONEY = r"(?:¥\s*)?" + NUMBER + r"\s*(万|千)?\s*(?:元|块钱|块|圆|yuan|rmb|cny)?"
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
    "最多(?:计|算|按)?",
    "最高(?:计|算|不超过)?",
    "上限为?",
    "不超过",
    "封顶",
)
_AT_LEAST = _any(
    "at least",
    "no less than",
    "not less than",
    "min(?:imum)?(?: of)?",
    "最低(?:不低于)?",
    "至少",
    "不低于",
    "保底",
    "下限为?",
)
_IN_ALL = r"\s*" + _any("in all", "in total", "altogether", "per person", "each", "overall")
_WHOLE = _any("每人", "总额", "合计", "总共", "人均")
_EACH = _any("per", "for each", "for every", "each")
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


def number(text: str, times: str | None = None) -> Decimal:
    """1,200 or 1.2 with 万 as a decimal."""
    return Decimal(text.replace(",", "")) * {"万": 10_000, "千": 1_000}.get(times or "", 1)


def _length(name: str) -> str:
    return LENGTH.replace("{}", name)


def _months(found: Found, group: int, unit: str) -> Decimal:
    return number(found[group]) * (1 if found.groupdict().get(f"unit{unit}") else 12)


def _piece(ways: str | tuple[str, ...], act: Act) -> Piece:
    return re.compile(_any(*ways) if isinstance(ways, tuple) else ways), act


def _set(name: str, value: object) -> Act:
    return lambda clause, found: clause.set(name, value)


def _money(name: str) -> Act:
    return lambda clause, found: clause.set(name, number(found[1], found[2]))


def _wage_between(clause: Clause, found: Found) -> None:
    clause.condition("wage", number(found[1], found[2]), number(found[3], found[4]))


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
            "其余(?:人员|工友|的人)?",
            "其他(?:人员|工友|的人)?",
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
        _SERVICE
        + _any("under", "less than", "below", "不[满足]", "未满", "少于", "低于")
        + r"\s*"
        + _length("B")
        + "的?",
        lambda c, f: c.condition("service_months", None, _months(f, 1, "B")),
    ),
    _piece(
        (
            _SERVICE
            + _any("at least", "over", "from", "more than")
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
        _SERVICE + r"已?满\s*" + _length("A") + "的",
        lambda c, f: c.condition("service_months", _months(f, 1, "A"), None),
    ),
    _piece(_WAGE + "(?:from )?" + MONEY + _TO + MONEY + "的?", _wage_between),
    _piece(
        _WAGE
        + _any("under", "less than", "below", "低于", "不到", "少于", "不足")
        + r"\s*"
        + MONEY
        + "的?",
        lambda c, f: c.condition("wage", None, number(f[1], f[2])),
    ),
    _piece(
        _WAGE + _any("at least", "over", "from", "不低于", "达到") + r"\s*" + MONEY + "的?",
        lambda c, f: c.condition("wage", number(f[1], f[2]), None),
    ),
    _piece(
        _WAGE + MONEY + r"\s*" + _any("or more", "and over", "及以上", "以上") + "的?",
        lambda c, f: c.condition("wage", number(f[1], f[2]), None),
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
    _piece(_UP_TO + r"\s*" + MONEY + _IN_ALL, _money("whole_most")),
    _piece(_AT_LEAST + r"\s*" + MONEY + _IN_ALL, _money("whole_least")),
    _piece(_WHOLE + _UP_TO + r"\s*" + MONEY, _money("whole_most")),
    _piece(_WHOLE + _AT_LEAST + r"\s*" + MONEY, _money("whole_least")),
    _piece(_UP_TO + r"\s*" + MONEY, _money("most")),
    _piece(_AT_LEAST + r"\s*" + MONEY, _money("least")),
)

RATES = (
    _piece(NUMBER + r"\s*%\s*(?:of\s*)?", lambda c, f: c.rate("share", number(f[1]) / 100)),
    _piece(
        r"(0?\.\d+|1(?:\.0+)?)\s*(?:of|times|倍)\s*(?:the )?"
        r"(?=claim|law|entitle|severance|overtime|[a-z]+\.[a-z])",
        lambda c, f: c.rate("share", number(f[1])),
    ),
    _piece(
        (
            NUMBER + r"\s*months?['’]?s?['’]? (?:of )?(?:wages?|salary|pay)",
            r"(?<!\d)(\d[\d,]*(?:\.\d+)?)\s*个?月(?:的)?(?:平均)?工资",
        ),
        lambda c, f: c.rate("wage", number(f[1] or f[2])),
    ),
    _piece(
        NUMBER + r"?\s*\*?\s*n\s*\+\s*" + NUMBER + r"(?:个月工资)?(?!\s*(?:元|块|yuan|\d))",
        lambda c, f: c.n_plus(number(f[1] or "1"), number(f[2])),
    ),
    _piece(NUMBER + r"?\s*\*?\s*n(?![a-z])", lambda c, f: c.n_plus(number(f[1] or "1"), None)),
)

TARGETS = (
    _piece(
        (
            "(?:the |each )?(?:law'?s? claim|legal claim|claim|entitlement)s?",
            "(?:法定|依法|全部|请求|应得|权利)+的?(?:总额|金额|款项|请求|权利|数额)?",
        ),
        _set("of", "claim"),
    ),
    _piece(r"([a-z]{2}(?:\.[a-z_0-9]+)+)", lambda c, f: c.set("of", f[1])),
    _piece(("(?:the )?severance(?: pay)?", "经济补偿金?"), _set("of", "cn.severance")),
    _piece(
        ("(?:the )?(?:unpaid )?overtime(?: pay)?", "加班费", "加班工资"), _set("of", "cn.overtime")
    ),
)

UNITS = (
    _piece(
        (
            _EACH + " (?:further|additional|extra) (?:full )?year(?: of service)?"
            r"(?: beyond the first(?: " + NUMBER + ")?(?: years?)?)?",
            "以后每满?(?:增加)?1?年",
            "每(?:多|增加)1?年",
            r"(?:超过|满)" + NUMBER + r"年(?:后|的部分|以后),?\s*每(?:多|增加)?满?1?年",
        ),
        lambda c, f: c.further(number(f[1] or f[2] or "1")),
    ),
    _piece(
        (
            _EACH + " (?:year of service|year) begun",
            _EACH + " (?:begun|started) year(?: of service)?",
            "每年不满1年按1年(?:计算?)?",
        ),
        _set("unit", "year_begun"),
    ),
    _piece(
        (
            _EACH + " month begun",
            _EACH + " (?:begun|started) month",
            "每个?月不满1个?月按1个?月(?:计算?)?",
        ),
        _set("unit", "month_begun"),
    ),
    _piece(
        (
            _EACH + r" (?:full )?(?:half year|half-year|0\.5 year|6 months)(?: of service)?",
            r"每满?0\.5年",
        ),
        _set("unit", "half_year"),
    ),
    _piece(
        (
            _any(_EACH, "a") + " (?:full |complete )?years?(?: of service| of work)?",
            "按?(?:工龄)?每(?:工作)?满?1?(?:个)?周?年(?:工龄)?(?:支付|补偿|给)?",
        ),
        _set("unit", "year"),
    ),
    _piece(
        (
            _any(_EACH, "a") + " (?:full )?month(?: of service)?",
            "每(?:工作)?满?1?个?月(?:支付|补偿|给)?",
        ),
        _set("unit", "month"),
    ),
    _piece(("per severance year", "按?(?:法定)?(?:经济)?补偿年限每年"), _set("unit", "n")),
)

BARE_AMOUNT = (_piece(MONEY, lambda c, f: c.rate("yuan", number(f[1], f[2]))),)

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
        )
        + "(?![a-z])",
        lambda c, f: None,
    ),
    _piece(
        (
            "一次性",
            "每人",
            "支付",
            "补偿",
            "发放",
            "给予",
            "者",
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

PIECES: tuple[Piece, ...] = (*WHO, *LIMITS, *RATES, *TARGETS, *UNITS, *BARE_AMOUNT, *FILLERS)
