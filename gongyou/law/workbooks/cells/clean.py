"""Text of a cell made plain: full-width signs, spaces, the many ways to write nothing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "―",
        "–",
        "−",
        "/",
        "\\",
        "//",
        "_",
        ".",
        "·",
        "…",
        "...",
        "*",
        "n/a",
        "na",
        "nan",
        "null",
        "none",
        "nil",
        "?",
        "??",
        "？",
        "未知",
        "不详",
        "不清楚",
        "不明",
        "暂无",
        "待补",
        "待定",
        "unknown",
        "空",
        "无数据",
    ]
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), None)


def plain(text: str) -> str:
    """`text` in half-width signs without spaces at its ends and invisible signs."""
    if text.isascii():
        return text.strip()  # nothing to make half width, and no invisible sign
    return _plain(text)


@lru_cache(maxsize=1 << 15)
def _plain(text: str) -> str:
    """Kept for a while: a name is looked at several times in a row of a roster."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).strip()


def squeezed(text: str) -> str:
    """`text` plain, in small letters, without any space inside."""
    return "".join(plain(text).lower().split())


def says_nothing(text: str) -> bool:
    """Whether a (plain) text is one of the ways to write that nothing is there."""
    return text.lower() in NOTHING


_TRADITIONAL = (
    "萬與業兩喪個箇為舉書於產親從價會傷體餘償兒關養內冊鼕決況準減幾齣劃別彆製務動勞區醫韆協單廠"
    "厤歷參蔘雙發髮變檯臺颱號閤弔衕後嚮曏員週迴圓塊處備復複頭獎實審傢對侷屬崗幣帶並併應開棄張強"
    "噹當彔錄懷態總戶釦護報掛損換據數無時曠顯暫機條來構標覈檔檢歐殘匯彙沒註濟溫滿點狀現電療癥監"
    "碼礎確離種祕積稱稅競籌簽籤類係繫纍紅約級紀納線組細終經結絕統繼績續綜編繳罰罷職聯脅勝緻節獲"
    "穫補錶觀規觸計訂認討訓議記許証證詐訴試話該詳說請諾調負財責敗賬質貫貳貼貸費資賠車轉輪辭辯遷"
    "過進違連選郵鑑鑒鍾鐘錢銀銷錯鎮長門閉問間際陸險難僱麵頁項順領額齡"
)
_SIMPLIFIED = (
    "万与业两丧个个为举书于产亲从价会伤体余偿儿关养内册冬决况准减几出划别别制务动劳区医千协单厂"
    "历历参参双发发变台台台号合吊同后向向员周回圆块处备复复头奖实审家对局属岗币带并并应开弃张强"
    "当当录录怀态总户扣护报挂损换据数无时旷显暂机条来构标核档检欧残汇汇没注济温满点状现电疗症监"
    "码础确离种秘积称税竞筹签签类系系累红约级纪纳线组细终经结绝统继绩续综编缴罚罢职联胁胜致节获"
    "获补表观规触计订认讨训议记许证证诈诉试话该详说请诺调负财责败账质贯贰贴贷费资赔车转轮辞辩迁"
    "过进违连选邮鉴鉴钟钟钱银销错镇长门闭问间际陆险难雇面页项顺领额龄"
)
_SCRIPT = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""The characters of headings and codes, as Hong Kong and Taiwan write them. OpenCC gives the same
for each of them, which a test asks; it takes forty times as long, and a roster has many cells."""


def folded(text: str) -> str:
    """`text` squeezed and in the simplified script: for words with a meaning, not for names."""
    made = squeezed(text)
    return made if made.isascii() else made.translate(_SCRIPT)
