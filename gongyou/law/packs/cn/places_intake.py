"""Makes `place_names.csv` from a list of codes in force and a history of codes.

    python -m gongyou.law.packs.cn.places_intake CODES HISTORY

CODES has `adcode` or `code` and `name`; HISTORY has `code,name,first_revision,last_revision`. Needs
`pypinyin`. A former name keeps its code and the last month in which it was listed; `now` is the
place that took it in where that can be told by name or is told below.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from .place_forms import stem_of

MERGED = {
    "310108": "310106",  # 闸北 into 静安, 2015
    "310103": "310101",  # 卢湾 into 黄浦, 2011
    "310119": "310115",  # 南汇 into 浦东, 2009
    "110103": "110101",  # 崇文 into 东城, 2010
    "110104": "110102",  # 宣武 into 西城, 2010
    "120107": "120116",  # 塘沽, 汉沽, 大港 into 滨海, 2009
    "120108": "120116",
    "120109": "120116",
    "440102": "440104",  # 东山 into 越秀, 2005
    "440107": "440103",  # 芳村 into 荔湾, 2005
    "440116": "440112",  # 萝岗 into 黄埔, 2014
    "500105": "500157",  # 江北 and 渝北 into 两江新区, 2025
    "500112": "500157",
    "330103": "330105",  # 下城 and 江干, 2021
    "330104": "330102",
    "330204": "330212",  # 江东 into 鄞州, 2016
    "320503": "320508",  # 沧浪, 平江, 金阊 into 姑苏, 2012
    "320504": "320508",
    "320505": "320508",
    "320107": "320106",  # 下关 into 鼓楼, 2013
    "320103": "320104",  # 白下 into 秦淮, 2013
    "341400": "340100",  # 巢湖 city dissolved, 2011
    "371200": "370100",  # 莱芜 into 济南, 2019
}
LAST_LISTED = {"500105": "2025-10", "500112": "2025-10"}
SINCE = "200501"
ZONES = ("开发区", "管理区", "园区", "委员会")
MUNICIPALITIES = ("11", "12", "31", "50")
SPELT_OTHERWISE = {"朝阳": "chaoyang", "陕西": "shaanxi"}
NO_PLACES = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"}


def main(codes: str, history: str) -> None:
    """Write the table beside this file."""
    current = {(row.get("adcode") or row["code"])[:6]: row["name"] for row in _rows(Path(codes))}
    rows = [(code, name, "", "") for code, name in current.items()]
    for row in _rows(Path(history)):
        code, name, last = row["code"], row["name"], row["last_revision"]
        gone = current.get(code) != name and last >= SINCE and name not in NO_PLACES
        if gone and not name.endswith(ZONES):
            until = LAST_LISTED.get(code, f"{last[:4]}-{last[4:]}" if last < "201904" else "")
            rows.append((code, name, until or "2025-12", _now(code, name, current)))
    with (
        Path(__file__).with_name("place_names.csv").open("w", encoding="utf-8", newline="") as file
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "until", "now", "pinyin"))
        writer.writerows((*row, _pinyin(row[1])) for row in sorted(rows))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _now(code: str, name: str, current: dict[str, str]) -> str:
    if code in current:
        return code
    if code in MERGED:
        return MERGED[code]
    stem = stem_of(name)
    for length in (4, 2) if code[:2] in MUNICIPALITIES else (4,):
        same = [c for c, n in current.items() if c[:length] == code[:length] and stem_of(n) == stem]
        if len(same) == 1:
            return same[0]
    return ""


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin

    stem = stem_of(name)
    return SPELT_OTHERWISE.get(stem) or "".join(lazy_pinyin(stem))


if __name__ == "__main__":
    main(*sys.argv[1:])
