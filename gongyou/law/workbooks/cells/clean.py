"""Text of a cell made plain: full-width signs, spaces, the many ways to write nothing."""

from __future__ import annotations

import unicodedata

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
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).strip()


def squeezed(text: str) -> str:
    """`text` plain, in small letters, without any space inside."""
    return "".join(plain(text).lower().split())


def says_nothing(text: str) -> bool:
    """Whether a (plain) text is one of the ways to write that nothing is there."""
    return text.lower() in NOTHING
