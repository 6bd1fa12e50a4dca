"""The claim sheet as one HTML page that needs nothing else: no script, no outside file."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import Any

from gongyou.law.phrasing import words


def html_page(sheets: list[dict[str, Any]], lang: str) -> str:
    """The page of one or many sheets."""
    said = {key: escape(text) for key, text in words(lang).items()}
    style = resources.files(__package__).joinpath("templates/claim.css").read_text("utf-8")
    body = "\n".join(_sheet(_escaped(sheet), said) for sheet in sheets)
    code = "zh-Hans" if lang == "zh-hans" else "en"
    return (
        f'<!doctype html>\n<html lang="{code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said['title']}</title><style>{style}</style></head>"
        f"<body>{body}<footer>{said['footer']}</footer></body></html>\n"
    )


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: _escaped(held) for key, held in value.items()}
    return [_escaped(held) for held in value] if isinstance(value, list) else value


def _sheet(sheet: dict[str, Any], w: dict[str, str]) -> str:
    cards = "".join(_card(n, item, w) for n, item in enumerate(sheet["due"], 1))
    parts = [
        f"<header><h1>{w['title']}</h1><p><strong>{sheet['worker']}</strong> {sheet['name']}"
        f"<br><small>{sheet['as_of']}</small></p></header>",
        _facts(sheet["facts"]),
        _total(sheet, w),
        _section(w["due"], cards) or f"<p>{w['nothing_due']}</p>",
        _section(w["authority"], _list(sheet["authority"])),
        _section(w["figures"], _list(sheet["figures"])),
        _letterhead(sheet["centre"]),
    ]
    return f"<article>{''.join(parts)}</article><article>{''.join(_own_part(sheet, w))}</article>"


def _own_part(sheet: dict[str, Any], w: dict[str, str]) -> list[str]:
    """What is for the worker alone."""
    steps = "".join(f"<li>{step}</li>" for step in sheet["next"])
    return [
        f"<header><h1>{w['own_part']}</h1><p><small>{w['own_note']}</small></p></header>",
        f"<p><strong>{w['file_by']} {sheet['deadline']}</strong> "
        f"<small>{sheet['deadline_note'] or ''}</small></p>",
        f"<ol>{steps}</ol>",
        _section(
            w["until_when"],
            _table(
                sheet["days"], ("label", "day", "why"), (w["entitlement"], w["date"], w["depends"])
            ),
        ),
        f"<p>{sheet['sure']}</p>" if sheet["sure"] else "",
        f"<p>{sheet['range']}</p>" if sheet["range"] else "",
        _section(
            w["disputed"],
            _table(
                sheet["disputed"],
                ("label", "range", "why"),
                (w["entitlement"], w["from_to"], w["depends"]),
            ),
        ),
        _section(
            w["missing"],
            _table(
                sheet["missing"],
                ("fact", "papers", "decides"),
                (w["missing_fact"], w["missing_papers"], w["missing_decides"]),
            ),
        ),
        _section(w["unasked"], _unasked(sheet["unasked"], w)),
        _section(w["before_filing"], _list(sheet["check"])),
        _letterhead(sheet["centre"]),
    ]


def _letterhead(centre: dict[str, str]) -> str:
    said = " · ".join(filter(None, (centre["name"], centre["phone"], centre["address"])))
    return f"<p>{said}</p>" if said else ""


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>" if body else ""


def _unasked(unasked: dict[str, Any], w: dict[str, str]) -> str:
    if not unasked["rows"]:
        return ""
    named = [f"{row['fact']} <small>({row['decides']})</small>" for row in unasked["rows"]]
    said = w["list_sign"].join(named)
    return f"<p><small>{w['unasked_note']}</small></p><p>{said} {unasked['more']}</p>"


def _facts(rows: list[dict[str, Any]]) -> str:
    pairs = (f"<div><dt>{row['label']}</dt><dd>{row['value']}</dd></div>" for row in rows)
    return f"<dl class=facts>{''.join(pairs)}</dl>"


def _total(sheet: dict[str, Any], w: dict[str, str]) -> str:
    return (
        f"<div class=total><div><small>{w['total']}</small><strong>{sheet['total']} "
        f"{sheet['currency']}</strong></div></div>"
    )


def _card(number: int, item: dict[str, Any], w: dict[str, str]) -> str:
    other = "" if item["chosen"] else f" <small>{w['instead']} {item['instead']}</small>"
    months = f"<p><small>{w['for_months']} {item['period']}</small></p>" if item["period"] else ""
    kind = "card" if item["chosen"] else "card other"
    return (
        f'<div class="{kind}"><h3><span>{number}. {item["label"]}{other}</span>'
        f"<span>{item['amount']} {item['unit']}</span></h3><p><small>{item['articles']}"
        f"</small></p>{months}{_reckoned(item, w)}</div>"
    )


def _reckoned(item: dict[str, Any], w: dict[str, str]) -> str:
    """The lines from the amount down to the facts, and the months."""
    if not item["lines"]:
        steps = "".join(
            f"<div><dt>{step['label']}</dt><dd>{step['value']}</dd></div>" for step in item["steps"]
        )
        formula = f"<p>{w['computed']} {item['formula']}</p>" if item["formula"] else ""
        return f"{formula}<dl>{steps}</dl>"
    lines = "".join(
        f"<p>{line['label']} <small>= {line['words']}</small><br>"
        f"{line['numbers']} {line['sign']} <strong>{line['value']}</strong></p>"
        for line in item["lines"]
    )
    return lines + "".join(_months(months, w) for months in item["months"])


def _months(months: dict[str, Any], w: dict[str, str]) -> str:
    heads = (w["month_column"], w["reckoned_column"], w["amount_column"])
    tables = "".join(
        f"<p><small>{w['each_by']} {group['words']}</small></p>"
        + _table(group["rows"], ("when", "numbers", "amount"), heads)
        for group in months["groups"]
    )
    return f"{tables}<p>{w['months_total']} <strong>{months['total']}</strong></p>"


def _table(rows: list[dict[str, str]], keys: tuple[str, ...], heads: tuple[str, ...]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{text}</th>" for text in heads)
    lines = "".join(
        "<tr>"
        + "".join(f'<td data-label="{h}">{row[k]}</td>' for k, h in zip(keys, heads, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _list(rows: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>" if rows else ""
