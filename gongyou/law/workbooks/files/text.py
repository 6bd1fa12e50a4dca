"""CSV in UTF-8, UTF-16, GB18030 or Big5 with commas, tabs, semicolons or bars."""

from __future__ import annotations

import csv
import io
import sys

from gongyou.law.workbooks.files.sheets import Limits, Sheet
from gongyou.law.workbooks.problems import CannotRead


def read_csv(content: bytes, name: str, limits: Limits) -> list[Sheet]:
    """One sheet named after the file; the encoding is noted when it was not plain UTF-8."""
    text, encoding = decode(content)
    csv.field_size_limit(min(sys.maxsize, limits.file))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            if cells > limits.cells or len(row) > limits.columns:
                raise CannotRead("too_many_cells", f"{len(rows) + 1} × {len(row)}")
            rows.append(list(row))
    except csv.Error as error:
        raise CannotRead("damaged", str(error)[:80]) from error
    notes = [] if encoding == "UTF-8" else [("encoding_guessed", encoding)]
    return [Sheet(name, rows, notes=notes)]


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises:
        CannotRead: "unknown_format" where it is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").replace("\0", ""), "UTF-16"
    try:
        text, name = content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        if half := _without_mark(content):
            return half
        text, name = _chinese(content)
    if "\0" in text:
        if half := _without_mark(content):
            return half
        raise CannotRead("unknown_format", "NUL")
    return text, name


def _without_mark(content: bytes) -> tuple[str, str] | None:
    """UTF-16 without its mark: every second byte of the ASCII in it is nought."""
    head = content[:4000]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        noughts, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if noughts > len(head) // 20 and not others:
            return content.decode(encoding, "replace").replace("\0", ""), "UTF-16"
    return None


def _chinese(content: bytes) -> tuple[str, str]:
    """GB18030 or Big5, whichever makes more of the characters that everybody uses."""
    best: tuple[tuple[bool, float], str, str] | None = None
    for encoding, name in (("gb18030", "GB18030"), ("big5hkscs", "Big5")):
        text = content.decode(encoding, "replace")
        broken = text.count("\ufffd")
        signs = [sign for sign in text[:200_000] if ord(sign) > 0x2E80]
        usual = sum(sign in _USUAL for sign in signs) / max(len(signs), 1)
        rank = broken <= len(signs) // 200, usual
        if best is None or rank > best[0]:
            best = rank, text, name
    assert best is not None
    return best[1].replace("\0", "") if best[0][0] is False else best[1], best[2]


_USUAL = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主"
    "发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着著等部度家电電"
    "力里裡如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還"
    "因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利"
    "比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題程"
    "姓名资資薪补補贴貼扣税稅险險基金奖獎绩績勤班假休病岗崗位职職员員号號编編身份证證电話话手机住址备備注註"
    "入离離期签簽订訂合计計小时時元应應实實发發付欠社保医醫疗療养養老失伤傷育房积積序性别別男女籍贯貫"
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
    "肖田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒"
    "伟偉芳娜敏静靜丽麗强強磊军軍洋勇艳艷杰傑娟涛濤明超秀霞平刚剛桂英华華文玉兰蘭志春梅建国國海红紅"
    "广廣东東深圳州京津沪滬上海北南西厂廠车車间間组組长長市区區省县縣路街村镇鎮注"
)
"""Characters that lists of workers and wages are full of, in both scripts."""


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the most columns, alike in each."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    counts = {sign: sorted(line.count(sign) for line in lines) for sign in ",\t;|"}
    return max(counts, key=lambda sign: counts[sign][len(lines) // 2] if lines else 0)
