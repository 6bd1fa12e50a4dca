"""The claim sheet as blocks, for Word: the same content as on paper."""

from __future__ import annotations

from typing import Any

from gongyou.documents import Block
from gongyou.law.phrasing import words


def sheet_blocks(sheet: dict[str, Any], lang: str) -> list[Block]:
    """One sheet: what can be handed in, then a page for the worker."""
    w = words(lang)
    return [*_first_part(sheet, w), Block("page"), *_own_part(sheet, w)]


def _first_part(sheet: dict[str, Any], w: dict[str, str]) -> list[Block]:
    named = [
        (w["name"], sheet["name"]),
        (w["id_number"], sheet["id_number"]),
        (w["phone"], sheet["phone"]),
        *((row["label"], row["value"]) for row in sheet["facts"]),
    ]
    blocks = [
        Block("title", w["title"]),
        Block("text", f"{sheet['worker']}  {sheet['as_of']}"),
        Block("table", rows=[[label, value] for label, value in named]),
        Block("text", f"{w['total']}: {sheet['total']} {sheet['currency']}".strip()),
        Block("heading", w["due"]),
    ]
    for number, item in enumerate(sheet["due"], 1):
        blocks += _item(number, item, w)
    if not sheet["due"]:
        blocks.append(Block("text", w["nothing_due"]))
    for key in ("authority", "figures"):
        if sheet[key]:
            blocks.append(Block("heading", w[key]))
            blocks += [Block("text", line) for line in sheet[key]]
    blocks += [Block("sign", f"{w['signature']}＿＿＿＿＿＿　{w['date']}＿＿＿＿＿＿")]
    return [*blocks, *_letterhead(sheet["centre"])]


def _item(number: int, item: dict[str, Any], w: dict[str, str]) -> list[Block]:
    other = "" if item["chosen"] else f" {w['instead']} {item['instead']}"
    about = [item["articles"]]
    if item["period"]:
        about.insert(0, f"{w['for_months']} {item['period']}")
    blocks = [
        Block("heading", f"{number}. {item['label']}{other}  {item['amount']} {item['unit']}"),
        Block("text", "  ".join(filter(None, about))),
    ]
    if item["lines"]:
        blocks += [_line(line) for line in item["lines"]]
    elif item["formula"]:
        blocks.append(Block("text", f"{w['computed']} {item['formula']}"))
    for months in item["months"]:
        blocks += _months(months, w)
    return blocks


def _line(line: dict[str, str]) -> Block:
    words_ = "" if line["words"] == line["label"] else f" = {line['words']}"
    return Block(
        "text", f"{line['label']}{words_}: {line['numbers']} {line['sign']} {line['value']}"
    )


def _months(months: dict[str, Any], w: dict[str, str]) -> list[Block]:
    blocks = []
    heads = [w["month_column"], w["reckoned_column"], w["amount_column"]]
    for group in months["groups"]:
        rows = [[row["when"], row["numbers"], row["amount"]] for row in group["rows"]]
        blocks.append(Block("text", f"{w['each_by']} {group['words']}"))
        blocks.append(Block("table", rows=[heads, *rows]))
    return [*blocks, Block("text", f"{w['months_total']}: {months['total']}")]


def _own_part(sheet: dict[str, Any], w: dict[str, str]) -> list[Block]:
    until = f"{w['file_by']}: {sheet['deadline']}"
    if sheet["deadline_note"]:
        until += f" ({sheet['deadline_note']})"
    blocks = [Block("title", w["own_part"]), Block("text", w["own_note"]), Block("text", until)]
    blocks += [Block("text", f"{n}. {step}") for n, step in enumerate(sheet["next"], 1)]
    blocks += [Block("text", sheet[key]) for key in ("sure", "range") if sheet[key]]
    for key, heads, columns in (
        ("days", ("entitlement", "date", "depends"), ("label", "day", "why")),
        ("disputed", ("entitlement", "from_to", "depends"), ("label", "range", "why")),
        (
            "missing",
            ("missing_fact", "missing_papers", "missing_decides"),
            ("fact", "papers", "decides"),
        ),
    ):
        if sheet[key]:
            rows = [[row[column] for column in columns] for row in sheet[key]]
            blocks.append(Block("heading", w["until_when" if key == "days" else key]))
            blocks.append(Block("table", rows=[[w[head] for head in heads], *rows]))
    if sheet["unasked"]["rows"]:
        open_ = [f"{row['fact']} ({row['decides']})" for row in sheet["unasked"]["rows"]]
        blocks.append(Block("heading", w["unasked"]))
        blocks.append(Block("text", w["unasked_note"]))
        blocks.append(Block("text", f"{w['list_sign'].join(open_)} {sheet['unasked']['more']}"))
    if sheet["check"]:
        blocks.append(Block("heading", w["before_filing"]))
        blocks += [Block("text", line) for line in sheet["check"]]
    return [*blocks, *_letterhead(sheet["centre"])]


def _letterhead(centre: dict[str, str]) -> list[Block]:
    said = " · ".join(filter(None, (centre["name"], centre["phone"], centre["address"])))
    return [Block("text", said)] if said else []
