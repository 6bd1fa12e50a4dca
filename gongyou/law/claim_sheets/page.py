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
    parts = [
        f"<header><h1>{w['title']}</h1><p><strong>{sheet['worker']}</strong> {sheet['name']}"
        f"<br><small>{sheet['as_of']}</small></p></header>",
        _facts(sheet["facts"]),
        _total(sheet, w),
        _section(w["due"], "".join(_card(n, item, w) for n, item in enumerate(sheet["due"], 1)))
        or f"<p>{w['nothing_due']}</p>",
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
        _section(w["authority"], _list(sheet["authority"])),
        _section(w["figures"], _list(sheet["figures"])),
    ]
    return f"<article>{''.join(parts)}</article>"


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>" if body else ""


def _unasked(unasked: dict[str, Any], w: dict[str, str]) -> str:
    if not unasked["rows"]:
        return ""
    named = [f"{row['fact']} <small>({row['decides']})</small>" for row in unasked["rows"]]
    said = w["list_sign"].join(named)
    return f"<p><small>{w['unasked_note']}</small></p><p>{said} {unasked['more']}</p>"


def _facts(rows: list[dict[str, Any]]) -> str:
    pairs = (
        f"<div><dt>{row['label']}</dt><dd>{row['value']}"
        + (f" <small>({row['source']})</small>" if row["source"] else "")
        + "</dd></div>"
        for row in rows
    )
    return f"<dl class=facts>{''.join(pairs)}</dl>"


def _total(sheet: dict[str, Any], w: dict[str, str]) -> str:
    urgent = " class=urgent" if sheet["urgent"] else ""
    return (
        f"<div class=total><div><small>{w['total']}</small><strong>{sheet['total']} "
        f"{sheet['currency']}</strong><small>{sheet['range'] or ''}</small></div>"
        f"<div><small>{w['file_by']}</small><strong{urgent}>{sheet['deadline']}</strong>"
        f"<small>{sheet['deadline_note'] or ''}</small></div>"
        f"<div><small>{w['open']}</small><strong>{sheet['open_count']}</strong>"
        f"<small>{w['open_note']}</small></div></div>"
    )


def _card(number: int, item: dict[str, Any], w: dict[str, str]) -> str:
    other = "" if item["chosen"] else f" <small>{w['instead']} {item['instead']}</small>"
    steps = "".join(
        f"<div><dt>{step['label']}</dt><dd>{step['value']}</dd></div>" for step in item["steps"]
    )
    formula = f"<p>{w['computed']} {item['formula']}</p>" if item["formula"] else ""
    kind = "card" if item["chosen"] else "card other"
    return (
        f'<div class="{kind}"><h3><span>{number}. {item["label"]}{other}</span>'
        f"<span>{item['amount']} {item['unit']}</span></h3><p><small>{item['articles']} "
        f"{item['by_then']}</small></p>"
        f"{formula}<dl>{steps}</dl>"
        + "".join(f"<p><small>{n}</small></p>" for n in item["notes"])
        + "</div>"
    )


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
