"""Offers as sentences in both languages, which `parse` reads back to the same offer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from gongyou.law.offers.ambiguity import both_give
from gongyou.law.offers.model import CLAIM, Bound, Condition, Instalment, Offer, Term

_UNITS = {
    "en": {
        "year": " per full year of service",
        "year_begun": " per begun year of service",
        "year_part": " per year of service, part years pro rata",
        "half_year": " per half year of service",
        "month": " per full month of service",
        "month_begun": " per begun month",
        "n": " per severance year",
        "further_year": " per further year beyond the first {after}",
    },
    "zh-hans": {
        "year": "每满1年",
        "year_begun": "每年不满1年按1年计",
        "year_part": "每年，不满1年按月折算，",
        "half_year": "每满0.5年",
        "month": "每满1个月",
        "month_begun": "每月不满1个月按1个月计",
        "n": "补偿年限每年",
        "further_year": "满{after}年后每满1年",
    },
}
_COLUMNS = {
    "workshop": "车间",
    "department": "部门",
    "post": "岗位",
    "worksite": "厂区",
    "sex": "性别",
}
_OF = {CLAIM: {"en": "the claim", "zh-hans": "请求总额"}}


def describe(offer: Offer, lang: str) -> str:
    """The offer as a sentence in `lang` ("en" or "zh-hans")."""
    parts = [_clause(offer.terms, n, lang) for n in range(len(offer.terms))]
    if offer.less is not None:
        parts[-1] += (
            f", less {_money(offer.less)} yuan" if lang == "en" else f"，减去{_money(offer.less)}元"
        )
    if offer.least is not None:
        parts.append(
            f"at least {_money(offer.least)} yuan in all"
            if lang == "en"
            else f"每人最低{_money(offer.least)}元"
        )
    if offer.most is not None:
        parts.append(
            f"at most {_money(offer.most)} yuan in all"
            if lang == "en"
            else f"每人最高{_money(offer.most)}元"
        )
    parts += _instalments(offer.instalments, lang)
    return ("; " if lang == "en" else "；").join(parts)


def _clause(terms: tuple[Term, ...], n: int, lang: str) -> str:
    """One term; said to be added where it could be read as standing instead of another."""
    term = terms[n]
    said = _TERM[lang](term)
    earlier = [t for t in terms[:n] if not t.otherwise and (t.when or term.when)]
    if term.otherwise or not any(both_give(other, term) for other in earlier):
        return said
    return f"plus {said}" if lang == "en" else f"另加{said}"


def _instalments(parts: tuple[Instalment, ...], lang: str) -> list[str]:
    """When it is paid, in words that are read back."""
    return [_paid(parts, lang)] if parts else []


def _paid(parts: tuple[Instalment, ...], lang: str) -> str:
    english, last = lang == "en", parts[-1]
    if len(parts) > 2:
        if _monthly(parts):
            return f"in {len(parts)} monthly instalments" if english else f"分{len(parts)}期支付"
        return (", " if english else "，").join(_part(part, lang) for part in parts)
    if last.by is not None:
        when, by = f"{_zh_day(last.by)}前", f"by {last.by}"
    else:
        when, by = f"{_span(last, lang)}内", f"within {_span(last, lang)}"
    if len(parts) == 1:
        return f"paid {by}" if english else f"{when}付清"
    share = _percent(parts[0].share)
    return f"{share}% at once, the rest {by}" if english else f"先付{share}%，{when}付清余款"


def _monthly(parts: tuple[Instalment, ...]) -> bool:
    even = (Decimal(1) / len(parts)).quantize(Decimal("0.0001"))
    return parts[0].share == even and [p.months for p in parts] == [None, *range(1, len(parts))]


def _part(part: Instalment, lang: str) -> str:
    share = _percent(part.share)
    if part.by is not None:
        return f"{share}% by {part.by}" if lang == "en" else f"{_zh_day(part.by)}前付{share}%"
    if part.months is None and part.days is None:
        return f"{share}% at once" if lang == "en" else f"先付{share}%"
    span = _span(part, lang)
    return f"{share}% within {span}" if lang == "en" else f"{span}内付{share}%"


def _span(part: Instalment, lang: str) -> str:
    if part.days is not None:
        return _count(Decimal(part.days), "day") if lang == "en" else f"{part.days}天"
    months = Decimal(part.months or 0)
    return _count(months, "month") if lang == "en" else f"{_plain(months)}个月"


def _english(term: Term) -> str:
    text = {
        "yuan": f"{_money(term.rate)} yuan",
        "share": f"{_percent(term.rate)}% of {_of(term, 'en')}",
        "wage": f"{_count(term.rate, 'month')} of wage",
    }[term.kind]
    text += _unit(term, "en")
    if _has_plus(term):
        text = _n_plus(term, "en")
    if term.most_units is not None:
        of = ", N at most" if _has_plus(term) else ", at most"
        text += f"{of} {_count(_in_years(term), 'year')}"
    if term.most is not None:
        text += f", at most {_money(term.most)} yuan"
    if term.least is not None:
        text += f", at least {_money(term.least)} yuan"
    if term.most_wage is not None:
        whole = " in all" if _has_plus(term) else ""
        text += f", at most {_count(term.most_wage, 'month')} of wage{whole}"
    if term.least_wage is not None:
        text += f", at least {_count(term.least_wage, 'month')} of wage"
    if term.when:
        text += " if " + " and ".join(_condition(c, "en") for c in term.when)
    return f"otherwise {text}" if term.otherwise else text


def _chinese(term: Term) -> str:
    text = (
        _unit(term, "zh-hans")
        + {
            "yuan": f"{_money(term.rate)}元",
            "share": f"{_of(term, 'zh-hans')}的{_percent(term.rate)}%",
            "wage": f"{_plain(term.rate)}个月工资",
        }[term.kind]
    )
    if _has_plus(term):
        text = _n_plus(term, "zh-hans")
    if term.most_units is not None:
        text += f"，{'N' if _has_plus(term) else ''}最多{_plain(_in_years(term))}年"
    if term.most is not None:
        text += f"，最高{_money(term.most)}元"
    if term.least is not None:
        text += f"，最低{_money(term.least)}元"
    if term.most_wage is not None:
        text += f"，{'合计' if _has_plus(term) else ''}最高{_plain(term.most_wage)}个月工资"
    if term.least_wage is not None:
        text += f"，最低{_plain(term.least_wage)}个月工资"
    for condition in reversed(term.when):
        text = f"{_condition(condition, 'zh-hans')}，{text}"
    return f"其余，{text}" if term.otherwise else text


def _has_plus(term: Term) -> bool:
    return term.plus_wage is not None or term.plus_yuan is not None


def _n_plus(term: Term, lang: str) -> str:
    """N+1, 2N+3000 yuan: what bargainers write themselves, and read at a glance."""
    times = "" if term.rate == 1 else _plain(term.rate)
    if term.plus_wage is not None:
        months = "个月工资" if lang == "zh-hans" else " months" if term.plus_wage != 1 else " month"
        return f"{times}N+{_plain(term.plus_wage)}{months}"
    return f"{times}N+{_money(term.plus_yuan)}{'元' if lang == 'zh-hans' else ' yuan'}"


_TERM = {"en": _english, "zh-hans": _chinese}


def _unit(term: Term, lang: str) -> str:
    if term.unit is None:
        return ""
    return _UNITS[lang][term.unit].replace("{after}", _plain(term.after or Decimal(1)))


def _of(term: Term, lang: str) -> str:
    """What a share is of, in the law's own words where it has any that are read back."""
    code = str(term.of)
    return (_OF.get(code) or _said_by_the_law(code)).get(lang, code)


