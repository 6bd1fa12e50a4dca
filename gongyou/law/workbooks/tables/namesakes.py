"""People of one name without numbers kept apart, and two people under one number.

Rows of one name are one person's as long as they can complete each other, as months, later
spells, or copies. Rows that contradict each other in the same month or in overlapping spells are
different people; other sheets tell them apart only by a word that is theirs alone (workshop,
place, first day …), else their rows are reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gongyou.law.workbooks.cells.clean import plain, squeezed
from gongyou.law.workbooks.cells.dates import read_date
from gongyou.law.workbooks.files.sheets import is_empty
from gongyou.law.workbooks.headers.propose import ADDED_UP, Plan
from gongyou.law.workbooks.problems import index_of

_WORDS = "id_number birth_date sex department workshop worksite post place start insured_from"
_TELLING = frozenset(_WORDS.split(" "))
"""What another sheet may know a namesake by."""
NOTE_BEHIND = re.compile(
    r"[\s,，;；]*[(（\[【]?\s*(?:(?:\d{2,4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?)?\s*"
    r"(?:已?离职|已?离厂|辞职|自离|急辞|入职|新进|请假|产假|病假|工伤|调[走出入]|退休|试用|resigned|left).*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:[、,，;；/+和与及][\u4e00-\u9fff·]{2,4})+")

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范石廖贾韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温"
    "康施牛樊葛邢安齐庞殷"
)
_WHOLE_NAME = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_LONG_SURNAMES = "欧阳 上官 司马 诸葛 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 东方 南宫 长孙 钟离"
_TWO_SIGNS = frozenset(_LONG_SURNAMES.split())
"""Surnames of two signs: 欧阳 安娜 is one person."""

Place = tuple[str, int, int]
"""Sheet, part and row of a line."""


@dataclass
class Person:
    """One of several people of a name: what stands in their rows, and what tells them apart."""

    rows: list[int]
    cells: dict[int, Any]
    telling: dict[str, Any] = field(default_factory=dict)


def place_of(made: Plan, row: int) -> Place:
    """The key of a row of a plan."""
    return made.sheet.name, made.sheet.part, row


def clean_name(text: Any) -> str:
    """A name without what is often written behind it: 王芳(离职), 李红3月15离职."""
    return squeezed(NOTE_BEHIND.sub("", plain(str(text))) or str(text))


def names_several(text: Any) -> bool:
    """Whether a cell names several people: 张三、李四, or two whole names with a gap: 张三 李四."""
    if not isinstance(text, str):
        return False
    words = plain(text).split()
    return bool(_SEVERAL.fullmatch("".join(words))) or (
        len(words) > 1
        and words[0] not in _TWO_SIGNS
        and all(_WHOLE_NAME.fullmatch(word) for word in words)
    )


def unlike(one: str, two: str) -> bool:
    """Whether two names can't be two spellings of one: hardly a sign in common."""
    if not one or not two or one == two:
        return False
    common = len(set(one) & set(two))
    return common * 2 < max(len(set(one)), len(set(two)))


def find_namesakes(made: Plan, number: int | None, name: int) -> Iterator[tuple[str, list[Person]]]:
    """The names of a plan that are several people's, with the rows of each."""
    rows: dict[str, list[int]] = defaultdict(list)
    for index in range(made.first_row, len(made.sheet.rows)):
        row = made.sheet.rows[index]
        who = row[name] if name < len(row) else ""
        if is_empty(who) or (number is not None and number < len(row) and row[number]):
            continue
        rows[clean_name(who)].append(index)
    for key, held in rows.items():
        if len(held) > 1:
            people = _people(made, held, name)
            if len(people) > 1:
                yield key, people


def _people(made: Plan, rows: list[int], name: int) -> list[Person]:
    """The rows of one name laid together as long as they do not contradict each other."""
    columns = _columns(made, name)
    month = next((i for i, fact in columns.items() if fact == "month"), None)
    people: list[Person] = []
    for index in rows:
        row = made.sheet.rows[index]
        cells = {i: row[i] for i in columns if i < len(row) and not is_empty(row[i])}
        home = next((p for p in people if _may_be(p, cells, columns, month)), None)
        if home is None:
            people.append(Person([index], dict(cells), _telling(cells, columns)))
        else:
            home.rows.append(index)
            home.cells = {**cells, **home.cells}
            home.telling = {**_telling(cells, columns), **home.telling}
    return people


def _columns(made: Plan, name: int) -> dict[int, str]:
    """The columns that say something of a person, with their facts."""
    return {
        index_of(c.column): c.fact
        for c in made.map.columns
        if c.fact
        and index_of(c.column) != name
        and c.fact not in ("row_number", "remark", "source")
    }


def _may_be(
    person: Person, cells: dict[int, Any], columns: dict[int, str], month: int | None
) -> bool:
    """Whether a row may be the same person's: another month, another spell, or no contradiction."""
    facts = {columns[i]: i for i in (*cells, *person.cells)}
    for fact in ("id_number", "birth_date"):
        if fact in facts and _differ(person.cells, cells, facts[fact]):
            return False
    if month is not None and _differ(person.cells, cells, month):
        return True
    if _later(person.cells, cells, facts) or _later(cells, person.cells, facts):
        return True
    return not any(
        _differ(person.cells, cells, i) for i, fact in columns.items() if fact not in ADDED_UP
    )


def _differ(one: dict[int, Any], two: dict[int, Any], index: int) -> bool:
    a, b = one.get(index), two.get(index)
    return a is not None and b is not None and squeezed(str(a)) != squeezed(str(b))


def _later(one: dict[int, Any], two: dict[int, Any], facts: dict[str, int]) -> bool:
    """Whether the spell of a row ends before that of the other begins."""
    if "end" not in facts or "start" not in facts:
        return False
    end, start = (
        read_date(one.get(facts["end"]) or "")[0],
        read_date(two.get(facts["start"]) or "")[0],
    )
    return end is not None and start is not None and end < start


def _telling(cells: dict[int, Any], columns: dict[int, str]) -> dict[str, Any]:
    return {columns[i]: squeezed(str(v)) for i, v in cells.items() if columns[i] in _TELLING}


def told_apart(people: Iterable[Person], telling: dict[str, Any]) -> Person | None:
    """The one person of whom nothing told is untrue and something is true; None if unclear."""
    fit = [
        person
        for person in people
        if all(person.telling.get(k, v) == v for k, v in telling.items())
        and any(person.telling.get(k) == v for k, v in telling.items())
    ]
    return fit[0] if len(fit) == 1 else None


def telling_of(made: Plan, row: int, name: int) -> dict[str, Any]:
    """What a row says by which a namesake may be known."""
    columns, held = _columns(made, name), made.sheet.rows[row]
    return _telling(
        {i: held[i] for i in columns if i < len(held) and not is_empty(held[i])}, columns
    )
