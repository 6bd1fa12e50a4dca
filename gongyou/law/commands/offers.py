"""`gongyou offers`: what offers give everyone, beside the law's claim."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from gongyou.law.commands.claims import (
    File,
    Format,
    Lang,
    Law,
    MappingFile,
    On,
    Out,
    Readings,
    Year,
    chosen_format,
    save,
    say_written,
    writing,
)
from gongyou.law.commands.job import REFUSED, Job, errors, prepare, stop
from gongyou.law.commands.words import help_text, language, say
from gongyou.law.default import DEFAULT_LAW
from gongyou.law.offers import (
    Cost,
    Offer,
    OfferAmbiguousError,
    OfferError,
    cost_people,
    parse,
    people,
)

Groups = Annotated[list[str] | None, typer.Option("--group", help=help_text("opt.group"))]


def offers(
    file: File,
    offers: Annotated[str, typer.Argument(help=help_text("opt.offers"))],
    law: Law = DEFAULT_LAW,
    on: On = None,
    reading: Readings = None,
    format: Format = None,
    out: Out = None,
    lang: Lang = None,
    mapping: MappingFile = None,
    year: Year = None,
    group: Groups = None,
) -> None:
    """Cost offers; see `help_text("help.offers")`."""
    said = language(lang)
    form = chosen_format(format, out, said)
    held, doubt = load_offers(offers, said)
    job = prepare(
        file, lang=said, law=law, on=on, readings=reading or (), mapping=mapping, year=year
    )
    from gongyou.law.commands.tables import show_reading

    show_reading(job.reading, said, errors)
    if not job.workers:
        raise stop(said, "no_workers", REFUSED)
    columns = job.tables["employment"].column_names
    for name in group or ():
        if name not in columns:
            raise stop(said, "bad_group", text=name, some=", ".join(columns))
    if doubt is not None:
        _ask_back(job, doubt, said)
    costs = cost_all(job, held, group or ())
    if form == "json":
        text = json.dumps([_json(cost) for cost in costs], ensure_ascii=False, indent=1)
        typer.echo(text) if out is None else save(out, text.encode(), said)
    elif form == "xlsx" and out:
        with writing(out, said):
            _book(costs, job, out)
        say_written(out, said)
    else:
        _show(costs, said)


offers.__doc__ = help_text("help.offers")


def _ask_back(job: Job, doubt: OfferAmbiguousError, lang: str) -> None:
    """What a doubtful sentence can mean, with what each meaning comes to; nothing is chosen."""
    errors.print(doubt.en if lang == "en" else doubt.zh, style="bold red", markup=False)
    for number, cost in enumerate(cost_all(job, list(doubt.meanings), ()), 1):
        total = f"{cost.total.offered:,.2f}"
        errors.print(f"({number}) {cost.offer.describe(lang)}: {total}", markup=False)
    raise typer.Exit(REFUSED)


def load_offers(text: str, lang: str) -> tuple[list[Offer], OfferAmbiguousError | None]:
    """Offers out of a file (a line each, “name: offer”; or JSON) or the text itself.

    A sentence that can mean several things comes back beside them, to be asked back with amounts.
    """
    path = Path(text)
    try:
        is_file = path.is_file()
    except OSError:
        is_file = False
    content = path.read_text("utf-8-sig", "replace") if is_file else text
    try:
        found = _json_offers(content) or [
            _named(line, alone=not is_file)
            for line in content.splitlines()
            if line.strip() and not line.startswith("#")
        ]
    except OfferAmbiguousError as doubt:
        return [], doubt
    except OfferError as error:
        errors.print(error.message(lang), style="bold red", markup=False)
        raise typer.Exit(REFUSED) from error
    if not found:
        raise stop(lang, "no_offers", REFUSED)
    return found, None


def _json_offers(content: str) -> list[Offer] | None:
    if content.lstrip()[:1] not in ("{", "["):
        return None
    try:
        held = json.loads(content)
    except json.JSONDecodeError as error:
        raise OfferError(
            f"This JSON can't be read ({error}).", f"JSON 无法读取（{error}）。"
        ) from error
    return [
        parse(item) if isinstance(item, str) else Offer.from_json(item)
        for item in (held if isinstance(held, list) else [held])
    ]


def _named(line: str, *, alone: bool) -> Offer:
    """“Lide: 2000 per year …”, or an offer without a name."""
    name, mark, rest = line.replace("：", ":").partition(":")
    if mark and not alone and not any(c.isdigit() for c in name):
        return parse(rest, name.strip())
    return parse(line)


def cost_all(job: Job, offers: list[Offer], groups: list[str] | tuple[str, ...]) -> list[Cost]:
    """Every offer for every worker; the law is asked once."""
    from gongyou.law.commands.batch import compute

    claims = compute(job).claims()
    codes = {code for offer in offers for code in offer.needs()}
    tables = job.tables
    persons = people(tables["employment"], tables.get("pay"), claims, on=job.on, codes=codes)
    return [cost_people(offer, persons, group_by=groups) for offer in offers]


def _json(cost: Cost) -> dict[str, Any]:
    return {
        "offer": cost.offer.to_json(),
        "description": {lang: cost.offer.describe(lang) for lang in ("en", "zh-hans")},
        "total": _plain(vars(cost.total)),
        "groups": {
            column: {name: _plain(vars(summary)) for name, summary in held.items()}
            for column, held in cost.groups.items()
        },
        "workers": [
            {
                "worker": r.worker,
                "offer": _text(r.offer),
                "claim": _text(r.claim),
                "share": _text(r.share),
                "below_half": r.below_half,
                "missing": list(r.missing),
            }
            for r in cost.rows
        ],
    }


def _plain(held: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, (int, list, tuple)) else _text(value)
        for key, value in held.items()
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _title(cost: Cost, number: int, lang: str) -> str:
    name = f" {cost.offer.name}" if cost.offer.name else ""
    return f"{say('offer', lang)} {number}{name}: {cost.offer.describe(lang)}"


def _show(costs: list[Cost], lang: str) -> None:
    from gongyou.law.commands.tables import grid, money, out

    keys = (
        "offer",
        "offered",
        "claim",
        "share",
        "below_half",
        "unknown",
        "least",
        "median",
        "most",
    )
    for number, cost in enumerate(costs, 1):
        table = grid(
            _title(cost, number, lang),
            *(say(key, lang) for key in keys),
            numbers=tuple(range(1, 9)),
        )
        lines = [
            ("", cost.total),
            *(
                (f"{name or say('none', lang)}", summary)
                for held in cost.groups.values()
                for name, summary in held.items()
            ),
        ]
        for name, s in lines:
            table.add_row(
                name,
                money(s.offered),
                money(s.claimed),
                "–" if s.share is None else f"{s.share * 100:.1f}%",
                f"{s.below_half}/{s.people}",
                str(s.unknown),
                money(s.least),
                money(s.median),
                money(s.most),
            )
        out.print(table)
        out.print(f"{say('bands', lang)}: " + " / ".join(map(str, cost.total.bands)))
        _show_below(cost, lang)
        out.print()


def _show_below(cost: Cost, lang: str) -> None:
    from gongyou.law.commands.tables import grid, money, out

    rows = cost.below_half()
    if not rows:
        return
    table = grid(
        say("below_list", lang),
        *(say(key, lang) for key in ("worker", "offered", "claim", "share")),
        numbers=(1, 2, 3),
    )
    for row in rows[:10]:
        table.add_row(
            row.worker, money(row.offer), money(row.claim), f"{(row.share or 0) * 100:.1f}%"
        )
    if len(rows) > 10:
        table.add_row(say("more", lang, count=len(rows) - 10))
    out.print(table)


def _book(costs: list[Cost], job: Job, path: Path) -> None:
    from gongyou.law.commands.book import Book, write_problems

    lang = job.lang
    book = Book(path)
    keys = (
        "offer",
        "people",
        "offered",
        "claim",
        "share",
        "below_half",
        "unknown",
        "least",
        "median",
        "most",
    )
    book.sheet(
        say("sheet.offers", lang),
        [say(key, lang) for key in keys],
        "tnmmsnnmmm",
        (
            (
                _title(c, n, lang),
                s.people,
                s.offered,
                s.claimed,
                s.share,
                s.below_half,
                s.unknown,
                s.least,
                s.median,
                s.most,
            )
            for n, c in enumerate(costs, 1)
            for s in (c.total,)
        ),
        (70, 8, 16, 16, 10, 10, 10, 12, 12, 12),
    )
    heads = [say("worker", lang), say("claim", lang)]
    for number in range(1, len(costs) + 1):
        heads += [f"{say('offer', lang)} {number}", say("share", lang), say("below_half", lang)]
    rows = (
        [
            first.worker,
            first.claim,
            *(
                x
                for row in (first, *rest)
                for x in (row.offer, row.share, "✓" if row.below_half else "")
            ),
        ]
        for first, *rest in zip(*(cost.rows for cost in costs), strict=True)
    )
    book.sheet(say("sheet.workers", lang), heads, "tm" + "mst" * len(costs), rows, (12, 14))
    write_problems(book, job.reading, lang)
    book.close()
