"""What is taken off the whole: 2N-5000, N+1减2000元, 2N less 3,000 already paid."""

from __future__ import annotations

import re
from decimal import Decimal

from gongyou.law.offers.model import OfferError
from gongyou.law.offers.said import NUMBER, YUAN, number

_SUM = f"(?P<sum>{NUMBER[1:-1]})"

_SIGN = re.compile(
    r"(?<![a-z])(?P<from>(?:\d+(?:\.\d+)?\s*(?:倍|\*)?\s*)?n(?:\s*\+\s*\d{1,2}(?:个月)?)?|"
    r"\)|claim|总额|severance|补偿金?|工资|元)\s*"
    rf"[-–−]\s*(?:¥|rmb)?\s*{_SUM}(?P<unit>\s*{YUAN})?(?![\d.,]*\s*(?:n(?![a-z])|%|个?月|年))"
)
_WORDS = re.compile(
    r"[,;(]?\s*(?:再|并|须|需|要)?(?:减去?|扣除|扣掉|扣去|扣减|扣回|扣|少(?:给|付|发)|减少|"
    r"\b(?:and )?(?:minus|less|deducting|after deducting|deduct|take off)\s)"
    r"\s*(?:the )?(?:(?:单位|公司|已经?|此前|先前|预支|预付|支付|付|发|借|给|的)*)"
    rf"\s*(?:¥|rmb|人民币)?\s*{_SUM}(?P<unit>\s*{YUAN})?"
    r"(?:的?(?:借款|预支款?|伙食费|水电费|住宿费|生活费))?(?:\s*(?:that (?:was|were|is) )"
    r"?(?:already )?(?:paid|advanced)(?: already)?)?\)?"
    r"(?![\d.,]*\s*(?:n(?![a-z])|%|个?月|年|天|日))"
)
_UNKNOWN = re.compile(
    r"(?:扣除|减去?|扣掉)(?:已经?|此前)?(?:支付|付|发放?|预支|借支)(?:的)?(?:部分|款项|金额|钱|工资)?"
    r"|\b(?:less|minus) (?:what|the (?:sum|amount|advance)s?)\b"
)
_FROM_YUAN = 100


def take_off(text: str) -> tuple[str, Decimal | None]:
    """The text without what is taken off, and how many yuan that is for each person.

    Raises:
        OfferError: where it is not said how much, in yuan, or it is said twice.
    """
    for pattern in (_SIGN, _WORDS):
        found = pattern.search(text)
        if not found:
            continue
        amount = number(found["sum"])
        if not found["unit"] and amount < _FROM_YUAN:
            raise _not_in_yuan(text, found)
        kept = found.groupdict().get("from") or ""
        rest = f"{text[: found.start()]}{kept} {text[found.end() :]}"
        if any(other.search(rest) for other in (_SIGN, _WORDS)):
            raise OfferError(
                "Two sums are taken off; write one.", "写了两项扣除，请合成一项。", text
            )
        return rest, amount
    if found := _UNKNOWN.search(text):
        raise _not_in_yuan(text, found)
    return text, None


def _not_in_yuan(text: str, found: re.Match[str]) -> OfferError:
    said = found[0].strip(" ,;")
    return OfferError(
        f"“{said}”: write how many yuan are taken off for each person, such as 2N less 5000 yuan.",
        f"“{said}”：请写明每人减去多少元，例如：2N减去5000元。",
        text,
        found.start(),
    )
