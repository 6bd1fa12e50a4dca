"""`gongyou law`: what the program holds to be the law."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Annotated, Any

import typer
from rich.text import Text

from gongyou.law.commands.claims import Lang, On
from gongyou.law.commands.graph import below
from gongyou.law.commands.job import check_law, parse_day, stop
from gongyou.law.commands.tables import grid, out
from gongyou.law.commands.words import LANGUAGES, help_text, language, say
from gongyou.law.default import DEFAULT_LAW
from gongyou.law.phrasing import say as sheet_word
from gongyou.law.phrasing import unit
from gongyou.law.places import find_place

law = typer.Typer(no_args_is_help=True, help=help_text("help.law"), rich_markup_mode=None)
LawName = Annotated[str, typer.Option("--law", help=help_text("opt.law"))]


@law.command("list", help=help_text("help.law.list"))
def list_(law: LawName = DEFAULT_LAW, lang: Lang = None) -> None:
    """List the entitlements of a law."""
    said = language(lang)
    pack = _pack(law, said)
    title = say(
        "law.title",
        said,
        title=pack.title.get(said) or pack.title["en"],
        count=len(pack.entitlements),
    )
    table = grid(title, *(say(f"law.{key}", said) for key in ("code", "name", "forum", "unit")))
    for code, held in pack.entitlements.items():
        table.add_row(
            code,
            pack.text(f"entitlement.{code}", said),
            _forum(held.forum, said),
            unit(held.unit, said),
        )
    out.print(table)


@law.command("show", help=help_text("help.law.show"))
def show(
    code: Annotated[str, typer.Argument(help=help_text("opt.code"))],
    law: LawName = "",
    lang: Lang = None,
) -> None:
    """Show an entitlement in both languages, the chosen one first."""
    said = language(lang)
    pack = _pack(law or _law_of(code), said)
    found = _meant(pack, code)
    if len(found) != 1:
        near = found or get_close_matches(code, pack.entitlements, 5, 0.4)
        near = near or list(pack.entitlements)[:5]
        raise stop(said, "bad_code", text=code, some=", ".join(near))
    for each in sorted(LANGUAGES, key=lambda name: name != said):
        _show(pack, pack.entitlements[found[0]], each)
        out.print()


def _law_of(code: str) -> str:
    """The law that a code begins with; China's for a bare name."""
    from gongyou.law import pack_names

    first, dot, _ = code.partition(".")
    return first if dot and (first in pack_names() or len(first) == 2) else DEFAULT_LAW


def _meant(pack: Any, text: str) -> list[str]:
    """The code itself, or those whose end or name in a language is what was typed."""
    if text in pack.entitlements:
        return [text]
    wanted = text.strip().lower()
    names = {
        code: {code.partition(".")[2], *(pack.text(f"entitlement.{code}", n) for n in LANGUAGES)}
        for code in pack.entitlements
    }
    exact = [code for code, held in names.items() if wanted in {n.lower() for n in held}]
    return exact or [code for code, held in names.items() if any(wanted in n.lower() for n in held)]


@law.command("parameters", help=help_text("help.law.parameters"))
def parameters(
    name: Annotated[str | None, typer.Argument(help=help_text("opt.parameter"))] = None,
    law: LawName = DEFAULT_LAW,
    place: Annotated[str | None, typer.Option(help=help_text("opt.place"))] = None,
    on: On = None,
    lang: Lang = None,
) -> None:
    """List the figures, or the rows of one."""
    said = language(lang)
    pack = _pack(law, said)
    if name is None:
        _list_parameters(pack, said)
        return
    if name not in pack.parameters:
        near = get_close_matches(name, pack.parameters, 5, 0.4) or list(pack.parameters)[:5]
        raise stop(said, "bad_parameter", text=name, some=", ".join(near))
    day = parse_day(on, said) if on else None
    at = _place_of(pack, name, place) if place else None
    rows = [
        figure
        for figure in pack.parameters[name].figures
        if (at is None or at in figure.keys)
        and (day is None or figure.valid_from <= day <= figure.valid_to)
    ]
    _show_rows(pack, name, rows, said)
    if not rows:
        out.print(say("law.no_rows", said, name=name))


def _place_of(pack: Any, name: str, text: str) -> str:
    """The code of a place told by code or name; of the place around it where that has the rows."""
    keys = {key for figure in pack.parameters[name].figures for key in figure.keys}
    if text in keys:
        return text
    code = find_place(text)[0] or text
    around = pack.places(code) if pack.places and code.isdigit() else ()
    return next((each for each in (code, *around) if each in keys), code)


def _pack(law: str, lang: str) -> Any:
    from gongyou.law import load_pack

    check_law(law, lang)
    return load_pack(law)


def _forum(forum: str, lang: str) -> str:
    known = {"arbitration", "administrative", "court", "none"}
    return say(f"forum.{forum}", lang) if forum in known else forum


def _line(label: str, text: str) -> None:
    if text:
        out.print(Text.assemble((f"{label}: ", "bold"), text))


