"""What a column's header means: which fact, which month, which unit, whose word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from gongyou.law.schema import STANDARD, Schema
from gongyou.law.workbooks.cells.clean import folded, plain
from gongyou.law.workbooks.cells.dates import read_month
from gongyou.law.workbooks.cells.source_words import known_source

PERSON, IGNORED = "person", "ignored"
_PERSON = {
    "name": "姓名 员工姓名 工友姓名 职工姓名 名字 name fullname employeename workername",
    "id_number": "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 idcard idnumber",
}
PERSON_WORDS = frozenset(word for text in _PERSON.values() for word in text.split())
_IGNORED = {
    "row_number": "序号 行号 no no. # 序 编次 顺序号",
    "phone": "电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 联系号码 移动电话 本人电话"
    " phone mobile phonenumber mobilenumber telephone tel cellphone contactnumber",
    "address": "住址 家庭住址 地址 现住址 居住地址 住所 联系地址 address homeaddress",
    "identifying": "邮箱 电子邮箱 email emailaddress 工资卡号 银行卡号 卡号 银行账号 账号 开户行"
    " 籍贯 户籍地址 微信 qq",
    "remark": "备注 说明 备考 remark remarks note notes comment comments",
    "signature": "签名 签字 签收 员工签名 领款人签名 signature 发送状态 状态 审核 制表 timestamp",
}
_EXACT, _BASE, _PART, _MONTH_ONLY = 1.0, 0.9, 0.6, 0.5
_STOP = (
    "累计",
    "上年",
    "去年",
    "全年",
    "年度",
    "单位部分",
    "单位缴",
    "企业部分",
    "公司部分",
    "差额",
    "应补",
    "补发",
)
_EMPLOYERS_PART = {"单位", "公司", "企业", "单位部分", "公司部分", "企业部分", "employer"}
_UNIT_WORDS = (
    ("元 元/月 元/人 rmb yuan cny 人民币 ¥ 块", "yuan", 1),
    ("百元 百", "yuan", 100),
    ("千元 千 k k元 thousand", "yuan", 1000),
    ("万元 万 w", "yuan", 10000),
    ("小时 h hr hrs hour hours 时 工时 小时数 时数 个小时", "hours", 1),
    ("天 日 day days d 天数 工日", "days", 1),
    ("个月 月 月数 month months", "months", 1),
    ("年 年数 year years", "years", 1),
    (
        "元/小时 元/时 元/h 元每小时 元/天 元/日 元每天 元/件 yuan/hour yuan/h rmb/hour rmb/h"
        " yuan/day rmb/day perhour perday /h /小时 每小时 每天",
        "rate",
        1,
    ),
    ("次 人次 次数 times 份 人 个 分钟 min minutes", "count", 1),
)
_UNITS = {word: (unit, by) for words, unit, by in _UNIT_WORDS for word in words.split()}
"""Words for units in a header, with what they count and by how much."""
_UNIT_SAID = re.compile(r"^(?:单位|unit)[:：]?")
_IN_WORDS = (
    ("hours", re.compile(r"时长|小时|时数|工时(?!制|类)|(?<![a-z])hours?$|(?<![a-z])hrs?$")),
    ("days", re.compile(r"天数|日数|(?<![a-z])days?$")),
    ("count", re.compile(r"次数|人次")),
    ("yuan", re.compile(r"金额|费$|工资$|元$")),
)
_LARGE = re.compile(r"(百元|千元|万元)$")
_BRACKETS = re.compile(r"[(\[【{<《「](.*?)[)\]】}>》」]")
_MONTH_FIRST = re.compile(
    r"^((?:19|20)\d{2}(?:年|[-./])\d{1,2}(?!\d)月?份?(?![\d./-])|(?:19|20)\d{4}(?!\d)|\d{1,2}月份?)(.*)$"
)
_DAY = re.compile(r"^\d+$|\d{4}\D\d{1,2}\D\d{1,2}")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?!\d|[.\-/]\d))")


@dataclass(frozen=True)
class Meaning:
    """What a header says. `table` is one of the contract's, "person" or "ignored"."""

    table: str
    fact: str
    confidence: float
    rank: int = 0
    month: date | None = None
    factor: Decimal = Decimal(1)
    source: str | None = None


def squeezed_header(text: Any) -> str:
    """A header in small half-width signs, without spaces, stars, colons, stops."""
    return re.sub(r"[\s*:：、,，_'’?？!！-]+|\.(?!\d)", "", folded(str(text)))


