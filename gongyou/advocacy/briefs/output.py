"""A brief written out: HTML folder, PDF, Word, and its figures as CSV with definitions.

Every output is made of the same blocks, and every number in them of the same snapshot. Nothing is
asked of another machine: the folder opens from a stick.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape

from gongyou.advocacy.briefs.document import Brief
from gongyou.advocacy.briefs.expressions import value_of
from gongyou.advocacy.briefs.said import about, chart, rows, say, shown
from gongyou.advocacy.indicators import Figure, catalogue, indicator
from gongyou.documents import charts, paper, word
from gongyou.documents.markup import Block

STYLE = """
:root{color-scheme:light dark}body{font:17px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:0 auto;
max-width:46rem;padding:1rem}h1{line-height:1.25}table{border-collapse:collapse;width:100%;
font-size:.88em}th,td{border:1px solid #8886;padding:.3em .5em;text-align:left}
.wrap{overflow-x:auto}figure{margin:1.5rem 0}img{width:100%;background:#fff}
a.figure{text-decoration:underline dotted;color:inherit}details{margin:.6rem 0;padding:.4rem .6rem;
border:1px solid #8886;border-radius:.4rem}dt{font-weight:600}dd{margin:0 0 .4rem}
@media print{details{display:block}body{max-width:none}}
"""


def title_of(brief: Brief, figures: Mapping[str, Figure]) -> str:
    """The title with its marks read."""
    from gongyou.advocacy.briefs.document import markdown

    return "".join(_text(brief, figures, markdown().parseInline(brief.title)[0].children or []))


def _text(brief: Brief, figures: Mapping[str, Figure], children) -> Iterator[str]:
    """The words of one line, every value in the reader's language."""
    for token in children:
        if token.type == "mark":
            yield _marked(brief, figures, token)
        elif token.type in ("softbreak", "hardbreak"):
            yield "" if brief.language.startswith("zh") else " "
        else:
            yield token.content


def _marked(brief: Brief, figures: Mapping[str, Figure], token) -> str:
    if token.meta["kind"] != "value":
        return token.content if token.meta["kind"] != "shown" else ""
    figure, value, name = value_of(token.meta["about"], figures)
    return shown(figure, value, brief.language, name, brief.head.get("currency", "CNY"))


def blocks(brief: Brief, figures: Mapping[str, Figure]) -> list[Block]:
    """The brief for PDF and Word; a chart is followed by its table."""
    found = [Block("title", title_of(brief, figures))]
    if brief.as_of:
        found.append(Block("text", say("as_of", brief.language, day=brief.as_of)))
    found += _body(brief, figures)
    found.append(Block("heading", say("how_made", brief.language)))
    for key, figure in figures.items():
        found.append(Block("text", f"{key}: {indicator(figure.indicator).name[brief.language]}"))
        found.append(Block("table", rows=[list(pair) for pair in about(figure, brief.language)]))
    return found


def _body(brief: Brief, figures: Mapping[str, Figure]) -> Iterator[Block]:
    table: list[list[str]] | None = None
    kind = "text"
    for token in brief.tokens:
        if token.type == "table_open":
            table = []
        elif token.type == "tr_open" and table is not None:
            table.append([])
        elif token.type == "table_close":
            yield Block("table", rows=table or [])
            table = None
        elif token.type.endswith("_open"):
            kind = {"heading_open": "heading", "list_item_open": "item"}.get(token.type, kind)
            kind = "text" if token.type in ("bullet_list_open", "blockquote_open") else kind
        elif token.type in ("heading_close", "list_item_close"):
            kind = "text"
        elif token.type == "inline" and table is not None:
            table[-1].append("".join(_text(brief, figures, token.children)))
        elif token.type == "inline":
            yield from _paragraph(brief, figures, token, kind)


def _paragraph(brief: Brief, figures: Mapping[str, Figure], token, kind: str) -> Iterator[Block]:
    words = "".join(_text(brief, figures, token.children)).strip()
    if words:
        yield Block(
            "heading" if kind == "heading" else "text", ("· " if kind == "item" else "") + words
        )
    for child in token.children:
        if child.type == "mark" and child.meta["kind"] == "shown":
            yield from _figure_blocks(brief, figures, child.meta["about"])


def _figure_blocks(brief: Brief, figures: Mapping[str, Figure], told: str) -> Iterator[Block]:
    key, kind = (part.strip() for part in told.split(" as "))
    figure, currency = figures[key], brief.head.get("currency", "CNY")
    name = indicator(figure.indicator).name[brief.language]
    if kind != "table":
        yield Block("chart", name, chart=chart(figure, brief.language, kind, currency))
    yield Block("table", rows=rows(figure, brief.language, currency))


def pdf(brief: Brief, figures: Mapping[str, Figure]) -> bytes:
    """The brief as PDF."""
    return paper.render([blocks(brief, figures)], brief.language)


def docx(brief: Brief, figures: Mapping[str, Figure], author: str = "") -> bytes:
    """The brief as a Word file."""
    return word.render(blocks(brief, figures), brief.language, author)


def html(brief: Brief, figures: Mapping[str, Figure], files: str = "") -> dict[str, bytes]:
    """File name → bytes of a folder without a script and without a request to anywhere."""
    made: dict[str, bytes] = {}
    body = "".join(_html(brief, figures, made))
    title = title_of(brief, figures)
    day = f"<p>{escape(say('as_of', brief.language, day=brief.as_of))}</p>" if brief.as_of else ""
    opened = "".join(_opened(brief, figures, files or brief.name))
    page = (
        f'<!doctype html><html lang="{"zh-Hans" if brief.language != "en" else "en"}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="brief.css"></head><body><main>'
        f"<h1>{escape(title)}</h1>{day}{body}"
        f"<h2>{escape(say('how_made', brief.language))}</h2>{opened}</main></body></html>"
    )
    return {f"{brief.language}.html": page.encode(), "brief.css": STYLE.encode(), **made}


def _html(brief: Brief, figures: Mapping[str, Figure], made: dict[str, bytes]) -> Iterator[str]:
    from gongyou.advocacy.briefs.document import markdown

    reader = markdown()

    def mark(tokens, place, _options, _env):
        token = tokens[place]
        if token.meta["kind"] == "shown":
            return _html_figure(brief, figures, token.meta["about"], made)
        text = escape(_marked(brief, figures, token))
        if token.meta["kind"] == "free":
            return text
        key = next(iter(sorted(_keys(token.meta["about"], figures))), "")
        return f'<a class="figure" href="#figure-{key}">{text}</a>'

    reader.renderer.rules["mark"] = mark  # type: ignore[attr-defined]
    yield reader.renderer.render(brief.tokens, reader.options, {})


def _keys(told: str, figures: Mapping[str, Figure]) -> set[str]:
    return {key for key in figures if key in told.replace("[", ".").replace(" ", ".").split(".")}


def _html_figure(
    brief: Brief, figures: Mapping[str, Figure], told: str, made: dict[str, bytes]
) -> str:
    key, kind = (part.strip() for part in told.split(" as "))
    figure, currency = figures[key], brief.head.get("currency", "CNY")
    name = escape(indicator(figure.indicator).name[brief.language])
    picture = ""
    if kind != "table":
        file = f"{key}.{brief.language}.svg"
        made[file] = charts.svg(
            chart(figure, brief.language, kind, currency), brief.language
        ).encode()
        picture = f'<img src="{file}" alt="{name}">'
    head, *body = rows(figure, brief.language, currency)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in body)
    heads = "".join(f'<th scope="col">{escape(c)}</th>' for c in head)
    # A figure stands in a paragraph of its own: what is opened there is closed first.
    return (
        f'</p><figure>{picture}<figcaption><a class="figure" href="#figure-{key}">{name}</a>'
        f'</figcaption><div class="wrap"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div></figure><p>"
    )


def _opened(brief: Brief, figures: Mapping[str, Figure], files: str) -> Iterator[str]:
    for key, figure in figures.items():
        name = escape(indicator(figure.indicator).name[brief.language])
        lines = "".join(
            f"<dt>{escape(head)}</dt><dd>{escape(text)}</dd>"
            for head, text in about(figure, brief.language)
        )
        again = escape(say("recompute", brief.language, files=files))
        yield (
            f'<details id="figure-{key}" open><summary>{key}: {name}</summary><dl>{lines}</dl>'
            f"<p><code>{again}</code></p></details>"
        )


def data(figures: Mapping[str, Figure]) -> dict[str, bytes]:
    """figures.csv, definitions.json and checksums of both."""
    out = io.StringIO()
    names = ["figure", "indicator", "table", "basis", "by", "group", "part", "value", "low", "high",
             "floor", "ceiling", "n", "missing", "withheld", "digest"]  # fmt: skip
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for key, figure in figures.items():
        for v in figure.values:
            writer.writerow([
                key, figure.indicator, figure.table, figure.basis, figure.by, v.group, v.part,
                v.value, v.low, v.high, v.floor, v.ceiling, v.n, v.missing, v.withheld,
                figure.digest,
            ])  # fmt: skip
    used = {figure.indicator for figure in figures.values()}
    texts = {
        code: {
            "number": one.number, "name": dict(one.name), "definition": dict(one.definition),
            "numerator": dict(one.numerator), "denominator": dict(one.denominator),
            "unit": one.unit, "caveat": dict(one.caveat), "uncertainty": dict(one.uncertainty),
        }
        for code, one in catalogue().items() if code in used
    }  # fmt: skip
    made = {
        "figures.csv": out.getvalue().encode(),
        "definitions.json": json.dumps(texts, ensure_ascii=False, indent=1).encode(),
    }
    sums = "".join(f"{sha256(held).hexdigest()}  {name}\n" for name, held in made.items())
    return {**made, "checksums.txt": sums.encode()}
