"""What to write instead of words that are not understood."""

from __future__ import annotations

import re

_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        r"(?:最多|最高|至少|最少|不低于|不超过|up to|at most|at least|max)\s*(?:\d+(?:\.\d+)"
        r"?)?n(?![a-z])"
        r"|n(?:\+\d+)?\s*(?:以上|以下|起|max|min|or more|or less)",
        "Write what is given, N+1 for example; a limit is an amount in yuan or in months of wage.",
        "请写明给多少，例如：N+1；限额请写多少元或几个月工资。",
    ),
    (
        r"(?:先|首期|签字\S{0,3}|每月|各)(?:付|给|发)\s*\d+(?![\d.]*%)|\d (?:now|at signing|"
        r"up front)",
        "Write when it is paid in shares: 20000 each, 50% at once, the rest within 3 months; or "
        "in 10 monthly instalments.",
        "分次付的请写各付百分之几，例如：每人2万元，先付50%，三个月内付清余款；或写分10期支付。",
    ),
    (
        r"左右|大约|大概|差不多|about|around|roughly|approx",
        "Write one exact amount.",
        "请写一个确定的数。",
    ),
    (
        r"\d\s*(?:元|yuan)?\s*(?:至|到|~|-|to)\s*\d",
        "Write one amount, or who gets which: under 5 years: 5000; over 5 years: 8000.",
        "请写一个数，或写明谁得多少，例如：5年以下5000元；5年以上8000元。",
    ),
    (
        r"社保|保险|公积金|insurance",
        "Only what is paid to people is costed; keep the rest as a term of the agreement.",
        "这里只计算付给个人的钱；其他内容请写进协议条款。",
    ),
    (
        r"基数|月薪|最低工资|基本工资|basic wage|minimum wage|base of",
        "N counts with each person's own average wage; for another base write the amount: "
        "3000 yuan per severance year.",
        "N按本人平均工资算；基数不同的，请直接写数额，例如：补偿年限每年3000元。",
    ),
    (
        r"美元|港币|港元|欧元|hk\$|\$|usd|dollars?",
        "Write amounts in yuan.",
        "请用人民币写数额。",
    ),
    (
        r"税后|after[- ]tax|\bnet\b",
        "Write the amount before tax.",
        "请写税前数额。",
    ),
    (
        r"员工|人员|工友|工人|组长|班长|离职|留下|车间|部门|岗位|班组|主管|经理|党员|staff|workers|managers?|workshop",
        "A group is written as: department is “office”: N+1; others N.",
        "一组人请写成：部门为“办公室”的N+1，其他人N。",
    ),
)
_ELSE = (
    "Write for example: 2000 per year of service, at most 6 years; "
    "166 per month if under one year.",
    "例如：每满一年2000元，最多6年；不满一年每月166元。",
)


def hint(text: str, position: int) -> tuple[str, str]:
    """In English and Chinese: how what stands at `position` could be said."""
    for pattern, english, chinese in _KNOWN:
        for found in re.finditer(pattern, text):
            if found.end() > position - 12:
                return english, chinese
    return _ELSE