@cache
def _index(known: Schema) -> dict[str, list[Meaning]]:
    """Every known header to its meanings; the rank is its place among its fact's names."""
    index: dict[str, list[Meaning]] = {}
    for table in known.tables.values():
        for column in table.columns.values():
            names = dict.fromkeys(
                squeezed_header(name)
                for name in (column.name, *column.label.values(), *column.aliases)
            )
            for rank, name in enumerate(names):
                index.setdefault(name, []).append(Meaning(table.name, column.name, _EXACT, rank))
    for table_name, words in ((PERSON, _PERSON), (IGNORED, _IGNORED)):
        for fact, text in words.items():
            for word in text.split():
                index.setdefault(squeezed_header(word), []).append(
                    Meaning(table_name, fact, _EXACT)
                )
    return index


@cache
def _parts(known: Schema) -> list[str]:
    """Chinese headers of two signs and more, longest first, to be found inside others."""
    names = [name for name in _index(known) if len(name) >= 2 and not name.isascii()]
    return sorted(names, key=len, reverse=True)


@cache
def meanings(header: str, year: int | None = None, known: Schema = STANDARD) -> tuple[Meaning, ...]:
    """All that a header of one row may mean, best first."""
    text = plain(header)
    month, rest = month_in(text, year) if known.monthly else (None, text)
    if month is not None:
        found = _of_text(rest, known) if rest else ()
        found = tuple(replace(m, month=month) for m in found if m.table == "pay")
        return found or ((Meaning("pay", "due", _MONTH_ONLY, month=month),) if not rest else ())
    return _of_text(text, known)


def meanings_of(
    label: tuple[str, ...], year: int | None = None, known: Schema = STANDARD
) -> tuple[Meaning, ...]:
    """All that a header of several rows may mean: the words of its rows joined, or the last."""
    words = tuple(word for word in label if word)
    if len(words) < 2:
        return meanings(words[0], year, known) if words else ()
    month, rest = _month_above(words, year) if known.monthly else (None, words)
    if month is not None:
        return _in_month(month, rest, known)
    forms = ("".join(words), "".join(reversed(words)), words[-1])
    found = [m for form in forms for m in meanings(form, year, known)]
    return tuple(sorted(found, key=lambda m: -m.confidence))


def _month_above(words: tuple[str, ...], year: int | None) -> tuple[date | None, tuple[str, ...]]:
    year = next((year_in(word) for word in words if year_in(word)), None) or year
    for index, word in enumerate(words):
        month, rest = month_in(plain(word), year)
        if month is not None and not rest:
            others = words[:index] + words[index + 1 :]
            return month, tuple(w for w in others if not re.fullmatch(r"\D*\d{4}年?度?", w))
    return None, words


def _in_month(month: date, words: tuple[str, ...], known: Schema) -> tuple[Meaning, ...]:
    if not words:
        return (Meaning("pay", "due", _MONTH_ONLY, month=month),)
    return tuple(
        replace(m, month=month) for m in meanings_of(words, None, known) if m.table == "pay"
    )


def month_in(text: str, year: int | None = None) -> tuple[date | None, str]:
    """The month that a header or sheet name begins with, and the rest of it."""
    found = _MONTH_FIRST.match("".join(text.split()))
    if not found:
        value, code = read_month(text, year=year)
        bare = value and code is None and not _DAY.search(text)
        return (value, "") if bare else (None, text)
    value, code = read_month(found[1], year=year)
    return (value, found[2].strip("-_ ·的")) if value else (None, text)


def year_in(text: str) -> int | None:
    """A year named in a title, sheet name or file name."""
    found = _YEAR.search(plain(text))
    return int(found[1]) if found else None


_A_ROSTER = re.compile(
    r"花名册|名册|名单|在[职岗厂]|人员(?:表|信息)|员工(?:表|信息|档案)|roster", re.IGNORECASE
)


def is_roster(titles: str, found: list[tuple[Meaning, ...]]) -> bool:
    """Whether a sheet tells who was there: so say its titles, a column says when people began and
    none what they were paid."""
    sure = {(m.table, m.fact) for options in found for m in options if m.confidence == _EXACT}
    paid = {("pay", fact) for fact in ("due", "paid", "net_paid", "base_wage", "overtime_pay_paid")}
    return bool(_A_ROSTER.search(titles)) and ("employment", "start") in sure and not sure & paid


