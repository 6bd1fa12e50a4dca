"""The places of China for the rooms: found by name, pinyin or code; said as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gongyou.law.packs.cn.place_names import place_name, regions
from gongyou.law.packs.cn.place_search import places_called

CITIES = (
    "4401 4403 4419 4420 4406 4413 4404 4407 4412 4402 4405 4408 4409 4414 4415 4416 4417 4418"
    " 4451 4452 4453 3100 1100"
)
WITH_DISTRICTS = ("4401", "4403", "4406", "4413", "4404")
MARKS = "省市区县镇"


class Places:
    """See `law.desk.PlaceBook`."""

    hint: Mapping[str, str] = {
        "en": "Write it like 广州番禺, Panyu or 440113.",
        "zh-hans": "可写“广州番禺”、Panyu 或 440113。",
    }

    def called(self, text: str) -> tuple[str, ...]:
        """All places that a code, a Chinese name, pinyin or a nickname may mean."""
        return places_called(text)

    def name(self, code: str) -> str | None:
        """440306 → 广东省深圳市宝安区."""
        return place_name(code)

    def title(self, code: str, lang: str) -> str | None:
        """广州市番禺区; in pinyin for readers of English."""
        name = place_name(code)
        if not name:
            return None
        province = place_name(code[:2] + "0000") or ""
        short = name.removeprefix(province) if code[2:] != "0000" else name
        if lang == "zh-hans":
            return short or name
        return ", ".join(_latin(part) for part in reversed(_parts(code))) or code

    def regions(self, lang: str) -> list[list[str]]:
        """Provinces and cities in force; in languages other than Chinese by sound."""
        return regions(lang)

    def offered(self) -> tuple[str, ...]:
        """Cities of Guangdong, the districts of the largest, Shanghai, Beijing."""
        return _offered()


def filing_body(place: str, lang: str) -> str:
    """The arbitration commission of a place."""
    title = Places().title(place, lang) if place else None
    if lang == "zh-hans":
        return f"{title or ''}劳动人事争议仲裁委员会"
    named = "Labour and Personnel Dispute Arbitration Commission"
    return f"{title} {named}" if title else "the labour arbitration commission"


def _parts(code: str) -> list[str]:
    """The names of the city and the district, or of the province alone."""
    above, parts = "", []
    for step in dict.fromkeys((code[:2] + "0000", code[:4] + "00", code)):
        name = place_name(step)
        if name and name != above:
            parts.append(name.removeprefix(above))
            above = name
    return parts[1:] if len(parts) > 1 and parts[0].endswith(("省", "区")) else parts


def _latin(name: str) -> str:
    from pypinyin import lazy_pinyin

    stem = name.rstrip(MARKS) if len(name) > 2 else name
    return "".join(lazy_pinyin(stem)).capitalize()


@cache
def _offered() -> tuple[str, ...]:
    codes = []
    for city in CITIES.split():
        codes.append(city + "00")
        if city in WITH_DISTRICTS:
            numbers = (f"{city}{n:02d}" for n in range(1, 25))
            codes += [c for c in numbers if (name := place_name(c)) and name[-1] in "区县"]
    return tuple(codes)