@cache
def _said_by_the_law(code: str) -> Mapping[str, str]:
    from gongyou.law.library import load_pack, pack_names

    law = code.partition(".")[0]
    targets = load_pack(law).desk.targets if law in pack_names() else []
    return next((target.said for target in targets if target.code == code), {})


def _in_years(term: Term) -> Decimal:
    """The cap in years, as sentences say it."""
    size = {"month": 12, "month_begun": 12, "half_year": 2}.get(str(term.unit), 1)
    return (term.most_units or Decimal(0)) / size


def _condition(condition: Condition, lang: str) -> str:
    if condition.fact in _SAID and condition.values:
        known = _SAID[condition.fact].get(condition.values[0])
        if known:
            return known[lang]
    if condition.fact == "start":
        return _hired(condition, lang)
    if condition.values:
        column = condition.fact if lang == "en" else _COLUMNS.get(condition.fact, condition.fact)
        joined = condition.values[0]
        return f"{column} is “{joined}”" if lang == "en" else f"{column}为“{joined}”"
    if condition.fact == "wage":
        return _wage(condition, lang)
    return _service(condition, lang)


_SAID = {
    "sex": {
        "female": {"en": "women", "zh-hans": "女职工"},
        "male": {"en": "men", "zh-hans": "男职工"},
    },
    "maternity": {
        "yes": {"en": "pregnant or nursing women", "zh-hans": "孕期、产期、哺乳期女职工"},
    },
}


def _hired(condition: Condition, lang: str) -> str:
    parts = []
    if isinstance(condition.low, date):
        parts.append(f"hired since {condition.low}" if lang == "en"
                     else f"{_zh_day(condition.low)}及以后入职的")  # fmt: skip
    if isinstance(condition.high, date):
        parts.append(f"hired before {condition.high}" if lang == "en"
                     else f"{_zh_day(condition.high)}前入职的")  # fmt: skip
    return (" and " if lang == "en" else "，").join(parts)


def _zh_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _wage(condition: Condition, lang: str) -> str:
    low, high = condition.low, condition.high
    if low is None:
        return f"wage under {_money(high)}" if lang == "en" else f"月工资低于{_money(high)}元"
    if high is None:
        return f"wage at least {_money(low)}" if lang == "en" else f"月工资不低于{_money(low)}元"
    return (
        f"wage from {_money(low)} to under {_money(high)}"
        if lang == "en"
        else f"月工资{_money(low)}元至{_money(high)}元"
    )


def _service(condition: Condition, lang: str) -> str:
    low, high = _length(condition.low, lang), _length(condition.high, lang)
    if condition.low is None:
        return f"service under {high}" if lang == "en" else f"不满{high}"
    if condition.high is None:
        return f"service at least {low}" if lang == "en" else f"满{low}以上"
    return f"service from {low} to under {high}" if lang == "en" else f"满{low}不满{high}"


def _number(value: Bound) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def _length(bound: Bound | None, lang: str) -> str:
    if bound is None:
        return ""
    months = _number(bound)
    if months % 12:
        return _count(months, "month") if lang == "en" else f"{_plain(months)}个月"
    return _count(months / 12, "year") if lang == "en" else f"{_plain(months / 12)}年"


def _count(number: Decimal, word: str) -> str:
    return f"{_plain(number)} {word}" + ("" if number == 1 else "s")


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(value: Bound | None) -> str:
    text = _plain(Decimal(0) if value is None else _number(value))
    whole, dot, part = text.partition(".")
    return f"{int(whole):,}{dot}{part}"


def _percent(rate: Decimal) -> str:
    return _plain(rate * 100)
