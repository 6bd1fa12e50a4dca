"""Who says so: the sources of facts and the words for them in sheets and headers."""

from __future__ import annotations

from gongyou.law.workbooks.cells.clean import folded

SOURCES: dict[str, dict[str, str]] = {
    "worker": {"en": "worker's word", "zh-hans": "工友自述"},
    "payslip": {"en": "payslip", "zh-hans": "工资条"},
    "bank": {"en": "bank statement", "zh-hans": "银行流水"},
    "ledger": {"en": "employer's ledger", "zh-hans": "单位台账"},
    "contract": {"en": "written contract", "zh-hans": "劳动合同"},
    "si_record": {"en": "social-insurance record", "zh-hans": "社保记录"},
    "decision": {"en": "award or judgment", "zh-hans": "裁决或判决"},
}
"""Codes of sources with labels; other words are kept as they are written."""

_WORDS = {
    "worker": "工友自述 工友说 工友 自述 工人自述 本人自述 口述 worker'sword workersays",
    "payslip": "工资条 工资单 payslip payslips",
    "bank": "银行流水 流水 银行 银行明细 bank bankstatement",
    "ledger": "单位台账 台账 单位工资表 公司工资表 公司账 单位账 ledger employer'sledger",
    "contract": "合同 书面合同 writtencontract",
    "si_record": "社保记录 社保清单 参保证明 缴费证明 social-insurancerecord",
    "decision": "裁决 判决 裁决书 判决书 award judgment",
}
_BY_WORD = {
    folded(word): code
    for code, words in _WORDS.items()
    for word in (code, *words.split(), *SOURCES[code].values())
}
_IN_SHEET_NAMES = (
    "工友自述",
    "自述",
    "工资条",
    "工资单",
    "银行流水",
    "流水",
    "台账",
    "社保清单",
    "payslip",
    "bank",
    "ledger",
)


def source_code(word: str | None) -> str | None:
    """The code of a source by any of its words, other words as they are."""
    if not word:
        return None
    return _BY_WORD.get(folded(word), word.strip())


def known_source(word: str) -> str | None:
    """The code of a source if the word is one of those known."""
    return _BY_WORD.get(folded(word))


def source_in_name(name: str) -> str | None:
    """The source that the name of a sheet speaks of, if it does."""
    low = folded(name)
    return next((_BY_WORD[word] for word in _IN_SHEET_NAMES if word in low), None)


def source_label(code: str, lang: str) -> str:
    """The name of a source in `lang`; its code when it has none."""
    return SOURCES[code][lang] if code in SOURCES else code
