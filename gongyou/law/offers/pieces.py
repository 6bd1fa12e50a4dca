"""The pieces of a clause, in English and Chinese, and what each says.

Each is a list of ways to write it. At a place in the text the piece that takes most of
it wins; of equal ones the first in the list.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from gongyou.law.offers.said import MONEY, NUMBER, YUAN, Act, Piece, any_of, number, piece, setting
from gongyou.law.offers.who import WHO

_YEARS = r"(?:full )?" + any_of(r"years?(?: of service)?", "周?年(?:工龄)?")


UP_TO = any_of(
    "at most",
    "up to(?: an?)?(?: max(?:imum)?)?(?: of)?",
    "no more than",
    "not more than",
    "capped at",
    "max(?:imum)?(?: of)?",
    "(?:with )?a cap of",
    "limited to",
    "最多(?:计|算|按|不超过|补|给)?",
    "最高(?:计|算|不超过|补|给)?",
    "(?:上限|限额)(?:为|是)?",
    "不(?:得|能|可)?超(?:过|出)?",
    "不高于",
    "封顶(?:为|是)?",
)
AT_LEAST = any_of(
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
_AFTER_MOST = r"\s*" + any_of("封顶", "为上限", "为限", "at (?:the )?most", "maximum", "max")
_AFTER_LEAST = r"\s*" + any_of("保底", "为下限", "起", "at (?:the )?least", "minimum", "min")
_IN_ALL = r"\s*" + any_of("in all", "in total", "altogether", "per person", "each", "overall")
_WHOLE = any_of("每人", "总额", "总数", "合计", "总共", "人均", "总计") + "(?:最多|最高)?"
_EACH = "(?:" + any_of("per", "for each", "for every", "each", "every", "an?") + r"(?=\s)|/)\s*"


def _money(name: str) -> Act:
    return lambda clause, found: clause.set(name, number(found[1]))


_OF_WAGE = (
    r"\s*(?:months?['’]?s?['’]? ?(?:of )?(?:wages?|salary|pay)|个?月(?:的)?(?:本人)?(?:平均)?工资)"
)

LIMITS = (
    piece(
        (
            "(?:" + _WHOLE + ")?" + UP_TO + r"\s*" + NUMBER + _OF_WAGE + "(?:" + _IN_ALL + ")?",
            NUMBER + _OF_WAGE + _AFTER_MOST,
        ),
        lambda c, f: c.set("most_wage", number(f[1] or f[2])),
    ),
    piece(
        (AT_LEAST + r"\s*" + NUMBER + _OF_WAGE, NUMBER + _OF_WAGE + _AFTER_LEAST),
        lambda c, f: c.set("least_wage", number(f[1] or f[2])),
    ),
    piece(
        r"(?<=[,(\s])(?:其中)?n\s*(?:is )?"
        + UP_TO
        + r"\s*"
        + NUMBER
        + r"\s*(?:年|倍|个?月(?:工资)?|years?|months?(?: of wage)?)?",
        lambda c, f: c.cap_units(number(f[1]), "year"),
    ),
    piece(f"~first {NUMBER}~", lambda c, f: c.first_years(number(f[1]))),
    piece("~later~", lambda c, f: c.set("later", True)),
    piece("~(up|asn|parts)~", lambda c, f: c.set("rest", f[1])),
    piece(
        UP_TO + r"\s*" + NUMBER + r"\s*" + _YEARS, lambda c, f: c.cap_units(number(f[1]), "year")
    ),
    piece(
        UP_TO + r"\s*" + NUMBER + r"\s*(?:months?|个?月)(?!\s*(?:的?平均)?工资|['’]| of)",
        lambda c, f: c.cap_units(number(f[1]), "month"),
    ),
    piece(NUMBER + r"\s*" + _YEARS + _AFTER_MOST, lambda c, f: c.cap_units(number(f[1]), "year")),
    piece(
        NUMBER + r"\s*(?:个月|months?)" + _AFTER_MOST,
        lambda c, f: c.cap_units(number(f[1]), "month"),
    ),
    piece(MONEY + _AFTER_MOST, _money("most")),
    piece(MONEY + _AFTER_LEAST, _money("least")),
    piece(UP_TO + r"\s*" + MONEY + _IN_ALL, _money("whole_most")),
    piece(AT_LEAST + r"\s*" + MONEY + _IN_ALL, _money("whole_least")),
    piece(_WHOLE + UP_TO + r"\s*" + MONEY, _money("whole_most")),
    piece(_WHOLE + AT_LEAST + r"\s*" + MONEY, _money("whole_least")),
    piece(UP_TO + r"\s*" + MONEY, _money("most")),
    piece(AT_LEAST + r"\s*" + MONEY, _money("least")),
)

_N = r"(?:(?<![\d.])" + NUMBER + r")?\s*(?:\*|倍)?\s*n"

SIGN = re.compile(YUAN + "|¥|人民币")

RATES = (
    piece(NUMBER + r"\s*%\s*(?:of\s*)?", lambda c, f: c.rate("share", number(f[1]) / 100)),
    piece(
        r"(0?\.\d+|1(?:\.0+)?)\s*(?:of|times|倍)\s*(?:the )?"
        r"(?=claim|law|entitle|severance|overtime|[a-z]+\.[a-z])",
        lambda c, f: c.rate("share", number(f[1])),
    ),
    piece(
        (
            NUMBER + r"\s*(?:of )?(?:a )?months?['’]?s?['’]? (?:of )?(?:wages?|salary|pay)",
            r"(?<!\d)(\d[\d,]*(?:\.\d+)?)\s*个?月(?:的)?(?:本人)?(?:平均)?(?:工资|薪水|薪资|月薪)",
        ),
        lambda c, f: c.rate("wage", number(f[1] or f[2])),
    ),
    piece("an? month['’]s (?:wages?|salary|pay)", lambda c, f: c.rate("wage", Decimal(1))),
    piece(
        NUMBER + r"\s*(?:of )?(?:a )?months?(?=\s*(?:per|for (?:each|every|a)|/)\s*(?:full )?year)",
        lambda c, f: c.rate("wage", number(f[1])),
    ),
    piece(
        _N + r"\s*\+\s*" + NUMBER + r"\s*(?:个月(?:工资)?|months?(?: of wage)?)",
        lambda c, f: c.n_plus(number(f[1] or "1"), number(f[2])),
    ),
    piece(
        _N + r"\s*\+\s*(?:¥\s*)?" + NUMBER + r"\s*" + YUAN,
        lambda c, f: c.n_plus(number(f[1] or "1"), number(f[2]), yuan=True),
    ),
    piece(
        _N + r"\s*\+\s*" + NUMBER,
        lambda c, f: c.n_plus(number(f[1] or "1"), number(f[2])),
    ),
    piece(_N + "(?![a-z])", lambda c, f: c.n_plus(number(f[1] or "1"), None)),
)

TARGETS = (
    piece(r"打" + NUMBER + r"\s*%", lambda c, f: c.discount(number(f[1]) / 100)),
    piece(
        (
            "(?:the |each )?(?:law'?s? claim|legal claim|total claim|claim|entitlement)s?",
            "what (?:is|was) (?:owed|due)|what the law (?:gives|grants|says|requires|provides"
            "|demands)",
            "what (?:they|workers|people) are (?:owed|due|entitled to)(?: by law)?",
            "(?:the )?legal entitlements?",
            "(?:the )?(?:(?:full|legal|statutory) )+(?:amount|claim|compensation)",
            "(?:法定|依法|全部|请求|应得|应付|权利|法律规定|仲裁请求)+的?"
            "(?:总额|金额|款项|请求|权利|数额|数|部分|补偿|赔偿)?",
        ),
        setting("of", "claim"),
    ),
    piece(r"([a-z]{2}(?:\.[a-z_0-9]+)+)", lambda c, f: c.set("of", f[1])),
)

UNITS = (
    piece(
        (
            _EACH + "(?:further|additional|extra) (?:full )?year(?: of service)?"
            r"(?: beyond the first(?: " + NUMBER + ")?(?: years?)?)?",
            "以后每满?(?:增加)?1?年",
            "每(?:多|增加)1?年",
            r"(?:超过|满)" + NUMBER + r"年(?:后|的部分|以后),?\s*每(?:多|增加)?满?1?年",
        ),
        lambda c, f: c.further(number(f[1] or f[2] or "1")),
    ),
    piece(
        (
            _EACH + "(?:year of service|year) begun",
            _EACH + "(?:begun|started) year(?: of service)?",
            "每年不满1年按1年(?:计算?)?",
        ),
        setting("unit", "year_begun"),
    ),
    piece(
        (
            _EACH + "month begun",
            _EACH + "(?:begun|started) month",
            "每个?月不满1个?月按1个?月(?:计算?)?",
        ),
        setting("unit", "month_begun"),
    ),
    piece(
        (
            _EACH + r"(?:full )?(?:half year|half-year|0\.5 year|6 months)(?: of service)?",
            r"每(?:工作|干|做)?满?(?:0\.5年|6个月)(?:支付|补偿|补|赔|给|发)?",
        ),
        setting("unit", "half_year"),
    ),
    piece(
        (
            _EACH + r"(?:full |complete )?(?:years?|yrs?\b|annum)(?: of service| of work| worked)?",
            r"p\.\s*a\b\.?",
            r"按1年(?=\s*\d)",
            "按?(?:工龄)?每(?:工作|干|做)?满?1?(?:个)?周?年(?:工龄)?(?:支付|补偿|补|赔|给|发)?",
            "(?:工作|干|做)?(?:满)?1(?:个)?周?年(?:工龄)?(?:支付|补偿|补|赔|给|发)",
            "/周?年(?:工龄)?",
            "(?:按)?年限每年",
        ),
        setting("unit", "year"),
    ),
    piece(
        (
            _EACH + "(?:full )?month(?: of service)?",
            "每(?:工作)?满?1?个?月(?:支付|补偿|补|赔|给|发)?",
            "1个月(?:补|赔|给|发)",
            "/个?月",
        ),
        setting("unit", "month"),
    ),
    piece(("per severance year", "按?(?:法定)?(?:经济)?补偿年限每年"), setting("unit", "n")),
)

BARE_AMOUNT = (piece(MONEY, lambda c, f: c.yuan(number(f[1]), said=bool(SIGN.search(f[0])))),)


FILLERS = (
    piece(
        any_of(
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
            "cash",
            "lump sum",
            "once",
            "one-off",
            "pa(?:y|id)",
            "gets?",
            "receives?",
            "(?:to |for )?(?:everyone|everybody|all(?: workers| employees| staff| people)?)",
            "(?:every|each|per) person",
            "service(?: of)?",
            "in",
            "of",
            "but",
            "then",
            "each",
            "apiece",
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
    piece(
        (
            "一次性",
            "一口价",
            "(?:以)?现金(?:形式)?(?:支付|发放)?",
            "打包价?",
            "每[个位名]?(?:人|员工|工友|职工|工人)",
            "(?:全体|所有)(?:人员?|员工|职工|工人|工友)?|全员|各人|人人",
            "在[职厂](?=已?满)",
            "/person|per head|a head",
            "奖励",
            "/人",
            "一(?:个)?人",
            r"\(含\d+年\)",
            "人均",
            "再",
            "但",
            "且",
            "同时",
            "支付",
            "补偿[金款]?",
            "实际(?=工龄|年限)",
            "赔偿金?",
            "(?:搬迁|交通|生活|安置|困难|住房|高温|过渡|离职|遣散)?(?:补助|补贴|津贴|费)金?",
            "(?:年终)?奖金?",
            "(?:搬家|路|车)费",
            "计算?",
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
            "算",
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

    own = tuple(piece(t.patterns, setting("of", t.code)) for t in load_pack(law).desk.targets)
    return (*WHO, *LIMITS, *RATES, *TARGETS, *own, *UNITS, *BARE_AMOUNT, *FILLERS)