def _of_text(text: str, known: Schema) -> tuple[Meaning, ...]:
    base = _BRACKETS.sub("", text).split("/元")[0]
    inner = [_UNIT_SAID.sub("", folded(part)) for part in _BRACKETS.findall(text)]
    whole, short = squeezed_header(_BRACKETS.sub(r"\1", text)), squeezed_header(base)
    factor, source, odd = _from_brackets(inner)
    if (large := _LARGE.search(short)) and short not in _index(known):
        short, factor = short.removesuffix(large[1]), Decimal(_UNITS[large[1]][1])
    found = list(_index(known).get(whole, ()))
    if short != whole and not (set(inner) & _EMPLOYERS_PART and _has_parts(short)):
        confidence = _BASE - 0.2 * odd
        found += [replace(m, confidence=confidence) for m in _index(known).get(short, ())]
    if not found and not set(inner) & _EMPLOYERS_PART:
        found = _inside(short, known)
    found = _in_their_unit(_without_pay_for_hours(found, short), short, inner, known)
    return tuple(replace(m, factor=factor, source=source) for m in found)


def _without_pay_for_hours(found: list[Meaning], short: str) -> list[Meaning]:
    """法定加班, 夜班加班: of a longer word for overtime only what speaks of money is pay."""
    if short in ("加班", "overtime", "ot") or _MONEY_WORD.search(short):
        return found
    return [m for m in found if m.fact != "overtime_pay_paid" or m.confidence >= _BASE]


_MONEY_WORD = re.compile(r"费|工资|薪|金额|钱|补贴|补助|津贴|元|pay|amount|wage|money")


def unit_of(text: str) -> str | None:
    """What a header says that its column counts: "yuan", "hours", "days" …; None if nothing."""
    inner = [_UNIT_SAID.sub("", folded(part)) for part in _BRACKETS.findall(plain(text))]
    return _unit_said(squeezed_header(_BRACKETS.sub("", plain(text))), inner)


def _unit_said(short: str, inner: list[str]) -> str | None:
    said = next((_UNITS[part][0] for part in inner if part in _UNITS), None)
    return said or next((unit for unit, words in _IN_WORDS if words.search(short)), None)


def _in_their_unit(
    found: list[Meaning], short: str, inner: list[str], known: Schema
) -> list[Meaning]:
    """Without the meanings that count something else than the header says: hours are no pay."""
    bracketed = next((_UNITS[part][0] for part in inner if part in _UNITS), None)
    said = bracketed or _unit_said(short, inner)
    if said is None:
        return found
    return [
        meaning
        for meaning in found
        if (counted := _counts(meaning, known)) is None
        or counted == said
        or (said == "yuan" and not bracketed and meaning.confidence >= _BASE)
    ]


def _counts(meaning: Meaning, known: Schema) -> str | None:
    """What the column of a meaning counts, by its unit; None where it counts nothing."""
    column = known.column(meaning.table, meaning.fact)
    if column is None or column.family not in ("money", "number", "integer"):
        return None
    if column.family == "money":
        return "yuan"
    return column.unit if column.unit in ("hours", "days", "months", "years", "count") else None


_TITLE_UNIT = re.compile(
    r"(?:金额)?单位[:：]?(?:人民币)?(百元|千元|万元)|[(]?(百元|千元|万元)[)]?$"
)


def unit_in_title(title: str) -> str | None:
    """千元, 万元 where the titles above a table say that its amounts are in them."""
    found = _TITLE_UNIT.search(folded(title))
    return next(filter(None, found.groups()), None) if found else None


def factor_of(unit: str) -> Decimal:
    """By how much amounts in a unit are multiplied."""
    return Decimal(_UNITS[unit][1])


def _from_brackets(inner: list[str]) -> tuple[Decimal, str | None, int]:
    """The unit's factor, the source, and how many brackets say neither."""
    factor, source, odd = Decimal(1), None, 0
    for part in inner:
        if part in _UNITS:
            factor = Decimal(_UNITS[part][1])
        elif known_source(part):
            source = known_source(part)
        elif part not in ("个人", "必填", "选填", "是/否", "有/无", "扣", "personal", "yyyymmdd"):
            odd += 1
    return factor, source, odd


def _has_parts(name: str) -> bool:
    """Whether a header speaks of contributions, of which the employer pays a part too."""
    return any(word in name for word in ("社保", "公积金", "保险"))


def _inside(text: str, known: Schema) -> list[Meaning]:
    """Meanings of the longest known header inside a longer one."""
    if any(word in text for word in _STOP):
        return []
    name = next((name for name in _parts(known) if name in text), None)
    if name is None:
        return []
    share = len(name) / len(text)
    confidence = _PART + 0.2 * share if share >= 0.4 else 0.4
    return [replace(m, confidence=confidence) for m in _index(known)[name]]
