"""Claim sheets as PDF and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from gongyou.documents import Typesetter
from gongyou.law.claim_sheets.data import Person, sheet_data
from gongyou.law.claim_sheets.page import html_page
from gongyou.law.engine.results import Claim
from gongyou.law.phrasing import words

TEMPLATE = Path(__file__).parent / "templates" / "claim.typ"


def render_pdf(
    claims: Claim | Iterable[tuple[Claim, Person]],
    lang: str = "zh-hans",
    *,
    person: Person | None = None,
    **more: Any,
) -> bytes:
    """One PDF: the sheet of one claim, or the sheets of many; `more` as for `sheet_data`."""
    return pdf_of(_sheets(claims, lang, person, more), lang)


def render_html(
    claims: Claim | Iterable[tuple[Claim, Person]],
    lang: str = "zh-hans",
    *,
    person: Person | None = None,
    **more: Any,
) -> str:
    """One HTML page with the same sheets, for reading on a screen or a phone."""
    return html_page(_sheets(claims, lang, person, more), lang)


def render_pdfs(
    claims: Iterable[tuple[Claim, Person]], lang: str = "zh-hans", *, labels: Any = None
) -> Iterator[tuple[str, bytes]]:
    """A PDF a worker, by one compiler: (worker, bytes)."""
    for claim, person in claims:
        yield person.worker, pdf_of([sheet_data(claim, person, lang, labels=labels)], lang)


def pdf_of(sheets: list[dict[str, Any]], lang: str) -> bytes:
    """Sheets already prepared by `sheet_data` as one PDF."""
    return _setter().render({"lang": lang, "words": words(lang), "sheets": sheets})


@cache
def _setter() -> Typesetter:
    return Typesetter(TEMPLATE)


def _sheets(
    claims: Claim | Iterable[tuple[Claim, Person]],
    lang: str,
    person: Person | None,
    more: dict[str, Any],
) -> list[dict[str, Any]]:
    if isinstance(claims, Claim):
        claims = [(claims, person or Person(""))]
    return [sheet_data(claim, who, lang, **more) for claim, who in claims]
