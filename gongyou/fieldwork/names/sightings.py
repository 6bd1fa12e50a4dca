"""Forms in a text that may identify somebody, each with the rule that offers it.

In order of trust: names that the house knows, with derived forms; numbers; forms of address;
capitals inside sentences. Detection proposes, a person decides: nothing here makes a text
anonymous.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

ADDRESS = (
    "先生", "女士", "小姐", "师傅", "老师", "阿姨", "叔", "伯", "哥", "姐", "嫂", "姨", "总", "工",
    "主任", "经理", "厂长", "组长", "主管", "老板", "队长", "书记", "律师", "医生", "警官",
)  # fmt: skip
BEFORE = ("小", "老", "阿", "大")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
COMPANY = ("有限责任公司", "股份有限公司", "有限公司", "集团公司", "集团", "公司", "厂", "工厂")
TRADES = (
    "鞋业",
    "制衣",
    "电子",
    "塑胶",
    "五金",
    "玩具",
    "家具",
    "纺织",
    "服装",
    "科技",
    "实业",
    "制品",
)
NUMBERS = (
    ("id", re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx](?!\d)")),
    ("phone", re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
    ("bank", re.compile(r"(?<!\d)(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")),
    ("plate", re.compile(
        r"[京沪粤津渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵青藏川宁新琼][A-Z][·• ]?[A-Z0-9]{5,6}"
    )),
    ("landline", re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")),
    ("mail", re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z0-9]")),
    ("handle", re.compile(r"(?:微信号?|QQ|抖音号?)[是为:： ]*([A-Za-z0-9_-]{5,20})")),
    ("us_phone", re.compile(r"(?<!\d)\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\d)")),
)  # fmt: skip
DAY = re.compile(
    r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}[日号]|(?<!\d)(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
)
CAPITALS = re.compile(r"(?<=[a-z,;] )[A-Z][a-z'’]+(?: [A-Z][a-z'’]+)*")
PLAIN = {"I", "God", "English", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
         "Sunday"}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A name the house knows; `participant` where it is somebody of the study."""

    name: str
    kind: str
    participant: str = ""


@dataclass(frozen=True)
class Sighting:
    """One form, how often it stands there, its kind, and the rule that offers it."""

    form: str
    kind: str
    rule: str
    count: int


def derived(name: str, kind: str) -> set[str]:
    """A name with its short forms, forms of address, spellings."""
    name = name.strip()
    if not name:
        return set()
    if kind == "employer":
        return _employer(name)
    if not re.search(r"[\u4e00-\u9fff]", name):
        parts = [part for part in re.split(r"[\s·.]+", name) if len(part) > 2]
        return {name, *parts}
    forms = {name}
    if 2 <= len(name) <= 4:
        surname, given = (name[:2], name[2:]) if len(name) == 4 else (name[0], name[1:])
        forms |= {before + surname for before in BEFORE}
        forms |= {surname + after for after in ADDRESS}
        if len(given) == 2:
            forms |= {given, "阿" + given[-1], "小" + given[-1], given[-1] * 2}
        else:
            forms |= {"阿" + given, "小" + given, given * 2}
    return forms | _pinyin(name)


@lru_cache(maxsize=4096)
def _sounds(name: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(name))


def _pinyin(name: str) -> set[str]:
    sounds = [one.capitalize() for one in _sounds(name)]
    return {f"{sounds[0]} {''.join(sounds[1:]).capitalize()}"} if len(sounds) > 1 else set()


def _employer(name: str) -> set[str]:
    forms = {name}
    core = re.sub(r"^.{2,3}?(?:省|市|区|县|镇)", "", re.sub(r"^.{2,3}?(?:省|市)", "", name))
    for ending in COMPANY:
        if core.endswith(ending) and len(core) > len(ending) + 1:
            core = core.removesuffix(ending)
            break
    forms.add(core)
    for trade in TRADES:
        if trade in core and len(head := core.split(trade)[0]) >= 2:
            forms |= {
                head,
                head[-2:],
                head[-2:] + core[len(head) :],
                head + trade[0] + "厂",
                head[-2:] + trade[0] + "厂",
            }
            forms |= {head + "厂", head[-2:] + "厂"}
    return {form for form in forms if len(form) >= 2}


def sightings(words: str, known: list[Known], confirmed: set[str] = frozenset()) -> list[Sighting]:  # type: ignore[assignment]
    """All forms of a text, by distinct form.

    Args:
        known: names that the house holds.
        confirmed: forms that were decided anywhere in the study: found here too.
    """
    found: dict[str, tuple[str, str]] = {}
    for form in confirmed:
        if form in words:
            found.setdefault(form, ("other", "decided"))
    for one in known:
        for form in derived(one.name, one.kind):
            if form in words:
                found.setdefault(form, (one.kind, "known"))
    _homophones(words, known, found)
    for rule, wanted in NUMBERS:
        for place in wanted.finditer(words):
            found.setdefault(place[place.lastindex or 0], ("number", rule))
    for place in DAY.finditer(words):
        found.setdefault(place[0], ("day", "day"))
    _addressed(words, found)
    for place in CAPITALS.finditer(words):
        if place[0] not in PLAIN:
            found.setdefault(place[0], ("other", "capitals"))
    counts = Counter({form: words.count(form) for form in found})
    rows = [Sighting(form, *found[form], counts[form]) for form in found]
    return sorted(rows, key=lambda row: (-row.count, row.form))


def _addressed(words: str, found: dict) -> None:
    """A surname before or after a form of address: 王师傅, 老李."""
    after = "|".join(sorted(ADDRESS, key=len, reverse=True))
    for place in re.finditer(rf"[{SURNAMES}](?:{after})", words):
        found.setdefault(place[0], ("person", "address"))
    for place in re.finditer(
        rf"[{''.join(BEFORE[:3])}][{SURNAMES}](?![\u4e00-\u9fff]{{0,1}}[厂板])", words
    ):
        found.setdefault(place[0], ("person", "address"))


def _homophones(words: str, known: list[Known], found: dict) -> None:
    """Full names in another spelling of the same sound: transcripts misspell them."""
    wanted = {
        _sounds(one.name): one.kind
        for one in known
        if 3 <= len(one.name) <= 4 and re.fullmatch(r"[\u4e00-\u9fff]+", one.name)
    }
    if not wanted:
        return
    for size in {len(sounds) for sounds in wanted}:
        runs = re.findall(r"[\u4e00-\u9fff]+", words)
        for run in runs:
            sounds = _sounds(run)
            for at in range(len(run) - size + 1):
                kind = wanted.get(sounds[at : at + size])
                if kind:
                    found.setdefault(run[at : at + size], (kind, "homophone"))
