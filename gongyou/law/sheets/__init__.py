"""Claim sheets to print and read."""

from gongyou.law.sheets.data import Person, sheet_data
from gongyou.law.sheets.render import pdf_of, render_html, render_pdf, render_pdfs

__all__ = [
    "Person",
    "pdf_of",
    "render_html",
    "render_pdf",
    "render_pdfs",
    "sheet_data",
]
