"""One worker's claim step by step on the screen."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from rich.tree import Tree

from gongyou.law.certainty import certain_part
from gongyou.law.claim_sheets.data import fact_shown
from gongyou.law.commands.job import Job
from gongyou.law.commands.tables import out
from gongyou.law.commands.words import say
from gongyou.law.phrasing import say as sheet_word
from gongyou.law.phrasing import shown, step_shown, together, unit


def explain(job: Job, worker: str) -> None:
    """Facts with sources; each entitlement with steps, articles, figures, deadline."""
    lang = job.lang
    claim = job.claim(job.one(worker))
    out.print(Text(say("explain.title", lang, worker=worker, on=claim.on), style="bold"))
    out.print(_facts(job, worker))
    for result in claim.results:
        if result.status == "amount":
            out.print(_result(result, claim, lang, job.labels))
    for result in claim.results:
        if result.status == "undetermined":
            text = ", ".join(result.missing_text(lang))
            out.print(_branch(result.label(lang), say("explain.missing", lang, text=text)))
    not_asked = Tree(Text(say("explain.not_asked", lang), style="bold"))
    others = Tree(Text(say("explain.others", lang), style="bold"))
    for result in claim.results:
        if result.not_asked:
            text = ", ".join(result.silent_text(lang))
            not_asked.add(Text(f"{result.label(lang)}: {text}"))
        elif result.status == "not_due":
            others.add(Text(f"{result.label(lang)}: {result.reason_text(lang)}"))
    for tree in (not_asked, others):
        if tree.children:
            out.print(tree)
    total = f"{claim.total:,.2f} {shown_unit(claim.currency, lang)}"
    out.print(Text(f"{say('total', lang)}: {total}", style="bold"))
    if assumed := certain_part(claim, job.facts(worker), job.answers).assumed:
        out.print(Text(f"{say('assumed', lang)}: {assumed:,.2f}"))


def shown_unit(name: str, lang: str) -> str:
    """A currency or unit in words."""
    from gongyou.law.phrasing import unit

    return unit(name, lang)


def _facts(job: Job, worker: str) -> Tree:
    tree = Tree(Text(say("explain.facts", job.lang), style="bold"))
    row, origin = job.rows["employment"][worker][0], job.origins(worker)
    for name, value in row.items():
        if value is None or name in ("worker", "source"):
            continue
        column = job.schema.root.columns.get(name)
        label = column.label[job.lang] if column else name
        source = f" ({origin[name]})" if name in origin else ""
        tree.add(Text(f"{label}: {fact_shown(name, value, job.lang)}{source}"))
    return tree


def _result(result: Any, claim: Any, lang: str, labels: Any) -> Tree:
    value = result.amount if result.money else result.value
    chosen = " ✓" if result.code in claim.best.members else ""
    head = f"{result.label(lang)} = {shown(value, result.unit, lang)}{chosen}"
    tree = Tree(Text(head, style="bold"))
    for step in result.steps:
        held = step_shown(step, lang)
        branch = tree.add(Text(f"{step.label(lang)} = {held}"))
        branch.add(Text(step.formula(lang), style="dim"))
    tree.add(Text(say("explain.articles", lang, text=together(result.articles, lang))))
    for figure in result.parameters:
        where = ", ".join([*figure.keys, str(figure.valid_from or "")])
        held = f"{figure.label.get(lang)} {figure.value} {unit(figure.unit, lang)}"
        certain = figure.doubt_in(lang) or sheet_word(figure.confidence, lang)
        told = f"{where}; {figure.source_in(lang)}; {certain}"
        tree.add(Text(say("explain.figures", lang, text=f"{held} ({told})")))
    _limits(tree, result, claim, lang)
    if result.assumed:
        names = [labels.get(name, {}).get(lang, name) for name in result.assumed]
        tree.add(Text(say("explain.assumed", lang, text=", ".join(names))))
    return tree


def _limits(tree: Tree, result: Any, claim: Any, lang: str) -> None:
    limit = result.limitation
    if limit and limit.last_safe_filing_date:
        tree.add(
            Text(
                say(
                    "explain.deadline",
                    lang,
                    date=limit.last_safe_filing_date,
                    basis=limit.label(lang),
                )
            )
        )
    if result.alternatives:
        labels = [claim[code].label(lang) for code in result.alternatives]
        tree.add(Text(say("explain.instead", lang, text=", ".join(labels))))


def _branch(head: str, line: str) -> Tree:
    tree = Tree(Text(head, style="bold"))
    tree.add(Text(line))
    return tree
