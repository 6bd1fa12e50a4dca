"""Claim sheets to print and read."""

from gongyou.law.claim_sheets.data import Person, sheet_data
from gongyou.law.claim_sheets.render import pdf_of, render_html, render_pdf, render_pdfs

__all__ = [
    "Person",
    "pdf_of",
    "render_html",
    "render_pdf",
    "render_pdfs",
    "sheet_data",
]