def _show(pack: Any, held: Any, lang: str) -> None:
    """One entitlement in one language."""
    from gongyou.law.engine.graph import graph_of
    from gongyou.law.engine.phrases import phrases_of

    graph, words = graph_of(pack), phrases_of(pack)
    out.print(Text(f"{pack.text(f'entitlement.{held.code}', lang)} ({held.code})", style="bold"))
    _line(say("law.forum", lang), _forum(held.forum, lang))
    _line(say("law.unit", lang), unit(held.unit, lang))
    for variant in pack.rules[held.rule].variants:
        from gongyou.law.phrasing import together

        _line(say("law.articles", lang), together(words.cites(variant), lang))
        _line(say("law.in_force", lang), _force(pack, variant, lang))
    if lang == "en":
        _line(say("law.meaning", lang), words.docs(held.rule))
    _line(say("law.formula", lang), words.formulas(held.rule)[lang])
    found = below(pack, held.rule)
    _steps(pack, found.rules, lang)
    _line(say("law.facts", lang), _joined((pack.fact_label(n, lang) for n in found.facts), lang))
    _line(
        say("law.reasons", lang),
        _joined(
            (pack.text(f"reason.{reason}", lang) for reason, _ in graph.traced[held.rule].unless),
            lang,
        ),
    )
    _line(
        say("law.excludes", lang),
        _joined(
            (
                pack.text(f"entitlement.{other}", lang)
                for other in sorted(graph.conflicts[held.code])
            ),
            lang,
        ),
    )
    if held.limitation:
        _line(say("law.limitation", lang), pack.text(f"rule.{held.limitation}", lang))
    _readings(pack, found.questions, lang)
    _figures(pack, found.figures, lang)


def _joined(items: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh-hans" else ", ").join(dict.fromkeys(items))


def _steps(pack: Any, names: list[str], lang: str) -> None:
    if not names:
        return
    out.print(Text(f"{say('law.uses', lang)}:", style="bold"))
    from gongyou.law.engine.phrases import phrases_of

    for name in names:
        label, formula = pack.text(f"rule.{name}", lang), phrases_of(pack).formulas(name)[lang]
        out.print(Text.assemble(f"  {label} = ", (formula, "dim")))


def _force(pack: Any, variant: Any, lang: str) -> str:
    parts = []
    if variant.since:
        parts.append(say("law.since", lang, date=variant.since))
    if variant.until:
        parts.append(say("law.until", lang, date=variant.until))
    if not parts:
        sources = {
            pack.sources[c.source].in_force
            for c in variant.cites
            if c.source in pack.sources and pack.sources[c.source].in_force
        }
        parts = (
            [say("law.since", lang, date=min(map(str, sources)))]
            if sources
            else [say("law.always", lang)]
        )
    if variant.place:
        parts.append(say("law.place", lang, place=variant.place))
    if variant.reading:
        parts.append(variant.reading)
    return ", ".join(parts)


def _readings(pack: Any, names: list[str], lang: str) -> None:
    for name in names:
        question = pack.questions[name]
        options = "; ".join(
            f"{option} – {pack.text(f'option.{name}.{option}', lang)}"
            + (f" ({say('law.default', lang)})" if option == question.default else "")
            for option in question.options
        )
        head = f"{say('law.readings', lang)}: {pack.text(f'question.{name}', lang)} [{name}]"
        _line(head, options)


def _figures(pack: Any, names: list[str], lang: str) -> None:
    if not names:
        return
    table = grid(
        say("law.figures", lang),
        *(say(f"law.{key}", lang) for key in ("name", "code", "rows", "unit", "from", "to")),
        numbers=(2,),
    )
    for name in names:
        rows = pack.parameters[name].figures
        first = min((r.valid_from for r in rows), default=None)
        last = max((r.valid_to for r in rows), default=None)
        table.add_row(
            pack.text(f"parameter.{name}", lang),
            name,
            str(len(rows)),
            unit(rows[0].unit if rows else "", lang),
            _day(first),
            _day(last),
        )
    out.print(table)


def _list_parameters(pack: Any, lang: str) -> None:
    _figures(pack, list(pack.parameters), lang)
    out.print(say("law.verified", lang))


def _show_rows(pack: Any, name: str, rows: list[Any], lang: str) -> None:
    keys = pack.parameters[name].keys
    title = f"{pack.text(f'parameter.{name}', lang)} ({name})"
    table = grid(
        title,
        *keys,
        *(
            say(key, lang)
            for key in ("law.from", "law.to", "value", "law.unit", "law.confidence", "law.source")
        ),
    )
    from gongyou.law.engine.phrases import phrases_of

    for row in rows:
        table.add_row(
            *row.keys,
            _day(row.valid_from),
            _day(row.valid_to),
            str(row.value),
            unit(row.unit, lang),
            sheet_word(row.confidence, lang),
            phrases_of(pack).source_words(row.source)[lang],
        )
    out.print(table)


def _day(day: Any) -> str:
    return "–" if day is None or day.year in (1, 9999) else day.isoformat()
