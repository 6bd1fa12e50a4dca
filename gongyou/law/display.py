"""Claims and results as a notebook shows them: one line as text, a table that opens as HTML."""

from __future__ import annotations

from html import escape

from .engine.results import NOT_DUE, STATUSES, UNDETERMINED, Claim, Result
from .phrasing.articles import together
from .phrasing.steps import step_shown
from .phrasing.wording import money, shown

NOT_ASKED = "not_asked"
HEADS = ("Entitlement", "Result", "File by", "Articles")


def claim_line(claim: Claim) -> str:
    """The total, and how many entitlements came to what."""
    counted = dict.fromkeys((*STATUSES, NOT_ASKED), 0)
    for result in claim:
        counted[NOT_ASKED if result.not_asked else result.status] += 1
    said = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in counted.items())
    return f"<Claim {claim.pack} on {claim.on}: {money(claim.total)} {claim.currency}; {said}>"


def result_line(result: Result) -> str:
    """The amount, or why there is none."""
    return f"<Result {result.code}: {outcome(result)}>"


def outcome(result: Result, lang: str = "en") -> str:
    """A result in a few words: an amount, a date, why it is not due, or what is missing."""
    if result.not_asked:
        return "cannot be said, not asked: " + ", ".join(result.silent_text(lang))
    if result.status == NOT_DUE:
        return f"not due: {result.reason_text(lang)}"
    if result.status == UNDETERMINED:
        return "undetermined, missing: " + ", ".join(result.missing_text(lang))
    return shown(result.value if result.amount is None else result.amount, result.unit, lang)


def explanation(result: Result, lang: str = "en") -> str:
    """Every step as a line of text, each with its articles and the sources of its figures."""
    lines = [f"{result.label(lang)}: {outcome(result, lang)}"]
    for step in result.steps:
        lines.append(f"  {step.label(lang)} = {step_shown(step, lang)}")
        if step.cites:
            lines.append(f"      {together(step.cites, lang)}")
        lines += [
            f"      {f.label.get(lang, f.parameter)} {f.value}: {f.source} "
            f"({f.doubt_in(lang) or f.confidence})"
            for f in step.figures
        ]
    return "\n".join(lines)


def claim_html(claim: Claim, lang: str = "en") -> str:
    """What is due and what is undetermined as a table; each row opens to its steps."""
    heads = "".join(f"<th style='text-align:left'>{head}</th>" for head in HEADS)
    rows = "".join(_row(r, lang) for r in claim if r.status != NOT_DUE)
    return (
        f"<p><strong>{money(claim.total)} {escape(claim.currency)}</strong>,"
        f" {escape(claim.pack)}, {claim.on}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def result_html(result: Result, lang: str = "en") -> str:
    """One result with its steps."""
    return f"<pre>{escape(explanation(result, lang))}</pre>"


def _row(result: Result, lang: str) -> str:
    limit = result.limitation.last_safe_filing_date if result.limitation else None
    cells = (
        f"<details><summary>{escape(result.label(lang))}</summary>"
        f"{result_html(result, lang)}</details>",
        escape(outcome(result, lang)),
        str(limit or ""),
        escape(together(result.articles, lang)),
    )
    return "<tr>" + "".join(f"<td style='text-align:left'>{c}</td>" for c in cells) + "</tr>"
