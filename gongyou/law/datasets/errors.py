"""What is wrong with a dataset, in both languages: the part, the table, the column."""

from __future__ import annotations

TEXTS = {
    "no_parts": {
        "en": "{place} has no parts (folders part=…). Cut the files with `gongyou parts`.",
        "zh-hans": "{place} 中没有分片（part=… 文件夹）。请先用 gongyou parts 切分。",
    },
    "no_table": {
        "en": "{part}: the table {table} is not there.",
        "zh-hans": "{part}：缺少表 {table}。",
    },
    "no_source": {
        "en": "{place} has no {table}.parquet or {table}.csv.",
        "zh-hans": "{place} 中没有 {table}.parquet 或 {table}.csv。",
    },
    "cannot_read": {
        "en": "{part}/{name} cannot be read: {text}",
        "zh-hans": "无法读取 {part}/{name}：{text}",
    },
    "no_key": {
        "en": "{part}: {table} lacks its key column {key}.",
        "zh-hans": "{part}：表 {table} 缺少主键列 {key}。",
    },
    "type": {
        "en": "{part}: {table}.{column} is {given}, but {wanted} is declared.",
        "zh-hans": "{part}：{table}.{column} 的类型是 {given}，应为 {wanted}。",
    },
    "twice": {
        "en": "{table}: {worker} stands {times} times, in {parts}.",
        "zh-hans": "{table}：{worker} 出现了 {times} 次，在 {parts}。",
    },
    "key_empty": {
        "en": "{parts}: a row of {table} has no {key}.",
        "zh-hans": "{parts}：表 {table} 有一行没有 {key}。",
    },
    "other_results": {
        "en": "{place}/{part} holds results of another law, day or reading. Choose another folder "
        "with --out, or remove it.",
        "zh-hans": "{place}/{part} 中是另一部法律、另一日期或另一口径的结果。"
        "请用 --out 换一个文件夹，或先删除。",
    },
}


class DatasetError(ValueError):
    """A dataset that cannot be computed."""

    def __init__(self, code: str, **values: object):
        self.code, self.values = code, values
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """What is wrong, in a language."""
        return TEXTS[self.code][lang].format(**self.values)
